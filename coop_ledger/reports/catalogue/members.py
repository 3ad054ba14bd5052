"""Members: the list, and one member's passbook."""

import datetime

from coop_ledger.book.book import Book
from coop_ledger.book.questions import members as questions
from coop_ledger.book.questions.answers import MemberLine, StatementLine
from coop_ledger.i18n import _, fill
from coop_ledger.table import Column, Emphasis, Kind, Row, Table


def member_list(book: Book, group: str, on: datetime.date | None = None) -> Table:
    """Return the members with what they have and owe on a day."""
    lines = questions.members(book, group, on)
    return Table(
        title=_("Members"),
        columns=(
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Member")),
            Column("shares", _("Shares"), Kind.NUMBER),
            Column("savings", _("Savings"), Kind.MONEY),
            Column("loans_owed", _("Loan due"), Kind.MONEY),
            Column("fines_owed", _("Fines due"), Kind.MONEY),
        ),
        rows=(*(_member(line) for line in lines), _total(lines)),
    )


def name_of(name: str, nickname: str) -> str:
    """Return a name with the word that tells namesakes apart."""
    return f"{name} ({nickname})" if nickname else name


def _member(line: MemberLine) -> Row:
    return Row(
        (
            line.member,
            name_of(line.name, line.nickname),
            line.shares or None,
            line.savings or None,
            line.loans_owed or None,
            line.fines_owed or None,
        ),
        origin=f"member:{line.member}",
    )


def _total(lines: tuple[MemberLine, ...]) -> Row:
    return Row(
        (
            None,
            _("Total"),
            sum(line.shares for line in lines),
            sum(line.savings for line in lines),
            sum(line.loans_owed for line in lines),
            sum(line.fines_owed for line in lines),
        ),
        Emphasis.TOTAL,
    )


def member_statement(book: Book, group: str, member: str) -> Table:
    """Return one member's movements, the oldest first."""
    page = questions.member(book, group, member)
    return Table(
        title=name_of(page.name, page.nickname),
        subtitle=fill(_("member no. {member}"), member=page.member),
        columns=statement_columns(),
        rows=tuple(statement_row(line) for line in page.lines),
    )


def statement_columns() -> tuple[Column, ...]:
    """Return the columns of a passbook, in the order of its stamps."""
    return (
        Column("date", _("Date"), Kind.DATE),
        Column("meeting", _("Meeting"), Kind.CODE),
        Column("text", _("What it was")),
        Column("in", _("In"), Kind.MONEY),
        Column("out", _("Out"), Kind.MONEY),
        Column("shares", _("Shares"), Kind.NUMBER),
        Column("balance", _("Savings"), Kind.MONEY),
        Column("debt", _("Loan due"), Kind.MONEY),
    )


def statement_row(line: StatementLine) -> Row:
    """Return one movement of a passbook."""
    return Row(
        (
            line.date,
            None if line.meeting is None else str(line.meeting),
            line.text,
            line.in_ or None,
            line.out or None,
            line.shares,
            line.balance,
            line.debt or None,
        ),
        origin=f"entry:{line.number}",
    )
