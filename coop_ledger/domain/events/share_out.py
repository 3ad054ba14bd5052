"""The end of a cycle: the share-out is decided and paid, then the cycle is closed."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger import terms
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
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.share_out import SHARE_OUT_METHODS, read_rounding, rounding_as_json
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
        _check_last_meeting(self, facts)
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
        entries = tuple(_entries(self, facts, rules, decided))
        _check_boxes(facts, entries)
        return Effects(entries, (record,))


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


def _check_last_meeting(event: ShareOutDecided, facts: Facts) -> None:
    held = [day for key, day in facts.met().items() if key.startswith(f"{event.cycle}/")]
    if event.date < max(held, default=event.date):
        raise Refusal(
            N_("{value:day} is before the last meeting, held on {last:day}: correct the date."),
            field="date",
            value=event.date,
            last=max(held),
        )


def _check_boxes(facts: Facts, entries: Iterable[JournalEntry]) -> None:
    """Refuse envelopes that the box cannot fill while the money lies in the bank."""
    moved: Counter[AccountKey] = Counter()
    for entry in entries:
        for posting in entry.postings:
            moved[posting.account] += posting.amount
    for fund in {key.fund for key in moved}:
        short = -moved[money(fund)] - facts.cash(fund)
        if short > 0:
            raise Refusal(
                N_(
                    "{fund}: the envelopes take {value:francs} and the box holds {held:francs}. "
                    "Bring {short:francs} from the bank first (money_moved)."
                ),
                field="counted",
                value=-moved[money(fund)],
                fund=terms.fund(fund),
                held=facts.cash(fund),
                short=short,
            )


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
    """Yield one entry a member, then the entry that takes the remainder where it goes."""
    saved: defaultdict[str, list[Posting]] = defaultdict(list)
    for key, balance in facts.leaves(SAVINGS).items():
        if balance.amount and key.fund in (decided.fund, *decided.other_funds):
            saved[key.member].append(Posting(key, -balance.amount, -balance.quantity))
    left = dict(decided.other_funds)
    for payout in decided.result.payouts:
        others = _taken(left, payout.other_funds)
        postings = _payment(facts, event, rules, decided, payout, others, saved[payout.member])
        if postings:
            yield entry_of(event, *postings)
    yield from _remainder(event, decided)


def _taken(left: dict[str, int], amount: int) -> dict[str, int]:
    """Take a member's part of the other funds from what is left in them, fund by fund."""
    taken: dict[str, int] = {}
    for fund, available in left.items():
        taken[fund] = min(amount, available)
        amount -= taken[fund]
    for fund, part in taken.items():
        left[fund] -= part
    return taken


def _payment(
    facts: Facts,
    event: ShareOutDecided,
    rules: Rules,
    decided: Plan,
    payout: Payout,
    others: dict[str, int],
    saved: list[Posting],
) -> list[Posting]:
    """Return the postings that settle one member.

    Her savings and her part of the surplus are given back; loans, fines and seed
    are kept; what is left, and her part of the other funds, leaves the boxes.
    """
    fund, member = decided.fund, payout.member
    own = [posting for posting in saved if posting.account.fund == fund]
    own += _debts(facts, event, fund, payout)
    if payout.seed:
        shares = payout.seed // rules.saving.price if rules.saving.unit == "share" else 0
        own.append(Posting(savings(fund, member), -payout.seed, shares))
    own.append(Posting(money(fund), sum(others.values()) - payout.paid))
    postings = _settled(own, AccountKey(SURPLUS, fund, member=member))
    for other, part in others.items():
        given = [posting for posting in saved if posting.account.fund == other]
        given.append(Posting(money(other), -part))
        postings += _settled(given, AccountKey(RESTRICTED_FUNDS, other, member=member))
    return postings


def _settled(postings: list[Posting], surplus: AccountKey) -> list[Posting]:
    """Return postings and what they take from the surplus, without those of nothing."""
    taken = Posting(surplus, -sum(posting.amount for posting in postings))
    return [posting for posting in (*postings, taken) if posting.amount]


def _debts(facts: Facts, event: ShareOutDecided, fund: str, payout: Payout) -> Iterator[Posting]:
    left = payout.loan_deducted
    for code in facts.open_loans(payout.member) if left else ():
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


def _remainder(event: ShareOutDecided, decided: Plan) -> Iterator[JournalEntry]:
    """Yield the entry that takes the remainder to another fund, if the vote says so."""
    target, left = decided.choices.remainder_to, decided.result.remainder
    if target == "next_cycle" or not left:
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
        shared = facts.record("share_out", self.cycle)
        if isinstance(shared, ShareOutRecord) and self.date < shared.date:
            raise Refusal(
                N_("{value:day} is before the share-out of {shared:day}: correct the date."),
                field="date",
                value=self.date,
                shared=shared.date,
            )
        if shared is None and facts.total(SAVINGS):
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
        yield entry_of(event, *postings, *carried)
