"""The trial balance and a member's statement, against raw SQL on the same connection."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import book_of
from benchmarks.measure import Result, ratio
from coop_ledger.book.book import Book
from coop_ledger.book.questions import accounts, members

_GROUPED = "SELECT account_id, sum(amount) FROM posting GROUP BY account_id"
_WINDOWED = """
SELECT e.number, e.day, e.kind, e.text, c.key, a.code, p.amount,
       sum(CASE WHEN a.code = '1851' THEN -p.amount ELSE 0 END) OVER running AS savings,
       sum(CASE WHEN a.code = '1851' THEN p.quantity ELSE 0 END) OVER running AS shares,
       sum(CASE WHEN a.code = '271' THEN p.amount ELSE 0 END) OVER running AS debt
FROM account a JOIN posting p ON p.account_id = a.id JOIN entry e ON e.id = p.entry_id
LEFT JOIN record_change c ON c.event_id = e.event_id AND c.line = 0 AND c.kind = 'meeting'
WHERE a.group_id = 1 AND a.member = '7'
WINDOW running AS (ORDER BY p.day, p.entry_id, p.n ROWS UNBOUNDED PRECEDING)
ORDER BY p.day, p.entry_id
"""


def results(folder: Path, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Yield the rows of this subject."""
    for size in sizes:
        with Book.open(book_of(size, folder)) as book:
            driver = book.store.connection.connection.driver_connection
            assert driver is not None

            def sql(statement: str, driver: object = driver) -> object:
                return driver.execute(statement).fetchall()  # type: ignore[attr-defined]  # untyped driver

            def from_postings(book: Book = book) -> object:
                return accounts.trial_balance_from_postings(book)

            def from_balances(book: Book = book) -> object:
                return accounts.trial_balance(book)

            def grouped() -> object:
                return sql(_GROUPED)

            def windowed() -> object:
                return sql(_WINDOWED)

            def statement(book: Book = book) -> object:
                return members.statement(book, "g1", "7")

            yield Result(
                f"trial balance from {size:,} postings ÷ raw SQL",
                ratio(from_postings, grouped),
                1.25,
            )
            yield Result(
                f"trial balance from {size:,} postings ÷ from running balances",
                ratio(from_postings, from_balances),
                5,
                at_most=False,
            )
            yield Result(
                f"member statement among {size:,} postings ÷ raw SQL with a window",
                ratio(statement, windowed, times=20),
                1.0,
            )
