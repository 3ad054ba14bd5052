"""A few choices, each with its title and what it means; the arrows choose, Enter accepts."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

Option = tuple[str, str, str]
"""A value, its title and what it means."""


class Options(QWidget):
    """Choices one below the other. `chosen` tells of another one, `accepted` of Enter."""

    chosen = Signal(str)
    accepted = Signal()

    def __init__(self, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.offer(options)

    def offer(self, options: Sequence[Option]) -> None:
        """Offer choices, keeping the one made if it is among them."""
        value = self.value()
        self._options = tuple(options)
        self._at = 0
        self.choose(value)
        self.updateGeometry()

    def value(self) -> str:
        """Return the value chosen."""
        return self._options[self._at][0] if self._options else ""

    def choose(self, value: str) -> None:
        """Choose a value without telling; an unknown one leaves the choice."""
        places = [at for at, option in enumerate(self._options) if option[0] == value]
        self._at = places[0] if places else self._at
        title = self._options[self._at][1] if self._options else ""
        self.setAccessibleDescription(title)
        self.update()

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._options) and at != self._at:
            self.choose(self._options[at][0])
            self.chosen.emit(self.value())

    # -- Qt ------------------------------------------------------------------------------------------

    def _pitch(self) -> int:
        noted = any(option[2] for option in self._options)
        return pitch_of_words(noted=noted) + theme.px(22)

    def sizeHint(self) -> QSize:
        notes = QFontMetrics(theme.font("secondary"))
        titles = QFontMetrics(theme.font("strong"))
        widest = max(
            (
                max(notes.horizontalAdvance(o[2]), titles.horizontalAdvance(o[1]))
                for o in self._options
            ),
            default=0,
        )
        return QSize(widest + theme.px(60), self._pitch() * len(self._options))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Down:
            self._take(self._at + 1)
        elif event.key() == Qt.Key.Key_Up:
            self._take(self._at - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._take(round(event.position().y()) // self._pitch())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pitch = self._pitch()
        for at, option in enumerate(self._options):
            self._paint(painter, QRect(0, at * pitch, self.width(), pitch), at, option)

    def _paint(self, painter: QPainter, box: QRect, at: int, option: Option) -> None:
        chosen = at == self._at
        sheet = QRectF(box).adjusted(1, 3, -1, -3)
        painter.setBrush(theme.colour("soft" if chosen else "surface"))
        strong = chosen and self.hasFocus()
        border = "accent" if chosen else "hairline"
        painter.setPen(QPen(theme.colour(border), 2 if strong else 1))
        painter.drawRoundedRect(sheet, theme.px(8), theme.px(8))
        middle = QPointF(sheet.left() + theme.px(20), sheet.center().y())
        painter.setPen(QPen(theme.colour("accent" if chosen else "outline"), 1.5))
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(middle, theme.px(7), theme.px(7))
        if chosen:
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(middle, theme.px(3.5), theme.px(3.5))
        words = sheet.adjusted(theme.px(40), 0, -theme.px(8), 0)
        height = pitch_of_words(noted=bool(option[2]))
        words.setTop(sheet.center().y() - height / 2)
        self._paint_words(painter, words, option)

    def _paint_words(self, painter: QPainter, room: QRectF, option: Option) -> None:
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.colour("text"))
        painter.drawText(room, top, option[1])
        if not option[2]:
            return
        room.translate(0, QFontMetrics(painter.font()).height())
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.colour("text2"))
        note = QFontMetrics(painter.font()).elidedText(
            option[2], Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, top, note)


def pitch_of_words(*, noted: bool) -> int:
    """Return the height of a title, with its note or without, in pixels."""
    title, note = (QFontMetrics(theme.font(use)).height() for use in ("strong", "secondary"))
    return title + note * noted
