"""Ratios: what is divided by what, and no value where there is nothing to divide by."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain.indicators import Attendance, Measures, indicators

OPENED = datetime.date(2020, 7, 1)
NOTHING = dict.fromkeys(
    "members_at_start members women left savings savings_brought loans_out loans_open borrowers "
    "borrowers_of_cycle loans_made principal_made late late_30 loans_late written_off "
    "loans_written_off due paid_on_time box cash owned debts social_fund assets_before".split(),
    0,
)


def measured(**figures: object) -> dict[str, Fraction | None]:
    days = figures.pop("days", 365)
    on = OPENED + datetime.timedelta(days=days)
    values = {"on": on, "opened": OPENED, "attendance": (), **NOTHING, **figures}
    return {ratio.name: ratio.value for ratio in indicators(Measures(**values))}


def test_a_group_that_has_done_nothing_has_no_ratio_instead_of_a_wrong_one():
    assert set(measured().values()) == {None}


# Kamalamba-A, Solwezi, 5 November 2017: savings-groups.md 2.3, AT-07.
def test_kamalamba_earned_half_of_what_it_saved():
    found = measured(savings=6_740, cash=10_110, members=10)
    assert found["return_on_savings"] == Fraction(1, 2)


# Plan Burkina, savings-groups.md 2.3, AT-18: 24.6 % on 752,849,670 F.
def test_plan_burkina_earned_a_quarter():
    found = measured(savings=752_849_670, cash=752_849_670 + 185_161_551, members=75_896)
    assert round(found["return_on_savings"] * 100, 1) == Fraction("24.6")
    assert round(found["average_savings"]) == 9_919


# Takpamba, AT-18: 135,000 F saved, 16,000 F gained.
def test_takpamba_earned_eleven_point_eight_five_per_cent():
    found = measured(savings=135_000, cash=151_000)
    assert round(found["return_on_savings"] * 100, 2) == Fraction("11.85")


def test_half_a_year_counts_twice_in_a_year():
    found = measured(days=73, savings=1_000, cash=1_100)
    assert found["return_on_savings_a_year"] == 5 * found["return_on_savings"]


def test_the_mean_of_the_assets_is_half_of_those_of_a_fund_that_began_with_nothing():
    found = measured(savings=1_000, cash=600, loans_out=500)
    assert found["return_on_assets"] == Fraction(100, 550)


def test_money_owed_to_a_bank_is_no_profit():
    assert measured(savings=1_000, cash=3_000, debts=2_000)["return_on_savings"] == 0


# The published page once printed this fraction upside down (savings-groups.md 4.2).
def test_members_with_a_loan_are_divided_by_the_members():
    assert measured(members=20, borrowers=5)["members_with_loan"] == Fraction(1, 4)


def test_attendance_now_is_that_of_the_last_four_meetings():
    empty = Attendance(present=0, represented=0, members=10)
    full = Attendance(present=8, represented=2, members=10)
    found = measured(attendance=(empty, full, full, full, full))
    assert found["attendance"] == Fraction(32, 50)
    assert found["attendance_now"] == Fraction(8, 10)
    assert found["represented_now"] == Fraction(2, 10)


def test_a_woman_who_left_lowers_retention_and_raises_drop_out():
    found = measured(members_at_start=20, members=19, left=1)
    assert (found["drop_out"], found["retention"]) == (Fraction(1, 20), Fraction(19, 20))
    assert found["growth"] == Fraction(-1, 20)


def test_utilisation_of_the_stock_stays_below_one_and_that_of_the_flow_may_not():
    found = measured(loans_out=300, cash=100, principal_made=900, savings=400)
    assert found["fund_utilisation"] == Fraction(3, 4)
    assert found["lent_of_savings"] == Fraction(9, 4)


@given(st.fixed_dictionaries({name: st.integers(0, 10**9) for name in NOTHING}))
def test_a_ratio_is_its_numerator_by_its_denominator_for_any_group(figures):
    values = {"on": OPENED, "opened": OPENED, "attendance": (), **figures}
    for ratio in indicators(Measures(**values)):
        if ratio.denominator:
            assert ratio.value * ratio.denominator == ratio.numerator
        else:
            assert ratio.value is None


@pytest.mark.parametrize("name", ["drop_out", "portfolio_at_risk", "written_off"])
def test_every_ratio_has_words_for_its_meaning(name):
    ratio = next(
        r
        for r in indicators(Measures(on=OPENED, opened=OPENED, attendance=(), **NOTHING))
        if r.name == name
    )
    assert ratio.title
    assert ratio.meaning.endswith(".")
