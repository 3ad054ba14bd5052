"""The cells of a meeting sheet, laid out: a row a member, or a row a field."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, Signal

from coop_ledger import i18n
from coop_ledger.amounts import Unusual
from coop_ledger.i18n import _
from ui.models.entry_model import Entry, EntryColumn, EntryModel, TotalCell
from ui.presenters.meeting_column import Column
from ui.presenters.meeting_columns import Shares
from ui.presenters.meeting_opening import fund_title
from ui.presenters.meeting_reading import reading, what
from ui.presenters.meeting_sheet import MeetingSheet

KINDS = {"letter": Entry.LETTER, "count": Entry.COUNT, "money": Entry.MONEY}
WIDEST = {"letter": "W", "count": "000", "money": "000 000"}


def wants_dorome() -> bool:
    """Return whether amounts are said as the room says them (a setting of this PC)."""
    application = QCoreApplication.instance()
    return application is None or application.property("dorome") is not False


class CellModel(EntryModel):
    """Places that are cells of a sheet; `put` tells which one was changed."""

    put = Signal(str)

    def __init__(self, sheet: MeetingSheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet

    def cell(self, row: int, column: int) -> str:
        """Return the cell at a place, "" where there is none."""
        raise NotImplementedError

    def place_of(self, cell: str) -> tuple[int, int] | None:
        """Return the place of a cell, None when it is not here."""
        return next(
            (
                (at, place)
                for place in range(len(self.columns))
                for at in range(self.rows())
                if self.cell(at, place) == cell
            ),
            None,
        )

    def shown(self, row: int, column: int) -> str:
        """Return a cell as it is read."""
        cell = self.cell(row, column)
        return self.sheet.shown(cell) if cell else ""

    def accept(self, row: int, column: int, text: str) -> None:
        """Take what was typed; raises BadText or Refusal to refuse it."""
        cell = self.cell(row, column)
        self.sheet.put(cell, text)
        self.told(cell)

    def accept_all(self, texts: dict[str, str]) -> None:
        """Take the texts of several cells, all or none of them."""
        self.sheet.put_all(texts)
        places = [place for place in map(self.place_of, texts) if place is not None]
        if places:
            rows = [at for at, _place in places]
            last = self.index(max(rows), len(self.columns) - 1)
            self.dataChanged.emit(self.index(min(rows), 0), last)
        self.put.emit(next(iter(texts)))

    def told(self, cell: str) -> None:
        """Tell that a cell was changed."""
        place = self.place_of(cell)
        if place is not None:
            self.cell_changed(place[0])
        self.put.emit(cell)

    def may_edit(self, row: int, column: int) -> bool:
        """Return whether a cell can be typed in."""
        cell = self.cell(row, column)
        return bool(cell) and self.columns[column].editable and self.sheet.may_edit(cell)

    def typed(self, row: int, column: int) -> str:
        """Return the text to put in the editor."""
        return self.sheet.typed(self.cell(row, column))

    def suggestion(self, row: int, column: int) -> str:
        """Return what Enter takes in an empty cell."""
        cell = self.cell(row, column)
        return self.sheet.proposal(cell) if cell and self.columns[column].editable else ""

    def whole(self, row: int, column: int) -> str:
        """Return what Tab takes in an empty cell."""
        cell = self.cell(row, column)
        return self.sheet.whole(cell) if cell and self.columns[column].editable else ""

    def reading(self, row: int, column: int, text: str) -> tuple[str, str, str]:
        """Return what stands under the editor."""
        amount, said, grey = reading(self.sheet, self.cell(row, column), text)
        return amount, said if wants_dorome() else "", grey

    def usual(self, row: int, column: int) -> Sequence[int]:
        """Return the usual amounts of a cell."""
        return self.sheet.usual(self.cell(row, column))

    def doubt(self, row: int, column: int, amount: int) -> Unusual | None:
        """Return what to ask: an amount far from her usual, or from what is asked of her."""
        found = super().doubt(row, column, amount)
        return found or self.sheet.doubt(self.cell(row, column), amount)

    def keep_typing(self, row: int, column: int, text: str) -> None:
        """Keep what is half typed, at each key."""
        cell = self.cell(row, column)
        if cell:
            self.sheet.keep_typing(cell, text)

    def tint(self, row: int, column: int) -> str:
        """Return the meaning that colours a letter."""
        cell = self.cell(row, column)
        return self.sheet.tint(cell) if cell else ""

    def what(self, row: int, column: int) -> str:
        """Return what a cell is, for undo and for screen readers."""
        cell = self.cell(row, column)
        return (what(self.sheet, cell) if cell else "") or self.columns[column].title


class MembersModel(CellModel):
    """One row a member, one column a heading, and what she brought in all."""

    def __init__(self, sheet: MeetingSheet, parent: QObject | None = None) -> None:
        super().__init__(sheet, parent)
        self.keys = ["", "", *(column.key for column in sheet.columns), "total"]
        self._women = sheet.opening.attendees
        self._rows = {woman.code: at for at, woman in enumerate(self._women)}
        longest = max((woman.code for woman in self._women), key=len, default="00")
        headings = (
            EntryColumn(
                column.key,
                column.title,
                KINDS[column.kind],
                widest=self._widest(column),
                one_key=column.kind == "letter" or (isinstance(column, Shares) and column.one_key),
            )
            for column in sheet.columns
        )
        self.columns = (
            EntryColumn("number", _("No."), Entry.NUMBER, editable=False, widest=longest),
            EntryColumn("name", _("Member"), Entry.NAME, editable=False),
            *headings,
            EntryColumn("total", _("Total"), editable=False, widest="000 000", strong=True),
        )

    def _widest(self, column: Column) -> str:
        """Return the widest text of a column, what stands beside its cells among it."""
        noted = (
            f"{column.whole(woman, 'present') or column.proposal(woman, 'present')} {note}"
            for woman in self._women
            if (note := column.note(woman).text)
        )
        return max((WIDEST[column.kind], *noted), key=len)

    def rows(self) -> int:
        """Return how many members there are."""
        return len(self._women)

    def cell(self, row: int, column: int) -> str:
        """Return the cell of a member under a heading."""
        key = self.keys[column]
        return f"{key}/{self._women[row].code}" if key else ""

    def place_of(self, cell: str) -> tuple[int, int] | None:
        """Return the place of a cell."""
        key, _slash, subject = cell.partition("/")
        if key not in self.keys or subject not in self._rows:
            return None
        return self._rows[subject], self.keys.index(key)

    def shown(self, row: int, column: int) -> str:
        """Return a cell as it is read."""
        if column == 0:
            return self._women[row].code
        return self._women[row].name if column == 1 else super().shown(row, column)

    def note(self, row: int, column: int) -> str:
        """Return what tells homonyms apart and her passbooks, or what she owes of before."""
        if column != 1:
            return self.sheet.note(self.cell(row, column)).text if column > 1 else ""
        woman = self._women[row]
        notes = [woman.note] if woman.note else []
        if woman.carnets > 1:
            said = i18n.ngettext("{n:number} passbook", "{n:number} passbooks", woman.carnets)
            notes.append(i18n.fill(said, n=woman.carnets))
        return f"({', '.join(notes)})" if notes else ""

    def note_ink(self, row: int, column: int) -> str:
        """Return the ink of what she owes or brought ahead."""
        ink = self.sheet.note(self.cell(row, column)).ink if column > 1 else ""
        return ink or super().note_ink(row, column)

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        """Return the totals of the screen, and those of the paper as far as they are typed."""
        sheet = self.sheet
        totals = sheet.totals()
        screen = [TotalCell(t.shown, "differs" if t.differs else "") for t in totals]
        paper = [
            TotalCell()
            if t.paper is None
            else TotalCell(
                i18n.money(t.paper),
                "differs" if t.differs else "ok",
            )
            for t in totals
        ]
        return (
            (
                TotalCell(),
                TotalCell(_("Totals of the screen"), note=self._worth()),
                *screen,
                TotalCell(i18n.money(sheet.brought)),
            ),
            (TotalCell(), TotalCell(_("Totals of the paper")), *paper, TotalCell()),
        )

    def _worth(self) -> str:
        """What the shares are worth, so that a column of counts can be checked in francs."""
        figure = next((t.figure for t in self.sheet.totals() if t.key == "saving"), 0)
        rule = self.sheet.opening.rules.saving
        if rule.unit != "share" or not figure:
            return ""
        return i18n.fill(_("shares {worth:money} F"), worth=figure * rule.price)


class FormModel(CellModel):
    """One row a field: its name, and what is typed."""

    def __init__(self, sheet: MeetingSheet, parent: QObject | None = None) -> None:
        super().__init__(sheet, parent)
        self._fields: tuple[tuple[str, str], ...] = ()
        self._lay_out()

    def offer(self, fields: Sequence[tuple[str, str]]) -> None:
        """Show other fields: pairs of words and the cell they ask for.

        Rows come and go around those that stay: the one being typed in keeps its editor.
        """
        before, after = list(self._fields), list(fields)
        was, is_now = ([cell for _words, cell in each] for each in (before, after))
        first = _alike(was, is_now)
        behind = _alike(was[first:][::-1], is_now[first:][::-1])
        gone, new = len(before) - behind - first, len(after) - behind - first
        if gone:
            self.beginRemoveRows(QModelIndex(), first, first + gone - 1)
            self._fields = (*before[:first], *before[first + gone :])
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), first, first + new - 1)
            self._fields = tuple(after)
            self.endInsertRows()
        self._fields = tuple(after)  # the words of those that stay may be others
        if after:
            self.dataChanged.emit(self.index(0, 0), self.index(len(after) - 1, 0))
        self._lay_out()

    def _lay_out(self) -> None:
        names = [woman.name for woman in self.sheet.opening.attendees]
        widest = f"00 · {max(names, key=len)}" if self._names_somebody() and names else "00/00/0000"
        self.columns = (
            EntryColumn("words", "", Entry.NAME, editable=False),
            EntryColumn("value", "", Entry.MONEY, widest=widest),
        )

    def _names_somebody(self) -> bool:
        return any(cell.partition("/")[0].endswith(".member") for _words, cell in self._fields)

    def rows(self) -> int:
        """Return how many fields there are."""
        return len(self._fields)

    def cell(self, row: int, column: int) -> str:
        """Return the cell a field asks for."""
        return self._fields[row][1] if column else ""

    def shown(self, row: int, column: int) -> str:
        """Return a field's words, or its value."""
        return super().shown(row, column) if column else self._fields[row][0]


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many fields are the same from the start."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))


class CountModel(CellModel):
    """Pieces of each note and coin, a column a box, and what they make."""

    def __init__(self, sheet: MeetingSheet, parent: QObject | None = None) -> None:
        super().__init__(sheet, parent)
        self.values = sheet.denominations()
        self.funds = list(sheet.opening.cash)
        alone = len(self.funds) == 1
        self.columns = (
            EntryColumn("value", _("Note or coin"), Entry.MONEY, editable=False, widest="00 000"),
            *(
                EntryColumn(
                    fund, _("Number") if alone else fund_title(fund), Entry.COUNT, widest="000 000"
                )
                for fund in self.funds
            ),
            *(
                EntryColumn("amount", _("Amount"), Entry.MONEY, editable=False, widest="0 000 000")
                for _fund in self.funds[: int(alone)]
            ),
        )

    def rows(self) -> int:
        """Return how many notes and coins there are."""
        return len(self.values)

    def cell(self, row: int, column: int) -> str:
        """Return the cell of a note or coin in a box."""
        inside = 0 < column <= len(self.funds)
        return f"count.{self.funds[column - 1]}/{self.values[row]}" if inside else ""

    def shown(self, row: int, column: int) -> str:
        """Return a note or coin, its pieces, or what they make."""
        value = self.values[row]
        if column == 0:
            return i18n.money(value)
        if column <= len(self.funds):
            return super().shown(row, column)
        made = sum(self.sheet.pieces(fund).get(value, 0) * value for fund in self.funds)
        return i18n.money(made) if made else ""

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        """Return the cash counted in each box."""
        boxes = self.sheet.boxes()
        counted = [TotalCell(i18n.money(box.counted or 0)) for box in boxes]
        if len(boxes) > 1:
            return ((TotalCell(_("Counted")), *counted),)
        pieces = sum(self.sheet.pieces(self.funds[0]).values())
        return ((TotalCell(_("Counted")), TotalCell(i18n.number(pieces)), *counted),)
