"""The meeting page with real keys: the order of the meeting, refusals, undo, closing, recording."""

import datetime
import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.groups import fingerprint
from coop_ledger.book.questions.meetings import meeting
from coop_ledger.book.questions.share_out import share_out
from coop_ledger.domain.coins import pieces
from tests.ui import crawl, meeting_book
from tests.ui.meeting_desk import Desk

GROUP = meeting_book.GROUP
CASE = Path(__file__).parents[1] / "cases" / "mawuli.jsonl"


@pytest.fixture
def desk(qapp, tmp_path):
    i18n.use_language("en")
    opened = Desk(meeting_book.make(tmp_path), GROUP, meeting_book.NOW, "en")
    yield opened
    opened.close()


def count_cash(desk: Desk, fund: str) -> str:
    """The keys that count exactly what is expected in a box."""
    box = next(box for box in desk.sheet.boxes() if box.fund == fund)
    counted = pieces(box.expected, desk.sheet.denominations())
    typed = (
        f"'{counted[value]} Return" if counted.get(value) else "Return"
        for value in desk.sheet.denominations()
    )
    return " ".join(typed)


# -- the order of the meeting --------------------------------------------------------------------------


def test_f5_opens_the_sheet_at_the_first_letter(desk):
    desk.press("F5")
    assert desk.view.step == "attendance"
    assert desk.view.grid.currentIndex().row() == 0


def test_a_letter_marks_and_goes_on(desk):
    desk.press("F5 Return 'a 't")
    assert desk.sheet.attendance("2") == "absent"
    assert desk.sheet.attendance("3") == "late"
    assert desk.view.grid.currentIndex().row() == 3


def test_digits_lead_to_a_member_in_the_column_of_letters(desk):
    desk.press("F5 '17 'a")
    assert desk.sheet.attendance("17") == "absent"


def test_enter_after_a_number_stays_with_that_member(desk):
    desk.press("F5 '4 Return 't")
    assert desk.sheet.attendance("4") == "late"
    assert desk.sheet.attendance("5") == "present"


def test_a_jump_names_who_it_leads_to_and_a_second_enter_goes_on(desk):
    desk.press("F5 '4")
    assert "4 · Mariam Traoré" in desk.view.grid.reading.amount.text()
    desk.press("2:Return")
    assert desk.cell == "attendance/5"


def test_who_is_marked_away_gives_no_contribution_and_undo_puts_it_back(desk):
    desk.press("F5 Ctrl+PgDown Return Ctrl+PgUp '1 'a")
    assert desk.sheet.attendance("1") == "absent"
    assert desk.sheet.text("fund.social/1") == ""
    assert "Awa Traoré is away" in desk.view.hints.sentence
    desk.press("Ctrl+Z")
    assert desk.sheet.attendance("1") == "present"
    assert desk.sheet.text("fund.social/1") == "50"


def test_what_another_brought_for_who_is_away_is_kept(desk):
    desk.press("F5 Ctrl+PgDown '75 Return Ctrl+PgUp '1 'a")
    assert desk.sheet.text("fund.social/1") == "75"


def test_one_digit_is_a_whole_entry_of_shares(desk):
    desk.press("F5 Ctrl+PgDown Ctrl+PgDown '543")
    assert [desk.sheet.text(f"saving/{code}") for code in "123"] == ["5", "4", "3"]


def test_at_the_end_of_a_column_comes_the_total_of_the_paper_then_the_next_column(desk):
    desk.press("F5 25:Return")
    assert desk.cell == "paper/attendance"
    desk.press("'25 Return")
    assert desk.cell == "fund.social/1"
    assert desk.sheet.totals()[0].paper == 25


def test_only_borrowers_are_asked_for_repayments(desk):
    desk.press("F5 3:Ctrl+PgDown")
    assert desk.view.step == "repaid"
    desk.press("Return")
    assert desk.cell == "repaid/14"


def test_enter_takes_what_is_due(desk):
    desk.press("F5 3:Ctrl+PgDown Return Return Return")
    assert desk.sheet.text("repaid/21") == i18n.money(10500)


def test_fill_down_takes_each_proposal_and_leaves_out_who_is_away(desk):
    desk.press("F5 'a Ctrl+PgDown Ctrl+D")
    assert desk.sheet.text("fund.social/1") == ""
    assert desk.sheet.text("fund.social/25") == "50"
    assert next(t.figure for t in desk.sheet.totals() if t.key == "fund.social") == 24 * 50


def test_fill_down_is_undone_in_one_step_and_says_so(desk):
    desk.press("F5 Ctrl+PgDown Ctrl+D Ctrl+Z")
    assert next(t.figure for t in desk.sheet.totals() if t.key == "fund.social") == 0
    assert "Solidarity" in desk.view.hints.sentence


def test_undo_says_what_it_undoes(desk):
    desk.press("F5 2:Ctrl+PgDown '3 Ctrl+Z")
    assert desk.sheet.text("saving/1") == ""
    assert "Awa Traoré, Shares" in desk.view.hints.sentence


def test_shift_enter_goes_back_over_the_top_of_a_column(desk):
    desk.press("F5 Ctrl+PgDown Shift+Return")
    assert desk.cell == "attendance/25"


def test_f6_goes_to_the_count_and_back(desk):
    desk.press("F5 Ctrl+PgDown F6")
    assert desk.view.step == "count"
    desk.press("F6")
    assert desk.cell == "fund.social/1"


def test_only_work_found_after_a_restart_is_said_to_be_taken_up(desk):
    desk.press("F5 2:Ctrl+PgDown '5")
    desk.view.go_cell("opening/date")
    desk.press("'04/03/2026 Return")
    QApplication.processEvents()
    assert "Taken up" not in desk.view.hints.sentence
    again = Desk(desk.book, GROUP, meeting_book.NOW, "en")
    again.press("F5")
    assert "Taken up" in again.view.hints.sentence
    again.leave()


# -- refusals ------------------------------------------------------------------------------------------


def test_what_the_rules_refuse_is_said_at_the_cell(desk):
    desk.press("F5 2:Ctrl+PgDown '7")
    assert "at most 5" in desk.view.grid.reading.detail.text()
    assert desk.view.grid.reading.isVisible()
    assert desk.cell == "saving/1"


def test_a_figure_five_times_the_usual_is_asked_about(desk):
    desk.press("F5 Ctrl+PgDown '250 Return")
    assert desk.cell == "fund.social/1"
    assert "50" in desk.view.grid.reading.amount.text()
    desk.press("F2")
    assert desk.sheet.text("fund.social/1") == "50"


def test_the_question_on_an_unusual_figure_is_not_cut(desk):
    desk.press("F5 Ctrl+PgDown '250 Return")
    reading = desk.view.grid.reading
    for label in (reading.amount, reading.detail):
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())


def test_a_loan_refused_stays_at_its_amount(desk):
    desk.press("F5")
    desk.view.go_cell("loan.member/1")
    desk.press("'17 Return '900000 Return")
    assert desk.cell == "loan.principal/1"
    assert "may owe" in desk.view.parts["loan"].grid.reading.detail.text()


def test_the_schedule_of_a_loan_is_seen_before_it_is_recorded(desk):
    desk.press("F5")
    desk.view.go_cell("loan.member/1")
    desk.press("'17 Return '5000 Return")
    shown = desk.view.parts["loan"].summary.accessibleName()
    assert i18n.money(5750) in shown


# -- closing -------------------------------------------------------------------------------------------


def test_a_difference_keeps_the_meeting_open_until_it_is_explained(desk):
    desk.press("F5 2:Ctrl+PgDown '5")
    desk.view.go_cell("count.loan/10000")
    desk.press("'3 Return F12")
    assert desk.view.step == "closing"
    assert desk.cell == "closing/reason"
    desk.press("Ctrl+Return")
    assert fingerprint(desk.book, GROUP).number == fingerprint(desk.book, GROUP).number
    assert desk.window.page.name == "meeting"
    desk.press("'lost Ctrl+Return")
    desk.press("Ctrl+Return")
    assert meeting(desk.book, GROUP, 7).funds[0].reason == "lost"


def test_what_was_not_counted_is_asked_about_once(desk):
    desk.press("F5 2:Ctrl+PgDown '5 Ctrl+Return")
    assert desk.window.page.name == "meeting"
    desk.press("Ctrl+Return")
    assert desk.window.page.name == "meetings"
    assert meeting(desk.book, GROUP, 7).number == 7


def test_a_text_half_typed_is_taken_or_refused_before_anything_is_recorded(desk):
    desk.press("F5 3:Ctrl+PgDown '12,5 Ctrl+Return")
    assert desk.window.page.name == "meeting"
    assert "12,5" in desk.view.grid.reading.detail.text()


def test_after_the_record_the_papers_are_offered_and_the_next_sheet_is_ready(desk):
    desk.press("F5 2:Ctrl+PgDown '5 2:Ctrl+Return")
    page = desk.window.page
    assert page.title() == "Meeting 7"
    assert [button.text() for button in page.bar()] == ["Receipts", "Minutes"]
    desk.press("F5")
    assert desk.sheet.opening.number == 8
    assert desk.book.drafts.names() == []


def test_another_day_changes_what_is_due(desk):
    desk.press("F5")
    desk.view.go_cell("opening/date")
    desk.press("'26/02/2026 Return")
    QApplication.processEvents()
    assert desk.sheet.opening.date == datetime.date(2026, 2, 26)
    assert desk.sheet.proposal("repaid/21") == ""


def test_a_box_nobody_counted_has_no_difference_of_nought(desk):
    desk.press("F5 2:Ctrl+PgDown '5")
    desk.view.go_cell("count.loan/10000")
    desk.press("'3 Return F12")
    assert "not counted" in desk.view.boxes.accessibleName()
    assert not desk.view.proof.isVisible()


def test_a_right_count_is_shown_in_green_with_its_two_equal_figures(desk):
    desk.press("F5 2:Ctrl+PgDown '5")
    desk.view.go_cell("count.loan/10000")
    desk.press(count_cash(desk, "loan"))
    desk.press("F12")
    assert desk.view.proof.isVisible()
    expected = i18n.money(next(b.expected for b in desk.sheet.boxes() if b.fund == "loan"))
    assert f"{expected} = {expected}" in desk.view.proof.summary.accessibleName()


# -- the budgets of interface.md, 7.3 ---------------------------------------------------------------------


def test_journey_b_a_meeting_of_25_in_142_keys(desk):
    press = desk.press
    press("F5")
    # Five exceptions among twenty-five.
    press("3:Return 'a 3:Return 't 4:Return 'e 5:Return 't 'r 6:Return '24 Return")
    press("Ctrl+D Return '1150 Return")  # solidarity, and the paper's total
    press("'5555555555555555555555555 '125 Return")
    press("Return '7000 Return Return Return")  # repayments: proposed, and one exception
    assert desk.view.step == "fine"
    press("Ctrl+D Return Return")
    assert desk.view.step == "other"
    press("Return")
    press(
        "'17 Return '5000 Return Return Return Return '3 Return '5000 Return Return Return Return Return"
    )
    assert desk.view.step == "count"
    press(count_cash(desk, "loan"))
    press("F12 Ctrl+Return")
    if desk.window.page.name == "meeting":
        press("Ctrl+Return")
    held = meeting(desk.book, GROUP, 7)
    assert len(held.loans_issued) == 2
    assert held.funds[0].difference == 0
    assert desk.keys <= 142 * 1.1, desk.keys


def test_journey_c_a_loan_in_24_keys(desk):
    desk.press("F5")
    desk.view.go_cell("loan.member/1")
    desk.keys = 0
    desk.press("'17 Return '5000 Return Return '3 Space '8 Return Return")
    assert desk.sheet.loans_given()[0]["guarantors"] == ["3", "8"]
    assert desk.keys <= 24, desk.keys


# -- the published year ----------------------------------------------------------------------------------


def test_the_published_year_typed_through_the_desktop_gives_the_same_book(qapp, tmp_path):
    events = [json.loads(line) for line in CASE.read_text(encoding="utf-8").splitlines()]
    with Book.create(tmp_path / "told.coop") as told:
        told.record_all(events)
        expected = fingerprint(told, "mawuli")
    book = Book.create(tmp_path / "typed.coop")
    by_keys = {1, 5, 9, 10, 52}  # tests/ui/presenters types all of them into their sheets
    for event in events:
        if event["event"] == "meeting_held" and event["number"] in by_keys:
            book = type_by_keys(book, event)
        else:
            book.record(event)
    assert fingerprint(book, "mawuli") == expected
    assert share_out(book, "mawuli").share_value_paid == 228
    book.close()


def type_by_keys(book: Book, event: dict) -> Book:
    """Type one meeting of the published year in the window, cell by cell."""
    day = datetime.datetime.fromisoformat(event["date"] + "T18:00")
    book.close()
    desk = Desk(Book.open(book.store.target, now=day.astimezone), "mawuli", day.astimezone())
    desk.press("F5")
    desk.view.go_cell("saving/1")
    shares = {line["member"]: line["shares"] for line in event["sheet"] if "shares" in line}
    for woman in desk.sheet.opening.attendees:
        desk.press(f"'{shares[woman.code]}" if woman.code in shares else "Return")
    for line in event["sheet"]:
        if line["event"] == "loan_repaid":
            borrower = next(
                woman.code
                for woman in desk.sheet.opening.attendees
                for loan in woman.loans
                if loan.record.code == line["loan"]
            )
            desk.view.go_cell(f"repaid/{borrower}")
            desk.press("Return")  # what is proposed is what was paid
        if line["event"] == "loan_issued":
            desk.view.go_cell("loan.member/1")
            desk.press(f"'{line['member']} Return '{line['principal']} Return")
            desk.view.go_cell("loan.loan/1")
            desk.press(f"'{line['loan']} Return")
    desk.press("2:Ctrl+Return")
    assert desk.window.page.name == "meetings"
    target = desk.book.store.target
    desk.close()
    return Book.open(target)


# -- how it stands -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_page_never_grows_past_the_window(desk, zoom):
    from ui import theme

    desk.workspace.change_settings(zoom=zoom)
    theme.apply(QApplication.instance(), zoom=zoom)
    desk.press("F5 2:Ctrl+PgDown '55")
    grid = desk.view.grid
    for width in (1366, 1024):
        desk.window.resize(width, 768)
        QApplication.processEvents()
        assert not grid.isColumnHidden(1)
        assert not grid.isColumnHidden(grid.currentIndex().column())
        assert desk.view.minimumSizeHint().width() <= width
    theme.apply(QApplication.instance(), zoom=100)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_refused_loan_is_seen_whole_with_the_way_out(qapp, tmp_path, size, language):
    i18n.use_language(language)
    desk = Desk(meeting_book.make(tmp_path), GROUP, meeting_book.NOW, language)
    desk.window.resize(*size)
    desk.press("F5")
    desk.view.go_cell("loan.member/1")
    desk.press("'17 Return '5000 Return Return Return Return '3 Return '900000 Return")
    QTest.qWait(20)
    view, form = desk.view, desk.view.parts["loan"].grid
    assert form.horizontalScrollBar().maximum() == 0
    assert form.columnWidth(0) >= form.widths()[0]
    inside = view.rolling.viewport()
    seen = QRect(form.reading.mapTo(inside, QPoint(0, 0)), form.reading.size())
    assert inside.rect().contains(seen)
    assert form.reading.isVisible()
    for widget in (view.close_button, view.panel):
        assert view.rect().contains(widget.mapTo(view, widget.rect().bottomRight()))
    assert desk.page.parentWidget().rect().contains(desk.page.geometry())
    desk.close()


def test_everything_that_takes_keys_has_a_name(desk):
    desk.press("F5")
    assert crawl.unnamed(desk.window) == []


def test_an_empty_group_is_told_what_to_do_first(qapp, tmp_path):
    i18n.use_language("en")
    desk = Desk(meeting_book.make(tmp_path, members=0, meetings=0), GROUP, meeting_book.NOW, "en")
    desk.press("F5")
    assert desk.page.view is None
    desk.close()


@pytest.mark.no_cover  # measuring lines would double the time of a key
def test_a_key_costs_less_than_a_blink_with_500_members(qapp, tmp_path):
    desk = Desk(meeting_book.make(tmp_path, members=500, meetings=2), GROUP, meeting_book.NOW)
    desk.press("F5 2:Ctrl+PgDown")
    times = []
    for _each in range(40):
        start = time.process_time()  # what other programs take from this one is not its fault
        desk.press("'5")
        times.append(time.process_time() - start)
    desk.close()
    assert sorted(times)[20] < 0.05, times


def test_another_language_keeps_the_cell_and_what_is_half_typed(desk):
    desk.press("F5 3:Ctrl+PgDown '75")
    desk.workspace.change_settings(language="fr")
    QApplication.processEvents()
    assert desk.cell == "repaid/7"
    assert QApplication.focusWidget().text() == "75"


def test_another_window_in_front_leaves_a_figure_half_typed(desk):
    desk.press("F5 3:Ctrl+PgDown '75")
    other = QDialog(desk.window)
    other.open()
    other.activateWindow()
    QApplication.processEvents()
    assert desk.sheet.text("repaid/7") == ""
    other.close()
    desk.window.activateWindow()
    QApplication.processEvents()
    desk.press("'00 Return")
    assert desk.sheet.text("repaid/7") == "7500"


def test_the_dorome_reading_can_be_left_out(desk, qapp):
    desk.press("F5 3:Ctrl+PgDown '7500")
    assert desk.view.grid.reading.heard.text() == "waa kelen ni kɛmɛ duuru"
    qapp.setProperty("dorome", False)
    desk.press("'0")
    assert desk.view.grid.reading.heard.text() == ""
    qapp.setProperty("dorome", True)


def test_without_a_cycle_one_button_opens_one_and_the_sheet_is_there(qapp, tmp_path):
    i18n.use_language("en")
    book = Book.create(tmp_path / "new.coop", now=lambda: meeting_book.NOW)
    book.record_all(meeting_book.founding(3)[:-1])
    desk = Desk(book, GROUP, meeting_book.NOW, "en")
    desk.press("F5 Return Ctrl+Return")
    assert desk.sheet.opening.cycle.code == "1"
    assert desk.sheet.opening.number == 1
    desk.close()
