"""Writes recorded events into the tables, many at a time, in the order that seals them.

The writer keeps the numbers that come next (events, entries, receipts, accounts)
and the last hash of each chain. Rows gather in memory and go out by `flush` as
plain tuples: the fastest path of the benchmarks (performance.md 3.1).
"""

import datetime
import functools
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from coop_ledger.book import chain, days, schema
from coop_ledger.book.changes import RecordedEvent
from coop_ledger.book.source import TableSource
from coop_ledger.domain.event import Event
from coop_ledger.domain.facts import Facts, Outcome
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.records import Record


@dataclass(slots=True)
class Head:
    """Where one group stands: the last event, entry and receipt, and the last hash."""

    group_id: int
    code: str
    event: int = 0
    entry: int = 0
    receipt: int = 0
    hash: str = chain.GENESIS


class Writer:
    """Gathers the rows of events and writes them; one for each transaction."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self._last: dict[str, int] = dict(connection.execute(_LAST).one()._mapping)  # noqa: SLF001  # SQLAlchemy's public name
        self._rows: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._balances: dict[int, tuple[int, int, int]] = {}
        self._records: dict[tuple[int, str, str], str | None] = {}

    def head(self, code: str) -> Head:
        """Return where a group stands, giving a new group its small number."""
        group = schema.ledger_group
        group_id = self.connection.scalar(select(group.c.id).where(group.c.code == code))
        if group_id is None:
            head = Head(self._next("ledger_group"), code)
            self._rows["ledger_group"].append((head.group_id, code))
            return head
        event, entry, receipt = schema.event, schema.entry, schema.receipt
        number, digest = self.connection.execute(
            select(event.c.number, event.c.hash)
            .where(event.c.group_id == group_id)
            .order_by(event.c.number.desc())
            .limit(1)
        ).one()
        return Head(
            group_id,
            code,
            number,
            self._highest(entry, group_id),
            self._highest(receipt, group_id),
            digest,
        )

    def _highest(self, table: Table, group_id: int) -> int:
        found = self.connection.scalar(
            select(func.max(table.c.number)).where(table.c.group_id == group_id)
        )
        return found or 0

    def _next(self, table: str) -> int:
        self._last[table] += 1
        return self._last[table]

    def write(
        self,
        head: Head,
        event: Event,
        body: str,
        outcome: Outcome,
        facts: Facts,
        source: TableSource,
        recorded_at: datetime.datetime,
    ) -> RecordedEvent:
        """Gather the rows of one event that happened; `body` is its canonical text."""
        event_id = self._next("event")
        entries = self._entries(head, event_id, outcome, facts, source)
        for line, part in enumerate((event, *event.parts())):
            if part.id:
                self._rows["event_key"].append((part.id, event_id, line))
        self._changes(head, event_id, outcome)
        receipts = tuple(self._receipt(head, event_id, member) for member in outcome.receipts)
        head.event += 1
        digest = chain.digest(head.hash, head.code, head.event, body)
        self._rows["event"].append(
            (
                event_id,
                head.group_id,
                head.event,
                event.type,
                days.to_number(event.date),
                body,
                len(entries),
                recorded_at.isoformat(timespec="seconds"),
                head.hash,
                digest,
            )
        )
        head.hash = digest
        return RecordedEvent(head.code, head.event, tuple(entries), receipts)

    def _entries(
        self, head: Head, event_id: int, outcome: Outcome, facts: Facts, source: TableSource
    ) -> list[int]:
        numbers = []
        entry_rows, posting_rows = self._rows["entry"], self._rows["posting"]
        ids, balances = source.account_ids, self._balances
        for entry in outcome.entries:
            entry_id = self._next("entry")
            head.entry += 1
            numbers.append(head.entry)
            day = days.to_number(entry.date)
            entry_rows.append(
                (
                    entry_id,
                    head.group_id,
                    head.entry,
                    event_id,
                    entry.line,
                    entry.kind,
                    day,
                    entry.text,
                    entry.reverses,
                )
            )
            for n, (key, amount, quantity) in enumerate(entry.postings, start=1):
                account = ids.get(key) or self._account(head.group_id, key, source)
                posting_rows.append((entry_id, n, account, day, amount, quantity))
                stand = facts.balance(key)
                balances[account] = (account, stand.amount, stand.quantity)
        return numbers

    def _account(self, group_id: int, key: AccountKey, source: TableSource) -> int:
        number = self._next("account")
        self._rows["account"].append((number, group_id, *key))
        source.account_ids[key] = number
        return number

    def _changes(self, head: Head, event_id: int, outcome: Outcome) -> None:
        for n, change in enumerate(outcome.changes, start=1):
            before, after = _as_text(change.before), _as_text(change.after)
            self._rows["record_change"].append(
                (event_id, change.line, n, change.kind, change.key, before, after)
            )
            self._records[(head.group_id, change.kind, change.key)] = after

    def _receipt(self, head: Head, event_id: int, member: str) -> int:
        head.receipt += 1
        self._rows["receipt"].append((head.group_id, head.receipt, event_id, member))
        return head.receipt

    def flush(self) -> None:
        """Write what has gathered, the seals after what they seal."""
        for table in _ORDER:
            rows = self._rows.pop(table.name, None)
            if rows:
                self._insert(table, rows)
        if self._balances:
            self._upsert(schema.balance, list(self._balances.values()))
            self._balances.clear()
        kept = [(*place, body) for place, body in self._records.items() if body is not None]
        if kept:
            self._upsert(schema.record, kept)
        gone = [place for place, body in self._records.items() if body is None]
        if gone:
            self._delete(schema.record, gone)
        self._records.clear()

    def _insert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        self.connection.exec_driver_sql(_insert_text(table, self._mark), rows)

    def _upsert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        self.connection.exec_driver_sql(_upsert_text(table, self._mark), rows)

    def _delete(self, table: Table, keys: list[tuple[Any, ...]]) -> None:
        where = " AND ".join(f"{column.name} = {self._mark}" for column in table.primary_key)
        statement = f"DELETE FROM {table.name} WHERE {where}"  # noqa: S608  # own names
        self.connection.exec_driver_sql(statement, keys)

    @property
    def _mark(self) -> str:
        return "?" if self.connection.dialect.name == "sqlite" else "%s"


@functools.cache
def _insert_text(table: Table, mark: str) -> str:
    columns = ", ".join(column.name for column in table.columns)
    marks = ", ".join([mark] * len(table.columns))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608  # own names


@functools.cache
def _upsert_text(table: Table, mark: str) -> str:
    keys = [column.name for column in table.primary_key]
    rest = [column.name for column in table.columns if column.name not in keys]
    update = ", ".join(f"{name} = excluded.{name}" for name in rest)
    insert = _insert_text(table, mark)
    return f"{insert} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {update}"


def _last_id(table: Table) -> ColumnElement[int]:
    last = select(func.max(table.c.id)).scalar_subquery()
    return func.coalesce(last, 0).label(table.name)


_LAST = select(*map(_last_id, (schema.ledger_group, schema.event, schema.entry, schema.account)))
"""The last number given in each table; put together once, because it opens every transaction."""

_ORDER = (
    schema.ledger_group,
    schema.account,
    schema.posting,
    schema.entry,
    schema.event_key,
    schema.record_change,
    schema.receipt,
    schema.event,
)


def _as_text(record: Record | None) -> str | None:
    if record is None:
        return None
    return json.dumps(record.body(), ensure_ascii=False, separators=(",", ":"))
