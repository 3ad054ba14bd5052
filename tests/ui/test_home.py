"""Home: what it shows adds up, and each thing leads to its page."""

import dataclasses
import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.dashboard import dashboard
from tests.ui import benkadi
from tests.ui.desk import Desk
from ui.presenters import home
from ui.presenters.new_group import NewGroup
from ui.widgets.popover import Popover
from ui.widgets.row_button import RowButton


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.go("home")
    yield desk
    desk.close()


def test_the_cash_of_the_first_fund_is_savings_and_profit_less_what_is_out(desk):
    found = dashboard(desk.workspace.book, "benkadi", desk.workspace.today)
    held = found.funds["loan"]
    owed = found.fund_savings + found.profit - found.fund_loans_out - held
    assert found.fund_savings + found.profit - found.fund_loans_out - owed == held == 417700
    assert "485\u202f000" in home.boxes(found)[0].proof


def test_the_keyboard_stands_on_the_one_thing_to_do(desk):
    assert desk.target() is desk.page.start


def test_the_cash_can_be_asked_about(desk):
    desk.page.expected.asked.emit()
    assert desk.window.findChild(Popover) is not None


def test_a_late_loan_leads_to_it(desk):
    rows = [row for row in desk.page.late.findChildren(RowButton) if row.isVisible()]
    assert len(rows) == 2
    rows[1].click()
    assert (desk.page.name, desk.page.loan().loan) == ("loans", "PR-4")


def test_the_growth_is_compared_with_the_last_cycle_at_the_same_meeting(desk):
    found = dashboard(desk.workspace.book, "benkadi", desk.workspace.today)
    words, ink = home.compared(found)
    assert ink == "money_in"
    assert "13" in words


def test_a_group_that_never_met_is_told_what_comes_first(tmp_path):
    desk = Desk(tmp_path, "founded")
    page = desk.go("home")
    assert not page.no_chart.isHidden()
    assert page.chart.isHidden()
    desk.close()


def test_a_record_is_seen_at_once(desk):
    event = {
        "event": "income_received",
        "group": "benkadi",
        "date": "2026-03-05",
        "fund": "social",
        "amount": 1000,
        "text": "don",
    }
    desk.workspace.record(event)
    assert "455\u202f350" in desk.page.expected.accessibleName()


@pytest.mark.parametrize(("ago", "ahead"), [(0, 7), (7, 0), (10, 4), (14, 0)])
def test_a_new_group_is_not_late_for_its_first_meeting(tmp_path, ago, ahead):
    today = benkadi.NOW.date()
    sheet = NewGroup(today)
    sheet.type("name", "Benkadi")
    sheet.type("members", "Awa Traoré")
    sheet.type("opens", i18n.day(today - datetime.timedelta(days=ago)))
    with Book.create(tmp_path / "b.coop", now=lambda: benkadi.NOW) as book:
        book.record_all(sheet.events())
        found = dashboard(book, "benkadi", today)
    assert (found.next_meeting_on - today).days == ahead


def test_a_cycle_in_which_nobody_met_begins_with_its_meeting_however_late(tmp_path):
    desk = Desk(tmp_path, "founded")
    found = dashboard(desk.workspace.book, "benkadi", desk.workspace.today)
    desk.close()
    past = found.next_meeting_on - datetime.timedelta(days=1)
    empty = dataclasses.replace(found, cycle_ends=past)
    saved = dataclasses.replace(empty, meetings_held=24, savings=1000)
    day = found.next_meeting_on
    assert not home.is_over(empty, day)
    assert home.is_over(saved, day)
    assert not home.is_over(saved, past - datetime.timedelta(days=60))
    words = [deed.page for deed in home.to_do(empty, day, treasurer=True)]
    assert "share_out" not in words
