"""The arrears at the desk: who is behind, what each has to bring, a payment between meetings."""

import pytest

from coop_ledger import i18n
from coop_ledger.book.questions.arrears import arrears
from coop_ledger.book.questions.fines import fines
from tests.ui import meeting_book
from tests.ui.meeting_desk import Desk
from tests.ui.presenters.test_meeting_arrears import EQUAL, made

GROUP = meeting_book.GROUP


@pytest.fixture
def desk(qapp, tmp_path):
    i18n.use_language("en")
    book = made(tmp_path, EQUAL, {"event": "savings_deposited", "amount": 500})
    opened = Desk(book, GROUP, meeting_book.NOW, "en")
    opened.workspace.go("arrears")
    yield opened
    opened.close()


def owed(desk: Desk, member: str) -> tuple[int, int]:
    found = arrears(desk.book, GROUP, meeting_book.TODAY).members
    return next((each.owed, each.savings) for each in found if each.member == member)


def test_only_who_is_behind_is_listed_with_every_fund(desk):
    model = desk.window.page.table.view.table_model
    rows = [model.row_at(at).cells for at in range(model.rowCount())]
    assert rows == [("2", rows[0][1], 50, 500, None, None), ("3", rows[1][1], 100, 1000, 100, 7)]


def test_a_contribution_is_paid_between_meetings(desk):
    page = desk.window.page
    page.table.view.choose("member:3")
    page.amount.set_amount(60)
    page.record.click()
    assert owed(desk, "3") == (40, 1000)


def test_the_savings_of_a_missed_meeting_are_brought_later(desk):
    page = desk.window.page
    page.table.view.choose("member:3")
    page.due.choose("1")
    assert page.amount.amount() == 500
    page.record.click()
    assert owed(desk, "3") == (100, 500)


def test_a_fine_is_paid_in_part(desk):
    page = desk.window.page
    page.table.view.choose("member:3")
    page.due.choose("3")
    page.amount.set_amount(30)
    page.record.click()
    (fine,) = fines(desk.book, GROUP, on=meeting_book.TODAY)
    assert (fine.paid, fine.left) == (30, 70)


def test_more_than_she_owes_of_fines_is_refused_under_the_amount(desk):
    page = desk.window.page
    page.table.view.choose("member:3")
    page.due.choose("3")
    page.amount.set_amount(300)
    page.record.click()
    assert "100" in page.amount.error.sentence
