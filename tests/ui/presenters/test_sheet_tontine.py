"""What the meeting's sheet asks when a pot is handed over that does not hold the whole lot."""

import datetime
from pathlib import Path

import pytest

from coop_ledger import i18n
from tests.journeys.telling import Telling
from ui.presenters.meeting_close import try_out
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.meeting_sheet import MeetingSheet

DAY = datetime.date(2026, 1, 3)
RULES = {"contribution": 1000, "levy": 0, "order": "fixed"}


def founded(path: Path, **rules: object) -> Telling:
    i18n.use_language("en")
    told = Telling(path, "same")
    day = DAY.isoformat()
    told.say("group_founded", day, name="Samedini", kind="savings_group", preset="tontine")
    told.say("rules_set", day, rules={"tontine": RULES | {"levy_fund": "loan"}, **rules})
    for member in ("1", "2", "3"):
        told.say("member_joined", day, member=member, name=f"Awa {member}")
    told.say("cycle_opened", day, cycle="2026", ends="2026-12-31")
    return told


def sheet_of(told: Telling) -> MeetingSheet:
    book = told.book
    return MeetingSheet(
        open_meeting(book, "same", DAY, DAY),
        {},
        keep=lambda _texts: None,
        try_out=lambda events: try_out(book, events),
    )


@pytest.fixture
def sheet(tmp_path):
    told = founded(tmp_path / "samedini.coop")
    yield sheet_of(told)
    told.book.close()


def asked(sheet: MeetingSheet) -> tuple[str, ...]:
    return sheet.line("other").fields(sheet.values("other", "1"))


def test_where_all_paid_nothing_is_asked_but_who_takes(sheet):
    sheet.put_all({f"fund.tontine/{member}": "1000" for member in ("1", "2", "3")})
    sheet.put("other.kind/1", "turn")
    sheet.put("other.winners/1", "2")
    assert asked(sheet) == ("kind", "winners")
    assert box_of(sheet).out == 3000


def test_where_the_pot_is_short_it_asks_what_she_gets_and_the_rest_is_left_to_pay(sheet):
    sheet.put_all({f"fund.tontine/{member}": "1000" for member in ("1", "2")})
    sheet.put("other.kind/1", "turn")
    sheet.put("other.winners/1", "2")
    assert asked(sheet) == ("kind", "winners", "amounts")
    assert (
        sheet.line("other").title("amounts", sheet.values("other", "1"))
        == "Paid in hand, the rest later"
    )
    sheet.put("other.amounts/1", "2000")
    assert not sheet.refusals()
    assert sheet.in_order()[-1][1]["amounts"] == {"2": 2000}
    assert box_of(sheet).out == 2000


def test_where_the_rules_name_no_fund_that_covers_the_line_asks_which(tmp_path):
    kept = {"contribution": 0, "share_out": "kept"}
    told = founded(tmp_path / "two.coop", funds={"loan": kept, "social": kept})
    told.say("contribution_paid", DAY.isoformat(), member="1", fund="tontine", amount=1000)
    sheet = sheet_of(told)
    sheet.put("other.kind/1", "cover")
    sheet.put("other.member/1", "3")
    assert asked(sheet) == ("kind", "member", "fund")
    sheet.put("other.fund/1", "sol")
    event = sheet.line("other").event(sheet.values("other", "1"))
    assert event == {"event": "turn_covered", "member": "3", "fund": "social"}

    first, second = sheet.opening.attendees[:2]
    said = [sheet.column("fund.tontine").explain(each, "", "present") for each in (first, second)]
    assert said[0].startswith("round 1 is paid: the next one is asked for once its pot")
    assert said[1] == ""
    told.book.close()


def test_the_field_goes_once_the_pot_is_whole(sheet):
    sheet.put("other.kind/1", "turn")
    sheet.put("other.winners/1", "2")
    assert "amounts" in asked(sheet)
    sheet.put_all({f"fund.tontine/{member}": "1000" for member in ("1", "2", "3")})
    sheet.look_again()
    assert "amounts" not in asked(sheet)


def test_savings_have_no_column_until_somebody_saves_beside_the_pot(sheet):
    assert sheet.column("saving") is None
    sheet.put("other.kind/1", "savings brought")
    sheet.put_all({"other.member/1": "2", "other.amount/1": "500"})
    assert not sheet.refusals()
    line = {"event": "savings_deposited", "member": "2", "amount": 500}
    assert sheet.in_order()[-1][1] == line


def box_of(sheet: MeetingSheet):
    return next(box for box in sheet.boxes() if box.fund == "tontine")
