"""What was asked of members and not brought, and what was brought ahead."""

import datetime

import pytest

from coop_ledger.domain.arrears import Arrears, owed, paid_ahead
from tests.domain.log import Group, benkadi

WEEKS = ("2025-01-08", "2025-01-15", "2025-01-22", "2025-01-29")
LAST = datetime.date.fromisoformat(WEEKS[2])
RULES = {
    "saving": {"unit": "share", "price": 200, "min": 1, "max": 5},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 100, "share_out": "kept"},
    },
}


@pytest.fixture
def group() -> Group:
    return benkadi(rules=RULES)


def meet(group: Group, number: int, *sheet: dict[str, object]) -> None:
    here = {member.code: "present" for member in group.facts.members()}
    group.say("meeting_held", WEEKS[number - 1], number=number, attendance=here, sheet=[*sheet])


def social(amount: int, member: str = "1", **more: object) -> dict[str, object]:
    return {
        "event": "contribution_paid",
        "member": member,
        "fund": "social",
        "amount": amount,
        **more,
    }


def test_nothing_is_owed_before_the_first_meeting(group):
    assert owed(group.facts, "1", LAST) == {}


def test_what_was_not_brought_is_owed_by_fund(group):
    meet(group, 1, social(100))
    meet(group, 2)
    meet(group, 3, social(40))
    assert owed(group.facts, "1", LAST) == {"social": 160}
    standing = Arrears(group.facts, LAST).standings("1")[0]
    assert (standing.expected, standing.paid, standing.missed) == (300, 140, 2)


def test_arrears_may_be_paid_at_a_later_meeting(group):
    meet(group, 1)
    meet(group, 2, social(200))
    assert owed(group.facts, "1", LAST) == {}


def test_money_paid_for_meetings_to_come_is_ahead(group):
    meet(group, 1, social(300))
    assert paid_ahead(group.facts, "1", LAST) == {"social": 200}
    meet(group, 2)
    meet(group, 3)
    assert owed(group.facts, "1", LAST) == paid_ahead(group.facts, "1", LAST) == {}


def test_the_day_asked_about_is_not_looked_beyond(group):
    meet(group, 1)
    meet(group, 2, social(200))
    assert owed(group.facts, "1", datetime.date(2025, 1, 14)) == {"social": 100}


def test_each_carnet_is_asked_for(group):
    group.say("member_joined", "2025-01-02", member="9", name="Fanta Keïta", carnets=2)
    meet(group, 1, social(100, "9"))
    assert owed(group.facts, "9", LAST) == {"social": 100}


def test_who_joins_later_owes_nothing_of_before(group):
    meet(group, 1)
    group.say("member_joined", WEEKS[1], member="9", name="Fanta Keïta")
    meet(group, 2)
    assert owed(group.facts, "9", LAST) == {"social": 100}


def test_each_meeting_asks_by_the_rules_of_its_day(group):
    meet(group, 1)
    group.say(
        "rules_set",
        WEEKS[1],
        rules={"funds": {**RULES["funds"], "social": {"contribution": 250, "share_out": "kept"}}},
    )
    meet(group, 2)
    assert owed(group.facts, "1", LAST) == {"social": 350}


def test_a_fund_that_does_not_follow_arrears_has_none(group):
    free = {"contribution": 100, "share_out": "kept", "arrears": False}
    group.say("rules_set", WEEKS[0], rules={"funds": {**RULES["funds"], "social": free}})
    meet(group, 1)
    assert Arrears(group.facts, LAST).standings("1") == ()


def test_a_contribution_taken_back_is_owed_again(group):
    meet(group, 1, social(100, id="paid"))
    group.reverse("paid", WEEKS[1])
    assert owed(group.facts, "1", LAST) == {"social": 100}


def test_the_levy_of_a_tontine_is_no_contribution_to_the_fund_it_goes_to(group):
    tontine = {"contribution": 1200, "levy": 200, "levy_fund": "social", "order": "fixed"}
    group.say("rules_set", WEEKS[0], rules={"tontine": tontine})
    turn = {"event": "contribution_paid", "member": "1", "fund": "tontine", "amount": 1200}
    meet(group, 1, turn)
    assert owed(group.facts, "1", LAST) == {"social": 100}


def test_a_share_out_ends_what_was_owed(group):
    meet(group, 1, {"event": "shares_bought", "member": "1", "shares": 2})
    group.say("share_out_decided", WEEKS[1], cycle="2025", approved_by=["1", "2"])
    assert owed(group.facts, "1", LAST) == {}


def test_what_was_owed_in_a_cycle_that_is_over_can_still_be_asked(group):
    meet(group, 1, {"event": "shares_bought", "member": "1", "shares": 2}, social(60))
    group.say("share_out_decided", WEEKS[1], cycle="2025", approved_by=["1", "2"])
    group.say("cycle_closed", WEEKS[1], cycle="2025")
    group.say("cycle_opened", WEEKS[1], cycle="2026", ends="2026-01-01")
    meet(group, 2, social(300))
    assert owed(group.facts, "1", datetime.date(2025, 1, 14)) == {"social": 40}
    assert paid_ahead(group.facts, "1", LAST) == {"social": 200}


def test_a_meeting_at_which_less_than_the_least_was_saved_is_missed(group):
    meet(group, 1, {"event": "shares_bought", "member": "1", "shares": 2})
    meet(group, 2)
    missed = Arrears(group.facts, LAST).missed_savings("1")
    assert [(each.meeting, each.left, each.amount) for each in missed] == [(2, 1, 200)]
