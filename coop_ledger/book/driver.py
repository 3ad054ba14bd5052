"""The one SQLite of the program: how it opens a book, and with which settings.

Order and values are those of reliability.md 2.1: the file is taken exclusively before anything
else, WAL with a full sync at every commit, nothing that a foreign schema could run. Each setting
is read back, because SQLite says nothing about a PRAGMA it does not know.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from coop_ledger.book import schema
from coop_ledger.book.errors import BookInUse, BookRefused
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    import tempfile

APPLICATION_ID = 0x434F4F50
"""What the header of every book says: "COOP"."""

Driver = Any
"""A connection of the driver, which publishes no types."""

_LOCK = ("locking_mode", "EXCLUSIVE", "exclusive")
_SETTINGS = (
    # EXTRA until the file is in WAL mode: an old journal must not come back beside the log.
    ("synchronous", "EXTRA", 3),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("fullfsync", "ON", 1),
    ("checkpoint_fullfsync", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("wal_autocheckpoint", "1000", 1000),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
    # A report on a million postings must fit in 64 MiB with the whole program.
    ("cache_size", "-8192", -8192),
)
_MEMORY_MAX = 16 * 2**20


def open_file(path: Path) -> Driver:
    """Opens an existing book of any schema and takes it; never creates a file.

    Raises BookInUse when someone has it, BookRefused when it is not a book or not sound enough.
    """
    driver = _connect(path, "rw")
    with _closed_when_refused(driver, path):
        _set(driver, *_LOCK)
        _require_book(driver, path)
        for setting in _SETTINGS:
            _set(driver, *setting)
    return driver


def open_to_look(path: Path) -> Driver:
    """Opens a closed book, a backup, for reading only; raises BookRefused when it is none."""
    driver = _connect(path, "ro")
    with _closed_when_refused(driver, path):
        _require_book(driver, path)
    return driver


def make_file(path: Path) -> Driver:
    """Makes a file that is not there yet, with the settings of a book, and takes it."""
    driver = _connect(path, "rwc")
    for setting in (_LOCK, *_SETTINGS):
        _set(driver, *setting)
    return driver


def version(driver: Driver) -> int:
    """The schema number that the header of the file holds."""
    return int(_value(driver, "PRAGMA user_version"))


def close(driver: Driver) -> None:
    """Empties the log into the file and closes it, so that one file remains."""
    empty_log(driver)
    driver.close()


def empty_log(driver: Driver) -> None:
    """Brings what is in the log into the file; on a full disk the log stays, and nothing is lost."""
    with contextlib.suppress(dbapi2.Error):
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def examine(driver: Driver) -> list[str]:
    """What SQLite itself finds wrong with the pages and the references; empty when sound."""
    try:
        said = [row[0] for row in driver.execute("PRAGMA integrity_check")]
        broken = [f"foreign key of {row[0]}" for row in driver.execute("PRAGMA foreign_key_check")]
    except (dbapi2.Error, UnicodeError) as error:
        # On a damaged page the examination itself stumbles (reliability.md 2.3).
        return [str(error)]
    return [line for line in said if line != "ok"] + broken


def copy_to(driver: Driver, place: Path) -> None:
    """Copies through SQLite into a file of its own, without a log, closed."""
    try:
        with contextlib.closing(dbapi2.connect(str(place), isolation_level=None)) as target:
            driver.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
    except dbapi2.Error as error:
        raise BookRefused(
            N_("The copy {value} could not be written ({said}). Free some space and try again."),
            field="book",
            value=place,
            said=str(error),
        ) from error


def snapshot(driver: Driver) -> tuple[Driver, "tempfile.TemporaryDirectory[str] | None"]:
    """A private copy for reading in any thread: in memory when small, else in a temporary file."""
    size = _value(driver, "PRAGMA page_count") * _value(driver, "PRAGMA page_size")
    if size <= _MEMORY_MAX:
        folder, place = None, ":memory:"
    else:
        import tempfile  # brings half of the standard library, which opening a book does not need

        folder = tempfile.TemporaryDirectory(prefix="coop-ledger-")
        place = str(Path(folder.name) / "snapshot")
    target = dbapi2.connect(place, isolation_level=None, check_same_thread=False)
    target.execute("PRAGMA journal_mode = OFF")
    target.execute("PRAGMA synchronous = OFF")
    target.execute("PRAGMA cache_size = -8192")
    driver.backup(target)
    return target, folder


def engine(driver: Driver, begin: str = "BEGIN IMMEDIATE") -> Engine:
    """The driver's one connection as an engine, whose transactions begin by taking the writer.

    Plain BEGIN, SQLAlchemy's default, lost 299 of 400 concurrent updates (reliability.md 0); it is
    for a file that may only be read.
    """
    made = sqlalchemy.create_engine(
        "sqlite://", creator=lambda: driver, module=dbapi2, poolclass=StaticPool
    )

    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(made, "begin", begin_transaction)
    return made


def _connect(path: Path, mode: str) -> Driver:
    address = f"{path.resolve().as_uri()}?mode={mode}"
    try:
        # No waiting: whoever has a book keeps it until she closes it.
        return dbapi2.connect(address, uri=True, isolation_level=None, timeout=0)
    except dbapi2.Error as error:
        raise refused(error, path) from error


@contextlib.contextmanager
def _closed_when_refused(driver: Driver, path: Path) -> Iterator[None]:
    try:
        yield
    except (dbapi2.Error, UnicodeError) as error:
        # On a damaged page even the message may not be text (reliability.md 2.3).
        driver.close()
        raise refused(error, path) from error
    except BookRefused:
        driver.close()
        raise


def _set(driver: Driver, name: str, value: str, expected: object) -> None:
    driver.execute(f"PRAGMA {name} = {value}").fetchall()
    found = _value(driver, f"PRAGMA {name}")
    if found != expected:
        raise BookRefused(
            N_("This SQLite does not accept {setting} = {value}. Install the program again."),
            field="book",
            value=value,
            setting=name,
        )


def _value(driver: Driver, statement: str) -> Any:
    row = driver.execute(statement).fetchone()
    return None if row is None else row[0]


def _require_book(driver: Driver, path: Path) -> None:
    if _value(driver, "PRAGMA application_id") != APPLICATION_ID:
        raise _sentence(path, N_("{value} is not a book of this program. Choose another file."))
    if version(driver) > schema.VERSION:
        raise _sentence(
            path,
            N_("The book {value} was opened by a newer version. Install that version to read it."),
        )


def refused(error: Exception, path: Path) -> BookRefused:
    """What an error of SQLite on opening means to the person at the desk."""
    said = str(getattr(error, "orig", error))
    if "locked" in said:
        return BookInUse(
            N_("The book {value} is open in another window or by someone else. Close it there."),
            field="book",
            value=path,
        )
    if "not a database" in said:
        return _sentence(path, N_("{value} is not a book of this program. Choose another file."))
    if "readonly" in said or "unable to open" in said:
        return _sentence(
            path, N_("The book {value} may only be read. Allow this user to write it, or copy it.")
        )
    return _sentence(
        path,
        N_(
            "The book {value} cannot be read ({said}). Open it again; if it fails, restore a backup."
        ),
        said=said,
    )


def _sentence(path: Path, sentence: str, **values: str) -> BookRefused:
    return BookRefused(sentence, field="book", value=path, **values)
