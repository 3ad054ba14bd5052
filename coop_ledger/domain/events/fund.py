"""The funds' own money: aid, income, expenses, transfers, counts."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.accounts import INTERFUND, MONEY_FEES, OTHER_EXPENSE, OTHER_INCOME, PLACES
from coop_ledger.domain.cash_count import difference_entry
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    cash_counted_total,
    contributions,
    entry_of,
    fund_named,
    money,
    pieces_of,
)
from coop_ledger.domain.records import CountRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class AidGranted(Event):
    """A fund helps a member, who does not give it back."""

    type: ClassVar[str] = "aid_granted"
    title: ClassVar[str] = N_("Aid granted")

    member: str = fields.code(N_("Member's number"))
    fund: str = fields.code(N_("Fund"))
    amount: int = fields.amount(N_("Amount"))
    reason: str = fields.note(N_("Reason"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Pay it out of the fund; the reason stays in the event, not in the journal."""
        facts.active_cycle(self.date)
        active_member(facts, self.member)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        account = contributions(rules, fund, self.member)
        if fund == rules.first_fund:
            account = AccountKey(OTHER_EXPENSE, fund, member=self.member)
        return Effects(
            (
                entry_of(
                    self,
                    Posting(account, self.amount),
                    Posting(money(fund, self.place), -self.amount),
                ),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeReceived(Event):
    """Other money comes in: a gift, a sale, a subsidy."""

    type: ClassVar[str] = "income_received"
    title: ClassVar[str] = N_("Other income received")
    gives_receipt: ClassVar[bool] = False

    fund: str = fields.code(N_("Fund"), "")
    amount: int = fields.amount(N_("Amount"))
    account: str = fields.code(N_("Account"), OTHER_INCOME)
    text: str = fields.note(N_("What it was"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the money into the fund."""
        facts.active_cycle(self.date)
        fund = fund_named(facts.rules(self.date), self.fund)
        account = _ordinary_account(facts, self.account)
        cash = Posting(money(fund, self.place), self.amount)
        return Effects((entry_of(self, cash, Posting(AccountKey(account, fund), -self.amount)),))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpensePaid(Event):
    """The group buys or pays something."""

    type: ClassVar[str] = "expense_paid"
    title: ClassVar[str] = N_("Expense paid")
    gives_receipt: ClassVar[bool] = False

    fund: str = fields.code(N_("Fund"), "")
    amount: int = fields.amount(N_("Amount"))
    account: str = fields.code(N_("Account"), OTHER_EXPENSE)
    text: str = fields.note(N_("What it was"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take the money out of the fund."""
        facts.active_cycle(self.date)
        fund = fund_named(facts.rules(self.date), self.fund)
        account = _ordinary_account(facts, self.account)
        cash = Posting(money(fund, self.place), -self.amount)
        return Effects((entry_of(self, Posting(AccountKey(account, fund), self.amount), cash),))


def _ordinary_account(facts: Facts, code: str) -> str:
    if facts.chart.account(code).floor or code == INTERFUND:
        raise Refusal(
            N_(
                "Account {value} is kept by its own events: choose an account of income or expense."
            ),
            field="account",
            value=code,
        )
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMoved(Event):
    """Money goes from one place or fund to another."""

    type: ClassVar[str] = "money_moved"
    title: ClassVar[str] = N_("Money moved")
    gives_receipt: ClassVar[bool] = False

    from_: str = fields.code(N_("Taken from"))
    to: str = fields.code(N_("Put into"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    fee: int | None = fields.amount(N_("Fee"), None)

    def effects(self, facts: Facts) -> Effects:
        """Move it; a fee is borne by where it left."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        source = _place_or_fund("from", self.from_, fund, rules)
        target = _place_or_fund("to", self.to, fund, rules)
        if source == target:
            raise Refusal(
                N_("{field} is {value}, where the money already is: name another place or fund."),
                field="to",
                value=self.to,
            )
        postings = [
            Posting(money(*target), self.amount),
            Posting(money(*source), -self.amount),
        ]
        if source[0] != target[0]:
            postings += [
                Posting(AccountKey(INTERFUND, source[0]), self.amount),
                Posting(AccountKey(INTERFUND, target[0]), -self.amount),
            ]
        if self.fee:
            postings += [
                Posting(AccountKey(MONEY_FEES, source[0]), self.fee),
                Posting(money(*source), -self.fee),
            ]
        return Effects((entry_of(self, *postings),))


def _place_or_fund(field: str, name: str, fund: str, rules: Rules) -> tuple[str, str]:
    if name in PLACES:
        return (fund, name)
    if name in rules.funds:
        return (name, "box")
    raise Refusal(
        N_("{field} is {value}: name a place ({places}) or a fund ({funds})."),
        field=field,
        value=name,
        places=", ".join(PLACES),
        funds=", ".join(rules.funds),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CashCounted(Event):
    """The cash of a fund's box is counted; a difference is written with its reason."""

    type: ClassVar[str] = "cash_counted"
    title: ClassVar[str] = N_("Cash counted")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False

    fund: str = fields.code(N_("Fund"), "")
    counted: dict[int, int] | int = fields.counted(N_("Counted"))
    difference_reason: str = fields.note(N_("Reason of the difference"), "")

    def effects(self, facts: Facts) -> Effects:
        """Keep the count and bring the book to what lies in the box."""
        facts.active_cycle(self.date)
        fund = fund_named(facts.rules(self.date), self.fund)
        expected = facts.cash(fund)
        total = cash_counted_total(self.counted)
        entries = difference_entry(self, fund, expected, total, self.difference_reason)
        count = CountRecord(
            fund=fund,
            date=self.date,
            number=_next_count(facts, fund, self),
            expected=expected,
            counted=total,
            pieces=pieces_of(self.counted),
            reason=self.difference_reason,
        )
        return Effects(entries, (count,))


def _next_count(facts: Facts, fund: str, event: Event) -> int:
    number = 1
    while facts.record("count", f"{fund}/{event.date.isoformat()}/{number}") is not None:
        number += 1
    return number
