"""Rows and columns whose distances follow the zoom."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui import theme

Item = QWidget | QLayout | int | None


def column(
    *items: Item,
    spacing: float = 12,
    margins: tuple[float, ...] = (0,),
    parent: QWidget | None = None,
) -> QVBoxLayout:
    """Stack items from top to bottom; a number is stretch, None is left out."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing, margins, parent)
    return layout


def row(
    *items: Item,
    spacing: float = 8,
    margins: tuple[float, ...] = (0,),
    parent: QWidget | None = None,
) -> QHBoxLayout:
    """Set items from left to right; a number is stretch, None is left out."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing, margins, parent)
    return layout


def _fill(
    layout: QBoxLayout,
    items: Iterable[Item],
    spacing: float,
    margins: tuple[float, ...],
    parent: QWidget | None,
) -> None:
    theme.keep_layout(layout, spacing=spacing, margins=margins)
    if parent is not None:
        parent.setLayout(layout)
    for item in items:
        match item:
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)
            case int():
                layout.addStretch(item)


def line(role: str = "hairline") -> QFrame:
    """Return a horizontal hairline ("rule" for the stronger one)."""
    frame = QFrame()
    frame.setProperty("role", role)
    frame.setFixedHeight(1)
    frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return frame


def upright() -> QFrame:
    """Return a vertical hairline."""
    frame = QFrame()
    frame.setProperty("role", "hairline")
    frame.setFixedWidth(1)
    return frame


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete the widgets in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
