"""Cycles that are short, that end early, or whose price changes."""

import pytest

from coop_ledger.domain.worth import saved
from tests.domain.log import Group, benkadi

RULES = {
    "saving": {"unit": "share", "price": 500, "min": 0},
    "funds": {"loan": {"share_out": "proportional"}},
    "share_out": {"method": "share_value", "round": {"exact": True}, "remainder": "next_cycle"},
}


def seeded(**seed: int) -> Group:
    """A group that shared out in July, five months before the planned day."""
    group = benkadi(rules=RULES)
    for member, shares in (("1", 3), ("2", 5), ("3", 2)):
        group.say("shares_bought", "2025-01-08", member=member, shares=shares)
    decided = {"cycle": "2025", "approved_by": ["1"]}
    group.say("share_out_decided", "2025-06-30", **decided, seed={"1": 1500, "2": 1000})
    group.say("cycle_closed", "2025-06-30", cycle="2025")
    return group


def test_a_cycle_may_be_shared_out_before_its_planned_day():
    group = seeded()
    assert str(group.facts.cycles()[0].closed_on) == "2025-06-30"


def test_two_share_outs_a_year_are_two_cycles():
    group = seeded()
    group.say("cycle_opened", "2025-07-01", cycle="2025-2", ends="2025-12-31")
    group.say("shares_bought", "2025-07-08", member="3", shares=1)
    group.say("share_out_decided", "2025-12-31", cycle="2025-2", approved_by=["1"])
    paid = {
        m["member"]: m["paid"] for m in group.facts.record("share_out", "2025-2").result["members"]
    }
    assert paid == {"1": 1500, "2": 1000, "3": 500}


@pytest.mark.parametrize(
    ("price", "shares", "left"), [(1000, {"1": 1, "2": 1}, {"1": 500}), (250, {"1": 6, "2": 4}, {})]
)
def test_what_was_put_back_buys_shares_at_the_new_price(price, shares, left):
    group = seeded()
    cash = group.facts.cash("loan")
    rules = {"saving": {"unit": "share", "price": price, "min": 0}}
    said = {"cycle": "2", "ends": "2026-06-30", "rules": rules}
    before = group.state()
    group.say("cycle_opened", "2025-07-01", **said, convert=True)
    assert {m: group.facts.savings(m).quantity for m in shares} == shares
    assert group.facts.cash("loan") == cash
    assert {m: -group.facts.total("4713", member=m) for m in left} == left
    assert saved(group.facts, "loan") == (price * sum(shares.values()), sum(shares.values()))
    group.say("shares_bought", "2025-07-01", member="1", shares=1)  # nothing was bought that day
    group.reverse(group.number)
    group.reverse(group.number - 2)
    assert group.state()[1] == before[1]


def test_without_the_word_the_shares_stay_as_they_are():
    group = seeded()
    rules = {"saving": {"unit": "share", "price": 1000, "min": 0}}
    group.say("cycle_opened", "2025-07-01", cycle="2", ends="2026-06-30", rules=rules)
    assert tuple(group.facts.savings("1")) == (1500, 3)


def test_shares_become_francs_where_the_group_saves_amounts_from_now_on():
    group = seeded()
    rules = {"saving": {"unit": "amount", "min": 100}}
    said = {"cycle": "2", "ends": "2026-06-30", "rules": rules}
    group.say("cycle_opened", "2025-07-01", **said, convert=True)
    assert tuple(group.facts.savings("1")) == (1500, 0)


def test_at_20_a_stamp_crossed_out_takes_a_share_back():
    """+2, +5, −3 shares of 200 F: 4 shares, 800 F (reference on savings groups, 2.3)."""
    group = benkadi(rules={"saving": {"unit": "share", "price": 200, "min": 1, "max": 5}})
    group.say("shares_bought", "2025-01-08", member="1", shares=2)
    group.say("shares_bought", "2025-01-15", member="1", shares=5)
    refusal = group.refuses(
        "shares_sold_back", "2025-01-22", member="1", shares=3, approved_by=["2", "9"]
    )
    assert refusal.field == "approved_by"
    group.say("shares_sold_back", "2025-01-22", member="1", shares=3, approved_by=["2", "3"])
    assert tuple(group.facts.savings("1")) == (800, 4)
