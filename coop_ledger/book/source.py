"""The facts of a group, read from the tables of the book."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, select

from coop_ledger.book import days
from coop_ledger.book.schema import (
    account,
    balance,
    entry,
    event,
    event_key,
    posting,
    record,
    record_change,
)
from coop_ledger.domain.facts import Balance, Movement, RecordChange, Recorded
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.records import RECORDS, Record

KEY_COLUMNS = (
    account.c.code,
    account.c.fund,
    account.c.place,
    account.c.member,
    account.c.loan,
    account.c.item,
)

_MOVEMENTS = (
    select(
        entry.c.day,
        *KEY_COLUMNS,
        posting.c.amount,
        posting.c.quantity,
        posting.c.entry_id,
        entry.c.kind,
    )
    .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
    .where(account.c.group_id == bindparam("group"), account.c.code == bindparam("code"))
    .order_by(posting.c.entry_id, posting.c.n)
)
_MOVEMENTS_SINCE = _MOVEMENTS.where(posting.c.day >= bindparam("since"))
_MOVEMENTS_ON = _MOVEMENTS.where(posting.c.day == bindparam("on"))
_MOVEMENTS_OF_LOAN = _MOVEMENTS.where(account.c.loan == bindparam("loan"))
# Built once: putting a statement together costs more than running it.


class TableSource:
    """Answers the questions of `Facts` for one group; `account_ids` fills as balances are read."""

    def __init__(self, connection: Connection, group_id: int):
        self.connection = connection
        self.group_id = group_id
        self.account_ids: dict[AccountKey, int] = {}

    def balances(self) -> Mapping[AccountKey, Balance]:
        """Return every account of the group with what it stands at."""
        rows = self.connection.execute(
            select(account.c.id, *KEY_COLUMNS, balance.c.amount, balance.c.quantity)
            .join_from(account, balance)
            .where(account.c.group_id == self.group_id)
        )
        found: dict[AccountKey, Balance] = {}
        for number, *key, amount, quantity in rows:
            leaf = AccountKey(*key)
            self.account_ids[leaf] = number
            found[leaf] = Balance(amount, quantity)
        return found

    def records(self, kinds: Iterable[str]) -> Iterator[Record]:
        """Yield the records of some registers."""
        rows = self.connection.execute(
            select(record.c.kind, record.c.body)
            .where(record.c.group_id == self.group_id, record.c.kind.in_(tuple(kinds)))
            .order_by(record.c.kind, record.c.key)
        )
        for kind, body in rows:
            yield read_record(kind, body)

    def record(self, kind: str, key: str) -> Record | None:
        """Return one record, None if there is none."""
        body = self.connection.scalar(
            select(record.c.body).where(
                record.c.group_id == self.group_id, record.c.kind == kind, record.c.key == key
            )
        )
        return None if body is None else read_record(kind, body)

    def count(self, kind: str) -> int:
        """Return how many records a register holds."""
        found = self.connection.scalar(
            select(func.count()).where(record.c.group_id == self.group_id, record.c.kind == kind)
        )
        return found or 0

    def movements(
        self,
        code: str,
        *,
        since: datetime.date | None = None,
        on: datetime.date | None = None,
        loan: str | None = None,
    ) -> Iterator[Movement]:
        """Yield the postings of an account in the order they were recorded."""
        asked: dict[str, int | str] = {"group": self.group_id, "code": code}
        query = _MOVEMENTS
        if since is not None:
            query, asked["since"] = _MOVEMENTS_SINCE, days.to_number(since)
        if on is not None:
            query, asked["on"] = _MOVEMENTS_ON, days.to_number(on)
        if loan is not None:
            query, asked["loan"] = _MOVEMENTS_OF_LOAN, loan
        for day, *key, amount, quantity, number, kind in self.connection.execute(query, asked):
            date = days.from_number(day)
            yield Movement(date, AccountKey(*key), amount, quantity, number, kind)

    def recorded(self, reference: str, *, before: int | None = None) -> Recorded | None:
        """Return an event, or one line of a meeting, by id, number or "number.line".

        With `before`, reversals recorded from that event on are not looked at.
        """
        place = self._place_of(reference)
        if place is None:
            return None
        event_id, line = place
        header = self.connection.execute(
            select(event.c.number, event.c.name, event.c.day).where(
                event.c.id == event_id, event.c.group_id == self.group_id
            )
        ).one_or_none()
        if header is None:
            return None
        entries, undone = self._entries(event_id, line, before)
        changes = tuple(self._changes(event_id, line, undone))
        kind = entries[0][1].kind if line and entries else header.name
        return Recorded(
            number=header.number,
            line=line,
            kind=kind,
            date=days.from_number(header.day),
            entries=entries,
            changes=changes,
            reversed=bool(undone) and not entries,
        )

    def _place_of(self, reference: str) -> tuple[int, int] | None:
        """Return the event's id and the line (0: the whole event) that a reference means."""
        key = self.connection.execute(
            select(event_key.c.event_id, event_key.c.line).where(event_key.c.key == reference)
        ).one_or_none()
        if key is not None:
            return key.event_id, key.line
        number, _, line = reference.partition(".")
        if not number.isdigit() or (line and not line.isdigit()):
            return None
        event_id = self.connection.scalar(
            select(event.c.id).where(
                event.c.group_id == self.group_id, event.c.number == int(number)
            )
        )
        return None if event_id is None else (event_id, int(line or 0))

    def _entries(
        self, event_id: int, line: int, before: int | None
    ) -> tuple[tuple[tuple[int, JournalEntry], ...], frozenset[int]]:
        """Return the entries still standing, by id, and the lines that were reversed."""
        mirror = entry.alias("mirror")
        mirrors = mirror.c.reverses == entry.c.id
        if before is not None:
            mirrors = and_(mirrors, mirror.c.event_id < before)
        query = (
            select(
                entry.c.id,
                entry.c.kind,
                entry.c.day,
                entry.c.text,
                entry.c.line,
                mirror.c.id.label("mirror"),
            )
            .outerjoin_from(entry, mirror, mirrors)
            .where(entry.c.event_id == event_id)
            .order_by(entry.c.id)
        )
        if line:
            query = query.where(entry.c.line == line)
        rows = self.connection.execute(query).all()
        undone = frozenset(row.line for row in rows if row.mirror is not None)
        standing = tuple((row.id, self._entry(row)) for row in rows if row.line not in undone)
        return standing, undone

    def _entry(self, row: Any) -> JournalEntry:
        postings = self.connection.execute(
            select(*KEY_COLUMNS, posting.c.amount, posting.c.quantity)
            .join_from(posting, account)
            .where(posting.c.entry_id == row.id)
            .order_by(posting.c.n)
        )
        return JournalEntry(
            row.kind,
            days.from_number(row.day),
            tuple(
                Posting(AccountKey(*key), amount, quantity) for *key, amount, quantity in postings
            ),
            row.text,
            row.line,
        )

    def _changes(self, event_id: int, line: int, undone: frozenset[int]) -> Iterator[RecordChange]:
        query = select(record_change).where(record_change.c.event_id == event_id)
        if line:
            query = query.where(record_change.c.line == line)
        rows = self.connection.execute(query.order_by(record_change.c.n))
        for row in rows:
            if row.line not in undone:
                before, after = (
                    None if body is None else read_record(row.kind, body)
                    for body in (row.before, row.after)
                )
                yield RecordChange(row.line, row.kind, row.key, before, after)


def read_record(kind: str, body: str) -> Record:
    """Return the record that the tables hold as JSON."""
    return RECORDS[kind].read(json.loads(body))
