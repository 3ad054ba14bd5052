"""The welcome: four doors, each with its key, and the last book already under the cursor."""

from __future__ import annotations

import contextlib
import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from coop_ledger import i18n, paths
from coop_ledger.i18n import _
from ui import theme
from ui.actions import BY_ID
from ui.pages.page import Page
from ui.widgets.bogolan import Bogolan
from ui.widgets.button import Button, Look, cap_width, paint_cap
from ui.widgets.label import Icon, Label
from ui.widgets.layout import column, row

RECENT_SHOWN = 3


class Tile(QAbstractButton):
    """A door: its icon, its verb, what is behind it, and its key."""

    def __init__(self, icon: str, title: str, note: str, key: str = "", chip: str = "") -> None:
        super().__init__()
        self._icon, self._note, self._key, self._chip = icon, note, key, chip
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        box = self._note_box(width)
        words = theme.wrapped_height(self._note, int(box.width()))
        return int(box.top()) + words + theme.px(22)

    def sizeHint(self) -> QSize:
        width = theme.px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(130))

    def _note_box(self, width: int) -> QRectF:
        pad = theme.px(20)
        return QRectF(pad, theme.px(102), width - 2 * pad, 4000)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focus = self.hasFocus()
        painter.setBrush(theme.colour("raised" if self.underMouse() else "surface"))
        painter.setPen(QPen(theme.colour("accent" if focus else "hairline"), 2 if focus else 1))
        painter.drawRoundedRect(box, theme.px(10), theme.px(10))
        pad, side = theme.px(20), theme.px(46)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("soft"))
        square = QRectF(pad, pad, side, side)
        painter.drawRoundedRect(square, theme.px(8), theme.px(8))
        picture = theme.pixmap(self._icon, "accent", 22, self.devicePixelRatioF())
        shift = (side - theme.px(22)) / 2
        painter.drawPixmap(square.topLeft() + QPointF(shift, shift), picture)
        self._paint_corner(painter, pad)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("subtitle"))
        painter.drawText(
            QRectF(pad, pad + side + theme.px(8), self.width() - 2 * pad, theme.px(28)),
            Qt.AlignmentFlag.AlignVCenter,
            self.text(),
        )
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("body"))
        painter.drawText(self._note_box(self.width()), Qt.TextFlag.TextWordWrap, self._note)

    def _paint_corner(self, painter: QPainter, pad: int) -> None:
        right = self.width() - pad
        middle = pad + theme.px(11)
        if self._key:
            right -= cap_width(self._key)
            paint_cap(painter, QPointF(right, middle), self._key, "text2")
            right -= theme.px(10)
        if self._chip:
            metrics = QFontMetrics(theme.font("small"))
            width = metrics.horizontalAdvance(self._chip) + theme.px(16)
            chip = QRectF(right - width, middle - theme.px(10), width, theme.px(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("warning_back"))
            painter.drawRoundedRect(chip, theme.px(5), theme.px(5))
            painter.setPen(theme.colour("warning"))
            painter.setFont(theme.font("small"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._chip)


class RecentBook(QAbstractButton):
    """A book opened before; Enter goes to work."""

    def __init__(self, path: str, name: str = "", used: str = "") -> None:
        super().__init__()
        self.path = path
        file = Path(path)
        self.setText(name or file.stem)
        self._where = str(file.parent)
        self._when = last_touched(file, used)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(f"{self._where}. {self._when}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.keep_size(self, height=58)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focus = self.hasFocus()
        painter.setBrush(theme.colour("soft" if focus else "surface"))
        painter.setPen(QPen(theme.colour("accent" if focus else "hairline"), 2 if focus else 1))
        painter.drawRoundedRect(box, theme.px(8), theme.px(8))
        side, pad = theme.px(20), theme.px(16)
        ratio = self.devicePixelRatioF()
        middle = (self.height() - side) // 2
        painter.drawPixmap(pad, middle, theme.pixmap("passbook", "accent", 20, ratio))
        chevron = theme.pixmap("chevron-right", "text2", 18, ratio)
        painter.drawPixmap(self.width() - pad - theme.px(18), middle, chevron)
        left, right = pad + side + theme.px(12), self.width() - pad - theme.px(28)
        self._paint_words(painter, left, right)

    def _paint_words(self, painter: QPainter, left: int, right: int) -> None:
        half = self.height() // 2
        small = QFontMetrics(theme.font("secondary"))
        when = small.horizontalAdvance(self._when)
        painter.setFont(theme.font("card"))
        painter.setPen(theme.colour("text"))
        painter.drawText(left, half - theme.px(4), self.text())
        painter.setFont(theme.font("secondary"))
        painter.setPen(theme.colour("text2"))
        room = right - left
        # A long path loses its beginning; its end says which folder it is.
        where = small.elidedText(self._where, Qt.TextElideMode.ElideLeft, room)
        painter.drawText(left, half + theme.px(16), where)
        painter.drawText(right - when, half - theme.px(4), self._when)


def last_touched(file: Path, used: str = "") -> str:
    """Return when a book was closed or written last, in words; that it is gone, when it is.

    `used` is when it was closed; what was written since, before a power cut, is beside it.
    """
    try:
        at = _written(file)
    except OSError:
        return _("not found any more")
    beside = file.with_name(f"{file.name}-wal")
    with contextlib.suppress(ValueError):
        at = datetime.datetime.fromisoformat(used)
        at = max(at, _written(beside)) if beside.exists() else at
    return i18n.fill(_("last used {day:day} at {time:clock}"), day=at.date(), time=at)


def _written(file: Path) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ006 - local time


class Cover(QWidget):
    """The left side: what the program is, between two bands of bogolan."""

    def __init__(self) -> None:
        super().__init__()
        theme.keep_size(self, width=416)
        self.name = _CoverText("Coop Ledger", 38, 600, strong=True)
        promise = _CoverText(
            _("The group's books, right to the franc, kept on this PC and read aloud before all."),
            18,
            400,
        )
        lines = (
            ("lock", _("No Internet: everything stays here")),
            ("check", _("Every cell is recorded at once")),
            ("print", _("Receipts, passbooks and statements to print")),
        )
        words = column(
            *(3, _CoverIcon(), self.name, promise),
            *(
                row(Icon(icon, theme.RAIL_MARK, 18), _CoverText(text, 14, 400))
                for icon, text in lines
            ),
            5,
            spacing=16,
            margins=(44, 20),
        )
        column(*(Bogolan(46), Bogolan(26), words, Bogolan(26), Bogolan(46)), spacing=0, parent=self)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("rail"))


class _CoverIcon(QWidget):
    """The cash box of the cover."""

    def __init__(self) -> None:
        super().__init__()
        theme.keep_size(self, width=66, height=50)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        white = theme.colour("rail_text").lighter(130)
        painter.setPen(QPen(white, theme.px(2)))
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        lid = box.top() + box.height() * 0.3
        painter.drawLine(QPointF(box.left(), lid), QPointF(box.right(), lid))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.RAIL_MARK))
        for part in (0.24, 0.5, 0.76):
            middle = QPointF(box.left() + box.width() * part, box.top() + box.height() * 0.66)
            painter.drawEllipse(middle, theme.px(4), theme.px(4))


class _CoverText(QWidget):
    """Words on the dark cover, wrapped."""

    def __init__(self, text: str, size: int, weight: int, *, strong: bool = False) -> None:
        super().__init__()
        self._text, self._size, self._weight, self._strong = text, size, weight, strong
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _font(self) -> QFont:
        return theme.font_of(self._size, self._weight)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return theme.wrapped_height(self._text, width, self._size, self._weight)

    def sizeHint(self) -> QSize:
        width = theme.px(328)
        return QSize(width, self.heightForWidth(width))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        ink = theme.colour("rail_text")
        painter.setPen(Qt.GlobalColor.white if self._strong else ink)
        painter.drawText(self.rect(), Qt.TextFlag.TextWordWrap, self._text)


class WelcomePage(Page):
    """Create, open, receive, practise; and the books opened lately."""

    name = "welcome"
    help = "welcome"

    def title(self) -> str:
        return _("Welcome")

    def build(self) -> None:
        theme.keep_layout(self.body, spacing=0, margins=(0,))
        self.tiles = self._make_tiles()
        self.recent: list[RecentBook] = []
        self._recent_box = column(spacing=6)
        grid = QGridLayout()
        theme.keep_layout(grid, spacing=18, margins=(0,))
        for place, tile in enumerate(self.tiles.values()):
            grid.addWidget(tile, place // 2, place % 2)
        right = column(
            self._languages(),
            Label(_("Good day. What would you like to do?"), "figure"),
            Label(_("Choose with the arrows, then Enter."), "secondary"),
            grid,
            self._recent_box,
            1,
            spacing=14,
            margins=(40, 22),
        )
        self.cover = Cover()
        whole = row(self.cover, spacing=0)
        whole.addLayout(right, 1)
        self.body.addLayout(whole, 1)

    def _make_tiles(self) -> dict[str, Tile]:
        found = {
            "new_group": (
                _("Create a group"),
                _(
                    "VSLA, Savings for Change, SILC, MMD, tontine, "
                    "Savings for Health, SHARE. Five minutes."
                ),
                "",
            ),
            "open_book": (_("Open"), _("A book that is already on this PC."), ""),
            "back_up": (
                _("Receive a USB stick"),
                _("A treasurer's file, or a copy to take up again."),
                "",
            ),
            "practise": (
                _("Practise"),
                _("An invented group of 25 members. Nothing is real."),
                _("EXERCISE"),
            ),
        }
        tiles = {}
        for action, (title, note, chip) in found.items():
            tile = Tile(BY_ID[action].icon, title, note, BY_ID[action].key, chip)
            tile.clicked.connect(lambda _on=False, action=action: self.workspace.do(action))
            tiles[action] = tile
        return tiles

    def _languages(self) -> QWidget:
        bar = QWidget()
        buttons = []
        for code, words in (("fr", "Français"), ("en", "English")):
            here = code == i18n.language()
            button = Button(words, Look.NORMAL if here else Look.QUIET, height=34)
            button.clicked.connect(lambda _on=False, code=code: self._speak(code))
            buttons.append(button)
        help_button = Button(_("Help"), icon="help", key="F1", height=34)
        help_button.clicked.connect(lambda: self.workspace.do("help"))
        row(1, *buttons, help_button, parent=bar)
        return bar

    def _speak(self, code: str) -> None:
        # The button goes away with its language: it must have ended its click before.
        self.workspace.change_settings(language=code)

    def refresh(self, changes: object = None) -> None:
        """Show the books opened lately, without opening any."""
        while (item := self._recent_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self.workspace.settings.recent_books[:RECENT_SHOWN]
        called, used = self.workspace.settings.book_names, self.workspace.settings.book_used
        self.recent = [
            RecentBook(path, called.get(path, ""), used.get(path, ""))
            for path in shown
            if Path(path).parent != paths.practice()
        ]
        if self.recent:
            self._recent_box.addWidget(Label(_("Recent"), "strong"))
        for book in self.recent:
            book.clicked.connect(lambda _on=False, path=book.path: self._open(path))
            self._recent_box.addWidget(book)

    def _open(self, path: str) -> None:
        if self.workspace.books is not None:
            self.workspace.books.open(path)

    def take_focus(self) -> None:
        """The last book is under the cursor: Enter goes to work."""
        (self.recent[0] if self.recent else self.tiles["new_group"]).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cover.setHidden(self.window().width() < theme.px(1000))
