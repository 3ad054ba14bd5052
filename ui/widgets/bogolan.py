"""The one ornament: a band of bogolan signs in hairlines, never near figures."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

PITCH = 40


class Bogolan(QWidget):
    """A band as high as it is told, at 100 %."""

    def __init__(self, height: int = 34, ground: str = "rail") -> None:
        super().__init__()
        self._height, self._ground = height, ground
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.keep_size(self, height=height)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._ground))
        ink = QColor(theme.hex_of("rail_text"))
        ink.setAlphaF(0.28)
        painter.setPen(QPen(ink, 1))
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, max(1.0, theme.zoom() / 90)))
        paint_band(painter, QRectF(self.rect()), self._height / 34)


def paint_band(painter: QPainter, box: QRectF, scale: float) -> None:
    """Paint the signs in turn: field within a field, arrows, crossing."""
    pitch = theme.px(PITCH) * scale
    half = theme.px(9) * scale
    left, sign = box.left() + pitch * 0.4, 0
    while left < box.right() + pitch:
        middle = QPointF(left, box.center().y())
        (_diamonds, _arrows, _crossing)[sign % 3](painter, middle, half)
        left += pitch
        sign += 1


def _diamonds(painter: QPainter, middle: QPointF, half: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for part in (1.4, 0.7):
        wide, high = half * part, half * part * 0.8
        painter.drawPolygon(
            [
                middle + QPointF(-wide, 0),
                middle + QPointF(0, -high),
                middle + QPointF(wide, 0),
                middle + QPointF(0, high),
            ]
        )


def _arrows(painter: QPainter, middle: QPointF, half: float) -> None:
    for shift in (-half, 0.0, half):
        tip = middle + QPointF(shift + half * 0.5, 0)
        painter.drawLine(tip, tip + QPointF(-half * 0.7, -half))
        painter.drawLine(tip, tip + QPointF(-half * 0.7, half))


def _crossing(painter: QPainter, middle: QPointF, half: float) -> None:
    arm = half * 0.8
    painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
    painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))
