"""What a line of the meeting's sheet rests on may stand above it on the same sheet."""

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from coop_ledger import i18n
from tests.journeys.telling import Telling
from ui.presenters.meeting_close import problems, try_out
from ui.presenters.meeting_opening import open_meeting, proposed_day
from ui.presenters.meeting_sheet import MeetingSheet

FIRST, SECOND = datetime.date(2026, 1, 7), datetime.date(2026, 1, 14)
AID = {"reasons": {"deuil": 3000}, "up_to_date": True}
HEALTH = {
    "saving": {"unit": "amount", "min": 100},
    "funds": {
        "loan": {"share_out": "proportional"},
        "health": {"share_out": "kept", "fees": "member", "aid": AID},
    },
}
POT = {"contribution": 1000, "levy": 0, "levy_fund": "loan", "order": "lot", "winners": 2}


def begun(folder: Path, preset: str, rules: Mapping[str, object]) -> Telling:
    i18n.use_language("en")
    told, day = Telling(folder / "benkadi.coop", "benkadi"), FIRST.isoformat()
    told.say("group_founded", day, name="Benkadi", kind="savings_group", preset=preset)
    told.say("rules_set", day, rules=rules)
    for member in ("1", "2", "3", "4"):
        told.say("member_joined", day, member=member, name=f"Awa {member}")
    told.say("cycle_opened", day, cycle="2026", ends="2026-12-31")
    return told


def sheet_of(told: Telling) -> MeetingSheet:
    return MeetingSheet(
        open_meeting(told.book, "benkadi", SECOND, SECOND),
        {},
        keep=lambda _texts: None,
        try_out=lambda events: try_out(told.book, events),
    )


@pytest.fixture
def health(tmp_path) -> Iterator[Telling]:
    told, day = begun(tmp_path, "savings_for_health", HEALTH), FIRST.isoformat()
    told.say("income_received", day, fund="health", amount=9000, place="moov", text="don")
    told.say("income_received", day, fund="health", amount=9000, text="don")
    saves = [{"event": "savings_deposited", "member": m, "amount": 100} for m in ("1", "2", "3")]
    told.say("meeting_held", day, number=1, attendance={"4": "absent"}, sheet=saves)
    yield told
    told.book.close()


def test_help_is_no_exception_once_she_pays_what_she_owed_on_the_same_sheet(health):
    sheet = sheet_of(health)
    line = {"kind": "aid", "member": "4", "fund": "health", "reason": "deuil", "amount": "3000"}
    for field, text in line.items():
        sheet.put(f"other.{field}/1", text)
    assert "decision" in sheet.line("other").fields(sheet.values("other", "1"))
    sheet.put("saving/4", "200")
    sheet.look_again()
    assert "decision" not in sheet.line("other").fields(sheet.values("other", "1"))
    assert not [p for p in problems(sheet, health.book) if p.kind == "error"]


def test_goods_bought_on_the_sheet_are_proposed_to_be_given_at_once(health):
    sheet = sheet_of(health)
    bought = {"kind": "goods", "fund": "health", "item": "savon", "quantity": "4", "amount": "300"}
    for field, text in bought.items():
        sheet.put(f"other.{field}/1", text)
    sheet.put("other.kind/2", "given")
    assert (sheet.proposal("other.fund/2"), sheet.proposal("other.item/2")) == ("Health", "savon")
    sheet.put("other.item/2", "savon")
    sheet.put("other.each/2", "1")
    assert not sheet.refusals()
    assert sheet.in_order()[-1][1]["fund"] == "health"


def test_a_fee_she_owes_the_health_fund_goes_back_to_it(health):
    move = {"from": "moov", "to": "box", "fund": "health", "amount": 1000}
    health.say("money_moved", SECOND.isoformat(), **move, fee=20, fee_borne_by="2")
    sheet = sheet_of(health)
    sheet.put("fine/2", sheet.proposal("fine/2"))
    assert [(e["amount"], e["fund"]) for _owner, e in sheet.in_order()] == [(20, "health")]
    assert {box.fund: box.in_ for box in sheet.boxes()}["health"] == 20


def test_after_a_swap_on_the_sheet_the_turn_is_hers_who_took_the_place(tmp_path):
    told = begun(tmp_path, "tontine", {"tontine": POT})
    told.say("tontine_started", FIRST.isoformat())
    told.say("turns_drawn", FIRST.isoformat(), seed="1")
    sheet = sheet_of(told)
    first, second, third, _last = told.facts().record("tontine", "1").turns
    sheet.put_all({f"fund.tontine/{member}": "1000" for member in ("1", "2", "3", "4")})
    sheet.put("other.kind/1", "swap")
    sheet.put("other.member/1", first)
    sheet.put("other.other/1", third)
    sheet.put("other.kind/2", "turn")
    assert sheet.proposal("other.winners/2") == f"{third} {second}"
    sheet.put("other.winners/2", sheet.proposal("other.winners/2"))
    assert not [p for p in problems(sheet, told.book) if p.kind == "error"]
    told.book.close()


@pytest.mark.parametrize(
    ("days", "due"), [(7, "2026-01-12"), (28, "2026-02-02"), (30, "2026-02-05"), (31, "2026-02-05")]
)
def test_who_meets_every_month_is_proposed_the_same_day_of_the_month(days, due):
    before, today = datetime.date(2026, 1, 5), datetime.date(2026, 3, 1)
    assert proposed_day(before, days, before, today) == datetime.date.fromisoformat(due)
