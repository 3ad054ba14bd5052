"""The one ornament: a band of bogolan signs in hairlines, never near figures."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
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
    pitch, half = theme.px(PITCH) * scale, theme.px(9) * scale
    band = QPainterPath()
    signs = (_diamonds(half), _arrows(half), _crossing(half))
    for sign in range(int(box.width() / pitch) + 2):
        middle = QPointF(box.left() + pitch * (sign + 0.4), box.center().y())
        band.addPath(signs[sign % 3].translated(middle))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(band)


def _drawn(*lines: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in lines:
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
    return path


def _diamonds(half: float) -> QPainterPath:
    outer, inner = ((half * part, half * part * 0.8) for part in (1.4, 0.7))
    return _drawn(
        *(((-w, 0.0), (0.0, -h), (w, 0.0), (0.0, h), (-w, 0.0)) for w, h in (outer, inner))
    )


def _arrows(half: float) -> QPainterPath:
    tips = (half * shift for shift in (-0.5, 0.5, 1.5))
    return _drawn(
        *(((tip - half * 0.7, -half), (tip, 0.0), (tip - half * 0.7, half)) for tip in tips)
    )


def _crossing(half: float) -> QPainterPath:
    arm = half * 0.8
    return _drawn(((-arm, -arm), (arm, arm)), ((-arm, arm), (arm, -arm)))
