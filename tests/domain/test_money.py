"""Dividing, rounding and cutting whole francs."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.money import down_to, rounded_half_up, split, whole_parts

weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any)


def test_a_hundred_francs_among_three_go_first_to_the_first():
    """reliability.md 6, case 27."""
    assert split(100, [1, 1, 1]) == (34, 33, 33)


def test_the_profit_of_an_investment_group_is_split_in_proportion_to_savings():
    """savings-groups.md AT-06, from source [73]; B, C and D derived from it."""
    savings = [370_500, 163_200, 421_100, 45_200]
    assert split(5_000_000, savings) == (1_852_500, 816_000, 2_105_500, 226_000)


def test_two_francs_among_three_leave_the_last_without():
    """savings-groups.md AT-13, from source [77]."""
    assert split(2, [1, 1, 1]) == (1, 1, 0)


def test_an_odd_contribution_in_two_halves_gives_the_franc_to_the_first_box():
    """savings-groups.md AT-19: 125 F and 75 F through the rule 50 / 50 of source [27]."""
    assert (split(125, [50, 50]), split(75, [50, 50])) == ((63, 62), (38, 37))


def test_the_franc_left_goes_to_the_largest_remainder():
    assert split(10, [1, 1, 4]) == (2, 2, 6)


def test_nothing_is_split_into_nothing():
    assert split(0, [3, 1]) == (0, 0)


def test_a_part_of_zero_gets_nothing():
    """reliability.md 6, case 29."""
    assert split(100, [0, 7]) == (0, 100)


def test_nobody_to_share_with_is_refused():
    """reliability.md 6, case 28."""
    with pytest.raises(Refusal) as refused:
        split(100, [0, 0])
    assert refused.value.value == 100


@given(st.integers(0, 10**15), weights)
def test_a_split_loses_nothing(amount, weights):
    assert sum(split(amount, weights)) == amount


@given(st.integers(0, 10**15), weights)
def test_a_part_is_less_than_a_franc_from_its_exact_value(amount, weights):
    total = sum(weights)
    for part, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(part - Fraction(amount * weight, total)) < 1


@given(st.integers(0, 10**15), weights)
def test_a_larger_weight_never_gets_less(amount, weights):
    by_weight = sorted(zip(weights, split(amount, weights), strict=True))
    for (lighter, less), (heavier, more) in itertools.pairwise(by_weight):
        assert less <= more or lighter == heavier


def test_exact_parts_of_a_broken_sum_are_cut_to_the_franc():
    assert sum(whole_parts([Fraction(1, 3), Fraction(4, 3)])) == 1


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.5", 1), ("2.5", 3), ("666.67", 667), ("333.4", 333), ("2", 2)]
)
def test_a_half_is_rounded_up(exact, rounded):
    """reliability.md 6, case 30: never to the even franc."""
    assert rounded_half_up(Fraction(exact)) == rounded


@pytest.mark.parametrize(("cash", "shares"), [(20, 4), (10, 2), (23, 4)])
def test_cash_buys_whole_shares(cash, shares):
    """savings-groups.md AT-05, from source [26]: shares of 5; 23 buys 4 and leaves 3."""
    assert down_to(cash, 5) == shares * 5


@given(st.fractions(0, 10**12), st.integers(1, 10_000))
def test_cutting_down_stays_within_a_step(amount, step):
    cut = down_to(amount, step)
    assert cut % step == 0
    assert 0 <= amount - cut < step
