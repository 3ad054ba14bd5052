"""Recording: one event durably, and a file of events in one transaction."""

import itertools
import statistics
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks import books
from benchmarks.measure import ROUNDS, Result, Work, cpu, ratio, wall
from coop_ledger.book.book import Book

TABLES = (
    "ledger_group",
    "account",
    "posting",
    "entry",
    "event_key",
    "record_change",
    "receipt",
    "event",
    "balance",
    "record",
)

_PLAIN = """
CREATE TABLE event(id INTEGER PRIMARY KEY, number INTEGER, day INTEGER, body TEXT, hash TEXT);
CREATE TABLE entry(id INTEGER PRIMARY KEY, number INTEGER, event_id INTEGER, day INTEGER);
CREATE TABLE posting(entry_id INTEGER, n INTEGER, account_id INTEGER, day INTEGER, amount INTEGER,
                     PRIMARY KEY(entry_id, n)) WITHOUT ROWID;
CREATE INDEX by_account ON posting(account_id, day, entry_id, amount);
CREATE TABLE balance(account_id INTEGER PRIMARY KEY, amount INTEGER);
"""


def results(folder: Path, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Yield the rows of this subject."""
    with Book.create(_fresh(folder / "one.coop")) as book:
        book.record_all(books.year_of("g1"))
        yield Result(
            "one event recorded durably, rate ÷ raw SQLite in WAL with FULL",
            1 / ratio(_one_by_one(book), _raw_one_by_one(folder), clock=wall, times=100),
            0.75,
            at_most=False,
        )
    yield Result(
        f"a file of {min(sizes):,} postings in one transaction ÷ raw inserts of the same rows",
        _file_ratio(folder, min(sizes)),
        4,
    )


def _fresh(path: Path) -> Path:
    for leftover in (path, path.with_name(path.name + "-wal")):
        leftover.unlink(missing_ok=True)
    return path


def _one_by_one(book: Book) -> Work:
    day = books.FIRST_DAY.replace(year=2011).isoformat()

    def record() -> object:
        said = {"event": "income_received", "group": "g1", "date": day, "amount": 100}
        return book.record({**said, "text": "vente de savon"})

    return record


def _raw_one_by_one(folder: Path) -> Work:
    """Return one durable transaction of the same number of rows, by the driver alone."""
    driver = dbapi2.connect(str(_fresh(folder / "raw.db")), isolation_level=None)
    driver.execute("PRAGMA locking_mode = EXCLUSIVE")
    driver.execute("PRAGMA journal_mode = WAL")
    driver.execute("PRAGMA synchronous = FULL")
    driver.executescript(_PLAIN)
    numbers = itertools.count(1)

    def insert() -> None:
        n = next(numbers)
        driver.execute("BEGIN IMMEDIATE")
        rows = [(n, 1, 1, 20110106, 100), (n, 2, 2, 20110106, -100)]
        driver.executemany("INSERT INTO posting VALUES (?, ?, ?, ?, ?)", rows)
        driver.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (n, n, n, 20110106))
        driver.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?)", (n, n, 20110106, "{}", "0" * 64))
        for account in (1, 2):
            driver.execute("INSERT OR REPLACE INTO balance VALUES (?, ?)", (account, n))
        driver.execute("COMMIT")

    return insert


def _file_ratio(folder: Path, size: int) -> float:
    """Return the CPU of recording a file ÷ inserting the rows it made, guards and indices alike."""
    events: list[books.Said] = []
    for group in itertools.count(1):
        events += books.year_of(f"g{group}")
        if books.postings_of(events) >= size:
            break
    with Book.create(_fresh(folder / "rows.coop")) as book:
        book.record_all(events)
        rows = _rows_of(book)

    def record() -> None:
        with Book.create(_fresh(folder / "file.coop")) as book:
            book.record_all(events)

    def insert() -> None:
        with Book.create(_fresh(folder / "copy.coop")) as book, book.store.write() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            for statement, values in rows:
                driver.executemany(statement, values)

    def nothing() -> None:
        Book.create(_fresh(folder / "empty.coop")).close()

    return _net_ratio(record, insert, nothing)


def _net_ratio(program: Work, limit: Work, overhead: Work) -> float:
    """Return the median of (program − overhead) ÷ (limit − overhead): making the book is no part."""
    found = []
    for _ in range(ROUNDS):
        spent = cpu(overhead)
        found.append((cpu(program) - spent) / (cpu(limit) - spent))
    return statistics.median(found)


def _rows_of(book: Book) -> list[tuple[str, list[tuple[object, ...]]]]:
    found = []
    with book.reading() as connection:
        for table in TABLES:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}")  # own names
            columns = list(rows.keys())
            marks = ", ".join("?" * len(columns))
            names = ", ".join(columns)
            values = [tuple(row) for row in rows]
            if values:
                found.append((f"INSERT INTO {table} ({names}) VALUES ({marks})", values))
    return found
