"""Where the keyboard is on a page, so that it can be found again when the page is built anew."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Place:
    """A widget by its own name, else by its place among those that Tab reaches."""

    widget: QWidget
    name: str
    kind: type
    number: int


def place_of(page: QWidget, focus: QWidget) -> Place:
    """Return where a widget stands on a page."""
    reached = _reached(page)
    number = reached.index(focus) if focus in reached else -1
    return Place(focus, focus.objectName(), type(focus), number)


def give_back(page: QWidget, place: Place) -> None:
    """Put the keyboard where it was; if that is still there, a page may have put it elsewhere."""
    reached = _reached(page)
    still = place.widget in reached
    if not page.isVisible() or (still and page.window().focusWidget() in reached):
        return
    if still:
        place.widget.setFocus()
        return
    named = [each for each in reached if place.name and each.objectName() == place.name]
    after = reached[place.number :] if place.number >= 0 else []
    alike = [each for each in after[:1] if isinstance(each, place.kind)]
    found = next(iter((*named, *alike)), None)
    if found is not None:
        found.setFocus()
    else:
        page.setFocus()
        page.focusNextChild()


def _reached(page: QWidget) -> list[QWidget]:
    """Return what Tab reaches on a page, in its order."""
    found, each = [], page.nextInFocusChain()
    while each is not None and each is not page:
        tabbed = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if tabbed and each.isEnabled() and page.isAncestorOf(each) and _is_shown(page, each):
            found.append(each)
        each = each.nextInFocusChain()
    return found


def _is_shown(page: QWidget, widget: QWidget | None) -> bool:
    """Return whether nothing hides a widget; one just made is shown a moment later."""
    if widget is None or widget is page:
        return True
    explicit = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    return not (widget.isHidden() and explicit) and _is_shown(page, widget.parentWidget())
