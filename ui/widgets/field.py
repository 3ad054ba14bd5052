"""A field: its label above, the editor, help below, and the error directly under it."""

import itertools
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ui import theme
from ui.widgets.label import Label
from ui.widgets.layout import column
from ui.widgets.message import Deed, MessageStrip


class Field(QWidget):
    """A labelled editor. The label is the editor's buddy and its accessible name.

    `&` in the label marks the letter that leads to it with Alt.
    """

    def __init__(self, label: str, editor: QWidget, *, help: str = "") -> None:
        super().__init__()
        self.editor = editor
        self.label = Label(label, "label")
        self.label.setBuddy(editor)
        self.help = Label(help, "secondary", wrap=True)
        if not help:  # showing it now, without a parent, would open a window
            self.help.hide()
        self.error = MessageStrip()
        editor.setAccessibleName(label.replace("&", ""))
        editor.setAccessibleDescription(help)
        self.stack = column(self.label, editor, self.error, self.help, 1, spacing=5, parent=self)
        self.setFocusProxy(editor)

    def set_help(self, text: str) -> None:
        """Say something else below the editor."""
        self.help.setText(text)
        self.help.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)

    def show_error(self, sentence: str, *buttons: tuple[str, Deed]) -> None:
        """Say what is wrong and the way out, under the editor; the page moves down."""
        self._mark("true")
        self.error.tell(sentence, "error", *buttons)
        self._lead_to_buttons()

    def refuse(self, sentence: str, *buttons: tuple[str, Deed]) -> None:
        """Say what is wrong and bring the keyboard here: what is typed now is instead of it."""
        self.show_error(sentence, *buttons)
        self.editor.setFocus()
        if isinstance(self.editor, Line):
            self.editor.stay()

    def show_warning(self, sentence: str, *buttons: tuple[str, Deed]) -> None:
        """Say what should be looked at; nothing is blocked."""
        self._mark("false")
        self.error.tell(sentence, "warning", *buttons)
        self._lead_to_buttons()

    def _lead_to_buttons(self) -> None:
        """Let Tab go from the editor to the way out; a new button stands last in the window."""
        for before, after in itertools.pairwise((self.editor, *self.error.buttons())):
            QWidget.setTabOrder(before, after)

    def clear_error(self) -> None:
        """Take the error or the warning away."""
        self._mark("false")
        self.error.hide()

    def is_wrong(self) -> bool:
        """Return whether an error stands under the editor."""
        return bool(self._marked().property("wrong") == "true")

    def _marked(self) -> QWidget:
        inner = self.editor.findChild(QLineEdit) or self.editor
        return self.editor if isinstance(self.editor, QLineEdit | QComboBox) else inner

    def _mark(self, wrong: str) -> None:
        edit = self._marked()
        if edit.property("wrong") != wrong:
            edit.setProperty("wrong", wrong)
            edit.style().unpolish(edit)
            edit.style().polish(edit)


class Choice(QComboBox):
    """A list to choose from: pairs of a value and its words."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.offer(pairs)

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Offer other choices, keeping the value if it is among them."""
        value = self.value()
        self.clear()
        for code, words in pairs:
            self.addItem(words, code)
        self.choose(value)

    def value(self) -> str:
        """Return the value chosen, "" when there is none."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose a value; an unknown one leaves the choice."""
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ink = "text2" if self.isEnabled() else "text3"
        picture = theme.pixmap("chevron-down", ink, 18, self.devicePixelRatioF())
        side = theme.px(18)
        painter.drawPixmap(
            QPoint(self.width() - side - theme.px(8), (self.height() - side) // 2), picture
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class Check(QCheckBox):
    """A yes or no. Its box is painted: Fusion's own is too faint by night (3 : 1 is asked)."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        return QSize(theme.px(28) + words + theme.px(8), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, spot: QPoint) -> bool:
        return self.rect().contains(spot)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(18)
        box = QRectF(1.5, (self.height() - side) / 2, side, side)
        on = self.isChecked()
        enabled = "accent" if on else "surface"
        painter.setBrush(theme.colour(enabled if self.isEnabled() else "hollow"))
        painter.setPen(QPen(theme.colour("accent" if on else "outline"), 1))
        painter.drawRoundedRect(box, theme.px(4), theme.px(4))
        if on:
            tick = theme.pixmap("check", "on_accent", 14, self.devicePixelRatioF())
            shift = (side - theme.px(14)) / 2
            painter.drawPixmap(box.topLeft() + QPointF(shift, shift), tick)
        painter.setPen(theme.colour("text" if self.isEnabled() else "text3"))
        words = self.rect().adjusted(theme.px(28), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(words, flags, self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3) & frame, theme.px(5), theme.px(5))


class Line(QLineEdit):
    """A line of text with its unit inside, at the right.

    Enter accepts and goes on to the next field; Ctrl+Enter is left to the page, which records.
    Whatever brings the keyboard here selects what stands here: 500 typed over a proposed 100
    must never make 100500.
    """

    accepted = Signal()

    def __init__(self, unit: str = "", *, placeholder: str = "", width: int = 0) -> None:
        super().__init__()
        self._unit, self._width = unit, width
        self._just_clicked = self._stays = False
        self.setPlaceholderText(placeholder)

    def setText(self, text: str | None) -> None:
        """Show a text that was not typed: what is typed next replaces it."""
        super().setText(text)
        if self.hasFocus():
            self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # A list that closes over the line gives the keyboard back in the middle of a word.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.selectAll()
        self._just_clicked = event.reason() == Qt.FocusReason.MouseFocusReason

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._just_clicked:
            self.selectAll()
        self._just_clicked = False

    def set_unit(self, unit: str) -> None:
        """Show another unit."""
        self._unit = unit
        self._make_room()
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(theme.px(self._width), hint.height()) if self._width else hint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.accept_line()
        else:
            super().keyPressEvent(event)

    def accept_line(self) -> None:
        """Take what was typed and go on, as Enter does."""
        self._stays = False
        self.editingFinished.emit()
        self.accepted.emit()
        if self.hasFocus() and not self._stays:
            self.focusNextChild()

    def stay(self) -> None:
        """Keep the keyboard after a refusal, what was refused selected."""
        self._stays = True
        self.selectAll()

    def _make_room(self) -> None:
        words = self.fontMetrics().horizontalAdvance(self._unit) + theme.px(8) if self._unit else 0
        self.setTextMargins(0, 0, words, 0)

    def showEvent(self, event: QShowEvent) -> None:
        self._make_room()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._make_room()
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(theme.colour("text2"))
            box = self.rect().adjusted(0, 0, -theme.px(12), 0)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, self._unit)
