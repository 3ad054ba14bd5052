"""Loans that the group itself takes from a bank: received, and repaid with their interest."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from coop_ledger.domain import fields, loans
from coop_ledger.domain.accounts import BORROWED, INTEREST_PAID, MONEY_FEES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.loan_terms import METHODS, RATE_PERIODS, REPAYMENTS, LoanTerms
from coop_ledger.domain.posting_rules import PLACE_NAMES, entry_of, fund_named, money
from coop_ledger.domain.records import BankLoanRecord
from coop_ledger.i18n import N_

_METHODS = tuple(method for method in METHODS if method not in ("upfront", "fixed"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLoanReceived(Event):
    """A bank, a fund or an NGO lends to the group, on terms of its own."""

    type: ClassVar[str] = "bank_loan_received"
    title: ClassVar[str] = N_("Bank loan received")

    loan: str = fields.code(N_("Bank loan"))
    lender: str = fields.name(N_("Lender"))
    principal: int = fields.amount(N_("Amount borrowed"))
    term: int = fields.count(N_("Term"), 1, most=120)
    method: str = fields.choice(N_("Interest"), _METHODS, "flat")
    rate_percent: Decimal = fields.decimal(N_("Rate"), Decimal(0))
    per: str = fields.choice(N_("Per"), RATE_PERIODS, "month")
    repaid: str = fields.choice(N_("Repaid"), REPAYMENTS, "at_end")
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Bring the money in and write the debt with its schedule."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        if facts.record("bank_loan", self.loan) is not None:
            raise Refusal(
                N_("There is already a bank loan {value}: give the new one another number."),
                field="loan",
                value=self.loan,
            )
        fund = fund_named(rules, self.fund)
        agreed = LoanTerms(
            principal=self.principal,
            method=self.method,
            rate_percent=self.rate_percent,
            per=self.per,
            term=self.term,
            repaid=self.repaid,
            issued_on=self.date,
            meeting_days=rules.meeting_days,
        )
        record = BankLoanRecord(
            code=self.loan,
            lender=self.lender,
            fund=fund,
            principal=self.principal,
            received=self.date,
            due=loans.due_on(agreed),
            method=self.method,
            rate_percent=str(self.rate_percent),
            per=self.per,
            term=self.term,
            repaid=self.repaid,
            meeting_days=rules.meeting_days,
        )
        entry = entry_of(
            self,
            Posting(money(fund, self.place), self.principal),
            Posting(borrowed(record), -self.principal),
            text=self.lender,
        )
        return Effects((entry,), (record,))


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLoanRepaid(Event):
    """The group pays its bank: principal, interest and fees as the bank's slip says them."""

    type: ClassVar[str] = "bank_loan_repaid"
    title: ClassVar[str] = N_("Bank loan repaid")

    loan: str = fields.code(N_("Bank loan"))
    principal: int | None = fields.amount(N_("Principal"), None)
    interest: int | None = fields.amount(N_("Interest"), None)
    fees: int | None = fields.amount(N_("Fees"), None)
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Pay it out of the fund that borrowed; interest and fees are expenses."""
        facts.active_cycle(self.date)
        record = bank_loan(facts, self.loan)
        if self.date < record.received:
            raise Refusal(
                N_("{value:day} is before bank loan {loan} was received on {day:day}."),
                field="date",
                value=self.date,
                loan=self.loan,
                day=record.received,
            )
        left = -facts.balance(borrowed(record)).amount
        if (self.principal or 0) > left:
            raise Refusal(
                N_(
                    "{left:francs} of principal are left on bank loan {loan}, less than "
                    "{value:francs}. Write {left:francs} at most, the rest is interest or fees."
                ),
                field="principal",
                value=self.principal,
                loan=self.loan,
                left=left,
            )
        asked = (
            (borrowed(record), self.principal),
            (AccountKey(INTEREST_PAID, record.fund, item=record.code), self.interest),
            (AccountKey(MONEY_FEES, record.fund, item=record.code), self.fees),
        )
        postings = [Posting(account, amount) for account, amount in asked if amount]
        if not postings:
            raise Refusal(
                N_("Say what is paid on bank loan {loan}: principal, interest or fees."),
                field="principal",
                loan=self.loan,
            )
        total = sum(posting.amount for posting in postings)
        postings.append(Posting(money(record.fund, self.place), -total))
        return Effects((entry_of(self, *postings, text=record.lender),))


def borrowed(record: BankLoanRecord) -> AccountKey:
    """The account of what the group owes on a bank loan."""
    return AccountKey(BORROWED, record.fund, item=record.code)


def bank_loan(facts: Facts, code: str) -> BankLoanRecord:
    """Return a loan of the group from a bank, or refuse a number none has."""
    record = facts.record("bank_loan", code)
    if isinstance(record, BankLoanRecord):
        return record
    raise Refusal(
        N_("{field} is {value}: the group has no such bank loan."), field="loan", value=code
    )
