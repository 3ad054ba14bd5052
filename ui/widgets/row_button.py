"""A line that can be pressed: a picture, two lines of words, and at the right an amount or a key."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets.button import cap_width, paint_cap


class RowButton(QAbstractButton):
    """One line of a short list: its title, a grey note below, and where it leads."""

    def __init__(
        self, title: str, note: str = "", *, icon: str = "", amount: str = "", key: str = ""
    ) -> None:
        super().__init__()
        self._note, self._icon, self._amount, self._key = note, icon, amount, key
        self._leading: QWidget | None = None
        self.setText(title)
        self.setAccessibleName(", ".join(filter(None, (title, note, amount))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_leading(self, widget: QWidget) -> None:
        """Set a small picture before the words, such as an avatar."""
        self._leading = widget
        widget.setParent(self)
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        widget.move(theme.px(2), (self.sizeHint().height() - widget.height()) // 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _words_left(self) -> int:
        if self._leading is not None:
            return self._leading.width() + theme.px(12)
        return theme.px(34) if self._icon else theme.px(4)

    def _right(self) -> int:
        if self._amount:
            return QFontMetrics(theme.font("strong")).horizontalAdvance(self._amount) + theme.px(8)
        return max(cap_width(self._key), theme.px(22)) + theme.px(6)

    def sizeHint(self) -> QSize:
        title = QFontMetrics(theme.font("label"))
        note = QFontMetrics(theme.font("secondary"))
        words = max(title.horizontalAdvance(self.text()), note.horizontalAdvance(self._note))
        height = title.height() + note.height() * bool(self._note) + theme.px(10)
        return QSize(self._words_left() + words + self._right() + theme.px(10), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = QRectF(self.rect()).adjusted(-1, 1, 1, -1)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(theme.colour("soft"))
            painter.setPen(
                QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen
            )
            painter.drawRoundedRect(sheet.adjusted(2, 0, -2, 0), theme.px(6), theme.px(6))
        ratio = self.devicePixelRatioF()
        if self._icon:
            picture = theme.pixmap(self._icon, "accent", 18, ratio)
            painter.drawPixmap(theme.px(5), (self.height() - theme.px(18)) // 2, picture)
        self._paint_words(painter)
        self._paint_right(painter)

    def _paint_words(self, painter: QPainter) -> None:
        title, note = QFontMetrics(theme.font("label")), QFontMetrics(theme.font("secondary"))
        left = self._words_left()
        room = self.width() - left - self._right() - theme.px(6)
        top = (self.height() - title.height() - note.height() * bool(self._note)) // 2
        side = Qt.TextElideMode.ElideRight
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour("text"))
        words = title.elidedText(self.text(), side, room)
        painter.drawText(QPointF(left, top + title.ascent()), words)
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.colour("text2"))
        words = note.elidedText(self._note, side, room)
        painter.drawText(QPointF(left, top + title.height() + note.ascent()), words)

    def _paint_right(self, painter: QPainter) -> None:
        middle = self.height() / 2
        if self._amount:
            painter.setFont(theme.font("strong"))
            painter.setPen(theme.colour("money_out"))
            box = QRect(0, 0, self.width() - theme.px(4), self.height())
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, side, self._amount)
        elif self._key:
            left = self.width() - cap_width(self._key) - theme.px(4)
            paint_cap(painter, QPointF(left, middle), self._key, "text2")
        else:
            side_px = theme.px(16)
            picture = theme.pixmap("chevron-right", "text2", 16, self.devicePixelRatioF())
            painter.drawPixmap(
                self.width() - side_px - theme.px(6), (self.height() - side_px) // 2, picture
            )
