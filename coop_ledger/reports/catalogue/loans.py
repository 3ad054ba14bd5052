"""Loans: the register."""

import datetime

from coop_ledger.book.book import Book
from coop_ledger.book.questions import loans as questions
from coop_ledger.book.questions.answers import Loan
from coop_ledger.i18n import N_, _, translate
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

STATUS_NAMES = {
    "open": N_("on time"),
    "late": N_("late"),
    "closed": N_("repaid"),
    "written_off": N_("written off"),
}


def status_name(status: str) -> str:
    """Return how a loan stands, in words."""
    return translate(STATUS_NAMES[status])


def loan_register(book: Book, group: str, on: datetime.date | None = None) -> Table:
    """Return every loan on a day, the late ones first."""
    loans = questions.loans(book, group, on=on)
    return Table(
        title=_("Loan register"),
        columns=(
            Column("loan", _("Loan"), Kind.TEXT),
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Member")),
            Column("issued", _("Issued"), Kind.DATE),
            Column("due", _("Due"), Kind.DATE),
            Column("principal", _("Lent"), Kind.MONEY),
            Column("paid", _("Paid"), Kind.MONEY),
            Column("owed", _("Still owed"), Kind.MONEY),
            Column("late", _("Late"), Kind.MONEY),
            Column("status", _("State")),
        ),
        rows=(*(_loan(loan) for loan in loans), _total(loans)),
    )


def _loan(loan: Loan) -> Row:
    return Row(
        (
            loan.loan,
            loan.member,
            loan.name,
            loan.issued,
            loan.due,
            loan.principal,
            loan.paid or None,
            loan.owed.total or None,
            loan.late or None,
            status_name(loan.status),
        ),
        origin=f"loan:{loan.loan}",
    )


def _total(loans: tuple[Loan, ...]) -> Row:
    return Row(
        (
            _("Total"),
            None,
            None,
            None,
            None,
            sum(loan.principal for loan in loans),
            sum(loan.paid for loan in loans),
            sum(loan.owed.total for loan in loans),
            sum(loan.late for loan in loans),
            None,
        ),
        Emphasis.TOTAL,
    )
