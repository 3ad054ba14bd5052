"""The journal: entries with their postings, page by page."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import EntryLine, Journal, PostingLine
from coop_ledger.book.questions.common import account_name, entry_text, group_number
from coop_ledger.book.schema import account, entry, event, posting
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


def journal(
    book: Book,
    group: str,
    from_: datetime.date | None = None,
    to: datetime.date | None = None,
    before: int | None = None,
    limit: int | None = None,
) -> Journal:
    """Return entries in the order of their numbers.

    With a `limit`, the last ones; `before` an entry's number, the ones before it,
    so that a screen can go back page by page.
    """
    with book.reading() as connection:
        query = _entries(group_number(connection, group))
        if from_ is not None:
            query = query.where(entry.c.day >= days.to_number(from_))
        if to is not None:
            query = query.where(entry.c.day <= days.to_number(to))
        if before is not None:
            query = query.where(entry.c.number < before)
        if limit is not None:
            query = query.order_by(entry.c.number.desc()).limit(limit)
        else:
            query = query.order_by(entry.c.number)
        rows = connection.execute(query).all()
        hidden = private.privacy(book.facts(connection, group))
        lines = private.entries(hidden, _lines(connection, rows))
    return Journal(entries=tuple(sorted(lines, key=lambda line: line.number)))


def entry_numbered(book: Book, group: str, number: int) -> EntryLine:
    """Return one entry; refuses a number no entry has."""
    with book.reading() as connection:
        query = _entries(group_number(connection, group)).where(entry.c.number == number)
        hidden = private.privacy(book.facts(connection, group))
        lines = private.entries(hidden, _lines(connection, connection.execute(query).all()))
    if not lines:
        raise Refusal(
            N_("{field} is {value}: there is no entry with this number."),
            field="number",
            value=number,
        )
    return lines[0]


def taken_back(book: Book, group: str, number: int, line: int = 0) -> tuple[EntryLine, ...]:
    """Return what a reversal takes back: the entries of an event, or of one line of a meeting."""
    with book.reading() as connection:
        hidden = private.privacy(book.facts(connection, group))
        found = private.entries(
            hidden, entries_of_event(connection, group_number(connection, group), number)
        )
    return tuple(e for e in found if line in (0, e.line) and e.reversed_by is None)


def event_behind(book: Book, group: str, number: int, line: int = 0) -> dict[str, Any]:
    """Return an event as it was recorded, or one line of a meeting's sheet as its own event."""
    with book.reading() as connection:
        query = select(event.c.body).where(
            event.c.group_id == group_number(connection, group), event.c.number == number
        )
        found: dict[str, Any] = json.loads(connection.execute(query).scalar_one())
    if not line:
        return found
    return {"group": found["group"], "date": found["date"], **found["sheet"][line - 1]}


def entries_of_event(connection: Connection, group: int, event_number: int) -> list[EntryLine]:
    """Return the entries that one event made."""
    query = _entries(group).where(event.c.number == event_number).order_by(entry.c.number)
    return _lines(connection, connection.execute(query).all())


def _entries(number: int) -> Any:
    original, mirror = entry.alias("original"), entry.alias("mirror")
    return (
        select(
            entry.c.id,
            entry.c.number,
            entry.c.day,
            entry.c.kind,
            entry.c.text,
            entry.c.line,
            event.c.number.label("event"),
            original.c.number.label("reverses"),
            mirror.c.number.label("reversed_by"),
        )
        .join_from(entry, event, event.c.id == entry.c.event_id)
        .outerjoin(original, original.c.id == entry.c.reverses)
        .outerjoin(mirror, mirror.c.reverses == entry.c.id)
        .where(entry.c.group_id == number)
    )


def _lines(connection: Connection, rows: Iterable[Any]) -> list[EntryLine]:
    found = list(rows)
    postings = _postings(connection, [row.id for row in found])
    return [
        EntryLine(
            number=row.number,
            date=days.from_number(row.day),
            event=row.event,
            kind=row.kind,
            text=entry_text(row.kind, row.text),
            postings=tuple(postings[row.id]),
            line=row.line,
            reverses=row.reverses,
            reversed_by=row.reversed_by,
        )
        for row in found
    ]


def _postings(connection: Connection, entries: list[int]) -> Mapping[int, list[PostingLine]]:
    found: defaultdict[int, list[PostingLine]] = defaultdict(list)
    if not entries:
        return found
    rows = connection.execute(
        select(
            posting.c.entry_id,
            account.c.code,
            posting.c.amount,
            account.c.fund,
            account.c.place,
            account.c.member,
            account.c.loan,
            posting.c.quantity,
            account.c.item,
        )
        .join_from(posting, account)
        .where(posting.c.entry_id.between(min(entries), max(entries)))
        .order_by(posting.c.entry_id, posting.c.n)
    )
    for entry_id, code, amount, fund, place, member, loan, quantity, item in rows:
        found[entry_id].append(
            PostingLine(
                account=code,
                name=account_name(code),
                amount=amount,
                fund=fund,
                place=place,
                member=member,
                loan=loan,
                quantity=quantity,
                item=item,
            )
        )
    return found
