"""Which notes and coins make every envelope exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain.coins import (
    DENOMINATIONS,
    coin_plan,
    count_of,
    pieces,
    pieces_for_all,
    rounding_costs,
    value_of,
)
from coop_ledger.domain.errors import Refusal

WITHOUT_200 = tuple(piece for piece in DENOMINATIONS if piece != 200)


def test_an_envelope_is_made_of_the_largest_notes_first():
    """The slip of member 1 of look/papers.md, without the coin of 200 F."""
    assert pieces(59_280, WITHOUT_200) == {
        10_000: 5, 5000: 1, 2000: 2, 250: 1, 25: 1, 5: 1
    }  # fmt: skip


def test_two_coins_of_200_are_fewer_than_250_and_100_and_50():
    assert pieces(400) == {200: 2}


def test_an_amount_that_the_largest_coin_first_cannot_make_is_made():
    assert pieces(400, [250, 200]) == {200: 2}


def test_an_empty_envelope_takes_no_pieces():
    assert pieces(0) == {}


@pytest.mark.parametrize("amount, denominations", [(59_283, [500, 25, 5]), (300, [250, 200])])
def test_an_amount_that_cannot_be_made_is_refused_by_its_name(amount, denominations):
    with pytest.raises(Refusal) as refused:
        pieces(amount, denominations)
    assert refused.value.value == amount
    assert str(refused.value)


subsets = st.sets(st.sampled_from(DENOMINATIONS), min_size=1)


@given(st.integers(0, 10**12), subsets)
def test_the_pieces_are_worth_the_amount(amount, denominations):
    assert value_of(pieces(amount, [*denominations, 1])) == amount


@given(st.integers(0, 2000), subsets)
def test_no_fewer_pieces_make_the_amount(amount, denominations):
    """Against the plain table that computes every smaller amount first."""
    fewest = [0] + [None] * amount
    for value in range(1, amount + 1):
        known = [fewest[value - piece] for piece in denominations if piece <= value]
        known = [count for count in known if count is not None]
        fewest[value] = min(known) + 1 if known else None
    found = pieces_for_all([amount], tuple(denominations))
    assert (None if found is None else count_of(found)) == fewest[amount]


def test_a_plan_names_the_pieces_of_each_member_and_of_all():
    plan = coin_plan({"1": 1500, "2": 2500})
    assert plan.envelopes == {"1": {1000: 1, 500: 1}, "2": {2000: 1, 500: 1}}
    assert plan.in_envelopes == plan.needed == plan.to_bring == {2000: 1, 1000: 1, 500: 2}


def test_what_is_in_the_box_need_not_be_brought():
    plan = coin_plan({"1": 1500, "2": 2500}, available={2000: 1, 1000: 2})
    assert (plan.to_bring, plan.to_give_back) == ({500: 2}, {1000: 1})


def test_what_stays_in_the_box_is_planned_too():
    plan = coin_plan({"1": 1500}, available={2000: 1})
    assert (plan.kept, plan.to_bring) == ({500: 1}, {1000: 1, 500: 2})


def test_small_coins_the_group_refuses_may_stay_in_the_box():
    plan = coin_plan({"1": 1000}, [1000, 500], available={1000: 1, 1: 3})
    assert (plan.kept, plan.to_bring, plan.to_give_back) == ({1: 3}, {}, {})


def test_a_box_that_holds_less_than_the_envelopes_is_refused():
    with pytest.raises(Refusal) as refused:
        coin_plan({"1": 1500}, available={1000: 1})
    assert refused.value.value == 500


@given(
    st.lists(st.integers(0, 100_000), min_size=1, max_size=8),
    st.dictionaries(st.sampled_from(DENOMINATIONS), st.integers(0, 50)),
)
def test_what_is_brought_and_what_is_given_back_are_worth_the_same(amounts, available):
    lacking = sum(amounts) - value_of(available)
    if lacking > 0:
        available[1] = available.get(1, 0) + lacking
    plan = coin_plan({str(i): amount for i, amount in enumerate(amounts)}, available=available)
    assert value_of(plan.to_bring) == value_of(plan.to_give_back)
    assert value_of(plan.needed) == value_of(available)


def test_a_larger_step_takes_fewer_coins_and_leaves_more():
    franc, fifty = rounding_costs([59_280, 45_144], [1, 50], cash=105_000)
    assert (franc.paid, franc.remainder) == (104_424, 576)
    assert (fifty.paid, fifty.remainder) == (104_350, 650)
    assert count_of(fifty.pieces, 250) < count_of(franc.pieces, 250)


def test_a_step_that_the_coins_cannot_pay_is_shown_without_pieces():
    costs = rounding_costs([59_283], [1, 25], cash=60_000, denominations=[1000, 25])
    assert [cost.pieces is None for cost in costs] == [True, False]
