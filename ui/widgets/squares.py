"""The meetings of a cycle as small squares: held, next, to come."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

MOST_A_LINE = 26
HEIGHT, GAP = 17, 4


class CycleSquares(QWidget):
    """So many squares filled out of so many; the next one is outlined."""

    def __init__(self) -> None:
        super().__init__()
        self._held = self._planned = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, held: int, planned: int, words: str) -> None:
        """Show how far the cycle is; `words` say it for whoever does not see the squares."""
        self._held, self._planned = held, max(planned, held)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _lines(self) -> int:
        return max(-(-self._planned // MOST_A_LINE), 1)

    def sizeHint(self) -> QSize:
        lines = self._lines()
        return QSize(theme.px(260), lines * theme.px(HEIGHT) + (lines - 1) * theme.px(GAP + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._planned:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = -(-self._planned // self._lines())
        gap = theme.px(GAP)
        width = (self.width() - gap * (across - 1)) / across
        for place in range(self._planned):
            left = (place % across) * (width + gap)
            top = (place // across) * (theme.px(HEIGHT) + gap + 2)
            box = QRectF(left, top, width, theme.px(HEIGHT))
            painter.setPen(Qt.PenStyle.NoPen)
            if place < self._held:
                painter.setBrush(theme.colour("accent"))
            elif place == self._held:
                painter.setBrush(theme.colour("surface"))
                painter.setPen(QPen(theme.colour("accent"), 2))
                box = box.adjusted(1, 1, -1, -1)
            else:
                painter.setBrush(theme.colour("hollow"))
            painter.drawRoundedRect(box, theme.px(3), theme.px(3))
