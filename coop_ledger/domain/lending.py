"""A loan of the group seen through its record: its terms, and what is owed on a day."""

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coop_ledger.domain import loans
from coop_ledger.domain.accounts import FINES, INTEREST, LOANS
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.loan_terms import NOT_PENALISED, Change, Late
from coop_ledger.domain.records import LoanRecord
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.domain.source import Movement

ISSUED = "loan_issued"
BROUGHT = "balances_opened"
CLOSED = "cycle_closed"
WRITTEN_OFF = "loan_written_off"

_EVE = datetime.timedelta(days=1)


def terms_of(loan: LoanRecord) -> loans.LoanTerms:
    """Return the terms a loan was agreed on, with what was decided about it since."""
    return loans.LoanTerms(
        principal=loan.principal,
        method=loan.method,
        rate_percent=Decimal(loan.rate_percent),
        per=loan.per,
        term=loan.term,
        repaid=loan.repaid,
        issued_on=loan.issued,
        meeting_days=loan.meeting_days,
        amount=loan.amount,
        step=loan.step,
        late=late_of(loan.late),
        changes=tuple(_change(change) for change in loan.changes),
    )


def product_terms(
    product: LoanProduct, principal: int, term: int, issued_on: datetime.date, meeting_days: int
) -> loans.LoanTerms:
    """Return the terms that a product gives to a new loan of an amount."""
    band = product.lending(principal)
    return loans.LoanTerms(
        principal=principal,
        method=band.method,
        rate_percent=band.rate_percent,
        per=band.per,
        term=term,
        repaid=band.repaid,
        issued_on=issued_on,
        meeting_days=meeting_days,
        amount=band.amount,
        step=band.step,
        late=band.late,
    )


def new_loan(
    product: LoanProduct,
    terms: loans.LoanTerms,
    *,
    code: str,
    member: str,
    **told: Any,
) -> LoanRecord:
    """Return the register line of a loan of a kind on its terms; `told` is what else is known."""
    return LoanRecord(
        code=code,
        member=member,
        product=product.name,
        fund=product.fund,
        principal=terms.principal,
        issued=terms.issued_on,
        due=loans.due_on(terms),
        method=terms.method,
        rate_percent=str(terms.rate_percent),
        per=terms.per,
        term=terms.term,
        repaid=terms.repaid,
        meeting_days=terms.meeting_days,
        allocation=product.allocation,
        amount=terms.amount,
        step=terms.step,
        late=late_body(terms.late),
        **told,
    )


def late_of(body: Mapping[str, Any]) -> Late:
    """Return what lateness costs, as a record keeps it."""
    if not body:
        return NOT_PENALISED
    return Late(**{**body, "percent": Decimal(body["percent"])})


def late_body(late: Late) -> dict[str, Any]:
    """Return what lateness costs as a record keeps it: nothing where nothing is charged."""
    if late.kind == "none":
        return {}
    return {**dataclasses.asdict(late), "percent": str(late.percent)}


def change_body(change: Change) -> dict[str, Any]:
    """Return a decision about a loan as a record keeps it."""
    due = None if change.due is None else change.due.isoformat()
    return {
        **dataclasses.asdict(change),
        "on": change.on.isoformat(),
        "rate_percent": str(change.rate_percent),
        "due": due,
    }


def _change(body: Mapping[str, Any]) -> Change:
    due = body["due"]
    return Change(
        **{
            **body,
            "on": datetime.date.fromisoformat(body["on"]),
            "rate_percent": Decimal(body["rate_percent"]),
            "due": None if due is None else datetime.date.fromisoformat(due),
        }
    )


def repayments(
    history: list[Movement], before: Sequence[loans.Repayment] = ()
) -> list[loans.Repayment]:
    """Return the day, principal and interest of each repayment in a loan's history.

    The loan itself begins the history (a loan that was reversed and issued again
    begins it anew). The closing of a cycle only carries the interest received to the
    surplus: it pays nothing and takes nothing back. `before` is what had been paid on a loan
    that the group brought with it.
    """
    found: list[loans.Repayment] = []
    for movement in history:
        if movement.kind == ISSUED:
            found.clear()
        elif movement.kind == BROUGHT:
            found = [*before]
        elif movement.kind == CLOSED:
            continue
        elif movement.account.code == LOANS:
            found.append((movement.date, -movement.amount, 0))
        elif movement.account.code == INTEREST:
            found.append((movement.date, 0, -movement.amount))
    return found


def paid_before(loan: LoanRecord) -> list[loans.Repayment]:
    """Return what had been paid on a loan when the group brought it, on that day."""
    if loan.brought_on is None:
        return []
    return [(loan.brought_on, loan.principal_before, loan.interest_before)]


def owed(facts: Facts, loan: LoanRecord, on: datetime.date) -> loans.Owed:
    """Return what closes a loan on a day; nothing is asked for on one that was written off."""
    if loan.written_off is not None and on >= loan.written_off:
        return loans.Owed(0, 0)
    history = facts.loan_history(loan.code)
    penalties = sum(
        -movement.amount
        for movement in history
        if movement.account.code == FINES and movement.kind != CLOSED
    )
    return loans.owed(
        terms_of(loan),
        paid_on(facts, loan),
        on,
        _met(facts, loan),
        penalties_paid=penalties,
        known_from=loan.brought_on,
    )


def paid_on(facts: Facts, loan: LoanRecord) -> list[loans.Repayment]:
    """Return the day, principal and interest of each repayment of a loan."""
    return repayments(facts.loan_history(loan.code), paid_before(loan))


def terms_in_force(facts: Facts, loan: LoanRecord, on: datetime.date) -> loans.LoanTerms:
    """Return the terms that hold on a day; their schedule is what is asked of her now."""
    return loans.in_force(terms_of(loan), paid_on(facts, loan), on, _met(facts, loan))


def due_by(facts: Facts, loan: LoanRecord, on: datetime.date) -> int:
    """Return what the schedule asked for up to and on a day and was not paid, in francs."""
    if loan.written_off is not None and on >= loan.written_off:
        return 0
    return loans.due_by(terms_of(loan), paid_on(facts, loan), on, _met(facts, loan))


def late(facts: Facts, loan: LoanRecord, on: datetime.date) -> int:
    """Return what is late on a day, in francs: what is paid on the day it falls due is not."""
    return _overdue(facts, loan, on) if owed(facts, loan, on).total else 0


def _overdue(facts: Facts, loan: LoanRecord, on: datetime.date) -> int:
    """Return what fell due before a day and was not paid before it, in francs.

    On the day a loan is brought, what is said to be paid was paid before.
    """
    if on == loan.brought_on:
        met = _met(facts, loan)
        return loans.due_by(terms_of(loan), paid_on(facts, loan), on, met, _EVE.days)
    return due_by(facts, loan, on - _EVE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a loan stands on a day.

    `schedule` is what is asked by the terms in force, with what is `covered` of each line;
    `since` the day of the first line that is late, None where nothing is. `due_now` is what is
    to be brought on that day: what is late, what falls due before the group meets again, and
    what lateness cost.
    """

    owed: loans.Owed
    late: int
    due_now: int
    since: datetime.date | None
    terms: loans.LoanTerms
    schedule: tuple[loans.Instalment, ...]
    covered: tuple[int, ...]

    @property
    def next_due(self) -> tuple[datetime.date, int] | None:
        """The first line that is not covered, and what is to be brought: now or then.

        Where something is due now, it is all that is due now.
        """
        if not self.owed.total:
            return None
        for line, covered in zip(self.schedule, self.covered, strict=True):
            if covered < line.payment:
                asked = max(self.due_now, line.payment - covered + self.owed.penalty)
                return line.due, min(asked, self.owed.total)
        return self.schedule[-1].due, self.owed.total


def standing(facts: Facts, loan: LoanRecord, on: datetime.date) -> Standing:
    """Return where a loan stands on a day."""
    due = owed(facts, loan, on)
    terms = terms_in_force(facts, loan, on)
    first = terms.issued_on == loan.issued and not terms.compounds and not terms.carried
    left = sum(
        principal + interest
        for day, principal, interest in paid_on(facts, loan)
        if day <= on and (first or day > terms.issued_on)
    )
    schedule = loans.schedule(terms)
    covered = []
    for line in schedule:
        covered.append(max(0, min(left, line.payment)))
        left -= covered[-1]
    missing = _overdue(facts, loan, on) if due.total else 0
    missed = (
        line.due
        for line, paid in zip(schedule, covered, strict=True)
        if paid < line.payment and line.due < on
    )
    since = next(missed, None) if missing else None
    until = on + datetime.timedelta(days=facts.rules(on).meeting_days) - _EVE
    now = min(due_by(facts, loan, until) + due.penalty, due.total)
    late_now = missing if since else 0
    return Standing(due, late_now, now, since, terms, schedule, tuple(covered))


def _met(facts: Facts, loan: LoanRecord) -> list[datetime.date] | None:
    """Return the meetings that end the periods of a loan, None where the calendar does.

    Those held before the group brought the loan with it are not in the book: they count by
    the calendar.
    """
    if loan.per != "meeting":
        return None
    met = list(facts.met().values())
    if loan.brought_on is not None:
        between = (loan.brought_on - loan.issued).days
        days = range(loan.meeting_days, between, loan.meeting_days)
        met += [loan.issued + datetime.timedelta(days=count) for count in days]
    return met
