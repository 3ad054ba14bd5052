"""Who receives how many: a line a member."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from coop_ledger import i18n
from coop_ledger.amounts import parse_count
from coop_ledger.i18n import _
from ui.models.entry_model import Entry, EntryColumn, EntryModel, TotalCell


class HandoutModel(EntryModel):
    """How many pieces each member receives; nothing means that she receives none."""

    handed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[tuple[str, str], ...] = ()
        self._given: dict[str, int] = {}
        self.columns = (
            EntryColumn("number", _("No."), Entry.NUMBER, editable=False, widest="000"),
            EntryColumn("name", _("Name"), Entry.NAME, editable=False),
            EntryColumn("quantity", _("Receives"), Entry.COUNT, widest="0 000"),
        )

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Show members by number and name; what was typed for those who stay is kept."""
        self.beginResetModel()
        self._people = tuple(people)
        known = {code for code, _name in people}
        self._given = {code: count for code, count in self._given.items() if code in known}
        self.endResetModel()
        self.handed.emit()

    def given(self) -> dict[str, int]:
        """Return {member: pieces}, those who receive none left out."""
        return {code: count for code, count in self._given.items() if count}

    def give(self, given: Mapping[str, int]) -> None:
        """Show how many each receives."""
        self.beginResetModel()
        self._given = dict(given)
        self.endResetModel()
        self.handed.emit()

    def give_each(self, count: int) -> None:
        """Give everyone the same."""
        self.give({code: count for code, _name in self._people})

    def rows(self) -> int:
        """Return how many members there are."""
        return len(self._people)

    def shown(self, row: int, column: int) -> str:
        """Return her number, her name or what she receives."""
        code, name = self._people[row]
        count = self._given.get(code, 0)
        return (code, name, i18n.number(count) if count else "")[column]

    def accept(self, row: int, column: int, text: str) -> None:
        """Take a number of pieces; raises BadText when it is none."""
        self._given[self._people[row][0]] = parse_count(text) if text.strip() else 0
        self.cell_changed(row)
        self.handed.emit()

    def what(self, row: int, column: int) -> str:
        """Return whose pieces these are."""
        return self._people[row][1]

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        """Return how many members receive how many pieces."""
        given = self.given()
        return (
            (
                TotalCell(""),
                TotalCell(_("Given")),
                TotalCell(i18n.number(sum(given.values()))),
            ),
        )
