"""Loans at the desk: the late ones first, a repayment, its receipt."""

import pytest
from PySide6.QtWidgets import QLabel

from coop_ledger.book.questions.loans import loan
from tests.ui.desk import Desk
from ui.presenters.new_loan import State


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.press("F7")
    yield desk
    desk.close()


def test_the_late_loans_stand_first(desk):
    model = desk.page.table.view.table_model
    assert [model.row_at(at).cells[0] for at in range(model.rowCount())] == [
        *("PR-3", "PR-4", "PR-6", "PR-5"),
    ]


def test_what_is_due_is_proposed_and_enter_goes_on_to_the_button_that_records(desk):
    desk.press("Return")
    desk.press("Return")
    assert desk.target() is desk.page.record
    assert loan(desk.workspace.book, "benkadi", "PR-3").paid == 0
    desk.press("Return")
    assert loan(desk.workspace.book, "benkadi", "PR-3").status == "closed"


def test_another_amount_is_typed_over_it_and_split_before_it_is_recorded(desk):
    desk.press("Return", "Ctrl+A")
    desk.type("5000")
    assert "3\u00a0500" in desk.page.after.text()
    desk.press("Ctrl+Return")
    found = loan(desk.workspace.book, "benkadi", "PR-3")
    assert (found.payments[0].interest, found.payments[0].principal) == (1500, 3500)


def test_more_than_is_owed_is_refused_under_the_amount(desk):
    desk.press("Return", "Ctrl+A")
    desk.type("99999")
    desk.press("Ctrl+Return")
    assert "16" in desk.page.amount.error.sentence
    assert loan(desk.workspace.book, "benkadi", "PR-3").paid == 0


def test_f7_opens_the_loans_wherever_one_stands(desk):
    for page in (("loans", ""), ("member", "17"), ("new_loan", "17"), ("home", "")):
        desk.go(*page)
        desk.press("F7")
        assert desk.page.name == "loans"


def test_a_new_loan_has_one_key_of_its_own(desk):
    for page in (("loans", ""), ("member", "17"), ("home", "")):
        desk.go(*page)
        desk.press("Ctrl+Shift+N")
        assert desk.page.name == "new_loan"


def test_a_late_loan_of_the_home_page_opens_here(desk):
    page = desk.go("loans", "PR-4")
    assert page.loan().loan == "PR-4"


def test_every_loan_can_be_looked_at_the_repaid_ones_too(desk):
    desk.page.which.choose("all")
    assert {loan.status for loan in desk.page.found} == {"late", "open", "closed"}


def test_an_amount_typed_over_the_proposed_one_replaces_it(desk):
    desk.press("Return")
    desk.type("5000")
    assert desk.page.amount.money.value() == 5000


def test_after_a_refusal_the_keyboard_stays_and_what_was_refused_is_typed_over(desk):
    desk.press("Return")
    desk.type("99999")
    desk.press("Ctrl+Return")
    desk.type("5000")
    assert desk.page.amount.money.value() == 5000


def test_an_instalment_that_is_past_is_said_to_have_fallen_due(desk):
    desk.page.which.choose("late")
    said = [label.text() for label in desk.page.card.findChildren(QLabel)]
    assert any(words.startswith(("Fell due on", "Échue le")) for words in said)
    assert not any(words.startswith("Prochaine") for words in said)


def test_a_late_loan_is_said_when_she_asks_for_another(desk):
    late = desk.page.found[0]
    page = desk.go("new_loan", late.member)
    desk.enter("1000")
    warned = [check for check in page.loan.checks(page.wanted) if check.state is State.WARNS]
    assert [check.value.partition(",")[0] for check in warned] == [late.loan]
    assert page.checks.verdict.accessibleName() != "oui"
