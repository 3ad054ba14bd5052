"""Members at the desk: found however their name is spelt, added, changed, looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coop_ledger.book.questions.members import member, members
from tests.ui.desk import Desk
from ui.widgets.popover import Popover


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.go("members")
    yield desk
    desk.close()


def line(desk: Desk, code: str):
    found = members(desk.workspace.book, "benkadi")
    return next(person for person in found if person.member == code)


def names_shown(desk: Desk) -> list[str]:
    model = desk.page.table.view.table_model
    return [model.row_at(at).cells[1] for at in range(model.rowCount())]


@pytest.mark.parametrize("typed", ["koulibali", "Kulibali", "COULIBALY", "coul"])
def test_a_name_is_found_however_it_is_spelt(desk, typed):
    desk.type(typed)
    assert names_shown(desk) == ["Awa Coulibaly (vendeuse)", "Fatoumata Coulibaly (n° 25)"]


def test_enter_opens_the_first_member_found(desk):
    desk.enter("djara")
    assert (desk.page.name, desk.page.title()) == ("member", "Djénéba Diarra")


def test_a_number_then_enter_opens_a_member(desk):
    desk.enter("17")
    assert desk.page.title() == "Sira Sissoko"


def test_a_member_is_added_by_keyboard(desk):
    desk.press("Ins")
    desk.enter("Nènè Sow", "couturière", "76 12 34 56")
    found = line(desk, "26")
    assert (found.name, found.nickname, found.phone) == ("Nènè Sow", "couturière", "+22376123456")


def test_after_one_new_member_the_card_waits_for_the_next(desk):
    desk.press("Ins")
    desk.enter("Nènè Sow", "", "")
    desk.enter("Coumba Sow", "", "")
    assert line(desk, "27").name == "Coumba Sow"


def test_a_namesake_needs_a_word_that_tells_them_apart(desk):
    desk.press("Ins")
    desk.enter("Awa Traore", "", "")
    assert "1" in desk.page.form.fields["nickname"].error.sentence
    assert len(members(desk.workspace.book, "benkadi")) == 25


def test_a_telephone_that_is_none_is_said_under_its_field(desk):
    desk.press("Ins")
    desk.enter("Nènè Sow", "", "123")
    assert desk.page.form.fields["phone"].error.sentence


def test_a_member_is_changed_and_takes_an_office(desk):
    desk.type("17")
    desk.press("F2", "Ctrl+A")
    desk.type("Sira Cissoko")
    desk.page.form.office.choose("counter")
    desk.press("Ctrl+Return")
    found = line(desk, "17")
    assert (found.name, found.office) == ("Sira Cissoko", "counter")


def test_escape_leaves_the_card_then_the_search_then_the_page(desk):
    desk.type("awa")
    desk.press("F2", "Esc")
    assert desk.page.form.isHidden()
    desk.press("Esc")
    assert desk.page.query.text() == ""


def test_a_members_savings_can_be_asked_about(desk):
    page = desk.go("member", "7")
    desk.press("Return")
    popover = desk.window.findChild(Popover)
    assert popover is not None
    desk.press("Return")
    assert desk.page.name == "journal"
    amounts = [entry.amount for entry in desk.page.entries]
    assert page.found.savings == 21000
    assert len(amounts) == 30


def test_the_passbook_shows_the_latest_movement_on_top(desk):
    page = desk.go("member", "7")
    first = page.table.view.table_model.row_at(0)
    assert (
        first.cells[6] == page.found.savings == member(desk.workspace.book, "benkadi", "7").savings
    )


def test_a_line_of_the_passbook_leads_to_its_entry(desk):
    page = desk.go("member", "7")
    number = page.found.lines[-1].number
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert desk.page.name == "journal"
    assert desk.page.table.view.origin() == f"entry:{number}"
