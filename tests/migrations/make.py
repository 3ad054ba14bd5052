"""Makes the book of today's schema that is kept for ever: python -m tests.migrations.make

It holds the published year of Mawuli, a second group that has just begun, a sheet half typed and a
receipt printed twice. Once a schema has been given to people its book is never made again: every
later program must open it, and find the same chain and the same sound year.
"""

import datetime
import json
import lzma
import shutil
import sys
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from coop_ledger.book import schema
from coop_ledger.book.book import Book

HERE = Path(__file__).parent
YEAR = HERE.parent / "cases" / "mawuli.jsonl"
BEGINNING = [
    {"event": "group_founded", "name": "Jɛkabaara", "kind": "savings_group", "preset": "vsla"},
    {"event": "member_joined", "member": "1", "name": "Aïssata Ɲaɲɛ"},
    {"event": "cycle_opened", "cycle": "2026", "ends": "2026-12-31", "id": "opened"},
    {"event": "shares_bought", "member": "1", "shares": 5, "id": "first"},
]
NOW = datetime.datetime(2026, 3, 5, 10, 24, tzinfo=datetime.UTC)


def write(path: Path) -> str:
    """Writes the book and returns the last hash of each group, one line a group."""
    with Book.create(path, now=lambda: NOW) as book:
        book.record_all(json.loads(line) for line in YEAR.read_text("utf-8").splitlines())
        of_group = {"group": "jɛkabaara", "date": "2026-03-05"}
        book.record_all({**event, **of_group} for event in BEGINNING)
        book.drafts.keep("meeting:jɛkabaara:1", "1.shares", "4")
        with book.store.write() as connection:
            printed = {"group_id": 1, "paper": "receipt", "reference": "1"}
            rows = [{"id": n, "copy": n, "printed_at": NOW.isoformat(), **printed} for n in (1, 2)]
            connection.execute(insert(schema.printing), rows)
        with book.reading() as connection:
            chained = select(schema.ledger_group.c.code, schema.event.c.hash)
            rows = connection.execute(
                chained.join_from(schema.event, schema.ledger_group).order_by(schema.event.c.id)
            ).all()
    return "".join(f"{code} {digest}\n" for code, digest in dict(map(tuple, rows)).items())


def main() -> None:
    """Makes the book once; refuses to touch one that is there."""
    folder = HERE / str(schema.VERSION)
    if folder.exists():
        sys.exit(f"{folder} is kept for ever. Remove it only if nobody was given this schema.")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "book.coop"
        heads = write(path)
        folder.mkdir()
        with path.open("rb") as book, lzma.open(folder / "book.coop.xz", "wb", preset=9) as kept:
            shutil.copyfileobj(book, kept)
    (folder / "heads.txt").write_text(heads, encoding="utf-8")


if __name__ == "__main__":
    main()
