"""The share-out: what each member gets at the end of a cycle, to the franc.

    fund      = cash + what members give back of their debts
    entitled  = the member's part of the fund, by the method the group chose
    net       = entitled + her part of other funds - what is deducted of her debts
    paid      = net - what she leaves in the box - what she has in goods - what waits

A debtor who owes more than she is entitled to gets nothing, gives all of it to her
debt and owes the rest. That rest is out on loan: it is not in the fund, and nobody is
paid it. As the fund depends on what she gives back, and this on the fund, it is solved
as an equation, with exact fractions (savings-groups.md 2.1, 2.2).

What she owes the fund that is shared is deducted first: fines, contributions, loans.
Contributions owed to other funds come after it and go to those funds.

Always: paid + waiting + in goods + left in the box + dues moved to other funds + the
remainder = cash + other funds.
"""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.money import down_to, split, whole_parts
from coop_ledger.domain.share_out_methods import METHODS, Formula, formulas, saved, weights_of
from coop_ledger.domain.share_out_terms import (
    NOTHING,
    SAVINGS_ONLY,
    Choice,
    Dues,
    Payout,
    Rounding,
    ShareOut,
    Stake,
)
from coop_ledger.i18n import N_

__all__ = ["DEDUCTIONS", "METHODS", "Choice", "Dues", "Payout", "Rounding", "ShareOut", "Stake"]

DEDUCTIONS = frozenset({"loans", "fines"})

# Dues to a fund that is shared beside are in it when it is shared, as far as they are paid; who
# cannot pay them all is found in so many rounds, or her dues to such funds stay owed.
_ROUNDS = 60
_Paying = Mapping[str, tuple[int, int]]


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
    case = _Case(stakes, cash, method, rounding, deduct, equal_funds, proportional_funds)
    paying = {
        stake.member: (stake.dues.equal, stake.dues.proportional)
        for stake in stakes
        if "dues" in deduct and (stake.dues.equal or stake.dues.proportional)
    }
    for rounds_left in range(_ROUNDS, -1, -1):
        result = _shared(case, paying)
        less = {
            line.member: line.dues_deducted[1:3] if rounds_left else (0, 0)
            for line in result.payouts
            if line.member in paying and line.dues_deducted[1:3] != paying[line.member]
        }
        if not less:
            break
        paying |= less
    for stake, line in zip(stakes, result.payouts, strict=True):
        _check_taken(stake, line)
    return result


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


@dataclass(frozen=True, slots=True)
class _Case:
    """All that a share-out is worked out from."""

    stakes: Sequence[Stake]
    cash: int
    method: str
    rounding: Rounding
    deduct: frozenset[str]
    equal_funds: int
    proportional_funds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """A stake, what is to be deducted from it and its part of the other funds."""

    stake: Stake
    loan: int
    fines: int
    dues: Dues
    other: int

    @property
    def debt(self) -> int:
        """What she owes the fund that is shared."""
        return self.loan + self.fines + self.dues.own


def _shared(case: _Case, paying: _Paying) -> ShareOut:
    """Share out, with the dues that members pay counted in the funds shared beside."""
    stakes, cash = case.stakes, case.cash
    claims = _claims(case, paying)
    entitled = _entitled(claims, method=case.method, cash=cash)
    by_value = case.method == "share_value"
    counted = weights_of(stakes, [stake.shares for stake in stakes])
    value_paid = None
    if by_value and case.rounding.kind == "value":
        together = sum(
            part for part, stake in zip(entitled, stakes, strict=True) if not stake.leaves
        )
        value_paid = down_to(together / Fraction(sum(counted)), case.rounding.step)
        grosses = tuple(
            math.floor(part) if stake.leaves else stake.shares * value_paid
            for part, stake in zip(entitled, stakes, strict=True)
        )
    else:
        grosses = _cut(claims, entitled, case.rounding)
    payouts = tuple(
        _payout(claim, gross, case.rounding) for claim, gross in zip(claims, grosses, strict=True)
    )

    fund = cash + sum(line.deducted - line.dues_deducted.to_others for line in payouts)
    into_shared = sum(sum(line.dues_deducted[1:3]) for line in payouts)
    there_was = cash + case.equal_funds + case.proportional_funds + into_shared
    back = sum(line.gross for line in payouts if line.leaves)
    taken = sum(
        line.paid + line.unpaid + line.goods + line.seed + line.dues_deducted.to_others
        for line in payouts
    )
    return ShareOut(
        method=case.method,
        rounding=case.rounding,
        cash=cash,
        fund=fund,
        savings=saved(stakes),
        profit=fund - saved(stakes),
        total_shares=sum(counted),
        share_value=Fraction(fund - back, sum(counted)) if by_value else None,
        share_value_paid=value_paid,
        payouts=payouts,
        paid_total=sum(line.paid for line in payouts),
        remainder=there_was - taken,
    )


def _claims(case: _Case, paying: _Paying) -> tuple[_Claim, ...]:
    stakes = case.stakes
    weights = [stake.shares if case.method == "share_value" else stake.savings for stake in stakes]
    equal = case.equal_funds + sum(paid for paid, _ in paying.values())
    proportional = case.proportional_funds + sum(paid for _, paid in paying.values())
    others = zip(
        _of_other_fund(stakes, equal, [1] * len(stakes), 0),
        _of_other_fund(stakes, proportional, weights, 1),
        strict=True,
    )
    return tuple(
        _Claim(
            stake=stake,
            loan=stake.loan_owed if "loans" in case.deduct else 0,
            fines=stake.fines_owed if "fines" in case.deduct else 0,
            dues=_asked(stake, paying) if "dues" in case.deduct else Dues(),
            other=sum(parts),
        )
        for stake, parts in zip(stakes, others, strict=True)
    )


def _asked(stake: Stake, paying: _Paying) -> Dues:
    equal, proportional = paying.get(stake.member, (0, 0))
    return stake.dues._replace(equal=equal, proportional=proportional)


def _of_other_fund(
    stakes: Sequence[Stake], fund: int, weights: Sequence[int], which: int
) -> tuple[int, ...]:
    """Each one's part of a fund shared beside; by equal parts where there are no weights.

    Who left with her savings only has those she has in it, less where the fund holds less.
    """
    there = [0 if stake.leaves == NOTHING else stake.other_savings[which] for stake in stakes]
    back = [
        amount if stake.leaves == SAVINGS_ONLY else 0
        for stake, amount in zip(stakes, there, strict=True)
    ]
    if any(back) and fund < sum(there):
        back = [amount * fund // sum(there) for amount in back]
    counted = weights_of(stakes, weights)
    if not any(counted):
        counted = weights_of(stakes, [1] * len(stakes))
    if not any(counted):
        return tuple(back)
    rest = split(fund - sum(back), counted)
    return tuple(mine + part for mine, part in zip(back, rest, strict=True))


def _check(stakes: Sequence[Stake], method: str) -> None:
    if method not in METHODS:
        raise Refusal(
            N_("“{value}” is not a way to share out. Choose one of: {choices}."),
            field="method",
            value=method,
            choices=", ".join(METHODS),
        )
    if not stakes:
        raise Refusal(N_("There is no member to share out to: enter the members first."))
    needed = {"share_value": "shares", "savings_and_profit": "savings", "time_weighted": "weight"}
    if method in needed and not any(
        getattr(stake, needed[method]) for stake in stakes if not stake.leaves
    ):
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
    for formula in formulas([claim.stake for claim in claims], method):
        fund = _fund(claims, formula, cash)
        if fund is not None:
            return tuple(part.of(fund) for part in formula.parts)
    raise AssertionError("the last formula holds for every fund")


def _fund(claims: Sequence[_Claim], formula: Formula, cash: int) -> Fraction | None:
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
    left = gross + claim.other
    fines, left = _deduct(claim.fines, left)
    own, left = _deduct(claim.dues.own, left)
    loan, left = _deduct(claim.loan, left)
    equal, left = _deduct(claim.dues.equal, left)
    proportional, left = _deduct(claim.dues.proportional, left)
    kept, net = _deduct(claim.dues.kept, left)
    dues = Dues(own, equal, proportional, kept)
    step = rounding.step if rounding.kind == "payout" else 1
    envelope = down_to(net - stake.seed - stake.goods, step)
    owes = stake.loan_owed - loan, stake.fines_owed - fines, stake.dues.total - dues.total
    return Payout(
        member=stake.member,
        shares=stake.shares,
        savings=stake.savings,
        profit=gross - stake.savings,
        gross=gross,
        other_funds=claim.other,
        loan_deducted=loan,
        fines_deducted=fines,
        dues_deducted=dues,
        seed=stake.seed,
        net=net,
        goods=stake.goods,
        unpaid=stake.unpaid,
        paid=envelope - stake.unpaid,
        owes=sum(owes),
        owes_loan=owes[0],
        owes_fines=owes[1],
        owes_dues=owes[2],
        leaves=stake.leaves,
    )


def _deduct(owed: int, left: int) -> tuple[int, int]:
    """What can be taken of a debt, and what is left after it."""
    taken = min(owed, left)
    return taken, left - taken


def _check_taken(stake: Stake, line: Payout) -> None:
    """Refuse more put back, in goods or left to pay than a member receives."""
    net = line.net
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
    if stake.goods > net - stake.seed:
        raise Refusal(
            N_(
                "Member {member} receives {net:francs} and cannot take goods for {value:francs}. "
                "Enter at most {net:francs}."
            ),
            field="goods",
            value=stake.goods,
            member=stake.member,
            net=net - stake.seed,
        )
    if line.paid < 0:
        raise Refusal(
            N_(
                "Member {member} has {net:francs} in her envelope: {value:francs} cannot be left "
                "to pay. Enter at most {net:francs}."
            ),
            field="unpaid",
            value=stake.unpaid,
            member=stake.member,
            net=line.paid + stake.unpaid,
        )
