"""Verified copies of a book, and the way back."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select, update

from coop_ledger.book import backup, chain, file, schema
from coop_ledger.book.errors import BookRefused
from coop_ledger.book.file import Store
from tests.book.writing import save


def test_a_backup_is_one_file_named_after_the_book_its_day_and_its_last_event(
    benkadi: Store, tmp_path: Path
):
    made = backup.backup(benkadi, tmp_path / "stick", "Benkadi 2")
    assert [path.name for path in (tmp_path / "stick").iterdir()] == [
        "Benkadi_2-2026-03-05-3.coop-backup"
    ]
    assert made == backup.inspect(made.path)


def test_a_backup_says_what_is_inside(benkadi: Store, tmp_path: Path):
    made = backup.backup(benkadi, tmp_path / "stick", "Benkadi")
    assert made.groups == ("benkadi",)
    assert made.head == 3
    assert made.day is not None
    assert made.day.isoformat() == "2026-03-05"
    assert made.size == made.path.stat().st_size
    with benkadi.read() as connection:
        assert made.head_hash == connection.scalar(select(schema.event.c.hash).filter_by(id=3))
        book = select(schema.meta.c.value).filter_by(key="book")
        assert made.book == connection.scalar(book)


def test_a_backup_of_an_empty_book_is_a_backup(store: Store, tmp_path: Path):
    made = backup.backup(store, tmp_path, "new")
    assert (made.head, made.day, made.head_hash) == (0, None, chain.GENESIS)


def test_a_restored_book_holds_the_same_rows(benkadi: Store, tmp_path: Path):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    backup.restore(made.path, tmp_path / "restored.coop")
    with file.open_book(tmp_path / "restored.coop") as restored:
        assert restored.faults == ()
        for table in schema.metadata.sorted_tables:
            with benkadi.read() as one, restored.read() as other:
                wanted, found = (
                    {tuple(row) for row in connection.execute(select(table))}
                    for connection in (one, other)
                )
            if table.name == "meta":
                wanted = {row for row in wanted if row[0] != "schema"}
                found = {row for row in found if row[0] != "schema"}
            assert wanted == found, table.name


def test_a_restored_book_goes_on_where_the_backup_ended(benkadi: Store, tmp_path: Path):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    backup.restore(made.path, tmp_path / "restored.coop")
    with file.open_book(tmp_path / "restored.coop") as restored, restored.write() as connection:
        assert save(connection) == 4
        assert chain.verify(connection) == ()


def test_a_file_is_restored_on_a_server(benkadi: Store, tmp_path: Path, postgres_server):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    name = postgres_server.create_database()
    url = postgres_server.url(name)
    assert backup.restore(made.path, url).head == 3
    with file.open_book(url) as restored, restored.write() as connection:
        assert restored.faults == ()
        assert save(connection) == 4
        assert chain.verify(connection) == ()
    postgres_server.drop_database(name)


def test_a_backup_is_never_restored_over_something(benkadi: Store, tmp_path: Path):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    other = tmp_path / "other.coop"
    other.write_text("mine")
    with pytest.raises(BookRefused):
        backup.restore(made.path, other)
    assert other.read_text() == "mine"


def test_the_log_of_a_lost_book_is_moved_aside(benkadi: Store, tmp_path: Path):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    (tmp_path / "lost.coop-wal").write_bytes(b"of another book")
    backup.restore(made.path, tmp_path / "lost.coop")
    assert (tmp_path / "lost.coop-wal.aside").read_bytes() == b"of another book"
    with file.open_book(tmp_path / "lost.coop") as restored:
        assert restored.faults == ()


@pytest.mark.parametrize("content", [b"", b"JPEG", b"SQLite format 3\0" + bytes(4080)])
def test_something_else_is_no_backup(content: bytes, tmp_path: Path):
    (tmp_path / "x.coop-backup").write_bytes(content)
    with pytest.raises(BookRefused):
        backup.inspect(tmp_path / "x.coop-backup")
    with pytest.raises(BookRefused):
        backup.restore(tmp_path / "x.coop-backup", tmp_path / "new.coop")
    assert not (tmp_path / "new.coop").exists()


def test_there_must_be_a_backup_to_inspect(tmp_path: Path):
    with pytest.raises(BookRefused, match="gone"):
        backup.inspect(tmp_path / "gone.coop-backup")


def _damaged(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as foreign:
        for (name,) in foreign.execute("SELECT name FROM sqlite_schema WHERE type='trigger'"):
            foreign.execute(f"DROP TRIGGER {name}")
        foreign.execute(statement)
    foreign.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = '{}' WHERE id = 2",
        "UPDATE posting SET amount = 7 WHERE entry_id = 2 AND n = 1",
        "UPDATE balance SET amount = 7",
    ],
)
def test_a_backup_that_was_changed_is_not_restored(benkadi: Store, tmp_path: Path, statement: str):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    _damaged(made.path, statement)
    with pytest.raises(BookRefused):
        backup.restore(made.path, tmp_path / "new.coop")
    assert not list(tmp_path.glob("new.coop*"))


def test_an_unsound_book_makes_no_backup_and_loses_no_older_one(benkadi: Store, tmp_path: Path):
    older = backup.backup(benkadi, tmp_path / "stick", "benkadi")
    with benkadi.write() as connection:
        connection.execute(update(schema.balance).values(amount=1))
    with pytest.raises(BookRefused):
        backup.backup(benkadi, tmp_path / "stick", "benkadi")
    assert list((tmp_path / "stick").iterdir()) == [older.path]


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(benkadi: Store, tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BookRefused, match="file"):
        backup.backup(benkadi, tmp_path / "file" / "folder", "benkadi")


def test_a_copy_that_cannot_be_written_is_refused_in_a_sentence(benkadi: Store, tmp_path: Path):
    # A folder stands where the copy should be written, as a full or broken stick would refuse.
    (tmp_path / "benkadi.coop-backup.new").mkdir()
    with pytest.raises(BookRefused):
        backup.backup(benkadi, tmp_path, "benkadi")


@contextlib.contextmanager
def _no_file_above(size: int) -> Iterator[None]:
    """The system refuses to let a file grow further, as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_makes_no_backup_and_loses_no_older_one(tmp_path: Path):
    with file.create(tmp_path / "x.coop") as store:
        older = backup.backup(store, tmp_path / "stick", "x")
        with _no_file_above(20_000), pytest.raises(BookRefused):
            backup.backup(store, tmp_path / "stick", "x")
    assert list((tmp_path / "stick").glob("*.coop-backup")) == [older.path]


def test_a_copy_that_is_not_the_book_is_not_kept(benkadi: Store, tmp_path: Path, monkeypatch):
    elsewhere = SimpleNamespace(id=99, hash="0" * 64)
    monkeypatch.setattr(backup, "_last", lambda _: elsewhere)
    monkeypatch.setattr(backup, "_described", lambda *_: SimpleNamespace(head=3, head_hash="1"))
    with pytest.raises(BookRefused):
        backup.backup(benkadi, tmp_path, "benkadi")
    assert not list(tmp_path.glob("*-3.coop-backup"))


# Which copies are kept is decided by their files alone, whatever was copied.
on_disk = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@on_disk
def test_the_ten_newest_are_kept_and_the_last_of_every_month(benkadi: Store, tmp_path: Path):
    made = backup.backup(benkadi, tmp_path, "benkadi")
    older = [f"benkadi-2026-01-{day:02}-{day - 20}.coop-backup" for day in range(21, 24)]
    for name in older:
        made.path.rename(tmp_path / name)
        made = backup.backup(benkadi, tmp_path, "benkadi")
    made.path.unlink()
    for amount in range(1, 13):
        with benkadi.write() as connection:
            save(connection, amount=amount)
        backup.backup(benkadi, tmp_path, "benkadi")
    kept = {path.name.removesuffix(".coop-backup") for path in tmp_path.glob("*.coop-backup")}
    assert kept == {f"benkadi-2026-03-05-{head}" for head in range(6, 16)} | {
        "benkadi-2026-01-23-3"
    }


@on_disk
def test_backups_of_another_book_with_the_same_name_are_left_alone(benkadi: Store, tmp_path: Path):
    with file.create(tmp_path / "other.coop") as other:
        made = backup.backup(other, tmp_path, "benkadi")
    older = [tmp_path / f"benkadi-2025-01-{day}-0.coop-backup" for day in (10, 11)]
    for place in older:
        place.write_bytes(made.path.read_bytes())
    for amount in range(1, 13):
        with benkadi.write() as connection:
            save(connection, amount=amount)
        backup.backup(benkadi, tmp_path, "benkadi")
    assert all(place.exists() for place in older)
