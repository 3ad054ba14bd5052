"""The one model for every table of values."""

import datetime
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coop_ledger import i18n, names
from coop_ledger.table import Cell, Emphasis, Kind, Row, Table

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

NUMERIC = frozenset({Kind.MONEY, Kind.NUMBER, Kind.RATIO})
CENTRED = frozenset({Kind.CODE})
DASH = "–"
RAW = int(Role.UserRole)
ORIGIN = RAW + 1
EMPHASIS = RAW + 2

EMPTY = Table(title="", columns=(), rows=())


def show(cell: Cell, kind: Kind) -> str:
    """Return a cell's text in the reader's language; nothing is a dash, a true zero is 0."""
    match cell:
        case None:
            return DASH if kind in NUMERIC else ""
        case str():
            return cell
        case datetime.date():
            return i18n.day(cell)
        case Fraction():
            return i18n.number(cell, 2)
    return i18n.money(cell) if kind is not Kind.CODE else str(cell)


def alignment(kind: Kind) -> Qt.AlignmentFlag:
    """Return where a kind stands: numbers right, codes in the middle, text left."""
    if kind in NUMERIC:
        side = Qt.AlignmentFlag.AlignRight
    elif kind in CENTRED:
        side = Qt.AlignmentFlag.AlignHCenter
    else:
        side = Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel):
    """Rows of a `Table`; its last total rows stand apart in `totals`, so that they stay in sight.

    Cells are formatted when they are painted, so a long table costs what is seen of it.
    """

    def __init__(self, table: Table = EMPTY, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = EMPTY
        self.totals: tuple[Row, ...] = ()
        self._order: list[int] | range = range(0)
        self.show_table(table)

    def show_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        count = len(table.rows)
        while count and table.rows[count - 1].emphasis is Emphasis.TOTAL:
            count -= 1
        self.totals = table.rows[count:]
        self._order = range(count)
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        """Return the row shown at a place."""
        return self.table.rows[self._order[place]]

    def place_of(self, origin: str) -> int:
        """Return where the row of an origin is shown, -1 if nowhere."""
        rows = self.table.rows
        return next((at for at, row in enumerate(self._order) if rows[row].origin == origin), -1)

    # -- Qt ------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), index.column()
        match role:
            case Role.DisplayRole:
                return show(row.cells[column], self.table.columns[column].kind)
            case Role.TextAlignmentRole:
                return alignment(self.table.columns[column].kind)
            case Role.AccessibleTextRole:
                return self._spoken(row) if column == 0 else None
        extra = {RAW: row.cells[column], ORIGIN: row.origin, EMPHASIS: row.emphasis}
        return extra.get(role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.table.columns):
            return None
        column = self.table.columns[section]
        if role == Role.DisplayRole:
            return column.title
        return alignment(column.kind) if role == Role.TextAlignmentRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column's values; -1 gives back the order of the table."""
        self.layoutAboutToBeChanged.emit()
        count = len(self.table.rows) - len(self.totals)
        self._order = range(count)
        if 0 <= column < len(self.table.columns):
            key = self._sort_key(column)
            backwards = order is Qt.SortOrder.DescendingOrder
            self._order = sorted(range(count), key=key, reverse=backwards)
        self.layoutChanged.emit()

    def _sort_key(self, column: int) -> Callable[[int], tuple[bool, Any]]:
        rows = self.table.rows
        kind = self.table.columns[column].kind

        def key(place: int) -> tuple[bool, Any]:
            cell = rows[place].cells[column]
            if kind is Kind.CODE:
                text = str(cell or "")
                return cell is not None, (not text.isdigit(), text.zfill(12))
            if isinstance(cell, str):
                return True, names.sort_key(cell)
            return cell is not None, cell if cell is not None else 0

        return key

    def _spoken(self, row: Row) -> str:
        """Return a row as one sentence for a screen reader, which reads tables cell by cell."""
        columns = self.table.columns
        shown = (show(cell, columns[i].kind) for i, cell in enumerate(row.cells))
        return ", ".join(text for text in shown if text)
