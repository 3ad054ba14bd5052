"""How a book gets its tables, and how an older one is brought up on a copy."""

import lzma
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from coop_ledger import paths
from coop_ledger.book import audit, chain, driver, file, guards, schema, upgrade
from coop_ledger.book.book import Book
from coop_ledger.book.errors import BookRefused
from coop_ledger.book.file import Store
from tests.book.writing import found_group, save

ADD_A_COLUMN = 'op.add_column("draft", sa.Column("mine", sa.Text))'


@pytest.fixture
def book(empty_file: Path, tmp_path: Path) -> Path:
    """A closed book of the schema before the next."""
    path = tmp_path / "benkadi.coop"
    shutil.copy(empty_file, path)
    with file.open_book(path) as store, store.write() as connection:
        found_group(connection)
        for amount in (500, 1500):
            save(connection, amount=amount, key=f"saved-{amount}")
    return path


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Makes this program the next version, whose last revision does what it is told."""

    def make(upgrade_code: str) -> Path:
        folder = _history(tmp_path, upgrade_code)
        monkeypatch.setattr(paths, "migrations", lambda: folder)
        monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
        return folder

    return make


def _history(tmp_path: Path, upgrade_code: str) -> Path:
    folder = tmp_path / "history"
    shutil.copytree(paths.migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = f"""
        import os, signal
        import sqlalchemy as sa
        from alembic import op

        revision = "{schema.VERSION + 1:04}"
        down_revision = "{schema.VERSION:04}"

        def upgrade():
            {upgrade_code}
    """
    (folder / "versions" / "next.py").write_text(textwrap.dedent(head), encoding="utf-8")
    return folder


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a closed book, but the facts that an upgrade changes."""
    with sqlite3.connect(path) as foreign:
        tables = [name for name in schema.metadata.tables if name != "meta"]
        found = {name: foreign.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
    foreign.close()
    return found


def _beside(book: Path) -> set[str]:
    return {path.name for path in book.parent.iterdir() if path.is_file()}


# --- the head is the schema -------------------------------------------------------


def _definitions(held: driver.Driver) -> dict[tuple[str, str], str]:
    found = held.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name <> 'alembic_version'"
    )
    return {(kind, name): " ".join(sql.split()) for kind, name, sql in found}


def test_the_revisions_make_the_tables_and_guards_of_the_schema(tmp_path: Path):
    held = dbapi2.connect(":memory:", isolation_level=None)
    engine = sqlalchemy.create_engine(
        "sqlite://", creator=lambda: held, module=dbapi2, poolclass=StaticPool
    )
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        guards.install(connection)
        expected = _definitions(held)
    with file.create(tmp_path / "x.coop") as store:
        assert _definitions(store.held) == expected
    engine.dispose()


def test_the_revisions_make_the_same_tables_on_a_server(postgres_url: str):
    with file.create(postgres_url) as store, store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []


def test_the_revisions_do_not_import_the_schema_of_today():
    for revision in (paths.migrations() / "versions").glob("*.py"):
        assert "coop_ledger" not in revision.read_text(encoding="utf-8")


def test_the_number_of_the_schema_is_that_of_the_last_revision(store: Store):
    with store.read() as connection:
        assert upgrade.version(connection) == schema.VERSION


# --- bringing up ------------------------------------------------------------------


def test_an_older_book_is_brought_up_when_it_is_opened(book: Path, next_version):
    before = _rows(book)
    next_version(ADD_A_COLUMN)
    with file.open_book(book) as store:
        assert store.faults == ()
        assert driver.version(store.held) == schema.VERSION
        with store.write() as connection:
            connection.exec_driver_sql("INSERT INTO draft VALUES ('a', 'b', 'c', 'd', 'mine')")
            save(connection)
            assert chain.verify(connection) == ()
            assert chain.balances_agree(connection) == ()
    after = _rows(book)
    assert after["event"][:2] == before["event"]
    assert after["posting"][:4] == before["posting"]


def test_the_older_book_is_kept_beside_it(book: Path, next_version):
    before = _rows(book)
    next_version(ADD_A_COLUMN)
    file.open_book(book).close()
    assert _beside(book) == {"benkadi.coop", "benkadi.schema-1.coop"}
    assert _rows(book.with_name("benkadi.schema-1.coop")) == before


def test_the_guards_are_up_again_after_an_upgrade(book: Path, next_version):
    next_version(ADD_A_COLUMN)
    file.open_book(book).close()
    with sqlite3.connect(book) as foreign, pytest.raises(sqlite3.IntegrityError, match="final"):
        foreign.execute("UPDATE posting SET amount = 1")
    foreign.close()


def test_a_revision_may_move_a_table_that_guards_and_others_refer_to(book: Path, next_version):
    before = _rows(book)
    next_version(
        'with op.batch_alter_table("entry", recreate="always") as table:\n'
        '                table.add_column(sa.Column("mine", sa.Text))'
    )
    with file.open_book(book) as store, store.write() as connection:
        assert store.faults == ()
        save(connection)
        assert chain.verify(connection) == ()
    assert [row[:9] for row in _rows(book)["entry"][:2]] == before["entry"]


@pytest.mark.parametrize(
    "failing",
    [
        f"{ADD_A_COLUMN}; raise ZeroDivisionError",
        'op.execute("UPDATE posting SET amount = amount * 2")',
        "op.execute(\"UPDATE event SET body = '{}' WHERE id = 1\")",
        'op.execute("DELETE FROM account WHERE id = 2")',
    ],
    ids=["fails halfway", "moves a figure", "breaks the chain", "loses a parent"],
)
def test_an_upgrade_that_goes_wrong_leaves_the_book_as_it_was(
    book: Path, next_version, failing: str
):
    before = book.read_bytes()
    next_version(failing)
    with pytest.raises((ZeroDivisionError, AssertionError, BookRefused)):
        file.open_book(book)
    assert book.read_bytes() == before
    assert _beside(book) == {"benkadi.coop", "benkadi.schema-1.coop"}


def test_an_upgrade_does_not_hide_that_a_guard_was_taken_down(book: Path, next_version):
    with sqlite3.connect(book) as foreign:
        foreign.execute("DROP TRIGGER guard_posting_update")
    foreign.close()
    next_version(ADD_A_COLUMN)
    with pytest.raises(BookRefused):
        file.open_book(book)


def test_an_upgrade_that_is_killed_halfway_leaves_the_older_book(book: Path, tmp_path: Path):
    before = _rows(book)
    folder = _history(tmp_path, f"{ADD_A_COLUMN}; os.kill(os.getpid(), signal.SIGKILL)")
    program = (
        "import pathlib; from coop_ledger import paths; from coop_ledger.book import file, schema\n"
        f"paths.migrations = lambda: pathlib.Path({str(folder)!r})\n"
        "schema.VERSION += 1\n"
        f"file.open_book({str(book)!r})\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], check=False)
    assert killed.returncode == -signal.SIGKILL
    with file.open_book(book) as store:
        assert store.faults == ()
    assert _rows(book) == before


def test_an_upgrade_after_a_killed_one_ends_well(book: Path, next_version):
    for leftover in ("benkadi.coop.new", "benkadi.coop.new-wal", "benkadi.schema-1.coop.new"):
        book.with_name(leftover).write_bytes(b"half")
    next_version(ADD_A_COLUMN)
    file.open_book(book).close()
    assert _beside(book) == {"benkadi.coop", "benkadi.schema-1.coop"}


def test_an_older_book_on_a_server_is_brought_up_when_it_is_opened(postgres_url, next_version):
    with file.create(postgres_url) as store, store.write() as connection:
        found_group(connection)
        save(connection)
    next_version(ADD_A_COLUMN)
    with file.open_book(postgres_url) as store, store.write() as connection:
        assert store.faults == ()
        assert upgrade.version(connection) == schema.VERSION
        save(connection)
        assert chain.verify(connection) == ()


# --- books of every schema that was ever shipped ----------------------------------

STORED = Path(__file__).parents[1] / "migrations"
EVERY_STORED = sorted(STORED.glob("*/book.coop.xz"))


@pytest.fixture(params=EVERY_STORED, ids=lambda path: f"schema {path.parent.name}")
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a book that an earlier version has written, with its heads beside it."""
    (tmp_path / "book.coop").write_bytes(lzma.decompress(request.param.read_bytes()))
    shutil.copy(request.param.with_name("heads.txt"), tmp_path)
    return tmp_path / "book.coop"


def test_a_book_of_every_schema_is_sound_for_the_program_of_today(stored: Path):
    with Book.open(stored) as book:
        assert driver.version(book.store.held) == schema.VERSION
        assert [str(fault) for fault in audit.check(book).faults] == []
        assert book.drafts.load("meeting:jɛkabaara:1") == {"1.shares": "4"}


def test_a_book_of_every_schema_keeps_its_chain(stored: Path):
    lines = stored.with_name("heads.txt").read_text("utf-8").splitlines()
    chained = select(schema.ledger_group.c.code, schema.event.c.hash).join_from(
        schema.event, schema.ledger_group
    )
    with Book.open(stored) as book, book.reading() as connection:
        rows = connection.execute(chained.order_by(schema.event.c.id)).all()
    assert dict(map(tuple, rows)) == dict(line.split() for line in lines)


def test_there_is_a_book_of_every_schema():
    assert [int(path.parent.name) for path in EVERY_STORED] == [*range(1, schema.VERSION + 1)]
