"""The table of actions, and what AZERTY forbids."""

import re

import pytest

from ui.actions import ACTIONS, MENUS, RAIL
from ui.theme import RESOURCES
from ui.widgets.label import key_text

# Zoom keys are on the keypad too, where they need no Shift.
ON_THE_KEYPAD = {"Ctrl++", "Ctrl+-", "Ctrl+0"}


def test_every_action_has_its_own_name():
    names = [action.id for action in ACTIONS]
    assert len(names) == len(set(names))


def test_no_key_does_two_things():
    keys = [action.key for action in ACTIONS if action.key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.key], ids=lambda a: a.id)
def test_no_key_needs_shift_or_altgr_on_an_azerty_keyboard(action):
    last = action.key.rpartition("+")[2]
    assert action.key in ON_THE_KEYPAD or not re.fullmatch(r"[0-9/\[\]\\@?]", last)


@pytest.mark.parametrize("action", [a for a in ACTIONS if a.icon], ids=lambda a: a.id)
def test_every_icon_is_drawn(action):
    assert (RESOURCES / "icons" / f"{action.icon}.svg").exists()


def test_every_action_stands_in_a_menu_or_is_the_menu():
    assert {action.menu for action in ACTIONS if action.id != "menu"} == set(MENUS)


def test_the_rail_has_at_most_six_places():
    assert 0 < len(RAIL) <= 6


@pytest.mark.parametrize(
    ("id_", "key"),
    [("help", "F1"), ("edit", "F2"), ("find", "F3"), ("meeting", "F5"), ("loans", "F7"), ("new_loan", "Ctrl+Shift+N"),
     ("menu", "F10"), ("room", "F11"), ("close_off", "F12"), ("palette", "Ctrl+K")],
)  # fmt: skip
def test_the_keys_of_the_card_under_the_screen_stay(id_, key):
    assert next(action.key for action in ACTIONS if action.id == id_) == key


def test_keys_are_engraved_in_french():
    assert key_text("Ctrl+Return") == "Ctrl+Entrée"
    assert key_text("Alt+Home") == "Alt+Début"
    assert key_text("Ctrl++") == "Ctrl++"
    assert key_text("") == ""
