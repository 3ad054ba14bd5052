"""A book in a fresh file and one in a fresh database: what holds for one must hold for both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coop_ledger.book import file
from coop_ledger.book.file import Store


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
