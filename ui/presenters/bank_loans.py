"""The group's own loans from a bank, in tables and sentences."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from coop_ledger import terms
from coop_ledger.book.questions.portfolio import BankLoan
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_, _, fill, translate
from coop_ledger.reports.catalogue.loans import status_name
from coop_ledger.table import Column, Emphasis, Kind, Row, Table
from ui.presenters.loans import schedule_of, schedule_rows

PAY, RECEIVE = "bank_loan_repaid", "bank_loan_received"
FIELDS = {
    PAY: ("principal", "interest", "fees", "place"),
    RECEIVE: (
        "loan",
        "lender",
        "principal",
        "rate_percent",
        "term",
        "method",
        "repaid",
        "fund",
        "place",
    ),
}
REPAID = {
    "at_end": N_("all at once, at the end"),
    "equal_principal": N_("in equal parts of principal"),
    "equal_payment": N_("in equal payments"),
    "principal_at_end": N_("interest each month, principal at the end"),
}


METHODS = {
    "flat": N_("of what was borrowed"),
    "declining": N_("of what is left"),
    "once": N_("once, of what was borrowed"),
}


def methods() -> list[tuple[str, str]]:
    """Return what a bank may reckon its interest on."""
    return [(code, translate(words)) for code, words in METHODS.items()]


def deeds(found: Iterable[BankLoan]) -> list[tuple[str, str]]:
    """Return what may be done: a payment where something is owed, and a new loan."""
    pays = [(PAY, _("Paid to the bank"))] if any(loan.left for loan in found) else []
    return [*pays, (RECEIVE, _("A new loan from a bank"))]


def repayments() -> list[tuple[str, str]]:
    """Return how a bank may be paid back."""
    return [(code, translate(words)) for code, words in REPAID.items()]


def funds(rules: Rules) -> list[tuple[str, str]]:
    """Return the funds that may borrow."""
    return [(fund, str(terms.fund(fund))) for fund in rules.funds]


def places() -> list[tuple[str, str]]:
    """Return where the money comes in or goes out."""
    return [(place, str(terms.place(place))) for place in ("box", "bank", "orange_money", "moov")]


def event(
    deed: str, loan: str, group: str, day: datetime.date, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the event of what is typed, its empty fields left out."""
    said = {name: values[name] for name in FIELDS[deed] if values.get(name)}
    return {"event": deed, "group": group, "date": day.isoformat(), "loan": loan, **said}


def next_payment(loan: BankLoan) -> tuple[int, int]:
    """Return the principal and the interest that the schedule asks next, in francs."""
    for line in loan.schedule:
        if line.covered < line.payment:
            interest = max(0, line.interest - line.covered)
            return min(line.payment - line.covered - interest, loan.left), interest
    return loan.left, 0


def list_table(found: Iterable[BankLoan]) -> Table:
    """Return the loans from banks, with what is left of each."""
    shown = list(found)
    rows = [
        Row(
            (
                loan.loan,
                loan.lender,
                loan.due,
                loan.principal,
                loan.left or None,
                loan.late or None,
                status_name(loan.status),
            ),
            origin=f"bank_loan:{loan.loan}",
        )
        for loan in shown
    ]
    sums = (
        sum(loan.principal for loan in shown),
        sum(loan.left for loan in shown),
        sum(loan.late for loan in shown),
    )
    total = Row((_("Total"), None, None, *sums, None), Emphasis.TOTAL)
    return Table(
        title=_("Bank loans"),
        columns=(
            Column("loan", _("Loan")),
            Column("lender", _("Lender")),
            Column("due", _("Due"), Kind.DATE),
            Column("principal", _("Borrowed"), Kind.MONEY),
            Column("left", _("Left"), Kind.MONEY),
            Column("late", _("Late"), Kind.MONEY),
            Column("status", _("State")),
        ),
        rows=(*rows, total) if rows else (),
    )


def schedule_table(loan: BankLoan) -> Table:
    """Return the schedule of a bank loan, a mark before what is paid."""
    return schedule_of(schedule_rows(loan.schedule, closed=not loan.left))


def payments_table(loan: BankLoan) -> Table:
    """Return what was paid to the bank."""
    rows = [
        Row(
            (p.date, p.principal or None, p.interest or None, p.fees or None),
            origin=f"entry:{p.number}",
        )
        for p in loan.payments
    ]
    return Table(
        title=_("Paid to the bank"),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            Column("principal", _("Principal"), Kind.MONEY),
            Column("interest", _("Interest"), Kind.MONEY),
            Column("fees", _("Fees"), Kind.MONEY),
        ),
        rows=tuple(rows),
    )


def heading(loan: BankLoan) -> str:
    """Return what a bank loan is called."""
    return fill(_("{lender} · loan {loan}"), lender=loan.lender, loan=loan.loan)


def left(loan: BankLoan) -> str:
    """Return what is left of a bank loan, and since when something is late."""
    words = _("{left:francs} of principal left")
    if loan.days_late:
        words = _("{left:francs} of principal left · {late:francs} late for {days:number} days")
    return fill(words, left=loan.left, late=loan.late, days=loan.days_late)
