"""The end of a cycle: the share-out is decided and paid, then the cycle is closed."""

import dataclasses
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger.domain import coins, fields, loans
from coop_ledger.domain.accounts import RESTRICTED_FUNDS, RETAINED, SAVINGS, SURPLUS, AccountType
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.lending import owed
from coop_ledger.domain.posting_rules import (
    cash_counted_total,
    dues,
    entry_of,
    interest,
    money,
    principal,
    savings,
)
from coop_ledger.domain.records import ShareOutRecord
from coop_ledger.domain.rules import SHARE_OUT_METHODS, Rules, read_rounding, rounding_as_json
from coop_ledger.domain.share_out import Payout
from coop_ledger.domain.share_out_plan import Plan, choices_of, exact_decimal, plan
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOutDecided(Event):
    """The assembly shares out: the result is frozen, and every envelope is paid."""

    type: ClassVar[str] = "share_out_decided"
    title: ClassVar[str] = N_("Share-out decided")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False
    reads_log: ClassVar[bool] = True

    cycle: str = fields.code(N_("Cycle"))
    method: str = fields.choice(N_("Method"), SHARE_OUT_METHODS, "")
    rounding: dict[str, Any] = fields.rules(N_("Rounding"), {})
    remainder: str = fields.code(N_("Where the remainder goes"), "")
    seed: dict[str, int] = fields.amounts(N_("Put back for the next cycle"), {})
    counted: Any = fields.counted(N_("Cash counted"), None)
    approved_by: tuple[str, ...] = fields.members(N_("Approved by"))

    def effects(self, facts: Facts) -> Effects:
        """Freeze the plan of the day and pay it out."""
        cycle = facts.active_cycle(self.date)
        if cycle.code != self.cycle:
            raise Refusal(
                N_("{field} is {value}: the open cycle is {open}."),
                field="cycle",
                value=self.cycle,
                open=cycle.code,
            )
        if not self.approved_by:
            raise Refusal(
                N_("Name at least one member who approved the share-out."), field="approved_by"
            )
        for code in self.approved_by:
            facts.member(code, field="approved_by")
        rules = facts.rules(self.date)
        choices = choices_of(
            rules,
            method=self.method,
            rounding=read_rounding(self.rounding, "rounding") if self.rounding else None,
            remainder_to=self.remainder,
            seed=self.seed,
        )
        decided = plan(facts, self.date, choices)
        _check_counted(self, facts, decided)
        record = ShareOutRecord(
            cycle=self.cycle, date=self.date, result=frozen_result(decided, self)
        )
        return Effects(tuple(_entries(self, facts, rules, decided)), (record,))


def frozen_result(decided: Plan, event: ShareOutDecided) -> dict[str, Any]:
    """Return a share-out as JSON values, with the keys of the contract."""
    result = plan_as_json(decided)
    counted = event.counted
    return result | {
        "approved_by": list(event.approved_by),
        "counted": None if counted is None else cash_counted_total(counted),
    }


def plan_as_json(decided: Plan) -> dict[str, Any]:
    """Return a plan as JSON values, with the keys of the contract."""
    result = decided.result
    total_pieces: Counter[int] = Counter()
    for pieces in decided.pieces.values():
        total_pieces.update(pieces)
    return {
        "cycle": decided.cycle.code,
        "method": result.method,
        "rounding": rounding_as_json(result.rounding),
        "fund": result.fund,
        "cash": result.cash,
        "savings": result.savings,
        "profit": result.profit,
        "total_shares": result.total_shares,
        "share_value": None if result.share_value is None else exact_decimal(result.share_value),
        "share_value_paid": result.share_value_paid,
        "members": [
            dataclasses.asdict(payout) | {"notes": _as_json(decided.pieces.get(payout.member, {}))}
            for payout in result.payouts
        ],
        "paid_total": result.paid_total,
        "remainder": result.remainder,
        "remainder_to": decided.choices.remainder_to,
        "notes": _as_json(total_pieces),
        "sources": dict(decided.sources),
        "places": dict(decided.places),
        "loans_out": decided.loans_out,
        "other_funds": dict(decided.other_funds),
    }


def _as_json(pieces: coins.Pieces) -> dict[str, int]:
    return {str(denomination): count for denomination, count in pieces.items() if count}


def _check_counted(event: ShareOutDecided, facts: Facts, decided: Plan) -> None:
    boxes = facts.cash(decided.fund) + sum(facts.cash(fund) for fund in decided.other_funds)
    counted = boxes if event.counted is None else cash_counted_total(event.counted)
    if counted != boxes:
        raise Refusal(
            N_(
                "{value:francs} were counted and the book expects {boxes:francs}: the difference "
                "is {difference:francs}. Count again, or record the difference with its reason "
                "(cash_counted) before sharing out."
            ),
            field="counted",
            value=counted,
            boxes=boxes,
            difference=abs(counted - boxes),
        )


def _entries(
    event: ShareOutDecided, facts: Facts, rules: Rules, decided: Plan
) -> Iterator[JournalEntry]:
    """Yield one entry a member, then the entries that take the remainder where it goes."""
    other_shares = _other_shares(decided)
    for payout in decided.result.payouts:
        postings = _payment(facts, event, rules, decided, payout, other_shares[payout.member])
        if postings:
            yield entry_of(event, *postings)
    seeds = sum(payout.seed for payout in decided.result.payouts)
    left = decided.result.cash - _fund_paid(decided, other_shares) - seeds
    yield from _remainder(event, decided, left)


def _other_shares(decided: Plan) -> dict[str, dict[str, int]]:
    """Return what each member gets of each fund shared besides the first, in francs."""
    shares: dict[str, dict[str, int]] = {payout.member: {} for payout in decided.result.payouts}
    for payout in decided.result.payouts:
        left = payout.other_funds
        for fund, available in _left_in(decided, shares).items():
            part = min(left, available)
            if part:
                shares[payout.member][fund] = part
                left -= part
    return shares


def _left_in(decided: Plan, shares: dict[str, dict[str, int]]) -> dict[str, int]:
    return {
        fund: cash - sum(given.get(fund, 0) for given in shares.values())
        for fund, cash in decided.other_funds.items()
    }


def _fund_paid(decided: Plan, other_shares: dict[str, dict[str, int]]) -> int:
    """Return the cash that leaves the first fund's box, in francs."""
    others = sum(sum(given.values()) for given in other_shares.values())
    return decided.result.paid_total - others


def _payment(
    facts: Facts,
    event: ShareOutDecided,
    rules: Rules,
    decided: Plan,
    payout: Payout,
    others: dict[str, int],
) -> list[Posting]:
    """Return the postings that settle one member.

    Her savings and her part of the surplus are given back; loans, fines and seed
    are kept; what is left, and her part of the other funds, leaves the boxes.
    """
    fund = decided.fund
    postings = [
        Posting(key, -balance.amount, -balance.quantity)
        for key, balance in facts.leaves(SAVINGS).items()
        if key.member == payout.member and balance.amount
    ]
    postings += _debts(facts, event, fund, payout)
    if payout.seed:
        shares = payout.seed // rules.saving.price if rules.saving.unit == "share" else 0
        postings.append(Posting(savings(fund, payout.member), -payout.seed, shares))
    for other, part in others.items():
        postings.append(Posting(AccountKey(RESTRICTED_FUNDS, other, member=payout.member), part))
        postings.append(Posting(money(other), -part))
    cash = payout.paid - sum(others.values())
    if cash:
        postings.append(Posting(money(fund), -cash))
    surplus = -sum(posting.amount for posting in postings)
    if surplus:
        postings.append(Posting(AccountKey(SURPLUS, fund, member=payout.member), surplus))
    return postings


def _debts(facts: Facts, event: ShareOutDecided, fund: str, payout: Payout) -> Iterator[Posting]:
    left = payout.loan_deducted
    for code in facts.open_loans(payout.member):
        loan = facts.loan(code)
        due = owed(facts, loan, event.date)
        part = min(left, due.total)
        if loan.fund != fund or not part:
            continue
        left -= part
        parts = loans.allocate(part, due, loan.allocation)
        if parts.interest:
            yield Posting(interest(loan), -parts.interest)
        if parts.principal:
            yield Posting(principal(loan), -parts.principal)
    if payout.fines_deducted:
        yield Posting(dues(fund, payout.member), -payout.fines_deducted)


def _remainder(event: ShareOutDecided, decided: Plan, left: int) -> Iterator[JournalEntry]:
    """Yield the entry that takes the remainder to another fund, if the vote says so."""
    target = decided.choices.remainder_to
    if target == "next_cycle" or left <= 0:
        return
    fund = decided.fund
    yield entry_of(
        event,
        Posting(AccountKey(SURPLUS, fund), left),
        Posting(money(fund), -left),
        Posting(money(target), left),
        Posting(AccountKey(RESTRICTED_FUNDS, target), -left),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleClosed(Event):
    """A cycle is closed: its income and expenses go to the surplus brought forward."""

    type: ClassVar[str] = "cycle_closed"
    title: ClassVar[str] = N_("Cycle closed")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False

    cycle: str = fields.code(N_("Cycle"))

    def effects(self, facts: Facts) -> Effects:
        """Close it; a cycle whose savings are not shared out stays open."""
        cycle = facts.open_cycle(self.date)
        if cycle.code != self.cycle:
            raise Refusal(
                N_("{field} is {value}: the open cycle is {open}."),
                field="cycle",
                value=self.cycle,
                open=cycle.code,
            )
        shared = isinstance(facts.record("share_out", self.cycle), ShareOutRecord)
        if not shared and facts.total(SAVINGS):
            raise Refusal(
                N_(
                    "Cycle {value} still holds {savings:francs} of savings: "
                    "decide the share-out before closing it."
                ),
                field="cycle",
                value=self.cycle,
                savings=-facts.total(SAVINGS),
            )
        closed = dataclasses.replace(cycle, closed_on=self.date)
        return Effects(tuple(_closing_entries(self, facts)), (closed,))


def _closing_entries(event: CycleClosed, facts: Facts) -> Iterator[JournalEntry]:
    chart = facts.chart.accounts
    results = (AccountType.INCOME, AccountType.EXPENSE)
    closing: dict[str, list[Posting]] = {}
    for code, account in chart.items():
        if account.type not in results and code != SURPLUS:
            continue
        for key, balance in facts.leaves(code).items():
            if balance.amount:
                closing.setdefault(key.fund, []).append(Posting(key, -balance.amount))
    for fund, postings in closing.items():
        total = sum(posting.amount for posting in postings)
        carried = [Posting(AccountKey(RETAINED, fund), -total)] if total else []
        if len(postings) + len(carried) > 1:
            yield entry_of(event, *postings, *carried)
