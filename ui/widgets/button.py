"""Buttons: an icon, a verb and the key that does the same."""

import enum
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.widgets.label import key_text

RECORDS = "Ctrl+Return"


@runtime_checkable
class Typing(Protocol):
    """What holds a text that nothing else knows yet: the open editor of a cell."""

    def take_typing(self) -> bool:
        """Take the text; False when it is refused or asked about, which is said where it is."""


class Look(enum.Enum):
    """How a button stands out; one PRIMARY a screen."""

    PRIMARY = "primary"
    NORMAL = "normal"
    QUIET = "quiet"
    HARMFUL = "harmful"


INK = {
    Look.PRIMARY: "on_accent",
    Look.NORMAL: "text",
    Look.QUIET: "accent",
    Look.HARMFUL: "money_out",
}


class Button(QPushButton):
    """A verb with its icon and its key cap.

    With `bind`, the key works wherever the button can be seen in its window;
    leave it out where an action of the program already owns the key.
    """

    def __init__(
        self,
        text: str,
        look: Look = Look.NORMAL,
        *,
        icon: str = "",
        key: str = "",
        bind: bool = False,
        height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.look, self.icon_name, self.key = look, icon, key
        self._compact = False
        self._height = height or (40 if look is Look.PRIMARY else 36)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if bind and key:
            # The Enter of the keypad is another key to Qt, and the same one to people.
            for sequence in {key, key.replace("Return", "Enter")}:
                QShortcut(QKeySequence(sequence), self).activated.connect(self.press_by_key)

    def press_by_key(self) -> None:
        """Press it by its key; what records first takes the cell that is being typed."""
        here: object = QApplication.focusWidget() if self.key == RECORDS else None
        if (not isinstance(here, Typing) or here.take_typing()) and self.isEnabled():
            self.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses the button one stands on, as it accepts everywhere else.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def set_look(self, look: Look) -> None:
        """Make the button stand out more or less."""
        self.look = look
        self.update()

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Leave the key cap out where there is little room; the tip still tells the key."""
        self._compact = compact
        self.setToolTip(key_text(self.key) if compact else "")
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _parts(self) -> tuple[int, int, int]:
        icon = theme.px(20) if self.icon_name else 0
        words = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text().replace("&", ""))
        return icon, words, 0 if self._compact else cap_width(self.key)

    def _margin(self) -> int:
        return theme.px(8 if self.look is Look.QUIET else 13)

    def sizeHint(self) -> QSize:
        parts = [part for part in self._parts() if part]
        width = sum(parts) + theme.px(8) * (len(parts) - 1) + 2 * self._margin()
        return QSize(width, theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = INK[self.look] if self.isEnabled() else "text3"
        self._paint_ground(painter)
        icon, words, cap = self._parts()
        parts = [part for part in (icon, words, cap) if part]
        left = (self.width() - sum(parts) - theme.px(8) * (len(parts) - 1)) // 2
        if icon:
            top = (self.height() - icon) // 2
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(left, top, theme.pixmap(self.icon_name, ink, 20, ratio))
            left += icon + theme.px(8)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font("strong"))
        painter.drawText(
            QRectF(left, 0, words + 2, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic,
            self.text(),
        )
        if cap:
            paint_cap(
                painter, QPointF(left + words + theme.px(8), self.height() / 2), self.key, ink
            )

    def _paint_ground(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.px(7)
        ground, border = self._colours()
        painter.setBrush(ground)
        painter.setPen(QPen(border, 1))
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inner = self.look is Look.PRIMARY
            painter.setPen(QPen(theme.colour("on_accent" if inner else "accent"), 2))
            inset = 3 if inner else 1
            painter.drawRoundedRect(
                box.adjusted(inset, inset, -inset, -inset), radius - 1, radius - 1
            )

    def _colours(self) -> tuple[QColor, QColor]:
        clear = QColor(0, 0, 0, 0)
        if not self.isEnabled():
            quiet = self.look is Look.QUIET
            return (clear, clear) if quiet else (theme.colour("hollow"), theme.colour("rule"))
        near = self.underMouse() or self.isDown()
        if self.look is Look.PRIMARY:
            ground = theme.colour("accent")
            return (ground.darker(112) if near else ground), ground
        if self.look is Look.QUIET:
            return (theme.colour("soft") if near else clear), clear
        border = theme.colour("outline" if self.look is Look.NORMAL else "money_out")
        return theme.colour("raised" if near else "surface"), border


class IconButton(QAbstractButton):
    """A button of an icon alone: close, menu, search, next. Its name is spoken and shown as a tip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        ink: str = "text2",
        size: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._ink, self._size = icon, ink, size
        self.set_name(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.keep_size(self, width=size, height=size)

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() and self.isEnabled():
            painter.setBrush(theme.colour("soft"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        ink = self._ink if self.isEnabled() else "text3"
        picture = theme.pixmap(self._icon, ink, 20, self.devicePixelRatioF())
        side = theme.px(20)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)


class KeyCap(QWidget):
    """A key as it is engraved, for whoever reads the screen to learn."""

    def __init__(self, key: str, ink: str = "text2") -> None:
        super().__init__()
        self._key, self._ink = key, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key = key
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(cap_width(self._key), theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cap(painter, QPointF(0, self.height() / 2), self._key, self._ink)


def press_what_records(widget: QWidget) -> None:
    """Press the button of Ctrl+Enter: Qt gives the key to a cell while that button is disabled."""
    for button in widget.window().findChildren(Button):
        if button.key == RECORDS and button.isVisible() and button.isEnabled():
            button.click()
            return


def cap_width(key: str) -> int:
    """Return the width of a key cap in pixels, 0 without a key."""
    if not key:
        return 0
    return QFontMetrics(theme.font("small")).horizontalAdvance(key_text(key)) + theme.px(14)


def paint_cap(painter: QPainter, left_middle: QPointF, key: str, ink: str) -> None:
    """Paint a key cap from the middle of its left side."""
    height = theme.px(20)
    box = QRectF(left_middle.x(), left_middle.y() - height / 2, cap_width(key), height)
    border = theme.colour(ink)
    border.setAlphaF(0.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(border, 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4))
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font("small"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key_text(key))
