"""A book in a fresh file and one in a fresh database: what holds for one must hold for both."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coop_ledger.book import file
from coop_ledger.book.file import Store
from tests.book.writing import found_group, save
from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def book_target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a book can be made: nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "benkadi.coop")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book to copy: making one takes Alembic, and Alembic takes its time."""
    path = tmp_path_factory.mktemp("empty") / "empty.coop"
    file.create(path).close()
    return path


@pytest.fixture(scope="session")
def empty_database(postgres_server: Server) -> Iterator[str]:
    """A database with an empty book, to copy."""
    name = postgres_server.create_database()
    file.create(postgres_server.url(name)).close()
    yield name
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty book, open."""
    if request.param == "sqlite":
        path = tmp_path / "benkadi.coop"
        shutil.copy(request.getfixturevalue("empty_file"), path)
        with file.open_book(path) as opened:
            yield opened
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = server.create_database(request.getfixturevalue("empty_database"))
    with file.open_book(server.url(name)) as opened:
        yield opened
    server.drop_database(name)


@pytest.fixture
def benkadi(store: Store) -> Store:
    """The book of one group in which member 12 has saved three times."""
    with store.write() as connection:
        found_group(connection)
        for amount in (500, 1500, 2000):
            save(connection, amount=amount, key=f"saved-{amount}")
    return store
