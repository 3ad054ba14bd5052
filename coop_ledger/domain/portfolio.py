"""What is lent as a whole: how much of it is late, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

AGES = (0, 30, 90)
"""The days of lateness beyond which the part at risk is told (savings-groups.md 4.2 and 4.3)."""


@dataclass(frozen=True, slots=True)
class Lent:
    """One open loan: the principal left on it in francs, and how long it has been late."""

    balance: int
    days_late: int


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The principal of the loans late for more than so many days, of all that is lent."""

    days: int
    balance: int
    outstanding: int

    @property
    def ratio(self) -> Fraction | None:
        """The part of what is lent that is at risk; None where nothing is lent."""
        return Fraction(self.balance, self.outstanding) if self.outstanding else None


def at_risk(loans: Iterable[Lent], ages: Iterable[int] = AGES) -> tuple[AtRisk, ...]:
    """The portfolio at risk at each age, whole balances: PAR = L_late / L (4.3)."""
    lent = tuple(loans)
    outstanding = sum(loan.balance for loan in lent)
    return tuple(
        AtRisk(days, sum(loan.balance for loan in lent if loan.days_late > days), outstanding)
        for days in ages
    )
