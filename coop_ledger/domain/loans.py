"""What is owed on a loan on a day: principal, interest and what lateness costs.

A loan lives on its terms (`loan_terms.LoanTerms`) until a decision replaces them for what is
left of it: each stage is reckoned by its own terms, and what was owed before is carried.
"""

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.loan_schedule import Instalment, after_term, due_on, interest_base, schedule
from coop_ledger.domain.loan_terms import METHODS, PARTS, RATE_PERIODS, REPAYMENTS, LoanTerms
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.i18n import N_

__all__ = [
    "METHODS",
    "PARTS",
    "RATE_PERIODS",
    "REPAYMENTS",
    "Allocation",
    "Instalment",
    "LoanTerms",
    "Owed",
    "Repayment",
    "allocate",
    "due_by",
    "due_on",
    "in_force",
    "owed",
    "penalty_charged",
    "schedule",
]

Repayment = tuple[datetime.date, int, int]
"""The day, the principal and the interest that were paid, in francs."""

Meetings = Collection[datetime.date] | None
"""The days of the meetings held, where they and not the calendar end the periods."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed on a loan, in francs."""

    principal: int
    interest: int
    penalty: int = 0

    @property
    def total(self) -> int:
        """All of it, in francs."""
        return self.principal + self.interest + self.penalty


@dataclass(frozen=True, slots=True)
class Allocation:
    """What a repayment pays, in francs."""

    penalty: int
    interest: int
    principal: int


def owed(
    terms: LoanTerms,
    repayments: Sequence[Repayment],
    on: datetime.date,
    met: Meetings = None,
    penalties_paid: int = 0,
    known_from: datetime.date | None = None,
) -> Owed:
    """What clears the loan on a day.

    `met` gives the meetings held where they end the periods, not the calendar;
    `penalties_paid` what was already paid for lateness, in francs; `known_from` the day on
    which a loan that was brought came into the book.
    """
    stage = _last_stage(terms, repayments, on, met)
    charged = penalty_charged(terms, repayments, on, met, known_from)
    penalty = charged - penalties_paid
    return Owed(stage.principal(on), stage.interest(on), max(0, penalty))


def in_force(
    terms: LoanTerms, repayments: Sequence[Repayment], on: datetime.date, met: Meetings = None
) -> LoanTerms:
    """The terms that hold on a day: those agreed, or those a decision put in their place."""
    return _last_stage(terms, repayments, on, met).terms


def due_by(
    terms: LoanTerms,
    repayments: Sequence[Repayment],
    on: datetime.date,
    met: Meetings = None,
    grace_days: int = 0,
) -> int:
    """What the schedule asked for up to and on a day and was not paid, in francs.

    With `grace_days`, what fell due so many days before is asked for, and no later line.
    """
    return _last_stage(terms, repayments, on, met).late(on, grace_days)


def allocate(amount: int, owed: Owed, order: Sequence[str] = PARTS) -> Allocation:
    """Spread a repayment over what is owed, in the order of the rules.

    A part that the order does not name comes after those it names.

    Raises:
        Refusal: the loan is already repaid, or the amount is more than what is owed.
    """
    if not owed.total:
        raise Refusal(
            N_("This loan is repaid: {value:francs} has no debt to pay. Choose another loan."),
            field="amount",
            value=amount,
        )
    if amount > owed.total:
        raise Refusal(
            N_("{value:francs} is more than is owed. Enter at most {owed:francs}."),
            field="amount",
            value=amount,
            owed=owed.total,
        )
    paid = {}
    for part in dict.fromkeys((*order, *PARTS)):
        paid[part] = min(amount, getattr(owed, part))
        amount -= paid[part]
    return Allocation(**paid)


def penalty_charged(
    terms: LoanTerms,
    repayments: Sequence[Repayment],
    on: datetime.date,
    met: Meetings = None,
    known_from: datetime.date | None = None,
) -> int:
    """What lateness has cost up to and on a day, in francs, paid or not.

    A day is charged for what was late the evening before: who pays on a day is charged for it
    (LT-02: due on the 5th, paid on the 10th, five days). What lateness cost before the day that
    a loan is `known_from` was settled outside the book.
    """
    if terms.late.kind == "none":
        return 0
    stages = _stages(terms, repayments, on, met, known_from)
    return sum(stage.penalty(on) for stage in stages)


@dataclass(frozen=True, slots=True)
class _Stage:
    """A loan from the issue or a decision on, until the next decision."""

    terms: LoanTerms
    paid: Sequence[Repayment]
    met: Meetings
    until: datetime.date | None
    known_from: datetime.date | None = None

    def principal(self, on: datetime.date) -> int:
        """What is left of the principal on the evening of a day."""
        return self.terms.principal - sum(part for day, part, _ in self.paid if day <= on)

    def interest(self, on: datetime.date) -> int:
        """What is owed of the interest on a day, that of the period begun included."""
        paid = sum(interest for day, _, interest in self.paid if day <= on)
        # A repayment of an earlier day that is recorded late lowers what had been charged.
        return max(0, self._charged(self._begun(on), on) - paid)

    def _begun(self, on: datetime.date) -> int:
        """The periods begun: one with the loan, then one more with each meeting or month.

        What is paid at a meeting is paid before its period begins.
        """
        if self.met is None or self.terms.per != "meeting":
            return self.terms.periods_begun(on)
        return 1 + sum(self.terms.issued_on < day < on for day in self.met)

    def _charged(self, begun: int, on: datetime.date) -> int:
        """All the interest charged in the periods begun with something still to be paid."""
        terms = self.terms
        base = interest_base(terms, terms.principal, terms.carried)
        charged = terms.carried + terms.interest_on(base)
        if terms.charged_once:
            return charged
        if terms.stops_at_term:
            begun = min(begun, terms.term)
        paid = [repayment for repayment in self.paid if repayment[0] <= on]
        for number in range(1, begun):
            start = terms.period_end(number)
            balance = terms.principal - sum(part for day, part, _ in paid if day <= start)
            unpaid = charged - sum(interest for day, _, interest in paid if day <= start)
            if balance or (terms.method == "rollover" and unpaid > 0):
                charged += terms.interest_on(interest_base(terms, balance, unpaid))
        return charged

    def late(self, on: datetime.date, grace_days: int = 0) -> int:
        """What fell due up to a day, the days of grace apart, and is not paid by its evening."""
        last = on - datetime.timedelta(days=grace_days)
        asked = sum(line.payment for line in schedule(self.terms) if line.due <= last)
        paid = sum(principal + interest for day, principal, interest in self.paid if day <= on)
        left, principal = max(0, asked - paid), self.principal(on)
        # Whoever paid sooner than asked owes less interest than the schedule says.
        return left if left <= principal else min(left, principal + self.interest(on))

    def penalty(self, on: datetime.date) -> int:
        """What lateness has cost in this stage up to and on a day."""
        last = on if self.until is None else min(on, self.until)
        match self.terms.late.kind:
            case "once":
                days = self._turning_days(last)
                return next((cost for cost in map(self._cost, days) if cost), 0)
            case "per_period":
                return sum(self._cost(day) for day in self._charge_days(last))
            case _:
                days = [*self._turning_days(last), last + datetime.timedelta(days=1)]
                return sum(self._cost(day) * (end - day).days for day, end in pairwise(days))

    def _cost(self, day: datetime.date) -> int:
        """What one charge on a day costs, by what was late the evening before."""
        late = self.terms.late
        before = day - datetime.timedelta(days=1)
        overdue = self.late(before, late.grace_days)
        if not overdue or late.amount:
            return late.amount if overdue else 0
        of = overdue if late.of == "overdue" else self.principal(before)
        return rounded_half_up(of * Fraction(late.percent) / 100)

    def _turning_days(self, last: datetime.date) -> list[datetime.date]:
        """The days from which the cost of lateness may be another one, in order."""
        grace = datetime.timedelta(days=self.terms.late.grace_days + 1)
        lines = schedule(self.terms)
        first = lines[0].due + grace
        turns = {line.due + grace for line in lines}
        turns |= {day + datetime.timedelta(days=1) for day, _, _ in self.paid}
        if not self.terms.charged_once:
            turns |= {day + datetime.timedelta(days=2) for day in self._period_ends(last)}
        return sorted(day for day in turns if first <= day <= last and self._is_known(day))

    def _is_known(self, day: datetime.date) -> bool:
        return self.known_from is None or day > self.known_from

    def _period_ends(self, last: datetime.date) -> Iterator[datetime.date]:
        if self.met is not None and self.terms.per == "meeting":
            yield from self.met
            return
        number = 1
        while (end := self.terms.period_end(number)) <= last:
            yield end
            number += 1

    def _charge_days(self, last: datetime.date) -> Iterator[datetime.date]:
        """The days on which a period that ended with something late is charged for it."""
        grace = datetime.timedelta(days=self.terms.late.grace_days + 1)
        days = (line.due + grace for line in schedule(self.terms))
        yield from (day for day in days if day <= last and self._is_known(day))
        number = 1
        while (day := after_term(self.terms, number) + grace) <= last:
            if self._is_known(day):
                yield day
            number += 1


def _last_stage(
    terms: LoanTerms, repayments: Sequence[Repayment], on: datetime.date, met: Meetings
) -> _Stage:
    if not terms.changes:
        return _Stage(terms, repayments, met, None)
    return _stages(terms, repayments, on, met)[-1]


def _stages(
    terms: LoanTerms,
    repayments: Sequence[Repayment],
    on: datetime.date,
    met: Meetings,
    known_from: datetime.date | None = None,
) -> list[_Stage]:
    """The stages of a loan up to a day; what is paid on the day of a decision precedes it."""
    stages: list[_Stage] = []
    paid = list(repayments)
    for change in terms.changes:
        if change.on > on:
            break
        before = [each for each in paid if each[0] <= change.on]
        stage = _Stage(terms, before, met, change.on, known_from)
        left = stage.principal(change.on)
        if left < 1:
            return [*stages, _Stage(terms, paid, met, None, known_from)]
        stages.append(stage)
        terms = terms.replaced(change, left, stage.interest(change.on))
        paid = [after for after in paid if after[0] > change.on]
    return [*stages, _Stage(terms, paid, met, None, known_from)]
