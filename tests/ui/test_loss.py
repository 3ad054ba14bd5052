"""A theft at the desk: typed, recorded, and its minutes are there to print."""

import pytest

from coop_ledger.book.questions.life import losses
from tests.ui.desk import Desk


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.close()


def test_a_theft_is_recorded_by_keyboard_with_how_it_came_about(desk):
    page = desk.go("loss")
    assert page.table.isHidden()
    page.amount.money.setFocus()
    desk.enter("45 500")
    page.how.setFocus()
    desk.enter("coffre forcé la nuit", "gendarmerie", "")
    (found,) = losses(desk.workspace.book, "benkadi")
    assert (found.amount, found.held, found.fund) == (45_500, 417_700, "loan")
    assert (found.circumstances, found.reported_to) == ("coffre forcé la nuit", "gendarmerie")
    assert page.table.view.table_model.row_at(0).cells[0] == 1
    assert page.amount.amount() is None


def test_more_than_was_there_is_refused_under_the_amount(desk):
    page = desk.go("loss")
    page.amount.money.setFocus()
    desk.enter("500 000")
    page.how.setFocus()
    desk.type("vol")
    desk.press("Ctrl+Return")
    assert page.fields["amount"].error.sentence
    assert losses(desk.workspace.book, "benkadi") == ()
