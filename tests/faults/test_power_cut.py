"""The power fails at any moment: every disk it could leave opens, and holds what was confirmed.

Each write and sync of a program that records is logged; for many places in the log the files are
made as a power cut there could have left them (reliability.md, E2), opened and proved.
"""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from coop_ledger.book import chain, driver, file, schema
from tests.faults.disk import Disk, operations

IMAGES = 120
EVENTS = 170
"""Enough to fill the log once, so that it is also emptied into the file."""


def _images(book: Path, log: Path, before: bytes, folder: Path) -> Iterator[tuple[Path, set[str]]]:
    """Books that a power cut could have left, each with the events confirmed until then."""
    done = list(operations(log))
    chance = random.Random(52)  # noqa: S311  # the same cuts every time
    cuts = set(chance.sample(range(len(done)), IMAGES))
    disk = Disk({book.name: before})
    confirmed: set[str] = set()
    for number, operation in enumerate(done):
        if operation.kind == "A":
            confirmed.update(line.split()[1] for line in operation.data.decode().splitlines())
        else:
            disk.apply(operation)
        if number in cuts:
            for name, content in disk.image(chance).items():
                (folder / name).write_bytes(content)
            yield folder / book.name, set(confirmed)
            shutil.rmtree(folder)
            folder.mkdir()


@pytest.fixture
def cut_books(book: Path, start_writer, disk: Path, tmp_path: Path):
    """The books a power cut could leave while the writer of this kind is recording."""

    def cut(kind: str) -> Iterator[tuple[Path, set[str]]]:
        before, log, folder = book.read_bytes(), tmp_path / "log", tmp_path / "image"
        folder.mkdir()
        process = start_writer(kind, LD_PRELOAD=str(disk), DISK_FILES=book.name, DISK_LOG=str(log))
        for _ in range(EVENTS):
            process.stdout.readline()
        process.kill()
        process.wait()
        return _images(book, log, before, folder)

    return cut


def _stored(path: Path) -> set[str] | None:
    """The events in a book that proves sound, None when it does not."""
    with file.open_book(path) as store, store.read() as connection:
        found = (
            store.faults,
            driver.examine(store.held),
            chain.verify(connection),
            chain.balances_agree(connection),
        )
        return None if any(found) else set(connection.scalars(select(schema.event_key.c.key)))


def test_no_power_cut_loses_or_damages_anything(cut_books):
    seen = 0
    for path, confirmed in cut_books("events"):
        stored = _stored(path)
        assert stored is not None
        assert confirmed <= stored
        assert len(stored) <= len(confirmed) + 1
        seen += 1
    assert seen == IMAGES


def test_the_test_of_power_cuts_can_fail(cut_books):
    """Without syncs something confirmed is lost: otherwise the test above proves nothing."""
    assert any(
        not confirmed <= (_stored(path) or set()) for path, confirmed in cut_books("careless")
    )
