"""A dialog beside a page: it fits the window, and gives the keys back when it is closed."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QWidget

from ui import theme
from ui.widgets.layout import column
from ui.widgets.page_area import PageArea

# What of the window stays in sight around it, in pixels at 100 %.
AROUND = 16


class Aside(QDialog):
    """Closed, it is gone, and the window is active again. What is too high for it scrolls."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)

    def lay_out(self, content: QWidget, buttons: QHBoxLayout, width: float) -> None:
        """Put the buttons under the content, which scrolls; `width` in pixels at 100 %."""
        self._content = content
        self._area = PageArea(content)
        layout = column(self._area, buttons, spacing=10, margins=(20, 16), parent=self)
        QApplication.instance().focusChanged.connect(self._show_focus)  # type: ignore[union-attr]
        parent = self.parentWidget()
        room = self.sizeHint() if parent is None else parent.window().size()
        wide = min(theme.px(width), room.width() - theme.px(AROUND))
        self.setFixedWidth(wide)
        margins = layout.contentsMargins()
        inside = wide - margins.left() - margins.right()
        high = max(content.heightForWidth(inside), content.sizeHint().height())
        rest = buttons.sizeHint().height() + margins.top() + margins.bottom() + theme.px(14)
        self.resize(wide, min(high + rest, room.height() - theme.px(AROUND)))

    def _show_focus(self, _before: QObject, now: QWidget | None) -> None:
        if now is not None and self._content.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def done(self, result: int) -> None:
        """Give the keys back to the window."""
        super().done(result)
        parent = self.parentWidget()
        if parent is not None:
            parent.window().activateWindow()
