"""Whole francs: how an amount is divided and cut, so that nothing is lost.

An amount is an `int` in the smallest unit of the book's currency (XOF has no
decimals). Between two amounts a `Fraction` is exact; a float never is.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_

LIMIT = 10**12
"""The largest amount that may be typed, in francs."""

MAX = 10**15
"""The largest amount that may be recorded, in francs."""


def split(amount: int, weights: Sequence[int | Fraction]) -> tuple[int, ...]:
    """Divide an amount in proportion to weights: whole francs, and the sum is exact.

    Each part is cut to the franc and the francs left go one by one to the largest
    remainders, the first in order where they are equal (savings-groups.md 2.1, A8).

    Raises:
        Refusal: all the weights are zero.
    """
    total = sum(weights)
    if not total:
        raise Refusal(
            N_("There is nobody to share {value:francs} with: give someone a part in it."),
            field="amount",
            value=amount,
        )
    return whole_parts([Fraction(amount * weight, total) for weight in weights])


def whole_parts(exact: Sequence[Fraction]) -> tuple[int, ...]:
    """Exact parts as whole francs by largest remainder; their sum is cut to the franc."""
    parts = [math.floor(part) for part in exact]
    left = math.floor(sum(exact)) - sum(parts)
    by_remainder = sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])
    for index in by_remainder[:left]:
        parts[index] += 1
    return tuple(parts)


def rounded_half_up(exact: Fraction) -> int:
    """The nearest whole franc, a half going up (never to the even one, as `round` does)."""
    return math.floor(exact + Fraction(1, 2))


def down_to(amount: int | Fraction, step: int) -> int:
    """The largest multiple of a step, in francs, that is not above the amount."""
    return math.floor(amount / Fraction(step)) * step
