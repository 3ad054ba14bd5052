"""The share-out: what each member gets at the end of a cycle, to the franc.

    fund      = cash + what members give back of their debts
    entitled  = the member's part of the fund, by the method the group chose
    net       = entitled + her part of other funds - loans and fines deducted
    paid      = net - what she leaves in the box for the next cycle

A debtor who owes more than she is entitled to gets nothing, gives all of it to her
debt and owes the rest. That rest is out on loan: it is not in the fund, and nobody is
paid it. As the fund depends on what she gives back, and this on the fund, it is solved
as an equation, with exact fractions (savings-groups.md 2.1, 2.2).

Always: what is paid + what is left by members + the remainder = cash + other funds.
"""

import functools
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.money import down_to, split, whole_parts
from coop_ledger.i18n import N_

DEDUCTIONS = frozenset({"loans", "fines"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What a member brings to the share-out, in francs.

    `weight` is the sum of each amount saved × the meetings that were left in the cycle;
    `seed` is what she leaves in the box for the next cycle.
    """

    member: str
    shares: int
    savings: int
    interest_paid: int = 0
    weight: int = 0
    loan_owed: int = 0
    fines_owed: int = 0
    seed: int = 0


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
    """A member's line of the share-out, in francs; `owes` is what remains due after it."""

    member: str
    shares: int
    savings: int
    profit: int
    gross: int
    other_funds: int
    loan_deducted: int
    fines_deducted: int
    seed: int
    net: int
    paid: int
    owes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOut:
    """A whole share-out, in francs.

    `share_value` and `share_value_paid` are None where the method or the rounding has none.
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


@dataclass(frozen=True, slots=True)
class Choice:
    """What a method and a rounding would give, and the pieces of money it takes.

    `pieces` is None where the notes and coins in use cannot make the envelopes.
    """

    share_out: ShareOut
    pieces: Mapping[int, int] | None


def share_out(
    stakes: Sequence[Stake],
    *,
    cash: int,
    method: str,
    rounding: Rounding,
    deduct: frozenset[str] = DEDUCTIONS,
    equal_funds: int = 0,
    proportional_funds: int = 0,
) -> ShareOut:
    """Share out the cash of a cycle.

    Ties go by the order of the stakes. `equal_funds` and `proportional_funds` are other
    funds the group gives back, shared to the franc whatever the rounding.

    Raises:
        Refusal: the method is unknown, nobody has a part in what is shared, or a member
            leaves more than she receives.
    """
    _check(stakes, method)
    weights = [stake.shares if method == "share_value" else stake.savings for stake in stakes]
    equal = split(equal_funds, [1] * len(stakes))
    proportional = split(proportional_funds, weights) if proportional_funds else (0,) * len(stakes)
    claims = tuple(
        _Claim(
            stake=stake,
            loan=stake.loan_owed if "loans" in deduct else 0,
            fines=stake.fines_owed if "fines" in deduct else 0,
            other=equally + in_proportion,
        )
        for stake, equally, in_proportion in zip(stakes, equal, proportional, strict=True)
    )
    entitled = _entitled(claims, method=method, cash=cash)
    value_paid = None
    if method == "share_value" and rounding.kind == "value":
        value_paid = down_to(sum(entitled) / Fraction(sum(weights)), rounding.step)
        grosses = tuple(stake.shares * value_paid for stake in stakes)
    else:
        grosses = _cut(claims, entitled, rounding)
    payouts = tuple(map(functools.partial(_payout, rounding=rounding), claims, grosses))

    fund = cash + sum(line.loan_deducted + line.fines_deducted for line in payouts)
    savings = sum(stake.savings for stake in stakes)
    total_shares = sum(stake.shares for stake in stakes)
    paid_total = sum(line.paid for line in payouts)
    left_in_box = sum(line.seed for line in payouts)
    return ShareOut(
        method=method,
        rounding=rounding,
        cash=cash,
        fund=fund,
        savings=savings,
        profit=fund - savings,
        total_shares=total_shares,
        share_value=Fraction(fund, total_shares) if method == "share_value" else None,
        share_value_paid=value_paid,
        payouts=payouts,
        paid_total=paid_total,
        remainder=cash + equal_funds + proportional_funds - paid_total - left_in_box,
    )


def compare(
    stakes: Sequence[Stake],
    *,
    cash: int,
    methods: Iterable[str],
    roundings: Iterable[Rounding],
    denominations: Sequence[int] = coins.DENOMINATIONS,
    deduct: frozenset[str] = DEDUCTIONS,
    equal_funds: int = 0,
    proportional_funds: int = 0,
) -> tuple[Choice, ...]:
    """Try every method with every rounding, for a group that is choosing.

    A choice that is refused for these stakes is left out.
    """
    choices = []
    for method, rounding in itertools.product(methods, roundings):
        try:
            result = share_out(
                stakes,
                cash=cash,
                method=method,
                rounding=rounding,
                deduct=deduct,
                equal_funds=equal_funds,
                proportional_funds=proportional_funds,
            )
        except Refusal:
            continue
        envelopes = [line.paid for line in result.payouts]
        choices.append(Choice(result, coins.pieces_for_all(envelopes, denominations)))
    return tuple(choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A stake, what is to be deducted from it and its part of the other funds."""

    stake: Stake
    loan: int
    fines: int
    other: int

    @property
    def debt(self) -> int:
        return self.loan + self.fines


class _Part(NamedTuple):
    """A member's part of a fund: a base, and a slope that multiplies the fund."""

    base: Fraction | int
    slope: Fraction | int

    def of(self, fund: Fraction) -> Fraction:
        return self.base + self.slope * fund


class _Formula(NamedTuple):
    """The parts of all members, for a fund that is at least `from_fund`."""

    from_fund: int
    parts: Sequence[_Part]


def _share_value(stakes: Sequence[Stake]) -> list[_Formula]:
    return [_in_proportion([stake.shares for stake in stakes])]


def _savings_and_profit(stakes: Sequence[Stake]) -> list[_Formula]:
    return [_in_proportion([stake.savings for stake in stakes])]


def _equal(stakes: Sequence[Stake]) -> list[_Formula]:
    return [_in_proportion([1] * len(stakes))]


def _equal_profit(stakes: Sequence[Stake]) -> list[_Formula]:
    return _savings_and_gain(stakes, [1] * len(stakes))


def _time_weighted(stakes: Sequence[Stake]) -> list[_Formula]:
    return _savings_and_gain(stakes, [stake.weight for stake in stakes])


def _own_interest(stakes: Sequence[Stake]) -> list[_Formula]:
    """Savings and own interest; the interest is cut where the profit does not reach."""
    interest = [stake.interest_paid for stake in stakes]
    whole = _Formula(
        sum(stake.savings + stake.interest_paid for stake in stakes),
        [_Part(stake.savings + stake.interest_paid, 0) for stake in stakes],
    )
    if not any(interest):
        return [whole, *_loss(stakes)]
    return [whole, *_savings_and_gain(stakes, interest)]


_FORMULAS: dict[str, Callable[[Sequence[Stake]], list[_Formula]]] = {
    "share_value": _share_value,
    "savings_and_profit": _savings_and_profit,
    "equal_profit": _equal_profit,
    "own_interest": _own_interest,
    "equal": _equal,
    "time_weighted": _time_weighted,
}

METHODS = tuple(_FORMULAS)


def _in_proportion(weights: Sequence[int]) -> _Formula:
    total = sum(weights)
    return _Formula(0, [_Part(0, Fraction(weight, total)) for weight in weights])


def _savings_and_gain(stakes: Sequence[Stake], weights: Sequence[int]) -> list[_Formula]:
    """Savings back and the profit by weights; a loss is borne in proportion to savings."""
    savings = sum(stake.savings for stake in stakes)
    total = sum(weights)
    parts = []
    for stake, weight in zip(stakes, weights, strict=True):
        slope = Fraction(weight, total)
        parts.append(_Part(stake.savings - savings * slope, slope))
    return [_Formula(savings, parts), *_loss(stakes)]


def _loss(stakes: Sequence[Stake]) -> list[_Formula]:
    return _savings_and_profit(stakes) if any(stake.savings for stake in stakes) else []


def _check(stakes: Sequence[Stake], method: str) -> None:
    if method not in _FORMULAS:
        raise Refusal(
            N_("“{value}” is not a way to share out. Choose one of: {choices}."),
            field="method",
            value=method,
            choices=", ".join(METHODS),
        )
    if not stakes:
        raise Refusal(N_("There is no member to share out to: enter the members first."))
    needed = {"share_value": "shares", "savings_and_profit": "savings", "time_weighted": "weight"}
    if method in needed and not any(getattr(stake, needed[method]) for stake in stakes):
        raise Refusal(
            N_(
                "Nobody has saved in this cycle: the method “{value}” has no parts to share by. "
                "Choose “equal”."
            ),
            field="method",
            value=method,
        )


def _entitled(claims: Sequence[_Claim], *, method: str, cash: int) -> tuple[Fraction, ...]:
    """Each member's exact part of the fund; formulas go from the largest fund down."""
    for formula in _FORMULAS[method]([claim.stake for claim in claims]):
        fund = _fund(claims, formula, cash)
        if fund is not None:
            return tuple(part.of(fund) for part in formula.parts)
    raise AssertionError("the last formula holds for every fund")


def _fund(claims: Sequence[_Claim], formula: _Formula, cash: int) -> Fraction | None:
    """The fund that is just the cash and what members give back out of it.

    It starts as if every debt came in. Members whose debt is above what they get give
    back only this; the fund falls, and more of them may be found, until no more are.
    None when it falls below where the formula holds.
    """
    fund = Fraction(cash + sum(claim.debt for claim in claims))
    while fund >= formula.from_fund:
        fixed, slope = Fraction(cash), Fraction(0)
        for claim, part in zip(claims, formula.parts, strict=True):
            if claim.debt > part.of(fund) + claim.other:
                fixed += part.base + claim.other
                slope += part.slope
            else:
                fixed += claim.debt
        if fixed + slope * fund == fund:
            return fund
        if slope == 1:
            return None
        fund = fixed / (1 - slope)
    return None


def _cut(
    claims: Sequence[_Claim], entitled: Sequence[Fraction], rounding: Rounding
) -> tuple[int, ...]:
    """The exact parts as whole francs."""
    if rounding.kind != "exact":
        step = rounding.step if rounding.kind == "value" else 1
        return tuple(down_to(part, step) for part in entitled)
    # Who gets no envelope is cut to the franc; the francs left go to those who get one.
    given = [
        Fraction(math.floor(part)) if claim.debt > part + claim.other else part
        for claim, part in zip(claims, entitled, strict=True)
    ]
    return whole_parts(given)


def _payout(claim: _Claim, gross: int, rounding: Rounding) -> Payout:
    stake = claim.stake
    fines = min(claim.fines, gross + claim.other)
    loan = min(claim.loan, gross + claim.other - fines)
    net = gross + claim.other - fines - loan
    if stake.seed > net:
        raise Refusal(
            N_(
                "Member {member} receives {net:francs} and cannot leave {value:francs} in the "
                "box. Enter at most {net:francs}."
            ),
            field="seed",
            value=stake.seed,
            member=stake.member,
            net=net,
        )
    return Payout(
        member=stake.member,
        shares=stake.shares,
        savings=stake.savings,
        profit=gross - stake.savings,
        gross=gross,
        other_funds=claim.other,
        loan_deducted=loan,
        fines_deducted=fines,
        seed=stake.seed,
        net=net,
        paid=down_to(net - stake.seed, rounding.step if rounding.kind == "payout" else 1),
        owes=stake.loan_owed + stake.fines_owed - loan - fines,
    )
