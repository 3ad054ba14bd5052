"""How a book gets its tables: made new, or brought up from an older schema on a copy.

Alembic runs in process, in the caller's one transaction (130 of 200 kills left a half-migrated
file with executescript, none with one transaction: reliability.md, E12). Guards are down while
tables change, because SQLite cannot move a table that a trigger names.
"""

import uuid
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from coop_ledger import paths
from coop_ledger.book import chain, disks, driver, guards, schema
from coop_ledger.book.errors import BookRefused
from coop_ledger.i18n import N_

_CHUNK = 5000


def make_file(path: Path, currency: str) -> None:
    """Makes an empty book under another name and gives it its own when it is whole."""
    unfinished = disks.unfinished(path)
    made = driver.make_file(unfinished)
    with driver.engine(made).connect() as connection, connection.begin():
        build(connection, currency)
    driver.close(made)
    disks.put(unfinished, path)


def build(connection: Connection, currency: str) -> None:
    """Makes tables and guards and writes the facts of the whole book, in the caller's transaction.

    `currency` is an ISO 4217 code; amounts are whole numbers of its smallest unit.
    """
    _migrate(connection)
    facts = {"book": str(uuid.uuid4()), "currency": currency}
    connection.execute(insert(schema.meta), [{"key": k, "value": v} for k, v in facts.items()])
    _protect(connection)


def bring_up(path: Path) -> Path:
    """Upgrades the file of an older schema and returns where the old one is kept.

    A copy is upgraded, proved and put in the place of the book in one step, so that a crash
    leaves the old book or the new one. Raises BookRefused when the copy proves unsound.
    """
    old = driver.open_file(path)
    unfinished = disks.unfinished(path)
    try:
        kept = path.with_name(f"{path.stem}.schema-{driver.version(old)}{path.suffix}")
        _keep(old, kept)
        driver.copy_to(old, unfinished)
        _change_file(unfinished, path)
    except BaseException:
        disks.remove(unfinished)
        raise
    finally:
        driver.close(old)
    disks.put(unfinished, path)
    return kept


def change(connection: Connection) -> None:
    """Upgrades an open book in the caller's transaction; AssertionError when a figure moves.

    Raises BookRefused when another program has taken the guards down: new ones would hide it.
    """
    if guards.expected(connection) != guards.fingerprint(connection):
        raise BookRefused(
            N_("Another program has changed the protections of this book. Restore a backup.")
        )
    before = _figures(connection)
    guards.remove(connection)
    _migrate(connection)
    connection.execute(delete(schema.meta).where(schema.meta.c.key == "schema"))
    _protect(connection)
    assert _figures(connection) == before, "a migration moved a figure"
    assert not chain.verify(connection), "a migration broke a chain"


def transfer(source: Connection, target: Connection) -> None:
    """Copies every row of a book into tables just built, between a file and a server."""
    guards.remove(target)
    for table in schema.metadata.sorted_tables:
        target.execute(delete(table))
        ordered = select(table).order_by(*table.primary_key).execution_options(yield_per=_CHUNK)
        rows = source.execute(ordered).mappings()
        for chunk in rows.partitions():
            target.execute(insert(table), [dict(row) for row in chunk])
    target.execute(delete(schema.meta).where(schema.meta.c.key == "schema"))
    _protect(target)


def version(connection: Connection) -> int:
    """The schema number of the last revision that was run."""
    return int(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _keep(old: driver.Driver, kept: Path) -> None:
    unfinished = disks.unfinished(kept)
    driver.copy_to(old, unfinished)
    disks.put(unfinished, kept)


def _change_file(place: Path, path: Path) -> None:
    changed = driver.open_file(place)
    # A table that others refer to cannot be moved otherwise; the examination makes up for it.
    changed.execute("PRAGMA foreign_keys = OFF")
    try:
        with driver.engine(changed).connect() as connection, connection.begin():
            change(connection)
        found = driver.examine(changed)
    finally:
        driver.close(changed)
    if found:
        raise BookRefused(
            N_("The book {value} is damaged ({said}) and was left as it was. Restore a backup."),
            field="book",
            value=path,
            said=found[0],
        )


def _protect(connection: Connection) -> None:
    guards.install(connection)
    row = {"key": "schema", "value": guards.fingerprint(connection)}
    connection.execute(insert(schema.meta), [row])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {driver.APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version(connection)}")


def _migrate(connection: Connection) -> None:
    # Alembic takes longer to import than a book to open, and is needed once in its life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _figures(connection: Connection) -> list[tuple[object, ...]]:
    """What no migration may move, in SQL that every schema understands."""
    found = connection.exec_driver_sql(
        "SELECT account_id, COUNT(*), SUM(amount), SUM(quantity) FROM posting "
        "GROUP BY account_id ORDER BY account_id"
    )
    return [tuple(row) for row in found]
