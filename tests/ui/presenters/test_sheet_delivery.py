"""What the meeting's sheet asks about delivery plans, and the events it makes of it."""

import datetime

import pytest

from coop_ledger.amounts import BadText
from tests.journeys.test_share_fourteen_months import Months
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.sheet_lines.delivery import DeliverySaving, MilestoneReached


@pytest.fixture(scope="module")
def opening(tmp_path_factory):
    months = Months(tmp_path_factory.mktemp("share") / "sikoro.coop", "sikoro")
    months.tell(until=4)
    day = datetime.date(2025, 7, 5)
    yield open_meeting(months.book, "sikoro", day, day)
    months.book.close()


def test_the_monthly_saving_is_proposed_and_counts_for_the_box(opening):
    line, values = DeliverySaving(opening), {"member": "1", "amount": "1000"}
    assert line.is_offered()
    assert line.proposal("amount", values) == "1\u202f000"
    event = line.event(values)
    assert event == {"event": "delivery_saved", "member": "1", "amount": 1000}
    assert line.cash(event) == {"deliveries": 1000}


def test_a_milestone_is_chosen_among_those_to_come_and_needs_its_proof(opening):
    line = MilestoneReached(opening)
    values = {"member": "1", "milestone": line.proposal("milestone", {"member": "1"})}
    assert "cpn1" not in line.choices("milestone", values)
    assert not line.is_complete(values)
    event = line.event(values | {"proof": "CSCOM 41", "bill": "500"})
    assert event == {
        "event": "milestone_reached",
        "member": "1",
        "milestone": "cpn2",
        "proof": "CSCOM 41",
        "bill": 500,
    }
    assert line.cash(event) == {}
    with pytest.raises(BadText):
        line.read("milestone", "zz", values)


def test_who_has_no_plan_is_offered_no_milestone(opening):
    assert MilestoneReached(opening).choices("milestone", {"member": "2"}) == {}
    assert DeliverySaving(opening).proposal("amount", {"member": "2"}) == ""


def test_the_room_reads_no_sum_of_a_plan(opening):
    line, values = DeliverySaving(opening), {"member": "1", "amount": "1000"}
    assert line.explain("member", "1", values) == line.explain("amount", "1000", values) == ""
    woman = next(each for each in opening.attendees if each.code == "1")
    assert (woman.saved > 0, woman.seen) == (True, 0)
