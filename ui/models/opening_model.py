"""The sheet of opening balances in grids: the members as in the exercise book, then the cash."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from coop_ledger import i18n, terms
from coop_ledger.domain.accounts import PLACES
from coop_ledger.i18n import _
from ui.models.entry_model import Entry, EntryColumn, EntryModel, TotalCell
from ui.presenters.meeting_opening import fund_title
from ui.presenters.opening import Opening, fund_name
from ui.widgets.money import reading


class _Cells(EntryModel):
    """Places that are cells of the sheet; `put` tells that one was changed."""

    put = Signal()

    def __init__(self, sheet: Opening, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    def cell(self, row: int, column: int) -> str:
        """Return the cell at a place, "" where nothing is typed."""
        raise NotImplementedError

    def shown(self, row: int, column: int) -> str:
        return self.sheet.shown(self.cell(row, column))

    def accept(self, row: int, column: int, text: str) -> None:
        self.sheet.put(self.cell(row, column), text)
        self.cell_changed(row)
        self.put.emit()

    def reading(self, row: int, column: int, text: str) -> tuple[str, str, str]:
        if self.columns[column].entry is not Entry.MONEY:
            return "", "", ""
        try:
            amount = self.sheet.read(self.cell(row, column), text)
        except ValueError:
            return "", "", ""
        return (reading(int(amount)) if amount else ""), "", ""


class MembersModel(_Cells):
    """A row a member: savings, her loan, what is left of it and of its interest, her debts."""

    def __init__(self, sheet: Opening, parent: QObject | None = None) -> None:
        super().__init__(sheet, parent)
        owed = [f"due/{fund}" for fund in sheet.asking]
        self.keys = ("", "", "saved", "lent", "left", "interest", "given", "fine", *owed)
        saved = _("Shares") if sheet.by_share else _("Savings")
        self.columns = (
            EntryColumn("number", _("No."), Entry.NUMBER, editable=False, widest="000"),
            EntryColumn("name", _("Member"), Entry.NAME, editable=False),
            EntryColumn("saved", saved, *((Entry.COUNT, True, "000") if sheet.by_share else ())),
            EntryColumn("lent", _("Lent to her")),
            EntryColumn("left", _("Left of it")),
            EntryColumn("interest", _("Interest owed"), widest="00 000"),
            EntryColumn("given", _("Lent on"), Entry.TEXT, widest="00/00/0000"),
            EntryColumn("fine", _("Fine"), widest="0 000"),
            *(
                EntryColumn(f"due/{fund}", fund_title(fund), widest="0 000")
                for fund in sheet.asking
            ),
        )

    def rows(self) -> int:
        return len(self.sheet.women)

    def cell(self, row: int, column: int) -> str:
        key = self.keys[column]
        return f"{key}:{self.sheet.women[row].code}" if key else ""

    def place_of(self, cell: str) -> tuple[int, int]:
        """Return where a cell stands."""
        key, _colon, member = cell.partition(":")
        codes = [woman.code for woman in self.sheet.women]
        return codes.index(member), self.keys.index(key)

    def shown(self, row: int, column: int) -> str:
        woman = self.sheet.women[row]
        return (woman.code, woman.name)[column] if column < 2 else super().shown(row, column)

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        codes = [woman.code for woman in self.sheet.women]
        cells = [TotalCell(), TotalCell(_("Total"))]
        for key in self.keys[2:]:
            total = sum(self.sheet.number(f"{key}:{code}") for code in codes if key != "given")
            cells.append(TotalCell(i18n.money(total) if total else ""))
        return (cells,)

    def what(self, row: int, column: int) -> str:
        return f"{self.sheet.women[row].name}, {self.columns[column].title}"


class CashModel(_Cells):
    """A row for each place of each fund: what was counted there."""

    def __init__(self, sheet: Opening, parent: QObject | None = None) -> None:
        super().__init__(sheet, parent)
        self.places = [(fund, place) for fund in sheet.funds for place in PLACES]
        self.columns = (
            EntryColumn("place", _("Where"), Entry.NAME, editable=False),
            EntryColumn("amount", _("Counted"), widest="0 000 000"),
        )

    def rows(self) -> int:
        return len(self.places)

    def cell(self, row: int, column: int) -> str:
        fund, place = self.places[row]
        return f"cash:{fund}:{place}" if column else ""

    def shown(self, row: int, column: int) -> str:
        if column:
            return super().shown(row, column)
        fund, place = self.places[row]
        return f"{fund_name(fund)} · {terms.place(place)}"

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        total = sum(self.sheet.sums().cash.values())
        return ((TotalCell(_("Total")), TotalCell(i18n.money(total) if total else "")),)

    def what(self, row: int, column: int) -> str:
        return f"{self.shown(row, 0)}, {self.columns[column].title}"
