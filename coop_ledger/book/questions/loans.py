"""Loans: their schedules, their repayments and what is owed on a day."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import Instalment, Loan, LoanOwed, LoanPayment
from coop_ledger.book.questions.common import group_number, names_of, today
from coop_ledger.book.schema import account, entry, posting
from coop_ledger.book.schema import record as record_table
from coop_ledger.book.source import read_record
from coop_ledger.domain import loans as arithmetic
from coop_ledger.domain.accounts import FINES, INTEREST, LOANS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.lending import CLOSED, ISSUED, owed, product_terms, repayments, terms_of
from coop_ledger.domain.records import LoanRecord
from coop_ledger.i18n import N_


def loans(
    book: Book,
    group: str,
    *,
    status: str = "",
    member: str = "",
    on: datetime.date | None = None,
) -> tuple[Loan, ...]:
    """Return the loans of a group, the late ones first, then by due date.

    `status` keeps the "open", "late" or "closed" ones, `member` one member's.
    """
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        called = names_of(facts.members())
        hidden = private.privacy(facts)
        found = [
            private.loan(
                hidden, _loan(connection, facts, called, record, day), of_member=bool(member)
            )
            for record in _records(connection, number)
            if member in ("", record.member)
        ]
    wanted = [loan for loan in found if _has_status(loan, status)]
    return tuple(sorted(wanted, key=lambda loan: (-loan.days_late, loan.status, loan.due)))


def loan(book: Book, group: str, code: str, on: datetime.date | None = None) -> Loan:
    """Return one loan; refuses a number no loan has."""
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        called = names_of(facts.members())
        found = _loan(connection, facts, called, facts.loan(code), on or today(book))
        return private.loan(private.privacy(facts), found)


def loan_terms(
    book: Book,
    group: str,
    product: str,
    principal: int,
    term: int | None = None,
    on: datetime.date | None = None,
) -> tuple[Instalment, ...]:
    """Return the schedule of a loan that is not issued, by the rules of a day."""
    day = on or today(book)
    with book.reading() as connection:
        group_number(connection, group)
        rules = book.facts(connection, group).rules(day)
    found = rules.loans.get(product)
    if found is None:
        raise Refusal(
            N_("{field} is {value}: the loans of this group are {products}."),
            field="product",
            value=product,
            products=", ".join(rules.loans) or "–",
        )
    terms = product_terms(found, principal, term or found.term, day, rules.meeting_days)
    return tuple(_schedule(terms))


def member_loans(
    connection: Connection, facts: Facts, number: int, member: str, on: datetime.date
) -> tuple[Loan, ...]:
    """Return one member's loans, the latest first."""
    records = [record for record in _records(connection, number) if record.member == member]
    called = names_of(facts.members())
    found = (_loan(connection, facts, called, record, on) for record in records)
    return tuple(sorted(found, key=lambda loan: loan.issued, reverse=True))


def _has_status(loan: Loan, status: str) -> bool:
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
    connection: Connection,
    facts: Facts,
    called: Mapping[str, str],
    record: LoanRecord,
    on: datetime.date,
) -> Loan:
    terms = terms_of(record)
    due = owed(facts, record, on)
    history = facts.loan_history(record.code)
    day_before = on - datetime.timedelta(days=1)
    late = arithmetic.due_by(terms, repayments(history, record), day_before) if due.total else 0
    payments = tuple(_payments(connection, facts, record.code))
    status = "closed" if due.total == 0 else "late" if late else "open"
    schedule = tuple(_schedule(terms))
    first_missed = _first_missed(schedule, payments, on)
    return Loan(
        loan=record.code,
        member=record.member,
        name=called[record.member],
        product=record.product,
        principal=record.principal,
        issued=record.issued,
        due=record.due,
        term=record.term,
        method=record.method,
        rate_percent=record.rate_percent,
        per=record.per,
        repaid=record.repaid,
        guarantors=record.guarantors,
        schedule=schedule,
        payments=payments,
        paid=sum(payment.amount for payment in payments),
        owed=LoanOwed(principal=due.principal, interest=due.interest, penalty=due.penalty),
        late=late,
        days_late=(on - first_missed).days if late and first_missed else 0,
        status=status,
    )


def _first_missed(
    schedule: Sequence[Instalment], payments: Sequence[LoanPayment], on: datetime.date
) -> datetime.date | None:
    """Return the day of the first instalment that what was paid does not cover."""
    left = sum(payment.amount for payment in payments)
    for instalment in schedule:
        left -= instalment.payment
        if left < 0:
            return instalment.due if instalment.due < on else None
    return None


def _schedule(terms: arithmetic.LoanTerms) -> Iterator[Instalment]:
    for line in arithmetic.schedule(terms):
        yield Instalment(
            due=line.due,
            principal=line.principal,
            interest=line.interest,
            payment=line.payment,
            balance=line.balance,
        )


def _payments(connection: Connection, facts: Facts, loan: str) -> Iterator[LoanPayment]:
    """Yield each repayment; a reversed one stands with its mirror, which is negative."""
    source_id = group_number(connection, facts.group)
    rows: dict[int, dict[str, Any]] = {}
    query = (
        select(
            entry.c.id,
            entry.c.number,
            entry.c.day,
            entry.c.kind,
            account.c.code,
            posting.c.amount,
        )
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(account.c.group_id == source_id, account.c.loan == loan, entry.c.kind != CLOSED)
        .order_by(entry.c.id)
    )
    for row in connection.execute(query):
        if row.kind == ISSUED:
            rows.clear()
            continue
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
