"""The power goes: the sheet comes back in the very cell, with the very text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coop_ledger.book.book import Book
from coop_ledger.book.questions.meetings import meetings
from tests.ui import meeting_book

ROOT = Path(__file__).parents[2]
TYPED = (  # the keys, then the cell, the text half typed in it and that of the paper's total
    ("Return 'a Return 't 2:Ctrl+PgDown '543", "saving/4", "", ""),
    ("Ctrl+PgDown Return '75", "repaid/14", "75", ""),
    ("'0 2:Return '1", "paper/repaid", "", "1"),
)


def desk(book: Path, keys: str = "") -> list[dict]:
    """What someone sees in a process of her own: what she finds and, if she types, what stands
    there when she is killed without warning."""
    command = [sys.executable, "-m", "tests.ui.meeting_typist", str(book)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [*command, *([keys] if keys else [])],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as typist:
        assert typist.stdout is not None
        seen = [json.loads(typist.stdout.readline()) for _each in range(2 if keys else 1)]
        if keys:
            typist.kill()
        typist.wait(timeout=30)
    return seen


@pytest.fixture
def book(tmp_path):
    opened = meeting_book.make(tmp_path)
    opened.close()
    return Path(opened.store.target)


def test_after_each_kill_9_the_sheet_is_in_the_same_cell_with_the_same_text(book):
    left = None
    for keys, *where in TYPED:
        found, now = desk(book, keys)
        assert left in (None, found)
        assert [now["cell"], now["typed"], now["paper"]] == where
        left = now
    assert desk(book) == [left]
    assert left["attendance"] == ["absent", "late"]
    assert left["shares"] == ["5", "4", "3"]
    with Book.open(book) as opened:  # nothing half typed was recorded
        assert len(meetings(opened, meeting_book.GROUP)) == 6
