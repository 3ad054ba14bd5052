"""Every page, full and empty, in both languages, both themes, at 100 and 200 %."""

import pytest

from tests.ui import crawl
from tests.ui.desk import Desk
from ui.presenters.new_group import NewGroup

PAGES = (
    ("home", ""),
    ("members", ""),
    ("member", "7"),
    ("loans", ""),
    ("new_loan", "17"),
    ("journal", ""),
    ("reports", "cash-book"),
    ("share_out", ""),
    ("new_group", ""),
)
# Beside tests/ui/test_every_page.py: a group that never met, a narrow window, and a page no wider
# than its room.
LOOKS = (
    ("en", "dark", 200, "whole", (1366, 768)),
    ("fr", "dark", 200, "founded", (1366, 768)),
    ("en", "light", 100, "founded", (1024, 768)),
    ("fr", "light", 100, "whole", (1024, 768)),
)


@pytest.mark.parametrize(("language", "mode", "zoom", "what", "size"), LOOKS)
def test_every_page_can_be_read_reached_and_named(tmp_path, language, mode, zoom, what, size):
    desk = Desk(tmp_path, what, language=language, mode=mode, zoom=zoom, size=size)
    found = {}
    for name, argument in PAGES:
        page = desk.go(name, argument)
        faults = [*desk.faults(), *crawl.backwards(page)]
        room = page.parentWidget().width()
        if page.minimumSizeHint().width() > room:
            faults.append(f"wider than its room: {page.minimumSizeHint().width()} > {room}")
        if faults:
            found[name] = faults
    desk.close()
    assert found == {}


def test_every_page_follows_a_change_of_language_and_theme(tmp_path):
    desk = Desk(tmp_path)
    titles = {}
    for name, argument in PAGES:
        desk.go(name, argument)
    desk.workspace.change_settings(language="en", theme="dark", zoom=150)
    for name, argument in PAGES:
        titles[name] = desk.go(name, argument).title()
    desk.close()
    assert titles["loans"] == "Loans"
    assert titles["share_out"] == "End-of-cycle share-out"


def test_another_group_in_front_leaves_nothing_of_the_first_on_the_screen(tmp_path):
    desk = Desk(tmp_path)
    sheet = NewGroup(desk.workspace.today)
    sheet.type("name", "Autre")
    sheet.type("members", "Coumba Sow")
    desk.workspace.record_all(sheet.events())
    fronts = {}
    for name, argument in PAGES:
        if name == "new_group":
            continue
        desk.workspace.show_group("benkadi")
        desk.go(name, argument)
        desk.workspace.show_group("autre")
        desk.settle()
        fronts[name] = desk.page.name
        if name not in {"member", "new_loan"}:
            desk.go(name)
    desk.go("new_group")
    desk.close()
    assert set(fronts.values()) == {"home"}
