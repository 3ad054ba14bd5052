"""What the rules asked of a member and she did not bring, and what she brought ahead.

Contributions are followed by fund: what was asked at each meeting held while she was a member
of the open cycle, by the rules of its day and for each of her carnets, less what she paid in
the cycle, late or early (register of arrears: reference, sections 1.9 and 5). What was paid
counts for the oldest meeting first.

Compulsory savings are followed by meeting: those of a meeting are missed when less than the
rule's least was saved for it. They are no debt: nothing takes them out of a payout.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coop_ledger.domain.brought import Brought
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import CycleRecord, MemberRecord, OpeningRecord, ShareOutRecord
from coop_ledger.domain.savings_for import counted_for, meeting_days, saved_for


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a member stands with one fund, in francs; `missed` counts meetings not wholly paid."""

    fund: str
    expected: int
    paid: int
    missed: int

    @property
    def owed(self) -> int:
        """What she did not bring."""
        return max(self.expected - self.paid, 0)

    @property
    def ahead(self) -> int:
        """What she brought before it was asked."""
        return max(self.paid - self.expected, 0)


@dataclass(frozen=True, slots=True)
class Missed:
    """A meeting for which less than the least was saved.

    `left` is what lacks to the least, `room` to the most (None for no limit), both in shares or
    francs as the group saves; `amount` is what lacks in francs.
    """

    meeting: int
    date: datetime.date
    left: int
    amount: int
    room: int | None = None


@dataclass(frozen=True, slots=True)
class _Meeting:
    number: int
    date: datetime.date
    asked: Mapping[str, int]  # contribution of one carnet, by fund


class Arrears:
    """The arrears of a whole group on a day: read once, asked of many members."""

    def __init__(self, facts: Facts, on: datetime.date) -> None:
        self._facts, self._on = facts, on
        self._cycle = _running(facts, on)
        self._brought = facts.brought(self._cycle) if self._cycle else Brought()
        self._meetings = tuple(_meetings(facts, self._cycle, on)) if self._cycle else ()
        opening = facts.record("opening", "")
        carried = (
            opening.arrears
            if isinstance(opening, OpeningRecord)
            and self._cycle is not None
            and opening.cycle == self._cycle.code
            else {}
        )
        self._carried: Mapping[str, Mapping[str, int]] = carried
        today = facts.rules(on).funds
        funds = [name for name, rule in today.items() if rule.contribution and rule.arrears]
        before = [fund for meeting in self._meetings for fund in meeting.asked]
        before += [fund for owed in carried.values() for fund in owed]
        followed = (fund for fund in (*funds, *before) if fund not in today or today[fund].arrears)
        self._funds = tuple(dict.fromkeys(followed))

    def standings(self, member: str) -> tuple[Standing, ...]:
        """Return where a member stands with each fund that asks for contributions."""
        if self._cycle is None:
            return ()
        record = self._facts.member(member)
        paid: Mapping[str, Mapping[datetime.date, int]] = self._brought.contributions.get(
            member, {}
        )
        return tuple(self._standing(record, fund, paid.get(fund, {})) for fund in self._funds)

    def _standing(
        self, member: MemberRecord, fund: str, days: Mapping[datetime.date, int]
    ) -> Standing:
        paid = sum(amount for day, amount in days.items() if day <= self._on)
        carried = self._carried.get(member.code, {}).get(fund, 0)
        expected, missed = carried, int(carried > paid)
        for meeting in self._meetings:
            asked = meeting.asked.get(fund, 0) * member.carnets_on(meeting.date)
            if asked and _was_there(member, meeting.date):
                expected += asked
                missed += int(expected > paid)
        return Standing(fund, expected, paid, missed)

    def missed_savings(self, member: str) -> tuple[Missed, ...]:
        """Return the meetings for which a member saved less than the rules of their day ask."""
        if self._cycle is None:
            return ()
        record = self._facts.member(member)
        saved = self._brought.savings.get(member, {})
        late = [
            other for other in saved_for(self._facts, self._cycle, member) if other.date <= self._on
        ]
        found = []
        for meeting in self._meetings:
            rule = self._facts.rules(meeting.date).saving
            least = rule.minimum * record.carnets_on(meeting.date)
            if not least or not _was_there(record, meeting.date):
                continue
            came = counted_for(late, meeting.number, meeting.date, saved)
            by_shares = rule.unit == "share"
            have = came.quantity if by_shares else came.amount
            if have < least:
                left = least - have
                amount = left * rule.price if by_shares else left
                carnets = record.carnets_on(meeting.date)
                room = None if rule.maximum is None else rule.maximum * carnets - have
                found.append(Missed(meeting.number, meeting.date, left, amount, room))
        return tuple(found)


def owed(facts: Facts, member: str, on: datetime.date) -> Mapping[str, int]:
    """Return what a member owes of contributions on a day, by fund, in francs; nothing left out."""
    standings = Arrears(facts, on).standings(member)
    return {each.fund: each.owed for each in standings if each.owed}


def paid_ahead(facts: Facts, member: str, on: datetime.date) -> Mapping[str, int]:
    """Return what a member brought before it was asked, by fund, in francs."""
    standings = Arrears(facts, on).standings(member)
    return {each.fund: each.ahead for each in standings if each.ahead}


def _running(facts: Facts, on: datetime.date) -> CycleRecord | None:
    """Return the cycle of a day while its money was not shared out, None if there was none."""
    for cycle in reversed(facts.cycles()):
        shared = facts.record("share_out", cycle.code)
        ended = shared.date if isinstance(shared, ShareOutRecord) else cycle.closed_on
        if cycle.opened <= on and (ended is None or on < ended):
            return cycle
    return None


def _meetings(facts: Facts, cycle: CycleRecord, on: datetime.date) -> Iterator[_Meeting]:
    for number, day in meeting_days(facts, cycle).items():
        if day <= on:
            funds = facts.rules(day).funds
            asked = {
                name: rule.contribution
                for name, rule in funds.items()
                if rule.contribution and rule.arrears
            }
            yield _Meeting(number, day, asked)


def _was_there(member: MemberRecord, day: datetime.date) -> bool:
    """Return whether she was a member on a day."""
    return member.joined <= day and (member.left_on is None or day <= member.left_on)
