"""A disk that refuses: what was said to be stored is, what was said to be refused is not."""

from pathlib import Path

import pytest
from sqlalchemy import select

from coop_ledger.book import chain, driver, file, schema


def _said(process) -> dict[str, list[str]]:
    """What the writer said of each event, by the word it used."""
    said: dict[str, list[str]] = {"stored": [], "refused": [], "unknown": []}
    for line in process.communicate()[0].splitlines():
        word, key = line.split()
        said[word].append(key)
    return said


@pytest.mark.parametrize(
    ("failure", "every"),
    [
        ("DISK_SYNC_FAILS", 2),
        ("DISK_SYNC_FAILS", 3),
        ("DISK_SYNC_FAILS", 7),
        ("DISK_WRITE_FAILS", 11),
        ("DISK_WRITE_FAILS", 40),
        ("DISK_WRITE_FAILS", 97),
    ],
)
def test_after_every_failure_of_the_disk_the_truth_is_told(
    book: Path, start_writer, disk: Path, failure: str, every: int
):
    process = start_writer(
        "careful", LD_PRELOAD=str(disk), DISK_FILES=book.name, **{failure: str(every)}
    )
    said = _said(process)
    with file.open_book(book) as store, store.read() as connection:
        stored = set(connection.scalars(select(schema.event_key.c.key)))
        assert driver.examine(store.held) == []
        assert chain.verify(connection) == ()
        assert chain.balances_agree(connection) == ()
    assert stored == set(said["stored"])
    assert stored.isdisjoint(said["refused"])
    assert len(said["stored"]) + len(said["refused"]) == 60
    assert said["unknown"] or said["refused"]
