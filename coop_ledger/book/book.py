"""One open book: the one door in, and the view that questions are asked of.

Book.create, Book.open     a path or a database URL
book.record                one event, whole or not at all
book.record_all            many events in one transaction
book.reading               a connection for questions
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, bindparam, select

from coop_ledger.book import chain, drafts, file, schema
from coop_ledger.book.changes import Changes, RecordedEvent, Topic, topics_of
from coop_ledger.book.errors import BookRefused, CommitUnknown
from coop_ledger.book.file import Store
from coop_ledger.book.source import TableSource
from coop_ledger.book.writer import Head, Writer
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event, as_json
from coop_ledger.domain.facts import Facts, Outcome
from coop_ledger.i18n import N_
from coop_ledger.progress import Progress, silent

Sayable = Event | Mapping[str, Any]
"""An event, or the JSON object that says it."""

_FLUSH_EVERY = 200


class Drafts:
    """The sheets half typed in one book; see `coop_ledger.book.drafts`."""

    def __init__(self, store: Store):
        self._store = store

    def keep(self, name: str, cell: str, text: str) -> None:
        """Keep what a cell holds now, durably."""
        drafts.keep(self._store, name, cell, text)

    def keep_all(self, name: str, texts: Mapping[str, str]) -> None:
        """Keep what several cells hold now, durably and as one."""
        drafts.keep_all(self._store, name, texts)

    def load(self, name: str) -> dict[str, str]:
        """Return the texts of a draft by cell; empty when there is none."""
        return drafts.load(self._store, name)

    def drop(self, name: str) -> None:
        """Forget a draft."""
        drafts.drop(self._store, name)

    def names(self, prefix: str = "") -> list[str]:
        """Return the drafts whose name begins so, the one touched last first."""
        return drafts.names(self._store, prefix)


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


class Book:
    """An open book. `now` tells the time; nothing dated after its day is recorded."""

    def __init__(self, store: Store, now: Callable[[], datetime.datetime] = _now):
        self.store = store
        self.now = now
        self.drafts = Drafts(store)
        self._facts: dict[str, tuple[Facts, TableSource, Head]] = {}

    @classmethod
    def create(cls, target: str | Path, now: Callable[[], datetime.datetime] = _now) -> Self:
        """Make an empty book; refuses to overwrite."""
        return cls(file.create(target), now)

    @classmethod
    def open(cls, target: str | Path, now: Callable[[], datetime.datetime] = _now) -> Self:
        """Open a book; never creates one. Raises BookRefused or BookInUse."""
        return cls(file.open_book(target), now)

    def snapshot(self) -> "Book":
        """Return a copy for reading in one other thread; the caller closes it."""
        return Book(self.store.snapshot(), self.now)

    def close(self) -> None:
        """Close the book; one file remains of it."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # The door in

    def record(self, event: Sayable, *, draft: str = "") -> Changes:
        """Record one event: its entries, registers and receipts, whole or not at all.

        The `draft` it was typed in is forgotten in the same transaction.

        Raises:
            Refusal: the rules do not allow it; nothing is written.
            CommitUnknown: the disk failed and what it holds could not be found out.
        """
        return self.record_all((event,), draft=draft)

    def record_all(
        self,
        events: Iterable[Sayable],
        progress: Progress = silent,
        *,
        dry_run: bool = False,
        draft: str = "",
    ) -> Changes:
        """Record events in one transaction; an event whose id is known is skipped and counted.

        A refusal carries the `position` of its event, from 1; nothing is written.
        """
        recording = _Recording(self)
        try:
            with self.store.write() as connection:
                recording.run(connection, events, progress)
                if draft:
                    drafts.discard(connection, draft)
                if dry_run:
                    raise _DryRun  # rolls the transaction back
        except _DryRun:
            self._facts.clear()
        except CommitUnknown:
            self._facts.clear()
            self._settle(recording)
        except BaseException:
            self._facts.clear()
            raise
        return recording.changes()

    def preview(self, event: Sayable) -> Outcome:
        """Return what an event would do, without recording it; refuses as `record` does."""
        said = _read(event)
        _refuse_future(said, self.now().date())
        with self.reading() as connection:
            return self.facts(connection, said.group, fresh=True).happen(said)

    def _settle(self, recording: "_Recording") -> None:
        """After an unknown commit, look whether the last event is there."""
        self.store.reopen()
        with self.reading() as connection:
            stored = all(
                head.hash == _last_hash(connection, head.code) for head in recording.heads()
            )
        if not stored:
            raise BookRefused(
                N_(
                    "The disk failed while recording in {value}, and nothing was recorded. "
                    "Check the disk, then record it again."
                ),
                field="book",
                value=self.store.target,
            )

    # Questions

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the book, for questions."""
        with self.store.read() as connection:
            yield connection

    def facts(self, connection: Connection, group: str, *, fresh: bool = False) -> Facts:
        """Return the facts of a group; `fresh` ones may be used up by what is tried on them."""
        if not fresh and group in self._facts and self.store.path is not None:
            facts, source, _ = self._facts[group]
            source.connection = connection
            return facts
        return Facts(group, TableSource(connection, group_id(connection, group) or 0))


class _DryRun(Exception):
    """Everything was fine and nothing shall be kept."""


class _Recording:
    """One transaction's work: read, let happen, gather, write."""

    def __init__(self, book: Book):
        self.book = book
        self.known = book._facts if book.store.path is not None else {}  # noqa: SLF001  # one thing in two parts
        self.used: dict[str, Head] = {}
        self.bodies: dict[str, str] = {}
        self.topics: set[Topic] = set()
        self.events: list[RecordedEvent] = []
        self.skipped = 0

    def run(self, connection: Connection, events: Iterable[Sayable], progress: Progress) -> None:
        """Record the events one after another."""
        writer = Writer(connection)
        now = self.book.now()
        for position, event in enumerate(events, start=1):
            try:
                self._one(connection, writer, event, now)
            except Refusal as refusal:
                refusal.position = position
                raise
            if position % _FLUSH_EVERY == 0:
                self._flush(writer)
                progress.step(position, 0)
        self._flush(writer)

    def _flush(self, writer: Writer) -> None:
        writer.flush()
        for facts, _source, _head in self.known.values():
            facts.written()

    def _one(
        self, connection: Connection, writer: Writer, said: Sayable, now: datetime.datetime
    ) -> None:
        event = _read(said)
        _refuse_future(event, now.date())
        body = chain.canonical(as_json(event))
        if self._is_known(connection, event, body):
            self.skipped += 1
            return
        if event.reads_log:
            self._flush(writer)
        facts, source, head = self._group(connection, writer, event.group)
        outcome = facts.happen(event)
        self.events.append(writer.write(head, event, body, outcome, facts, source, now))
        self.topics.update(topics_of(outcome))
        self._remember(event, body)

    def _group(
        self, connection: Connection, writer: Writer, code: str
    ) -> tuple[Facts, TableSource, Head]:
        if code not in self.known:
            head = writer.head(code)
            source = TableSource(connection, head.group_id)
            self.known[code] = (Facts(code, source), source, head)
        facts, source, head = self.known[code]
        source.connection = connection
        self.used[code] = head
        return facts, source, head

    def _is_known(self, connection: Connection, event: Event, body: str) -> bool:
        """Return whether this very event is in the book; refuse another one with its id."""
        keys = [part.id for part in (event, *event.parts()) if part.id]
        for key in keys:
            stored = self.bodies.get(key) or connection.scalar(_BODY, {"key": key})
            if stored == body:
                return True
            if stored is not None or keys.count(key) > 1:
                raise Refusal(
                    N_("Id {value} is already used by another event of this book: give a new one."),
                    field="id",
                    value=key,
                )
        return False

    def _remember(self, event: Event, body: str) -> None:
        for part in (event, *event.parts()):
            if part.id:
                self.bodies[part.id] = body

    def heads(self) -> list[Head]:
        """Return where each group that was written now stands."""
        return list(self.used.values())

    def changes(self) -> Changes:
        """Return what was touched."""
        return Changes(frozenset(self.topics), tuple(self.events), self.skipped)


def _read(said: Sayable) -> Event:
    # Here, not above: a book that is only looked at opens without the types of its events.
    from coop_ledger.domain.events import READER

    return said if isinstance(said, Event) else READER.read(said)


def _refuse_future(event: Event, today: datetime.date) -> None:
    if event.date > today:
        raise Refusal(
            N_(
                "{value:day} is after today, {today:day} by this PC's clock: "
                "correct the date, or the clock."
            ),
            field="date",
            value=event.date,
            today=today,
        )


def group_id(connection: Connection, code: str) -> int | None:
    """Return the small number of a group, None if the book does not have it."""
    return connection.scalar(_GROUP_ID, {"code": code})


_GROUP_ID = select(schema.ledger_group.c.id).where(schema.ledger_group.c.code == bindparam("code"))


_BODY = (
    select(schema.event.c.body)
    .join_from(schema.event, schema.event_key)
    .where(schema.event_key.c.key == bindparam("key"))
)


def _last_hash(connection: Connection, code: str) -> str | None:
    event, group = schema.event, schema.ledger_group
    return connection.scalar(
        select(event.c.hash)
        .join_from(event, group)
        .where(group.c.code == code)
        .order_by(event.c.number.desc())
        .limit(1)
    )
