"""Where one is in a piece of work: done, here, to come; across for a meeting, down for an assistant."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_ledger import i18n
from coop_ledger.i18n import _
from ui import theme


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, and below it what was decided there."""

    title: str
    note: str = ""


class Steps(QWidget):
    """Steps to look at and to click: `chosen` tells which one was asked for.

    Across, they fold to "‹ 9 / 10 Comptage ›" when the window is too narrow for them all.
    """

    chosen = Signal(int)

    def __init__(self, steps: Sequence[Step] = (), *, down: bool = False) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._here, self._done, self._down = 0, 0, down
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy.Policy.Fixed
        if down:
            self.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self.tell(steps, 0, 0)

    def tell(self, steps: Sequence[Step], here: int, done: int) -> None:
        """Show steps; `here` is the current one, the first `done` are finished."""
        self._steps, self._here, self._done = tuple(steps), here, done
        if steps:
            words = i18n.fill(
                _("Step {number} of {count}: {title}"),
                number=here + 1,
                count=len(steps),
                title=steps[here].title,
            )
            self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    # -- sizes -----------------------------------------------------------------------------------

    def _disc(self) -> int:
        return theme.px(26 if self._down else 20)

    def _width_of(self, step: Step) -> int:
        return (
            self._disc()
            + theme.px(7)
            + QFontMetrics(theme.font("label")).horizontalAdvance(step.title)
        )

    def _across(self) -> int:
        gap = theme.px(12) * max(len(self._steps) - 1, 0)
        strong = QFontMetrics(theme.font("strong"))
        slack = max((strong.horizontalAdvance(s.title) for s in self._steps), default=0) // 10
        return sum(self._width_of(step) for step in self._steps) + gap + slack

    @property
    def folded(self) -> bool:
        """Whether only the current step is shown."""
        return not self._down and self._across() > self.width()

    def sizeHint(self) -> QSize:
        if not self._down:
            return QSize(min(self._across(), theme.px(1100)), theme.px(40))
        notes = QFontMetrics(theme.font("secondary"))
        titles = QFontMetrics(theme.font("strong"))
        widest = max(
            (
                max(titles.horizontalAdvance(s.title), notes.horizontalAdvance(s.note))
                for s in self._steps
            ),
            default=0,
        )
        return QSize(self._disc() + theme.px(14) + widest, len(self._steps) * theme.px(60))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._down else QSize(theme.px(240), theme.px(40))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def _boxes(self) -> list[QRect]:
        if self._down:
            pitch = theme.px(60)
            return [QRect(0, i * pitch, self.width(), pitch) for i in range(len(self._steps))]
        spare = self.width() - self._across()
        gap = theme.px(12) + spare // max(len(self._steps) - 1, 1)
        boxes, left = [], 0
        for step in self._steps:
            boxes.append(QRect(left, 0, self._width_of(step) + theme.px(4), self.height()))
            left += self._width_of(step) + gap
        return boxes

    # -- painting ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.folded:
            self._paint_folded(painter)
        else:
            boxes = self._boxes()
            for place, box in enumerate(boxes[:-1]):
                self._paint_link(painter, place, box, boxes[place + 1])
            for place, box in enumerate(boxes):
                self._paint_step(painter, place, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px(6), theme.px(6)
            )

    def _paint_link(self, painter: QPainter, place: int, box: QRect, after: QRect) -> None:
        painter.setPen(QPen(theme.colour("success_edge" if place < self._done else "rule"), 1.5))
        disc = self._disc()
        if self._down:
            middle = disc / 2
            painter.drawLine(
                QPointF(middle, box.top() + disc + theme.px(4)),
                QPointF(middle, after.top() - theme.px(1)),
            )
        else:
            level = box.center().y()
            painter.drawLine(
                QPointF(box.right() + theme.px(2), level),
                QPointF(after.left() - theme.px(5), level),
            )

    def _paint_step(self, painter: QPainter, place: int, box: QRect) -> None:
        step, disc = self._steps[place], self._disc()
        top = box.top() if self._down else box.center().y() - disc // 2
        circle = QRectF(box.left(), top + 1, disc, disc)
        self._paint_disc(painter, place, circle)
        here = place == self._here
        painter.setFont(theme.font("strong" if here else "label"))
        painter.setPen(
            theme.colour("accent" if here else "text" if place < self._done else "text2")
        )
        left = round(circle.right()) + theme.px(10 if self._down else 6)
        words = QRect(left, round(circle.top()), self.width() - left, disc)
        if not self._down:
            words.setHeight(disc)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._down and step.note:
            words.translate(0, -theme.px(4))
        painter.drawText(words, side, step.title)
        if self._down and step.note:
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(words.translated(0, theme.px(19)), side, step.note)
        if here and not self._down:
            painter.fillRect(box.left(), self.height() - 3, box.width(), 3, theme.colour("accent"))

    def _paint_disc(self, painter: QPainter, place: int, circle: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if place == self._here:
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(circle)
            ink = "on_accent"
        elif place < self._done:
            painter.setBrush(theme.colour("success_back"))
            painter.drawEllipse(circle)
            side = theme.px(14)
            ratio = self.devicePixelRatioF()
            at = circle.center() - QPointF(side / 2, side / 2)
            painter.drawPixmap(at, theme.pixmap("check", "success", 14, ratio))
            return
        else:
            painter.setBrush(theme.colour("surface"))
            painter.setPen(QPen(theme.colour("outline"), 1))
            painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))
            ink = "text2"
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(ink))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(place + 1))

    def _paint_folded(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("soft"))
        box = QRectF(0, 1, min(self.width(), self._folded_width()), self.height() - 2)
        painter.drawRoundedRect(box, theme.px(7), theme.px(7))
        ratio, side = self.devicePixelRatioF(), theme.px(18)
        middle = (self.height() - side) // 2
        painter.drawPixmap(theme.px(8), middle, theme.pixmap("chevron-left", "accent", 18, ratio))
        right = round(box.right()) - theme.px(8) - side
        painter.drawPixmap(right, middle, theme.pixmap("chevron-right", "accent", 18, ratio))
        painter.setPen(theme.colour("accent"))
        painter.setFont(self._folded_font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._folded_text())

    def _folded_text(self) -> str:
        return f"{self._here + 1} / {len(self._steps)} {self._steps[self._here].title}"

    def _folded_font(self) -> QFont:
        return theme.font("label")

    def _folded_width(self) -> int:
        words = QFontMetrics(self._folded_font()).horizontalAdvance(self._folded_text())
        return words + 2 * theme.px(18 + 8 + 10)

    # -- choosing ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self.folded:
            self._ask(self._here + (1 if spot.x() > self._folded_width() // 2 else -1))
            return
        for place, box in enumerate(self._boxes()):
            if box.contains(spot):
                self._ask(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._ask(self._here + 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._ask(self._here - 1)
        else:
            super().keyPressEvent(event)

    def _ask(self, place: int) -> None:
        if 0 <= place < len(self._steps):
            self.chosen.emit(place)
