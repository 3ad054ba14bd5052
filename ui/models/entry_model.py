"""What an entry grid asks of the sheet behind it."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from coop_ledger.amounts import Unusual, unusual
from ui.models.table_model import DASH, Index, Role


class Entry(enum.Enum):
    """What a column of an entry grid holds, which decides how it looks and is typed."""

    NUMBER = "number"  # a member's number, never typed
    NAME = "name"
    LETTER = "letter"  # one key: P R E A T, in a small tinted square
    COUNT = "count"
    MONEY = "money"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """One column: its key, its title, what it holds, and the widest text it must show.

    With `one_key`, one letter or digit is the whole entry and the grid goes on by itself.
    """

    key: str
    title: str
    entry: Entry = Entry.MONEY
    editable: bool = True
    widest: str = "000 000"
    one_key: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TotalCell:
    """A total under a column: its text, and "" or "ok" or "differs" from the paper."""

    text: str = ""
    mark: str = ""
    note: str = ""


class EntryModel(QAbstractTableModel):
    """The sheet behind an entry grid: subclass it and answer what is raised here.

    Rows and columns are places. Whatever changes must be told by `cell_changed` or a reset.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[EntryColumn, ...] = ()

    # -- to be answered --------------------------------------------------------------------------

    def rows(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def shown(self, row: int, column: int) -> str:
        """Return a cell as it is read; "" is shown as a grey dash where something may be typed."""
        raise NotImplementedError

    def accept(self, row: int, column: int, text: str) -> None:
        """Take what was typed ("" empties the cell). Raises BadText or Refusal to refuse it."""
        raise NotImplementedError

    # -- may be answered ---------------------------------------------------------------------------

    def may_edit(self, row: int, column: int) -> bool:
        """Return whether a cell can be typed in."""
        return self.columns[column].editable

    def typed(self, row: int, column: int) -> str:
        """Return the text to put in the editor, as `accept` would take it again."""
        return self.shown(row, column)

    def suggestion(self, row: int, column: int) -> str:
        """Return what Enter takes when the cell is empty (the amount due), "" for nothing."""
        return ""

    def whole(self, row: int, column: int) -> str:
        """Return what Tab takes when the cell is empty, where it is more than Enter takes."""
        return self.suggestion(row, column)

    def reading(self, row: int, column: int, text: str) -> tuple[str, str, str]:
        """Return what stands under the editor: the amount, how it is said, and a grey line."""
        return "", "", ""

    def usual(self, row: int, column: int) -> Sequence[int]:
        """Return the amounts recorded lately in this cell's place, oldest first."""
        return ()

    def doubt(self, row: int, column: int, amount: int) -> Unusual | None:
        """Return what to ask before an amount is believed."""
        return unusual(amount, self.usual(row, column))

    def keep_typing(self, row: int, column: int, text: str) -> None:
        """Keep a draft of what is being typed, at each key."""

    def tint(self, row: int, column: int) -> str:
        """Return the meaning that colours a letter: "success", "warning", "error", "info" or ""."""
        return ""

    def note(self, row: int, column: int) -> str:
        """Return the grey word after a name, or the small figure before an amount."""
        return ""

    def note_ink(self, row: int, column: int) -> str:
        """Return the ink of a note."""
        return "text2"

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        """Return the rows of totals, one cell a column."""
        return ()

    def what(self, row: int, column: int) -> str:
        """Return what a cell is, for undo and for screen readers ("Awa Traoré, shares")."""
        return self.columns[column].title

    # -- Qt ------------------------------------------------------------------------------------------

    def cell_changed(self, row: int, column: int = -1) -> None:
        """Tell the grid that a cell, or a whole row, was changed."""
        last = len(self.columns) - 1
        first = self.index(row, max(column, 0))
        self.dataChanged.emit(first, self.index(row, column if column >= 0 else last))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.rows()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.DisplayRole:
            text = self.shown(index.row(), index.column())
            empty = self.columns[index.column()].entry in {Entry.COUNT, Entry.MONEY}
            return text or (DASH if empty else "")
        if role == Role.AccessibleTextRole:
            return f"{self.what(index.row(), index.column())}: {self.data(index)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].title
        return side_of(self.columns[section].entry) if role == Role.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.may_edit(index.row(), index.column()):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags


def side_of(entry: Entry) -> Qt.AlignmentFlag:
    """Return where a column's texts stand."""
    if entry in {Entry.NUMBER, Entry.COUNT, Entry.MONEY}:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if entry is Entry.LETTER:
        return Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
