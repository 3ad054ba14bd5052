"""The year in francs: what rules come to, before they are voted."""

import copy

import pytest

from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import merged, read_rules
from coop_ledger.domain.year_ahead import meetings_of_a_year, usual_saving, year_ahead


def rules(preset="vsla", **parts):
    return read_rules(merged([copy.deepcopy(PRESETS[preset]), parts]))


def test_three_shares_of_200_each_week_are_31_200_in_52_weeks():
    voted = rules(saving={"unit": "share", "price": 200, "min": 1, "max": 5})
    year = year_ahead(voted, meetings=meetings_of_a_year(voted), members=25)
    assert (year.meetings, year.brings, year.saved, year.most) == (52, 3, 31_200, 52_000)
    assert year.into == {"loan": 31_200, "social": 2_600}
    assert year.group == {"loan": 780_000, "social": 65_000}


@pytest.mark.parametrize(
    "saving, brings",
    [
        ({"unit": "share", "price": 100, "min": 1, "max": 2}, 2),
        ({"unit": "share", "price": 100, "min": 4, "max": None}, 4),
        ({"unit": "share", "price": 100, "min": 2, "equal": True}, 2),
        ({"unit": "amount", "min": 250}, 250),
        ({"unit": "amount", "min": 0}, 0),
    ],
)
def test_the_example_keeps_to_what_may_be_saved(saving, brings):
    assert usual_saving(rules(saving=saving)) == brings


def test_a_hundred_francs_split_in_halves_fill_both_boxes():
    year = year_ahead(rules("savings_for_health"), meetings=52, members=20)
    assert year.into == {"loan": 2_600, "health": 2_600}


def test_an_odd_sum_is_split_at_each_meeting_by_the_rule_of_the_meeting():
    year = year_ahead(rules("savings_for_health"), meetings=10, brings=125)
    assert year.into == {"loan": 630, "health": 620}


def test_a_loan_costs_what_the_groups_own_rule_makes_it_cost():
    flat = year_ahead(rules(), meetings=52).loans[0]
    declining = year_ahead(rules("savings_for_change"), meetings=52).loans[0]
    assert (flat.principal, flat.interest, flat.instalments) == (10_000, 1_500, (11_500,))
    assert declining.interest == 3_000
    health = year_ahead(rules("savings_for_health"), meetings=52).loans[1]
    assert (health.product, health.interest) == ("health", 0)


def test_one_lateness_a_month_is_twelve_fines():
    assert year_ahead(rules(), meetings=52).fines == {"late": 600, "absent": 1_200}


def test_the_pot_of_seventy_three_women_of_same_goes_to_two():
    same = PRESETS["tontine"]["tontine"] | {"winners": 2}
    turns = year_ahead(rules("tontine", tontine=same), meetings=52, members=73).turns
    assert (turns.rounds, turns.pot, turns.each) == (37, 73_000, 36_500)
    # The last round has one winner and asks for 500 F instead of 1,000: all bring what they take.
    assert (turns.paid, turns.levy) == (36 * 1_200 + 700, 540_200)


def test_the_pot_of_a_tontine_is_no_fund_that_grows_meeting_by_meeting():
    assert year_ahead(rules("tontine"), meetings=52, members=12).into == {}


def test_twelve_who_pay_a_hundred_take_1_200_each():
    plain = {"contribution": 100, "winners": 1, "recipient_pays": True, "order": "fixed"}
    turns = year_ahead(rules("tontine", tontine=plain), meetings=52, members=12).turns
    assert (turns.rounds, turns.each, turns.paid) == (12, 1_200, 1_200)


def test_where_the_winner_does_not_pay_twelve_times_a_thousand_give_11_000():
    plain = {"contribution": 1000, "winners": 1, "recipient_pays": False, "order": "fixed"}
    turns = year_ahead(rules("tontine", tontine=plain), meetings=12, members=12).turns
    assert (turns.each, turns.paid) == (11_000, 11_000)


def test_a_tontine_of_nobody_has_no_turns():
    assert year_ahead(rules("tontine"), meetings=52, members=0).turns is None


def test_interest_kept_back_lowers_what_she_takes_home():
    loan = PRESETS["vsla"]["loans"]["ordinary"] | {"method": "upfront", "rate_percent": "10"}
    example = year_ahead(rules(loans={"ordinary": loan}), meetings=52).loans[0]
    assert (example.interest, example.paid_out, example.instalments) == (1_000, 9_000, (10_000,))


def test_a_loan_has_the_term_of_its_band():
    bands = [{"up_to": 20_000, "term": 2}, {"term": 3}]
    loan = PRESETS["vsla"]["loans"]["ordinary"] | {"bands": bands}
    example = year_ahead(rules(loans={"ordinary": loan}), meetings=52).loans[0]
    assert (example.term, example.interest) == (2, 1_000)


def test_a_thousand_a_month_reach_a_goal_of_5_000_in_five_months():
    delivery = year_ahead(rules("share"), meetings=12).delivery
    assert (delivery.monthly, delivery.goal, delivery.months) == (1_000, 5_000, 5)
