"""The card of a group: what a bank or a programme asks before it lends to it.

What LedgerLink sends to a bank (reference on savings groups, 4.2): years, attendance,
savings of this cycle and the one before, use of the fund, members with a loan, what was
written off, portfolio at risk, arrears. Every figure comes from the book; none is assumed.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import today
from coop_ledger.book.questions.indicators import Indicators, indicators
from coop_ledger.book.questions.loans import loans
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import ShareOutRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCycle:
    """A cycle that was shared out, as it was voted; money in whole francs."""

    cycle: str
    opened: datetime.date
    shared: datetime.date
    members: int
    savings: int
    profit: int
    paid: int

    @property
    def return_on_savings(self) -> Fraction | None:
        """The profit, of the savings; None where nothing was saved."""
        return Fraction(self.profit, self.savings) if self.savings else None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """What a group is, what it has done, and where it stands on a day."""

    group: str
    name: str
    place: str
    preset: str
    founded: datetime.date
    on: datetime.date
    meeting_days: int
    now: Indicators
    past: tuple[PastCycle, ...]
    loans_late: int
    amount_late: int
    days_late: int

    @property
    def years(self) -> Fraction:
        """The years since the group was founded here, exactly by days."""
        return Fraction((self.on - self.founded).days, 365)


def group_card(
    book: Book,
    group: str,
    on: datetime.date | None = None,
    *,
    cycle: str = "",
    meeting: int | None = None,
) -> GroupCard:
    """Return the card of a group: on a day, after a meeting or at the end of a cycle."""
    now = indicators(book, group, cycle=cycle, meeting=meeting, on=on or today(book))
    late = loans(book, group, status="late", on=now.on)
    with book.reading() as connection:
        facts = book.facts(connection, group)
        founded = facts.founded
        past = tuple(_past(facts, now.on))
        meeting_days = facts.rules(now.on).meeting_days
    return GroupCard(
        group=group,
        name=founded.name,
        place=founded.place,
        preset=founded.preset,
        founded=founded.founded,
        on=now.on,
        meeting_days=meeting_days,
        now=now,
        past=past,
        loans_late=len(late),
        amount_late=sum(loan.late for loan in late),
        days_late=max((loan.days_late for loan in late), default=0),
    )


def _past(facts: Facts, on: datetime.date) -> Iterator[PastCycle]:
    for cycle in facts.cycles():
        shared = facts.record(ShareOutRecord.kind, cycle.code)
        if isinstance(shared, ShareOutRecord) and shared.date <= on:
            yield PastCycle(
                cycle=cycle.code,
                opened=cycle.opened,
                shared=shared.date,
                members=len(shared.result["members"]),
                savings=shared.result["savings"],
                profit=shared.result["profit"],
                paid=shared.result["paid_total"],
            )
