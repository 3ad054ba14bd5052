"""A program that writes until it is killed, and says after each deed that it is stored.

python writer.py events BOOK    "stored KEY" after each event
python writer.py drafts BOOK    "stored CELL" after each cell of one draft
python writer.py careful BOOK   events; when a commit fails, looks before it says
"""

import itertools
import sys

from sqlalchemy import select

from coop_ledger.book import drafts, file, schema
from coop_ledger.book.errors import BookRefused, CommitUnknown
from coop_ledger.book.file import Store
from tests.book.writing import save

SHEET = "meeting:benkadi:23"


def _say(word: str, key: str) -> None:
    sys.stdout.write(f"{word} {key}\n")
    sys.stdout.flush()


def _event(store: Store, key: str) -> None:
    with store.write() as connection:
        save(connection, amount=500, key=key)


def _is_stored(store: Store, key: str) -> bool:
    with store.read() as connection:
        return connection.scalar(select(schema.event_key.c.line).filter_by(key=key)) is not None


def write_events(store: Store) -> None:
    for number in itertools.count():
        _event(store, f"key-{number}")
        _say("stored", f"key-{number}")


def write_carelessly(store: Store) -> None:
    store.held.execute("PRAGMA synchronous = OFF")
    write_events(store)


def write_drafts(store: Store) -> None:
    for number in itertools.count():
        drafts.keep(store, SHEET, f"{number % 300}.shares", str(number))
        _say("stored", str(number))


def write_carefully(store: Store) -> None:
    for number in range(60):
        key = f"key-{number}"
        try:
            _event(store, key)
        except CommitUnknown:
            _say("unknown", key)
            if not _is_stored(store, key):
                _say("refused", key)
                continue
        except BookRefused:
            _say("refused", key)
            continue
        _say("stored", key)


if __name__ == "__main__":
    kind, path = sys.argv[1:]
    deeds = {
        "events": write_events,
        "drafts": write_drafts,
        "careful": write_carefully,
        "careless": write_carelessly,
    }
    with file.open_book(path) as opened:
        deeds[kind](opened)
