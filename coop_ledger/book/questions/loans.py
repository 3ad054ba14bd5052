"""Loans: their schedules, their repayments and what is owed on a day."""

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import Instalment, Loan, LoanChange, LoanOwed, LoanPayment
from coop_ledger.book.questions.common import group_number, names_of, today
from coop_ledger.book.schema import account, entry, event, posting
from coop_ledger.book.schema import record as record_table
from coop_ledger.book.source import read_record
from coop_ledger.domain import loans as arithmetic
from coop_ledger.domain.accounts import FINES, INTEREST, LOANS
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.lending import (
    BROUGHT,
    CLOSED,
    ISSUED,
    WRITTEN_OFF,
    product_terms,
    standing,
    terms_in_force,
    terms_of,
)
from coop_ledger.domain.loans import due_on as loans_due
from coop_ledger.domain.posting_rules import product_named
from coop_ledger.domain.records import LoanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(Instalment):
    """A payment of a loan that is not issued; the first says what is handed out, in francs."""

    handed_out: int | None


def loans(
    book: Book,
    group: str,
    *,
    status: str = "",
    member: str = "",
    on: datetime.date | None = None,
) -> tuple[Loan, ...]:
    """Return the loans of a group, the late ones first, then by due date.

    `status` keeps the "open", "late", "closed" or "written_off" ones, or those "awaiting" the
    assembly; `member` one member's.
    """
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        called = names_of(facts.members())
        hidden = private.privacy(facts)
        moved = _moved(connection, number)
        found = [
            private.loan(hidden, _loan(moved, facts, called, record, day), of_member=bool(member))
            for record in _records(connection, number)
            if member in ("", record.member)
        ]
    wanted = [loan for loan in found if _has_status(loan, status)]
    return tuple(sorted(wanted, key=lambda loan: (-loan.days_late, loan.status, loan.due)))


def loan(book: Book, group: str, code: str, on: datetime.date | None = None) -> Loan:
    """Return one loan; refuses a number no loan has."""
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        called = names_of(facts.members())
        moved = _moved(connection, number, code)
        found = _loan(moved, facts, called, facts.loan(code), on or today(book))
        return private.loan(private.privacy(facts), found)


def loan_terms(
    book: Book,
    group: str,
    product: str,
    principal: int,
    term: int | None = None,
    on: datetime.date | None = None,
) -> tuple[Expected, ...]:
    """Return the schedule of a loan that is not issued, by the rules of a day.

    Its first line says what is handed out: interest may be kept back of the principal.
    """
    day = on or today(book)
    with book.reading() as connection:
        group_number(connection, group)
        rules = book.facts(connection, group).rules(day)
    found = product_named(rules, product)
    terms = product_terms(
        found, principal, term or found.lending(principal).term, day, rules.meeting_days
    )
    lines = tuple(_schedule(arithmetic.schedule(terms)))
    handed = [principal - terms.kept_back, *(None for _line in lines[1:])]
    return tuple(
        Expected(**dataclasses.asdict(line), handed_out=amount)
        for line, amount in zip(lines, handed, strict=True)
    )


def schedule_after(book: Book, event: Mapping[str, Any]) -> tuple[Instalment, ...]:
    """Return the schedule that a decision about a loan would put in place, without recording it.

    Refuses the decision as the book would.
    """
    changes = book.preview(event).changes
    record = next(change.after for change in changes if isinstance(change.after, LoanRecord))
    day = datetime.date.fromisoformat(event["date"])
    with book.reading() as connection:
        facts = book.facts(connection, event["group"])
        return tuple(_schedule(arithmetic.schedule(terms_in_force(facts, record, day))))


def member_loans(
    connection: Connection, facts: Facts, number: int, member: str, on: datetime.date
) -> tuple[Loan, ...]:
    """Return one member's loans, the latest first."""
    records = [record for record in _records(connection, number) if record.member == member]
    called = names_of(facts.members())
    moved = _moved(connection, number)
    found = (_loan(moved, facts, called, record, on) for record in records)
    return tuple(sorted(found, key=lambda loan: loan.issued, reverse=True))


def _has_status(loan: Loan, status: str) -> bool:
    if status == "awaiting":
        return loan.awaits
    return status in ("", loan.status) or (status == "open" and loan.status == "late")


def _records(connection: Connection, number: int) -> list[LoanRecord]:
    bodies = connection.scalars(
        select(record_table.c.body).where(
            record_table.c.group_id == number, record_table.c.kind == LoanRecord.kind
        )
    )
    found = [read_record(LoanRecord.kind, body) for body in bodies]
    records = [record for record in found if isinstance(record, LoanRecord)]
    return sorted(records, key=lambda record: (record.issued, number_order(record.code)))


def _loan(
    moved_by_loan: Mapping[str, Sequence[Any]],
    facts: Facts,
    called: Mapping[str, str],
    record: LoanRecord,
    on: datetime.date,
) -> Loan:
    stands = standing(facts, record, on)
    due = stands.owed
    moved = moved_by_loan.get(record.code, ())
    payments = tuple(_payments(moved))
    given = next((row for row in reversed(moved) if row.kind in _GIVEN and row.amount > 0), None)
    next_due = stands.next_due
    lost = record.written_off is not None and on >= record.written_off
    return Loan(
        loan=record.code,
        member=record.member,
        name=called[record.member],
        product=record.product,
        principal=record.principal,
        issued=record.issued,
        due=loans_due(stands.terms),
        term=stands.terms.term,
        method=record.method,
        rate_percent=record.rate_percent,
        per=record.per,
        repaid=stands.terms.repaid,
        guarantors=record.guarantors,
        schedule=tuple(_schedule(stands.schedule, stands.covered)),
        payments=payments,
        paid=sum(payment.amount for payment in payments),
        owed=LoanOwed(principal=due.principal, interest=due.interest, penalty=due.penalty),
        late=stands.late,
        days_late=(on - stands.since).days if stands.since else 0,
        status=_status(due.total, late=stands.late > 0, lost=lost),
        fund=record.fund,
        borrower=record.borrower,
        purpose=given.text if given and given.kind == ISSUED else "",
        amount=record.amount,
        kept_back=terms_of(record).kept_back,
        guarantees=dict(record.guarantees),
        penalty=dict(record.late),
        allocation=record.allocation,
        changes=tuple(_changes(record, on)),
        next_due=next_due[0] if next_due else None,
        next_amount=next_due[1] if next_due else 0,
        due_now=stands.due_now,
        awaits=record.awaits or (record.ratified_on is not None and on < record.ratified_on),
        ratified_on=record.ratified_on,
        written_off=record.written_off if lost else None,
        minute=record.minute if lost else "",
        lost=record.lost_principal + record.lost_interest if lost else 0,
        recovered=record.recovered if lost else 0,
        event=given.event if given else 0,
        hash=given.hash if given else "",
    )


def _status(owed: int, *, late: bool, lost: bool) -> str:
    if lost:
        return "written_off"
    if not owed:
        return "closed"
    return "late" if late else "open"


def _changes(record: LoanRecord, on: datetime.date) -> Iterator[LoanChange]:
    terms = terms_of(record)
    for change in terms.changes:
        if change.on <= on:
            yield LoanChange(
                on=change.on,
                kind=change.kind,
                due=loans_due(terms.replaced(change, terms.principal, 0)),
                rate_percent=str(change.rate_percent),
                minute=change.minute,
            )


def _schedule(
    lines: Sequence[arithmetic.Instalment], covered: Sequence[int] = ()
) -> Iterator[Instalment]:
    for line, paid in zip(lines, covered or (0,) * len(lines), strict=True):
        yield Instalment(
            due=line.due,
            principal=line.principal,
            interest=line.interest,
            payment=line.payment,
            balance=line.balance,
            covered=paid,
        )


_undone = entry.alias("undone")
_MOVED = (
    select(
        entry.c.id,
        entry.c.number,
        entry.c.day,
        entry.c.text,
        event.c.number.label("event"),
        event.c.hash,
        func.coalesce(_undone.c.kind, entry.c.kind).label("kind"),
        account.c.code,
        account.c.loan,
        posting.c.amount,
    )
    .select_from(
        account.join(posting)
        .join(entry, entry.c.id == posting.c.entry_id)
        .join(event, event.c.id == entry.c.event_id)
        .outerjoin(_undone, _undone.c.id == entry.c.reverses)
    )
    .order_by(entry.c.id)
)


def _moved(connection: Connection, number: int, loan: str = "") -> Mapping[str, Sequence[Any]]:
    """Return the postings kept for each loan; a reversal counts as the kind of what it undoes."""
    which = account.c.loan == loan if loan else account.c.loan != ""
    moved: defaultdict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(_MOVED.where(account.c.group_id == number, which)):
        moved[row.loan].append(row)
    return moved


_GIVEN = (ISSUED, BROUGHT)
_NO_PAYMENT = (CLOSED, BROUGHT, WRITTEN_OFF, "loan_recovered")


def _payments(moved: Iterable[Any]) -> Iterator[LoanPayment]:
    """Yield each repayment; a reversed one stands with its mirror, which is negative."""
    rows: dict[int, dict[str, Any]] = {}
    for row in moved:
        if row.kind == ISSUED:
            rows.clear()
        elif row.kind not in _NO_PAYMENT:
            part = rows.setdefault(row.id, {"number": row.number, "day": row.day})
            part[row.code] = part.get(row.code, 0) - row.amount
    for part in rows.values():
        principal, interest = part.get(LOANS, 0), part.get(INTEREST, 0)
        penalty = part.get(FINES, 0)
        yield LoanPayment(
            date=days.from_number(part["day"]),
            amount=principal + interest + penalty,
            principal=principal,
            interest=interest,
            penalty=penalty,
            number=part["number"],
        )
