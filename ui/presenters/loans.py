"""Loans in words and tables: how one stands, its schedule, what was paid."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from coop_ledger import i18n, spoken
from coop_ledger.book.questions.answers import Loan
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.catalogue.loans import status_name
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

DONE = "✓"


def state_of(loan: Loan) -> tuple[str, str, str]:
    """Return how a loan stands: words, meaning and icon."""
    if loan.status == "closed":
        return _("repaid"), "info", "check"
    if loan.status == "late":
        words = ngettext("{n:number} day late", "{n:number} days late", loan.days_late)
        return fill(words, n=loan.days_late), "error", "warning"
    return _("on time"), "success", "check"


def terms_in_words(loan: Loan) -> str:
    """Return what was agreed: "30 000 F CFA · 5 % a month, 3 months"."""
    rate = Decimal(loan.rate_percent)
    months = ngettext("{n:number} month", "{n:number} months", loan.term)
    if loan.per == "meeting":
        months = ngettext("{n:number} meeting", "{n:number} meetings", loan.term)
    per = {
        "month": _("{lent:francs} · {rate:percent} a month, {term}"),
        "meeting": _("{lent:francs} · {rate:percent} a meeting, {term}"),
        "loan": _("{lent:francs} · {rate:percent} once, {term}"),
    }[loan.per if loan.method != "once" else "loan"]
    if loan.method == "none" or not rate:
        per = _("{lent:francs} · no interest, {term}")
    return fill(per, lent=loan.principal, rate=rate, term=fill(months, n=loan.term))


def next_due(loan: Loan) -> tuple[datetime.date, int] | None:
    """Return the first instalment that is not wholly paid, and what is still to pay on it."""
    left = loan.paid
    for line in loan.schedule:
        left -= line.payment
        if left < 0 and loan.owed.total:
            return line.due, min(-left, loan.owed.total)
    return (loan.due, loan.owed.total) if loan.owed.total else None


def heard(amount: int) -> str:
    """Return an amount with how it is said."""
    said = spoken.dorome(amount)
    return f"{i18n.francs(amount)} · {said}" if said else i18n.francs(amount)


def schedule_table(loan: Loan) -> Table:
    """Return the schedule, a mark before what is paid."""
    left, rows = loan.paid, []
    for line in loan.schedule:
        left -= line.payment
        mark = DONE if left >= 0 or not loan.owed.total else ""
        rows.append(Row((mark, line.due, line.principal or None, line.interest, line.payment)))
    total = (
        None,
        None,
        sum(line.principal for line in loan.schedule),
        sum(line.interest for line in loan.schedule),
        sum(line.payment for line in loan.schedule),
    )
    if len(rows) > 1:
        rows.append(Row(total, Emphasis.TOTAL))
    return Table(
        title=_("Schedule"),
        columns=(
            Column("mark", "", Kind.CODE),
            Column("due", _("Due"), Kind.DATE),
            Column("principal", _("Principal"), Kind.MONEY),
            Column("interest", _("Interest"), Kind.MONEY),
            Column("payment", _("To pay"), Kind.MONEY),
        ),
        rows=tuple(rows),
    )


def payments_table(loan: Loan) -> Table:
    """Return the repayments, how each was split, and what they come to."""
    rows = [
        Row((p.date, p.principal or None, p.interest or None, p.amount), origin=f"entry:{p.number}")
        for p in loan.payments
    ]
    if rows:
        total = (
            None,
            sum(p.principal for p in loan.payments),
            sum(p.interest for p in loan.payments),
            loan.paid,
        )
        rows.append(Row(total, Emphasis.TOTAL))
    return Table(
        title=_("Repayments"),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            Column("principal", _("Principal"), Kind.MONEY),
            Column("interest", _("Interest"), Kind.MONEY),
            Column("amount", _("Paid"), Kind.MONEY),
        ),
        rows=tuple(rows),
    )


def list_table(loans: Iterable[Loan]) -> Table:
    """Return loans as the page lists them, with what they come to."""
    shown = list(loans)
    rows = [
        Row(
            (
                loan.loan,
                loan.name,
                loan.due,
                loan.principal,
                loan.owed.total or None,
                loan.late or None,
                status_name(loan.status),
            ),
            origin=f"loan:{loan.loan}",
        )
        for loan in shown
    ]
    total = Row(
        (
            _("Total"),
            None,
            None,
            sum(loan.principal for loan in shown),
            sum(loan.owed.total for loan in shown),
            sum(loan.late for loan in shown),
            None,
        ),
        Emphasis.TOTAL,
    )
    return Table(
        title=_("Loans"),
        columns=(
            Column("loan", _("Loan")),
            Column("name", _("Member")),
            Column("due", _("Due"), Kind.DATE),
            Column("principal", _("Lent"), Kind.MONEY),
            Column("owed", _("Still owed"), Kind.MONEY),
            Column("late", _("Late"), Kind.MONEY),
            Column("status", _("State")),
        ),
        rows=(*rows, total) if rows else (),
    )
