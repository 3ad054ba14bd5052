"""The funds' own money: aid, income, expenses, counts."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import aid, fields
from coop_ledger.domain.accounts import DONORS, INTERFUND, OTHER_EXPENSE, OTHER_INCOME
from coop_ledger.domain.cash_count import difference_entry
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.kept_for_members import check_kept
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    cash_counted_total,
    entry_of,
    fund_named,
    given_away,
    granted_of,
    money,
    pieces_of,
)
from coop_ledger.domain.records import AidRecord, CountRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class AidGranted(Event):
    """A fund helps a member, who does not give it back.

    What the fund's rule does not allow is refused unless a person overrules it:
    `approved_by` names her, `decision` says why.
    """

    type: ClassVar[str] = "aid_granted"
    title: ClassVar[str] = N_("Aid granted")

    member: str = fields.code(N_("Member's number"))
    fund: str = fields.code(N_("Fund"))
    amount: int = fields.amount(N_("Amount"))
    reason: str = fields.note(N_("Reason"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")
    centre: str = fields.note(N_("Health centre"), "")
    approved_by: str = fields.code(N_("Overruled by"), "")
    decision: str = fields.note(N_("Reason of the decision"), "")

    def effects(self, facts: Facts) -> Effects:
        """Pay it out of the fund; the reason stays in the event, not in the journal."""
        cycle = facts.active_cycle(self.date)
        active_member(facts, self.member)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        self._check(facts, cycle.code, rules.funds[fund])
        check_kept(facts, fund, self.amount)
        given = Posting(given_away(rules, fund, self.member), self.amount)
        paid = entry_of(self, given, Posting(money(fund, self.place), -self.amount))
        entries = (paid, *granted_of(self, rules, fund, [given]))
        if rules.funds[fund].aid is None:
            return Effects(entries)
        record = AidRecord(
            number=aid.next_number(facts),
            member=self.member,
            fund=fund,
            cycle=cycle.code,
            date=self.date,
            amount=self.amount,
        )
        return Effects(entries, (record,))

    def _check(self, facts: Facts, cycle: str, rule: FundRule) -> None:
        found = aid.concern(
            facts,
            rule,
            facts.member(self.member),
            amount=self.amount,
            reason=self.reason,
            on=self.date,
            cycle=cycle,
        )
        if found is None:
            return
        if not (self.approved_by and self.decision):
            raise found
        active_member(facts, self.approved_by, field="approved_by")


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
        """Put the money into the fund; in a donor's fund it is the donor's."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        account = _account_in(facts, rules, fund, self.account)
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
        """Take the money out of the fund; a donor's money is spent for the donor."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        account = _account_in(facts, rules, fund, self.account)
        check_kept(facts, fund, self.amount)
        cash = Posting(money(fund, self.place), -self.amount)
        return Effects((entry_of(self, Posting(AccountKey(account, fund), self.amount), cash),))


def _account_in(facts: Facts, rules: Rules, fund: str, code: str) -> str:
    """Return the account of an income or expense: a donor's fund has neither, it owes the donor."""
    account = _ordinary_account(facts, code)
    return DONORS if rules.is_donors(fund) else account


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
class CashCounted(Event):
    """The cash of a fund's box is counted, or what its bank or wallet says is read off.

    A difference from the book is written with its reason.
    """

    type: ClassVar[str] = "cash_counted"
    title: ClassVar[str] = N_("Cash counted")
    in_meeting: ClassVar[bool] = False
    gives_receipt: ClassVar[bool] = False

    fund: str = fields.code(N_("Fund"), "")
    counted: dict[int, int] | int = fields.counted(N_("Counted"))
    difference_reason: str = fields.note(N_("Reason of the difference"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Keep the count and bring the book to what lies in the box."""
        facts.active_cycle(self.date)
        fund = fund_named(facts.rules(self.date), self.fund)
        expected = facts.cash(fund, self.place)
        total = cash_counted_total(self.counted)
        entries = difference_entry(self, fund, expected, total, self.difference_reason, self.place)
        count = CountRecord(
            fund=fund,
            date=self.date,
            number=_next_count(facts, fund, self),
            expected=expected,
            counted=total,
            pieces=pieces_of(self.counted),
            reason=self.difference_reason,
            place=self.place,
        )
        return Effects(entries, (count,))


def _next_count(facts: Facts, fund: str, event: Event) -> int:
    number = 1
    while facts.record("count", f"{fund}/{event.date.isoformat()}/{number}") is not None:
        number += 1
    return number
