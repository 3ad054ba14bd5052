"""The rules of a group can be read in words, and the votes that made them."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.desk import Desk
from ui.menus import group_menu


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, language="en")
    desk.go("home")
    yield desk
    desk.close()


def words(widget) -> str:
    shown = (label.text() for label in widget.findChildren(QLabel) if not label.isHidden())
    return " / ".join(shown).replace("\u00a0", " ").replace("\u202f", " ")


def test_ctrl_k_leads_to_the_rules(desk):
    desk.press("Ctrl+K")
    desk.type("rules")
    desk.press("Return")
    assert desk.page.name == "rules"


def test_the_group_chooser_leads_to_the_rules(desk):
    menu = group_menu(desk.window, desk.workspace, desk.window.deeds["rules"])
    assert "Rules of the group" in [act.text() for act in menu.actions()]
    menu.deleteLater()


def test_the_rules_in_force_are_said_in_words(desk):
    said = words(desk.go("rules").rules)
    assert "Price of a share / 500 F CFA" in said
    assert "Ceiling / 3 times her savings" in said
    assert "Fine for being late" in said
    assert "Remainder" in said


def test_each_vote_stands_with_its_day_and_what_it_changed(desk):
    page = desk.go("rules")
    before = words(page.votes)
    day = desk.workspace.today.isoformat()
    rules = {"fines": {"late": 75, "absent": 100}}
    vote = {"event": "rules_set", "group": "benkadi", "date": day, "rules": rules}
    assert desk.workspace.record(vote) is not None
    desk.settle()
    after = words(page.votes)
    assert "Fine for being late: 75 F CFA" in after
    assert "Fine for being late: 75 F CFA" not in before
    assert "not offered here yet" in after


def test_the_last_step_of_the_assistant_says_the_rules_before_anything_is_recorded(tmp_path):
    desk = Desk(tmp_path, "empty", language="en")
    desk.go("new_group")
    desk.enter("Benkadi", "Lafiabougou")
    desk.press("Return")
    desk.type("250")
    desk.press("Ctrl+Return")
    desk.enter("Awa Traoré")
    desk.press("Ctrl+Return", "Ctrl+Return")
    said = words(desk.page.parts[4].rules)
    assert desk.page.here == 4
    assert "Price of a share / 250 F CFA" in said
    assert "from 1 to 5 shares" in said
    assert "5 % a month of what was lent" in said.replace("5%", "5 %")
    assert "each envelope is cut to a multiple of 25 F CFA" in said
    assert "goes to: Social fund" in said
    desk.close()
