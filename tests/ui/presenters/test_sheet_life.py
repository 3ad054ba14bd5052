"""What the meeting's sheet asks about a departure or a theft, and the events it makes."""

import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from tests.journeys.telling import Telling
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.sheet_lines.back import Back
from ui.presenters.sheet_lines.life import Departure, Loss
from ui.presenters.sheet_lines.rest import Rest

DAY = "2026-01-07"


@pytest.fixture(autouse=True)
def english():
    i18n.use_language("en")


@pytest.fixture(scope="module")
def opening(tmp_path_factory):
    told = Telling(tmp_path_factory.mktemp("life") / "benkadi.coop", "benkadi")
    told.say("group_founded", DAY, name="Benkadi", kind="savings_group", preset="vsla")
    for member in ("1", "2", "3"):
        told.say("member_joined", DAY, member=member, name=f"Awa {member}", next_of_kin="Moussa")
    told.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
    day = datetime.date(2026, 1, 14)
    yield open_meeting(told.book, "benkadi", day, day)
    told.book.close()


def test_she_leaves_of_her_own_will_unless_said(opening):
    line, values = Departure(opening), {"member": "2"}
    assert line.fields(values) == ("member", "reason")
    assert line.proposal("reason", values) == "She leaves of her own will"
    event = line.event(values)
    assert event == {"event": "member_left", "member": "2", "reason": "left"}
    assert line.cash(event) == {}


def test_a_death_asks_for_the_next_of_kin_and_who_signs(opening):
    line, values = Departure(opening), {"member": "2", "reason": "deceased"}
    assert line.fields(values) == ("member", "reason", "next_of_kin", "approved_by")
    assert line.proposal("next_of_kin", values) == "Moussa"
    event = line.event(values | {"next_of_kin": "Moussa", "approved_by": "1 3"})
    assert (event["next_of_kin"], list(event["approved_by"])) == ("Moussa", ["1", "3"])


def test_an_exclusion_asks_for_the_decision(opening):
    line = Departure(opening)
    values = {"member": "2", "reason": "excluded"}
    assert line.fields(values) == ("member", "reason", "minute")
    assert line.event(values | {"minute": "PV 14"})["minute"] == "PV 14"
    assert "She has died" in line.explain("reason", "", values)


def test_a_theft_says_how_it_came_about(opening):
    line = Loss(opening)
    values = {"fund": "loan", "amount": "3000", "circumstances": "vol de nuit"}
    event = line.event(values)
    assert event["circumstances"] == "vol de nuit"
    assert "reported_to" not in event
    assert line.cash(event) == {"loan": -3000}


def test_what_is_taken_out_early_may_say_who_voted_it(opening):
    line, values = Back(opening), {"member": "2", "amount": "3"}
    assert line.is_complete(values)
    assert line.event(values) == {"event": "shares_sold_back", "member": "2", "shares": 3}
    assert line.event(values | {"approved_by": "1 3"})["approved_by"] == ["1", "3"]


def test_a_rest_is_paid_to_who_is_gone_out_of_the_fund_that_owes_it(tmp_path):
    told = Telling(tmp_path / "rest.coop", "benkadi")
    told.say("group_founded", DAY, name="Benkadi", kind="savings_group", preset="vsla")
    told.say("rules_set", DAY, rules={"leaving": {"pays": "savings_only", "when": "at_once"}})
    for member in ("1", "2"):
        told.say("member_joined", DAY, member=member, name=f"Awa {member}")
    told.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
    told.say("shares_bought", DAY, member="2", shares=2)
    day = datetime.date(2026, 1, 14)
    assert not Rest(open_meeting(told.book, "benkadi", day, day)).is_offered()
    told.say("member_left", DAY, member="2", reason="left", paid=50)
    opening = open_meeting(told.book, "benkadi", day, day)
    line, values = Rest(opening), {"member": "2"}
    left = opening.facts.total("4713", member="2")
    assert line.fields(values) == ("member", "amount")
    assert line.read("member", "awa 2", {}) == "2 · Awa 2"
    assert line.proposal("amount", values) == i18n.money(-left)
    event = line.event(values | {"amount": "100"})
    assert event == {"event": "rest_paid", "member": "2", "amount": 100}
    assert opening.moved(event) == {"loan": -100}
    with pytest.raises(BadText, match="Nothing is left to pay to Awa 1"):
        line.read("member", "1", {})
    told.book.close()
