"""What the meeting's sheet asks when a pot is handed over that does not hold the whole lot."""

import datetime

import pytest

from coop_ledger import i18n
from tests.journeys.telling import Telling
from ui.presenters.meeting_close import try_out
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.meeting_sheet import MeetingSheet

DAY = datetime.date(2026, 1, 3)
RULES = {"contribution": 1000, "levy": 0, "order": "fixed"}


@pytest.fixture
def sheet(tmp_path):
    i18n.use_language("en")
    told = Telling(tmp_path / "samedini.coop", "same")
    day = DAY.isoformat()
    told.say("group_founded", day, name="Samedini", kind="savings_group", preset="tontine")
    told.say("rules_set", day, rules={"tontine": RULES | {"levy_fund": "loan"}})
    for member in ("1", "2", "3"):
        told.say("member_joined", day, member=member, name=f"Awa {member}")
    told.say("cycle_opened", day, cycle="2026", ends="2026-12-31")
    book = told.book
    yield MeetingSheet(
        open_meeting(book, "same", DAY, DAY),
        {},
        keep=lambda _texts: None,
        try_out=lambda events: try_out(book, events),
    )
    book.close()


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
