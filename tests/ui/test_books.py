"""Whole books from the window: opened, closed with a proved copy, copied, proved, taken back."""

import os
import shutil

import pytest
from PySide6.QtWidgets import QFileDialog

from coop_ledger import paths
from coop_ledger.i18n import translate
from coop_ledger.settings import Settings
from tests.ui import benkadi
from ui.books import free_name
from ui.desktop import Desktop
from ui.pages.welcome import RecentBook


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def desktop(look, home, qtbot):
    desktop = Desktop(look, Settings())
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    desktop.window.go("welcome")
    yield desktop
    desktop.workspace.jobs.stop()
    if desktop.workspace.has_book:
        desktop.workspace.book.close()


@pytest.fixture
def file(home):
    book = benkadi.open_copy(home)
    book.close()
    return home / "whole.coop"


def test_a_book_opens_on_its_group_at_home(desktop, file):
    assert desktop.books.open(str(file))
    assert desktop.workspace.group == "benkadi"
    assert desktop.window.page.name == "home"
    assert desktop.window.rail.switch.text() == "Benkadi"
    assert "Mariam Keïta" in desktop.window.status.typist.text()


def test_an_opened_book_is_the_first_of_the_recent_ones(desktop, file):
    desktop.books.open(str(file))
    assert desktop.workspace.settings.recent_books == (str(file),)


def test_a_book_that_is_none_is_refused_above_the_page(desktop, home):
    other = home / "letter.coop"
    other.write_text("Chère Awa", encoding="utf-8")
    assert not desktop.books.open(str(other))
    assert desktop.window.strip.sentence
    assert desktop.window.page.name == "welcome"


def test_closing_leaves_a_copy_and_shows_the_welcome(desktop, file):
    desktop.books.open(str(file))
    desktop.window.do("close_book")
    assert desktop.window.page.name == "welcome"
    assert list(paths.backups().glob("*.coop-backup"))
    assert not desktop.workspace.has_book


def test_a_copy_goes_to_the_stick_and_its_age_is_shown(desktop, file, home, qtbot, monkeypatch):
    stick = home / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: str(stick))
    desktop.books.open(str(file))
    desktop.window.do("back_up")
    qtbot.waitUntil(lambda: bool(list(stick.glob("*.coop-backup"))), timeout=10_000)
    qtbot.waitUntil(desktop.workspace.jobs.is_idle)
    qtbot.waitUntil(lambda: desktop.workspace.settings.backup_folder == str(stick))
    assert desktop.window.status.backup.text().endswith("aujourd’hui")


def test_a_copy_is_taken_back_as_a_new_book(desktop, file, home, monkeypatch, qtbot):
    desktop.books.open(str(file))
    desktop.window.do("close_book")
    copy = next(iter(paths.backups().glob("*.coop-backup")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *a, **k: (str(copy), ""))
    desktop.window.do("back_up")
    assert desktop.workspace.group == "benkadi"
    assert paths.data() in desktop.workspace.book.store.path.parents


def test_a_sound_book_is_said_to_be_sound(desktop, file, qtbot):
    desktop.books.open(str(file))
    desktop.window.do("check")
    qtbot.waitUntil(lambda: bool(desktop.window.strip.sentence), timeout=30_000)
    assert desktop.window.strip.property("role") == "success"


def test_the_practice_book_is_marked_as_an_exercise(desktop, file):
    paths.practice().mkdir(parents=True)
    target = paths.practice() / "exercice.coop"
    shutil.copy(file, target)
    desktop.window.do("practise")
    assert desktop.workspace.group == "benkadi"
    assert not desktop.window.top.exercise.isHidden()


def test_members_are_found_in_the_palette_by_number_and_by_sound(desktop, file):
    from ui.dialogs.palette import finds_of
    from ui.presenters.palette import rank

    desktop.books.open(str(file))
    finds = finds_of(desktop.window)
    assert rank("7", finds)[0].text == "Kadiatou Sidibé"
    people = [find for find in rank("kulibali", finds) if find.icon == "members"]
    assert {find.text for find in people} == {
        "Awa Coulibaly",
        "Fatoumata Coulibaly",
    }


def test_a_book_named_at_the_start_that_cannot_be_opened_is_refused_above_the_welcome(
    desktop, home
):
    other = home / "letter.coop"
    other.write_text("Chère Awa", encoding="utf-8")
    desktop.begin(str(other))
    assert desktop.window.strip.sentence
    assert desktop.window.page.name == "welcome"


def test_a_free_name_never_stands_on_a_book(home):
    (home / "benkadi.coop").touch()
    assert free_name(home, "benkadi").name == "benkadi-2.coop"


def test_the_palette_finds_the_copy_by_the_word_for_it():
    from ui.actions import BY_ID
    from ui.presenters.palette import Find, rank

    action = BY_ID["back_up"]
    finds = [Find(translate(action.text), "", "", print, more=translate(action.find))]
    assert rank("sauvegarde", finds) == finds


@pytest.mark.parametrize(
    ("typed", "action"),
    [("couvrir", "tontine"), ("tirage", "tontine"), ("confid", "funds"), ("retard", "arrears")],
)
def test_the_palette_finds_a_page_by_what_is_done_there(typed, action):
    from ui.actions import BY_ID
    from ui.presenters.palette import Find, rank

    found = BY_ID[action]
    finds = [Find(translate(found.text), "", "", print, more=translate(found.find))]
    assert rank(typed, finds) == finds


def test_the_palette_leads_to_another_group_of_the_book(desktop, file):
    from ui.dialogs.palette import finds_of
    from ui.presenters.palette import rank

    desktop.books.open(str(file))
    founded = {
        "event": "group_founded",
        "group": "sabu",
        "date": "2026-03-05",
        "name": "Sabunyuman",
    }
    desktop.workspace.book.record(founded | {"kind": "savings_group", "preset": "vsla"})
    rank("sabuny", finds_of(desktop.window))[0].deed()
    assert (desktop.workspace.group, desktop.window.page.name) == ("sabu", "home")


def test_a_recent_book_has_its_group_s_own_name_and_the_time_it_was_closed(desktop, file):
    other = file.with_name("femmes-de-lafia-2.coop")
    shutil.copy(file, other)
    desktop.books.open(str(other))
    at = desktop.workspace.clock()
    desktop.books.close()
    os.utime(other, (0, 0))
    row = RecentBook(
        str(other),
        desktop.workspace.settings.book_names[str(other)],
        desktop.workspace.settings.book_used[str(other)],
    )
    assert row.text() == "Benkadi"
    assert f"{at:%d/%m/%Y}" in row.accessibleDescription()
    assert [each.text() for each in desktop.window.page.recent] == ["Benkadi"]
