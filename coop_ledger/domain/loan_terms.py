"""What is agreed when a loan is given: its price, its term, and what lateness costs.

The same words, "10 % for three months", mean 3,000, 2,000 or 1,000 francs of
interest on 10,000 (savings-groups.md 3.2, LT-11): `LoanTerms` leaves no doubt.

    flat        rate × the amount lent, for each period begun, never beyond the term
    declining   rate × what is left at the start of each period begun, late ones too
    annuity     as declining, in equal payments
    rollover    rate × what is left with the interest not paid: unpaid interest bears interest
    fixed       an amount of francs for each period begun, never beyond the term
    once        rate × the amount lent, charged on the day of issue
    upfront     as once, but kept back when the loan is paid out
    none        no interest

A rate per loan is charged once, whatever the method. Interest is rounded to whole
francs each time it is charged, a half going up, as the treasurer does it by hand.
"""

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.domain.periods import add_months, months_begun
from coop_ledger.i18n import N_

METHODS = ("flat", "declining", "once", "none", "upfront", "fixed", "annuity", "rollover")
RATE_PERIODS = ("month", "meeting", "loan")
REPAYMENTS = ("at_end", "equal_principal", "free", "principal_at_end", "equal_payment")
PARTS = ("penalty", "interest", "principal")
LATE_KINDS = ("none", "once", "per_period", "per_day")
LATE_BASES = ("overdue", "principal")
CHANGES = ("rescheduled", "rolled_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """What lateness costs: an amount in francs, or a percentage of what is late or owed.

    Nothing is charged within `grace_days` after an instalment fell due. `once` is one time
    for the whole loan; `per_period` for each period of the loan that ends with something late;
    `per_day` for each day after the grace (savings-groups.md 1.9, "double interest when late").
    """

    kind: str
    amount: int = 0
    percent: Decimal = Decimal(0)
    of: str = "overdue"
    grace_days: int = 0


NOT_PENALISED = Late(kind="none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was decided on a day about a loan that goes on: new terms for what is left of it.

    Interest not paid until then stays owed; where the loan is `rolled_over` it bears interest.
    `due` says the day of the one payment left, where the term does not; `minute` the number of
    the minutes that hold the decision.
    """

    on: datetime.date
    kind: str
    term: int
    repaid: str
    rate_percent: Decimal
    amount: int = 0
    due: datetime.date | None = None
    minute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """What was agreed when a loan was issued, and what was decided about it since.

    `term` counts meetings when the rate is per meeting, else months. `amount` is the interest
    of the method `fixed`, in francs; `step` what instalments are a multiple of. `carried` is
    interest owed from terms that these replace: it is due first, and bears interest where
    `compounds` says so. `last_due` is the day of a single payment that no term gives.

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
    amount: int = 0
    step: int = 1
    late: Late = NOT_PENALISED
    changes: tuple[Change, ...] = ()
    carried: int = 0
    compounds: bool = False
    last_due: datetime.date | None = None

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
        if self.kept_back >= self.principal:
            raise Refusal(
                N_(
                    "{value:percent} kept back leaves nothing of the loan to hand over: "
                    "lower the rate."
                ),
                field="rate_percent",
                value=self.rate_percent,
            )

    @property
    def charged_once(self) -> bool:
        """Whether all the interest is charged on the day of issue."""
        return self.method in ("once", "upfront") or self.per == "loan"

    @property
    def kept_back(self) -> int:
        """The interest that is not handed over with the loan, in francs."""
        if self.method != "upfront":
            return 0
        return rounded_half_up(self.principal * Fraction(self.rate_percent) / 100)

    @property
    def stops_at_term(self) -> bool:
        """Whether no interest is charged after the term."""
        return self.method in ("flat", "fixed")

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
        if self.method in ("none", "upfront"):
            return 0
        if self.method == "fixed":
            return self.amount if amount else 0
        return rounded_half_up(amount * Fraction(self.rate_percent) / 100)

    def replaced(self, change: Change, principal: int, carried: int) -> "LoanTerms":
        """The terms from a decision on, for the principal and the interest left then."""
        return dataclasses.replace(
            self,
            principal=principal,
            method="once" if self.method == "upfront" else self.method,
            issued_on=change.on,
            term=change.term,
            repaid=change.repaid,
            rate_percent=change.rate_percent,
            amount=change.amount,
            last_due=change.due,
            carried=carried,
            compounds=change.kind == "rolled_over",
            changes=(),
        )


def _check_choice(field: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise Refusal(
            N_("“{value}” is not known in the terms of a loan. Choose one of: {choices}."),
            field=field,
            value=value,
            choices=", ".join(choices),
        )
