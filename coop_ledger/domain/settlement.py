"""The settlement of a member who leaves: what she has, what is set off, what she gets.

    entitled  = savings (+ her part of the surplus, if the rules say so)
    settled   = loans, fines and arrears that the entitlement pays, in this order
    kept      = what the group keeps back, by its rule
    net       = entitled - settled - kept
    owes      = what the entitlement could not pay: her loan stays open

The surplus is what is left of it once a loan that is forgiven is lost: she bears her part of
that loss as the others do, so that nobody is paid a franc that is gone.

The net is paid at once, or waits: on her savings until the share-out, or as left to pay
where the box could not pay all of it (reference on savings groups, 1.9). Savings that no
share-out pays, as those kept after a delivery, never wait for it.
"""

import dataclasses
import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from coop_ledger.domain import arrears, deliveries, loans, worth
from coop_ledger.domain.accounts import (
    DUES,
    LEAVING_PENALTIES,
    LEFT_TO_PAY,
    LOAN_LOSSES,
    POT,
    SAVINGS,
    SURPLUS,
)
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.lending import owed
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.domain.posting_rules import (
    contributions,
    dues,
    interest,
    money,
    penalty,
    pot,
    principal,
)
from coop_ledger.domain.records import LoanRecord
from coop_ledger.domain.rules.leaving import LeavingTerms
from coop_ledger.domain.tontine import credit

REASONS = ("left", "excluded", "deceased", "transferred")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanSettled:
    """One loan of a leaver, in francs: what she owes, what is set off, forgiven and left."""

    loan: str
    principal: int
    interest: int
    penalty: int
    settled: int
    forgiven: int
    left: int
    guarantors: tuple[str, ...]

    @property
    def owed(self) -> int:
        """All that closes the loan on the day she leaves."""
        return self.principal + self.interest + self.penalty


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something else that a leaver owes to a fund, in francs.

    `kind` is fines, arrears, or tontine: what she took from the pot and has not brought back.
    """

    kind: str
    fund: str
    amount: int
    settled: int

    @property
    def left(self) -> int:
        """What her savings could not pay."""
        return self.amount - self.settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The whole sheet, in francs. `stands_for` are open loans of others she is guarantor of.

    `waits` is what stays on her savings until the share-out, `unpaid` what the box could not
    pay yet; with `as_others` she keeps shares and debts, and the share-out settles her. `pot` is
    what tontines owe her: it stays there, for whoever takes over her hand, or until they end.
    """

    member: str
    date: datetime.date
    reason: str
    pays: str
    when: str
    as_others: bool
    savings: int
    shares: int
    profit: int
    loans: tuple[LoanSettled, ...]
    dues: tuple[Due, ...]
    kept: int
    net: int
    paid: int
    unpaid: int
    waits: int
    stands_for: tuple[str, ...]
    pot: int = 0

    @property
    def payable(self) -> int:
        """What is hers now, in money or left to pay."""
        return self.paid + self.unpaid

    @property
    def settled(self) -> int:
        """What her entitlement pays of what she owes."""
        return sum(loan.settled for loan in self.loans) + sum(due.settled for due in self.dues)

    @property
    def owes(self) -> int:
        """What remains owed after it."""
        return sum(loan.left for loan in self.loans) + sum(due.left for due in self.dues)

    def as_json(self) -> dict[str, Any]:
        """Return the settlement as JSON values, to be frozen with the departure."""
        found = dataclasses.asdict(self)
        found["date"] = self.date.isoformat()
        if not self.pot:
            del found["pot"]
        read: dict[str, Any] = json.loads(json.dumps(found))  # as the book will read it again
        return read

    @classmethod
    def read(cls, body: Mapping[str, Any]) -> "Settlement":
        """Return the settlement that `as_json` wrote."""
        loans = [
            LoanSettled(**loan | {"guarantors": tuple(loan["guarantors"])})
            for loan in body["loans"]
        ]
        said = {
            "date": datetime.date.fromisoformat(body["date"]),
            "loans": tuple(loans),
            "dues": tuple(Due(**due) for due in body["dues"]),
            "stands_for": tuple(body["stands_for"]),
        }
        return cls(**{**body, **said})


def settlement(
    facts: Facts, member: str, on: datetime.date, reason: str, paid: int | None = None
) -> Settlement:
    """Work out the settlement of a member who leaves on a day; `paid` where not all is paid."""
    rules = facts.rules(on)
    terms = rules.leaving.of(reason)
    fund = rules.first_fund
    saved = facts.savings(member)
    at_once = terms.when == "at_once" or rules.shares_nothing
    as_others = terms.pays == "savings_and_profit" and not at_once
    profit = 0
    if terms.pays == "savings_and_profit" and not as_others:
        active = sum(other.status == "active" for other in facts.members())
        lost = _lost(facts, member, on, terms, fund)
        profit = worth.profit_of(facts, fund, member, rules.share_out.method, active, lost)
    left = 0 if as_others else saved.amount + profit
    lent = []
    for code in facts.open_loans(member):
        loan = facts.loan(code)
        found = _loan(facts, loan, on, left, forgiven=_is_forgiven(loan, terms))
        left -= found.settled
        lent.append(found)
    others = []
    for kind, owing_to, amount in _dues(facts, member, on):
        settled = min(left, amount)
        left -= settled
        others.append(Due(kind=kind, fund=owing_to, amount=amount, settled=settled))
    kept = _kept(terms, saved.amount if as_others else saved.amount + profit, left)
    if as_others:
        kept = min(_share_of(terms, saved.amount), saved.amount)
        net = saved.amount - kept
    else:
        net = left - kept
    payable = net
    if not at_once:
        apart = sum(facts.savings(member, each).amount for each in unshared(facts, member, on))
        payable = min(apart, net)
    now = payable if paid is None else min(payable, paid)
    return Settlement(
        member=member,
        date=on,
        reason=reason,
        pays=terms.pays,
        when="at_once" if at_once else terms.when,
        as_others=as_others,
        savings=saved.amount,
        shares=saved.quantity,
        profit=profit,
        loans=tuple(lent),
        dues=tuple(others),
        kept=kept,
        net=net,
        paid=now,
        unpaid=payable - now,
        waits=net - payable,
        stands_for=_stands_for(facts, member),
        pot=credit(facts, member),
    )


def unshared(facts: Facts, member: str, on: datetime.date) -> tuple[str, ...]:
    """Return the funds with savings of a member that no share-out pays: for her deliveries."""
    rules = facts.rules(on)
    kept = {plan.fund for plan in deliveries.plans_of(facts, member)}
    if rules.deliveries is not None:
        kept.add(rules.deliveries.fund)
    shared = {fund for fund in rules.funds if rules.is_shared(fund)}
    return tuple(fund for fund in sorted(kept - shared) if facts.savings(member, fund).amount)


def _is_forgiven(loan: LoanRecord, terms: LeavingTerms) -> bool:
    """What she only answers for was lent to someone who lives: it stays owed."""
    return terms.loan == "forgiven" and not loan.borrower


def _lost(facts: Facts, member: str, on: datetime.date, terms: LeavingTerms, fund: str) -> int:
    """Return the principal that a fund loses by what is forgiven."""
    loans_of_hers = (facts.loan(code) for code in facts.open_loans(member))
    return sum(
        owed(facts, loan, on).principal
        for loan in loans_of_hers
        if loan.fund == fund and _is_forgiven(loan, terms)
    )


def _loan(
    facts: Facts, loan: LoanRecord, on: datetime.date, available: int, *, forgiven: bool
) -> LoanSettled:
    due = owed(facts, loan, on)
    if forgiven:
        settled, left = 0, 0
    else:
        settled = min(available, due.total)
        left = due.total - settled
    return LoanSettled(
        loan=loan.code,
        principal=due.principal,
        interest=due.interest,
        penalty=due.penalty,
        settled=settled,
        forgiven=due.principal if forgiven else 0,
        left=left,
        guarantors=loan.guarantors,
    )


def _dues(facts: Facts, member: str, on: datetime.date) -> Iterator[tuple[str, str, int]]:
    """Yield what she owes besides loans, by fund: fines, contributions missed, the pot."""
    for key, balance in facts.leaves(DUES).items():
        if key.member == member and balance.amount:
            yield "fines", key.fund, balance.amount
    for fund, amount in arrears.owed(facts, member, on).items():
        if amount:
            yield "arrears", fund, amount
    for key, balance in facts.leaves(POT).items():
        if key.member == member and balance.amount > 0:
            yield "tontine", key.fund, balance.amount


def _kept(terms: LeavingTerms, entitled: int, left: int) -> int:
    """Return what the group keeps back: all, or its part, of what the debts have left."""
    return left if terms.pays == "nothing" else min(left, _share_of(terms, entitled))


def _share_of(terms: LeavingTerms, amount: int) -> int:
    return rounded_half_up(Fraction(terms.keep_percent) * amount / 100)


def _stands_for(facts: Facts, member: str) -> tuple[str, ...]:
    return tuple(code for code in facts.open_loans() if member in facts.loan(code).guarantors)


def postings(facts: Facts, found: Settlement, place: str = "box") -> list[Posting]:
    """Return what a settlement posts; the money of each fund moves as its own lines ask.

    What her savings in one fund pay to another goes from box to box, as if she had been paid
    and had paid.
    """
    rules = facts.rules(found.date)
    first, member = rules.first_fund, found.member
    lines = list(_set_off(facts, found))
    off = found.kept + found.payable if found.as_others else found.savings - found.waits
    apart = apart_of(facts, found)
    lines += _taken_off(facts, found, first, apart, off)
    if found.profit:
        lines.append(Posting(AccountKey(SURPLUS, first, member=member), found.profit))
    if found.kept:
        lines.append(Posting(AccountKey(LEAVING_PENALTIES, first, member=member), -found.kept))
    payer = payer_of(facts, found)
    if found.unpaid:
        lines.append(Posting(AccountKey(LEFT_TO_PAY, payer, member=member), -found.unpaid))
    owing: defaultdict[str, int] = defaultdict(int)
    for account, amount, _ in lines:
        owing[account.fund] += amount
    return [*lines, *_money(owing, payer, found.paid, place)]


def apart_of(facts: Facts, found: Settlement) -> tuple[str, ...]:
    """Return the funds whose savings are hers now while the others wait for the share-out."""
    return () if found.when == "at_once" else unshared(facts, found.member, found.date)


def payer_of(facts: Facts, found: Settlement) -> str:
    """Return the fund that pays what is hers now."""
    return next(iter(apart_of(facts, found)), facts.rules(found.date).first_fund)


def forgiven(facts: Facts, found: Settlement) -> Iterator[tuple[LoanRecord, list[Posting]]]:
    """Yield each loan that is forgiven, written off on the day, and what its loss posts."""
    for line in found.loans:
        if not line.forgiven:
            continue
        loan = facts.loan(line.loan)
        record = dataclasses.replace(
            loan,
            written_off=found.date,
            lost_principal=loan.lost_principal + line.forgiven,
            lost_interest=line.interest + line.penalty,
        )
        loss = AccountKey(LOAN_LOSSES, loan.fund, member=found.member, loan=loan.code)
        yield record, [Posting(loss, line.forgiven), Posting(principal(loan), -line.forgiven)]


def _money(owing: Mapping[str, int], payer: str, paid: int, place: str) -> Iterator[Posting]:
    """Yield the money of each fund: what is paid leaves from a place, the rest from the boxes."""
    for fund, amount in owing.items():
        from_place = min(paid, amount) if fund == payer and place != "box" else 0
        for where, part in ((place, from_place), ("box", amount - from_place)):
            if part:
                yield Posting(money(fund, where), -part)


def _set_off(facts: Facts, found: Settlement) -> Iterator[Posting]:
    rules, member = facts.rules(found.date), found.member
    for line in found.loans:
        loan = facts.loan(line.loan)
        if line.settled:
            due = loans.Owed(line.principal, line.interest, line.penalty)
            parts = loans.allocate(line.settled, due, loan.allocation)
            for account, amount in (
                (penalty(loan), parts.penalty),
                (interest(loan), parts.interest),
                (principal(loan), parts.principal),
            ):
                if amount:
                    yield Posting(account, -amount)
    for due_line in found.dues:
        if due_line.settled and due_line.kind == "fines":
            yield Posting(dues(due_line.fund, member), -due_line.settled)
        elif due_line.settled and due_line.kind == "tontine":
            yield Posting(pot(due_line.fund, member), -due_line.settled)
        elif due_line.settled:
            yield Posting(contributions(rules, due_line.fund, member), -due_line.settled)


def _taken_off(
    facts: Facts, found: Settlement, first: str, apart: tuple[str, ...], amount: int
) -> Iterator[Posting]:
    """Yield what goes off her savings, the first fund's before the others'; shares in step.

    Those `apart`, which wait for nothing, go whole before all others.
    """
    leaves = [
        (key, balance)
        for key, balance in facts.leaves(SAVINGS).items()
        if key.member == found.member and balance.amount
    ]

    def order(fund: str) -> tuple[bool, bool]:
        return fund not in apart, fund != first

    for key, balance in sorted(leaves, key=lambda leaf: order(leaf[0].fund)):
        held = -balance.amount
        part = min(amount, held)
        amount -= part
        if part:
            shares_left = (held - part) * balance.quantity // held
            yield Posting(key, part, shares_left - balance.quantity)
