"""The facts of a group: what they answer, and how events change them."""

import datetime

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.events import READER
from coop_ledger.domain.facts import Facts, number_order
from tests.domain.log import Group, benkadi

DAY = "2025-01-08"
ON = datetime.date(2025, 1, 8)


@pytest.fixture
def group() -> Group:
    return benkadi("2", "10", "1", "A")


def test_a_group_needs_no_past_to_begin():
    facts = Facts("benkadi")
    of_group = {"group": "benkadi", "date": DAY}
    for said in (
        {"event": "group_founded", "name": "B", "kind": "savings_group", "preset": "vsla"},
        {"event": "member_joined", "member": "1", "name": "Awa"},
        {"event": "cycle_opened", "cycle": "1", "ends": "2026-01-01"},
        {"event": "shares_bought", "member": "1", "shares": 5},
        {"event": "meeting_held", "number": 1, "attendance": {"1": "present"}},
    ):
        facts.happen(READER.read(of_group | said))
    assert facts.savings("1") == (500, 5)
    with pytest.raises(Refusal):
        facts.happen(
            READER.read(of_group | {"event": "event_reversed", "reverses": 1, "reason": "x"})
        )


def test_members_come_as_people_count(group):
    assert [member.code for member in group.facts.members()] == ["1", "2", "10", "A"]


@pytest.mark.parametrize(
    "codes",
    [["1", "2", "10", "A", "B"], ["01", "1"], ["9", "²"], ["9", "٣"], ["", "x"]],
)
def test_numbers_come_before_words_and_no_digit_is_a_surprise(codes):
    backwards = codes[::-1]
    assert sorted(backwards, key=number_order) == codes


def test_leaves_come_as_people_count(group):
    for member in ("10", "A", "2"):
        group.say("shares_bought", DAY, member=member, shares=1)
    assert [key.member for key in group.facts.leaves("1851")] == ["2", "10", "A"]


def test_balances_are_asked_by_account_fund_and_member(group):
    group.say("shares_bought", DAY, member="1", shares=2)
    group.say("contribution_paid", DAY, member="1", fund="social", amount=50)
    facts = group.facts
    assert (facts.total("571"), facts.total("571", fund="social")) == (250, 50)
    assert facts.total("1851", member="2") == 0
    assert facts.by_member("1851", "loan") == {"1": (-200, 2)}
    assert facts.cash_of("loan") == facts.cash("loan") == 200
    assert sum(balance.amount for balance in facts.stands().values()) == 0


def test_what_was_saved_on_a_day_is_read_before_it_grows(group):
    """A fresh look at a day that already holds savings must not count them twice."""
    group.say("shares_bought", DAY, member="1", shares=2)
    again = Facts("benkadi", group.log)
    event = {"event": "shares_bought", "group": "benkadi", "date": DAY, "member": "1", "shares": 1}
    again.happen(READER.read(event))
    assert again.saved_on(ON, "1") == (300, 3)


def test_a_history_is_whole_though_it_is_asked_late(group):
    """What happened since the source was last written is there when it is first asked."""
    group.say("rules_set", DAY, rules={"loans": {"x": {"method": "none", "term": 3}}})
    group.say("income_received", DAY, amount=5000, text="don")
    said = {"event": "loan_issued", "loan": "1", "member": "1", "product": "x", "principal": 1000}
    paid = {"event": "loan_repaid", "loan": "1", "amount": 100}
    facts = Facts("benkadi", group.log)
    for event in (said, paid, paid):
        facts.happen(READER.read({"group": "benkadi", "date": DAY, **event}))
    assert [movement.amount for movement in facts.loan_history("1")] == [1000, -100, -100]


def test_rules_of_days_between_the_same_votes_are_the_same(group):
    facts = group.facts
    assert facts.rules(ON) is facts.rules(ON + datetime.timedelta(days=300))


def test_the_open_cycle_follows_what_happens(group):
    assert group.facts.open_cycle(ON).code == "2025"
    group.say("cycle_closed", DAY, cycle="2025")
    with pytest.raises(Refusal):
        group.facts.open_cycle(ON)
    group.say("cycle_opened", DAY, cycle="next", ends="2026-12-31")
    assert group.facts.open_cycle(ON).code == "next"


def test_meetings_are_counted_as_they_are_held_and_taken_back(group):
    group.say("meeting_held", DAY, number=1, attendance={})
    assert group.facts.met() == {"2025/1": ON}
    group.reverse(group.number)
    assert group.facts.met() == {}


@pytest.mark.parametrize("members", [500])
def test_a_group_of_five_hundred_shares_out(members):
    """As many members as a village: every franc is given, in the order of their numbers."""
    group = benkadi(*map(str, range(1, members + 1)), rules={"funds": {"loan": {}}})
    sheet = [
        {"event": "shares_bought", "member": str(number), "shares": number % 5 + 1}
        for number in range(1, members + 1)
    ]
    group.say("meeting_held", DAY, number=1, attendance={}, sheet=sheet)
    group.say("income_received", DAY, amount=12_345, text="don")
    fields = {"cycle": "2025", "approved_by": ["1"], "rounding": {"exact": True}}
    group.say("share_out_decided", "2025-12-24", **fields)
    result = group.facts.record("share_out", "2025").result
    assert [line["member"] for line in result["members"]] == [str(n + 1) for n in range(members)]
    assert (result["remainder"], group.facts.cash("loan")) == (0, 0)
