"""Loans: issued and repaid."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields, loans
from coop_ledger.domain.borrowing import Asked, answered_for, at_meeting, findings, meeting_reached
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import Posting
from coop_ledger.domain.lending import new_loan, owed, product_terms
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    entry_of,
    interest,
    money,
    penalty,
    principal,
    product_named,
)
from coop_ledger.domain.records import CycleRecord
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanIssued(Event):
    """The group lends to a member.

    What the assembly may decide otherwise (a loan due after the share-out, say) is refused
    unless a person overrules it: `approved_by` names her, `reason` says why. `guarantees` says
    how much each guarantor stands for; `borrower` names who is no member, and the member then
    answers for her.
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
    guarantees: Mapping[str, int] = fields.amounts(N_("What guarantors stand for"), {})
    borrower: str = fields.note(N_("Borrower who is no member"), "")
    approved_by: str = fields.code(N_("Overruled by"), "")
    reason: str = fields.note(N_("Reason"), "")

    def effects(self, facts: Facts) -> Effects:
        """Write the loan and pay it out of its fund, less the interest that is kept back."""
        cycle = facts.active_cycle(self.date)
        member = active_member(facts, self.member)
        rules = facts.rules(self.date)
        product = product_named(rules, self.product)
        if facts.record("loan", self.loan) is not None:
            raise Refusal(
                N_("There is already a loan {value}: give the new one another number."),
                field="loan",
                value=self.loan,
            )
        term = self.term or product.lending(self.principal).term
        agreed = product_terms(product, self.principal, term, self.date, rules.meeting_days)
        asked = Asked(
            member=member,
            product=product,
            principal=self.principal,
            handed=self.principal - agreed.kept_back,
            on=self.date,
            due=loans.due_on(agreed),
            guarantors=answered_for(self.guarantors, self.guarantees),
            guarantees=self.guarantees,
            borrower=self.borrower,
            place=self.place,
            meeting=meeting_reached(facts, cycle),
            between=not at_meeting(facts, self.date),
        )
        self._check(facts, asked, cycle)
        record = new_loan(
            product,
            agreed,
            code=self.loan,
            member=self.member,
            guarantors=asked.guarantors,
            guarantees=dict(self.guarantees),
            borrower=self.borrower,
            to_ratify=product.ratify and asked.between,
        )
        postings = [
            Posting(principal(record), self.principal),
            Posting(money(product.fund, self.place), -asked.handed),
        ]
        if agreed.kept_back:
            postings.append(Posting(interest(record), -agreed.kept_back))
        return Effects((entry_of(self, *postings),), (record,))

    def _check(self, facts: Facts, asked: Asked, cycle: CycleRecord) -> None:
        """Refuse what the rules stand against, unless someone answers for overruling them."""
        for finding in findings(facts, asked, cycle):
            if not isinstance(finding, Concern) or not (self.approved_by and self.reason):
                raise finding
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
        if loan.written_off is not None:
            raise Refusal(
                N_(
                    "Loan {value} was written off on {day:day}: what comes in on it is recovered "
                    "(loan_recovered)."
                ),
                field="loan",
                value=self.loan,
                day=loan.written_off,
            )
        due = owed(facts, loan, self.date)
        if self.amount > due.total:
            raise _too_much(self, due)
        parts = loans.allocate(self.amount, due, loan.allocation)
        fund = loan.fund
        postings = [Posting(money(fund, self.place), self.amount)]
        for account, amount in (
            (penalty(loan), parts.penalty),
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
        )
        if not due.penalty
        else N_(
            "{owed:francs} are owed on loan {loan} ({principal:francs} of principal, "
            "{interest:francs} of interest, {penalty:francs} for lateness), less than "
            "{value:francs}. Write {owed:francs} at most."
        ),
        field="amount",
        value=event.amount,
        loan=event.loan,
        owed=due.total,
        principal=due.principal,
        interest=due.interest,
        penalty=due.penalty,
    )
