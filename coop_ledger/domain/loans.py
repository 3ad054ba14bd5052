"""What a loan costs, when it is due and what is still owed.

The same words, "10 % for three months", mean 3,000, 2,000 or 1,000 francs of
interest on 10,000 (savings-groups.md 3.2, LT-11): `LoanTerms` leaves no doubt.

    flat        rate × the amount lent, for each period begun, never beyond the term
    declining   rate × what is left at the start of each period begun, late ones too
    once        rate × the amount lent, charged on the day of issue
    none        no interest

A rate per loan is charged once, whatever the method. Interest is rounded to whole
francs each time it is charged, a half going up, as the treasurer does it by hand.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.domain.periods import add_months, months_begun
from coop_ledger.i18n import N_

METHODS = ("flat", "declining", "once", "none")
RATE_PERIODS = ("month", "meeting", "loan")
REPAYMENTS = ("at_end", "equal_principal", "free")
PARTS = ("penalty", "interest", "principal")

Repayment = tuple[datetime.date, int, int]
"""The day, the principal and the interest that were paid, in francs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """What was agreed when a loan was issued.

    `term` counts meetings when the rate is per meeting, else months.

    Raises:
        Refusal: a name is unknown, the principal or the term is below one, or the rate
            is negative.
    """

    principal: int
    method: str
    rate_percent: Decimal
    per: str
    term: int
    repaid: str
    issued_on: datetime.date
    meeting_days: int = 7

    def __post_init__(self) -> None:
        _check_choice("method", self.method, METHODS)
        _check_choice("per", self.per, RATE_PERIODS)
        _check_choice("repaid", self.repaid, REPAYMENTS)
        if self.principal < 1:
            raise Refusal(
                N_("A loan of {value:francs} lends nothing. Enter at least 1 franc."),
                field="principal",
                value=self.principal,
            )
        if self.rate_percent < 0:
            raise Refusal(
                N_("Interest cannot be {value:percent}. Enter a rate of 0 or more."),
                field="rate_percent",
                value=self.rate_percent,
            )
        if self.term < 1:
            raise Refusal(
                N_("A loan cannot last {value} periods. Enter a term of at least 1."),
                field="term",
                value=self.term,
            )

    @property
    def charged_once(self) -> bool:
        """Whether all the interest is charged on the day of issue."""
        return self.method == "once" or self.per == "loan"

    def period_end(self, number: int) -> datetime.date:
        """The day on which the period of this number, from 1, ends; 0 gives the issue."""
        if self.per == "meeting":
            return self.issued_on + datetime.timedelta(days=self.meeting_days * number)
        return add_months(self.issued_on, number)

    def periods_begun(self, on: datetime.date) -> int:
        """How many periods have begun on a day; the first begins with the loan itself."""
        if self.per == "meeting":
            days = (on - self.issued_on).days
            return max(1, -(-days // self.meeting_days))
        return max(1, months_begun(self.issued_on, on))

    def interest_on(self, amount: int) -> int:
        """The interest of one charge on an amount, in whole francs."""
        if self.method == "none":
            return 0
        return rounded_half_up(amount * Fraction(self.rate_percent) / 100)


@dataclass(frozen=True, slots=True)
class Instalment:
    """One line of a schedule; `balance` is the principal left after it, in francs."""

    number: int
    due: datetime.date
    principal: int
    interest: int
    payment: int
    balance: int


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


def schedule(terms: LoanTerms) -> tuple[Instalment, ...]:
    """The instalments, each with its day and its amounts in whole francs.

    `at_end` and `free` are one instalment on the last day. The last one absorbs what
    equal instalments of principal leave over. Interest charged once is due with the first.
    """
    parts = _principals(terms)
    interests = _interests(terms, parts)
    lines = []
    balance = terms.principal
    for number, (principal, interest) in enumerate(zip(parts, interests, strict=True), start=1):
        balance -= principal
        due = terms.period_end(terms.term - len(parts) + number)
        lines.append(Instalment(number, due, principal, interest, principal + interest, balance))
    return tuple(lines)


def due_on(terms: LoanTerms) -> datetime.date:
    """The day by which a loan is to be repaid whole."""
    return terms.period_end(terms.term)


def owed(
    terms: LoanTerms,
    repayments: Sequence[Repayment],
    on: datetime.date,
    periods: int | None = None,
) -> Owed:
    """What clears the loan on a day.

    `periods` says how many periods have begun where the meetings held decide it, not the
    calendar.
    """
    begun = terms.periods_begun(on) if periods is None else max(1, periods)
    paid = [repayment for repayment in repayments if repayment[0] <= on]
    charged = _interest_charged(terms, paid, begun)
    return Owed(
        principal=terms.principal - sum(principal for _, principal, _ in paid),
        # A repayment of an earlier day that is recorded late lowers what had been charged.
        interest=max(0, charged - sum(interest for _, _, interest in paid)),
    )


def due_by(terms: LoanTerms, repayments: Sequence[Repayment], on: datetime.date) -> int:
    """What the schedule asked for up to and on a day and was not paid, in francs."""
    asked = sum(line.payment for line in schedule(terms) if line.due <= on)
    paid = sum(principal + interest for day, principal, interest in repayments if day <= on)
    return min(max(0, asked - paid), owed(terms, repayments, on).total)


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


def _principals(terms: LoanTerms) -> tuple[int, ...]:
    if terms.repaid != "equal_principal":
        return (terms.principal,)
    each = terms.principal // terms.term
    return (each,) * (terms.term - 1) + (terms.principal - each * (terms.term - 1),)


def _interests(terms: LoanTerms, principals: Sequence[int]) -> tuple[int, ...]:
    """The interest due with each part of the principal."""
    whole = terms.interest_on(terms.principal)
    if terms.charged_once:
        return (whole,) + (0,) * (len(principals) - 1)
    if len(principals) == 1:
        return (whole * terms.term,)
    if terms.method == "flat":
        return (whole,) * terms.term
    return tuple(
        terms.interest_on(terms.principal - sum(principals[:before]))
        for before in range(terms.term)
    )


def _interest_charged(terms: LoanTerms, paid: Sequence[Repayment], begun: int) -> int:
    """All the interest charged in the periods begun with principal still to be paid."""
    whole = terms.interest_on(terms.principal)
    if terms.charged_once:
        return whole
    if terms.method == "flat":
        begun = min(begun, terms.term)
    charged = whole
    for number in range(1, begun):
        start = terms.period_end(number)
        balance = terms.principal - sum(part for day, part, _ in paid if day <= start)
        if balance:
            charged += whole if terms.method == "flat" else terms.interest_on(balance)
    return charged


def _check_choice(field: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise Refusal(
            N_("“{value}” is not known in the terms of a loan. Choose one of: {choices}."),
            field=field,
            value=value,
            choices=", ".join(choices),
        )
