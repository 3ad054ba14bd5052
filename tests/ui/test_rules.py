"""The rules of a group can be read in sentences, and are changed by a vote."""

import pytest
from PySide6.QtWidgets import QLabel

from coop_ledger.book.questions.rules import rules as rules_of
from tests.ui.desk import Desk
from ui.menus import group_menu
from ui.pages.rules_vote import RulesVotePage
from ui.widgets.field import Choice


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, language="en")
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


def test_the_rules_in_force_are_numbered_sentences(desk):
    said = words(desk.go("rules").rules)
    assert "2. / A share costs 500 F CFA." in said
    assert "A loan is 3 times the borrower's savings at most." in said


def test_each_vote_stands_with_its_day_its_note_and_what_it_changed(desk):
    page = desk.go("rules")
    vote = {
        "event": "rules_set",
        "group": "benkadi",
        "date": desk.workspace.today.isoformat(),
        "rules": {"fines": {"late": 75, "absent": 100}},
        "text": "18 of 25",
    }
    assert desk.workspace.record(vote) is not None
    desk.settle()
    after = words(page.votes)
    assert "18 of 25 / Whoever comes late pays 75 F CFA." in after
    assert "Before: Whoever comes late pays 50 F CFA." in after


def voting(desk):
    desk.go("rules")
    desk.press("F2")
    desk.settle()
    assert desk.page.name == "rules_vote"
    return desk.page


def editor(page, cell):
    return page._cells[cell].editor


def test_a_vote_is_seen_in_sentences_and_francs_before_it_is_recorded(desk):
    page = voting(desk)
    editor(page, "saving.price").setFocus()
    desk.type("200")
    assert "A share costs 200 F CFA. / Before: A share costs 500 F CFA." in words(page.changes)
    assert "31 200 / before: 78 000" in words(page.francs)
    page.note.setFocus()
    desk.type("Awa, 20 of 25")
    desk.press("Ctrl+Return")
    desk.settle()
    assert desk.page.name == "rules"
    vote = rules_of(desk.workspace.book, "benkadi").votes[-1]
    assert (vote.date, vote.text) == (desk.workspace.today, "Awa, 20 of 25")
    assert vote.rules == {"saving": {"unit": "share", "price": 200, "min": 1, "max": 5}}
    assert desk.workspace.book.drafts.load("rules_vote:benkadi") == {}


def test_what_was_typed_survives_another_language(desk):
    page = voting(desk)
    editor(page, "saving.price").setFocus()
    desk.type("200")
    desk.workspace.change_settings(language="fr")
    desk.settle()
    assert "Une part coûte 200 F CFA." in words(page.changes)
    assert editor(page, "saving.price").text() == "200"


def test_what_was_typed_is_there_again_after_the_program_stopped(desk):
    page = voting(desk)
    editor(page, "saving.price").setFocus()
    desk.type("200")
    again = RulesVotePage(desk.workspace)
    again.refresh()
    assert editor(again, "saving.price").text() == "200"
    again._on_forget()
    assert editor(again, "saving.price").text() == "500"
    assert desk.workspace.book.drafts.load("rules_vote:benkadi") == {}
    again.deleteLater()


def test_nothing_can_be_recorded_while_nothing_or_something_wrong_is_typed(desk):
    page = voting(desk)
    assert not page.save.isEnabled()
    editor(page, "saving.price").setFocus()
    desk.type("deux")
    assert not page.save.isEnabled()
    assert "deux" in page._cells["saving.price"].error.sentence


def test_a_fund_that_holds_money_cannot_be_done_away_with(desk):
    page = voting(desk)
    page.part.choose("funds.social")
    page._on_gone()
    desk.press("Ctrl+Return")
    desk.settle()
    assert desk.page.name == "rules_vote"
    assert "social" in rules_of(desk.workspace.book, "benkadi").rules["funds"]


def test_a_choice_asks_for_what_goes_with_it(desk):
    page = voting(desk)
    page.part.choose("loans.ordinary")
    desk.settle()
    method = editor(page, "loans.ordinary.method")
    assert isinstance(method, Choice)
    method.choose("fixed")
    desk.settle()
    assert {"loans.ordinary.amount"} == set(page._cells) & {
        "loans.ordinary.amount",
        "loans.ordinary.rate_percent",
    }


def test_a_fine_of_the_groups_own_is_added_by_its_name(desk):
    page = voting(desk)
    page.kind.choose("fine")
    page.named.setFocus()
    desk.type("telephone")
    desk.press("Return")
    editor(page, "fines.telephone").setFocus()
    desk.type("25")
    assert "Telephone: a fine of 25 F CFA." in words(page.changes)
    page.named.setFocus()
    desk.type("telephone")
    desk.press("Return")
    assert "telephone" in page.name_field.error.sentence


@pytest.mark.parametrize("part", ["loans.ordinary", "limits.ordinary", "leaving"])
def test_every_part_of_the_form_can_be_read_and_reached(tmp_path, part):
    desk = Desk(tmp_path, zoom=200)
    page = desk.go("rules_vote")
    page.part.choose(part)
    found = desk.faults()
    desk.close()
    assert found == []


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
    assert "A share costs 250 F CFA." in said
    assert "from 1 to 5 shares" in said
    assert "What is left over goes to the box “Social fund”." in said
    desk.close()
