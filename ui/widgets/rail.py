"""The rail: which group, where one can go, and the key that goes there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from coop_ledger import i18n
from coop_ledger.i18n import _, translate
from ui import theme
from ui.actions import BY_ID, RAIL, Action
from ui.widgets.bogolan import Bogolan
from ui.widgets.label import key_text
from ui.widgets.layout import column

WIDE, NARROW = 204, 52


class _RailButton(QAbstractButton):
    """What every entry of the rail shares: dark ground, white words, a mark where one is."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height
        self.folded = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fold(self, folded: bool) -> None:
        """Show the icon alone, or the icon and its words."""
        self.folded = folded
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(NARROW - 12 if self.folded else WIDE - 24), theme.px(self._height))

    def paint_ground(self, painter: QPainter, *, chosen: bool) -> None:
        """Paint the ground and the frame of the focus."""
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self.underMouse():
            painter.setBrush(theme.colour("rail_chosen"))
            painter.drawRoundedRect(box, theme.px(7), theme.px(7))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.RAIL_MARK), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.px(6), theme.px(6))


class RailEntry(_RailButton):
    """An action of the table, with its icon, its word and its key."""

    def __init__(self, action: Action, height: int = 40) -> None:
        super().__init__(height)
        self.action_id, self._action = action.id, action
        self.setCheckable(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the word in the language spoken now."""
        self.setText(translate(self._action.text))
        key = key_text(self._action.key)
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()} ({key})" if key else self.text())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        self.paint_ground(painter, chosen=here)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.RAIL_MARK))
            height = theme.px(20)
            painter.drawRoundedRect(0, (self.height() - height) // 2, theme.px(3), height, 1, 1)
        ink = theme.RAIL_STRONG if here else theme.hex_of("rail_text")
        if not self.isEnabled():
            painter.setOpacity(0.45)
        side = theme.px(20)
        left = (self.width() - side) // 2 if self.folded else theme.px(12)
        picture = theme.pixmap(self._action.icon, ink, 20, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - side) // 2, picture)
        if not self.folded:
            self._paint_words(painter, left + side + theme.px(10), ink, strong=here)

    def _paint_words(self, painter: QPainter, left: int, ink: str, *, strong: bool) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(ink))
        painter.setFont(theme.font("strong" if strong else "body"))
        painter.drawText(QRect(left, 0, self.width(), self.height()), middle, self.text())
        faint = QColor(theme.hex_of("rail_text"))
        faint.setAlphaF(0.8)
        painter.setPen(faint)
        painter.setFont(theme.font("small"))
        right = QRect(0, 0, self.width() - theme.px(10), self.height())
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, key_text(self._action.key))


class GroupSwitch(_RailButton):
    """The group in front: its name, its cycle and its meeting; a click offers the others."""

    def __init__(self) -> None:
        super().__init__(56)
        self._line = ""

    def fold(self, folded: bool) -> None:
        """Show two letters, or the name and where it is in its cycle."""
        self._height = 44 if folded else 56
        super().fold(folded)

    def tell(self, name: str, line: str) -> None:
        """Show a group."""
        self._line = line
        self.setVisible(bool(name))
        self.setText(name)
        self.setAccessibleName(i18n.fill(_("Group: {name}, {line}"), name=name, line=line))
        self.setToolTip(f"{name} · {line}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_ground(painter, chosen=True)
        painter.setPen(QColor(theme.RAIL_STRONG))
        painter.setFont(theme.font("card"))
        if self.folded:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, initials(self.text()))
            return
        side = theme.px(16)
        room = self.width() - theme.px(12 + 8 + 16)
        left, middle = theme.px(12), self.height() // 2
        name = QFontMetrics(painter.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(left, middle - theme.px(3), name)
        painter.setPen(theme.colour("rail_text"))
        painter.setFont(theme.font("small"))
        line = QFontMetrics(painter.font()).elidedText(
            self._line, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(left, middle + theme.px(16), line)
        picture = theme.pixmap("chevron-down", "rail_text", 16, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - theme.px(8), middle - side // 2, picture)


def initials(name: str) -> str:
    """Return the two letters a folded rail shows of a group's name."""
    return name[:2].upper()


class Rail(QWidget):
    """Where one can go. `wanted` tells the action; `groups_wanted` that the switch was pressed."""

    wanted = Signal(str)
    groups_wanted = Signal()

    def __init__(self, actions: Sequence[Action] = RAIL) -> None:
        super().__init__()
        self.setAccessibleName(_("Main places"))
        self.switch = GroupSwitch()
        self.switch.clicked.connect(self.groups_wanted)
        self.entries = [RailEntry(action) for action in actions]
        self.foot = [RailEntry(BY_ID["back_up"], 32), RailEntry(BY_ID["help"], 32)]
        for entry in (*self.entries, *self.foot):
            entry.clicked.connect(lambda _on=False, entry=entry: self._on_clicked(entry))
        self._band = Bogolan(34)
        places = column(self.switch, column(*self.entries, spacing=4), spacing=16, margins=(12, 11))
        foot = column(*self.foot, spacing=0, margins=(12, 12))
        self._boxes = (places, foot)
        column(places, 1, self._band, foot, spacing=0, parent=self)
        self.fold(False)

    def _on_clicked(self, entry: RailEntry) -> None:
        entry.setChecked(not entry.isChecked() if entry in self.entries else False)
        self.wanted.emit(entry.action_id)

    def show_place(self, action: str) -> None:
        """Mark the place one is at; "" marks none."""
        for entry in self.entries:
            entry.setChecked(entry.action_id == action)

    def set_enabled(self, action: str, *, enabled: bool) -> None:
        """Let a place be gone to, or not."""
        for entry in (*self.entries, *self.foot):
            if entry.action_id == action:
                entry.setEnabled(enabled)

    def fold(self, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        theme.keep_size(self, width=NARROW if folded else WIDE)
        for box, spacing in zip(self._boxes, (12 if folded else 16, 0), strict=True):
            theme.keep_layout(box, spacing=spacing, margins=(6 if folded else 12, 11))
        for button in self._buttons():
            button.fold(folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The ornament is the first to go where there is little height.
        needed = sum(button.sizeHint().height() for button in self._buttons()) + theme.px(100)
        self._band.setVisible(self.height() >= needed + self._band.height())

    def _buttons(self) -> tuple[_RailButton, ...]:
        return (self.switch, *self.entries, *self.foot)

    def retranslate(self) -> None:
        """Say the words in the language spoken now."""
        self.setAccessibleName(_("Main places"))
        for entry in (*self.entries, *self.foot):
            entry.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("rail"))
