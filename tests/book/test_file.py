"""One open book: how it is made, opened, held, read, written and closed."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Connection, event, insert, select
from sqlalchemy.exc import IntegrityError, InternalError, InvalidRequestError, OperationalError

from coop_ledger.book import chain, disks, driver, file, schema, server
from coop_ledger.book.errors import BookInUse, BookRefused, CommitUnknown
from coop_ledger.book.file import Store
from tests.book.writing import found_group, save


@pytest.fixture
def book(empty_file: Path, tmp_path: Path) -> Path:
    """A closed book with one group."""
    path = tmp_path / "benkadi.coop"
    shutil.copy(empty_file, path)
    with file.open_book(path) as store, store.write() as connection:
        found_group(connection)
        save(connection, key="first")
    return path


def _groups(store: Store) -> list[str]:
    with store.read() as connection:
        return list(connection.scalars(select(schema.ledger_group.c.code)))


def _write(store: Store, deed: Callable[[Connection], object]) -> None:
    with store.write() as connection:
        deed(connection)


def _add_group(store: Store, code: str) -> None:
    with store.write() as connection:
        found_group(connection, code)


# --- making -----------------------------------------------------------------------


def test_a_new_book_is_empty_sound_and_knows_its_currency(store: Store):
    with store.read() as connection:
        facts = dict(connection.execute(select(schema.meta.c.key, schema.meta.c.value)).all())  # type: ignore[arg-type]
    assert facts["currency"] == "XOF"
    assert len(facts["book"]) == 36
    assert store.faults == ()
    assert _groups(store) == []


def test_a_book_may_have_another_currency(tmp_path: Path):
    with file.create(tmp_path / "x.coop", "GHS") as store, store.read() as connection:
        found = connection.scalar(select(schema.meta.c.value).filter_by(key="currency"))
    assert found == "GHS"


def test_a_closed_book_is_one_file(book: Path):
    assert [path.name for path in book.parent.iterdir()] == ["benkadi.coop"]


def test_a_book_is_never_made_over_something(book: Path):
    before = book.read_bytes()
    with pytest.raises(BookRefused, match="benkadi"):
        file.create(book)
    assert book.read_bytes() == before


def test_a_book_is_never_made_over_another_on_a_server(postgres_url: str):
    file.create(postgres_url).close()
    with pytest.raises(BookRefused):
        file.create(postgres_url)


def test_a_book_needs_a_folder(tmp_path: Path):
    with pytest.raises(BookRefused, match="nowhere"):
        file.create(tmp_path / "nowhere" / "x.coop")


def test_what_an_interrupted_making_has_left_is_no_hindrance(tmp_path: Path):
    (tmp_path / "x.coop.new").write_bytes(b"half a book")
    (tmp_path / "x.coop.new-wal").write_bytes(b"its log")
    file.create(tmp_path / "x.coop").close()
    assert [path.name for path in tmp_path.iterdir()] == ["x.coop"]


@pytest.mark.parametrize(
    "name", ["Épargne de Ségou.coop", "ߖߍ߬ߞߊ߬ߝߐ.coop", "a?b#c%20d.coop", "x" * 235 + ".coop"]
)
def test_a_book_may_have_any_name(tmp_path: Path, name: str):
    file.create(tmp_path / name).close()
    file.open_book(tmp_path / name).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["CON", "nul.coop", "book.coop.", "book ", "é" * 121 + ".coop"])
def test_a_name_that_some_pc_cannot_hold_is_refused(tmp_path: Path, name: str):
    with pytest.raises(BookRefused):
        file.create(tmp_path / name)


# --- opening ----------------------------------------------------------------------


def test_opening_never_makes_a_book(tmp_path: Path):
    with pytest.raises(BookRefused, match="gone"):
        file.open_book(tmp_path / "gone.coop")
    assert list(tmp_path.iterdir()) == []


def _foreign_database(path: Path) -> None:
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE event (id)")
    foreign.commit()
    foreign.close()


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\xff\xd8\xff\xe0 a photograph" * 500),
        lambda path: path.write_bytes(b"x"),
        _foreign_database,
        lambda path: path.mkdir(),
    ],
    ids=["empty", "photograph", "one byte", "other database", "folder"],
)
def test_what_is_no_book_is_refused_and_left_as_it_is(tmp_path: Path, write):
    path = tmp_path / "x.coop"
    write(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(BookRefused, match=r"x\.coop"):
        file.open_book(path)
    assert [other.name for other in tmp_path.iterdir()] == ["x.coop"]
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_book_of_a_newer_version_is_refused_and_left_as_it_is(book: Path):
    with sqlite3.connect(book) as foreign:
        foreign.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    foreign.close()
    before = book.read_bytes()
    with pytest.raises(BookRefused):
        file.open_book(book)
    assert book.read_bytes() == before


def test_a_book_cut_short_is_refused_in_a_sentence(book: Path):
    book.write_bytes(book.read_bytes()[: 3 * 4096 + 100])
    with pytest.raises(BookRefused, match="benkadi"):
        file.open_book(book)


def test_a_book_with_two_names_is_refused(book: Path):
    os.link(book, book.with_name("other.coop"))
    with pytest.raises(BookRefused):
        file.open_book(book)


def test_a_book_behind_a_shortcut_is_the_same_book(book: Path, tmp_path: Path):
    shortcut = tmp_path / "shortcut.coop"
    shortcut.symlink_to(book)
    with file.open_book(shortcut) as store:
        assert store.path == book


@pytest.mark.parametrize("refused", ["benkadi.coop", "folder"])
def test_what_may_only_be_read_is_refused(book: Path, monkeypatch, refused: str):
    # Root may write everything, so the question is asked of a stand-in.
    def access(path: Path, mode: int) -> bool:
        return path != (book if refused == "benkadi.coop" else book.parent)

    monkeypatch.setattr(os, "access", access)
    with pytest.raises(BookRefused):
        file.open_book(book)


@pytest.mark.parametrize(
    ("kind", "place"),
    [("nfs4", "network"), ("cifs", "network"), ("vfat", "stick"), ("exfat", "stick")],
)
def test_a_book_on_a_network_drive_or_a_stick_is_refused(book: Path, monkeypatch, kind, place):
    monkeypatch.setattr(disks, "_file_system", lambda _: kind)
    with pytest.raises(BookRefused):
        file.open_book(book)
    monkeypatch.setenv(disks.ANY_DISK_VARIABLE, "1")
    file.open_book(book).close()


def test_a_stick_with_another_file_system_is_a_stick(book: Path, monkeypatch):
    monkeypatch.setattr(disks, "_says_removable", lambda _: True)
    with pytest.raises(BookRefused):
        file.open_book(book)


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Coopérative", "Google Drive"])
def test_a_book_in_a_synchronised_folder_is_refused(tmp_path: Path, name: str):
    folder = tmp_path / name / "livres"
    folder.mkdir(parents=True)
    with pytest.raises(BookRefused, match="livres"):
        file.create(folder / "x.coop")


def test_a_folder_that_another_program_has_marked_is_refused(book: Path):
    (book.parent / ".stfolder").mkdir()
    with pytest.raises(BookRefused):
        file.open_book(book)


def test_opening_a_book_neither_imports_alembic_nor_reads_it_through(book: Path):
    program = (
        "import sys; from coop_ledger.book import file;"
        f"file.open_book({str(book)!r}).close(); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    "address",
    ["sqlite:///x.coop", "postgresql://localhost/x", "://", "postgresql+psycopg2://localhost/x"],
)
def test_only_the_address_of_a_server_is_an_address(address: str):
    with pytest.raises(BookRefused):
        file.open_book(address)


def test_a_server_that_does_not_answer_is_refused_without_its_password(tmp_path: Path):
    with pytest.raises(BookRefused) as refusal:
        file.open_book(f"postgresql+psycopg://me:secret@/x?host={tmp_path}")
    assert "secret" not in str(refusal.value)


def test_the_password_of_a_server_is_never_shown(postgres_url: str):
    url = postgres_url.replace("ledger@", "ledger:secret@")
    with file.create(url) as store:
        assert "secret" not in store.name + repr(store)


def test_a_database_without_a_book_is_refused(postgres_url: str):
    with pytest.raises(BookRefused):
        file.open_book(postgres_url)


def test_a_newer_book_on_a_server_is_refused(postgres_url: str, monkeypatch):
    file.create(postgres_url).close()
    monkeypatch.setattr(schema, "VERSION", 0)
    with pytest.raises(BookRefused):
        file.open_book(postgres_url)


# --- settings ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("locking_mode", "exclusive"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("wal_autocheckpoint", 1000),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("application_id", 0x434F4F50),
        ("user_version", schema.VERSION),
    ],
)
def test_a_book_is_open_with_the_settings_found_safe(book: Path, setting: str, value: object):
    with file.open_book(book) as store:
        assert store.held.execute(f"PRAGMA {setting}").fetchone()[0] == value


@pytest.mark.parametrize("setting", [("synchronos", "FULL", 2), ("journal_mode", "WAL", "delete")])
def test_a_setting_that_does_not_take_is_refused(book: Path, monkeypatch, setting):
    monkeypatch.setattr(driver, "_SETTINGS", (*driver._SETTINGS, setting))
    with pytest.raises(BookRefused, match=setting[0]):
        file.open_book(book)


def test_the_library_has_the_repair_of_the_log_reset(book: Path):
    # Versions 3.7.0 to 3.51.2 could damage a log (reliability.md 2.1).
    with file.open_book(book) as store:
        version = store.held.execute("SELECT sqlite_version()").fetchone()[0]
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


# --- holding ----------------------------------------------------------------------


def test_a_second_program_is_told_at_once_that_the_book_is_in_use(book: Path):
    program = (
        "import sys; from coop_ledger.book import errors, file\n"
        "try:\n"
        f"    file.open_book({str(book)!r})\n"
        "except errors.BookInUse:\n"
        "    sys.exit(3)\n"
    )
    with file.open_book(book) as store:
        begun = time.monotonic()
        assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 3
        assert time.monotonic() - begun < 10
        _add_group(store, "still-ours")


def test_the_same_program_does_not_open_a_book_twice(book: Path):
    with file.open_book(book) as store:
        with pytest.raises(BookInUse):
            file.open_book(book)
        _add_group(store, "still-ours")


def test_another_sql_program_can_neither_read_nor_write_an_open_book(book: Path):
    program = (
        "import sqlite3, sys\n"
        "foreign = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "try:\n"
        "    foreign.execute('SELECT * FROM draft')\n"
        "except sqlite3.OperationalError as error:\n"
        "    sys.exit(3 if 'locked' in str(error) else 1)\n"
    )
    with file.open_book(book):
        command = [sys.executable, "-c", program, str(book)]
        assert subprocess.run(command, check=False).returncode == 3


def test_a_closed_book_can_be_opened_by_the_next(book: Path):
    file.open_book(book).close()
    file.open_book(book).close()


def test_only_the_thread_that_opened_a_book_uses_it(book: Path):
    caught: list[BaseException] = []

    def read() -> None:
        try:
            _groups(store)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what is tested
            caught.append(error)

    with file.open_book(book) as store:
        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
    assert caught


# --- writing and reading ----------------------------------------------------------


def test_what_was_written_is_there_when_the_book_is_opened_again(store: Store):
    _add_group(store, "benkadi")
    store.reopen()
    assert _groups(store) == ["benkadi"]


def test_a_deed_that_fails_leaves_nothing(store: Store):
    def fail(connection: Connection) -> None:
        found_group(connection, "benkadi")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _write(store, fail)
    assert _groups(store) == []
    _add_group(store, "mawuli")


def test_a_question_within_a_deed_sees_what_the_deed_wrote(store: Store):
    with store.write() as connection:
        found_group(connection, "benkadi")
        assert _groups(store) == ["benkadi"]


def test_a_question_changes_nothing(benkadi: Store):
    # A server refuses; in a file it is undone.
    with contextlib.suppress(InternalError), benkadi.read() as connection:
        found_group(connection, "mawuli")
    assert _groups(benkadi) == ["benkadi"]


def test_a_deed_within_a_deed_is_a_bug(store: Store):
    with pytest.raises(InvalidRequestError), store.write(), store.write():
        pass


def test_lines_that_belong_to_no_event_are_not_stored(benkadi: Store):
    lost = {"key": "lost", "event_id": 9, "line": 0}
    with pytest.raises(IntegrityError):
        _write(benkadi, lambda connection: connection.execute(insert(schema.event_key), [lost]))
    with benkadi.write() as connection:
        save(connection)
        assert chain.verify(connection) == ()


def test_an_upsert_inserts_and_then_changes(benkadi: Store):
    with benkadi.write() as connection:
        for body in ("{}", '{"name":"Awa"}'):
            row = {"group_id": 1, "kind": "member", "key": "12", "body": body}
            connection.execute(schema.upsert(schema.record, connection.dialect.name), row)
        found = select(schema.record.c.body).filter_by(key="12")
        assert list(connection.scalars(found)) == ['{"name":"Awa"}']


def test_a_full_disk_is_refused_with_nothing_half(book: Path):
    with file.open_book(book) as store:
        pages = store.held.execute("PRAGMA page_count").fetchone()[0]
        store.held.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(BookRefused):
            _write(store, lambda connection: [save(connection) for _ in range(1000)])
        store.held.execute("PRAGMA max_page_count = 1000000")
        with store.write() as connection:
            assert save(connection) == 2
            assert chain.verify(connection) == ()
            assert chain.balances_agree(connection) == ()


def _failing_commit(store: Store) -> None:
    @event.listens_for(store.engine, "commit")
    def fail(_: object) -> None:
        raise OperationalError("COMMIT", None, Exception("disk I/O error"))


def test_when_the_commit_fails_nobody_says_what_was_stored(store: Store):
    _failing_commit(store)
    with pytest.raises(CommitUnknown), store.write() as connection:
        found_group(connection, "benkadi")


def test_after_a_failed_commit_what_is_really_stored_is_read_and_writing_goes_on(store: Store):
    _failing_commit(store)
    with pytest.raises(CommitUnknown), store.write() as connection:
        found_group(connection, "benkadi")
    assert _groups(store) == []
    _add_group(store, "mawuli")
    assert _groups(store) == ["mawuli"]


def _cut(store: Store, url: str) -> None:
    """Ends the session of a store on the server, as an unplugged cable would."""
    session = store.connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({session})")
    engine.dispose()


def test_a_connection_lost_within_a_deed_stores_nothing_and_comes_back(postgres_url: str):
    with file.create(postgres_url) as store:

        def cut_and_write(connection: Connection) -> None:
            _cut(store, postgres_url)
            found_group(connection, "benkadi")

        with pytest.raises(BookRefused):
            _write(store, cut_and_write)
        assert _groups(store) == []
        _add_group(store, "mawuli")


def test_a_connection_lost_at_the_commit_is_unknown(postgres_url: str):
    with file.create(postgres_url) as store:

        def write_and_cut(connection: Connection) -> None:
            found_group(connection, "benkadi")
            _cut(store, postgres_url)

        with pytest.raises(CommitUnknown):
            _write(store, write_and_cut)
        assert _groups(store) == []


def test_a_writer_that_waits_too_long_is_told_who_is_to_blame(postgres_url: str):
    with file.create(postgres_url) as store, file.open_book(postgres_url) as other:
        with other.connection.begin():
            other.connection.exec_driver_sql("SET lock_timeout = '50ms'")
        with store.write(), pytest.raises(BookInUse), other.write():
            pass
        _add_group(other, "benkadi")


def test_writers_on_a_server_take_turns(postgres_url: str):
    file.create(postgres_url).close()
    with file.open_book(postgres_url) as store:
        _add_group(store, "benkadi")

    def post() -> None:
        with file.open_book(postgres_url) as own:
            for _ in range(10):
                with own.write() as connection:
                    save(connection)

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with file.open_book(postgres_url) as store, store.read() as connection:
        assert connection.scalar(select(sqlalchemy.func.count()).select_from(schema.event)) == 40
        assert chain.verify(connection) == ()
        assert chain.balances_agree(connection) == ()


def test_a_server_says_when_its_disk_is_full():
    class Full(Exception):
        sqlstate = "53100"

    assert server.is_disk_full(OperationalError("INSERT", None, Full()))


# --- faults -----------------------------------------------------------------------


def test_a_book_that_another_program_touched_is_only_read(book: Path):
    with sqlite3.connect(book) as foreign:
        foreign.execute("DROP TRIGGER guard_posting_update")
    foreign.close()
    with file.open_book(book) as store:
        assert len(store.faults) == 1
        assert _groups(store) == ["benkadi"]
        with pytest.raises(BookRefused, match="benkadi"):
            _add_group(store, "mawuli")
        assert _groups(store) == ["benkadi"]


def test_a_server_whose_guards_are_down_is_only_read(postgres_url: str):
    with file.create(postgres_url) as store:
        with store.write() as connection:
            connection.exec_driver_sql("ALTER TABLE posting DISABLE TRIGGER guard_posting_final")
        store.reopen()
        assert store.faults
        with pytest.raises(BookRefused):
            _add_group(store, "mawuli")


# --- snapshots --------------------------------------------------------------------


@pytest.mark.parametrize("memory", [0, 10**9])
def test_a_snapshot_is_the_book_of_its_moment_in_another_thread(
    benkadi: Store, monkeypatch, memory: int
):
    monkeypatch.setattr(driver, "_MEMORY_MAX", memory)
    found: list[list[str]] = []
    with benkadi.snapshot() as snapshot:
        if benkadi.path is not None:
            _add_group(benkadi, "mawuli")
        thread = threading.Thread(target=lambda: found.append(_groups(snapshot)))
        thread.start()
        thread.join()
    assert found == [["benkadi"]]


def test_a_snapshot_of_a_large_book_leaves_no_file(book: Path, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(driver, "_MEMORY_MAX", 0)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with file.open_book(book) as store, store.snapshot():
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["benkadi.coop"]


def test_a_snapshot_is_for_reading(book: Path):
    with (
        file.open_book(book) as store,
        store.snapshot() as snapshot,
        pytest.raises(AssertionError),
    ):
        _add_group(snapshot, "mawuli")


# --- disks ------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says it in /proc and /sys.")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/awa", "ext4"),
        ("/media/awa/clé usb/livres", "vfat"),
        ("/srv/partage/2026", "nfs4"),
        ("/srv/partages", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(monkeypatch, folder: str, kind: str):
    mounts = (
        "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "90 22 8:17 / /media/awa/clé\\040usb rw - vfat /dev/sdb1 rw\n"
        "91 22 0:55 / /srv/partage rw shared:1 - nfs4 server:/x rw\n"
    )
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: mounts)
    assert disks._file_system(Path(folder)) == kind


@pytest.mark.skipif(sys.platform != "linux", reason="Linux says it in /sys.")
@pytest.mark.parametrize(("said", "removable"), [("1\n", True), ("0\n", False)])
def test_a_disk_says_itself_whether_it_can_be_pulled_out(tmp_path, monkeypatch, said, removable):
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: said)
    assert disks._says_removable(tmp_path) is removable


def test_a_system_that_says_nothing_of_its_disks_is_believed(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "is_file", lambda _: False)
    assert not disks._is_on_network(tmp_path)
    assert not disks._is_removable(tmp_path)
