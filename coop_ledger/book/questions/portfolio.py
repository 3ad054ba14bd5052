"""All that is lent and borrowed: what is late, what is at risk, what waits, what the bank lent."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Instalment, Loan
from coop_ledger.book.questions.common import day_or_none, group_number, today
from coop_ledger.book.questions.loans import loans
from coop_ledger.book.schema import account, entry, posting
from coop_ledger.domain import loans as arithmetic
from coop_ledger.domain.accounts import BORROWED, INTEREST_PAID, MONEY_FEES
from coop_ledger.domain.events.bank_loan import bank_loan as bank_loan_of
from coop_ledger.domain.loan_terms import LoanTerms
from coop_ledger.domain.portfolio import Lent, at_risk
from coop_ledger.domain.records import BankLoanRecord

_EVE = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """A loan that is late: `due` is the day of its oldest instalment not paid, in francs.

    `kind` is "loan", or "bank_loan" for one the group owes; `owed` is all that closes it.
    """

    kind: str
    loan: str
    member: str
    name: str
    phone: str
    due: datetime.date
    days_late: int
    late: int
    penalty: int
    owed: int
    guarantors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What is at risk at one age; `ratio` is exact, None where nothing is lent."""

    days: int
    balance: int
    outstanding: int
    ratio: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """All that is lent on a day, in francs; `awaiting` are the loans to be ratified."""

    on: datetime.date
    outstanding: int
    loans: int
    late: int
    loans_late: int
    written_off: int
    recovered: int
    at_risk: tuple[Risk, ...]
    awaiting: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPayment:
    """What was paid to the bank on a day, in francs."""

    date: datetime.date
    principal: int
    interest: int
    fees: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLoan:
    """A loan of the group from a bank: its schedule, what was paid and what is left."""

    loan: str
    lender: str
    fund: str
    principal: int
    received: datetime.date
    due: datetime.date
    method: str
    rate_percent: str
    per: str
    term: int
    repaid: str
    schedule: tuple[Instalment, ...]
    payments: tuple[BankPayment, ...]
    paid: int
    left: int
    late: int
    days_late: int
    status: str


def overdue(book: Book, group: str, on: datetime.date | None = None) -> tuple[Overdue, ...]:
    """Return the loans that are late on a day, the oldest first, then what the bank awaits."""
    day = on or today(book)
    late = loans(book, group, status="late", on=day)
    with book.reading() as connection:
        phones = {m.code: m.phone for m in book.facts(connection, group).members()}
    found = [
        Overdue(
            kind="loan",
            loan=loan.loan,
            member=loan.member,
            name=loan.borrower or loan.name,
            phone=phones.get(loan.member, ""),
            due=day - datetime.timedelta(days=loan.days_late),
            days_late=loan.days_late,
            late=loan.late,
            penalty=loan.owed.penalty,
            owed=loan.owed.total,
            guarantors=loan.guarantors,
        )
        for loan in late
    ]
    found += [_overdue(loan, day) for loan in bank_loans(book, group, on=day) if loan.late]
    return tuple(sorted(found, key=lambda row: (row.kind == "bank_loan", -row.days_late)))


def _overdue(loan: BankLoan, day: datetime.date) -> Overdue:
    return Overdue(
        kind="bank_loan",
        loan=loan.loan,
        member="",
        name=loan.lender,
        phone="",
        due=day - datetime.timedelta(days=loan.days_late),
        days_late=loan.days_late,
        late=loan.late,
        penalty=0,
        owed=loan.left,
    )


def portfolio(book: Book, group: str, on: datetime.date | None = None) -> Portfolio:
    """Return what is lent and what of it is at risk; a loan rolled over counts as late."""
    day = on or today(book)
    every = loans(book, group, on=day)
    running = [loan for loan in every if loan.owed.principal]
    return Portfolio(
        on=day,
        outstanding=sum(loan.owed.principal for loan in running),
        loans=len(running),
        late=sum(loan.late for loan in running),
        loans_late=sum(loan.late > 0 for loan in running),
        written_off=sum(loan.lost for loan in every),
        recovered=sum(loan.recovered for loan in every),
        at_risk=tuple(
            Risk(
                days=risk.days, balance=risk.balance, outstanding=risk.outstanding, ratio=risk.ratio
            )
            for risk in at_risk(
                Lent(loan.owed.principal, days_at_risk(loan, day)) for loan in running
            )
        ),
        awaiting=tuple(loan.loan for loan in every if loan.awaits),
    )


def days_at_risk(loan: Loan, on: datetime.date) -> int:
    """Return how long a loan has been late, or since when its debt was rolled over."""
    rolled = [(on - change.on).days + 1 for change in loan.changes if change.kind == "rolled_over"]
    return max([loan.days_late, *rolled])


def awaiting(book: Book, group: str, on: datetime.date | None = None) -> tuple[Loan, ...]:
    """Return the loans given between two meetings that the assembly has still to ratify."""
    return tuple(loan for loan in loans(book, group, on=on) if loan.awaits)


def bank_loans(book: Book, group: str, on: datetime.date | None = None) -> tuple[BankLoan, ...]:
    """Return the loans of the group from a bank, the first to fall due first."""
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        records = facts.source.records((BankLoanRecord.kind,))
        found = [
            _bank_loan(connection, number, record, day)
            for record in records
            if isinstance(record, BankLoanRecord)
        ]
    return tuple(sorted(found, key=lambda loan: (loan.due, loan.loan)))


def bank_loan(book: Book, group: str, code: str, on: datetime.date | None = None) -> BankLoan:
    """Return one loan of the group from a bank; refuses a number none has."""
    with book.reading() as connection:
        number = group_number(connection, group)
        record = bank_loan_of(book.facts(connection, group), code)
        return _bank_loan(connection, number, record, on or today(book))


def _bank_loan(
    connection: Connection, number: int, record: BankLoanRecord, on: datetime.date
) -> BankLoan:
    terms = LoanTerms(
        principal=record.principal,
        method=record.method,
        rate_percent=Decimal(record.rate_percent),
        per=record.per,
        term=record.term,
        repaid=record.repaid,
        issued_on=record.received,
        meeting_days=record.meeting_days,
    )
    payments = tuple(_bank_payments(connection, number, record, on))
    paid = sum(payment.principal + payment.interest for payment in payments)
    left = record.principal - sum(payment.principal for payment in payments)
    schedule, late, since = [], 0, None
    for line in arithmetic.schedule(terms):
        covered = min(paid, line.payment)
        paid -= covered
        if left and line.due < on and covered < line.payment:
            late += line.payment - covered
            since = since or line.due
        schedule.append(
            Instalment(
                due=line.due,
                principal=line.principal,
                interest=line.interest,
                payment=line.payment,
                balance=line.balance,
                covered=covered,
            )
        )
    return BankLoan(
        loan=record.code,
        lender=record.lender,
        fund=record.fund,
        principal=record.principal,
        received=record.received,
        due=record.due,
        method=record.method,
        rate_percent=record.rate_percent,
        per=record.per,
        term=record.term,
        repaid=record.repaid,
        schedule=tuple(schedule),
        payments=payments,
        paid=sum(p.principal + p.interest + p.fees for p in payments),
        left=left,
        late=late,
        days_late=(on - since).days if since else 0,
        status="closed" if not left else "late" if late else "open",
    )


def _bank_payments(
    connection: Connection, number: int, record: BankLoanRecord, on: datetime.date
) -> Iterator[BankPayment]:
    """Yield what was paid to the bank; a repayment that was reversed is none."""
    mirror = entry.alias("mirror")
    undone = select(mirror.c.reverses).where(mirror.c.reverses.is_not(None))
    rows = connection.execute(
        select(entry.c.id, entry.c.number, entry.c.day, account.c.code, posting.c.amount)
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(
            account.c.group_id == number,
            account.c.item == record.code,
            account.c.code.in_((BORROWED, INTEREST_PAID, MONEY_FEES)),
            entry.c.kind == "bank_loan_repaid",
            entry.c.day <= day_or_none(on),
            entry.c.id.not_in(undone),
        )
        .order_by(entry.c.id)
    )
    paid: dict[int, dict[str, int]] = {}
    for row in rows:
        part = paid.setdefault(row.id, {"number": row.number, "day": row.day})
        part[row.code] = row.amount
    for part in paid.values():
        yield BankPayment(
            date=days.from_number(part["day"]),
            principal=part.get(BORROWED, 0),
            interest=part.get(INTEREST_PAID, 0),
            fees=part.get(MONEY_FEES, 0),
            number=part["number"],
        )
