"""Things side by side while there is room, and below each other when there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui import theme
from ui.widgets.layout import row


class Beside(QWidget):
    """Widgets from left to right; from top to bottom below `least` pixels (told at 100 %)."""

    def __init__(
        self, *widgets: QWidget, stretches: Sequence[int] = (), least: int = 0, spacing: float = 16
    ) -> None:
        super().__init__()
        self._widgets, self._least, self._spacing = widgets, least, spacing
        self._line: QBoxLayout = row(*widgets, spacing=spacing, parent=self)
        for place, stretch in enumerate(stretches):
            self._line.setStretch(place, stretch)

    def _needs(self) -> list[QSize]:
        shown = [widget for widget in self._widgets if not widget.isHidden()]
        return [widget.minimumSizeHint().expandedTo(widget.minimumSize()) for widget in shown]

    def minimumSizeHint(self) -> QSize:
        needs = self._needs()
        if self._line.direction() is QBoxLayout.Direction.TopToBottom:
            gaps = theme.px(self._spacing) * max(len(needs) - 1, 0)
            height = sum(need.height() for need in needs) + gaps
        else:
            height = max((need.height() for need in needs), default=0)
        return QSize(max((need.width() for need in needs), default=0), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_line"):
            self._turn()

    def _turn(self) -> None:
        needs = self._needs()
        together = sum(need.width() for need in needs)
        together += theme.px(self._spacing) * max(len(needs) - 1, 0)
        narrow = self.width() < max(together, theme.px(self._least))
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() is not wanted:
            self._line.setDirection(wanted)
            self.updateGeometry()
