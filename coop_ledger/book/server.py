"""A book on a PostgreSQL server, when several PCs share it.

Writers take one advisory lock first, at READ COMMITTED: 800 of 800 posts and no retry in
reliability.md 5.1. Readers see one unchanging moment.
"""

from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from coop_ledger.book.driver import APPLICATION_ID
from coop_ledger.book.errors import BookRefused
from coop_ledger.i18n import N_

_DRIVER = "postgresql+psycopg"
_LOCK_TIMEOUT, _DISK_FULL = "55P03", "53100"
# A sleeping laptop must not hold the lock, and nobody waits for ever (reliability.md 5.1).
_OPTIONS = " ".join(
    f"-c {setting}"
    for setting in (
        "lock_timeout=5s",
        "statement_timeout=30s",
        "idle_in_transaction_session_timeout=60s",
        "synchronous_commit=on",
    )
)


def is_url(target: str | Path) -> bool:
    """Whether a book is named by an address instead of a path."""
    return "://" in str(target)


def shown(url: str) -> str:
    """The address as it may be shown: without its password."""
    return make_url(url).render_as_string(hide_password=True)


def engine(url: str) -> Engine:
    """The way to a server; raises BookRefused for an address of anything else."""
    try:
        address = make_url(url)
    except ArgumentError:
        address = None
    if address is None or address.drivername != _DRIVER:
        raise BookRefused(
            N_("{value} is not the address of a book. Write postgresql+psycopg://server/name."),
            field="book",
            value=url,
        )
    arguments = {"options": _OPTIONS, "connect_timeout": 10, "application_name": "coop-ledger"}
    return sqlalchemy.create_engine(address, connect_args=arguments)


def connect(engine: Engine) -> Connection:
    """One connection; raises BookRefused when the server does not answer or does not know us."""
    try:
        return engine.connect()
    except OperationalError as error:
        said = str(error.orig).strip().splitlines()
        raise BookRefused(
            N_("The server of {value} does not let us in: {said}."),
            field="book",
            value=engine.url.render_as_string(hide_password=True),
            said=said[-1] if said else "",
        ) from error


def version(connection: Connection) -> int | None:
    """The schema number of the book in the database, None when there is no book."""
    with connection.begin():
        if connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar() is None:
            return None
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        is_ours = connection.exec_driver_sql("SELECT to_regclass('ledger_group')").scalar()
    return int(found) if found and is_ours else None


def not_a_book(url: str, *, newer: bool) -> BookRefused:
    """Why a database is not opened."""
    sentence = (
        N_("The book {value} was opened by a newer version. Install that version to read it.")
        if newer
        else N_("There is no book at {value}. Choose another address, or make a new book.")
    )
    return BookRefused(sentence, field="book", value=shown(url))


def begin_writing(connection: Connection) -> None:
    """Waits until no one else writes in this book; the end of the transaction lets go."""
    connection.exec_driver_sql(
        f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, hashtext(current_schema()))"
    )


def take_time(connection: Connection) -> None:
    """Lets the statements of this transaction last as long as they need: an upgrade moves tables."""
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def begin_reading(connection: Connection) -> None:
    """Freezes the moment that this transaction sees."""
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def is_lock_timeout(error: DBAPIError) -> bool:
    """Whether another writer held the book for too long."""
    return getattr(error.orig, "sqlstate", None) == _LOCK_TIMEOUT


def is_disk_full(error: DBAPIError) -> bool:
    """Whether the server has no room left."""
    return getattr(error.orig, "sqlstate", None) == _DISK_FULL
