"""The end of a cycle: the share-out is decided and paid, then the cycle is closed."""

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields, loans
from coop_ledger.domain.accounts import (
    GOODS,
    LEFT_TO_PAY,
    RESTRICTED_FUNDS,
    RETAINED,
    SAVINGS,
    SURPLUS,
    AccountType,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.lending import owed
from coop_ledger.domain.posting_rules import (
    cash_counted_total,
    contributions,
    dues,
    entry_of,
    interest,
    money,
    penalty,
    principal,
    savings,
    who_approves,
)
from coop_ledger.domain.records import ShareOutRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.share_out import SHARE_OUT_METHODS, read_rounding
from coop_ledger.domain.share_out import Payout
from coop_ledger.domain.share_out_frozen import plan_as_json
from coop_ledger.domain.share_out_plan import Plan, choices_of, plan
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
    goods: dict[str, int] = fields.amounts(N_("Taken in goods"), {})
    unpaid: dict[str, int] = fields.amounts(N_("Left to pay"), {})
    owed_by: datetime.date | None = fields.day(N_("What is still owed is due on"), None)
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
        if self.owed_by is not None and self.owed_by < self.date:
            raise Refusal(
                N_("{value:day} is before the share-out: give a later day to pay by."),
                field="owed_by",
                value=self.owed_by,
            )
        if not self.approved_by:
            raise Refusal(
                N_("Name at least one member who approved the share-out."), field="approved_by"
            )
        who_approves(facts, self.approved_by)
        rules = facts.rules(self.date)
        choices = choices_of(
            rules,
            method=self.method,
            rounding=read_rounding(self.rounding, "rounding") if self.rounding else None,
            remainder_to=self.remainder,
            seed=self.seed,
            goods=self.goods,
            unpaid=self.unpaid,
            owed_by=self.owed_by,
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
    left = _to_share(decided)
    goods = _Goods(facts, decided.fund)
    for payout in decided.result.payouts:
        line = _Line(
            payout=payout,
            others=_taken(left, payout.other_funds),
            saved=saved[payout.member],
            goods=goods.taken(payout.goods),
            dues=decided.dues.get(payout.member, {}),
        )
        postings = _payment(facts, event, rules, decided, line)
        if postings:
            yield entry_of(event, *postings)
    yield from _remainder(event, decided)


def _to_share(decided: Plan) -> dict[str, int]:
    """Return what each fund beside gives out: its money, and the dues paid into it today."""
    left = dict(decided.other_funds)
    for paid_in in decided.dues.values():
        for fund, amount in paid_in.items():
            if fund in left:
                left[fund] += amount
    return left


def _taken(left: dict[str, int], amount: int) -> dict[str, int]:
    """Take a member's part of the other funds from what is left in them, fund by fund."""
    taken: dict[str, int] = {}
    for fund, available in left.items():
        taken[fund] = min(amount, available)
        amount -= taken[fund]
    for fund, part in taken.items():
        left[fund] -= part
    return taken


class _Goods:
    """The goods of a fund, handed out at cost, one kind after the other."""

    def __init__(self, facts: Facts, fund: str):
        self._left = [
            (key, *balance)
            for key, balance in facts.leaves(GOODS).items()
            if key.fund == fund and balance.amount
        ]

    def taken(self, amount: int) -> list[Posting]:
        """Take goods for an amount; what is left counts at least one piece of what it costs."""
        postings = []
        while amount:
            key, held, pieces = self._left.pop(0)
            part = min(amount, held)
            still = -(-pieces * (held - part) // held)
            postings.append(Posting(key, -part, still - pieces))
            if held > part:
                self._left.insert(0, (key, held - part, still))
            amount -= part
        return postings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A member's payout, and where each part of it is taken from or goes to."""

    payout: Payout
    others: dict[str, int]
    saved: list[Posting]
    goods: list[Posting]
    dues: Mapping[str, int]


def _payment(
    facts: Facts, event: ShareOutDecided, rules: Rules, decided: Plan, line: _Line
) -> list[Posting]:
    """Return the postings that settle one member.

    Her savings and her part of the surplus are given back; loans, fines, dues and seed
    are kept; what waits for her is owed to her; what is left, and her part of the other
    funds, leaves the boxes. Dues to another fund go from the first box to its own.
    """
    fund, payout = decided.fund, line.payout
    member = payout.member
    own = [posting for posting in line.saved if posting.account.fund == fund]
    own += _debts(facts, event, fund, payout)
    if payout.dues_deducted.own:
        own.append(Posting(contributions(rules, fund, member), -payout.dues_deducted.own))
    if payout.seed:
        shares = payout.seed // rules.saving.price if rules.saving.unit == "share" else 0
        own.append(Posting(savings(fund, member), -payout.seed, shares))
    own += line.goods
    own.append(Posting(AccountKey(LEFT_TO_PAY, fund, member=member), -payout.unpaid))
    handed = payout.paid + payout.dues_deducted.to_others
    own.append(Posting(money(fund), sum(line.others.values()) - handed))
    postings = _settled(own, AccountKey(SURPLUS, fund, member=member))
    for other in dict.fromkeys((*line.others, *line.dues)):
        if other != fund:
            postings += _beside(rules, other, line)
    return postings


def _beside(rules: Rules, fund: str, line: _Line) -> list[Posting]:
    """Return what another fund gives a member, and the dues she pays into it."""
    member, dues = line.payout.member, line.dues.get(fund, 0)
    given = [posting for posting in line.saved if posting.account.fund == fund]
    given.append(Posting(contributions(rules, fund, member), -dues))
    given.append(Posting(money(fund), dues - line.others.get(fund, 0)))
    return _settled(given, AccountKey(RESTRICTED_FUNDS, fund, member=member))


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
        if parts.penalty:
            yield Posting(penalty(loan), -parts.penalty)
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
        """Close it; a cycle whose savings are to be shared out and are not stays open."""
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
        kept = facts.rules(self.date).shares_nothing
        if shared is None and facts.total(SAVINGS) and not kept:
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
