"""Members: the list, and one member's whole page."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Loan, Member, MemberLine, StatementLine
from coop_ledger.book.questions.common import entry_text, group_number, meetings_of, today
from coop_ledger.book.questions.loans import member_loans
from coop_ledger.book.schema import account, entry, posting
from coop_ledger.domain.accounts import DUES, LOANS, RESTRICTED_FUNDS, SAVINGS
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import owed
from coop_ledger.domain.records import MemberRecord


def members(book: Book, group: str, on: datetime.date | None = None) -> tuple[MemberLine, ...]:
    """Return the members of a group by number, with what they have and owe."""
    day = on or today(book)
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        owes: defaultdict[str, int] = defaultdict(int)
        for code in facts.open_loans():
            loan = facts.loan(code)
            owes[loan.member] += owed(facts, loan, day).total
        saved = _by_member(facts, SAVINGS)
        fines = _by_member(facts, DUES)
        return tuple(
            MemberLine(
                member=member.code,
                name=member.name,
                status=member.status,
                shares=saved[member.code][1],
                savings=-saved[member.code][0],
                loans_owed=owes[member.code],
                fines_owed=fines[member.code][0],
                nickname=member.nickname,
                sex=member.sex,
                phone=member.phone,
                carnets=member.carnets,
                office=member.office,
                joined=member.joined,
            )
            for member in facts.members()
        )


def _by_member(facts: Facts, code: str) -> defaultdict[str, tuple[int, int]]:
    """Return the francs (debit plus) and quantity of an account by member."""
    found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for key, balance in facts.leaves(code).items():
        amount, quantity = found[key.member]
        found[key.member] = (amount + balance.amount, quantity + balance.quantity)
    return found


def member(book: Book, group: str, code: str, on: datetime.date | None = None) -> Member:
    """Return one member: what she has, what she owes, and every movement."""
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        record = facts.member(code)
        loans = member_loans(connection, facts, number, code, day)
        lines = tuple(_statement(connection, number, code))
        return _page(facts, record, lines, loans)


def _page(
    facts: Facts,
    record: MemberRecord,
    lines: tuple[StatementLine, ...],
    loans: tuple[Loan, ...],
) -> Member:
    saved = facts.savings(record.code)
    funds: defaultdict[str, int] = defaultdict(int)
    for key, balance in facts.leaves(RESTRICTED_FUNDS).items():
        if key.member == record.code:
            funds[key.fund] -= balance.amount
    return Member(
        member=record.code,
        name=record.name,
        status=record.status,
        savings=saved.amount,
        shares=saved.quantity,
        loans=loans,
        loans_owed=sum(loan.owed.total for loan in loans),
        fines_owed=facts.total(DUES, member=record.code),
        lines=lines,
        nickname=record.nickname,
        sex=record.sex,
        birth_year=record.birth_year,
        phone=record.phone,
        carnets=record.carnets,
        office=record.office,
        joined=record.joined,
        funds=dict(funds),
    )


def statement(book: Book, group: str, code: str) -> tuple[StatementLine, ...]:
    """Return one member's movements with what she has and owes after each."""
    with book.reading() as connection:
        return tuple(_statement(connection, group_number(connection, group), code))


def _statement(connection: Connection, number: int, code: str) -> Iterator[StatementLine]:
    """Yield one line an entry; running figures are added up here (performance.md 8.6)."""
    rows = connection.execute(
        select(
            entry.c.id,
            entry.c.number,
            entry.c.day,
            entry.c.event_id,
            entry.c.line,
            entry.c.kind,
            entry.c.text,
            account.c.code,
            posting.c.amount,
            posting.c.quantity,
        )
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(account.c.group_id == number, account.c.member == code)
        .order_by(posting.c.day, posting.c.entry_id)
    ).all()
    held = meetings_of(connection, (row.event_id for row in rows if row.line))
    savings = shares = debt = start = 0
    while start < len(rows):
        first = rows[start]
        moved = bought = 0
        end = start
        while end < len(rows) and rows[end].id == first.id:
            row = rows[end]
            moved += row.amount
            if row.code == SAVINGS:
                savings -= row.amount
                shares += row.quantity
                bought += row.quantity
            elif row.code == LOANS:
                debt += row.amount
            end += 1
        start = end
        yield StatementLine(
            date=days.from_number(first.day),
            text=entry_text(first.kind, first.text),
            in_=max(-moved, 0),
            out=max(moved, 0),
            balance=savings,
            number=first.number,
            kind=first.kind,
            shares=shares,
            debt=debt,
            meeting=held.get(first.event_id),
            shares_bought=bought,
        )
