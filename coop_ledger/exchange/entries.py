"""The journal as exports go through it: by day, a month at a time, whatever its size."""

import datetime
from collections.abc import Iterator

from coop_ledger.book.book import Book
from coop_ledger.book.questions import groups, journal
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.domain.periods import add_months


def groups_of(book: Book, group: str = "") -> tuple[str, ...]:
    """Return the group asked for, or every group of the book."""
    return (group,) if group else tuple(line.group for line in groups.groups(book))


def entries_of(book: Book, group: str) -> Iterator[EntryLine]:
    """Yield the entries of a group by day, and within a day by number."""
    for first, last in _months(groups.group(book, group).founded, book.now().date()):
        found = journal.journal(book, group, from_=first, to=last).entries
        yield from sorted(found, key=lambda entry: (entry.date, entry.number))


def _months(
    first: datetime.date, today: datetime.date
) -> Iterator[tuple[datetime.date, datetime.date | None]]:
    """Yield the first and last day of each month; the last one has no end.

    A clock that was set back must not hide what was recorded before.
    """
    begin = first.replace(day=1)
    while (following := add_months(begin, 1)) <= today:
        yield begin, following - datetime.timedelta(days=1)
        begin = following
    yield begin, None
