"""Past meetings: the list, one of them, and a line taken back by its mirror."""

import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.book.questions.journal import journal
from tests.ui import meeting_book
from tests.ui.meeting_desk import Desk


@pytest.fixture
def desk(qapp, tmp_path):
    i18n.use_language("en")
    opened = Desk(meeting_book.make(tmp_path), meeting_book.GROUP, meeting_book.NOW, "en")
    yield opened
    opened.close()


def test_the_last_meeting_stands_first_and_enter_opens_it(desk):
    desk.window.go("meetings")
    assert desk.window.page.list.view.origin() == "meeting:6"
    desk.press("Return")
    assert desk.window.page.title() == "Meeting 6"
    assert len(desk.window.page.entries) == 51


def test_a_line_is_taken_back_with_its_reason_and_both_stay(desk):
    desk.window.go("meetings", "6")
    page = desk.window.page
    before = len(page.entries)
    desk.press("F2 'typed Space 'twice Ctrl+Return")
    assert len(page.entries) == before
    assert page.entries[0].reversed_by is not None
    with desk.book.reading() as connection:
        facts = desk.book.facts(connection, meeting_book.GROUP)
        assert facts.cash("social") == 6 * 25 * 50 - 50


def test_escape_leaves_the_correction_before_the_page(desk):
    desk.window.go("meetings", "6")
    desk.press("F2")
    assert desk.window.page.entry.is_asking()
    desk.press("Esc")
    assert not desk.window.page.entry.is_asking()
    assert desk.window.page.title() == "Meeting 6"


def test_the_right_figure_is_recorded_where_the_wrong_one_was_taken_back(desk):
    desk.window.go("meetings", "6")
    card = desk.window.page.entry
    desk.press("F2 'wrong Ctrl+Return")
    assert card.correction.amount.isVisible()
    desk.press("'75 Return")
    assert not card.is_asking()
    with desk.book.reading() as connection:
        facts = desk.book.facts(connection, meeting_book.GROUP)
        assert facts.cash("social") == 6 * 25 * 50 - 50 + 75
    right = journal(desk.book, meeting_book.GROUP, limit=1).entries[-1]
    assert right.date == datetime.date(2026, 2, 26)
    assert right.kind == "contribution_paid"


def test_shares_are_righted_even_where_the_day_held_the_most_allowed(desk):
    desk.window.go("meetings", "6")
    page = desk.window.page
    bought = next(entry for entry in page.entries if entry.kind == "shares_bought")
    page.lines.view.choose(f"entry:{bought.number}")
    desk.press("F2 'wrong Ctrl+Return '3 Return")
    assert not page.entry.is_asking()
    with desk.book.reading() as connection:
        saved = desk.book.facts(connection, meeting_book.GROUP).savings("1")
    assert saved.quantity == 6 * 5 - 2


def test_a_figure_that_cannot_be_is_refused_below_it(desk):
    desk.window.go("meetings", "6")
    card = desk.window.page.entry
    desk.press("F2 'wrong Ctrl+Return 'x Return")
    assert card.correction.amount.error.sentence
    desk.press("Esc")
    assert not card.is_asking()


def test_a_treasurer_meets_no_account_number_and_every_figure_whole(desk):
    desk.window.go("meetings", "6")
    view = desk.window.page.entry.postings.view
    assert [column.key for column in view.table_model.table.columns] == ["name", "debit", "credit"]
    assert view.horizontalScrollBar().maximum() == 0


def test_a_group_without_a_meeting_is_told_to_hold_one(qapp, tmp_path):
    i18n.use_language("en")
    desk = Desk(meeting_book.make(tmp_path, meetings=0), meeting_book.GROUP, meeting_book.NOW, "en")
    desk.window.go("meetings")
    assert desk.window.page.empty.isVisible()
    desk.close()
