"""The source of facts that are done again from the log: nothing but what the log itself says.

Only events before the one being done again are seen, so that a replay asks the
same questions as the first time.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.schema import account, entry, posting
from coop_ledger.book.source import KEY_COLUMNS, TableSource
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.records import Record
from coop_ledger.domain.source import Balance, Movement, Recorded


class LogSource:
    """Begins empty; looks into the journal only as far as the event being done again."""

    def __init__(self, connection: Connection, group_id: int):
        self.connection = connection
        self.group_id = group_id
        self._tables = TableSource(connection, group_id)
        self._before = 0

    def until(self, event_id: int) -> None:
        """Let what lies before an event be seen."""
        self._before = event_id

    def balances(self) -> Mapping[AccountKey, Balance]:
        """Nothing stands at anything before the first event."""
        return {}

    def records(self, kinds: Iterable[str]) -> Iterable[Record]:
        """Return the records of some registers as they were before the event."""
        return self._tables.records_before(kinds, self._before)

    def record(self, kind: str, key: str) -> Record | None:
        """There is no record that the replay itself has not made."""
        return None

    def movements(
        self,
        code: str,
        *,
        since: datetime.date | None = None,
        on: datetime.date | None = None,
        loan: str | None = None,
    ) -> Iterator[Movement]:
        """Yield the postings of an account made before the event being done again."""
        last = self.connection.scalar(
            select(entry.c.id)
            .where(entry.c.event_id < self._before)
            .order_by(entry.c.id.desc())
            .limit(1)
        )
        for movement in self._tables.movements(code, since=since, on=on, loan=loan):
            if movement.entry <= (last or 0):
                yield movement

    def recorded(self, reference: str) -> Recorded | None:
        """Return what an event did, as the journal has it."""
        return self._tables.recorded(reference, before=self._before)

    def stands(self, *, after: int, member: str = "", loan: str = "") -> bool:
        """Return whether an entry stands that was recorded after an event, as far as it has come."""
        return self._tables.stands(after=after, member=member, loan=loan, before=self._before)

    def entries_as_rows(self, event_id: int) -> Iterator[tuple[Any, ...]]:
        """Yield the stored entries of an event in a form that compares."""
        postings: defaultdict[int, list[tuple[AccountKey, int, int]]] = defaultdict(list)
        rows = self.connection.execute(
            select(posting.c.entry_id, *KEY_COLUMNS, posting.c.amount, posting.c.quantity)
            .select_from(posting.join(account).join(entry, entry.c.id == posting.c.entry_id))
            .where(entry.c.event_id == event_id)
            .order_by(posting.c.entry_id, posting.c.n)
        )
        for entry_id, *key, amount, quantity in rows:
            postings[entry_id].append((AccountKey(*key), amount, quantity))
        headers = self.connection.execute(
            select(
                entry.c.id, entry.c.line, entry.c.kind, entry.c.day, entry.c.text, entry.c.reverses
            )
            .where(entry.c.event_id == event_id)
            .order_by(entry.c.id)
        )
        for entry_id, line, kind, day, text, reverses in headers:
            date = days.from_number(day)
            yield line, kind, date, text, reverses, tuple(postings[entry_id])
