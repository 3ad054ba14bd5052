"""Amounts told large: label, figure and unit on one baseline, and how it comes about."""

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
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
from ui.widgets.card import Card


class Figure(QWidget):
    """A label in grey, the amount, its unit smaller on the same baseline, and a note below.

    `use` is "hero" (one a page), "figure" (in a card), "subtitle" or "strong". Where `asked`
    is to be answered ("why this amount?"), call `set_askable()`: Enter or a click asks.
    """

    asked = Signal()

    def __init__(
        self,
        label: str = "",
        amount: str = "",
        unit: str = "",
        note: str = "",
        *,
        use: str = "figure",
        ink: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__()
        self._use, self._ink, self._align = use, ink, align
        self._askable = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.tell(label, amount, unit, note)

    def tell(self, label: str, amount: str, unit: str = "", note: str = "", ink: str = "") -> None:
        """Show an amount; the texts come ready from i18n."""
        self._label, self._amount, self._unit, self._note = label, amount, unit, note
        self._ink = ink or self._ink
        self.setAccessibleName(" ".join(part for part in (label, amount, unit) if part))
        self.setAccessibleDescription(note)
        self.updateGeometry()
        self.update()

    def set_askable(self) -> None:
        """Let a person ask where the amount comes from."""
        self._askable = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics, QFontMetrics, QFontMetrics]:
        unit = "subtitle" if self._use == "hero" else "label"
        return (
            QFontMetrics(theme.font("label")),
            QFontMetrics(theme.font(self._use)),
            QFontMetrics(theme.font(unit)),
            QFontMetrics(theme.font("secondary")),
        )

    def _card(self) -> Card | None:
        """The card this figure has to itself: its border shows the focus then."""
        parent = self.parent()
        while parent is not None and not isinstance(parent, Card):
            parent = parent.parent()
        if parent is None:
            return None
        askable = [each for each in parent.findChildren(Figure) if each.is_askable]
        return parent if len(askable) == 1 else None

    @property
    def is_askable(self) -> bool:
        """Whether a person can ask where the amount comes from."""
        return self._askable

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        card = self._card()
        if card is not None:
            card.set_asked(asked=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        card = self._card()
        if card is not None:
            card.set_asked(asked=False)

    def sizeHint(self) -> QSize:
        label, amount, unit, note = self._metrics()
        figure = amount.horizontalAdvance(self._amount)
        if self._unit:
            figure += theme.px(7) + unit.horizontalAdvance(self._unit)
        width = max(
            label.horizontalAdvance(self._label), figure, note.horizontalAdvance(self._note)
        )
        height = label.height() * bool(self._label) + self._line(amount)
        height += note.height() * bool(self._note)
        return QSize(width + 2, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _line(self, amount: QFontMetrics) -> int:
        """Return the height of the figure's line: digits have no descenders to leave room for."""
        return round(amount.capHeight() + amount.height() * 0.42)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        label, amount, unit, note = self._metrics()
        top = (self.height() - self.sizeHint().height()) // 2
        if self._label:
            painter.setFont(theme.font("label"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(self._at(label, self._label, top + label.ascent()), self._label)
            top += label.height()
        figure = amount.horizontalAdvance(self._amount)
        whole = figure + (theme.px(7) + unit.horizontalAdvance(self._unit) if self._unit else 0)
        left = self._left(whole)
        line = self._line(amount)
        baseline = top + (line + round(amount.capHeight())) // 2
        painter.setFont(theme.font(self._use))
        painter.setPen(theme.colour(self._ink))
        painter.drawText(QPoint(left, baseline), self._amount)
        painter.setFont(theme.font("subtitle" if self._use == "hero" else "label"))
        painter.setPen(theme.colour("text2" if self._ink == "text" else self._ink))
        painter.drawText(QPoint(left + figure + theme.px(7), baseline), self._unit)
        if self._note:
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(self._at(note, self._note, top + line + note.ascent()), self._note)
        if self.hasFocus() and self._card() is None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 2))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))

    def _left(self, width: int) -> int:
        room = self.width() - width
        if self._align & Qt.AlignmentFlag.AlignRight:
            return room
        return room // 2 if self._align & Qt.AlignmentFlag.AlignHCenter else 0

    def _at(self, metrics: QFontMetrics, text: str, baseline: int) -> QPoint:
        return QPoint(self._left(metrics.horizontalAdvance(text)), baseline)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._askable:
            self.asked.emit()


class Avatar(QWidget):
    """A member's number on her fixed colour."""

    def __init__(self, code: str = "", size: int = 32) -> None:
        super().__init__()
        self._code, self._size = code, size
        theme.keep_size(self, width=size, height=size)

    def tell(self, code: str) -> None:
        """Show another member."""
        self._code = code
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hue(self._code))
        painter.drawEllipse(self.rect())
        font = theme.font("strong")
        font.setPixelSize(theme.px(self._size * (0.42 if len(self._code) < 3 else 0.32)))
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._code)
