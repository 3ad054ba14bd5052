"""One open book, on this PC's disk or on a server: who may write, and until when it is only read.

    create(target)        an empty book, never over another
    open_book(target)     an existing one, never created by opening
    Store.write, .read    one transaction each
    Store.snapshot        a copy for a job in another thread

A book on disk is held by one program through one connection, which belongs to the thread that
opened it. On a server, writers wait for each other at the beginning of their transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Column, Connection, Engine, Select, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from coop_ledger.book import disks, driver, guards, schema, server, upgrade
from coop_ledger.book.errors import BookInUse, BookRefused, CommitUnknown, Fault
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    import tempfile


@dataclass(slots=True)
class Store:
    """An open book. `faults` is what was found on opening: with any, it is only read."""

    target: str = field(repr=False)
    engine: Engine
    connection: Connection
    faults: tuple[Fault, ...] = ()
    is_copy: bool = False
    _in_doubt: bool = False
    _folder: "tempfile.TemporaryDirectory[str] | None" = None

    @property
    def path(self) -> Path | None:
        """The file of the book, None on a server."""
        return None if server.is_url(self.target) else Path(self.target)

    @property
    def name(self) -> str:
        """How the book may be shown: its path, or its address without the password."""
        return self.target if self.path is not None else server.shown(self.target)

    @property
    def held(self) -> driver.Driver:
        """The driver's own connection, for what only SQLite's interface offers."""
        return self.connection.connection.driver_connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that is stored, durably, when the block ends, or not at all.

        Raises CommitUnknown when the disk failed while confirming, and BookRefused when the book
        is not sound, the disk is full, the connection is lost or another writer does not end.
        """
        self._require_writable()
        self._renew()
        connection = self.connection
        connection.begin()
        try:
            if self.path is None:
                server.begin_writing(connection)
            yield connection
        except BaseException as error:
            connection.rollback()
            if isinstance(error, DBAPIError):
                raise self._named(error) from error
            raise
        try:
            connection.commit()
        except IntegrityError:
            # SQLite refuses and waits, while SQLAlchemy believes that the transaction is over.
            connection.rollback()
            connection.connection.rollback()
            raise
        except DBAPIError as error:
            self._in_doubt = True
            raise CommitUnknown from error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One unchanging view of the book; inside `write`, the view of its transaction."""
        if self.connection.in_transaction():
            yield self.connection
            return
        self._renew()
        with self.connection.begin() as transaction:
            if self.path is None:
                server.begin_reading(self.connection)
            yield self.connection
            transaction.rollback()

    def snapshot(self) -> "Store":
        """The book as it is now, for reading in one other thread; the caller closes it."""
        if self.path is None:
            return open_book(self.target)
        assert not self.connection.in_transaction(), "a snapshot begins between transactions"
        copied, folder = driver.snapshot(self.held)
        engine = driver.engine(copied)
        return Store(self.target, engine, engine.connect(), is_copy=True, _folder=folder)

    def reopen(self) -> None:
        """Closes whatever is left of the connection and opens the book again."""
        self._let_go()
        fresh = open_book(self.target)
        self.engine, self.connection, self.faults = fresh.engine, fresh.connection, fresh.faults
        self._in_doubt = False

    def close(self) -> None:
        """Closes the book so that one file remains of it."""
        if self.path is not None and not self.is_copy:
            self.connection.rollback()
            driver.empty_log(self.held)
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _require_writable(self) -> None:
        assert not self.is_copy, "a snapshot is for reading"
        if self.faults:
            raise BookRefused(
                N_("Nothing can be recorded in {value}: {fault} Check it and restore a backup."),
                field="book",
                value=self.name,
                fault=str(self.faults[0]),
            )

    def _renew(self) -> None:
        """After a failure, what the disk or the server really holds is read again."""
        if self._in_doubt or self.connection.invalidated:
            self.reopen()

    def _let_go(self) -> None:
        self.connection.close()
        self.engine.dispose()
        if self._folder is not None:
            self._folder.cleanup()

    def _named(self, error: DBAPIError) -> Exception:
        """The refusal behind an error of the disk or the server; the error itself when a bug."""
        if server.is_lock_timeout(error):
            return BookInUse(
                N_("Someone else is recording in {value}. Wait a moment and try again."),
                field="book",
                value=self.name,
            )
        if self.connection.invalidated or error.connection_invalidated:
            return BookRefused(
                N_("The connection to {value} was lost and nothing was recorded. Try again."),
                field="book",
                value=self.name,
            )
        if "disk is full" in str(error.orig) or server.is_disk_full(error):
            return BookRefused(
                N_("The disk is full and nothing was recorded. Free some space and try again."),
                field="book",
                value=self.name,
            )
        return error


def create(target: str | Path, currency: str = "XOF") -> Store:
    """Makes an empty book and opens it; raises BookRefused where there is something already.

    `currency` is an ISO 4217 code; the book's amounts are whole numbers of its smallest unit.
    """
    if server.is_url(target):
        return _create_on_server(str(target), currency)
    path = Path(target).resolve()
    if path.exists():
        raise BookRefused(
            N_("There is already something at {value}. Choose another name for the new book."),
            field="book",
            value=path,
        )
    disks.check_name(path)
    disks.check_folder(path.parent)
    upgrade.make_file(path, currency)
    return open_book(path)


def open_book(target: str | Path) -> Store:
    """Opens a book, after bringing it up from an older schema when there is need.

    Raises BookInUse when someone else holds it, BookRefused when there is no sound book.
    """
    return _open_on_server(str(target)) if server.is_url(target) else _open_file(Path(target))


def _open_file(path: Path) -> Store:
    path = path.resolve()
    disks.check(path)
    held = driver.open_file(path)
    driver.empty_log(held)  # what a power cut left beside the file belongs into it
    if driver.version(held) < schema.VERSION:
        driver.close(held)
        upgrade.bring_up(path)
        held = driver.open_file(path)
    engine = driver.engine(held)
    store = Store(str(path), engine, engine.connect())
    try:
        return _looked_at(store)
    except (DBAPIError, UnicodeError) as error:
        raise driver.refused(error, path) from error


def _open_on_server(url: str) -> Store:
    engine = server.engine(url)
    store = Store(url, engine, server.connect(engine))
    with _closed_on_failure(store):
        found = server.version(store.connection)
        if found is None or found > schema.VERSION:
            raise server.not_a_book(url, newer=found is not None)
        if found < schema.VERSION:
            with store.write() as connection:
                server.take_time(connection)
                upgrade.change(connection)
    return _looked_at(store)


def _create_on_server(url: str, currency: str) -> Store:
    engine = server.engine(url)
    store = Store(url, engine, server.connect(engine))
    with _closed_on_failure(store):
        if server.version(store.connection) is not None:
            raise BookRefused(
                N_("There is already a book at {value}. Choose another database for the new one."),
                field="book",
                value=server.shown(url),
            )
        with store.write() as connection:
            upgrade.build(connection, currency)
    return _looked_at(store)


@contextmanager
def _closed_on_failure(store: Store) -> Iterator[None]:
    try:
        yield
    except BaseException:
        store.close()
        raise


def _looked_at(store: Store) -> Store:
    with _closed_on_failure(store), store.read() as connection:
        store.faults = tuple(faults(connection))
    return store


def faults(connection: Connection) -> Iterator[Fault]:
    """What another program has left in the book, as far as it shows without reading it all."""
    if guards.expected(connection) != guards.fingerprint(connection):
        yield Fault(N_("Another program has changed the protections of this book."))
    if any(connection.scalar(unsealed) for unsealed in _UNSEALED):
        yield Fault(N_("Another program has left lines in this book that belong to no event."))


def _unsealed(child: Column[int], header: Column[int]) -> Select[tuple[bool]]:
    """Whether a child names a header that is still to come: it would slip under the next seal."""
    last = func.coalesce(select(func.max(header)).scalar_subquery(), 0)
    return select(select(func.max(child)).scalar_subquery() > last)


_UNSEALED = (
    _unsealed(schema.posting.c.entry_id, schema.entry.c.id),
    _unsealed(schema.entry.c.event_id, schema.event.c.id),
    _unsealed(schema.event_key.c.event_id, schema.event.c.id),
    _unsealed(schema.record_change.c.event_id, schema.event.c.id),
    _unsealed(schema.receipt.c.event_id, schema.event.c.id),
)
