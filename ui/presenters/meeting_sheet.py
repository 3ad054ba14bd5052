"""The sheet of one meeting: every text as it was typed, and what it comes to.

    put, put_all     take typed texts, refuse what cannot be read or the rules do not allow
    keep_typing      keeps what is half typed, key by key
    totals, boxes    columns, members and the cash to expect, always up to date
    problems         what stands between the sheet and the book
    event            the `meeting_held` it makes

A cell has a name, "heading/subject": "repaid/7", "loan.principal/2", "count.loan/5000". The
draft keeps its text under that name, so that a power cut costs nothing.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coop_ledger.amounts import BadText, Unusual, parse_amount, parse_count, parse_day
from coop_ledger.domain.coins import DENOMINATIONS
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.i18n import N_, day, fill, money, number, translate
from ui.presenters.meeting_column import (
    AWAY,
    CAME,
    PLAIN,
    TINTS,
    Attendance,
    Column,
    Event,
    Meant,
    Note,
    letter_of,
)
from ui.presenters.meeting_columns import columns_of
from ui.presenters.meeting_lines import Lines
from ui.presenters.meeting_loans import NewLoans
from ui.presenters.meeting_opening import Attendee, Opening
from ui.presenters.meeting_others import Others
from ui.presenters.meeting_tally import Box, Tally, Total, cash_count, meeting_event
from ui.presenters.sheet_lines.line import CONCERN, REFUSED

HERE = "at"  # the draft's cell that says where the cursor is, and what is half typed there
DATE, REASON, OPENING_REASON = "opening/date", "closing/reason", "opening/reason"
SMALL_COIN = 5  # francs; smaller ones are only asked for when the amounts need them


Keep = Callable[[Mapping[str, str]], object]
Try = Callable[[Sequence[Event]], object]


class MeetingSheet:
    """A meeting half typed. `keep` stores cells durably, `try_out` refuses as the book would."""

    def __init__(
        self, opening: Opening, texts: Mapping[str, str], *, keep: Keep, try_out: Try
    ) -> None:
        self.opening = opening
        self._keep, self._try = keep, try_out
        self.columns = columns_of(opening)
        self.loans, self.others = NewLoans(opening), Others(opening)
        self._column = {column.key: column for column in self.columns}
        self._lines: dict[str, Lines] = {"loan": self.loans, "other": self.others}
        self._women = {woman.code: woman for woman in opening.attendees}
        self._texts: dict[str, str] = {}
        self._typed_lines: dict[str, dict[str, str]] = {}
        self._tally = Tally()
        self._refused: dict[str, Refusal | BadText] = {}
        self._emptied: dict[str, str] = {}
        self.here, _tab, self.half_typed = texts.get(HERE, "").partition("\t")
        self._take_all(texts)

    def _take_all(self, texts: Mapping[str, str]) -> None:
        """Take the texts of a draft; one that is no longer allowed is kept, and told of."""
        for cell, text in texts.items():
            if cell != HERE:
                self._set(cell, text)
        for woman in self.opening.attendees:
            self._tally.figures["attendance"] += int(self.attendance(woman.code) in CAME)
        for cell in self._texts:
            key, _slash, subject = cell.partition("/")
            if key in self._column and key != "attendance" and subject in self._women:
                try:
                    self._tally.settle(cell, self._read(key, subject, self._texts[cell]))
                except (BadText, Refusal) as refused:
                    self._refused[cell] = refused
        for key in self._lines:
            for subject in self.line_numbers(key)[:-1]:
                self._settle_line(key, subject)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed yet."""
        return not self._texts

    def column(self, key: str) -> Column | None:
        """Return a column by its key, None when there is none."""
        return self._column.get(key)

    def woman(self, member: str) -> Attendee | None:
        """Return a member by her number, None when she is not on the sheet."""
        return self._women.get(member)

    def line(self, kind: str) -> Lines:
        """Return what knows the lines of a kind, "loan" or "other"."""
        return self._lines[kind]

    def attendance(self, member: str) -> str:
        """Return how a member came: "present" unless something else was typed."""
        return self._texts.get(f"attendance/{member}", "present").partition(" ")[0]

    def representative(self, member: str) -> str:
        """Return who came in a member's place, "" where nobody was named."""
        return self._texts.get(f"attendance/{member}", "").partition(" ")[2]

    def is_away(self, member: str) -> bool:
        """Return whether a member is not there and sent nobody."""
        return member in self._women and self.attendance(member) in AWAY

    # -- cells -------------------------------------------------------------------------------------

    def text(self, cell: str) -> str:
        """Return the text kept in a cell."""
        return self._texts.get(cell, "")

    def shown(self, cell: str) -> str:
        """Return a cell as it is read."""
        key, _slash, subject = cell.partition("/")
        if key == "attendance":
            return letter_of(self.attendance(subject))
        if key in self._column:
            shown = self._tally.shown(cell)
            return self.text(cell) if shown is None else shown
        if key == "total":
            brought = self._tally.brought[subject]
            return money(brought) if brought else ""
        text = self.text(cell)
        kind, _dot, field = key.partition(".")
        if cell == DATE:
            return day(datetime.date.fromisoformat(text)) if text else ""
        try:
            if text and kind in self._lines:
                return self._lines[kind].read(field, text, self.values(kind, subject))
            if text and (kind in {"count", "paper"} or key == "opening.counted"):
                return number(self._figure(key, text))
        except BadText:
            return text
        return text

    def typed(self, cell: str) -> str:
        """Return the text to put in an editor, which `put` would take again."""
        key, _slash, subject = cell.partition("/")
        if key in self._column:
            return self._column[key].typed(self.text(cell))
        kind, _dot, field = key.partition(".")
        lines = self._lines.get(kind)
        named = lines is not None and lines.is_named(field, self.values(kind, subject))
        return self.shown(cell) if named and self.text(cell) else self.text(cell)

    def may_edit(self, cell: str) -> bool:
        """Return whether something can be typed in a cell."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        return column.may_edit(self._women[subject]) if column else key != "total"

    def proposal(self, cell: str) -> str:
        """Return what Enter takes in an empty cell."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        if column is not None:
            return column.proposal(self._women[subject], self.attendance(subject))
        kind, _dot, field = key.partition(".")
        if kind in self._lines:
            taken, lines = self._taken(key, subject), self._lines[kind]
            lines.above = self._events_before(kind, subject)
            return lines.proposal(field, self.values(kind, subject), taken)
        if cell == DATE:
            return day(self.opening.date)
        return ""

    def whole(self, cell: str) -> str:
        """Return what Tab takes in an empty cell: with what is owed of before."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        if column is not None:
            whole = column.whole(self._women[subject], self.attendance(subject))
            if whole:
                return whole
        return self.proposal(cell)

    def note(self, cell: str) -> Note:
        """Return the small figure beside a cell: what she owes of before, or brought ahead."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        if column is None:
            return PLAIN
        return column.note(self._women[subject], self._tally.figure(cell))

    def usual(self, cell: str) -> Sequence[int]:
        """Return the usual amounts of a cell, oldest first."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        if column is not None:
            return column.usual(self._women[subject])
        kind, _dot, field = key.partition(".")
        if kind in self._lines:
            return self._lines[kind].usual(field, self.values(kind, subject))
        return ()

    def doubt(self, cell: str, amount: int) -> Unusual | None:
        """Return what to ask where an amount is far from what is asked of her."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        return None if column is None else column.doubt(self._women[subject], amount)

    def tint(self, cell: str) -> str:
        """Return the meaning that colours a letter of attendance."""
        key, _slash, subject = cell.partition("/")
        return TINTS[self.attendance(subject)] if key == "attendance" else ""

    def freed_by(self, cell: str, text: str) -> dict[str, str]:
        """Return what stands for a member only by how she came, once it is said otherwise."""
        key, _slash, subject = cell.partition("/")
        column = self._column.get(key)
        if not isinstance(column, Attendance):
            return {}
        try:
            after = column.word(text)
        except BadText:
            return {}
        woman, before = self._women[subject], self.attendance(subject)
        owners = {f"{other.key}/{subject}": other for other in self.columns if other != column}
        return {
            owner: self.text(owner)
            for owner, other in owners.items()
            if self.text(owner) and other.is_freed(woman, self.text(owner), before, after)
        }

    def freed_sentence(self, cell: str, freed: Mapping[str, str]) -> str:
        """Return what another way of coming takes out of the sheet."""
        woman = self._women[cell.partition("/")[2]]
        keys = [owner.partition("/")[0] for owner in freed]
        if "fine" in keys:
            what = ", ".join(
                f"{self._column[key].title} {freed[f'{key}/{woman.code}']}" for key in keys
            )
            sentence = translate(N_("{name} came otherwise: {what} taken out."))
            return fill(sentence, name=woman.name, what=what)
        amount = sum(event["amount"] for owner in freed for event in self._tally.events(owner))
        return fill(
            translate(N_("{name} is away: her contribution of {amount:francs} is taken out.")),
            name=woman.name,
            amount=amount,
        )

    # -- typing ------------------------------------------------------------------------------------

    def put(self, cell: str, text: str) -> None:
        """Take a text, durably; "" empties the cell. Raises BadText or Refusal to refuse it."""
        self._take(cell, text.strip())
        self._keep({cell: self._texts.get(cell, ""), **self._emptied})
        self.half_typed, self._emptied = "", {}

    def put_all(self, texts: Mapping[str, str]) -> None:
        """Take several texts, all or none of them."""
        before = {cell: self.text(cell) for cell in texts}
        try:
            for cell, text in texts.items():
                self._take(cell, text.strip())
        except (BadText, Refusal):
            for cell in reversed(before):
                self._take(cell, before[cell])
            raise
        self._keep({cell: self._texts.get(cell, "") for cell in texts} | self._emptied)
        self._emptied = {}

    def _take(self, cell: str, text: str) -> None:
        key, _slash, subject = cell.partition("/")
        kind = key.partition(".")[0]
        if key in self._column:
            self._take_in_column(cell, key, subject, text)
        elif kind in self._lines:
            self._take_in_line(cell, kind, subject, text)
        else:
            if text and (kind in {"count", "paper"} or key == "opening.counted"):
                self._figure(key, text)
            if text and cell == DATE:
                opened, today = self.opening.cycle.opened, self.opening.today
                text = parse_day(text, today, earliest=opened).isoformat()
            self._set(cell, text)

    def _take_in_column(self, cell: str, key: str, subject: str, text: str) -> None:
        column = self._column[key]
        if isinstance(column, Attendance):
            word = column.word(text)
            before = self.attendance(subject)
            self._tally.figures[key] += int(word in CAME) - int(before in CAME)
            self._set(cell, column.kept(text))
            fine = f"fine/{subject}"  # whether it is paid or owed rests on how she came
            if self.text(fine):
                self._tally.settle(fine, self._read("fine", subject, self.text(fine)))
            return
        meant = self._read(key, subject, text) if text else None
        self._tally.settle(cell, meant)
        self._set(cell, column.kept(text) if text else "")
        self._refused.pop(cell, None)

    def _take_in_line(self, cell: str, kind: str, subject: str, text: str) -> None:
        lines = self._lines[kind]
        field = cell.partition("/")[0].partition(".")[2]
        if text:
            values = self.values(kind, subject)
            lines.read(field, text, values)
            text = lines.kept(field, text, values)
        before = self.text(cell)
        self._set(cell, text)
        if not text and field == lines.fields({})[0]:
            self._empty_line(kind, subject)
        self._settle_line(kind, subject)
        refused = self._refused.get(f"{kind}/{subject}")
        here = isinstance(refused, Refusal) and refused.field == field
        if text and here and not isinstance(refused, Concern):
            self._set(cell, before)
            self._settle_line(kind, subject)
            assert refused is not None
            raise refused

    def _empty_line(self, kind: str, subject: str) -> None:
        """Empty the fields that make no sense once their first one is empty."""
        for field in list(self._typed_lines.get(f"{kind}/{subject}", {})):
            self._set(f"{kind}.{field}/{subject}", "")
            self._emptied[f"{kind}.{field}/{subject}"] = ""

    def _set(self, cell: str, text: str) -> None:
        key, _slash, subject = cell.partition("/")
        kind, _dot, field = key.partition(".")
        line = self._typed_lines.setdefault(f"{kind}/{subject}", {}) if kind in self._lines else {}
        if text:
            self._texts[cell] = line[field] = text
        else:
            self._texts.pop(cell, None)
            line.pop(field, None)

    def keep_typing(self, cell: str, text: str) -> None:
        """Keep where the cursor is and what is half typed there."""
        if text == self.half_typed and cell == self.here:
            return
        self.here, self.half_typed = cell, text
        if text or not self.is_empty:
            self._keep({HERE: f"{cell}\t{text}" if text else cell})

    # -- what it comes to ----------------------------------------------------------------------------

    def _read(self, key: str, subject: str, text: str) -> Meant:
        return self._column[key].read(self._women[subject], text, self.attendance(subject))

    def _settle_line(self, kind: str, subject: str) -> None:
        """Read a whole line; what the book would refuse is kept beside it."""
        owner, lines = f"{kind}/{subject}", self._lines[kind]
        self._refused.pop(owner, None)
        self._tally.settle(owner, None)
        before = lines.above = self._events_before(kind, subject)
        try:
            event = lines.event(self.values(kind, subject))
        except BadText as bad:
            self._refused[owner] = bad
            return
        if event is None:
            return
        try:
            self._try([meeting_event(self.opening, self._attendances(), [*before, event])])
        except Refusal as refused:
            line, inside, field = refused.field.partition("].")
            # What else the book would refuse is told where it was typed, or at the closing.
            if line == f"sheet[{len(before) + 1}" if inside else "." not in line:
                refused.field = (field or line).partition(".")[0]
                self._refused[owner] = refused
                if not isinstance(refused, Concern):
                    return
        self._tally.settle(owner, self._line_meant(kind, subject, event))

    def _events_before(self, kind: str, subject: str) -> list[Event]:
        later = {f"{kind}/{other}" for other in self._numbers(kind) if int(other) >= int(subject)}
        if kind == "other":
            later |= {f"loan/{other}" for other in self._numbers("loan")}
        return [event for owner, event in self.in_order() if owner not in later]

    def _line_meant(self, kind: str, subject: str, event: Event) -> Meant:
        cash = self._lines[kind].cash(event, self.values(kind, subject))
        return Meant("", (event,), sum(cash.values()), 0, cash)

    def values(self, kind: str, subject: str) -> dict[str, str]:
        """Return the texts of a line by field; what is proposed stands for an empty number.

        What the book refuses of it stands there too, as `REFUSED`, and as `CONCERN`.
        """
        found = dict(self._typed_lines.get(f"{kind}/{subject}", {}))
        refused = self._refused.get(f"{kind}/{subject}")
        if isinstance(refused, Refusal):
            found[REFUSED] = refused.field
            found |= {CONCERN: refused.field or REFUSED} if isinstance(refused, Concern) else {}
        if kind == "loan" and found.get("principal") and not found.get("loan"):
            found["loan"] = self.loans.proposal("loan", found, self._taken("loan.loan", subject))
        return found

    def _taken(self, key: str, subject: str) -> list[str]:
        """Return what the other lines say in a field; a loan before has its number unsaid."""
        kind = key.partition(".")[0]
        found = []
        for other in self._numbers(kind):
            unsaid = key == "loan.loan" and int(other) < int(subject)
            text = (
                self.values(kind, other).get("loan", "") if unsaid else self.text(f"{key}/{other}")
            )
            if text and other != subject:
                found.append(text)
        return found

    def _numbers(self, kind: str) -> list[str]:
        owners = (owner.partition("/") for owner, texts in self._typed_lines.items() if texts)
        return sorted((subject for key, _slash, subject in owners if key == kind), key=int)

    def line_numbers(self, kind: str) -> list[str]:
        """Return the lines of a kind that hold something, and an empty one after them."""
        found = self._numbers(kind)
        return [*found, str(int(found[-1]) + 1 if found else 1)]

    def look_again(self) -> None:
        """Try out anew the lines that were refused: what they rest on may have been typed since."""
        for owner in list(self._refused):
            kind, _slash, subject = owner.partition("/")
            if kind in self._lines:
                self._settle_line(kind, subject)

    def refusal_of(self, owner: str) -> Refusal | BadText | None:
        """Return why a cell or a line ("loan/2") cannot be recorded, None if it can."""
        return self._refused.get(owner)

    def refusals(self) -> Mapping[str, Refusal | BadText]:
        """Return everything that cannot be recorded as it stands, by cell or line."""
        return self._refused

    # -- sums --------------------------------------------------------------------------------------

    def totals(self) -> list[Total]:
        """Return the total of each column; the shares' total may be asked in francs elsewhere."""
        return [self._total(column) for column in self.columns]

    def _total(self, column: Column) -> Total:
        figure = self._tally.figures[column.key]
        shown = money(figure)
        if column.kind == "letter":
            shown = f"{figure} / {len(self.opening.attendees)}"
        elif column.kind == "count":
            shown = number(figure)
        paper = self.text(f"paper/{column.key}")
        return Total(column.key, shown, figure, self._figure("paper", paper) if paper else None)

    @property
    def brought(self) -> int:
        """All the cash that members put on the table, in francs."""
        return self._tally.brought.total()

    def boxes(self) -> list[Box]:
        """Return the cash of each fund's box."""
        return [self._box(fund) for fund in self.opening.cash]

    def _box(self, fund: str) -> Box:
        at_first = self.text(f"opening.counted/{fund}")
        opening = self._figure("opening", at_first) if at_first else self.opening.cash[fund]
        pieces = self.pieces(fund)
        counted = sum(value * count for value, count in pieces.items()) if pieces else None
        return Box(fund, opening, self._tally.in_[fund], self._tally.out[fund], counted)

    def loans_given(self) -> list[Event]:
        """Return the new loans that are complete."""
        owners = (f"loan/{subject}" for subject in self._numbers("loan"))
        return [event for owner in owners for event in self._tally.events(owner)]

    def pieces(self, fund: str) -> dict[int, int]:
        """Return the pieces counted of each denomination, those not counted left out."""
        found = ((value, self.text(f"count.{fund}/{value}")) for value in DENOMINATIONS)
        return {value: parse_count(text) for value, text in found if text}

    def denominations(self) -> tuple[int, ...]:
        """Return the notes and coins to count; francs only where the amounts need them."""
        odd = any(box.expected % SMALL_COIN for box in self.boxes())
        return tuple(value for value in DENOMINATIONS if odd or value >= SMALL_COIN)

    def _figure(self, key: str, text: str) -> int:
        if text.strip() in {"0", "-", "–", "−"}:
            return 0
        in_francs = key != "count" and not key.startswith("count.")
        return parse_amount(text, arithmetic=True) if in_francs else parse_count(text)

    # -- the event ---------------------------------------------------------------------------------

    def in_order(self) -> list[tuple[str, Event]]:
        """Return the sheet's events in the order of the meeting, each with its cell or line."""
        owners = [
            f"{column.key}/{woman.code}"
            for column in self.columns
            for woman in self.opening.attendees
        ]
        for kind in ("other", "loan"):
            owners += [f"{kind}/{subject}" for subject in self._numbers(kind)]
        return [(owner, event) for owner in owners for event in self._tally.events(owner)]

    def event(self) -> dict[str, Any]:
        """Return the meeting as the book records it."""
        counted = {fund: self.pieces(fund) for fund in self.opening.cash}
        differs = any(box.difference for box in self.boxes())
        reason = self.text(REASON) if differs else ""
        sheet = [event for _owner, event in self.in_order()]
        event = meeting_event(self.opening, self._attendances(), sheet, counted, reason)
        came = {code: self.representative(code) for code in self._women}
        named = {member: who for member, who in came.items() if who}
        return event | {"represented_by": named} if named else event

    def events(self) -> list[dict[str, Any]]:
        """Return all that is recorded: the counts of the opening that differ, then the meeting."""
        at_first = [
            cash_count(self.opening, box, self.text(OPENING_REASON))
            for box in self.boxes()
            if box.opening != self.opening.cash[box.fund]
        ]
        return [*at_first, self.event()]

    def _attendances(self) -> dict[str, str]:
        return {woman.code: self.attendance(woman.code) for woman in self.opening.attendees}
