"""For how long confidential lines are shown at the desk once someone asked: by page and group."""

import datetime
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.domain.privacy import privacy_of

LASTS = datetime.timedelta(minutes=15)
"""Long enough for a visit; whoever walks past the screen later sees nothing."""


@dataclass(frozen=True, slots=True)
class Lift:
    """Who asked, why, and until when it is shown."""

    by: str
    reason: str
    until: datetime.datetime


_LIFTS: WeakKeyDictionary[Book, dict[tuple[str, str], Lift]] = WeakKeyDictionary()


def has_private(book: Book, group: str) -> bool:
    """Return whether the rules of a group hide anything."""
    with book.reading() as connection:
        return bool(privacy_of(book.facts(connection, group)))


def lift(book: Book, group: str, what: str, by: str, reason: str, now: datetime.datetime) -> None:
    """Record that someone asks, and show what is hidden there for a while.

    Raises:
        Refusal: the name or the reason is missing.
    """
    private.record_asking(book, group, by, reason, what)
    _LIFTS.setdefault(book, {})[group, what] = Lift(by, reason, now + LASTS)


def lifted(book: Book, group: str, what: str, now: datetime.datetime) -> Lift | None:
    """Return who asked for what is shown now, None while it is hidden."""
    found = _LIFTS.get(book, {}).get((group, what))
    return found if found is not None and now < found.until else None


def last_asking(book: Book, group: str) -> private.Asking | None:
    """Return who asked last in this group, and why; None if nobody ever did."""
    return next(iter(private.askings(book, group)), None)


@contextmanager
def showing(book: Book, group: str, what: str, now: datetime.datetime) -> Iterator[None]:
    """Ask the book inside this block with what was lifted shown."""
    shown: AbstractContextManager[None] = nullcontext()
    if lifted(book, group, what, now):
        shown = private.shown()
    with shown:
        yield
