"""Delivery plans at the desk, with real keys: nothing is read before it was asked for by name."""

import dataclasses
import datetime
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.dashboard import dashboard
from coop_ledger.book.questions.deliveries import deliveries
from tests.journeys.test_share_fourteen_months import Months
from tests.ui import benkadi
from tests.ui.desk import Desk
from ui.presenters import home, lifts

ASKED = "Fanta Diallo"


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Path:
    """Sikoro after eleven months: four plans are open on 5 March 2026."""
    path = tmp_path_factory.mktemp("share") / "sikoro.coop"
    months = Months(path, "sikoro")
    months.tell(until=11)
    months.book.close()
    return path


@pytest.fixture
def desk(told, tmp_path):
    path = shutil.copy(told, tmp_path / "sikoro.coop")
    desk = Desk(tmp_path, "none")
    desk.workspace.take_book(Book.open(path, now=lambda: benkadi.NOW))
    desk.workspace.show_group("sikoro")
    desk.go("deliveries")
    yield desk
    desk.close()


def ask(desk: Desk) -> None:
    """Ask for what is confidential, in the dialog: it never begins with who asked before."""

    def answer() -> None:
        assert QApplication.activeModalWidget().by.text() == ""
        desk.enter(ASKED)
        desk.type("suivi du mois")
        desk.press("Ctrl+Return")

    QTimer.singleShot(0, answer)
    desk.page.strip.button.setFocus()
    desk.press("Space")
    desk.window.activateWindow()
    QTest.qWaitForWindowActive(desk.window)


def named(desk: Desk) -> list[str]:
    return [row.cells[0] for row in desk.page.table.view.table_model.table.rows]


def plan_of(desk: Desk, member: str):
    with private.shown():
        return deliveries(desk.workspace.book, "sikoro", member=member)[0]


def test_names_are_hidden_until_someone_asks_and_the_asking_is_kept(desk):
    assert set(named(desk)) == {private.words()}
    ask(desk)
    assert "7 · Fanta 7" in named(desk)
    (asked,) = private.askings(desk.workspace.book, "sikoro")
    assert (asked.by, asked.reason, asked.what) == (ASKED, "suivi du mois", "deliveries")
    later = desk.workspace.clock() + lifts.LASTS
    assert lifts.lifted(desk.workspace.book, "sikoro", "deliveries", later) is None


def test_the_home_page_leads_there_and_names_nobody(desk):
    desk.go("home")
    desk.press("Ctrl+Shift+A")
    assert desk.page.name == "deliveries"
    found = dashboard(desk.workspace.book, "sikoro", desk.workspace.today)
    assert (found.plans_open, found.plans_past) == (4, 1)
    (todo,) = [
        each
        for each in home.to_do(found, desk.workspace.today, treasurer=True)
        if each.page == "deliveries"
    ]
    assert "Fanta" not in todo.note


def test_at_the_end_only_the_next_cycle_is_proposed_and_savings_stay(desk):
    today = desk.workspace.today
    found = dashboard(desk.workspace.book, "sikoro", today)
    first = home.to_do(dataclasses.replace(found, cycle_ends=today), today, treasurer=True)[0]
    assert (first.page, first.title) == ("share_out", "Ouvrir le cycle suivant")
    page = desk.go("share_out")
    assert page.beside.isHidden()
    assert page.above.isHidden()
    assert desk.faults() == []
    desk.press("Ctrl+Return")
    after = dashboard(desk.workspace.book, "sikoro", today)
    assert (after.cycle, after.savings) == ("2", found.savings)


def test_without_asking_only_what_names_nobody_can_be_done(desk):
    form = desk.page.form
    assert [form.deed.itemData(at) for at in range(form.deed.count())] == [
        "open",
        "donor",
        "give_back",
    ]
    form.start("donor")
    desk.enter("5000", "VIR 3")
    desk.press("Ctrl+Return")
    assert "32\u202f500" in desk.page.context()
    form.start("give_back")
    desk.enter("2500", "VIR 4")
    desk.press("Ctrl+Return")
    assert "30\u202f000" in desk.page.context()


def test_a_plan_is_saved_for_proved_and_settled_with_keys_alone(desk):
    ask(desk)
    desk.page.table.view.choose("plan:7/1")
    desk.page.table.view.setFocus()
    desk.press("Return")  # her monthly saving is proposed: what is missing of her goal
    desk.type("1500")
    desk.press("Ctrl+Return")
    assert plan_of(desk, "7").saved == 4500
    form = desk.page.form
    form.start("milestone", "delivery")
    desk.press("Return")
    desk.enter("CSCOM 88", "9000")
    desk.press("Ctrl+Return")
    assert plan_of(desk, "7").granted == 4500
    form.start("settle")
    desk.press("Return")
    desk.type("8000")
    goes = form.goes.accessibleName()
    assert all(
        figure in goes for figure in ("8\u202f000", "4\u202f500", "3\u202f500", "1\u202f000")
    )
    assert plan_of(desk, "7").status == "open"
    desk.press("Ctrl+Return")
    assert plan_of(desk, "7").status == "open"  # it is asked first, woman and sums by name
    assert "Fanta 7" in desk.page.question.windowTitle()
    assert "3\u202f500" in desk.page.question.words
    desk.page.question.verb.click()
    plan = plan_of(desk, "7")
    assert (plan.status, plan.paid_to_centre, plan.returned) == ("closed", 8000, 1000)
    assert desk.page.plan().member == "7"  # she stays chosen, so nobody else is at hand
    assert "Fanta 7" in form.done.text()


def test_how_one_plan_ended_is_never_proposed_for_the_next_woman(desk):
    ask(desk)
    view, form = desk.page.table.view, desk.page.form
    view.choose("plan:7/1")
    form.start("settle")
    form.outcome.choose("lost")
    view.choose("plan:8/1")
    form.start("settle")
    assert form.outcome.value() == "delivered"


def test_a_factor_off_her_saving_is_asked_about_and_the_keys_alone_do_not_record_it(desk):
    ask(desk)
    desk.page.table.view.choose("plan:8/1")
    form = desk.page.form
    form.start("saving")
    before = plan_of(desk, "8").saved
    field = form.fields["amount"]
    field.set_amount(5000)
    desk.press("Ctrl+Return", "Ctrl+Return")
    assert plan_of(desk, "8").saved == before
    assert "1\u202f000" in field.error.buttons()[0].text()
    field.error.buttons()[0].click()
    desk.press("Ctrl+Return")
    assert plan_of(desk, "8").saved == before + 1000


def test_a_milestone_without_its_proof_is_told_under_the_field(desk):
    ask(desk)
    desk.page.table.view.choose("plan:7/1")
    form = desk.page.form
    form.start("milestone", "delivery")
    desk.press("Ctrl+Return")
    assert form.fields["proof"].error.isVisible()


def test_what_happened_before_today_is_recorded_on_its_day(desk):
    ask(desk)
    desk.page.table.view.choose("plan:7/1")
    form = desk.page.form
    form.start("milestone", "delivery")
    form.day.setText("01/03/2026")
    form.lines["proof"].setText("CSCOM 88")
    form.amounts["bill"].set_amount(9000)
    desk.press("Ctrl+Return")
    reached = {each.milestone: each.date for each in plan_of(desk, "7").milestones}
    assert reached["delivery"] == datetime.date(2026, 3, 1)
    assert form.day.value() == desk.workspace.today


def test_what_was_typed_for_one_woman_is_never_recorded_for_another(desk):
    ask(desk)
    view = desk.page.table.view
    view.choose("plan:7/1")
    desk.page.form.start("saving")
    desk.type("700")
    view.choose("plan:8/1")
    assert desk.page.form.fields["amount"].amount() is None
    view.choose("plan:7/1")
    view.setFocus()
    desk.press("Return")
    desk.type("700")
    desk.press("Ctrl+Return", "Ctrl+Return")
    assert (plan_of(desk, "7").saved, plan_of(desk, "8").saved) == (3700, 2000)


def test_what_is_refused_is_said_before_it_is_recorded(desk):
    ask(desk)
    desk.page.table.view.choose("plan:7/1")
    desk.page.form.start("settle")
    assert "enregistrez-le d’abord" in desk.page.form.refused.text()
    desk.press("Ctrl+Return")
    assert plan_of(desk, "7").status == "open"


def test_a_plan_is_opened_with_the_card_of_the_enrolment(desk):
    desk.page.form.start("open")
    desk.enter("1", "01/08/2026", "6000", "MH-0077")
    desk.press("Ctrl+Return")
    plan = plan_of(desk, "1")
    assert (plan.status, plan.goal, plan.next_milestone) == ("open", 6000, "cpn1")
    assert plan.milestones[0].proof == "MH-0077"


def test_a_new_group_begins_with_a_plan(desk):
    today = desk.workspace.today
    found = dashboard(desk.workspace.book, "sikoro", today)
    nothing = dataclasses.replace(found.cash, places=(), total=0)
    new = dataclasses.replace(
        found, cash=nothing, savings=0, loans_out=0, meetings_held=0, plans_open=0
    )
    first = home.to_do(new, today, treasurer=True)[0]
    assert (first.page, first.title) == ("deliveries", "Ouvrir un plan d’accouchement")


def test_a_plan_cannot_be_opened_without_its_day(desk):
    form = desk.page.form
    form.start("open")
    desk.enter("1")
    assert form.due.text() == ""
    desk.press("Ctrl+Return")
    assert form.fields["due"].error.isVisible()


def test_a_group_without_the_rule_is_told_where_plans_begin(tmp_path):
    desk = Desk(tmp_path)
    page = desk.go("deliveries")
    assert page.empty.isVisible()
    assert not desk.window.deeds["deliveries"].isVisible()
    desk.close()


@pytest.mark.parametrize(("language", "mode", "zoom"), [("fr", "dark", 200), ("en", "light", 100)])
def test_nothing_is_cut_or_without_a_name(told, tmp_path, language, mode, zoom):
    path = shutil.copy(told, tmp_path / "sikoro.coop")
    desk = Desk(tmp_path, "none", language=language, mode=mode, zoom=zoom)
    desk.workspace.take_book(Book.open(path, now=lambda: benkadi.NOW))
    desk.workspace.show_group("sikoro")
    desk.go("deliveries")
    ask(desk)
    for deed in ("saving", "milestone", "settle", "open", "donor", "give_back"):
        desk.page.form.start(deed)
        assert desk.faults() == []
    desk.close()
