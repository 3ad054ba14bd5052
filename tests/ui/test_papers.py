"""Any paper of the book in the preview; a receipt that leaves the screen is counted."""

import pytest

from coop_ledger.book.questions.meetings import meeting
from coop_ledger.book.questions.receipts import receipt_numbered
from coop_ledger.reports.papers import PAPERS
from tests.ui.desk import Desk
from ui.papers import file_name, show_paper

ASKED = {"receipt": {"number": 1}}


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def reader(look, tmp_path_factory):
    """A desk at which papers are only looked at."""
    desk = Desk(tmp_path_factory.mktemp("reader"))
    yield desk
    desk.close()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_paper_is_drawn_from_a_snapshot(reader, paper):
    dialog = show_paper(reader.workspace, paper.name, ASKED.get(paper.name), reader.window)
    reader.settle()
    drawn = dialog.pdf
    dialog.reject()
    reader.settle()
    assert drawn.startswith(b"%PDF")


def test_a_receipt_that_is_only_looked_at_is_not_counted(desk):
    dialog = show_paper(desk.workspace, "receipt", {"number": 1}, desk.window)
    desk.settle()
    dialog.reject()
    desk.settle()
    assert receipt_numbered(desk.workspace.book, "benkadi", 1).copies == 0


def test_a_receipt_that_is_kept_is_counted(desk, tmp_path):
    dialog = show_paper(desk.workspace, "receipt", {"number": 1}, desk.window)
    desk.settle()
    dialog.save_to(tmp_path / "reçu.pdf")
    dialog.reject()
    desk.settle()
    assert receipt_numbered(desk.workspace.book, "benkadi", 1).copies == 1


def test_the_file_of_minutes_is_named_by_group_meeting_and_day(desk):
    day = meeting(desk.workspace.book, "benkadi", 5).date
    called = file_name(desk.workspace, "meeting-minutes", {"number": 5})
    group, what, *when = called.split(" - ")
    assert group.startswith("Benkadi")
    assert what.endswith(" 5")
    assert when == [day.isoformat()]
