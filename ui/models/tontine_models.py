"""The lists of a tontine that are typed: who is in it, and who takes a round."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_amount, parse_count
from coop_ledger.i18n import N_, _
from ui.models.entry_model import Entry, EntryColumn, EntryModel, TotalCell

People = Mapping[str, str]


class HandsModel(EntryModel):
    """How many hands each member holds, her places where the order is agreed, who stands for her."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[tuple[str, str], ...] = ()
        self._hands: dict[str, int] = {}
        self._places: dict[str, tuple[int, ...]] = {}
        self._guarantors: dict[str, str] = {}
        self._in_order = False
        self._tell_columns()

    def _tell_columns(self) -> None:
        self.columns = (
            EntryColumn("number", _("No."), Entry.NUMBER, editable=False, widest="000"),
            EntryColumn("name", _("Name"), Entry.NAME, editable=False),
            EntryColumn("hands", _("Hands"), Entry.COUNT, widest="00"),
        )
        if self._in_order:
            self.columns += (EntryColumn("places", _("Takes"), Entry.TEXT, widest="00 00 00"),)
        self.columns += (EntryColumn("guarantor", _("Guarantor"), Entry.COUNT, widest="000"),)

    def offer(self, people: People, hands: Mapping[str, int], *, in_order: bool) -> None:
        """Show members by number with their hands; each takes in her place on the list."""
        self.beginResetModel()
        self._people = tuple(people.items())
        self._hands = {code: hands.get(code, 1) for code in people}
        self._guarantors = {}
        self._in_order = in_order
        self._tell_columns()
        self._count_places()
        self.endResetModel()
        self.changed.emit()

    def _count_places(self) -> None:
        """Give every hand the next place: first hands first, then second ones."""
        place = 0
        found: dict[str, tuple[int, ...]] = {code: () for code, _name in self._people}
        for hand in range(max(self._hands.values(), default=0)):
            for code, _name in self._people:
                if self._hands[code] > hand:
                    place += 1
                    found[code] += (place,)
        self._places = found

    def hands(self) -> dict[str, int]:
        """Return {member: hands}, those without one left out."""
        return {code: count for code, count in self._hands.items() if count}

    def guarantors(self) -> dict[str, str]:
        """Return {member: who stands for her}, of those who have a hand."""
        return {code: who for code, who in self._guarantors.items() if self._hands.get(code)}

    def order(self) -> tuple[str, ...]:
        """Return the members in the order of their places; () where no order is asked for."""
        if not self._in_order:
            return ()
        places = [(place, code) for code, taken in self._places.items() for place in taken]
        return tuple(code for _place, code in sorted(places))

    def rows(self) -> int:
        """Return how many members there are."""
        return len(self._people)

    def shown(self, row: int, column: int) -> str:
        """Return her number, her name, her hands, her places or who stands for her."""
        code, name = self._people[row]
        match self.columns[column].key:
            case "number":
                return code
            case "name":
                return name
            case "hands":
                return i18n.number(self._hands[code]) if self._hands.get(code) else ""
            case "places":
                return " ".join(str(place) for place in self._places.get(code, ()))
        return self._guarantors.get(code, "")

    def accept(self, row: int, column: int, text: str) -> None:
        """Take hands, places or a guarantor's number. Raises BadText when they are none."""
        code, key = self._people[row][0], self.columns[column].key
        if key == "guarantor":
            self._stand(code, text.strip())
            self.cell_changed(row)
        elif key == "hands":
            self._hands[code] = parse_count(text) if text.strip() else 0
            self._count_places()
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._people) - 1, len(self.columns) - 1)
            )
        else:
            self._places[code] = self._swapped(code, tuple(parse_count(p) for p in text.split()))
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._people) - 1, len(self.columns) - 1)
            )
        self.changed.emit()

    def _stand(self, code: str, who: str) -> None:
        if who and (who == code or who not in dict(self._people)):
            raise BadText(
                N_("{text}: type the number of another member, who stands for her."), text=who
            )
        self._guarantors = {m: g for m, g in self._guarantors.items() if m != code}
        self._guarantors |= {code: who} if who else {}

    def _swapped(self, code: str, wanted: tuple[int, ...]) -> tuple[int, ...]:
        """Return her new places; whoever had one of them takes the place she leaves."""
        last = sum(self._hands.values())
        if len(wanted) != self._hands[code] or not all(0 < place <= last for place in wanted):
            raise BadText(
                N_("Write a place from 1 to {last:number} for each of her hands."),
                text=" ".join(map(str, wanted)),
                last=last,
            )
        free = [place for place in self._places[code] if place not in wanted]
        for place in wanted:
            for other, places in self._places.items():
                if other != code and place in places:
                    given = free.pop(0)
                    self._places[other] = tuple(given if p == place else p for p in places)
        return wanted

    def what(self, row: int, column: int) -> str:
        """Return whose hands these are."""
        return self._people[row][1]

    def totals(self) -> Sequence[Sequence[TotalCell]]:
        """Return how many members hold how many hands."""
        hands = self.hands()
        cells = [
            TotalCell(""),
            TotalCell(_("Hands in all")),
            TotalCell(i18n.number(sum(hands.values()))),
        ]
        return (tuple(cells + [TotalCell("")] * (len(self.columns) - len(cells))),)


class PlacesModel(EntryModel):
    """Who takes the places of a round, with her bid and what she gets of a short pot."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: People = {}
        self._texts: list[dict[str, str]] = []
        self._lot = 0
        self._bids = self._short = False
        self._tell_columns()

    def _tell_columns(self) -> None:
        columns = [
            EntryColumn("member", _("No."), Entry.COUNT, widest="0000"),
            EntryColumn("name", _("Who takes"), Entry.NAME, editable=False),
            EntryColumn("lot", _("Pot"), Entry.MONEY, editable=False),
        ]
        if self._bids:
            columns.append(EntryColumn("bid", _("Bid"), Entry.MONEY))
        if self._short:
            columns.append(EntryColumn("amount", _("In hand"), Entry.MONEY))
        self.columns = tuple(columns)

    def offer(
        self, people: People, places: int, lot: int, winners: Sequence[str], *, bids: bool
    ) -> None:
        """Show the places of a round; `winners` are those whose turn it is."""
        self.beginResetModel()
        self._people, self._lot, self._bids, self._short = people, lot, bids, False
        self._texts = [{"member": code} for code in winners] or [{} for _ in range(places)]
        self._tell_columns()
        self.endResetModel()
        self.changed.emit()

    def ask_amounts(self) -> None:
        """Ask what each gets in hand: the pot is short."""
        if self._short:
            return
        self.beginResetModel()
        self._short = True
        self._tell_columns()
        self.endResetModel()

    def winners(self) -> tuple[str, ...]:
        """Return who takes, those named so far."""
        return tuple(texts["member"] for texts in self._texts if texts.get("member"))

    def bids(self) -> dict[str, int]:
        """Return what each bids."""
        return self._amounts("bid")

    def amounts(self) -> dict[str, int]:
        """Return what each gets in hand, where the pot is short."""
        return self._amounts("amount") if self._short else {}

    def _amounts(self, key: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for texts in self._texts:
            if texts.get("member") and texts.get(key):
                amount = parse_amount(texts[key], arithmetic=True)
                found[texts["member"]] = found.get(texts["member"], 0) + amount
        return found

    def rows(self) -> int:
        """Return how many take."""
        return len(self._texts)

    def shown(self, row: int, column: int) -> str:
        """Return her number, her name, her lot, her bid or what she gets."""
        texts, key = self._texts[row], self.columns[column].key
        if key == "name":
            return self._people.get(texts.get("member", ""), "")
        if key == "lot":
            return i18n.money(self._lot)
        text = texts.get(key, "")
        return i18n.money(parse_amount(text, arithmetic=True)) if text and key != "member" else text

    def typed(self, row: int, column: int) -> str:
        """Return the text as it was typed."""
        return self._texts[row].get(self.columns[column].key, "")

    def accept(self, row: int, column: int, text: str) -> None:
        """Take a member's number or an amount. Raises BadText."""
        key, said = self.columns[column].key, text.strip()
        if key == "member" and said and said not in self._people:
            raise BadText(N_("{text}: nobody with this number waits for a turn."), text=said)
        if key != "member" and said:
            parse_amount(said, arithmetic=True)
        self._texts[row][key] = said
        self.cell_changed(row)
        self.changed.emit()

    def what(self, row: int, column: int) -> str:
        """Return whose place this is."""
        return self._people.get(self._texts[row].get("member", ""), "") or super().what(row, column)
