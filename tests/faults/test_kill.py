"""Killed with -9 at any moment: what was said to be stored is stored, and the book is sound.

This shows that a transaction is whole; that the disk has it when the power fails is another test
(test_power_cut), because a killed program loses nothing that the system still holds.
"""

from pathlib import Path

import pytest
from sqlalchemy import select

from coop_ledger.book import chain, drafts, driver, file, schema
from tests.faults.writer import SHEET

ROUNDS = 6


def _kill_soon(process, seed: int) -> list[str]:
    """Lets the writer begin, kills it after some more deeds, and returns what it said."""
    said = [process.stdout.readline() for _ in range(1 + 11 * seed)]
    process.kill()
    said += process.communicate()[0].splitlines(keepends=True)
    return [line.split()[1] for line in said if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_event_that_was_confirmed_is_in_a_sound_book(book: Path, start_writer, seed: int):
    confirmed = _kill_soon(start_writer("events"), seed)
    with file.open_book(book) as store, store.read() as connection:
        stored = set(connection.scalars(select(schema.event_key.c.key)))
        assert store.faults == ()
        assert driver.examine(store.held) == []
        assert chain.verify(connection) == ()
        assert chain.balances_agree(connection) == ()
    assert confirmed
    assert set(confirmed) <= stored
    assert len(stored) <= len(confirmed) + 1


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_cell_that_was_typed_is_in_the_sheet(book: Path, start_writer, seed: int):
    confirmed = int(_kill_soon(start_writer("drafts"), seed)[-1])
    with file.open_book(book) as store:
        kept = drafts.load(store, SHEET)
    assert confirmed in (last := {int(text) for text in kept.values()})
    assert len(kept) == min(max(last) + 1, 300)
    assert max(last) <= confirmed + 1


def test_a_book_survives_one_kill_after_another(book: Path, start_writer):
    for seed in range(3):
        process = start_writer("drafts")
        _kill_soon(process, seed)
    with file.open_book(book) as store:
        assert store.faults == ()
        assert drafts.names(store) == [SHEET]
