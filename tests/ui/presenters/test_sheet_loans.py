"""What the meeting's sheet asks about loans that run, and about the group's own."""

import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from tests.journeys.telling import Telling
from ui.presenters.guarantees import as_fields, read_guarantees, written
from ui.presenters.meeting_loans import NewLoans, next_number
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.sheet_lines.loan_deeds import (
    BankLoanIn,
    BankLoanOut,
    MoreTime,
    Ratified,
    Recovered,
    WrittenOff,
)

DAY = "2026-01-07"
ORDINARY = {"method": "flat", "rate_percent": "5", "term": 3, "ratify": True, "loans_at_once": 1}
OPEN = {"method": "none", "non_members": True}


@pytest.fixture(autouse=True)
def english():
    i18n.use_language("en")


@pytest.fixture(scope="module")
def opening(tmp_path_factory):
    told = Telling(tmp_path_factory.mktemp("lines") / "benkadi.coop", "benkadi")
    told.say("group_founded", DAY, name="Benkadi", kind="savings_group", preset="vsla")
    told.say("rules_set", DAY, rules={"loans": {"ordinary": ORDINARY, "open": OPEN}})
    for member in ("1", "2", "3"):
        told.say("member_joined", DAY, member=member, name=f"Awa {member}")
    told.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
    told.say("income_received", DAY, amount=100_000, text="don")
    for loan, member in (("P1", "1"), ("P2", "2"), ("P3", "3")):
        lent = {"loan": loan, "member": member, "product": "ordinary", "principal": 10_000}
        told.say("loan_issued", DAY, **lent)
    told.say("loan_ratified", DAY, loan="P2")
    told.say("loan_written_off", DAY, loan="P3")
    told.say("bank_loan_received", DAY, loan="B1", lender="Kafo", principal=50_000)
    day = datetime.date(2026, 1, 14)
    yield open_meeting(told.book, "benkadi", day, day)
    told.book.close()


def test_a_loan_is_ratified_by_its_number_or_its_borrower(opening):
    line = Ratified(opening)
    assert list(line.choices("loan", {})) == ["P1", "P3"]
    assert line.event({"loan": "awa 1", "minute": "14"}) == {
        "event": "loan_ratified",
        "loan": "P1",
        "minute": "14",
    }
    with pytest.raises(BadText):
        line.event({"loan": "awa"})


def test_more_time_and_a_loss_are_decided_on_open_loans(opening):
    assert list(MoreTime(opening).choices("loan", {})) == ["P1", "P2"]
    more = MoreTime(opening).event({"loan": "P1", "term": "2", "text": "crue"})
    assert more == {"event": "loan_rescheduled", "loan": "P1", "term": 2, "reason": "crue"}
    lost = WrittenOff(opening).event({"loan": "P2", "minute": "14", "text": "partie"})
    assert (lost["event"], lost["reason"]) == ("loan_written_off", "partie")


def test_a_loss_is_not_complete_without_the_minutes_and_the_reason(opening):
    assert not WrittenOff(opening).is_complete({"loan": "P2", "minute": "14"})
    assert not WrittenOff(opening).is_complete({"loan": "P2", "text": "partie"})
    assert not MoreTime(opening).is_complete({"loan": "P1", "term": "2"})


def test_what_comes_in_on_a_lost_loan_is_proposed_whole(opening):
    line = Recovered(opening)
    assert line.proposal("loan", {}).startswith("P3")
    assert line.proposal("amount", {"loan": "P3"}) == "10\u202f500"
    event = line.event({"loan": "P3", "amount": "4000"})
    assert line.cash(event) == {"loan": 4000}


def test_the_bank_lends_and_is_paid_back(opening):
    taken = BankLoanIn(opening).event(
        {"loan": "B2", "lender": "Kafo", "principal": "20 000", "rate_percent": "1,5 %"}
        | {"term": "6"}
    )
    assert (taken["rate_percent"], taken["principal"], taken["term"]) == ("1.5", 20_000, 6)
    line = BankLoanOut(opening)
    assert line.proposal("principal", {"loan": "B1"}) == "50\u202f000"
    event = line.event({"loan": "B1", "principal": "20000", "interest": "500"})
    assert line.cash(event) == {"loan": -20_500}


def test_a_rule_that_the_meeting_may_overrule_asks_who_agreed(opening):
    loans = NewLoans(opening)
    asked = {"member": "1", "principal": "1000"}
    assert "approved_by" in loans.fields(asked)
    assert "approved_by" not in loans.fields({"member": "3", "principal": "1000"})


def test_who_is_no_member_is_named_where_the_rules_allow_it(opening):
    loans = NewLoans(opening)
    asked = {"member": "3", "principal": "1000", "loan": "P9"}
    assert "borrower" not in loans.fields(asked)
    other = asked | {"product": "open"}
    assert loans.proposal("borrower", other, ()) == "0"
    assert "borrower" in loans.fields(other)
    assert "borrower" not in loans.event(other | {"borrower": "0"})
    assert loans.event(other | {"borrower": "Fatim"})["borrower"] == "Fatim"


def test_guarantors_are_typed_with_what_they_stand_for():
    codes = {"3": "3", "8": "8", "awa": "1"}
    found = read_guarantees("3 = 20000, 8", codes.__getitem__)
    assert found == {"3": 20_000, "8": 0}
    assert written(found) == "3=20000 8"
    assert as_fields(found) == {"guarantors": ["8"], "guarantees": {"3": 20_000}}
    assert read_guarantees("awa", codes.__getitem__) == {"1": 0}
    with pytest.raises(BadText):
        read_guarantees("3 3", codes.__getitem__)


@pytest.mark.parametrize(
    ("codes", "following"),
    [
        ((), "P001"),
        (("P007",), "P008"),
        (("3-1",), "P001"),
        (("PR-9", "3-1"), "PR-10"),
        (("2025-7",), "2025-8"),
    ],
)
def test_a_number_goes_on_the_series_and_never_looks_like_a_members(codes, following):
    assert next_number(codes) == following
