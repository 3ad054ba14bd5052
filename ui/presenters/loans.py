"""Loans in words and tables: how one stands, its schedule, what was paid."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from coop_ledger import i18n, spoken
from coop_ledger.book.questions.answers import Instalment, Loan
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.i18n import N_, _, fill, ngettext, translate
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
    if loan.status == "written_off":
        return _("written off"), "error", "stop"
    if loan.awaits:
        return _("to be ratified"), "warning", "warning"
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
    }[loan.per if loan.method not in ("once", "upfront") else "loan"]
    if loan.method == "fixed":
        per = _("{lent:francs} · {cost:francs} each time, {term}")
    elif loan.method == "upfront":
        per = _("{lent:francs} · {rate:percent} kept back, {term}")
    elif loan.method == "none" or not rate:
        per = _("{lent:francs} · no interest, {term}")
    term = fill(months, n=loan.term)
    return fill(per, lent=loan.principal, rate=rate, term=term, cost=loan.amount)


def next_due(loan: Loan) -> tuple[datetime.date, int] | None:
    """Return the first day that is not wholly paid, and what is late or is to be paid then."""
    if loan.next_due is None:
        return None
    if loan.late:
        return loan.next_due, min(loan.late + loan.owed.penalty, loan.owed.total)
    return loan.next_due, loan.next_amount


def heard(amount: int) -> str:
    """Return an amount with how it is said."""
    said = spoken.dorome(amount)
    return f"{i18n.francs(amount)} · {said}" if said else i18n.francs(amount)


def schedule_table(loan: Loan) -> Table:
    """Return the schedule, a mark before what is paid, and its sums where it has several lines."""
    rows = schedule_rows(loan.schedule, closed=loan.status == "closed")
    total = (
        None,
        None,
        sum(line.principal for line in loan.schedule),
        sum(line.interest for line in loan.schedule),
        sum(line.payment for line in loan.schedule),
    )
    return schedule_of([*rows, Row(total, Emphasis.TOTAL)] if len(rows) > 1 else rows)


def schedule_rows(schedule: Iterable[Instalment], *, closed: bool) -> list[Row]:
    """Return the lines of a schedule, a mark before what is paid."""
    return [
        Row(
            (
                DONE if closed or line.covered >= line.payment else "",
                line.due,
                line.principal or None,
                line.interest,
                line.payment,
            )
        )
        for line in schedule
    ]


def schedule_of(rows: Iterable[Row]) -> Table:
    """Return the rows of a schedule as a table."""
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
    paid = [(p.principal, p.interest, p.penalty, p.amount) for p in loan.payments]
    late = any(penalty for _principal, _interest, penalty, _amount in paid)
    shown = (0, 1, 2, 3) if late else (0, 1, 3)
    rows = [
        Row((p.date, *(parts[at] or None for at in shown)), origin=f"entry:{p.number}")
        for p, parts in zip(loan.payments, paid, strict=True)
    ]
    if rows:
        sums = [sum(column) for column in zip(*paid, strict=True)]
        rows.append(Row((None, *(sums[at] for at in shown)), Emphasis.TOTAL))
    columns = (
        Column("principal", _("Principal"), Kind.MONEY),
        Column("interest", _("Interest"), Kind.MONEY),
        Column("penalty", _("Penalty"), Kind.MONEY),
        Column("amount", _("Paid"), Kind.MONEY),
    )
    return Table(
        title=_("Repayments"),
        columns=(
            Column("date", _("Date"), Kind.DATE),
            *(columns[at] for at in shown),
        ),
        rows=tuple(rows),
    )


def late_table(loans: Iterable[Loan]) -> Table:
    """Return the late loans with their days, what is late and what it costs."""
    shown = list(loans)
    rows = [
        Row(
            (
                loan.loan,
                loan.borrower or loan.name,
                loan.next_due,
                loan.days_late,
                loan.late,
                loan.owed.penalty or None,
                loan.owed.total,
            ),
            origin=f"loan:{loan.loan}",
        )
        for loan in shown
    ]
    sums = (
        sum(loan.late for loan in shown),
        sum(loan.owed.penalty for loan in shown),
        sum(loan.owed.total for loan in shown),
    )
    total = Row((_("Total"), None, None, None, *sums), Emphasis.TOTAL)
    return Table(
        title=_("Late loans"),
        columns=(
            Column("loan", _("Loan")),
            Column("name", _("Member")),
            Column("since", _("Fell due"), Kind.DATE),
            Column("days", _("Days late"), Kind.NUMBER),
            Column("late", _("Late"), Kind.MONEY),
            Column("penalty", _("Penalty"), Kind.MONEY),
            Column("owed", _("Still owed"), Kind.MONEY),
        ),
        rows=(*rows, total) if rows else (),
    )


def decisions(loan: Loan) -> list[str]:
    """Return what was decided about a loan since it was given, one sentence each."""
    told = [
        fill(translate(_DECIDED[change.kind]), on=change.on, due=change.due)
        + _minutes(change.minute)
        for change in loan.changes
    ]
    if loan.written_off is not None:
        words = _("{on:day}: written off, {lost:money} lost, {back:money} recovered")
        said = fill(words, on=loan.written_off, lost=loan.lost, back=loan.recovered)
        told.append(said + _minutes(loan.minute))
    return told


def _minutes(number: str) -> str:
    return fill(_(" (minutes no. {number})"), number=number) if number else ""


_DECIDED = {
    "rescheduled": N_("{on:day}: more time, due on {due:day}"),
    "rolled_over": N_("{on:day}: rolled over, due on {due:day}"),
}


def guarantors(loan: Loan, names: Mapping[str, str]) -> str:
    """Return who stands for a loan, and for how much where it was said."""
    parts = []
    for code in loan.guarantors:
        words = f"{names.get(code, code)} ({code})"
        if code in loan.guarantees:
            words += f" · {i18n.money(loan.guarantees[code])}"
        parts.append(words)
    return ", ".join(parts)


def ratio(part: Fraction | None) -> str:
    """Return a part in percent, to the tenth; nothing is lent where there is none."""
    if part is None:
        return "–"
    return i18n.percent(Decimal(rounded_half_up(part * 1000)) / 10)


def list_table(loans: Iterable[Loan]) -> Table:
    """Return loans as the page lists them, with what they come to."""
    shown = list(loans)
    rows = [
        Row(
            (
                loan.loan,
                loan.borrower or loan.name,
                loan.due,
                loan.principal,
                loan.owed.total or None,
                loan.late or None,
                _("to be ratified")
                if loan.awaits and loan.status == "open"
                else status_name(loan.status),
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
