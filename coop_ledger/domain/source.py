"""Where facts come from: what is asked of the past, and how the past answers.

The book answers from its tables; a group that has no past is `NOTHING`.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from coop_ledger.domain.journal import AccountKey, JournalEntry
from coop_ledger.domain.records import Record


class Balance(NamedTuple):
    """What an account stands at: francs (debit plus), and its quantity."""

    amount: int = 0
    quantity: int = 0


ZERO = Balance()


class Movement(NamedTuple):
    """One posting as history counts it.

    A reversal counts on the day and as the kind of what it undoes, with the other
    sign: what was undone never was, on any day.
    """

    date: datetime.date
    account: AccountKey
    amount: int
    quantity: int
    entry: int
    kind: str


class RecordChange(NamedTuple):
    """One register line before and after an event; None is "not there"."""

    line: int
    kind: str
    key: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event (or one line of a meeting) as the log holds it, for its reversal.

    `closed` says that a cycle was closed after it.
    """

    number: int
    line: int
    kind: str
    date: datetime.date
    entries: tuple[tuple[int, JournalEntry], ...]
    changes: tuple[RecordChange, ...]
    reversed: bool
    closed: bool = False


class Source(Protocol):
    """The past of one group."""

    def balances(self) -> Mapping[AccountKey, Balance]:
        """Every account of the group that has ever moved."""

    def records(self, kinds: Iterable[str]) -> Iterable[Record]:
        """Every record of these registers."""

    def record(self, kind: str, key: str) -> Record | None:
        """One record, None if there is none."""

    def movements(
        self,
        code: str,
        *,
        since: datetime.date | None = None,
        on: datetime.date | None = None,
        loan: str | None = None,
    ) -> Iterable[Movement]:
        """The postings of an account in the order they were recorded."""

    def recorded(self, reference: str) -> Recorded | None:
        """An event or a meeting's line by id, number or "number.line"."""

    def stands(self, *, after: int, member: str = "", loan: str = "") -> bool:
        """Whether an entry was recorded after an event, and not undone.

        `member` and `loan` ask for entries that are kept for them.
        """


class _Nothing:
    """The source of a group that has no past."""

    def balances(self) -> Mapping[AccountKey, Balance]:
        return {}

    def records(self, kinds: Iterable[str]) -> Iterable[Record]:
        return ()

    def record(self, kind: str, key: str) -> Record | None:
        return None

    def movements(
        self,
        code: str,
        *,
        since: datetime.date | None = None,
        on: datetime.date | None = None,
        loan: str | None = None,
    ) -> Iterable[Movement]:
        return ()

    def recorded(self, reference: str) -> Recorded | None:
        return None

    def stands(self, *, after: int, member: str = "", loan: str = "") -> bool:
        return False


NOTHING: Source = _Nothing()
