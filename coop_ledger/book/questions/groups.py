"""The groups of a book, and where each chain stands."""

import datetime
import json
from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import Connection, and_, func, select

from coop_ledger.book import days, schema
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Fingerprint, GroupLine
from coop_ledger.book.questions.common import group_number
from coop_ledger.domain.records import CycleRecord, GroupRecord, MeetingRecord, MemberRecord, Record


def groups(book: Book) -> tuple[GroupLine, ...]:
    """Return every group of the book, by name."""
    with book.reading() as connection:
        lines = list(_lines(connection, None))
    return tuple(sorted(lines, key=lambda line: line.name))


def group(book: Book, code: str) -> GroupLine:
    """Return one group; refuses a code the book does not have."""
    with book.reading() as connection:
        lines = list(_lines(connection, group_number(connection, code)))
    assert lines, "a group in the book was founded"
    return lines[0]


def _lines(connection: Connection, number: int | None) -> Iterator[GroupLine]:
    """Yield the lines of one group or of all; meetings are counted, not read."""
    members = Counter(
        number
        for number, member in _records(connection, MemberRecord, number)
        if member.status == "active"
    )
    cycles: dict[int, CycleRecord] = {}
    for at, cycle in _records(connection, CycleRecord, number):
        if at not in cycles or cycles[at].opened < cycle.opened:
            cycles[at] = cycle
    held = _held(connection, number)
    for at, founded in _records(connection, GroupRecord, number):
        last = cycles.get(at)
        count, day = held.get((at, last.code), (0, None)) if last else (0, None)
        yield GroupLine(
            group=founded.code,
            name=founded.name,
            kind=founded.group_kind,
            members=members[at],
            preset=founded.preset,
            place=founded.place,
            founded=founded.founded,
            cycle=last.code if last else "",
            cycle_opened=last.opened if last else None,
            cycle_ends=last.ends if last else None,
            meetings=count,
            last_meeting=day,
        )


_R = TypeVar("_R", bound=Record)


def _records(
    connection: Connection, kind: type[_R], number: int | None
) -> Iterator[tuple[int, _R]]:
    table = schema.record
    query = select(table.c.group_id, table.c.body).where(table.c.kind == kind.kind)
    if number is not None:
        query = query.where(table.c.group_id == number)
    for at, body in connection.execute(query.order_by(table.c.group_id)):
        yield at, kind.read(json.loads(body))


def _held(
    connection: Connection, number: int | None
) -> dict[tuple[int, str], tuple[int, datetime.date]]:
    """Return how many meetings each cycle of each group has held, and the day of the last."""
    kept, change, event = schema.record, schema.record_change, schema.event
    query = (
        select(kept.c.group_id, kept.c.key, func.max(event.c.day))
        .join_from(event, change, change.c.event_id == event.c.id)
        .join(
            kept,
            and_(
                kept.c.group_id == event.c.group_id,
                kept.c.kind == change.c.kind,
                kept.c.key == change.c.key,
            ),
        )
        .where(
            event.c.name == "meeting_held", change.c.line == 0, change.c.kind == MeetingRecord.kind
        )
        .group_by(kept.c.group_id, kept.c.key)
    )
    if number is not None:
        query = query.where(kept.c.group_id == number)
    found: dict[tuple[int, str], tuple[int, datetime.date]] = {}
    for at, key, day in connection.execute(query):
        cycle = key.rpartition("/")[0]
        count, last = found.get((at, cycle), (0, datetime.date.min))
        found[at, cycle] = (count + 1, max(last, days.from_number(day)))
    return found


def fingerprint(book: Book, group: str) -> Fingerprint:
    """Return the number and hash of the last event of a group's chain."""
    event = schema.event
    with book.reading() as connection:
        number = group_number(connection, group)
        row = connection.execute(
            select(event.c.number, event.c.hash)
            .where(event.c.group_id == number)
            .order_by(event.c.number.desc())
            .limit(1)
        ).one()
    return Fingerprint(number=row.number, hash=row.hash)


def event_hash(connection: Connection, group_number: int, event_number: int) -> str:
    """Return the hash of one event of a group."""
    event = schema.event
    found = connection.scalar(
        select(event.c.hash).where(event.c.group_id == group_number, event.c.number == event_number)
    )
    return found or ""
