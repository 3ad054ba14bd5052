"""A departure at the desk: its sheet is seen before it is recorded, and her page says the rest."""

import pytest

from coop_ledger.book.questions.life import settlement
from coop_ledger.book.questions.members import members
from tests.ui.desk import Desk
from ui.widgets.row_button import RowButton

RULES = {
    "leaving": {"pays": "savings_only", "when": "at_once", "deceased": {"loan": "forgiven"}},
    "joining": {"in_cycle": "catch_up"},
}


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    day = desk.workspace.today.isoformat()
    common = {"group": "benkadi", "date": day}
    jigi = {"group": "jigi", "date": day}
    desk.workspace.book.record_all(
        [
            {"event": "rules_set", "rules": RULES, **common},
            {
                "event": "group_founded",
                "name": "Jigi",
                "kind": "savings_group",
                "preset": "vsla",
                **jigi,
            },
            {"event": "member_joined", "member": "2", "name": "Nènè Sow", "sex": "female", **jigi},
        ]
    )
    yield desk
    desk.close()


def test_a_departure_is_typed_seen_and_recorded(desk):
    page = desk.go("member", "8")
    page.leave.click()
    page = desk.page
    assert page.name == "departure"
    sums = page.table.view.table_model
    assert sums.row_at(0).cells[1] == 18_000
    desk.press("Ctrl+Return")
    assert desk.page.title() == "Oumou Touré"
    assert settlement(desk.workspace.book, "benkadi", "8").paid == 18_000
    assert desk.page.leave.isHidden()
    assert not desk.page.settled.isHidden()


def test_a_death_asks_for_the_next_of_kin_and_who_signs(desk):
    page = desk.go("departure", "8")
    page.reason.choose("deceased")
    desk.press("Ctrl+Return")
    assert page.fields["next_of_kin"].error.sentence
    page.kin.setFocus()
    desk.enter("Moussa Touré", "76 12 34 56", "4", "10")
    desk.press("Ctrl+Return")
    sheet = settlement(desk.workspace.book, "benkadi", "8")
    assert (sheet.reason, sheet.next_of_kin) == ("deceased", "Moussa Touré")
    assert list(sheet.approved_by) == ["4", "10"]


def test_what_the_box_could_not_pay_is_paid_later_from_her_page(desk):
    page = desk.go("departure", "8")
    page.paid.money.setFocus()
    desk.enter("5000")
    desk.press("Ctrl+Return")
    page = desk.page
    assert page.name == "member"
    assert not page.rest.isHidden()
    (deed,) = [
        button
        for button in desk.go("home").deeds.findChildren(RowButton)
        if "13\u202f000" in button.accessibleName()
    ]
    deed.click()
    page = desk.page
    page.rest.amount.money.setFocus()
    desk.press("Ctrl+A")
    desk.enter("13000", "")
    assert page.rest.isHidden()


def test_who_left_is_listed_apart(desk):
    common = {"group": "benkadi", "date": desk.workspace.today.isoformat()}
    desk.workspace.record({"event": "member_left", "member": "8", "reason": "left", **common})
    page = desk.go("members")
    assert page.table.view.table_model.rowCount() == 24
    page.which.choose("gone")
    model = page.table.view.table_model
    assert model.row_at(0).cells[:3] == ("8", "Oumou Touré", "partie le 05/03/2026")


def test_a_woman_of_another_group_joins_untyped_and_brings_what_she_must(desk):
    page = desk.go("members")
    desk.press("Ins")
    page.form.elsewhere.setFocus()
    desk.enter("nene")
    assert page.form.called.text() == "Nènè Sow"
    assert "6 500 F CFA" in page.form.terms.text().replace("\u202f", " ").replace("\u00a0", " ")
    desk.press("Ctrl+Return")
    found = {line.member: line for line in members(desk.workspace.book, "benkadi")}["26"]
    assert (found.name, found.savings) == ("Nènè Sow", 6_500)
    page = desk.go("member", "26")
    assert "aussi n° 2 de Jigi" in page.more.text().replace("\u00a0", " ")
