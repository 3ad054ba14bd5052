"""What pages share: one way to change the book, one place that tells of it."""

import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.book.changes import Topic
from coop_ledger.settings import Settings
from tests.ui import benkadi
from ui.workspace import Workspace

NOW = datetime.datetime(2026, 3, 5, 10, 42, 15)  # noqa: DTZ001 - the clock on the wall


@pytest.fixture
def workspace(look, tmp_path):
    workspace = Workspace(Settings(), clock=lambda: NOW)
    workspace.take_book(benkadi.open_copy(tmp_path))
    workspace.show_group("benkadi")
    yield workspace
    workspace.take_book(None)
    workspace.jobs.stop()


def fine(amount):
    return {
        "event": "fine_charged",
        "group": "benkadi",
        "date": "2026-03-05",
        "member": "7",
        "kind": "late",
        "amount": amount,
    }


def test_recording_tells_what_to_redraw_and_when_it_was(workspace, qtbot):
    with qtbot.waitSignal(workspace.changed) as told:
        changes = workspace.record(fine(50))
    assert told.args == [changes]
    assert Topic.JOURNAL in changes.topics
    assert workspace.saved_at == NOW


def test_a_refusal_is_told_and_nothing_is_recorded(workspace, qtbot):
    with qtbot.waitSignal(workspace.refused) as told, qtbot.assertNotEmitted(workspace.changed):
        assert workspace.record(fine(-50)) is None
    assert told.args[0].field == "amount"
    assert workspace.saved_at is None


def test_the_draft_goes_with_the_event_it_was_typed_for(workspace):
    workspace.book.drafts.keep("fine", "7", "50")
    workspace.record(fine(50), draft="fine")
    assert workspace.book.drafts.load("fine") == {}


def test_a_question_about_no_book_is_a_mistake_of_the_program(look):
    with pytest.raises(RuntimeError):
        _ = Workspace(Settings()).book


def test_a_language_is_spoken_at_once(look, qtbot):
    workspace = Workspace(Settings())
    with qtbot.waitSignal(workspace.language_changed):
        workspace.change_settings(language="en")
    assert i18n.language() == "en"


def test_what_did_not_change_is_not_told(look, qtbot):
    workspace = Workspace(Settings())
    with qtbot.assertNotEmitted(workspace.settings_changed):
        workspace.change_settings(zoom=100)


def test_the_theme_and_the_zoom_are_one_change(look, qtbot):
    workspace = Workspace(Settings())
    with qtbot.waitSignal(workspace.theme_changed):
        workspace.change_settings(theme="dark", zoom=125)
