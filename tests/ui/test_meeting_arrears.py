"""Arrears, late savings, fines and representatives typed with real keys."""

import pytest

from coop_ledger import i18n
from coop_ledger.book.questions.arrears import arrears
from coop_ledger.book.questions.meetings import meeting
from tests.ui import meeting_book
from tests.ui.meeting_desk import Desk
from tests.ui.presenters.test_meeting_arrears import EQUAL, made


@pytest.fixture
def desk(qapp, tmp_path):
    i18n.use_language("en")
    book = made(tmp_path, EQUAL, {"event": "savings_deposited", "amount": 500})
    opened = Desk(book, meeting_book.GROUP, meeting_book.NOW, "en")
    opened.press("F5")
    yield opened
    opened.close()


def test_tab_takes_what_is_owed_with_what_is_asked(desk):
    desk.press("Ctrl+PgDown Return Return Tab")
    assert [desk.sheet.text(f"fund.social/{m}") for m in "123"] == ["30", "50", "150"]


def test_tab_goes_where_enter_goes_so_that_no_digit_becomes_shares(desk):
    desk.press("Ctrl+PgDown Return Tab")
    assert desk.cell == "fund.social/3"


def test_far_more_than_is_asked_is_asked_about_before_it_counts_as_brought_ahead(desk):
    desk.press("Ctrl+PgDown '5000 Return")
    assert desk.cell == "fund.social/1"
    assert "?" in desk.view.grid.reading.amount.text()
    desk.press("Return")
    assert desk.sheet.text("fund.social/1") == "5000"
    assert desk.cell == "fund.social/2"


def test_what_is_owed_is_said_on_arriving_at_the_cell(desk):
    desk.press("Ctrl+PgDown Return Return")
    assert "100 owed of before, 2 meetings · Tab takes 150" in desk.view.grid.reading.detail.text()


def test_who_came_for_her_is_typed_after_the_letter(desk):
    desk.press("Return F2 'R Space 'Oumou Return")
    assert desk.sheet.representative("2") == "Oumou"
    assert desk.cell == "attendance/3"


def test_one_key_charges_every_fine_of_the_attendance_and_one_takes_it_back(desk):
    desk.press("'l 'a Ctrl+PgDown Ctrl+PgDown Ctrl+PgDown")
    if desk.view.step == "repaid":
        desk.press("Ctrl+PgDown")
    desk.press("Ctrl+D")
    assert [desk.sheet.shown(f"fine/{m}") for m in "123"] == ["50", "(100)", "100"]
    desk.press("Ctrl+D")
    assert sum(owner.startswith("fine/") for owner, _event in desk.sheet.in_order()) == 3
    desk.press("Ctrl+Z")
    assert [desk.sheet.shown(f"fine/{m}") for m in "123"] == ["", "", ""]


def test_a_meeting_that_makes_up_for_everything_leaves_no_arrears(desk):
    desk.press("Ctrl+PgDown Return Tab")
    desk.view.go_cell("fund.social/3")
    desk.press("Tab")
    for member in "123":
        desk.view.go_cell(f"saving/{member}")
        desk.press("Tab")
    desk.press("2:Ctrl+Return")
    found = arrears(desk.book, meeting_book.GROUP, meeting_book.TODAY)
    assert (found.owed, found.savings) == (0, 0)
    assert meeting(desk.book, meeting_book.GROUP, 3).number == 3


def test_a_long_reading_folds_instead_of_being_cut(desk):
    grid = desk.view.grid
    grid.reading.tell(grid.rect(), "225 F", "", "125 for today " * 30)
    assert grid.reading.width() <= grid.viewport().width()
    assert grid.reading.detail.height() > 2 * grid.reading.detail.fontMetrics().height()


def test_lines_of_other_money_follow_each_other_under_their_numbers(desk):
    desk.view.go_cell("other.kind/1")
    desk.press("'inc Return Return '500 Return 'gift Return Return")
    assert desk.cell == "other.kind/2"
    desk.press("'exp Return Return '200 Return 'tea Return Return")
    assert desk.cell == "other.kind/3"
    lines = [(e["event"], e["amount"]) for o, e in desk.sheet.in_order() if o.startswith("other/")]
    assert lines == [("income_received", 500), ("expense_paid", 200)]
    form = desk.view.parts["other"].model
    shown = [form.shown(at, 0) for at in range(form.rows())]
    assert [words for words in shown if "·" in words] == ["1 · What", "2 · What", "3 · What"]
