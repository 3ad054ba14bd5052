"""What the journeys share: a book that is told what happened, and asked what is so."""

import datetime
from pathlib import Path
from typing import Any

from coop_ledger.book import audit
from coop_ledger.book.book import Book
from coop_ledger.book.changes import RecordedEvent
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.lending import owed

NOW = datetime.datetime(2028, 1, 1, tzinfo=datetime.UTC)
Line = dict[str, Any]


def now() -> datetime.datetime:
    return NOW


class Telling:
    """One group's story, recorded deed by deed in a real book."""

    def __init__(self, path: Path, group: str):
        self.book = Book.create(path, now=now)
        self.group = group
        self.last = RecordedEvent(group, 0, (), ())

    def say(self, event: str, date: str, **fields: Any) -> RecordedEvent:
        fields = {name.removesuffix("_"): value for name, value in fields.items()}
        said = {"event": event, "group": self.group, "date": date, **fields}
        (self.last,) = self.book.record(said).events
        return self.last

    def facts(self) -> Facts:
        with self.book.reading() as connection:
            return self.book.facts(connection, self.group)

    def cash(self, fund: str = "loan", place: str = "box") -> int:
        with self.book.reading() as connection:
            return self.book.facts(connection, self.group).cash(fund, place)

    def savings(self, member: str) -> tuple[int, int]:
        with self.book.reading() as connection:
            return tuple(self.book.facts(connection, self.group).savings(member))

    def owes(self, loan: str, on: str) -> tuple[int, int]:
        with self.book.reading() as connection:
            facts = self.book.facts(connection, self.group)
            due = owed(facts, facts.loan(loan), datetime.date.fromisoformat(on))
        return due.principal, due.interest

    def total(self, account: str, fund: str = "loan") -> int:
        with self.book.reading() as connection:
            return self.book.facts(connection, self.group).total(account, fund=fund)

    def result(self, cycle: str) -> dict[str, Any]:
        with self.book.reading() as connection:
            record: Any = self.book.facts(connection, self.group).record("share_out", cycle)
        return dict(record.result)

    def faults(self) -> list[str]:
        return [str(fault) for fault in audit.check(self.book).faults]
