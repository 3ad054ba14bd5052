"""After a sudden end, opening the book once makes its file whole again."""

import subprocess
import sys

from coop_ledger.book.book import Book

_DIES = """
import os, sys
from coop_ledger.book.book import Book
book = Book.create(sys.argv[1])
said = {"event": "group_founded", "group": "a", "date": "2026-01-05", "name": "Awa"}
book.record({**said, "kind": "savings_group", "preset": "vsla"})
os._exit(0)
"""


def test_what_stood_beside_the_file_is_in_it_as_soon_as_it_is_opened(tmp_path):
    path = tmp_path / "awa.coop"
    subprocess.run([sys.executable, "-c", _DIES, str(path)], check=True)
    log = path.with_name("awa.coop-wal")
    assert log.stat().st_size > 0
    with Book.open(path):
        assert log.stat().st_size == 0
