"""A book in a fresh file and one in a fresh database: what holds for one must hold for both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coop_ledger.book import file
from coop_ledger.book.file import Store
from tests.book.writing import found_group, save


@pytest.fixture(params=["sqlite", "postgresql"])
def book_target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a book can be made: nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "benkadi.coop")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def store(book_target: str) -> Iterator[Store]:
    """An empty book, open."""
    with file.create(book_target) as opened:
        yield opened


@pytest.fixture
def benkadi(store: Store) -> Store:
    """The book of one group in which member 12 has saved three times."""
    with store.write() as connection:
        found_group(connection)
        for amount in (500, 1500, 2000):
            save(connection, amount=amount, key=f"saved-{amount}")
    return store
