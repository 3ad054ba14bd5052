"""Memory: any report on a large book, without the window."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import book_of
from benchmarks.measure import Result, child_memory

_REPORTS = {
    "trial balance": "accounts.trial_balance(book)",
    "cash book": "cash.cash_book(book, 'g1', to=day)",
    "journal page": "journal.journal(book, 'g1', limit=500)",
    "members": "members.members(book, 'g1', day)",
    "loan register": "loans.loans(book, 'g1', on=day)",
    "share-out": "share_out.share_out(book, 'g1', on=day)",
}
_PROGRAM = """
import datetime, sys
from coop_ledger.book.book import Book
from coop_ledger.book.questions import accounts, cash, journal, loans, members, share_out
day = datetime.date(2010, 12, 15)
with Book.open(sys.argv[1]) as book:
    {question}
"""


def results(folder: Path, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Yield the rows of this subject: the hungriest report."""
    book = str(book_of(max(sizes), folder))
    hungriest = max(
        child_memory(["-c", _PROGRAM.format(question=question), book])
        for question in _REPORTS.values()
    )
    yield Result(
        f"any report on {max(sizes):,} postings, without the window",
        hungriest,
        64,
        unit=" MiB",
    )
