"""Loans: issued and repaid."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields, loans
from coop_ledger.domain.accounts import FINES, LOANS
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.lending import owed, product_terms
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    entry_of,
    interest,
    money,
    principal,
)
from coop_ledger.domain.records import LoanRecord, MemberRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanIssued(Event):
    """The group lends to a member.

    A loan due after the planned share-out is refused unless a person overrules
    it: `approved_by` names her, `reason` says why.
    """

    type: ClassVar[str] = "loan_issued"
    title: ClassVar[str] = N_("Loan issued")

    loan: str = fields.code(N_("Loan"))
    member: str = fields.code(N_("Member's number"))
    product: str = fields.code(N_("Kind of loan"))
    principal: int = fields.amount(N_("Amount lent"))
    term: int | None = fields.count(N_("Term"), None, most=120)
    guarantors: tuple[str, ...] = fields.members(N_("Guarantors"), ())
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")
    approved_by: str = fields.code(N_("Overruled by"), "")
    reason: str = fields.note(N_("Reason"), "")

    def effects(self, facts: Facts) -> Effects:
        """Write the loan and pay it out of its fund."""
        cycle = facts.active_cycle(self.date)
        member = active_member(facts, self.member)
        rules = facts.rules(self.date)
        product = _product(rules, self.product)
        self._check(facts, member, product)
        term = self.term or product.term
        terms = product_terms(product, self.principal, term, self.date, rules.meeting_days)
        due = loans.due_on(terms)
        if due > cycle.ends:
            self._check_overruled(facts, due, cycle.ends)
        record = LoanRecord(
            code=self.loan,
            member=self.member,
            product=product.name,
            fund=product.fund,
            principal=self.principal,
            issued=self.date,
            due=due,
            method=product.method,
            rate_percent=str(product.rate_percent),
            per=product.per,
            term=term,
            repaid=product.repaid,
            meeting_days=rules.meeting_days,
            guarantors=self.guarantors,
            allocation=product.allocation,
        )
        entry = entry_of(
            self,
            Posting(principal(record), self.principal),
            Posting(money(product.fund, self.place), -self.principal),
        )
        return Effects((entry,), (record,))

    def _check(self, facts: Facts, member: MemberRecord, product: LoanProduct) -> None:
        if facts.record("loan", self.loan) is not None:
            raise Refusal(
                N_("There is already a loan {value}: give the new one another number."),
                field="loan",
                value=self.loan,
            )
        self._check_guarantors(facts, product)
        self._check_ceiling(facts, member, product)
        held = facts.cash(product.fund, self.place)
        if self.principal > held:
            raise Refusal(
                N_(
                    "{fund}: {held:francs} are there and the loan is {value:francs}, "
                    "{missing:francs} are missing. Lend {held:francs} at most."
                ),
                field="principal",
                value=self.principal,
                fund=terms.fund(product.fund),
                held=held,
                missing=self.principal - held,
            )

    def _check_guarantors(self, facts: Facts, product: LoanProduct) -> None:
        for code in self.guarantors:
            active_member(facts, code, field="guarantors")
        if self.member in self.guarantors:
            raise Refusal(
                N_("Member {value} cannot stand for her own loan: name someone else."),
                field="guarantors",
                value=self.member,
            )
        if len(self.guarantors) < product.guarantors:
            raise Refusal(
                N_("This loan needs {needed:number} guarantors and {value:number} are named."),
                field="guarantors",
                value=len(self.guarantors),
                needed=product.guarantors,
            )

    def _check_ceiling(self, facts: Facts, member: MemberRecord, product: LoanProduct) -> None:
        if product.ceiling is None:
            return
        saved = facts.savings(self.member).amount
        ceiling = int(Decimal(saved) * product.ceiling)
        lent = facts.total(LOANS, member=self.member)
        if lent + self.principal > ceiling:
            raise Refusal(
                N_(
                    "{name} has saved {saved:francs} and may owe {ceiling:francs}; she owes "
                    "{lent:francs} already. Lend {rest:francs} at most."
                ),
                field="principal",
                value=self.principal,
                name=member.name,
                saved=saved,
                ceiling=ceiling,
                lent=lent,
                rest=max(ceiling - lent, 0),
            )

    def _check_overruled(self, facts: Facts, due: datetime.date, ends: datetime.date) -> None:
        if not (self.approved_by and self.reason):
            raise Concern(
                N_(
                    "This loan is due on {due:day}, after the share-out of {ends:day}. Shorten it, "
                    "or let a member overrule this by name (approved_by) with a reason (reason)."
                ),
                field="term",
                value=self.term,
                due=due,
                ends=ends,
            )
        active_member(facts, self.approved_by, field="approved_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRepaid(Event):
    """A member pays on a loan; the rules split it into penalty, interest and principal."""

    type: ClassVar[str] = "loan_repaid"
    title: ClassVar[str] = N_("Loan repaid")

    loan: str = fields.code(N_("Loan"))
    amount: int = fields.amount(N_("Amount"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take it off what is owed; interest becomes income when it is received."""
        facts.active_cycle(self.date)
        loan = facts.loan(self.loan)
        if self.date < loan.issued:
            raise Refusal(
                N_(
                    "{value:day} is before loan {loan} was issued on {issued:day}: correct the date."
                ),
                field="date",
                value=self.date,
                loan=self.loan,
                issued=loan.issued,
            )
        due = owed(facts, loan, self.date)
        if self.amount > due.total:
            raise _too_much(self, due)
        parts = loans.allocate(self.amount, due, loan.allocation)
        fund = loan.fund
        postings = [Posting(money(fund, self.place), self.amount)]
        for account, amount in (
            (AccountKey(FINES, fund, member=loan.member, loan=loan.code), parts.penalty),
            (interest(loan), parts.interest),
            (principal(loan), parts.principal),
        ):
            if amount:
                postings.append(Posting(account, -amount))
        return Effects((entry_of(self, *postings),))


def _too_much(event: LoanRepaid, due: loans.Owed) -> Refusal:
    if due.total == 0:
        return Refusal(
            N_("Loan {loan} is already repaid: nothing more is owed on it."),
            field="loan",
            value=event.loan,
            loan=event.loan,
        )
    return Refusal(
        N_(
            "{owed:francs} are owed on loan {loan} ({principal:francs} of principal, "
            "{interest:francs} of interest), less than {value:francs}. Write {owed:francs} at most."
        ),
        field="amount",
        value=event.amount,
        loan=event.loan,
        owed=due.total,
        principal=due.principal,
        interest=due.interest,
    )


def _product(rules: Rules, name: str) -> LoanProduct:
    product = rules.loans.get(name)
    if product is None:
        raise Refusal(
            N_("{field} is {value}: the loans of this group are {products}."),
            field="product",
            value=name,
            products=", ".join(rules.loans) or "–",
        )
    return product
