"""A bit of the file turns over by itself: whatever it changes is noticed before it is believed."""

import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from coop_ledger.book import audit, schema
from coop_ledger.book.book import Book
from coop_ledger.book.errors import BookRefused

FLIPS = 150
EVENTS = [
    {"event": "group_founded", "name": "Benkadi", "kind": "savings_group", "preset": "vsla"},
    {"event": "member_joined", "member": "1", "name": "Awa Traoré"},
    {"event": "member_joined", "member": "2", "name": "Kɔrɔtumu Diarra"},
    {"event": "cycle_opened", "cycle": "2026", "ends": "2026-12-31"},
    {"event": "shares_bought", "member": "1", "shares": 5, "id": "first"},
    {"event": "shares_bought", "member": "2", "shares": 3},
    {"event": "fine_charged", "member": "2", "kind": "late", "amount": 50},
    {"event": "fine_paid", "member": "2", "kind": "late", "amount": 50},
]
# The clock of the PC is in no hash, drafts and prints prove nothing: see book/schema.py.
UNPROVED = {"draft", "printing"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a sound book."""
    path = tmp_path_factory.mktemp("sound") / "book.coop"
    with Book.create(path) as book:
        book.record_all({"group": "benkadi", "date": "2026-03-05", **event} for event in EVENTS)
    return path.read_bytes()


def _content(path: Path) -> dict[str, object]:
    """What a book says, or why it cannot be read."""
    found: dict[str, object] = {}
    with contextlib.closing(sqlite3.connect(path)) as foreign:
        foreign.text_factory = bytes
        for table in schema.metadata.sorted_tables:
            columns = ", ".join(f'"{c.name}"' for c in table.columns if c.name != "recorded_at")
            try:
                rows = foreign.execute(f"SELECT {columns} FROM {table.name}").fetchall()  # noqa: S608
                found[table.name] = sorted(rows, key=repr)
            except (sqlite3.Error, UnicodeError) as error:
                found[table.name] = str(error)
    return {name: rows for name, rows in found.items() if name not in UNPROVED}


def _is_noticed(path: Path) -> bool:
    try:
        with Book.open(path) as book:
            return not audit.check(book).sound
    except BookRefused:
        return True


def test_a_book_that_nothing_happened_to_is_sound(sound: bytes, tmp_path: Path):
    path = tmp_path / "book.coop"
    path.write_bytes(sound)
    assert not _is_noticed(path)


@pytest.mark.parametrize("seed", range(4))
def test_every_flipped_bit_that_changes_the_book_is_noticed(
    sound: bytes, tmp_path: Path, seed: int
):
    chance = random.Random(seed)  # noqa: S311  # the same bits every time
    path = tmp_path / "book.coop"
    path.write_bytes(sound)
    before = _content(path)
    changed = 0
    for _ in range(FLIPS):
        flipped = bytearray(sound)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        if _content(path) != before:
            changed += 1
            assert _is_noticed(path)
        for place in tmp_path.iterdir():
            place.unlink()
    assert changed


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_a_book_cut_short_is_noticed(sound: bytes, tmp_path: Path, kept: float):
    path = tmp_path / "book.coop"
    path.write_bytes(sound[: int(len(sound) * kept)])
    assert _is_noticed(path)
