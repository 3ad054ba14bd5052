"""What an assembly decides about a loan that was given: more time, a loss, what comes back."""

import dataclasses
import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from coop_ledger.domain import fields, loans
from coop_ledger.domain.accounts import LOAN_LOSSES, RECOVERED
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.lending import change_body, owed, terms_in_force, terms_of
from coop_ledger.domain.loan_terms import REPAYMENTS, Change, LoanTerms
from coop_ledger.domain.posting_rules import PLACE_NAMES, entry_of, money, principal
from coop_ledger.domain.records import LoanRecord
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRescheduled(Event):
    """The assembly gives more time: what is left of a loan is due on new days.

    Either a new term in periods from this day, or the day on which all is due. The price stays
    what it was, but what was charged once is not charged again; `rate_percent` says otherwise.
    Figures of the days before keep the old schedule.
    """

    type: ClassVar[str] = "loan_rescheduled"
    title: ClassVar[str] = N_("Loan rescheduled")
    gives_receipt: ClassVar[bool] = False

    loan: str = fields.code(N_("Loan"))
    term: int | None = fields.count(N_("New term"), None, most=120)
    due: datetime.date | None = fields.day(N_("Due on"), None)
    repaid: str = fields.choice(N_("Repaid"), REPAYMENTS, "")
    rate_percent: Decimal | None = fields.decimal(N_("New rate"), None)
    minute: str = fields.code(N_("Number of the minutes"), "")
    reason: str = fields.note(N_("Reason"), "")

    def effects(self, facts: Facts) -> Effects:
        """Write the new terms beside the old ones."""
        facts.active_cycle(self.date)
        loan, now = _running(facts, self.loan, self.date)
        agreed = now
        if now.charged_once and self.rate_percent is None:
            agreed = dataclasses.replace(now, rate_percent=Decimal(0), amount=0)
        return _changed(self, loan, agreed, "rescheduled")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRolledOver(Event):
    """What is left of a loan and the interest not paid become a new debt, and bear interest.

    The cash does not move and no interest is income before it is received
    (savings-groups.md 1.9, "loan rollover").
    """

    type: ClassVar[str] = "loan_rolled_over"
    title: ClassVar[str] = N_("Loan rolled over")
    gives_receipt: ClassVar[bool] = False

    loan: str = fields.code(N_("Loan"))
    term: int | None = fields.count(N_("New term"), None, most=120)
    due: datetime.date | None = fields.day(N_("Due on"), None)
    repaid: str = fields.choice(N_("Repaid"), REPAYMENTS, "")
    rate_percent: Decimal | None = fields.decimal(N_("New rate"), None)
    minute: str = fields.code(N_("Number of the minutes"), "")
    reason: str = fields.note(N_("Reason"), "")

    def effects(self, facts: Facts) -> Effects:
        """Write the new debt's terms beside the old ones."""
        facts.active_cycle(self.date)
        loan, now = _running(facts, self.loan, self.date)
        if now.charged_once:  # what is charged once is charged again on the new debt
            rate = Decimal(loan.rate_percent)
            now = dataclasses.replace(now, rate_percent=rate, amount=loan.amount)
        return _changed(self, loan, now, "rolled_over")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanWrittenOff(Event):
    """The assembly gives up what is left of a loan, or an amount of it: a loss for all.

    What is shared is less by it (savings-groups.md 1.9, "write-off").
    """

    type: ClassVar[str] = "loan_written_off"
    title: ClassVar[str] = N_("Loan written off")
    gives_receipt: ClassVar[bool] = False

    loan: str = fields.code(N_("Loan"))
    amount: int | None = fields.amount(N_("Principal given up"), None)
    minute: str = fields.code(N_("Number of the minutes"), "")
    reason: str = fields.note(N_("Reason"), "")

    def effects(self, facts: Facts) -> Effects:
        """Take the principal off what is owed; interest that was never received is no loss."""
        facts.active_cycle(self.date)
        loan, _now = _running(facts, self.loan, self.date)
        due = owed(facts, loan, self.date)
        lost = due.principal if self.amount is None else self.amount
        if lost > due.principal:
            raise Refusal(
                N_("{value:francs} is more than the principal left on loan {loan}, {left:francs}."),
                field="amount",
                value=lost,
                loan=loan.code,
                left=due.principal,
            )
        record = dataclasses.replace(loan, lost_principal=loan.lost_principal + lost)
        if lost == due.principal:
            record = dataclasses.replace(
                record,
                written_off=self.date,
                lost_interest=due.interest + due.penalty,
                minute=self.minute,
            )
        loss = AccountKey(LOAN_LOSSES, loan.fund, member=loan.member, loan=loan.code)
        entry = entry_of(self, Posting(loss, lost), Posting(principal(loan), -lost))
        return Effects((entry,), (record,))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRecovered(Event):
    """Money comes in on a loan that was written off: an income of its fund."""

    type: ClassVar[str] = "loan_recovered"
    title: ClassVar[str] = N_("Recovered on a loan written off")

    loan: str = fields.code(N_("Loan"))
    amount: int = fields.amount(N_("Amount"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take it in, up to all that was given up."""
        facts.active_cycle(self.date)
        loan = facts.loan(self.loan)
        if loan.written_off is None or self.date < loan.written_off:
            raise Refusal(
                N_(
                    "Loan {value} was not written off on {day:day}: what is paid on it is a "
                    "repayment (loan_repaid)."
                ),
                field="loan",
                value=self.loan,
                day=self.date,
            )
        left = loan.lost_principal + loan.lost_interest - loan.recovered
        if self.amount > left:
            raise Refusal(
                N_(
                    "{left:francs} are still lost on loan {loan}, less than {value:francs}. "
                    "Write {left:francs} at most."
                ),
                field="amount",
                value=self.amount,
                loan=self.loan,
                left=left,
            )
        recovered = AccountKey(RECOVERED, loan.fund, member=loan.member, loan=loan.code)
        entry = entry_of(
            self,
            Posting(money(loan.fund, self.place), self.amount),
            Posting(recovered, -self.amount),
        )
        record = dataclasses.replace(loan, recovered=loan.recovered + self.amount)
        return Effects((entry,), (record,))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRatified(Event):
    """The assembly ratifies a loan that was given between two meetings."""

    type: ClassVar[str] = "loan_ratified"
    title: ClassVar[str] = N_("Loan ratified")
    gives_receipt: ClassVar[bool] = False

    loan: str = fields.code(N_("Loan"))
    minute: str = fields.code(N_("Number of the minutes"), "")

    def effects(self, facts: Facts) -> Effects:
        """Note that it waits no longer."""
        loan = facts.loan(self.loan)
        if not loan.awaits:
            raise Refusal(
                N_("Loan {value} does not wait to be ratified: choose one that does."),
                field="loan",
                value=self.loan,
            )
        _check_after_issue(loan, self.date)
        return Effects((), (dataclasses.replace(loan, ratified_on=self.date),))


def _running(facts: Facts, code: str, on: datetime.date) -> tuple[LoanRecord, LoanTerms]:
    """Return a loan that is owed on a day, and the terms that hold; refuse another."""
    loan = facts.loan(code)
    _check_after_issue(loan, on)
    if loan.written_off is not None:
        raise Refusal(
            N_("Loan {value} was written off on {day:day}: nothing is left to decide on it."),
            field="loan",
            value=code,
            day=loan.written_off,
        )
    if not owed(facts, loan, on).principal:
        raise Refusal(
            N_("Loan {value} is already repaid: nothing is left to decide on it."),
            field="loan",
            value=code,
        )
    return loan, terms_in_force(facts, loan, on)


def _check_after_issue(loan: LoanRecord, on: datetime.date) -> None:
    if on < loan.issued:
        raise Refusal(
            N_("{value:day} is before loan {loan} was issued on {issued:day}: correct the date."),
            field="date",
            value=on,
            loan=loan.code,
            issued=loan.issued,
        )


def _changed(
    event: LoanRescheduled | LoanRolledOver, loan: LoanRecord, now: LoanTerms, kind: str
) -> Effects:
    """Return the loan with one more decision, the last word on its terms."""
    last = max((change.on for change in terms_of(loan).changes), default=None)
    if last is not None and event.date <= last:
        raise Refusal(
            N_(
                "The terms of loan {loan} were changed on {last:day}: a new decision is dated "
                "after it, or reverse that one first."
            ),
            field="date",
            value=event.date,
            loan=loan.code,
            last=last,
        )
    if event.due is not None and event.term is not None:
        raise Refusal(
            N_("Say either the new term or the day all is due (due), not both."),
            field="due",
            value=event.due,
        )
    if event.due is not None and event.due <= event.date:
        raise Refusal(
            N_("{value:day} is not after the decision of {day:day}: give a later day."),
            field="due",
            value=event.due,
            day=event.date,
        )
    change = Change(
        on=event.date,
        kind=kind,
        term=_term(event, now),
        repaid=event.repaid or ("at_end" if event.due else now.repaid),
        rate_percent=now.rate_percent if event.rate_percent is None else event.rate_percent,
        amount=now.amount,
        due=event.due,
        minute=event.minute,
    )
    # The terms say by themselves what cannot be: a rate below nothing.
    due = loans.due_on(now.replaced(change, now.principal, 0))
    changes = (*loan.changes, change_body(change))
    return Effects((), (dataclasses.replace(loan, changes=changes, due=due),))


def _term(event: LoanRescheduled | LoanRolledOver, now: LoanTerms) -> int:
    """Return the new term in periods; those up to the day all is due where a day is given."""
    if event.due is None:
        return event.term or now.term
    return dataclasses.replace(now, issued_on=event.date).periods_begun(event.due)
