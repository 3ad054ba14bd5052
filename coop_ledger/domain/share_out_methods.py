"""The methods of a share-out: what each member's part of a fund is, as an equation of that fund.

A method is one or more formulas, each for a fund that is at least so much: above what was
saved there is a profit, shared as the group voted; below it a loss. Who left with her
savings only (savings-groups.md 2.1, A7) has them first, and her profit goes to the others;
a loss she bears as the others do.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from coop_ledger.domain.share_out_terms import NOTHING, SAVINGS_ONLY, Stake


class Part(NamedTuple):
    """A member's part of a fund: a base, and a slope that multiplies the fund."""

    base: Fraction | int
    slope: Fraction | int

    def of(self, fund: Fraction) -> Fraction:
        """Her part of a fund, exact."""
        return self.base + self.slope * fund


class Formula(NamedTuple):
    """The parts of all members, for a fund that is at least `from_fund`."""

    from_fund: int
    parts: Sequence[Part]


def formulas(stakes: Sequence[Stake], method: str) -> list[Formula]:
    """Return the formulas of a method, from the largest fund down; the last holds for all."""
    return _FORMULAS[method](stakes)


def weights_of(stakes: Sequence[Stake], weights: Sequence[int]) -> list[int]:
    """Return weights without those of members who left and have no part in the profit."""
    return [0 if stake.leaves else weight for stake, weight in zip(stakes, weights, strict=True)]


def saved(stakes: Sequence[Stake]) -> int:
    """Return the savings that are to be given back, in francs."""
    return sum(stake.savings for stake in stakes if stake.leaves != NOTHING)


def _share_value(stakes: Sequence[Stake]) -> list[Formula]:
    return _in_proportion(stakes, [stake.shares for stake in stakes])


def _savings_and_profit(stakes: Sequence[Stake]) -> list[Formula]:
    return _in_proportion(stakes, [stake.savings for stake in stakes])


def _equal(stakes: Sequence[Stake]) -> list[Formula]:
    return _in_proportion(stakes, [1] * len(stakes))


def _equal_profit(stakes: Sequence[Stake]) -> list[Formula]:
    return _savings_and_gain(stakes, [1] * len(stakes))


def _time_weighted(stakes: Sequence[Stake]) -> list[Formula]:
    return _savings_and_gain(stakes, [stake.weight for stake in stakes])


def _own_interest(stakes: Sequence[Stake]) -> list[Formula]:
    """Savings and own interest; the interest is cut where the profit does not reach."""
    interest = weights_of(stakes, [stake.interest_paid for stake in stakes])
    parts = [
        Part(0 if stake.leaves == NOTHING else stake.savings + own, 0)
        for stake, own in zip(stakes, interest, strict=True)
    ]
    whole = Formula(saved(stakes) + sum(interest), parts)
    if not any(interest):
        return [whole, *_loss(stakes)]
    return [whole, *_savings_and_gain(stakes, interest)]


_FORMULAS: dict[str, Callable[[Sequence[Stake]], list[Formula]]] = {
    "share_value": _share_value,
    "savings_and_profit": _savings_and_profit,
    "equal_profit": _equal_profit,
    "own_interest": _own_interest,
    "equal": _equal,
    "time_weighted": _time_weighted,
}

METHODS = tuple(_FORMULAS)


def _slopes(weights: Sequence[int]) -> list[Fraction]:
    total = sum(weights)
    return [Fraction(weight, total) if total else Fraction(0) for weight in weights]


def _in_proportion(stakes: Sequence[Stake], weights: Sequence[int]) -> list[Formula]:
    """All of it by weights, after the savings of those who left with them only."""
    slopes = _slopes(weights_of(stakes, weights))
    back = sum(stake.savings for stake in stakes if stake.leaves == SAVINGS_ONLY)
    if not back:
        return [Formula(0, [Part(0, slope) for slope in slopes])]
    savings = saved(stakes)
    full, short = [], []
    for stake, slope in zip(stakes, slopes, strict=True):
        if stake.leaves == SAVINGS_ONLY:
            full.append(Part(stake.savings, 0))
            short.append(Part(0, Fraction(stake.savings, savings)))
        else:
            full.append(Part(-back * slope, slope))
            short.append(Part(0, slope * Fraction(savings - back, savings)))
    return [Formula(savings, full), Formula(0, short)]


def _savings_and_gain(stakes: Sequence[Stake], weights: Sequence[int]) -> list[Formula]:
    """Savings back and the profit by weights; a loss is borne in proportion to savings."""
    savings = saved(stakes)
    parts = [
        Part((0 if stake.leaves == NOTHING else stake.savings) - savings * slope, slope)
        for stake, slope in zip(stakes, _slopes(weights_of(stakes, weights)), strict=True)
    ]
    return [Formula(savings, parts), *_loss(stakes)]


def _loss(stakes: Sequence[Stake]) -> list[Formula]:
    savings = saved(stakes)
    if not savings:
        return []
    return [
        Formula(
            0,
            [
                Part(0, 0 if stake.leaves == NOTHING else Fraction(stake.savings, savings))
                for stake in stakes
            ],
        )
    ]
