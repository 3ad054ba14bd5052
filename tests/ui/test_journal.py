"""The journal at the desk: filtered, and corrected by a mirror with its reason."""

import datetime

import pytest
from PySide6.QtTest import QTest

from coop_ledger import i18n
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.journal import entry_numbered
from coop_ledger.book.questions.members import member, members
from coop_ledger.domain.events import EVENT_TYPES
from tests.ui.desk import Desk
from ui.pages import PAGES
from ui.presenters.correction import TYPED_ON, place_of


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
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
    assert desk.page.detail.correction.reason_field.error.sentence
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


def test_the_list_follows_what_is_typed_without_enter(desk):
    desk.press("F3")
    desk.type("rembours")
    QTest.qWait(300)
    assert {entry.kind for entry in desk.page.entries} == {"loan_repaid"}
    assert desk.target() is desk.page.query


@pytest.mark.parametrize("called", ["name", "nickname"])
def test_entries_are_found_by_what_a_member_is_called(desk, called):
    person = next(p for p in members(desk.workspace.book, "benkadi") if getattr(p, called))
    desk.press("F3")
    desk.enter(getattr(person, called).upper())
    page = desk.page
    assert page.entries
    assert all(person.member in {p.member for p in entry.postings} for entry in page.entries)
    assert page.detail._entry in page.entries


def test_an_amount_is_found_as_it_is_written(desk):
    amount = desk.page.entries[0].amount
    desk.press("F3")
    desk.enter(i18n.money(amount).replace("\u202f", " ") + " F")
    assert desk.page.entries
    assert {entry.amount for entry in desk.page.entries} == {amount}


def test_words_and_list_stay_in_step_when_one_comes_back(desk):
    desk.press("F3")
    desk.enter("rembours")
    desk.go("home")
    page = desk.go("journal")
    assert page.query.text() == "rembours"
    assert {entry.kind for entry in page.entries} == {"loan_repaid"}


def test_what_is_looked_for_begins_at_the_latest_entry_wherever_one_stood(desk):
    page = desk.go("journal", "entry:40")
    desk.press("F3")
    desk.enter("parts")
    assert page.entries[0].number > 1400
    assert page.detail._entry in page.entries


def test_nothing_found_leaves_nothing_to_correct(desk):
    desk.press("F3")
    desk.enter("xyzxyz")
    desk.press("F2")
    assert not desk.page.detail.is_asking()


def test_the_correction_names_what_is_taken_back(desk):
    desk.press("F2")
    entry = desk.page.entries[0]
    said = desk.page.detail.correction.what.text().replace("\xa0", "\u202f")
    for words in (str(entry.number), entry.text, i18n.money(entry.amount), i18n.day(entry.date)):
        assert words in said


def test_the_button_stays_in_sight_when_the_reason_is_missing(desk):
    desk.press("F2", "Return")
    desk.settle()
    button = desk.page.detail.correction.go
    bottom = button.mapTo(desk.window, button.rect().bottomLeft()).y()
    assert not button.visibleRegion().isEmpty()
    assert bottom < desk.window.height()


def test_after_a_correction_the_right_figure_is_typed_at_once(desk):
    page = desk.page
    entry = next(e for e in page.entries if e.kind == "contribution_paid")
    desk.go("journal", f"entry:{entry.number}")
    desk.press("F2")
    desk.enter("mauvais montant")
    desk.enter("200")
    last = max(desk.page.entries, key=lambda e: e.number)
    assert (last.kind, last.amount, last.date) == ("contribution_paid", 200, entry.date)
    assert {p.member for p in last.postings} == {p.member for p in entry.postings}
    assert not desk.page.detail.is_asking()


def test_after_a_loan_was_taken_back_a_button_opens_a_new_one(desk):
    desk.press("F3")
    desk.enter("accorde")
    loan = next(e for e in desk.page.entries if e.kind == "loan_issued")
    place = place_of(loan)
    assert place.page == "new_loan"
    assert place.argument in {p.member for p in loan.postings}


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


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("delivery_plan_settled", "deliveries"),
        ("turn_taken", "tontine"),
        ("goods_bought", "funds"),
        ("bank_loan_repaid", "bank_loans"),
        ("rules_set", "rules"),
        ("savings_deposited", "meeting"),
    ],
)
def test_what_is_right_is_typed_on_the_page_of_its_kind(kind, page):
    day = datetime.date(2026, 3, 5)
    entry = EntryLine(number=1, date=day, event=1, kind=kind, text="", postings=(), line=2)
    assert place_of(entry).page == page
    assert place_of(entry, whole=True).page == "meeting"


def test_every_page_where_something_is_typed_again_is_there():
    pages = {entry.name for entry in PAGES}
    assert {place for _words, _verb, place in TYPED_ON.values()} <= pages
    assert set(TYPED_ON) <= set(EVENT_TYPES)
