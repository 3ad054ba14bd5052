"""A group's log in memory: events happen in it, and it answers what the tables would.

It is written from the contract alone, as a second opinion on `book.source`: sums are
added up from the entries each time, and what was reversed is looked up in the events.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event
from coop_ledger.domain.events import READER
from coop_ledger.domain.events.correction import EventReversed
from coop_ledger.domain.facts import Facts, Outcome
from coop_ledger.domain.journal import AccountKey, JournalEntry
from coop_ledger.domain.records import Record
from coop_ledger.domain.source import Balance, Movement, Recorded


@dataclass
class Said:
    """One event of the log with what it did; `entries` are their ids."""

    event: Event
    outcome: Outcome
    entries: list[int]


@dataclass
class Log:
    """What was said in a group so far: a `Source`."""

    said: list[Said] = field(default_factory=list)
    entries: list[tuple[int, JournalEntry]] = field(default_factory=list)
    _balances: dict[AccountKey, Balance] = field(default_factory=dict)
    _registers: dict[tuple[str, str], Record] = field(default_factory=dict)

    def add(self, event: Event, outcome: Outcome) -> None:
        first = len(self.entries) + 1
        numbered = list(enumerate(outcome.entries, start=first))
        self.entries += numbered
        self.said.append(Said(event, outcome, [number for number, _ in numbered]))
        for _, entry in numbered:
            for account, amount, quantity in entry.postings:
                stand = self._balances.get(account, Balance())
                self._balances[account] = Balance(stand.amount + amount, stand.quantity + quantity)
        for change in outcome.changes:
            self._registers.pop((change.kind, change.key), None)
            if change.after is not None:
                self._registers[change.kind, change.key] = change.after

    def balances(self) -> Mapping[AccountKey, Balance]:
        return self._balances

    def registers(self) -> dict[tuple[str, str], Record]:
        return dict(self._registers)

    def records(self, kinds: Iterable[str]) -> Iterable[Record]:
        return [record for (kind, _), record in self._registers.items() if kind in kinds]

    def record(self, kind: str, key: str) -> Record | None:
        return self._registers.get((kind, key))

    def movements(
        self,
        code: str,
        *,
        since: datetime.date | None = None,
        on: datetime.date | None = None,
        loan: str | None = None,
    ) -> Iterable[Movement]:
        by_id = dict(self.entries)
        for number, entry in self.entries:
            counts_as = entry if entry.reverses is None else by_id[entry.reverses]
            for account, amount, quantity in entry.postings:
                asked = account.code == code and loan in (None, account.loan)
                recent = since is None or entry.date >= since
                if asked and recent and on in (None, counts_as.date):
                    yield Movement(
                        counts_as.date, account, amount, quantity, number, counts_as.kind
                    )

    def recorded(self, reference: str) -> Recorded | None:
        place = self._place(reference)
        if place is None:
            return None
        number, line = place
        said = self.said[number - 1]
        undone = {at for of, at in self._undone() if of == number}
        entries = [
            (i, entry)
            for i, entry in zip(said.entries, said.outcome.entries, strict=True)
            if not line or entry.line == line
        ]
        changes = [c for c in said.outcome.changes if not line or c.line == line]
        if line and not entries and not changes:
            return None
        return Recorded(
            number=number,
            line=line,
            kind=entries[0][1].kind if line and entries else said.event.type,
            date=said.event.date,
            entries=tuple(item for item in entries if item[1].line not in undone),
            changes=tuple(change for change in changes if change.line not in undone),
            reversed=bool(undone & {0, line}),
            closed=any(
                later.event.type == "cycle_closed" and (at, 0) not in self._undone()
                for at, later in enumerate(self.said, start=1)
                if at > number
            ),
        )

    def stands(self, *, after: int, member: str = "", loan: str = "") -> bool:
        undone = {entry.reverses for _, entry in self.entries}
        return any(
            entry.reverses is None
            and i not in undone
            and any(
                member in ("", account.member) and loan in ("", account.loan)
                for account, _, _ in entry.postings
            )
            for said in self.said[after:]
            for i, entry in zip(said.entries, said.outcome.entries, strict=True)
        )

    def _undone(self) -> set[tuple[int, int]]:
        reversals = (said.event for said in self.said if isinstance(said.event, EventReversed))
        places = (self._place(reversal.reverses) for reversal in reversals)
        return {place for place in places if place is not None}

    def _place(self, reference: str) -> tuple[int, int] | None:
        for number, said in enumerate(self.said, start=1):
            for line, event in enumerate((said.event, *said.event.parts())):
                if event.id == reference:
                    return number, line
        number, _, line = reference.partition(".")
        if not number.isdecimal() or (line and not line.isdecimal()):
            return None
        return (int(number), int(line or 0)) if 1 <= int(number) <= len(self.said) else None


class Group:
    """A group that can be told what happened; a refusal leaves it as it was."""

    def __init__(self, code: str = "benkadi"):
        self.code = code
        self.log = Log()
        self.facts = Facts(code, self.log)

    def happen(self, event: Event) -> Outcome:
        try:
            outcome = self.facts.happen(event)
        except Refusal:
            self.facts = Facts(self.code, self.log)
            raise
        self.log.add(event, outcome)
        self.facts.written()
        return outcome

    def say(self, event: str, date: str, **fields: Any) -> Outcome:
        """Say an event in the words of the contract."""
        fields = {name.removesuffix("_"): value for name, value in fields.items()}
        return self.happen(
            READER.read({"event": event, "group": self.code, "date": date, **fields})
        )

    def refuses(self, event: str, date: str, **fields: Any) -> Refusal:
        """Say an event that is refused and changes nothing; return the refusal."""
        before = self.state()
        with pytest.raises(Refusal) as caught:
            self.say(event, date, **fields)
        assert self.state() == before, "a refusal left something behind"
        str(caught.value)  # its sentence can be said
        return caught.value

    def reverse(self, reference: object, date: str = "2026-12-31") -> Outcome:
        """Reverse an event; two members answer for it where it is a share-out."""
        said = {"reverses": reference, "reason": "erreur de saisie"}
        recorded = self.log.recorded(str(reference))
        if recorded and recorded.kind == "share_out_decided":
            said["approved_by"] = self.approving()
        return self.say("event_reversed", date, **said)

    def approving(self) -> list[str]:
        """Two members who are there; any two where nobody is left."""
        members = self.facts.members()
        there = [member.code for member in members if member.status == "active"]
        return (there or [member.code for member in members])[:2]

    def state(self) -> tuple[object, ...]:
        """What the group stands at and holds: the same before an event and after its reversal."""
        registers = self.log.registers()
        assert self.facts.registers().items() <= registers.items()
        return self.facts.stands(), registers

    @property
    def number(self) -> int:
        """The number of the last event."""
        return len(self.log.said)

    def postings(self, outcome: Outcome) -> list[tuple[str, ...]]:
        """What an outcome posted, as short texts: ("571 loan box", "+200", "") …"""
        return [
            (" ".join(part for part in posting.account if part), f"{posting.amount:+}")
            + ((f"{posting.quantity:+}",) if posting.quantity else ())
            for entry in outcome.entries
            for posting in entry.postings
        ]


def benkadi(
    *members: str,
    rules: dict[str, Any] | None = None,
    preset: str = "vsla",
    ends: str = "2025-12-31",
) -> Group:
    """A group of 2025 with members (1, 2 and 3 unless said) and an open cycle."""
    group = Group()
    day = "2025-01-01"
    group.say("group_founded", day, name="Benkadi", kind="savings_group", preset=preset)
    if rules:
        group.say("rules_set", day, rules=rules)
    for number in members or ("1", "2", "3"):
        group.say("member_joined", day, member=number, name=f"Awa {number}")
    group.say("cycle_opened", day, cycle="2025", ends=ends)
    return group
