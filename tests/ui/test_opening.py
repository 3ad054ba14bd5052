"""The opening balances at the desk: the exercise book is typed with the keyboard alone."""

import pytest

from coop_ledger.book.questions.cash import cash
from coop_ledger.book.questions.dashboard import dashboard
from coop_ledger.book.questions.life import opening
from coop_ledger.book.questions.loans import loans
from coop_ledger.book.questions.members import members
from coop_ledger.domain.presets import PRESETS
from tests.ui.desk import Desk
from ui.presenters import home
from ui.widgets.row_button import RowButton

GROUP = "jigi"


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, "empty")
    common = {"group": GROUP, "date": desk.workspace.today.isoformat()}
    book = desk.workspace.book
    said = {"name": "Jigi", "kind": "savings_group", "preset": "vsla"}
    book.record({"event": "group_founded", **said, **common})
    for number, name in enumerate(("Awa Traoré", "Fanta Sangaré"), start=1):
        book.record({"event": "member_joined", "member": str(number), "name": name, **common})
    book.record({"event": "cycle_opened", "cycle": "1", "ends": "2026-12-31", **common})
    desk.workspace.show_group(GROUP)
    yield desk
    desk.close()


def typed(desk: Desk) -> None:
    """Awa: 40 shares; Fanta: 30 shares, 6,000 left of 10,000, 100 of fines; 12,000 counted."""
    desk.go("opening")
    desk.press("Return")  # the day stands there: that of today
    desk.enter("40", "", "", "", "", "", "")
    desk.enter("30", "10000", "6000", "200", "1/2/2026", "100", "50")
    desk.enter("8000", "4000", "")


def test_home_leads_an_empty_group_to_its_balances(desk):
    desk.go("home")
    words = "Ce groupe existait déjà"
    (deed,) = [b for b in desk.page.deeds.findChildren(RowButton) if words in b.accessibleName()]
    deed.click()
    assert desk.page.name == "opening"


def _to_do(desk: Desk):
    workspace = desk.workspace
    found = dashboard(workspace.book, workspace.group, workspace.today)
    return home.to_do(found, workspace.today, treasurer=True)


def test_the_sum_follows_what_is_typed(desk):
    typed(desk)
    sums = desk.page.sheet.sums()
    assert (sums.savings, sums.loans, sums.fines, sums.surplus) == (7_000, 6_000, 100, 11_100)


def test_it_is_recorded_once_and_the_page_says_so(desk):
    typed(desk)
    desk.press("Ctrl+Return")
    found = {line.member: line for line in members(desk.workspace.book, GROUP)}
    assert (found["1"].shares, found["2"].savings, found["2"].fines_owed) == (40, 3_000, 100)
    assert cash(desk.workspace.book, GROUP).total == 12_000
    record = opening(desk.workspace.book, GROUP)
    assert record is not None
    assert record.arrears == {"2": {"social": 50}}
    (found,) = loans(desk.workspace.book, GROUP)
    assert (found.owed.principal, found.owed.interest) == (6_000, 200)
    assert desk.page.name == "home"
    assert all(deed.page != "opening" for deed in _to_do(desk))
    assert not desk.go("opening").done.isHidden()


def test_ctrl_enter_takes_the_cash_that_is_being_typed_over_the_figure_before(desk):
    typed(desk)
    desk.page.cash.grid.setFocus()
    desk.page.cash.grid.go_to(0, 1)
    desk.type("7000")
    desk.press("Ctrl+Return")
    assert cash(desk.workspace.book, GROUP).total == 11_000


def test_a_cell_that_cannot_be_read_keeps_ctrl_enter_back(desk):
    typed(desk)
    page = desk.page
    page.cash.grid.setFocus()
    page.cash.grid.go_to(0, 1)
    desk.type("7 mille")
    desk.press("Ctrl+Return")
    assert desk.page is page
    assert page.cash.grid.reading.detail.text()
    assert opening(desk.workspace.book, GROUP) is None


def test_the_day_comes_first_and_the_last_cash_leads_to_what_records_in_sight(desk):
    page = desk.go("opening")
    assert desk.target() is page.day
    desk.enter("1/2/2026")
    assert page.members.grid.has_keys()
    page._go_to_cash()
    desk.enter(*["100"] * page.cash.grid.sheet.rows())
    assert desk.target() is page.save
    assert not page.save.visibleRegion().isEmpty()
    assert page.sheet.texts["day"] == "2026-02-01"


def test_more_left_of_a_loan_than_was_lent_leads_to_her_cell(desk):
    page = desk.go("opening")
    desk.press("Return")
    desk.enter("", "", "", "", "", "", "", "", "8000", "9000")
    desk.press("Ctrl+Return")
    grid = page.members.grid
    assert grid.has_keys()
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 4)
    assert "Fanta Sangaré" in grid.reading.detail.text()
    assert opening(desk.workspace.book, GROUP) is None


def test_what_was_typed_is_there_again_another_day(desk):
    typed(desk)
    desk.go("home")
    desk.page.workspace.book.drafts.load("opening:jigi")
    page = desk.go("opening")
    assert page.sheet.number("left:2") == 6_000
    assert page.sheet.texts["given:2"] == "2026-02-01"


def test_missing_money_needs_a_reason(desk):
    page = desk.go("opening")
    desk.press("Return")
    desk.enter("40")
    desk.press("Ctrl+Return")
    assert page.fields["deficit_reason"].error.sentence
    page.why.setFocus()
    desk.type("vol de 2024")
    desk.press("Ctrl+Return")
    assert desk.page.name == "home"


def test_where_savings_are_split_the_sum_is_that_of_the_first_fund(desk):
    rules = PRESETS["savings_for_health"]
    said = {"event": "rules_set", "group": GROUP, "date": desk.workspace.today.isoformat()}
    assert desk.workspace.record({**said, "rules": rules})
    page = desk.go("opening")
    desk.press("Return")
    desk.enter("6000", "", "", "", "", "")
    desk.enter("4000", "", "", "", "", "")
    desk.enter("5500")
    told = page.sum.text().replace("\u202f", " ").replace("\u00a0", " ")
    assert told.startswith("Caisse des prêts : 5 500 d’argent + 0 de prêts + 0 d’amendes − 5 000,")
    assert told.endswith("= 500 F CFA de bénéfice reporté.")
