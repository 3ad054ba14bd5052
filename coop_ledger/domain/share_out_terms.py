"""What goes into a share-out, and what comes out of it: frozen values in whole francs."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_

SAVINGS_ONLY, NOTHING = "savings_only", "nothing"


class Dues(NamedTuple):
    """Contributions that were not paid, in francs, by what is done with the fund they go to.

    `own` is the fund that is shared out; `equal` and `proportional` are shared out beside
    it; `kept` is not shared.
    """

    own: int = 0
    equal: int = 0
    proportional: int = 0
    kept: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def to_others(self) -> int:
        """What goes to other funds than the one that is shared out."""
        return self.total - self.own


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What a member brings to the share-out, in francs.

    `weight` is the sum of each amount saved × the meetings that were left in the cycle;
    `seed` is what she leaves in the box for the next cycle, `goods` what she takes in goods,
    `unpaid` what is not handed to her yet. `leaves` says what she gets who has left the
    group: "" all that a member gets, "savings_only" or "nothing"; `other_savings` is what
    she saved in other funds shared equally and in proportion.
    """

    member: str
    shares: int
    savings: int
    interest_paid: int = 0
    weight: int = 0
    loan_owed: int = 0
    fines_owed: int = 0
    dues: Dues = Dues()
    seed: int = 0
    goods: int = 0
    unpaid: int = 0
    leaves: str = ""
    other_savings: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the share-out is cut to money that can be paid.

    `value` cuts the share value (other methods: each part) down to a multiple of `step`
    francs, `payout` cuts each envelope, `exact` gives out every franc.

    Raises:
        Refusal: the kind is unknown or the step is below one.
    """

    kind: str
    step: int = 1

    def __post_init__(self) -> None:
        if self.kind not in ("value", "payout", "exact"):
            raise Refusal(
                N_("“{value}” is not a way to round. Choose one of: value, payout, exact."),
                field="round",
                value=self.kind,
            )
        if self.step < 1:
            raise Refusal(
                N_("Amounts cannot be rounded to {value:francs}. Enter at least 1 franc."),
                field="round",
                value=self.step,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Payout:
    """A member's line of the share-out, in francs; `owes` is what remains due after it.

    It is the sum of `owes_loan`, `owes_fines` and `owes_dues`. `paid` is what is handed to
    her in money, `goods` in goods at cost, `unpaid` what is hers and waits.
    """

    member: str
    shares: int
    savings: int
    profit: int
    gross: int
    other_funds: int
    loan_deducted: int
    fines_deducted: int
    dues_deducted: Dues = Dues()
    seed: int
    net: int
    goods: int = 0
    unpaid: int = 0
    paid: int
    owes: int
    owes_loan: int = 0
    owes_fines: int = 0
    owes_dues: int = 0
    leaves: str = ""

    @property
    def deducted(self) -> int:
        """What is kept back of her debts, to whatever fund."""
        return self.loan_deducted + self.fines_deducted + self.dues_deducted.total


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOut:
    """A whole share-out, in francs.

    `share_value` and `share_value_paid` are None where the method or the rounding has none;
    the shares of members who left with their savings only are not among `total_shares`.
    """

    method: str
    rounding: Rounding
    cash: int
    fund: int
    savings: int
    profit: int
    total_shares: int
    share_value: Fraction | None
    share_value_paid: int | None
    payouts: tuple[Payout, ...]
    paid_total: int
    remainder: int

    @property
    def given_back(self) -> int:
        """What goes to members who left with their savings only, in francs."""
        return sum(line.gross for line in self.payouts if line.leaves == SAVINGS_ONLY)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a method and a rounding would give, and the pieces of money it takes.

    `pieces` is None where the notes and coins in use cannot make the envelopes.
    """

    share_out: ShareOut
    pieces: Mapping[int, int] | None
