"""The groups of a book, and where each chain stands."""

import json
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger.book import schema
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import Fingerprint, GroupLine
from coop_ledger.book.questions.common import group_number
from coop_ledger.domain.records import CycleRecord, GroupRecord, MeetingRecord, MemberRecord, Record


def groups(book: Book) -> tuple[GroupLine, ...]:
    """Return every group of the book, by name."""
    table = schema.ledger_group
    with book.reading() as connection:
        codes = connection.execute(select(table.c.id, table.c.code)).all()
        lines = [_line(connection, number, code) for number, code in codes]
    return tuple(sorted((line for line in lines if line), key=lambda line: line.name))


def group(book: Book, code: str) -> GroupLine:
    """Return one group; refuses a code the book does not have."""
    with book.reading() as connection:
        line = _line(connection, group_number(connection, code), code)
    assert line is not None, "a group in the book was founded"
    return line


def _records(connection: Connection, number: int, kind: type[Record]) -> list[Any]:
    table = schema.record
    bodies = connection.scalars(
        select(table.c.body).where(table.c.group_id == number, table.c.kind == kind.kind)
    )
    return [kind.read(json.loads(body)) for body in bodies]


def _line(connection: Connection, number: int, code: str) -> GroupLine | None:
    founded: list[GroupRecord] = _records(connection, number, GroupRecord)
    if not founded:
        return None
    members: list[MemberRecord] = _records(connection, number, MemberRecord)
    cycles: list[CycleRecord] = _records(connection, number, CycleRecord)
    cycle = max(cycles, key=lambda cycle: cycle.opened, default=None)
    held = [
        meeting.date
        for meeting in _records(connection, number, MeetingRecord)
        if cycle and meeting.cycle == cycle.code
    ]
    return GroupLine(
        group=code,
        name=founded[0].name,
        kind=founded[0].group_kind,
        members=sum(member.status == "active" for member in members),
        preset=founded[0].preset,
        place=founded[0].place,
        founded=founded[0].founded,
        cycle=cycle.code if cycle else "",
        cycle_opened=cycle.opened if cycle else None,
        cycle_ends=cycle.ends if cycle else None,
        meetings=len(held),
        last_meeting=max(held, default=None),
    )


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
