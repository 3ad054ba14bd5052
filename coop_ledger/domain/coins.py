"""Notes and coins: which pieces make each envelope exact, and which to get at the bank.

A payout is only paid when it can be laid on the table (interface.md 5.4).
"""

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.money import down_to
from coop_ledger.i18n import N_

DENOMINATIONS = (10000, 5000, 2000, 1000, 500, 250, 200, 100, 50, 25, 10, 5, 1)
"""The notes and coins of the BCEAO, in francs (savings-groups.md 6.1)."""

SMALL = 250
"""Coins up to this value, in francs, are the ones that run short."""

Pieces = Mapping[int, int]
"""How many pieces of each denomination, the largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoinPlan:
    """The pieces for every envelope, and how the box comes to hold them.

    `kept` is what stays in the box after the envelopes, `needed` both together. What
    is brought from the bank and what is given back for it have the same value.
    """

    envelopes: Mapping[str, Pieces]
    in_envelopes: Pieces
    kept: Pieces
    needed: Pieces
    in_box: Pieces
    to_bring: Pieces
    to_give_back: Pieces


@dataclass(frozen=True, slots=True)
class RoundingCost:
    """What cutting each envelope down to a step would pay, leave and take in pieces.

    `pieces` is None where the notes and coins in use cannot make the envelopes.
    """

    step: int
    paid: int
    remainder: int
    pieces: Pieces | None


def value_of(pieces: Pieces) -> int:
    """What the pieces are worth, in francs."""
    return sum(denomination * count for denomination, count in pieces.items())


def count_of(pieces: Pieces, largest: int | None = None) -> int:
    """How many pieces there are, of all denominations or of those up to the largest."""
    return sum(n for denomination, n in pieces.items() if not largest or denomination <= largest)


def pieces(amount: int, denominations: Sequence[int] = DENOMINATIONS) -> Pieces:
    """The fewest pieces that make an amount exactly, larger ones first where they tie.

    Raises:
        Refusal: the denominations cannot make the amount.
    """
    in_use = tuple(sorted(set(denominations), reverse=True))
    counts = _fewest(amount, in_use)
    if counts is None:
        raise Refusal(
            N_(
                "{value:francs} cannot be made with the notes and coins in use. Add a smaller "
                "coin or choose another rounding."
            ),
            field="amount",
            value=amount,
        )
    return {piece: count for piece, count in zip(in_use, counts, strict=True) if count}


def pieces_for_all(
    amounts: Iterable[int], denominations: Sequence[int] = DENOMINATIONS
) -> Pieces | None:
    """The pieces of several envelopes together; None when one of them cannot be made."""
    try:
        return _together(pieces(amount, denominations) for amount in amounts)
    except Refusal:
        return None


def coin_plan(
    amounts: Mapping[str, int],
    denominations: Sequence[int] = DENOMINATIONS,
    available: Pieces | None = None,
) -> CoinPlan:
    """Plan the pieces for each member's envelope.

    Without the pieces that are `available` in the box, all of them are to bring.

    Raises:
        Refusal: an envelope cannot be made, or the box holds less than the envelopes.
    """
    envelopes = {member: pieces(amount, denominations) for member, amount in amounts.items()}
    in_envelopes = _together(envelopes.values())
    if available is None:
        kept: Pieces = {}
        in_box: Pieces = {}
    else:
        in_box = _together([available])
        kept = _kept(value_of(in_box) - sum(amounts.values()), denominations, in_box)
    needed = _together([in_envelopes, kept])
    return CoinPlan(
        envelopes=envelopes,
        in_envelopes=in_envelopes,
        kept=kept,
        needed=needed,
        in_box=in_box,
        to_bring=_missing(needed, in_box),
        to_give_back=_missing(in_box, needed),
    )


def rounding_costs(
    amounts: Sequence[int],
    steps: Iterable[int],
    *,
    cash: int,
    denominations: Sequence[int] = DENOMINATIONS,
) -> tuple[RoundingCost, ...]:
    """Compare cutting each envelope down to each step; what is not paid stays of the cash."""
    costs = []
    for step in steps:
        cut = [down_to(amount, step) for amount in amounts]
        paid = sum(cut)
        costs.append(RoundingCost(step, paid, cash - paid, pieces_for_all(cut, denominations)))
    return tuple(costs)


@functools.lru_cache(maxsize=100_000)
def _fewest(amount: int, denominations: tuple[int, ...]) -> tuple[int, ...] | None:
    """How many of each denomination make the amount, None when they cannot.

    The largest note is tried as often as it fits, then less often. With fewer of it, even
    the next note alone would need more pieces than the best found: there the search ends.
    Taking the largest first is not enough: 400 F is two coins of 200, not 250 + 100 + 50.
    """
    if amount % math.gcd(*denominations):
        return None
    largest, *smaller = denominations
    if not smaller:
        return (amount // largest,)
    best: tuple[int, ...] | None = None
    for count in range(amount // largest, -1, -1):
        rest = amount - count * largest
        if best and count + -(-rest // smaller[0]) >= sum(best):
            break
        others = _fewest(rest, tuple(smaller))
        if others is not None and (best is None or count + sum(others) < sum(best)):
            best = (count, *others)
    return best


def _kept(amount: int, denominations: Sequence[int], in_box: Pieces) -> Pieces:
    """What stays in the box, in pieces that are in use or already there."""
    if amount < 0:
        raise Refusal(
            N_("The box lacks {value:francs} for the envelopes. Count it again, or pay less."),
            field="available",
            value=-amount,
        )
    return pieces(amount, [*denominations, *in_box])


def _together(many: Iterable[Pieces]) -> Pieces:
    total: Counter[int] = Counter()
    for some in many:
        total.update(some)
    return {piece: total[piece] for piece in sorted(total, reverse=True) if total[piece]}


def _missing(wanted: Pieces, held: Pieces) -> Pieces:
    """The pieces wanted beyond those held."""
    return {
        piece: count - held.get(piece, 0)
        for piece, count in wanted.items()
        if count > held.get(piece, 0)
    }
