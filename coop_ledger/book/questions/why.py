"""Why a figure is what it is: the entries that make it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import Why, WhyLine
from coop_ledger.book.questions.common import entry_text, group_number, meetings_of
from coop_ledger.book.schema import account, entry, event, posting
from coop_ledger.domain.accounts import DUES, INTEREST, LOANS, PLACES, SAVINGS
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_

# The accounts behind each figure, and the sign that makes it read as people say it.
_FIGURES: dict[str, tuple[tuple[str, ...], int]] = {
    "savings": ((SAVINGS,), -1),
    "shares": ((SAVINGS,), 1),
    "loans": ((LOANS,), 1),
    "fines": ((DUES,), 1),
    "interest": ((INTEREST,), -1),
    "cash": (tuple(PLACES.values()), 1),
}
FIGURES = tuple(_FIGURES)


def why(
    book: Book,
    group: str,
    figure: str,
    *,
    member: str = "",
    fund: str = "",
    place: str = "",
    loan: str = "",
    account_code: str = "",
) -> Why:
    """Return the entries that make a figure, with its running value; they add up to it.

    `figure` is one of FIGURES, or "account" with the number of an account.
    """
    codes, sign = _accounts(figure, account_code)
    conditions: list[ColumnElement[bool]] = [account.c.code.in_(codes)]
    for column, value in (
        (account.c.member, member),
        (account.c.fund, fund),
        (account.c.place, place),
        (account.c.loan, loan),
    ):
        if value:
            conditions.append(column == value)
    with book.reading() as connection:
        number = group_number(connection, group)
        if member:
            book.facts(connection, group).member(member)
        rows = _rows(connection, number, conditions)
        held = meetings_of(connection, (row.event_id for row in rows if row.line))
        last = connection.scalar(
            select(event.c.hash)
            .where(event.c.group_id == number)
            .order_by(event.c.number.desc())
            .limit(1)
        )
        hidden = private.privacy(book.facts(connection, group))
        found = _lines(rows, held, sign, shares=figure == "shares")
        lines = private.why_lines(connection, number, hidden, member, found)
    return Why(
        figure=figure,
        amount=lines[-1].balance if lines else 0,
        lines=lines,
        fingerprint=last or "",
    )


def _accounts(figure: str, code: str) -> tuple[tuple[str, ...], int]:
    if figure == "account" and code:
        return (code,), 1
    if figure not in _FIGURES:
        raise Refusal(
            N_("{field} is {value}: ask for one of {figures}."),
            field="figure",
            value=figure,
            figures=", ".join(_FIGURES),
        )
    return _FIGURES[figure]


def _rows(connection: Connection, number: int, conditions: Sequence[Any]) -> Sequence[Any]:
    return connection.execute(
        select(
            entry.c.number,
            entry.c.day,
            entry.c.event_id,
            event.c.number.label("event"),
            entry.c.line,
            entry.c.kind,
            entry.c.text,
            posting.c.amount,
            posting.c.quantity,
        )
        .select_from(
            account.join(posting)
            .join(entry, entry.c.id == posting.c.entry_id)
            .join(event, event.c.id == entry.c.event_id)
        )
        .where(account.c.group_id == number, *conditions)
        .order_by(posting.c.day, posting.c.entry_id, posting.c.n)
    ).all()


def _lines(rows: Sequence[Any], held: Any, sign: int, *, shares: bool) -> Any:
    stand = 0
    for row in rows:
        amount = row.quantity if shares else sign * row.amount
        if not amount:
            continue
        stand += amount
        yield WhyLine(
            number=row.number,
            date=days.from_number(row.day),
            event=row.event,
            kind=row.kind,
            text=entry_text(row.kind, row.text),
            amount=amount,
            balance=stand,
            meeting=held.get(row.event_id),
            quantity=row.quantity,
        )
