"""The practice book: made, printed, kept, and good enough to learn with."""

import datetime
import shutil
from pathlib import Path

import pytest

from coop_ledger.domain.events import READER
from coop_ledger.exchange import practice
from coop_ledger.reports.papers import PAPERS
from tests.cli.conftest import Command


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "practice"


def test_the_demo_makes_a_sound_book_and_prints_every_paper(folder: Path, cli: Command):
    done = cli("demo", folder, "--no-window")
    assert (done.code, done.err) == (0, "")
    assert "Benkadi" in done.out
    assert {path.name for path in folder.iterdir()} == {
        practice.FILE,
        *(f"{paper.name}.pdf" for paper in PAPERS),
    }
    assert cli("check", folder / practice.FILE).code == 0


def test_a_practice_book_that_is_there_is_kept_and_opened_where_there_is_a_screen(
    folder: Path, practice_book: Path, cli: Command, monkeypatch: pytest.MonkeyPatch
):
    if not folder.exists():
        folder.mkdir()
        shutil.copy(practice_book, folder)
    before = cli("query", folder / practice.FILE, "fingerprint", "--format", "json").json
    opened: list[str] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("ui.app.main", lambda name="": opened.append(name) or 0)
    assert cli("demo", folder).code == 0
    assert opened == [str(folder / practice.FILE)]
    assert cli("query", folder / practice.FILE, "fingerprint", "--format", "json").json == before


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, cli: Command):
    (tmp_path / "file").write_bytes(b"")
    done = cli("demo", tmp_path / "file" / "x", "--no-window")
    assert (done.code, "cannot be made" in done.err) == (2, True)


def test_every_screen_has_something_to_show(practice_book: Path, cli: Command):
    def ask(*words: str):
        return cli("query", practice_book, *words, "--format", "json").json

    home = ask("dashboard")
    assert (home["meetings_held"], home["meetings_planned"]) == (13, 48)
    assert {"14", "18"} <= {loan["member"] for loan in home["late_loans"]}
    assert home["next_meeting_on"] == datetime.datetime.now().astimezone().date().isoformat()
    shared = ask("share-out", "--cycle", "1")
    assert shared["decided"]
    assert shared["loans_deducted"] > 0
    assert shared["fines_deducted"] > 0
    assert any(meeting["difference"] for meeting in ask("meetings", "--cycle", "1"))
    assert "EXERCICE" in ask("groups")[0]["place"]
    names = [member["name"] for member in ask("members")]
    assert len(names) == 25
    assert len(set(names)) == 24  # two women of one name


@pytest.mark.parametrize("day", ["2024-02-29", "2026-03-05", "2026-12-31"], ids=str)
def test_the_story_is_the_same_on_any_day(day: str):
    today = datetime.date.fromisoformat(day)
    told = list(practice.events(today))
    assert [READER.read(event).type for event in told].count("meeting_held") == 61
    assert told[-1]["date"] == (today - datetime.timedelta(days=7)).isoformat()


def test_the_story_is_the_same_told_again():
    today = datetime.date(2026, 3, 5)
    assert list(practice.events(today)) == list(practice.events(today))
