"""Facts that outlive the reading they were made in: what they still ask is read when it is asked."""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from coop_ledger.book.source import TableSource
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.records import Record
from coop_ledger.domain.source import Balance, Movement, Recorded

if TYPE_CHECKING:
    from coop_ledger.book.book import Book


class LaterSource:
    """The past of one group, each question in a reading of its own: no transaction stays open."""

    def __init__(self, book: "Book", group_id: int):
        self.book, self.group_id = book, group_id

    def balances(self) -> Mapping[AccountKey, Balance]:
        """Return every account of the group with what it stands at."""
        with self.book.reading() as connection:
            return TableSource(connection, self.group_id).balances()

    def records(self, kinds: Iterable[str]) -> list[Record]:
        """Return the records of some registers."""
        with self.book.reading() as connection:
            return list(TableSource(connection, self.group_id).records(kinds))

    def record(self, kind: str, key: str) -> Record | None:
        """Return one record, None if there is none."""
        with self.book.reading() as connection:
            return TableSource(connection, self.group_id).record(kind, key)

    def movements(
        self,
        code: str,
        *,
        since: datetime.date | None = None,
        on: datetime.date | None = None,
        loan: str | None = None,
    ) -> list[Movement]:
        """Return the postings of an account in the order they were recorded."""
        with self.book.reading() as connection:
            source = TableSource(connection, self.group_id)
            return list(source.movements(code, since=since, on=on, loan=loan))

    def recorded(self, reference: str) -> Recorded | None:
        """Return an event, or one line of a meeting, by id, number or "number.line"."""
        with self.book.reading() as connection:
            return TableSource(connection, self.group_id).recorded(reference)

    def stands(self, *, after: int, member: str = "", loan: str = "") -> bool:
        """Return whether an entry was recorded after an event, and not undone."""
        with self.book.reading() as connection:
            source = TableSource(connection, self.group_id)
            return source.stands(after=after, member=member, loan=loan)
