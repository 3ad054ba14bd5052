"""What a correction changes stands there before it is recorded; what is in its way is named."""

import pytest
from PySide6.QtWidgets import QApplication

from coop_ledger.book.questions.journal import journal
from tests.ui.desk import Desk


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    yield desk
    desk.close()


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def ask(desk: Desk, kind: str, member: str):
    """Ask for the correction of the last entry of a kind for a member of cycle 2."""
    entries = journal(desk.workspace.book, "benkadi").entries
    entry = [e for e in entries if e.kind == kind and e.postings[-1].member == member][-1]
    desk.go("journal", f"entry:{entry.number}")
    desk.press("F2")
    return desk.page.detail.correction


def test_the_effects_of_one_line_are_listed_before_it_is_recorded(desk):
    asked = ask(desk, "shares_bought", "8")
    said = plain(asked.changes.text()).splitlines()
    assert said[0].startswith("Le reçu RC-")
    assert said[1].startswith("Oumou Touré : épargne 18 000 →")
    assert said[-1].startswith("Caisse des prêts (espèces) :")
    assert asked.blocked.isHidden()


def test_the_effects_of_the_whole_meeting_are_seen_before_it_is_taken_back(desk):
    asked = ask(desk, "shares_bought", "8")
    asked.whole.click()
    said = plain(asked.changes.text())
    assert "La séance 13 du 26/02/2026 ne compte plus." in said
    assert "de plus" in said
    assert "Caisse de solidarité (espèces)" in said
    desk.enter("séance typée deux fois")
    entries = journal(desk.workspace.book, "benkadi").entries
    assert entries[-1].kind == "event_reversed"


def test_what_is_in_its_way_is_named_with_what_comes_first(desk):
    common = {"group": "benkadi", "date": desk.workspace.today.isoformat()}
    rules = {"leaving": {"pays": "savings_only", "when": "at_once"}}
    desk.workspace.record({"event": "rules_set", "rules": rules, **common})
    desk.workspace.record({"event": "member_left", "member": "8", "reason": "left", **common})
    asked = ask(desk, "shares_bought", "8")
    assert not asked.blocked.isHidden()
    assert "Départ d’une membre, 05/03/2026" in plain(asked.changes.text())


def test_a_share_out_is_reopened_from_its_correction_by_one_key(desk):
    common = {"group": "benkadi", "date": desk.workspace.today.isoformat()}
    shared = {"event": "share_out_decided", "cycle": "2", "approved_by": ["1", "4"], **common}
    desk.workspace.record(shared)
    entry = [
        e for e in journal(desk.workspace.book, "benkadi").entries if e.kind == "share_out_decided"
    ][-1]
    desk.go("journal", f"entry:{entry.number}")
    desk.press("F2", "Return")
    assert desk.page.name == "share_out"
    assert QApplication.focusWidget().text() == "Rouvrir le partage…"
    ask(desk, "shares_bought", "8")  # what lies before it leads there too
    desk.press("Return")
    assert desk.page.name == "share_out"
