"""A loan at the desk: journey C of interface.md 7.3, and what refuses it."""

import pytest

from coop_ledger.book.questions.loans import loan
from tests.ui.desk import Desk

MOST = 26  # 24 keys, 10 % more at most (interface.md 7.3 and 7.4)


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.close()


def papers_shown(desk: Desk, monkeypatch) -> list[tuple[str, object]]:
    """What the page asked to print, without drawing it."""
    shown: list[tuple[str, object]] = []
    for module in ("new_loan", "loans"):
        monkeypatch.setattr(
            f"ui.pages.{module}.show_paper",
            lambda _workspace, name, values=None, **_how: shown.append((name, values)),
        )
    return shown


def test_a_loan_is_recorded_and_its_agreement_shown_within_its_budget(desk, monkeypatch):
    shown = papers_shown(desk, monkeypatch)
    desk.press("Ctrl+Shift+N")
    desk.enter("17", "60000")
    desk.press("Return", "Return", "Return")
    desk.type("3 8")
    desk.press("Ctrl+Return")
    found = loan(desk.workspace.book, "benkadi", "PR-7")
    assert (found.member, found.principal, found.guarantors) == ("17", 60000, ("3", "8"))
    assert [name for name, _values in shown] == ["loan-agreement"]
    assert desk.keys <= MOST


def test_the_schedule_is_seen_in_francs_before_anything_is_recorded(desk):
    page = desk.go("new_loan", "17")
    desk.enter("60000")
    table = page.costs.table.view.table_model.table
    assert [row.cells[3] for row in table.rows] == [69000, 69000]
    assert desk.workspace.saved_at is None


def test_a_loan_above_the_ceiling_offers_the_amount_that_is_allowed(desk):
    page = desk.go("new_loan", "17")
    desk.enter("80000")
    assert not page.save.isEnabled()
    buttons = [b for b in page.amount.error.findChildren(type(page.save)) if b.isVisible()]
    assert [button.text() for button in buttons] == ["Prêter 63\u202f000"]
    buttons[0].click()
    assert page.amount.amount() == 63000
    assert page.save.isEnabled()


def test_a_loan_due_after_the_share_out_is_overruled_by_name_with_a_reason(desk, monkeypatch):
    papers_shown(desk, monkeypatch)
    page = desk.go("new_loan", "17")
    desk.enter("30000")
    desk.press("Ctrl+A")
    desk.enter("10")
    assert not page.save.isEnabled()
    assert "Ramener à 7" in [b.text() for b in page.concern.findChildren(type(page.save))]
    page._overrule()
    desk.enter("1")
    desk.enter("vote du 5 mars")
    desk.press("Ctrl+Return")
    assert loan(desk.workspace.book, "benkadi", "PR-7").term == 10


def test_an_unknown_guarantor_is_named_under_the_field(desk):
    page = desk.go("new_loan", "17")
    desk.enter("30000")
    page.guarantors.setFocus()
    desk.type("3 99")
    assert "99" in page.fields["guarantors"].error.sentence
    assert not page.save.isEnabled()


def test_the_next_loan_takes_the_number_after_the_last(desk):
    assert desk.go("new_loan").context() == "PR-7"
