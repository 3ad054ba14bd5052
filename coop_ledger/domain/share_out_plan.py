"""The share-out of a group on a day: what its members bring, and what each one gets.

The question that simulates and the event that decides call the same `plan`, so
that what was shown is what is frozen.
"""

import datetime
from collections.abc import Iterable, Mapping
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
from coop_ledger.domain.records import CycleRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.share_out import Payout, Rounding, ShareOut
from coop_ledger.domain.share_out_basis import Basis, Choices, basis, own_funds
from coop_ledger.i18n import N_

__all__ = ["Choices", "Plan", "choices_of", "exact_decimal", "plan", "sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A share-out worked out: the arithmetic, and what surrounds it on the statement.

    `other_funds` is the cash of each fund shared besides the first; `sources`
    says where the fund came from; `pieces` are the notes and coins of every
    envelope; `dues` the contributions kept back, by member and the fund they go to;
    `not_shared` what lies in the fund and is not the members'; `goods` what is handed out
    in goods.
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
    dues: Mapping[str, Mapping[str, int]]
    not_shared: int
    goods: int


def choices_of(
    rules: Rules,
    *,
    method: str = "",
    rounding: Rounding | None = None,
    remainder_to: str = "",
    seed: Mapping[str, int] | None = None,
    goods: Mapping[str, int] | None = None,
    unpaid: Mapping[str, int] | None = None,
    owed_by: datetime.date | None = None,
) -> Choices:
    """Return the choices of a vote, the group's rules where it says nothing."""
    rule = rules.share_out
    allowed = ("next_cycle", *own_funds(rules))
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
        goods=dict(goods or {}),
        unpaid=dict(unpaid or {}),
        owed_by=owed_by,
    )


def plan(facts: Facts, on: datetime.date, choices: Choices) -> Plan:
    """Work out the share-out of the open cycle as if it were decided on a day."""
    brought = basis(facts, on, choices, weighed=choices.method == "time_weighted")
    fund = brought.fund
    result = brought.share_out(choices.method, choices.rounding)
    return Plan(
        cycle=brought.cycle,
        fund=fund,
        choices=choices,
        result=result,
        other_funds=brought.others,
        sources=sources(facts, fund, goods=brought.goods, not_shared=brought.not_shared),
        places={place: facts.cash(fund, place) for place in PLACES if facts.cash(fund, place)},
        loans_out=facts.total(LOANS, fund=fund),
        pieces={
            payout.member: coins.pieces(payout.paid, coins.DENOMINATIONS)
            for payout in result.payouts
            if payout.paid
        },
        dues=dict(_dues_kept_back(brought, result.payouts)),
        not_shared=brought.not_shared,
        goods=brought.goods,
    )


def _dues_kept_back(
    brought: Basis, payouts: Iterable[Payout]
) -> Iterable[tuple[str, Mapping[str, int]]]:
    """Yield each member's contributions kept back by fund, the funds in the order of the rules."""
    for payout in payouts:
        left = payout.dues_deducted._asdict()
        taken = {}
        for fund, amount in brought.dues.get(payout.member, {}).items():
            treatment = "own" if fund == brought.fund else "kept"
            if fund in brought.others:
                treatment = brought.rules.funds[fund].share_out
            taken[fund] = min(amount, left[treatment])
            left[treatment] -= taken[fund]
        taken = {fund: amount for fund, amount in taken.items() if amount}
        if taken:
            yield payout.member, taken


def sources(facts: Facts, fund: str, *, goods: int = 0, not_shared: int = 0) -> dict[str, int]:
    """Return where a fund's money came from: they add up to cash plus loans and dues out.

    A share-out adds the goods it hands out and leaves out what is not the members'.
    """
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
    cash = facts.cash_of(fund) - not_shared + goods
    worth = cash + facts.total(LOANS, fund=fund) + facts.total(DUES, fund=fund)
    found["transfers"] = worth - sum(found.values())
    return found


def exact_decimal(ratio: Fraction, places: int = 6) -> str:
    """Return an exact ratio as a decimal string, cut towards nothing after some places."""
    scaled = abs(ratio.numerator) * 10**places // ratio.denominator
    whole, part = divmod(scaled, 10**places)
    sign = "-" if ratio < 0 and scaled else ""
    return f"{sign}{whole}.{part:0{places}}" if part else f"{sign}{whole}"
