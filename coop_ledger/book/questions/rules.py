"""The rules of a group on a day, and the votes that made them."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import group_number, today
from coop_ledger.book.schema import event, record_change
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import merged
from coop_ledger.domain.rules_change import ABSENT, difference
from coop_ledger.domain.votes import votes_of

_VOTES = ("rules_set", "cycle_opened")


@dataclass(frozen=True, slots=True)
class VotedChange:
    """One rule that a vote changed, as rules are written; None where it was not there."""

    part: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote: its day, the event that recorded it, what was noted, and what it changed.

    `rules` are the parts it named, whole.
    """

    date: datetime.date
    event: int
    text: str
    rules: Mapping[str, Any]
    changed: tuple[VotedChange, ...]


@dataclass(frozen=True, slots=True)
class RulesOfDay:
    """The rules in force on a day: those of the preset with all the votes until then.

    `since` is the day of the last vote, or of the founding.
    """

    group: str
    on: datetime.date
    preset: str
    founded: datetime.date
    since: datetime.date
    rules: Mapping[str, Any]
    votes: tuple[VoteLine, ...]


def rules(book: Book, group: str, on: datetime.date | None = None) -> RulesOfDay:
    """Return the rules in force on a day, today if none is given, and the votes behind them."""
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        founded = facts.founded
        records = sorted(
            (vote for vote in votes_of(facts) if vote.date <= day), key=lambda vote: vote.key
        )
        recorded = dict(_recorded(connection, number))
    found: list[VoteLine] = []
    parts: list[Mapping[str, Any]] = [PRESETS[founded.preset]]
    for record in records:
        before = merged(parts)
        parts.append(record.rules)
        by, text = recorded.get(record.key, (0, ""))
        changed = tuple(
            VotedChange(change.part, _plain(change.old), _plain(change.new))
            for change in difference(before, merged(parts))
        )
        found.append(VoteLine(record.date, by, text, record.rules, changed))
    return RulesOfDay(
        group=group,
        on=day,
        preset=founded.preset,
        founded=founded.founded,
        since=records[-1].date if records else founded.founded,
        rules=merged(parts),
        votes=tuple(found),
    )


def _plain(value: Any) -> Any:
    return None if value is ABSENT else value


def _recorded(connection: Connection, group: int) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield each vote's key with its event and what was noted; the last event of a key counts."""
    query = (
        select(record_change.c.key, event.c.number, event.c.body)
        .join_from(record_change, event, event.c.id == record_change.c.event_id)
        .where(
            event.c.group_id == group,
            event.c.name.in_(_VOTES),
            record_change.c.kind == "rules",
        )
        .order_by(event.c.number)
    )
    for key, number, body in connection.execute(query):
        yield key, (number, str(json.loads(body).get("text", "")))
