"""Walks through a window as someone would who cannot see it, or who needs it twice as large."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from ui.widgets.button import Button
from ui.widgets.label import Label


def shown(window: QWidget) -> list[QWidget]:
    """Every widget of a window that can be seen now."""
    return [each for each in window.findChildren(QWidget) if each.isVisibleTo(window)]


def unnamed(window: QWidget) -> list[str]:
    """What takes the keyboard and has no name that could be spoken."""
    return [
        f"{type(each).__name__} in {type(each.parent()).__name__}"
        for each in shown(window)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(each, QScrollArea | QStackedWidget)
        and not isinstance(each.parent(), QAbstractScrollArea | QComboBox)
        and not _name(each)
    ]


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words


def cut(window: QWidget) -> list[str]:
    """The words of labels and buttons that do not fit where they stand."""
    return [*_cut_labels(window), *_cut_buttons(window)]


def _cut_labels(window: QWidget) -> Iterator[str]:
    for label in shown(window):
        if not isinstance(label, QLabel) or not label.text():
            continue
        if label.wordWrap():
            needed = label.heightForWidth(label.width())
            if needed > label.height() + 1:
                yield f"{label.text()!r}: {needed} high in {label.height()}"
            continue
        if isinstance(label, Label) and label.sizePolicy().horizontalPolicy().name == "Ignored":
            continue  # a line of context may end where the room does
        needed = label.fontMetrics().horizontalAdvance(label.text().replace("&", ""))
        if needed > label.width() + 1:
            yield f"{label.text()!r}: {needed} in {label.width()}"


def _cut_buttons(window: QWidget) -> Iterator[str]:
    for button in shown(window):
        if isinstance(button, Button) and button.width() < button.sizeHint().width():
            yield f"{button.text()!r}: {button.sizeHint().width()} in {button.width()}"


def out_of_reach(window: QWidget) -> list[str]:
    """What takes the keyboard and is smaller than 24 pixels (WCAG 2.2, 2.5.8)."""
    least = 24
    return [
        f"{type(each).__name__} {_name(each)!r}: {each.width()} × {each.height()}"
        for each in shown(window)
        if isinstance(each, QAbstractButton) and min(each.width(), each.height()) < least
    ]


def doubled_mnemonics(window: QWidget) -> list[str]:
    """The letters that lead to two fields with Alt."""
    found: dict[str, list[str]] = {}
    for each in shown(window):
        text = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
        if isinstance(each, QLabel) and each.buddy() is None:
            continue
        letter = text.replace("&&", "").partition("&")[2][:1].casefold()
        if letter:
            found.setdefault(letter, []).append(text)
    return [f"{letter}: {texts}" for letter, texts in found.items() if len(texts) > 1]


def backwards(window: QWidget) -> list[str]:
    """Where Tab goes up the page, though what follows stands in the same column."""
    order = [each for each in _tab_order(window) if each.isVisibleTo(window)]
    spots = [(each.mapTo(window, QPoint(0, 0)), each) for each in order]
    return [
        f"{_name(one)!r} → {_name(other)!r}"
        for (spot, one), (after, other) in itertools.pairwise(spots)
        if after.y() + other.height() < spot.y() and after.x() <= spot.x() + 8
    ]


def _tab_order(window: QWidget) -> list[QWidget]:
    order, each = [], window.nextInFocusChain()
    while each is not window:
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and window.isAncestorOf(each):
            order.append(each)
        each = each.nextInFocusChain()
    return order


def faults(window: QWidget) -> list[str]:
    """Everything a crawl finds wrong with a window as it is now."""
    return [
        *(f"no name: {fault}" for fault in unnamed(window)),
        *(f"cut: {fault}" for fault in cut(window)),
        *(f"too small: {fault}" for fault in out_of_reach(window)),
        *(f"same letter: {fault}" for fault in doubled_mnemonics(window)),
    ]
