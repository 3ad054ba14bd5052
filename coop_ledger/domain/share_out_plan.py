"""The share-out of a group on a day: what its members bring, and what each one gets.

The question that simulates and the event that decides call the same `plan`, so
that what was shown is what is frozen.
"""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from coop_ledger.domain import coins
from coop_ledger.domain.accounts import (
    CONTRIBUTIONS,
    DUES,
    FINES,
    INTEREST,
    LOANS,
    PLACES,
    RETAINED,
    SAVINGS,
    SURPLUS,
    AccountType,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import owed
from coop_ledger.domain.records import CycleRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.share_out import Rounding, ShareOut, Stake, share_out
from coop_ledger.domain.source import ZERO
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an assembly chooses: how to share, to round, and where the remainder goes."""

    method: str
    rounding: Rounding
    remainder_to: str
    deduct: frozenset[str]
    seed: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A share-out worked out: the arithmetic, and what surrounds it on the statement.

    `other_funds` is the cash of each fund shared besides the first; `sources`
    says where the fund came from; `pieces` are the notes and coins of every
    envelope, None when they cannot make one.
    """

    cycle: CycleRecord
    fund: str
    choices: Choices
    result: ShareOut
    other_funds: Mapping[str, int]
    sources: Mapping[str, int]
    places: Mapping[str, int]
    loans_out: int
    pieces: Mapping[str, coins.Pieces]


def choices_of(
    rules: Rules,
    *,
    method: str = "",
    rounding: Rounding | None = None,
    remainder_to: str = "",
    seed: Mapping[str, int] | None = None,
) -> Choices:
    """Return the choices of a vote, the group's rules where it says nothing."""
    rule = rules.share_out
    allowed = ("next_cycle", *rules.funds)
    if remainder_to and remainder_to not in allowed:
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field="remainder",
            value=remainder_to,
            choices=", ".join(allowed),
        )
    remainder = remainder_to or rule.remainder
    return Choices(
        method=method or rule.method,
        rounding=rounding or rule.rounding,
        remainder_to="next_cycle" if remainder == rules.first_fund else remainder,
        deduct=rule.deduct,
        seed=dict(seed or {}),
    )


def plan(facts: Facts, on: datetime.date, choices: Choices) -> Plan:
    """Work out the share-out of the open cycle as if it were decided on a day."""
    cycle = facts.open_cycle(on)
    rules = facts.rules(on)
    fund = rules.first_fund
    stakes = _stakes(facts, on, cycle, rules, choices)
    if not stakes:
        raise Refusal(N_("The group has no members: there is nobody to share with."), field="cycle")
    others = {
        name: facts.cash_of(name)
        for name, rule in rules.funds.items()
        if name != fund and rule.share_out != "kept"
    }
    result = share_out(
        stakes,
        cash=facts.cash_of(fund),
        method=choices.method,
        rounding=choices.rounding,
        deduct=choices.deduct,
        equal_funds=_cash_shared(rules, others, "equal"),
        proportional_funds=_cash_shared(rules, others, "proportional"),
    )
    return Plan(
        cycle=cycle,
        fund=fund,
        choices=choices,
        result=result,
        other_funds=others,
        sources=sources(facts, fund),
        places={place: facts.cash(fund, place) for place in PLACES if facts.cash(fund, place)},
        loans_out=facts.total(LOANS, fund=fund),
        pieces={
            payout.member: coins.pieces(payout.paid, coins.DENOMINATIONS)
            for payout in result.payouts
            if payout.paid
        },
    )


def _cash_shared(rules: Rules, cash: Mapping[str, int], treatment: str) -> int:
    return sum(amount for name, amount in cash.items() if rules.funds[name].share_out == treatment)


def _stakes(
    facts: Facts, on: datetime.date, cycle: CycleRecord, rules: Rules, choices: Choices
) -> list[Stake]:
    fund = rules.first_fund
    weights = _time_weights(facts, cycle, fund) if choices.method == "time_weighted" else {}
    for code in choices.seed:
        facts.member(code, field="seed")
        _check_seed(rules, choices.seed[code])
    saved, interest, fines = (facts.by_member(code, fund) for code in (SAVINGS, INTEREST, DUES))
    loans = _loans_owed(facts, fund, on)
    stakes = []
    for member in facts.members():
        stake = Stake(
            member=member.code,
            shares=saved.get(member.code, ZERO).quantity,
            savings=-saved.get(member.code, ZERO).amount,
            interest_paid=-interest.get(member.code, ZERO).amount,
            weight=weights.get(member.code, 0),
            loan_owed=loans[member.code],
            fines_owed=fines.get(member.code, ZERO).amount,
            seed=choices.seed.get(member.code, 0),
        )
        if member.status == "active" or stake.savings or stake.loan_owed or stake.fines_owed:
            stakes.append(stake)
    return stakes


def _loans_owed(facts: Facts, fund: str, on: datetime.date) -> Counter[str]:
    """Return what each member owes a fund on her loans, in francs."""
    found: Counter[str] = Counter()
    for loan in map(facts.loan, facts.open_loans()):
        if loan.fund == fund:
            found[loan.member] += owed(facts, loan, on).total
    return found


def _check_seed(rules: Rules, seed: int) -> None:
    if rules.share_out.seed == "none":
        raise Refusal(
            N_("This group puts nothing back for the next cycle: leave {field} out, or vote it."),
            field="seed",
            value=seed,
        )
    price = rules.saving.price
    if rules.saving.unit == "share" and seed % price:
        lower = seed - seed % price
        raise Refusal(
            N_(
                "{value:francs} is no whole number of shares of {price:francs}: "
                "put back {lower:francs} or {upper:francs}."
            ),
            field="seed",
            value=seed,
            price=price,
            lower=lower,
            upper=lower + price,
        )


def _time_weights(facts: Facts, cycle: CycleRecord, fund: str) -> dict[str, int]:
    """Return savings times the meetings they worked, the one they came at included.

    Siak Tontine weights an amount by the sessions remaining until closing
    (reference on savings groups, 2.1 A6). What was there when the cycle was opened
    worked at all of them.
    """
    days = [day for key, day in facts.met().items() if key.startswith(f"{cycle.code}/")]
    opening = {code: -saved.amount for code, saved in facts.by_member(SAVINGS, fund).items()}
    weights: Counter[str] = Counter()
    for movement in facts.source.movements(SAVINGS, since=cycle.opened):
        member = movement.account.member
        if movement.account.fund == fund:
            worked = sum(day >= movement.date for day in days) or 1
            weights[member] -= movement.amount * worked
            opening[member] += movement.amount
    for member, amount in opening.items():
        weights[member] += amount * (len(days) or 1)
    return {member: max(weight, 0) for member, weight in weights.items()}


def sources(facts: Facts, fund: str) -> dict[str, int]:
    """Return where a fund's money came from: they add up to cash plus loans and dues out."""
    chart = facts.chart.accounts
    named = {SAVINGS, INTEREST, FINES, CONTRIBUTIONS, RETAINED, SURPLUS}
    other_income = other_expense = 0
    for code, account in chart.items():
        if code in named:
            continue
        if account.type is AccountType.INCOME:
            other_income -= facts.total(code, fund=fund)
        elif account.type is AccountType.EXPENSE:
            other_expense += facts.total(code, fund=fund)
    found = {
        "savings": -facts.total(SAVINGS, fund=fund),
        "interest": -facts.total(INTEREST, fund=fund),
        "fines": -facts.total(FINES, fund=fund),
        "contributions": -facts.total(CONTRIBUTIONS, fund=fund),
        "other_income": other_income,
        "expenses": -other_expense,
        "brought_forward": -facts.total(RETAINED, fund=fund) - facts.total(SURPLUS, fund=fund),
    }
    worth = facts.cash_of(fund) + facts.total(LOANS, fund=fund) + facts.total(DUES, fund=fund)
    found["transfers"] = worth - sum(found.values())
    return found


def exact_decimal(ratio: Fraction, places: int = 6) -> str:
    """Return an exact ratio as a decimal string, cut (never rounded up) after some places."""
    scaled = ratio.numerator * 10**places // ratio.denominator
    whole, part = divmod(scaled, 10**places)
    return f"{whole}.{part:0{places}}" if part else str(whole)
