"""How savings grow, meeting by meeting, beside the cycle before: one small painted chart.

One series in the accent, the comparison dashed and grey, labels on the lines, zero shown
(`screens.md`, section 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_ledger import i18n
from ui import theme

Points = Sequence[tuple[int, int]]
STEPS = (1, 2, 3, 5, 10)
LABEL_GAP = 56  # pixels at 100 % between two labels below


@dataclass(frozen=True, slots=True)
class Growth:
    """Two lines of (meeting, francs): the cycle that is open, and the one before."""

    now: Points
    before: Points
    before_name: str
    sentence: str
    planned: int = 0  # meetings of the cycle: the frame goes no further


def grid_step(most: int, lines: int = 3) -> int:
    """Return a round distance between gridlines: 1, 2, 3 or 5 with zeros."""
    rough, unit = max(most, 1) / lines, 1
    while unit * 10 <= rough:
        unit *= 10
    return next(unit * step for step in STEPS if unit * step >= rough)


class GrowthChart(QWidget):
    """The chart; what it shows is told as a sentence too."""

    def __init__(self) -> None:
        super().__init__()
        self._growth = Growth((), (), "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def tell(self, growth: Growth) -> None:
        """Show other lines."""
        self._growth = growth
        self.setAccessibleName(growth.sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(130))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    # -- where things stand ------------------------------------------------------------------------

    def _scale(self) -> None:
        """Work out the frame: what a meeting and a franc are in pixels."""
        growth = self._growth
        both = [*growth.now, *growth.before]
        numbers = [at for at, _amount in growth.now] or [at for at, _amount in both] or [1]
        self._first = min(numbers)
        # The line of today ends before the right edge, so that the one before can go on.
        further = max(numbers) + max(len(numbers) // 4, 2)
        end = max(growth.planned, *numbers) if growth.planned else further
        self._last = max(min(further, end), self._first + 3)
        seen = [amount for at, amount in both if at <= self._last]
        most = max(seen, default=0)
        self._step = grid_step(most)
        self._top = max(-(-most // self._step), 1) * self._step
        small = QFontMetrics(theme.font("small"))
        left = small.horizontalAdvance(i18n.money(self._top)) + theme.px(10)
        above = small.height() // 2 + theme.px(10)
        below = small.height() + theme.px(8)
        self._frame = QRectF(
            left, above, self.width() - left - theme.px(18), self.height() - above - below
        )

    def _at(self, number: float, amount: float) -> QPointF:
        across = (number - self._first) / (self._last - self._first)
        return QPointF(
            self._frame.left() + across * self._frame.width(),
            self._frame.bottom() - amount / self._top * self._frame.height(),
        )

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._growth.now and not self._growth.before:
            return
        self._scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter)
        before = self._inside(self._growth.before)
        now = [self._at(*point) for point in self._growth.now]
        if len(before) > 1:
            self._paint_before(painter, before)
        if now:
            self._paint_now(painter, now)

    def _inside(self, points: Points) -> list[QPointF]:
        return [self._at(*p) for p in points if self._first <= p[0] <= self._last]

    def _paint_grid(self, painter: QPainter) -> None:
        painter.setFont(theme.font("small"))
        metrics = QFontMetrics(painter.font())
        for level in range(0, self._top + 1, self._step):
            y = self._at(self._first, level).y()
            painter.setPen(QPen(theme.colour("hairline"), 1))
            painter.drawLine(QPointF(self._frame.left(), y), QPointF(self._frame.right(), y))
            painter.setPen(theme.colour("text2"))
            words = i18n.money(level)
            left = self._frame.left() - theme.px(8) - metrics.horizontalAdvance(words)
            painter.drawText(QPointF(left, y + metrics.capHeight() / 2), words)
        self._paint_numbers(painter, metrics)

    def _paint_numbers(self, painter: QPainter, metrics: QFontMetrics) -> None:
        room = max(int(self._frame.width() / theme.px(LABEL_GAP)), 1)
        every = max(-(-(self._last - self._first + 1) // room), 1)
        base = self.height() - theme.px(3)
        for number in range(self._first, self._last + 1, every):
            words = f"S{number}" if i18n.language() == "fr" else f"M{number}"
            middle = self._at(number, 0).x() - metrics.horizontalAdvance(words) / 2
            painter.drawText(QPointF(middle, base), words)

    def _paint_before(self, painter: QPainter, line: list[QPointF]) -> None:
        pen = QPen(theme.colour("text2"), 1.4)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("small"))
        words = self._growth.before_name
        metrics = QFontMetrics(painter.font())
        end = line[-1]
        left = min(end.x(), self.width() - theme.px(4)) - metrics.horizontalAdvance(words)
        painter.drawText(QPointF(left, end.y() + metrics.height() + theme.px(2)), words)

    def _paint_now(self, painter: QPainter, line: list[QPointF]) -> None:
        ground = QColor(theme.colour("accent"))
        ground.setAlphaF(0.13)
        base = self._frame.bottom()
        area = [QPointF(line[0].x(), base), *line, QPointF(line[-1].x(), base)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF(area))
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(line[-1], theme.px(4), theme.px(4))
        self._paint_last(painter, line[-1])

    def _paint_last(self, painter: QPainter, end: QPointF) -> None:
        font = theme.font("small")
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("accent"))
        words = i18n.money(self._growth.now[-1][1])
        width = QFontMetrics(font).horizontalAdvance(words)
        left = min(max(end.x() - width / 2, 0.0), self.width() - width - theme.px(2))
        painter.drawText(QPointF(left, end.y() - theme.px(10)), words)
