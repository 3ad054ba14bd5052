"""Where the money is, and how it came and went."""

import datetime
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import Cash, CashBook, CashBookLine, CashPlace
from coop_ledger.book.questions.common import (
    check_period,
    entry_text,
    group_number,
    meetings_of,
    today,
)
from coop_ledger.book.schema import account, balance, entry, posting
from coop_ledger.domain.accounts import PLACE_OF, PLACES


def cash(book: Book, group: str, on: datetime.date | None = None) -> Cash:
    """Return what each place of each fund holds, now or at the end of a day."""
    with book.reading() as connection:
        number = group_number(connection, group)
        rows = connection.execute(_now(number) if on is None else _on(number, on)).all()
    places = tuple(
        CashPlace(fund=row.fund, place=PLACE_OF[row.code], balance=row.amount) for row in rows
    )
    return Cash(places=places, total=sum(place.balance for place in places))


def _now(number: int) -> Any:
    return (
        select(account.c.fund, account.c.code, balance.c.amount)
        .join_from(account, balance)
        .where(account.c.group_id == number, account.c.code.in_(PLACE_OF))
        .order_by(account.c.id)
    )


def _on(number: int, on: datetime.date) -> Any:
    return (
        select(account.c.fund, account.c.code, func.sum(posting.c.amount).label("amount"))
        .join_from(account, posting)
        .where(
            account.c.group_id == number,
            account.c.code.in_(PLACE_OF),
            posting.c.day <= days.to_number(on),
        )
        .group_by(account.c.id, account.c.fund, account.c.code)
        .order_by(account.c.id)
    )


def cash_book(
    book: Book,
    group: str,
    fund: str = "",
    place: str = "box",
    from_: datetime.date | None = None,
    to: datetime.date | None = None,
) -> CashBook:
    """Return the money in and out of one place of a fund between two days, both included."""
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        first = from_ or facts.founded.founded
        last = to or today(book)
        check_period(first, last)
        name = fund or facts.rules(last).first_fund
        place_id = connection.scalar(
            select(account.c.id).where(
                account.c.group_id == number,
                account.c.code == PLACES[place],
                account.c.fund == name,
            )
        )
        opening = _stand_before(connection, place_id, first)
        lines = private.cash_lines(
            *(connection, number, private.privacy(facts)),
            _lines(connection, place_id, opening, first, last),
        )
    total_in = sum(line.in_ for line in lines)
    total_out = sum(line.out for line in lines)
    return CashBook(
        fund=name,
        opening=opening,
        lines=lines,
        total_in=total_in,
        total_out=total_out,
        closing=opening + total_in - total_out,
        from_=first,
        to=last,
    )


def _stand_before(connection: Connection, place_id: int | None, day: datetime.date) -> int:
    total = connection.scalar(
        select(func.sum(posting.c.amount)).where(
            posting.c.account_id == place_id, posting.c.day < days.to_number(day)
        )
    )
    return int(total or 0)


def _lines(
    connection: Connection,
    place_id: int | None,
    opening: int,
    first: datetime.date,
    last: datetime.date,
) -> Iterator[CashBookLine]:
    other, other_account = posting.alias("other"), account.alias("other_account")
    member = (
        select(func.max(other_account.c.member))
        .join_from(other, other_account, other_account.c.id == other.c.account_id)
        .where(other.c.entry_id == entry.c.id)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(
            entry.c.day,
            entry.c.number,
            entry.c.event_id,
            entry.c.line,
            entry.c.kind,
            entry.c.text,
            posting.c.amount,
            member.label("member"),
        )
        .join_from(posting, entry, entry.c.id == posting.c.entry_id)
        .where(
            posting.c.account_id == place_id,
            posting.c.day.between(days.to_number(first), days.to_number(last)),
        )
        .order_by(posting.c.day, posting.c.entry_id)
    ).all()
    held = meetings_of(connection, (row.event_id for row in rows if row.line))
    stand = opening
    for row in rows:
        stand += row.amount
        yield CashBookLine(
            date=days.from_number(row.day),
            number=row.number,
            text=entry_text(row.kind, row.text),
            in_=max(row.amount, 0),
            out=max(-row.amount, 0),
            balance=stand,
            meeting=held.get(row.event_id),
            member=row.member or "",
        )
