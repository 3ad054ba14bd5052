"""Past meetings: the list, one of them, and a line taken back by its mirror."""

import pytest

from coop_ledger import i18n
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


def test_a_group_without_a_meeting_is_told_to_hold_one(qapp, tmp_path):
    i18n.use_language("en")
    desk = Desk(meeting_book.make(tmp_path, meetings=0), meeting_book.GROUP, meeting_book.NOW, "en")
    desk.window.go("meetings")
    assert desk.window.page.empty.isVisible()
    desk.close()
