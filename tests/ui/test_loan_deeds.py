"""What an assembly decides about a loan, and the bank's loans, by keyboard alone."""

import pytest
from PySide6.QtWidgets import QApplication

from coop_ledger.book.questions.loans import loan
from coop_ledger.book.questions.portfolio import bank_loans
from tests.ui.desk import Desk
from ui.presenters import bank_loans as banks
from ui.presenters import loan_deeds as deeds

BOOK = "benkadi"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("deeds"))
    yield desk
    desk.close()


def choose(desk, deed):
    """Open the loans, and choose what is done about the first of them."""
    desk.go("loans", "PR-3")
    page = desk.page
    page.deed.setFocus()
    page.deed.choose(deed)
    return page


def agree(desk):
    """Record, and answer yes to what is asked."""
    desk.press("Ctrl+Return")
    QApplication.activeModalWidget().verb.click()
    desk.settle()


def test_nothing_is_given_up_without_minutes_a_reason_and_a_yes(desk):
    page = choose(desk, deeds.WRITE_OFF)
    desk.press("Ctrl+Return")
    assert page.fields["minute"].error.sentence
    desk.type("14")
    page.reason.setFocus()
    desk.type("partie")
    desk.press("Ctrl+Return")
    asked = QApplication.activeModalWidget()
    assert "PR-3" in asked.words
    assert page.loan().name in asked.words
    desk.press("Return")
    assert loan(desk.workspace.book, BOOK, "PR-3").status == "late"


def test_the_next_loan_is_not_armed_with_what_was_chosen_for_this_one(desk):
    page = choose(desk, deeds.WRITE_OFF)
    page.table.view.setFocus()
    desk.press("Down")
    assert page.loan().loan != "PR-3"
    assert page.deed.value() == deeds.REPAY


def test_more_time_asks_a_term_and_the_minutes(desk):
    page = choose(desk, deeds.MORE_TIME)
    assert not page.amount.isVisible()
    page.term.setFocus()
    desk.press("Ctrl+A")
    desk.type("4")
    assert "05/07/2026" in page.after.text()  # the new day stands there before it is recorded
    desk.press("Ctrl+Return")
    assert page.fields["reason"].error.sentence
    desk.type("inondation")
    agree(desk)
    assert page.loan().loan == "PR-3"
    assert page.deed.value() == deeds.REPAY
    found = loan(desk.workspace.book, BOOK, "PR-3", desk.workspace.today)
    assert (found.status, len(found.changes), found.term) == ("open", 1, 4)


def test_a_loss_is_written_off_and_what_comes_back_recovered(desk):
    page = choose(desk, deeds.WRITE_OFF)
    assert "15" in page.after.text()
    page.minute.setFocus()
    desk.type("14")
    page.reason.setFocus()
    desk.type("partie sans adresse")
    agree(desk)
    assert page.loan().loan == "PR-3"  # though it leaves the open loans
    lost = loan(desk.workspace.book, BOOK, "PR-3", desk.workspace.today)
    assert lost.status == "written_off"
    page = choose(desk, deeds.RECOVER)
    page.amount.money.setFocus()
    desk.press("Ctrl+A")
    desk.type("2000")
    desk.press("Ctrl+Return")
    found = loan(desk.workspace.book, BOOK, "PR-3", desk.workspace.today)
    assert found.recovered == 2000


def test_the_late_ones_have_their_days_and_their_list(desk):
    desk.go("loans")
    desk.page.which.choose("late")
    table = desk.page.table.view.table_model
    row = table.row_at(0)
    assert row.cells[3] > 0
    assert row.cells[4] > 0
    desk.page.which.choose("open")


def test_a_bank_lends_and_is_paid_back(desk):
    desk.go("bank_loans")
    page = desk.page
    page.loan.setFocus()
    desk.type("KJ-1")
    page.lender.setFocus()
    desk.type("Kafo Jiginew")
    page.principal.money.setFocus()
    desk.type("100000")
    page.rate.setFocus()
    desk.type("2")
    page.term.setFocus()
    desk.type("4")
    desk.press("Ctrl+Return")
    (found,) = bank_loans(desk.workspace.book, BOOK, desk.workspace.today)
    assert (found.left, found.lender, found.term) == (100_000, "Kafo Jiginew", 4)
    page.deed.choose(banks.PAY)
    page.principal.money.setFocus()
    desk.press("Ctrl+A")
    desk.type("40000")
    desk.press("Ctrl+Return")
    (found,) = bank_loans(desk.workspace.book, BOOK, desk.workspace.today)
    assert found.left == 60_000
