"""The journal at the desk: filtered, and corrected by a mirror with its reason."""

import pytest

from coop_ledger.book.questions.journal import entry_numbered
from coop_ledger.book.questions.members import member
from tests.ui.desk import Desk


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.go("home")
    desk.press("Ctrl+J")
    yield desk
    desk.close()


def test_the_latest_entries_stand_on_top_a_page_at_a_time(desk):
    numbers = [entry.number for entry in desk.page.entries]
    assert numbers == list(range(1486, 1286, -1))
    desk.page.more.click()
    assert len(desk.page.entries) == 400


def test_an_entry_is_corrected_by_its_mirror_with_a_reason(desk):
    desk.press("F2")
    desk.enter("mauvais prêt")
    found = entry_numbered(desk.workspace.book, "benkadi", 1486)
    mirror = entry_numbered(desk.workspace.book, "benkadi", found.reversed_by)
    assert mirror.text == "mauvais prêt"
    assert {p.account: p.amount for p in mirror.postings} == {
        p.account: -p.amount for p in found.postings
    }
    assert member(desk.workspace.book, "benkadi", "7").loans[0].paid == 0


def test_a_correction_without_a_reason_is_not_recorded(desk):
    desk.press("F2", "Return")
    assert desk.page.detail.reason_field.error.sentence
    assert entry_numbered(desk.workspace.book, "benkadi", 1486).reversed_by is None


def test_escape_leaves_the_correction(desk):
    desk.press("F2", "Esc")
    assert not desk.page.detail.is_asking()


def test_a_corrected_entry_says_so_and_is_not_corrected_twice(desk):
    desk.press("F2")
    desk.enter("essai")
    page = desk.go("journal", "entry:1486")
    assert page.detail.correct.isHidden()
    assert not page.detail.state.isHidden()


def test_words_find_entries_and_escape_shows_everything_again(desk):
    desk.press("F3")
    desk.enter("rembours")
    assert {entry.kind for entry in desk.page.entries} == {"loan_repaid"}
    desk.press("Esc")
    assert len(desk.page.entries) == 200


@pytest.mark.parametrize("typed", ["PR-6", "1300", "17"])
def test_a_loan_a_number_or_a_member_finds_entries(desk, typed):
    desk.press("F3")
    desk.enter(typed)
    assert desk.page.entries


def test_one_entry_is_shown_among_its_neighbours_however_far_back(desk):
    page = desk.go("journal", "entry:40")
    assert page.table.view.origin() == "entry:40"
    assert 45 in {entry.number for entry in page.entries}


def test_a_day_keeps_its_entries_only(desk):
    desk.page.day.setFocus()
    desk.enter("26/02/2026")
    assert {entry.date.isoformat() for entry in desk.page.entries} == {"2026-02-26"}
