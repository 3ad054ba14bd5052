"""The facts of a group, read from the tables of the book."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.records import RECORDS, Record
from coop_ledger.domain.source import Balance, Movement, RecordChange, Recorded

KEY_COLUMNS = (
    account.c.code,
    account.c.fund,
    account.c.place,
    account.c.member,
    account.c.loan,
    account.c.item,
)

# Built once: putting a statement together costs more than running it.
_BALANCES = (
    select(account.c.id, *KEY_COLUMNS, balance.c.amount, balance.c.quantity)
    .join_from(account, balance)
    .where(account.c.group_id == bindparam("group"))
)
_RECORDS = (
    select(record.c.kind, record.c.body)
    .where(
        record.c.group_id == bindparam("group"),
        record.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .order_by(record.c.kind, record.c.key)
)
_RECORD = select(record.c.body).where(
    record.c.group_id == bindparam("group"),
    record.c.kind == bindparam("kind"),
    record.c.key == bindparam("key"),
)
_undone = entry.alias("undone")
_COUNTS_ON = func.coalesce(_undone.c.day, entry.c.day)
_MOVEMENTS = (
    select(
        _COUNTS_ON,
        *KEY_COLUMNS,
        posting.c.amount,
        posting.c.quantity,
        posting.c.entry_id,
        func.coalesce(_undone.c.kind, entry.c.kind),
    )
    .select_from(
        account.join(posting)
        .join(entry, entry.c.id == posting.c.entry_id)
        .outerjoin(_undone, _undone.c.id == entry.c.reverses)
    )
    .where(account.c.group_id == bindparam("group"), account.c.code == bindparam("code"))
    .order_by(posting.c.entry_id, posting.c.n)
)
_MOVEMENTS_SINCE = _MOVEMENTS.where(posting.c.day >= bindparam("since"))
# What is undone counts on its own day; its reversal was posted on that day or later.
_MOVEMENTS_ON = _MOVEMENTS.where(posting.c.day >= bindparam("on"), bindparam("on") == _COUNTS_ON)
_MOVEMENTS_OF_LOAN = _MOVEMENTS.where(account.c.loan == bindparam("loan"))


class TableSource:
    """Answers the questions of `Facts` for one group; `account_ids` fills as balances are read."""

    def __init__(self, connection: Connection, group_id: int):
        self.connection = connection
        self.group_id = group_id
        self.account_ids: dict[AccountKey, int] = {}

    def balances(self) -> Mapping[AccountKey, Balance]:
        """Return every account of the group with what it stands at."""
        rows = self.connection.execute(_BALANCES, {"group": self.group_id})
        found: dict[AccountKey, Balance] = {}
        for number, *key, amount, quantity in rows:
            leaf = AccountKey(*key)
            self.account_ids[leaf] = number
            found[leaf] = Balance(amount, quantity)
        return found

    def records(self, kinds: Iterable[str]) -> Iterator[Record]:
        """Yield the records of some registers."""
        asked = {"group": self.group_id, "kinds": tuple(kinds)}
        for kind, body in self.connection.execute(_RECORDS, asked):
            yield read_record(kind, body)

    def record(self, kind: str, key: str) -> Record | None:
        """Return one record, None if there is none."""
        asked = {"group": self.group_id, "kind": kind, "key": key}
        return _record(kind, self.connection.scalar(_RECORD, asked))

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

        With `before`, only events before that one are looked at.
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
        gone = self._undone_lines(event_id, header.number, before)
        entries = self._entries(event_id, line)
        changes = self._changes(event_id, line)
        if line and not entries and not changes:
            return None
        return Recorded(
            number=header.number,
            line=line,
            kind=entries[0][1].kind if line and entries else header.name,
            date=days.from_number(header.day),
            entries=tuple(item for item in entries if item[1].line not in gone),
            changes=tuple(change for change in changes if change.line not in gone),
            reversed=bool(gone & {0, line}),
            closed=self._closed_after(event_id, before),
        )

    def _place_of(self, reference: str) -> tuple[int, int] | None:
        """Return the event's id and the line (0: the whole event) that a reference means."""
        key = self.connection.execute(
            select(event_key.c.event_id, event_key.c.line).where(event_key.c.key == reference)
        ).one_or_none()
        if key is not None:
            return key.event_id, key.line
        found = _NUMBER.fullmatch(reference)
        if found is None:
            return None
        number, line = found.groups(default="0")
        event_id = self.connection.scalar(
            select(event.c.id).where(
                event.c.group_id == self.group_id, event.c.number == int(number)
            )
        )
        return None if event_id is None else (event_id, int(line))

    def _undone_lines(self, event_id: int, number: int, before: int | None) -> set[int]:
        """Return the lines of an event that the log has reversed; 0 is the whole event."""
        keys = set(
            self.connection.scalars(select(event_key.c.key).where(event_key.c.event_id == event_id))
        )
        lines: set[int] = set()
        for row in self._named("event_reversed", before):
            reference = str(json.loads(row.body)["reverses"])
            found = _NUMBER.fullmatch(reference)
            if reference in keys or (found and int(found[1]) == number):
                place = self._place_of(reference)
                if place is not None and place[0] == event_id:
                    lines.add(place[1])
        return lines

    def _closed_after(self, event_id: int, before: int | None) -> bool:
        """Return whether a cycle was closed after an event, and stayed closed."""
        return any(
            row.id > event_id and not self._undone_lines(row.id, row.number, before)
            for row in self._named("cycle_closed", before)
        )

    def _named(self, name: str, before: int | None) -> Sequence[Any]:
        query = select(event.c.id, event.c.number, event.c.body).where(
            event.c.group_id == self.group_id, event.c.name == name
        )
        if before is not None:
            query = query.where(event.c.id < before)
        return self.connection.execute(query).all()

    def stands(
        self, *, after: int, member: str = "", loan: str = "", before: int | None = None
    ) -> bool:
        """Return whether an entry was recorded after an event, and not undone."""
        mirror = entry.alias("mirror")
        mirrors = mirror.c.reverses == entry.c.id
        if before is not None:
            mirrors = and_(mirrors, mirror.c.event_id < before)
        query = (
            select(entry.c.id)
            .select_from(
                event.join(entry, entry.c.event_id == event.c.id)
                .join(posting, posting.c.entry_id == entry.c.id)
                .join(account)
                .outerjoin(mirror, mirrors)
            )
            .where(
                event.c.group_id == self.group_id,
                event.c.number > after,
                entry.c.reverses.is_(None),
                mirror.c.id.is_(None),
            )
        )
        if before is not None:
            query = query.where(event.c.id < before)
        if member:
            query = query.where(account.c.member == member)
        if loan:
            query = query.where(account.c.loan == loan)
        return self.connection.scalar(query.limit(1)) is not None

    def _entries(self, event_id: int, line: int) -> list[tuple[int, JournalEntry]]:
        """Return the entries of an event, or of one line, by id."""
        query = (
            select(entry.c.id, entry.c.kind, entry.c.day, entry.c.text, entry.c.line)
            .where(entry.c.event_id == event_id)
            .order_by(entry.c.id)
        )
        if line:
            query = query.where(entry.c.line == line)
        return [(row.id, self._entry(row)) for row in self.connection.execute(query).all()]

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

    def _changes(self, event_id: int, line: int) -> list[RecordChange]:
        query = select(record_change).where(record_change.c.event_id == event_id)
        if line:
            query = query.where(record_change.c.line == line)
        rows = self.connection.execute(query.order_by(record_change.c.n)).all()
        return [
            RecordChange(
                row.line,
                row.kind,
                row.key,
                _record(row.kind, row.before),
                _record(row.kind, row.after),
            )
            for row in rows
        ]

    def records_before(self, kinds: Iterable[str], before: int) -> list[Record]:
        """Return the records of some registers as they were before an event."""
        rows = self.connection.execute(
            select(record_change.c.kind, record_change.c.key, record_change.c.after)
            .join_from(record_change, event)
            .where(
                event.c.group_id == self.group_id,
                event.c.id < before,
                record_change.c.kind.in_(tuple(kinds)),
            )
            .order_by(event.c.id, record_change.c.n)
        )
        last = {(kind, key): body for kind, key, body in rows}
        return [read_record(kind, body) for (kind, _), body in last.items() if body is not None]


_NUMBER = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,6}))?")


def _record(kind: str, body: str | None) -> Record | None:
    return None if body is None else read_record(kind, body)


def read_record(kind: str, body: str) -> Record:
    """Return the record that the tables hold as JSON."""
    return RECORDS[kind].read(json.loads(body))
