"""Joining while a cycle is under way, by the rule of the group."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain import worth
from coop_ledger.domain.joining import joining
from tests.domain.log import Group, benkadi

LATER = "2025-02-01"


def meeting(in_cycle: str, unit: str = "share") -> Group:
    saving = {"unit": "share", "price": 100, "min": 1, "max": 5}
    if unit == "amount":
        saving = {"unit": "amount", "min": 250}
    group = benkadi(rules={"saving": saving, "joining": {"in_cycle": in_cycle}})
    for number, day in enumerate(("2025-01-08", "2025-01-15", "2025-01-22"), start=1):
        group.say("meeting_held", day, number=number, attendance={})
    return group


def joins(group: Group, date: str = LATER, **fields: object) -> None:
    group.say("member_joined", date, member="9", name="Oumou Touré", **fields)


def test_a_woman_who_comes_while_it_is_refused_waits_for_the_next_cycle():
    group = meeting("refused")
    refusal = group.refuses("member_joined", LATER, member="9", name="Oumou")
    assert "31/12/2025" in str(refusal)
    group.say("cycle_closed", LATER, cycle="2025")
    joins(group)


def test_before_the_first_meeting_nobody_is_late():
    joins(benkadi(rules={"joining": {"in_cycle": "refused"}}), "2025-01-01")


@pytest.mark.parametrize(("unit", "least"), [("share", 300), ("amount", 750)])
def test_who_catches_up_brings_what_the_least_saver_was_bound_to(unit, least):
    group = meeting("catch_up", unit)
    assert joining(group.facts, group.log.said[-1].event.date, 2).least == least * 2 // 3 * 2
    refusal = group.refuses("member_joined", LATER, member="9", name="Oumou", catch_up=200)
    assert refusal.field == "catch_up"
    group.refuses("member_joined", LATER, member="9", name="Oumou")
    joins(group, catch_up=least)
    assert group.facts.savings("9").amount == least


def test_at_present_value_what_is_above_the_price_is_the_groups():
    group = meeting("current_value")
    group.say("shares_bought", "2025-01-22", member="1", shares=3)
    group.say("income_received", "2025-01-22", amount=100, text="don")  # 400 F for 3 shares
    refusal = group.refuses("member_joined", LATER, member="9", name="Oumou", catch_up=200)
    assert refusal.params["lower"] == 134
    assert refusal.params["upper"] == 267
    joins(group, catch_up=267)
    assert tuple(group.facts.savings("9")) == (200, 2)
    assert group.facts.total("7582", member="9") == -67


def test_what_waits_for_a_leaver_shares_in_no_surplus():
    """4 shares of 100 F, one of them waits: 90 F of surplus are 30 a share, not 22.50."""
    group = meeting("current_value")
    group.say("shares_bought", "2025-01-22", member="1", shares=3)
    group.say("shares_bought", "2025-01-22", member="2", shares=1)
    group.say("income_received", "2025-01-22", amount=90, text="don")
    group.say("rules_set", "2025-01-22", rules={"funds": {"loan": {}}})  # nothing else is owed
    group.say("member_left", "2025-01-22", member="2", reason="left")
    joins(group, catch_up=130)
    assert tuple(group.facts.savings("9")) == (100, 1)


def test_after_a_loss_a_share_is_never_below_its_price():
    group = meeting("current_value")
    group.say("shares_bought", "2025-01-22", member="1", shares=3)
    group.say("expense_paid", "2025-01-22", amount=100, text="registre")
    joins(group, catch_up=200)
    assert tuple(group.facts.savings("9")) == (200, 2)


@settings(max_examples=25)
@given(
    shares=st.lists(st.integers(0, 5), min_size=3, max_size=3).filter(any),
    gain=st.integers(0, 997),
    bought=st.integers(1, 9),
    amounts=st.booleans(),
)
def test_a_share_of_the_others_is_worth_no_less_when_one_joins(shares, gain, bought, amounts):
    group = meeting("current_value", "amount" if amounts else "share")
    for member, count in enumerate(shares, start=1):
        if count and amounts:
            said = {"member": str(member), "amount": 250 * count}
            group.say("savings_deposited", "2025-01-22", **said)
        elif count:
            group.say("shares_bought", "2025-01-22", member=str(member), shares=count)
    if gain:
        group.say("income_received", "2025-01-22", amount=gain, text="don")
    before, paid = value(group), 250 * bought
    if not amounts:
        paid = worth.paid_for_shares(group.facts, "loan", 100, bought)
    joins(group, catch_up=paid)
    assert value(group) >= before
    if not amounts:
        assert group.facts.savings("9").quantity == bought


def value(group: Group) -> Fraction:
    saved, _shares = worth.saved(group.facts, "loan")
    return Fraction(saved + worth.surplus(group.facts, "loan"), saved)


def test_she_may_be_the_same_woman_as_one_elsewhere():
    group = meeting("open")
    for wrong in ("benkadi/9", "jigi", "benkadi/77", "jigi/"):
        group.refuses("member_joined", LATER, member="9", name="Oumou", same_as=wrong)
    joins(group, same_as="jigi/4", next_of_kin="Moussa", next_of_kin_phone="76123456")
    record = group.facts.member("9")
    assert (record.same_as, record.next_of_kin) == ("jigi/4", "Moussa")
