"""Cash counted by note and coin."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from coop_ledger import i18n
from coop_ledger.amounts import parse_count
from coop_ledger.i18n import _
from ui.models.entry_model import Entry, EntryColumn, EntryModel, TotalCell
from ui.widgets.entry_sheet import EntrySheet


class CountModel(EntryModel):
    """How many of each note and coin, and what they make."""

    counted = Signal()

    def __init__(self, denominations: Sequence[int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._denominations = tuple(denominations)
        self._pieces: dict[int, int] = {}
        self.columns = (
            EntryColumn("denomination", _("Note or coin"), Entry.MONEY, editable=False),
            EntryColumn("pieces", _("Number"), Entry.COUNT, widest="0 000"),
            EntryColumn("amount", _("Amount"), Entry.MONEY, editable=False, widest="0 000 000"),
        )

    def pieces(self) -> dict[int, int]:
        """Return {denomination: pieces}, those that are not there left out."""
        return {value: count for value, count in self._pieces.items() if count}

    def total(self) -> int:
        """Return the cash counted, in francs."""
        return sum(value * count for value, count in self._pieces.items())

    def set_pieces(self, pieces: Mapping[int, int]) -> None:
        """Show a count."""
        self.beginResetModel()
        self._pieces = {value: count for value, count in pieces.items() if count}
        self.endResetModel()
        self.counted.emit()

    def rows(self) -> int:
        """Return how many notes and coins there are."""
        return len(self._denominations)

    def shown(self, row: int, column: int) -> str:
        """Return the value, the pieces or what they make."""
        value = self._denominations[row]
        pieces = self._pieces.get(value, 0)
        match self.columns[column].key:
            case "denomination":
                return i18n.money(value)
            case "pieces":
                return i18n.number(pieces) if pieces else ""
        return i18n.money(value * pieces) if pieces else ""

    def accept(self, row: int, column: int, text: str) -> None:
        """Take a number of pieces; raises BadText when it is none."""
        self._pieces[self._denominations[row]] = parse_count(text) if text.strip() else 0
        self.cell_changed(row)
        self.counted.emit()

    def what(self, row: int, column: int) -> str:
        """Return the note or coin that is counted."""
        value = self._denominations[row]
        return i18n.fill(_("Pieces of {value:francs}"), value=value)

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        """Return the cash counted."""
        counted = sum(self._pieces.values())
        return (
            (
                TotalCell(_("Counted")),
                TotalCell(i18n.number(counted)),
                TotalCell(i18n.money(self.total())),
            ),
        )


class CountGrid(EntrySheet):
    """Type the pieces of each note and coin, Enter by Enter; the total is live."""

    counted = Signal()

    def __init__(
        self, denominations: Sequence[int], name: str = "", *, row_height: int = 24
    ) -> None:
        self.model = CountModel(denominations)
        super().__init__(self.model, name or _("Cash counted"), row_height=row_height)
        self.model.setParent(self)
        self.model.counted.connect(self.counted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def pieces(self) -> dict[int, int]:
        """Return {denomination: pieces}, those that are not there left out."""
        return self.model.pieces()

    def total(self) -> int:
        """Return the cash counted, in francs."""
        return self.model.total()

    def set_pieces(self, pieces: Mapping[int, int]) -> None:
        """Show a count."""
        self.model.set_pieces(pieces)
