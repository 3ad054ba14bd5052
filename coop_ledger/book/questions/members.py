"""Members: the list, and one member's whole page."""

import datetime
import itertools
import operator
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, and_, bindparam, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import Loan, Member, MemberLine, StatementLine
from coop_ledger.book.questions.common import entry_text, group_number, today
from coop_ledger.book.questions.loans import member_loans
from coop_ledger.book.schema import account, entry, posting, record_change
from coop_ledger.domain.accounts import DUES, LEFT_TO_PAY, LOANS, RESTRICTED_FUNDS, SAVINGS
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import owed
from coop_ledger.domain.records import MeetingRecord, MemberRecord


def members(book: Book, group: str, on: datetime.date | None = None) -> tuple[MemberLine, ...]:
    """Return the members of a group by number, with what they have and owe.

    What is saved in delivery plans counts only while what is private is shown.
    """
    day = on or today(book)
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        owes: defaultdict[str, int] = defaultdict(int)
        for code in facts.open_loans():
            loan = facts.loan(code)
            owes[loan.member] += owed(facts, loan, day).total
        apart = private.privacy(facts).deliveries  # who saves there is expecting a child
        saved = _by_member(facts, SAVINGS, apart)
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
                birth_year=member.birth_year,
                left_on=member.left_on,
                next_of_kin=member.next_of_kin,
                next_of_kin_phone=member.next_of_kin_phone,
            )
            for member in facts.members()
        )


def _by_member(
    facts: Facts, code: str, apart: frozenset[str] = frozenset()
) -> defaultdict[str, tuple[int, int]]:
    """Return the francs (debit plus) and quantity of an account by member, some funds apart."""
    found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for key, balance in facts.leaves(code).items():
        if key.fund in apart:
            continue
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
        hidden = private.privacy(facts)
        loans = tuple(
            private.loan(hidden, loan, of_member=True)
            for loan in member_loans(connection, facts, number, code, day)
        )
        moved = _statement(connection, number, code)
        lines = private.statement(connection, number, hidden, code, moved)
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
        next_of_kin=record.next_of_kin,
        next_of_kin_phone=record.next_of_kin_phone,
        same_as=record.same_as,
        left_on=record.left_on,
        left_to_pay=-facts.total(LEFT_TO_PAY, member=record.code),
    )


def statement(book: Book, group: str, code: str) -> tuple[StatementLine, ...]:
    """Return one member's movements with what she has and owes after each."""
    with book.reading() as connection:
        number = group_number(connection, group)
        lines = _statement(connection, number, code)
        if not private.may_hide(connection, number):
            return tuple(lines)
        hidden = private.privacy(book.facts(connection, group))
        return private.statement(connection, number, hidden, code, lines)


def _statement(connection: Connection, number: int, code: str) -> Iterator[StatementLine]:
    """Yield one line an entry; running figures are added up here (performance.md 8.6)."""
    texts = _Texts()
    savings = shares = debt = 0
    rows = connection.execute(_MOVED, {"group": number, "member": code}).all()
    for _, parts in itertools.groupby(rows, key=_entry_id):
        moved = bought = 0
        for row in parts:
            _, entry_number, day, kind, text, meeting, account_code, amount, quantity, undoes = row
            moved += amount
            if account_code == SAVINGS:
                savings -= amount
                bought += quantity
            elif account_code == LOANS:
                debt += amount
        shares += bought
        yield StatementLine(
            days.from_number(day),
            texts[kind, text],
            -moved if moved < 0 else 0,
            max(0, moved),
            savings,
            entry_number,
            kind,
            shares,
            debt,
            int(meeting.rpartition("/")[2]) if meeting else None,
            bought,
            undoes or "",
        )


class _Texts(dict[tuple[str, str], str]):
    """What each kind of entry says, put into words once."""

    def __missing__(self, said: tuple[str, str]) -> str:
        self[said] = entry_text(*said)
        return self[said]


_entry_id = operator.itemgetter(0)

_undone = entry.alias("undone")

_MOVED = (
    select(
        entry.c.id,
        entry.c.number,
        entry.c.day,
        entry.c.kind,
        entry.c.text,
        record_change.c.key,
        account.c.code,
        posting.c.amount,
        posting.c.quantity,
        _undone.c.kind,
    )
    .select_from(
        account.join(posting)
        .join(entry, entry.c.id == posting.c.entry_id)
        .outerjoin(_undone, _undone.c.id == entry.c.reverses)
        .outerjoin(
            record_change,
            and_(
                record_change.c.event_id == entry.c.event_id,
                record_change.c.line == 0,
                record_change.c.kind == MeetingRecord.kind,
            ),
        )
    )
    .where(account.c.group_id == bindparam("group"), account.c.member == bindparam("member"))
    .order_by(posting.c.day, posting.c.entry_id)
)
