"""A loan of the group seen through its record: its terms, and what is owed on a day."""

import datetime
from decimal import Decimal

from coop_ledger.domain import loans
from coop_ledger.domain.accounts import INTEREST, LOANS
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import LoanRecord
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.domain.source import Movement

ISSUED = "loan_issued"
CLOSED = "cycle_closed"


def terms_of(loan: LoanRecord) -> loans.LoanTerms:
    """Return the terms a loan was agreed on."""
    return loans.LoanTerms(
        principal=loan.principal,
        method=loan.method,
        rate_percent=Decimal(loan.rate_percent),
        per=loan.per,
        term=loan.term,
        repaid=loan.repaid,
        issued_on=loan.issued,
        meeting_days=loan.meeting_days,
    )


def product_terms(
    product: LoanProduct, principal: int, term: int, issued_on: datetime.date, meeting_days: int
) -> loans.LoanTerms:
    """Return the terms that a product gives to a new loan."""
    return loans.LoanTerms(
        principal=principal,
        method=product.method,
        rate_percent=product.rate_percent,
        per=product.per,
        term=term,
        repaid=product.repaid,
        issued_on=issued_on,
        meeting_days=meeting_days,
    )


def repayments(history: list[Movement]) -> list[tuple[datetime.date, int, int]]:
    """Return the day, principal and interest of each repayment in a loan's history.

    The loan itself begins the history (a loan that was reversed and issued again
    begins it anew). The closing of a cycle only carries the interest received to the
    surplus: it pays nothing and takes nothing back.
    """
    found: list[tuple[datetime.date, int, int]] = []
    for movement in history:
        if movement.kind == ISSUED:
            found.clear()
        elif movement.kind == CLOSED:
            continue
        elif movement.account.code == LOANS:
            found.append((movement.date, -movement.amount, 0))
        elif movement.account.code == INTEREST:
            found.append((movement.date, 0, -movement.amount))
    return found


def owed(facts: Facts, loan: LoanRecord, on: datetime.date) -> loans.Owed:
    """Return what closes a loan on a day."""
    periods = _periods(facts, loan, on) if loan.per == "meeting" else None
    history = facts.loan_history(loan.code)
    return loans.owed(terms_of(loan), repayments(history), on, periods)


def _periods(facts: Facts, loan: LoanRecord, on: datetime.date) -> int:
    """Return the periods begun: one with the loan, and one more with each meeting since.

    What is paid at a meeting is paid before its period begins.
    """
    return 1 + sum(loan.issued < day < on for day in facts.met().values())
