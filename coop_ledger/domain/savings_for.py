"""The meeting that savings count for: that of their day, unless they come late or early.

The limits of the rules hold for each meeting, so that what was missed can be brought later
without opening the door to more.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import CycleRecord, SavedForRecord
from coop_ledger.domain.rules.saving import SavingRule
from coop_ledger.domain.source import ZERO, Balance
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True)
class Counting:
    """Savings of a member on a day and the meeting they count for, 0 for that of their day.

    `already` is what counts for it so far, in francs and shares; `elsewhere` says that it is
    not the meeting of their day; `rule` is what it asks.
    """

    cycle: CycleRecord
    meeting: int
    member: str
    date: datetime.date
    elsewhere: bool
    already: Balance
    rule: SavingRule

    def record(self, facts: Facts, amount: int, shares: int) -> tuple[SavedForRecord, ...]:
        """Return what must be kept of savings that count elsewhere, nothing for the others."""
        if not self.elsewhere:
            return ()
        before = saved_for(facts, self.cycle, self.member)
        return (
            SavedForRecord(
                cycle=self.cycle.code,
                meeting=self.meeting,
                member=self.member,
                number=max((late.number for late in before), default=0) + 1,
                date=self.date,
                amount=amount,
                shares=shares,
            ),
        )


def counting(
    facts: Facts, cycle: CycleRecord, member: str, on: datetime.date, wanted: int | None
) -> Counting:
    """Return the meeting that savings of a day count for; refuses one that was left out."""
    current = facts.rules(on).saving
    late = saved_for(facts, cycle, member)
    if wanted is None and not late:
        return Counting(cycle, 0, member, on, False, facts.saved_on(on, member), current)
    held = meeting_days(facts, cycle)
    today = meeting_of(held, on)
    number = wanted or today
    if number < today and number not in held:
        raise Refusal(
            N_("{field} is {value}: this cycle has no meeting {value}. Its meetings are {held}."),
            field="for_meeting",
            value=number,
            held=", ".join(map(str, held)) or "–",
        )
    day = held.get(number, on if number == today else None)
    saved = {} if day is None else {day: facts.saved_on(day, member)}
    rule = facts.rules(day or on).saving
    return Counting(
        cycle=cycle,
        meeting=number,
        member=member,
        date=on,
        elsewhere=day != on,
        already=counted_for(late, number, day, saved),
        rule=rule if rule.unit == current.unit else current,
    )


def counted_for(
    late: list[SavedForRecord],
    number: int,
    day: datetime.date | None,
    saved: Mapping[datetime.date, Balance],
) -> Balance:
    """Return the savings that count for a meeting: those of its day, and those brought for it.

    `saved` is what she saved by day, `late` what came for another meeting than that of its day.
    """
    amount, shares = saved.get(day, ZERO) if day is not None else ZERO
    for other in late:
        if other.date == day and other.meeting != number:
            amount, shares = amount - other.amount, shares - other.shares
        elif other.meeting == number and other.date != day:
            amount, shares = amount + other.amount, shares + other.shares
    return Balance(amount, shares)


def saved_for(facts: Facts, cycle: CycleRecord, member: str) -> list[SavedForRecord]:
    """Return the savings of a member that count for another meeting than that of their day."""
    return [
        record
        for record in facts.records(SavedForRecord.kind)
        if isinstance(record, SavedForRecord)
        and record.member == member
        and record.cycle == cycle.code
    ]


def meeting_days(facts: Facts, cycle: CycleRecord) -> dict[int, datetime.date]:
    """Return the days of the meetings held in a cycle, by number."""
    keys = ((key.rpartition("/"), day) for key, day in facts.met().items())
    held = {int(number): day for (code, _slash, number), day in keys if code == cycle.code}
    return dict(sorted(held.items()))


def meeting_of(held: Mapping[int, datetime.date], day: datetime.date) -> int:
    """Return the number of the meeting of a day: the one held on it, else the next to be held."""
    on_it = (number for number, date in held.items() if date == day)
    return next(on_it, max(held, default=0) + 1)
