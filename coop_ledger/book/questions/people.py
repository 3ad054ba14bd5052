"""The same woman in several groups of a book, and under the numbers she had before."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coop_ledger import names
from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import group_number
from coop_ledger.book.schema import ledger_group, record
from coop_ledger.book.source import read_record
from coop_ledger.domain.accounts import LOANS
from coop_ledger.domain.records import GroupRecord, MemberRecord

_KIND = MemberRecord.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A membership of the same woman: in another group, or here under another number."""

    group: str
    group_name: str
    member: str
    name: str
    status: str
    savings: int
    loans: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A woman of another group, or one who left this one, to be entered without retyping.

    She can be searched for as a member can: `member` is her number there.
    """

    group: str
    group_name: str
    member: str
    name: str
    nickname: str
    sex: str
    birth_year: int | None
    phone: str
    next_of_kin: str
    next_of_kin_phone: str
    status: str

    @property
    def reference(self) -> str:
        """Where she is found, as `same_as` says it."""
        return f"{self.group}/{self.member}"


def elsewhere(book: Book, group: str, member: str) -> tuple[Elsewhere, ...]:
    """Return the other memberships of a woman in this book, with savings and principal owed."""
    with book.reading() as connection:
        group_number(connection, group)
        book.facts(connection, group).member(member)
        here = f"{group}/{member}"
        found = _same_woman(connection, here)
        called = _group_names(connection)
        return tuple(
            _membership(book, connection, called, where) for where in sorted(found - {here})
        )


def _same_woman(connection: Connection, here: str) -> set[str]:
    """Return every place where a woman is found, whichever of them names which."""
    found: set[str] = set()
    waiting = [here]
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        group, _slash, member = place.partition("/")
        body = connection.scalar(
            select(record.c.body)
            .join_from(record, ledger_group)
            .where(ledger_group.c.code == group, record.c.kind == _KIND, record.c.key == member)
        )
        if body is None:  # she is said to be in a group that is not in this book
            continue
        found.add(place)
        named = json.loads(body).get("same_as", "")
        waiting += [named, *_naming(connection, place)] if named else _naming(connection, place)
    return found


def _naming(connection: Connection, place: str) -> Iterator[str]:
    """Yield the places whose record says that it is the same woman as at a place."""
    said = f'"same_as":{json.dumps(place, ensure_ascii=False)}'
    rows = connection.execute(
        select(ledger_group.c.code, record.c.key)
        .join_from(record, ledger_group)
        .where(record.c.kind == _KIND, record.c.body.contains(said, autoescape=True))
    )
    for code, key in rows:
        yield f"{code}/{key}"


def _group_names(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        select(ledger_group.c.code, record.c.body)
        .join_from(record, ledger_group)
        .where(record.c.kind == GroupRecord.kind)
    )
    return {code: json.loads(body)["name"] for code, body in rows}


def _membership(
    book: Book, connection: Connection, called: dict[str, str], where: str
) -> Elsewhere:
    group, _slash, member = where.partition("/")
    facts = book.facts(connection, group)
    found = facts.member(member)
    return Elsewhere(
        group=group,
        group_name=called[group],
        member=member,
        name=found.name,
        status=found.status,
        savings=facts.savings(member).amount,
        loans=facts.total(LOANS, member=member),
    )


def people(book: Book, group: str) -> tuple[Person, ...]:
    """Return who may join a group without being typed again, by name.

    These are the women of the other groups, and those who left this one; who is an active
    member of it already is left out, wherever else she is found.
    """
    with book.reading() as connection:
        group_number(connection, group)
        called = _group_names(connection)
        rows = connection.execute(
            select(ledger_group.c.code, record.c.body)
            .join_from(record, ledger_group)
            .where(record.c.kind == _KIND)
        )
        members = [(code, read_record(_KIND, body)) for code, body in rows]
    known = {
        record.same_as
        for code, record in members
        if isinstance(record, MemberRecord) and code == group and record.status == "active"
    }
    found = [
        _person(code, called[code], record)
        for code, record in members
        if isinstance(record, MemberRecord)
        and record.status != "deceased"
        and not (code == group and record.status == "active")
        and f"{code}/{record.code}" not in known
    ]
    return tuple(sorted(found, key=lambda person: names.sort_key(person.name)))


def _person(code: str, name: str, record: MemberRecord) -> Person:
    return Person(
        group=code,
        group_name=name,
        member=record.code,
        name=record.name,
        nickname=record.nickname,
        sex=record.sex,
        birth_year=record.birth_year,
        phone=record.phone,
        next_of_kin=record.next_of_kin,
        next_of_kin_phone=record.next_of_kin_phone,
        status=record.status,
    )
