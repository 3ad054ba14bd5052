"""What a group brings to its share-out on a day: members, money, and what is not to be shared.

What lies in the boxes is not all the group's to share: the pot of a tontine, a donor's
money and its subsidies, a loan of the bank, and what is still to be paid to someone
(reference on savings groups, 2.2 and 7.25).
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coop_ledger import terms
from coop_ledger.domain.accounts import (
    BORROWED,
    DONORS,
    DUES,
    GOODS,
    INTEREST,
    LEFT_TO_PAY,
    POT,
    SAVINGS,
    SUBSIDIES,
)
from coop_ledger.domain.arrears import Arrears
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import owed
from coop_ledger.domain.records import CycleRecord, DepartureRecord, MemberRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.share_out import Dues, Rounding, ShareOut, Stake, share_out
from coop_ledger.domain.share_out_terms import SAVINGS_ONLY
from coop_ledger.domain.source import ZERO
from coop_ledger.i18n import N_

NOT_SHARED = (POT, DONORS, SUBSIDIES, BORROWED, LEFT_TO_PAY)
"""The accounts of money that lies in a fund and is not its members' to share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What an assembly chooses: how to share, to round, and where the remainder goes.

    `seed`, `goods` and `unpaid` are francs by member: put back for the next cycle, taken in
    goods, and not handed out yet. What members still owe is due by `owed_by`, None where
    the assembly names no day.
    """

    method: str
    rounding: Rounding
    remainder_to: str
    deduct: frozenset[str]
    seed: Mapping[str, int]
    goods: Mapping[str, int]
    unpaid: Mapping[str, int]
    owed_by: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that the arithmetic needs, whatever the method and the rounding.

    `others` is the money of each fund shared besides the first, `dues` what each member owes
    to each fund in contributions where the rules deduct it, `not_shared` what lies in the
    first fund and is not the members', `goods` the cost of what is handed out in goods.
    """

    cycle: CycleRecord
    rules: Rules
    fund: str
    stakes: tuple[Stake, ...]
    cash: int
    others: Mapping[str, int]
    dues: Mapping[str, Mapping[str, int]]
    not_shared: int
    goods: int
    deduct: frozenset[str]

    def share_out(self, method: str, rounding: Rounding) -> ShareOut:
        """Share it out by a method, with a rounding; may be refused."""
        return share_out(
            self.stakes,
            cash=self.cash,
            method=method,
            rounding=rounding,
            deduct=self.deduct,
            equal_funds=self.shared_beside("equal"),
            proportional_funds=self.shared_beside("proportional"),
        )

    def shared_beside(self, treatment: str) -> int:
        """Return the money of the funds that are shared in one way besides the first."""
        return sum(
            amount
            for name, amount in self.others.items()
            if self.rules.funds[name].share_out == treatment
        )


def basis(facts: Facts, on: datetime.date, choices: Choices, *, weighed: bool) -> Basis:
    """Return what is brought on a day; time weights only where they are asked for.

    Raises:
        Refusal: nobody is there to share with, a choice is impossible, or the fund holds
            less than it owes to others.
    """
    cycle = facts.open_cycle(on)
    rules = facts.rules(on)
    fund = rules.first_fund
    if rules.deliveries is not None and rules.deliveries.fund == fund:
        raise Refusal(
            N_(
                "This group saves for deliveries, and what a woman saves for hers is shared with "
                "nobody: there is no share-out. Settle the plans."
            ),
            field="cycle",
            value=cycle.code,
        )
    _check_choices(facts, rules, choices)
    others = _others(facts, rules)
    leaving = {
        member.code: leaves(facts, rules, member)
        for member in facts.members()
        if member.status != "active"
    }
    dues = _dues(facts, rules, on, leaving) if "dues" in choices.deduct else {}
    stakes = _stakes(facts, on, cycle, rules, choices, leaving, dues, others, weighed=weighed)
    if not stakes:
        raise Refusal(N_("The group has no members: there is nobody to share with."), field="cycle")
    if all(stake.leaves for stake in stakes):
        others = {}
    goods = sum(choices.goods.values())
    _check_goods(facts, fund, goods)
    not_shared = owed_to_others(facts, fund)
    held = facts.cash_of(fund)
    if not_shared > held:
        raise Refusal(
            N_(
                "{fund} holds {held:francs}, and {value:francs} of it belong to others (a tontine, "
                "a donor, the bank, members not yet paid). Settle this first."
            ),
            field="cycle",
            value=not_shared,
            fund=terms.fund(fund),
            held=held,
        )
    return Basis(
        cycle=cycle,
        rules=rules,
        fund=fund,
        stakes=tuple(stakes),
        cash=held - not_shared + goods,
        others=others,
        dues=dues,
        not_shared=not_shared,
        goods=goods,
        deduct=choices.deduct,
    )


def owed_to_others(facts: Facts, fund: str) -> int:
    """Return what lies in a fund and is not its members' to share, in francs."""
    return -sum(facts.total(code, fund=fund) for code in NOT_SHARED)


def leaves(facts: Facts, rules: Rules, member: MemberRecord) -> str:
    """Return what one who left gets of the share-out: all that a member gets, or her savings.

    Who left with savings and profit at the share-out is settled as the others; in every
    other case she was settled when she left, and what waits for her is on her savings.
    """
    departure = facts.record("departure", member.code)
    if isinstance(departure, DepartureRecord):
        return "" if departure.result["as_others"] else SAVINGS_ONLY
    terms_of_leaving = rules.leaving.of(member.status)
    return "" if terms_of_leaving.pays == "savings_and_profit" else SAVINGS_ONLY


def _others(facts: Facts, rules: Rules) -> dict[str, int]:
    """Return the money of each fund that is shared besides the first; never what is not ours."""
    return {
        name: max(0, facts.cash_of(name) - owed_to_others(facts, name))
        for name in own_funds(rules)
        if name != rules.first_fund and rules.funds[name].share_out != "kept"
    }


def own_funds(rules: Rules) -> list[str]:
    """Return the funds that are all the members': no pot, no delivery savings, no donor's money."""
    apart = {name for name, rule in rules.funds.items() if rule.donor}
    if rules.tontine is not None:
        apart.add(rules.tontine.fund)
    if rules.deliveries is not None:
        apart |= {rules.deliveries.fund, rules.deliveries.donor_fund}
    return [name for name in rules.funds if name not in apart]


def _dues(
    facts: Facts, rules: Rules, on: datetime.date, leaving: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """Return the contributions that each member owes, by fund in the order of the rules."""
    behind, found = Arrears(facts, on), {}
    for member in facts.members():
        if leaving.get(member.code):
            continue  # she was settled when she left
        owes = {each.fund: each.owed for each in behind.standings(member.code) if each.owed}
        owes = {fund: owes[fund] for fund in rules.funds if fund in owes}
        if owes:
            found[member.code] = owes
    return found


def _stakes(
    facts: Facts,
    on: datetime.date,
    cycle: CycleRecord,
    rules: Rules,
    choices: Choices,
    leaving: Mapping[str, str],
    dues: Mapping[str, Mapping[str, int]],
    others: Iterable[str],
    *,
    weighed: bool,
) -> list[Stake]:
    fund = rules.first_fund
    weights = _time_weights(facts, cycle, fund) if weighed else {}
    saved, interest, fines = (facts.by_member(code, fund) for code in (SAVINGS, INTEREST, DUES))
    loans = _loans_owed(facts, fund, on)
    beside = _saved_beside(facts, rules, others) if leaving else {}
    stakes = []
    for member in facts.members():
        own = saved.get(member.code, ZERO)
        gone = leaving.get(member.code, "")
        stake = Stake(
            member=member.code,
            shares=0 if gone else own.quantity,
            savings=-own.amount,
            interest_paid=-interest.get(member.code, ZERO).amount,
            weight=weights.get(member.code, 0),
            loan_owed=loans[member.code],
            fines_owed=fines.get(member.code, ZERO).amount,
            dues=_by_treatment(rules, dues.get(member.code, {}), others),
            seed=choices.seed.get(member.code, 0),
            goods=choices.goods.get(member.code, 0),
            unpaid=choices.unpaid.get(member.code, 0),
            leaves=gone,
            other_savings=beside.get(member.code, (0, 0)),
        )
        brings = stake.savings or stake.loan_owed or stake.fines_owed or any(stake.other_savings)
        if member.status == "active" or brings:
            stakes.append(stake)
    return stakes


def _by_treatment(rules: Rules, dues: Mapping[str, int], others: Iterable[str]) -> Dues:
    found: Counter[str] = Counter()
    for fund, amount in dues.items():
        if fund == rules.first_fund:
            found["own"] += amount
        else:
            found[rules.funds[fund].share_out if fund in others else "kept"] += amount
    return Dues(**found)


def _saved_beside(facts: Facts, rules: Rules, others: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return what each member saved in funds shared equally, and in those shared in proportion."""
    found: Counter[tuple[str, str]] = Counter()
    for fund in others:
        for member, balance in facts.by_member(SAVINGS, fund).items():
            found[member, rules.funds[fund].share_out] -= balance.amount
    members = {member for member, _treatment in found}
    return {code: (found[code, "equal"], found[code, "proportional"]) for code in members}


def _loans_owed(facts: Facts, fund: str, on: datetime.date) -> Counter[str]:
    """Return what each member owes a fund on her loans, in francs."""
    found: Counter[str] = Counter()
    for loan in map(facts.loan, facts.open_loans()):
        if loan.fund == fund:
            found[loan.member] += owed(facts, loan, on).total
    return found


def _check_choices(facts: Facts, rules: Rules, choices: Choices) -> None:
    for field in ("goods", "unpaid"):
        for code in getattr(choices, field):
            facts.member(code, field=field)
    for code, seed in choices.seed.items():
        member = facts.member(code, field="seed")
        if member.status != "active":
            raise Refusal(
                N_("{name}, member {value}, has left the group: she puts nothing back."),
                field="seed",
                value=code,
                name=member.name,
            )
        _check_seed(rules, seed)


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


def _check_goods(facts: Facts, fund: str, goods: int) -> None:
    held = facts.total(GOODS, fund=fund)
    if goods > held:
        raise Refusal(
            N_(
                "Goods for {value:francs} are to be handed out, and {fund} holds goods for "
                "{held:francs}. Lower them, or record what was bought (goods_bought)."
            ),
            field="goods",
            value=goods,
            fund=terms.fund(fund),
            held=held,
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
