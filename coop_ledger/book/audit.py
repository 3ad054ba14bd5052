"""The proof of a book: everything derived is done again from the event log and compared.

Chain and balances first; then each group's log is read into empty facts, event by
event, and every entry, balance, register and receipt must come out as the book has
it. Nothing is repaired (reliability.md 2.3).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from coop_ledger.book import chain, driver, schema
from coop_ledger.book.book import Book
from coop_ledger.book.errors import Fault
from coop_ledger.book.replay import LogSource
from coop_ledger.book.source import TableSource
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.events import READER
from coop_ledger.domain.facts import Facts, Outcome
from coop_ledger.domain.journal import JournalEntry
from coop_ledger.domain.records import RECORDS
from coop_ledger.i18n import N_
from coop_ledger.progress import Progress, silent

_UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Audit:
    """What a check went through, and what it found wrong; no faults means sound."""

    events: int
    entries: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.faults


def check(book: Book, progress: Progress = silent) -> Audit:
    """Prove a book from its first event to its last balance."""
    with book.reading() as connection:
        events = connection.scalar(select(func.count()).select_from(schema.event)) or 0
        entries = connection.scalar(select(func.count()).select_from(schema.entry)) or 0
        faults = tuple(_until_it_stumbles(_faults(book, connection, events, progress)))
    return Audit(events, entries, faults)


def _faults(book: Book, connection: Connection, events: int, progress: Progress) -> Iterator[Fault]:
    yield from book.store.faults
    yield from _pages(book)
    yield from chain.verify(connection)
    yield from chain.balances_agree(connection)
    yield from chain.registers_agree(connection)
    yield from _replayed(connection, events, progress)


def _until_it_stumbles(found: Iterator[Fault]) -> Iterator[Fault]:
    """Yield the faults; a damaged book can hold anything, and what cannot be read is one more."""
    try:
        yield from found
    except (DBAPIError, *_UNREADABLE) as error:
        yield Fault(N_("The file itself is damaged: {said}."), {"said": str(error)})


def _pages(book: Book) -> Iterator[Fault]:
    if book.store.path is None:
        return
    for line in driver.examine(book.store.connection.connection.driver_connection):
        yield Fault(N_("The file itself is damaged: {said}."), {"said": line})


def _replayed(connection: Connection, events: int, progress: Progress) -> Iterator[Fault]:
    table = schema.ledger_group
    done = 0
    for number, code in connection.execute(select(table.c.id, table.c.code)).all():
        replay = _Replay(connection, number, code)
        yield from replay.faults()
        done += replay.done
        progress.step(done, events)


class _Replay:
    """One group's log done again."""

    def __init__(self, connection: Connection, group_id: int, code: str):
        self.connection = connection
        self.group_id = group_id
        self.code = code
        self.done = 0
        self.receipts: list[tuple[int, str]] = []
        self.keys: set[tuple[str, int, int]] = set()
        self.source = LogSource(connection, group_id)

    def faults(self) -> Iterator[Fault]:
        """Yield what does not come out as the book has it; stops at the first bad event."""
        facts = Facts(self.code, self.source)
        event = schema.event
        rows = self.connection.execute(
            select(event.c.id, event.c.number, event.c.body, event.c.entries)
            .where(event.c.group_id == self.group_id)
            .order_by(event.c.number)
        ).all()
        for row in rows:
            self.source.until(row.id)
            try:
                said = READER.read(json.loads(row.body))
                outcome = facts.happen(said)
            except Refusal as refusal:
                yield self._fault(
                    N_("Event {number} of group {group} is not allowed by the rules: {why}"),
                    row.number,
                    why=str(refusal),
                )
                return
            self.receipts += [(row.id, member) for member in outcome.receipts]
            self.keys |= {
                (part.id, row.id, line)
                for line, part in enumerate((said, *said.parts()))
                if part.id
            }
            made = _as_rows(outcome)
            if row.entries != len(made) or tuple(self._stored(row.id)) != made:
                yield self._fault(
                    N_("The entries of event {number} of group {group} are not those it makes."),
                    row.number,
                )
                return
            facts.written()
            self.done += 1
        yield from self._differences(facts)

    def _fault(self, sentence: str, number: int, **values: str) -> Fault:
        return Fault(sentence, {"group": self.code, "number": number, **values})

    def _stored(self, event_id: int) -> Iterator[tuple[object, ...]]:
        return self.source.entries_as_rows(event_id)

    def _differences(self, facts: Facts) -> Iterator[Fault]:
        """Yield the balances, registers and receipts that differ from the tables."""
        tables = TableSource(self.connection, self.group_id)
        if {key: stand for key, stand in tables.balances().items() if any(stand)} != facts.stands():
            yield Fault(
                N_("The balances of group {group} are not those of its log."),
                {"group": self.code},
            )
        stored = {(record.kind, record.key): record for record in tables.records(RECORDS)}
        made = facts.registers()
        for kind, key in sorted(stored.keys() | made.keys()):
            if stored.get((kind, key)) != made.get((kind, key)):
                yield Fault(
                    N_("The register line {kind} {key} of group {group} is not that of its log."),
                    {"group": self.code, "kind": kind, "key": key},
                )
        table = schema.receipt.c
        numbered = self.connection.execute(
            select(table.number, table.event_id, table.member)
            .where(table.group_id == self.group_id)
            .order_by(table.number)
        ).all()
        if [tuple(row) for row in numbered] != [
            (number, *receipt) for number, receipt in enumerate(self.receipts, start=1)
        ]:
            yield Fault(
                N_("The receipts of group {group} are not those of its log, numbered from 1."),
                {"group": self.code},
            )
        keys = self.connection.execute(
            select(schema.event_key)
            .join(schema.event)
            .where(schema.event.c.group_id == self.group_id)
        ).all()
        if {tuple(row) for row in keys} != self.keys:
            yield Fault(
                N_("The ids of the events of group {group} are not those of its log."),
                {"group": self.code},
            )


def _as_rows(outcome: Outcome) -> tuple[tuple[object, ...], ...]:
    return tuple(_as_row(entry) for entry in outcome.entries)


def _as_row(entry: JournalEntry) -> tuple[object, ...]:
    return (
        entry.line,
        entry.kind,
        entry.date,
        entry.text,
        entry.reverses,
        tuple((posting.account, posting.amount, posting.quantity) for posting in entry.postings),
    )
