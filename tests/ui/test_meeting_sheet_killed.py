"""The power goes: the sheet comes back in the very cell, with the very text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui import meeting_book

ROOT = Path(__file__).parents[2]


def desk(book: Path, keys: str = "") -> dict:
    """What someone sees in a process of her own; killed without warning if she types."""
    command = [
        sys.executable,
        "-m",
        "tests.ui.meeting_typist",
        str(book),
        *([keys] if keys else []),
    ]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as typist:
        assert typist.stdout is not None
        seen = json.loads(typist.stdout.readline())
        if keys:
            typist.kill()
        typist.wait(timeout=30)
    return seen


@pytest.fixture
def book(tmp_path):
    opened = meeting_book.make(tmp_path)
    opened.close()
    return Path(opened.store.target)


@pytest.mark.parametrize(
    "keys, cell, typed, paper",
    [
        ("Return 'a Return 't 3:Ctrl+PgDown Return '750", "repaid/14", "750", ""),
        ("Return 'a Return 't 2:Ctrl+PgDown '543", "saving/4", "", ""),
        ("2:Ctrl+PgDown '5 Ctrl+PgDown 3:Return '1", "paper/repaid", "", "1"),
    ],
)
def test_after_kill_9_the_sheet_is_in_the_same_cell_with_the_same_text(
    book, keys, cell, typed, paper
):
    before = desk(book, keys)
    after = desk(book)
    assert after == before
    assert (after["cell"], after["typed"], after["paper"]) == (cell, typed, paper)


def test_nothing_half_typed_was_recorded(book):
    desk(book, "2:Ctrl+PgDown '555")
    from coop_ledger.book.book import Book
    from coop_ledger.book.questions.meetings import meetings

    with Book.open(book) as opened:
        assert len(meetings(opened, meeting_book.GROUP)) == 6


def test_killed_again_and_again_it_goes_on(book):
    desk(book, "Return 'a")
    desk(book, "Return 't 2:Ctrl+PgDown '5")
    seen = desk(book, "'43")
    assert seen["attendance"] == ["absent", "late"]
    assert seen["shares"] == ["5", "4", "3"]
