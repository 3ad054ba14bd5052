"""Verified copies of a book, and the way back.

    backup    copies through SQLite, proves the copy, then gives it its name
    inspect   what is inside a backup, before anyone trusts it
    restore   a new book from a backup, never over another

A backup is one file without a log, so that it opens from a read-only stick; it is named after the
book, the day of its last event and the number of that event. Which ones are kept is decided by that
number and that day, never by the clock of the PC: one set to 1980 must not make today's
backup the oldest (reliability.md 2.3). A book on a server is written into the same kind of file.
"""

import dataclasses
import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from coop_ledger.book import chain, disks, driver, file, schema, server, upgrade
from coop_ledger.book.errors import BookRefused
from coop_ledger.book.file import Store
from coop_ledger.i18n import N_

SUFFIX = ".coop-backup"
KEPT_LAST = 10
"""How many of the newest backups are kept, besides the last one of every month."""


_STEM_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What is inside a backup. `head` is the number of the last event in the book, 0 for none."""

    path: Path
    book: str
    groups: tuple[str, ...]
    head: int
    head_hash: str
    day: datetime.date | None
    recorded_at: str
    size: int


def backup(store: Store, directory: Path, name: str) -> Backup:
    """Writes a verified copy into the directory and removes those that are no longer needed.

    `name` is that of the group or of the book. Raises BookRefused when the copy cannot be written
    or does not prove to be the book; older backups are then untouched.
    """
    stem = re.sub(r"[^\w-]+", "_", name).strip("_")[:_STEM_MAX] or "book"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        unfinished = disks.unfinished(directory / f"{stem}{SUFFIX}")
        _write(store, unfinished)
        made = _proved(unfinished)
        with store.read() as connection:
            last = _last(connection)
        if last is not None and (last.id, last.hash) != (made.head, made.head_hash):
            raise _unsound(unfinished, f"{last.id}/{made.head}")
        day = made.day.isoformat() if made.day else "0000-00-00"
        finished = directory / f"{stem}-{day}-{made.head}{SUFFIX}"
        disks.put(unfinished, finished)
    except OSError as error:
        raise BookRefused(
            N_("Nothing can be written in {value} ({said}). Choose another folder."),
            field="directory",
            value=directory,
            said=str(error.strerror),
        ) from error
    _rotate(finished, stem, made.book)
    return dataclasses.replace(made, path=finished)


def inspect(path: Path) -> Backup:
    """What a backup says of itself; raises BookRefused when it is no backup of this program."""
    if not path.is_file():
        raise BookRefused(
            N_("There is no backup at {value}. Choose another file."),
            field="backup",
            value=path,
        )
    with _looking(path) as connection:
        return _described(connection, path)


def restore(path: Path, target: str | Path) -> Backup:
    """Makes a new book from a backup and returns what is in it.

    Raises BookRefused when there is something at the target, or the backup is not sound; nothing
    is then left behind.
    """
    inspect(path)
    if server.is_url(target):
        return _restore_on_server(path, str(target))
    place = Path(target).resolve()
    if place.exists():
        raise BookRefused(
            N_("There is already something at {value}. Restore the backup under another name."),
            field="book",
            value=place,
        )
    disks.check_name(place)
    disks.check_folder(place.parent)
    unfinished = disks.unfinished(place)
    with _looking(path) as connection:
        driver.copy_to(connection.connection.driver_connection, unfinished)
    restored = _proved(unfinished)
    for leftover in disks.leftovers(place):
        leftover.rename(leftover.with_name(f"{leftover.name}.aside"))
    disks.put(unfinished, place)
    return dataclasses.replace(restored, path=place)


def _write(store: Store, place: Path) -> None:
    if store.path is not None:
        driver.copy_to(store.held, place)
        return
    scratch = disks.unfinished(place)
    upgrade.make_file(scratch, "")
    with store.read() as source, file.open_book(scratch) as copied:
        with copied.write() as target:
            upgrade.transfer(source, target)
        driver.copy_to(copied.held, place)
    disks.remove(scratch)


def _restore_on_server(path: Path, url: str) -> Backup:
    with _looking(path) as source, file.create(url) as store, store.write() as target:
        upgrade.transfer(source, target)
    return inspect(path)


@contextmanager
def _looking(path: Path) -> Iterator[Connection]:
    held = driver.open_to_look(path)
    engine = driver.engine(held, begin="BEGIN")
    try:
        with engine.connect() as connection:
            yield connection
    except (DBAPIError, UnicodeError, ValueError) as error:
        raise driver.refused(error, path) from error
    finally:
        engine.dispose()


def _proved(path: Path) -> Backup:
    """Reads the whole copy again; removes it and raises BookRefused when it is not sound."""
    with _looking(path) as connection:
        found = [str(fault) for fault in file.faults(connection)]
        found += driver.examine(connection.connection.driver_connection)
        found += [str(fault) for fault in chain.verify(connection)]
        found += [str(fault) for fault in chain.balances_agree(connection)]
        described = _described(connection, path)
    if found:
        disks.remove(path)
        raise _unsound(path, found[0])
    return described


def _unsound(path: Path, said: str) -> BookRefused:
    return BookRefused(
        N_("The copy does not prove to be the book ({said}) and was not kept. Check the book."),
        field="book",
        value=path,
        said=said,
    )


def _described(connection: Connection, path: Path) -> Backup:
    last = _last(connection)
    codes = connection.scalars(
        select(schema.ledger_group.c.code).order_by(schema.ledger_group.c.id)
    )
    book = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "book"))
    return Backup(
        path=path,
        book=str(book),
        groups=tuple(codes),
        head=last.id if last else 0,
        head_hash=last.hash if last else chain.GENESIS,
        day=datetime.datetime.strptime(str(last.day), "%Y%m%d").date() if last else None,  # noqa: DTZ007
        recorded_at=last.recorded_at if last else "",
        size=path.stat().st_size,
    )


def _last(connection: Connection) -> Any:
    """The last event of the book, None when there is none."""
    event = schema.event.c
    found = select(event.id, event.hash, event.day, event.recorded_at).order_by(event.id.desc())
    return connection.execute(found.limit(1)).first()


def _rotate(newest: Path, stem: str, book: str) -> None:
    """Removes older backups of this book, but the last ten and the last one of every month."""
    named = re.compile(rf"{re.escape(stem)}-(\d{{4}}-\d\d)-\d\d-(\d+){re.escape(SUFFIX)}")
    found = [
        (int(match[2]), match[1], path)
        for path in newest.parent.iterdir()
        if (match := named.fullmatch(path.name))
    ]
    found.sort(reverse=True)
    last_of_month = {month: path for _, month, path in reversed(found)}
    kept = {newest, *last_of_month.values(), *(path for _, _, path in found[:KEPT_LAST])}
    for _, _, path in found:
        if path not in kept and inspect(path).book == book:
            path.unlink()
