"""Papers from the command line: each one, each size, and what is counted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coop_ledger.book.book import Book
from coop_ledger.book.questions.receipts import receipt_numbered
from coop_ledger.cli.demo import _values
from coop_ledger.cli.print import command
from coop_ledger.exchange.practice import GROUP
from coop_ledger.reports.papers import PAPERS
from tests.cli.conftest import Command


@pytest.fixture(scope="module")
def practice(practice_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(practice_book, tmp_path_factory.mktemp("print")))


@pytest.fixture(scope="module")
def number(practice: Path) -> int:
    with Book.open(practice) as book:
        return int(_values(book, GROUP)["number"])


# Each paper in both languages is tests/reports/test_practice.py: here it has its command.
IN_TURN = [(paper, ("fr", "en")[place % 2]) for place, paper in enumerate(PAPERS)]


@pytest.mark.parametrize(
    "paper, language", IN_TURN, ids=lambda value: getattr(value, "name", value)
)
def test_every_paper_is_printed(
    paper, language: str, practice: Path, number: int, tmp_path: Path, cli: Command
):
    needed = ["--number", number] if any(each.required for each in paper.parameters) else []
    file = tmp_path / "x.pdf"
    done = cli("print", practice, paper.name, *needed, "-o", file, language=language)
    assert (done.code, done.err) == (0, "")
    assert file.read_bytes().startswith(b"%PDF-")


def test_a_paper_may_go_to_standard_output(practice: Path):
    words = ["print", str(practice), "trial-balance", "-o", "-"]
    done = subprocess.run(
        [sys.executable, "-m", "coop_ledger", *words], capture_output=True, check=True
    )
    assert done.stdout.startswith(b"%PDF-")
    assert done.stdout.rstrip().endswith(b"%%EOF")


def test_a_receipt_is_counted_each_time_it_is_printed(
    practice: Path, number: int, tmp_path: Path, cli: Command
):
    def copies() -> int:
        with Book.open(practice) as book:
            return receipt_numbered(book, GROUP, number).copies

    before = copies()
    for size in ("80mm", "A5"):
        words = ["receipt", "--number", number, "--paper", size, "-o", tmp_path / "x.pdf"]
        assert cli("print", practice, *words).code == 0
    assert copies() == before + 2


def test_a_refused_paper_leaves_the_old_file(practice: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "x.pdf"
    file.write_bytes(b"the old one")
    done = cli("print", practice, "receipt", "--number", 999999, "-o", file)
    assert (done.code, "999999" in done.err.replace("\u202f", "")) == (2, True)
    assert file.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["x.pdf"]


def test_every_option_that_a_paper_tells_of_is_one():
    options = {option.name for option in command.params}
    for paper in PAPERS:
        assert {parameter.name for parameter in paper.parameters} <= options
