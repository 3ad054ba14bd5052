"""The palette: one box that finds anything and does anything."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coop_ledger.i18n import _, translate
from ui import theme
from ui.actions import ACTIONS
from ui.pages.help import topics, words_of
from ui.presenters.palette import Find, rank
from ui.widgets.button import cap_width, paint_cap
from ui.widgets.field import Line
from ui.widgets.label import Label
from ui.widgets.layout import column

if TYPE_CHECKING:
    from ui.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
ROW, WIDTH = 46, 620


class _Found(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.finds: list[Find] = []

    def show_finds(self, finds: list[Find]) -> None:
        """Show what was found."""
        self.beginResetModel()
        self.finds = finds
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.finds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            return self.finds[index.row()].text
        return None


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(WIDTH) // 2, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, _Found)
        find = model.finds[index.row()]
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.colour("soft"))
            painter.fillRect(
                box.left(), box.top(), theme.px(3), box.height(), theme.colour("accent")
            )
        side, left = theme.px(20), box.left() + theme.px(14)
        if find.icon:
            picture = theme.pixmap(find.icon, "accent", 20, painter.device().devicePixelRatioF())
            painter.drawPixmap(left, box.center().y() - side // 2, picture)
        left += side + theme.px(12)
        right = box.right() - theme.px(12) - cap_width(find.key)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("label"))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, box.top(), right - left, box.height()), flags, find.text)
        painter.setPen(theme.colour("text2"))
        painter.setFont(theme.font("secondary"))
        note = QRect(left, box.top(), right - left - theme.px(10), box.height())
        painter.drawText(note, flags | Qt.AlignmentFlag.AlignRight, find.note)
        if find.key:
            paint_cap(painter, QPointF(right, box.center().y() + 0.5), find.key, "text2")


class Palette(QFrame):
    """Type a few letters, Enter does it, Esc goes back."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = window.focusWidget()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.setAccessibleName(_("Find or do…"))
        self.line = Line(placeholder=_("A member, a number, a place, something to do…"))
        self.line.setAccessibleName(_("What to find or do"))
        self.list = QListView()
        self.list.setProperty("role", "bare")
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.model = _Found()
        self.list.setModel(self.model)
        self.nothing = Label(_("Nothing answers. Try fewer letters."), "secondary")
        column(self.line, self.list, self.nothing, spacing=8, margins=(12,), parent=self)
        self._finds = finds_of(window)
        self.line.textChanged.connect(self._search)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.line.installEventFilter(self)
        self._search("")

    def _place(self) -> None:
        room = self._window.rect()
        width = min(theme.px(WIDTH), room.width() - 32)
        rows = max(len(self.model.finds), 1)
        height = min(theme.px(ROW) * rows + theme.px(76), room.height() - theme.px(90))
        self.setGeometry((room.width() - width) // 2, theme.px(62), width, height)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.raise_()
        self.line.setFocus()

    def _search(self, text: str) -> None:
        self.model.show_finds(rank(text, self._finds))
        found = bool(self.model.finds)
        self.list.setVisible(found)
        self.nothing.setVisible(not found)
        if found:
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._place()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
        key = Qt.Key(event.key())
        if key in steps:
            place = (self.list.currentIndex().row() + steps[key]) % max(len(self.model.finds), 1)
            self.list.setCurrentIndex(self.model.index(place, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex().row())
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            return False
        return True

    def _take(self, place: int) -> None:
        if 0 <= place < len(self.model.finds):
            deed = self.model.finds[place].deed
            self._leave()
            deed()

    def _leave(self) -> None:
        self.close()
        if self._before is not None:
            self._before.setFocus()


def finds_of(window: MainWindow) -> list[Find]:
    """Return everything that can be found now: deeds, members, pages of the manual."""
    deeds = [
        Find(
            translate(action.text).rstrip("…"),
            "",
            action.icon,
            partial(window.do, action.id),
            action.key,
            more=f"{action.text} {translate(action.find)}",
        )
        for action in sorted(ACTIONS, key=lambda action: action.menu != "go")
        if window.can_do(action) and action.id not in {"palette", "menu", "next_panel"}
    ]
    return [*deeds, *_members(window), *_groups(window), *_manual(window)]


def _members(window: MainWindow) -> list[Find]:
    workspace = window.workspace
    if not (workspace.has_book and workspace.group):
        return []
    # A book is open: its SQL is loaded.
    from coop_ledger.book.questions.members import members

    return [
        Find(
            line.name,
            f"n° {line.member} · {line.nickname}" if line.nickname else f"n° {line.member}",
            "members",
            partial(workspace.go, "member", line.member),
            more=f"{line.nickname} {line.phone} {line.member}",
            exact=line.member,
        )
        for line in members(workspace.book, workspace.group)
    ]


def _groups(window: MainWindow) -> list[Find]:
    """Return the other groups of the book, by their names."""
    workspace = window.workspace
    if not workspace.has_book:
        return []
    from coop_ledger.book.questions.groups import groups  # a book is open: its SQL is loaded

    return [
        Find(
            line.name,
            _("another group of this book"),
            "members",
            partial(_show_group, window, line.group),
            more=line.group,
        )
        for line in groups(workspace.book)
        if line.group != workspace.group
    ]


def _show_group(window: MainWindow, group: str) -> None:
    window.workspace.show_group(group)
    window.go("home")


def _manual(window: MainWindow) -> list[Find]:
    return [
        Find(title, _("manual"), "help", partial(window.go, "help", topic), inside=words_of(topic))
        for topic, title in topics()
    ]
