"""Savings: shares and amounts, in and out."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.log import Group, benkadi

DAY, NEXT = "2025-01-08", "2025-01-15"
SHARES = {"saving": {"unit": "share", "price": 200, "min": 1, "max": 5}}
AMOUNTS = {"saving": {"unit": "amount", "min": 100, "max": 5000, "multiple_of": 25}}
HALVES = {
    "saving": {"unit": "amount", "min": 0},
    "funds": {"business": {"share_out": "proportional"}, "health": {"share_out": "kept"}},
    "split": {"business": 50, "health": 50},
    "loans": {},
}


@pytest.fixture
def group() -> Group:
    return benkadi(rules=SHARES)


def test_shares_go_to_the_box_and_to_her_name(group):
    done = group.say("shares_bought", DAY, member="1", shares=5)
    assert group.postings(done) == [("571 loan box", "+1000"), ("1851 loan 1", "-1000", "+5")]
    assert group.facts.savings("1") == (1000, 5)


def test_shares_may_be_paid_into_another_place(group):
    done = group.say("shares_bought", DAY, member="1", shares=1, place="orange_money")
    assert group.postings(done)[0] == ("5521 loan orange_money", "+200")


def test_who_brings_money_gets_a_receipt(group):
    assert group.say("shares_bought", DAY, member="2", shares=1).receipts == ("2",)


@pytest.mark.parametrize("shares", [6, 10**9])
def test_shares_above_the_most_are_refused_with_what_is_allowed(group, shares):
    refused = group.refuses("shares_bought", DAY, member="1", shares=shares)
    assert (refused.field, refused.params["rest"]) == ("shares", 5)


def test_the_most_holds_for_the_whole_day(group):
    group.say("shares_bought", DAY, member="1", shares=3)
    assert group.refuses("shares_bought", DAY, member="1", shares=3).params["rest"] == 2
    group.say("shares_bought", DAY, member="1", shares=2)
    assert group.refuses("shares_bought", DAY, member="1", shares=1).params["rest"] == 0
    group.say("shares_bought", NEXT, member="1", shares=5)


def test_the_most_holds_over_a_catch_up_paid_the_same_day(group):
    group.say("member_joined", DAY, member="9", name="Fanta", catch_up=800)
    assert group.refuses("shares_bought", DAY, member="9", shares=2).params["rest"] == 1


def test_shares_sold_back_the_same_day_may_be_bought_again(group):
    group.say("shares_bought", DAY, member="1", shares=5)
    group.say("shares_sold_back", DAY, member="1", shares=2)
    group.say("shares_bought", DAY, member="1", shares=2)
    assert group.refuses("shares_bought", DAY, member="1", shares=1).params["rest"] == 0


def test_a_purchase_reversed_later_may_be_made_again_on_its_day(group):
    group.say("shares_bought", DAY, member="1", shares=5)
    group.reverse(group.number, NEXT)
    group.say("shares_bought", DAY, member="1", shares=4)
    assert group.facts.savings("1") == (800, 4)


def test_a_purchase_reversed_later_makes_no_room_on_the_day_of_the_reversal(group):
    group.say("shares_bought", DAY, member="1", shares=5)
    group.reverse(group.number, NEXT)
    assert group.refuses("shares_bought", NEXT, member="1", shares=6).params["rest"] == 5


def test_fewer_shares_than_the_least_are_refused():
    group = benkadi(rules={"saving": {"unit": "share", "price": 200, "min": 2, "max": 5}})
    assert group.refuses("shares_bought", DAY, member="1", shares=1).params["least"] == 2
    group.say("shares_bought", DAY, member="1", shares=2)
    group.say("shares_bought", DAY, member="1", shares=1)


def test_two_passbooks_bring_twice_as_much(group):
    group.say("member_joined", DAY, member="4", name="Bintou", carnets=2)
    assert group.refuses("shares_bought", DAY, member="4", shares=1).params["least"] == 2
    assert group.refuses("shares_bought", DAY, member="4", shares=11).params["most"] == 10
    group.say("shares_bought", DAY, member="4", shares=10)


def test_without_a_most_any_number_of_shares_is_bought():
    group = benkadi(rules={"saving": {"unit": "share", "price": 200, "min": 0}})
    group.say("shares_bought", DAY, member="1", shares=1000)
    assert group.facts.savings("1") == (200_000, 1000)


def test_shares_worth_more_than_one_posting_can_hold_are_refused_a23():
    group = benkadi(rules={"saving": {"unit": "share", "price": 10**9, "min": 0}})
    assert group.refuses("shares_bought", DAY, member="1", shares=10**9).field == "amount"


def test_the_price_of_the_day_counts(group):
    group.say("rules_set", NEXT, rules={"saving": {**SHARES["saving"], "price": 250}})
    assert (
        group.say("shares_bought", DAY, member="1", shares=1).entries[0].postings[0].amount == 200
    )
    assert (
        group.say("shares_bought", NEXT, member="1", shares=1).entries[0].postings[0].amount == 250
    )


@pytest.mark.parametrize("event", ["shares_bought", "shares_sold_back"])
def test_a_group_of_amounts_has_no_shares(event):
    group = benkadi(rules=AMOUNTS)
    assert group.refuses(event, DAY, member="1", shares=1).field == "shares"


def test_shares_are_sold_back_at_their_price_at_20(group):
    """savings-groups.md 2.3, AT-20: share 200; +2, +5, -3 leave 4 shares, 800 F."""
    group.say("shares_bought", DAY, member="1", shares=2)
    group.say("shares_bought", NEXT, member="1", shares=5)
    done = group.say("shares_sold_back", "2025-01-22", member="1", shares=3)
    assert group.postings(done) == [("571 loan box", "-600"), ("1851 loan 1", "+600", "-3")]
    assert group.facts.savings("1") == (800, 4)


def test_more_shares_than_she_has_are_not_sold_back(group):
    group.say("shares_bought", DAY, member="1", shares=2)
    group.say("shares_bought", DAY, member="2", shares=5)
    assert group.refuses("shares_sold_back", DAY, member="1", shares=3).params["held"] == 2


def test_shares_are_not_sold_back_out_of_an_empty_box(group):
    group.say("shares_bought", DAY, member="1", shares=5)
    group.say("expense_paid", DAY, amount=900, text="cahiers")
    assert group.refuses("shares_sold_back", DAY, member="1", shares=1).params["missing"] == 100


def test_an_amount_saved_in_a_group_of_shares_buys_shares_at_05():
    """savings-groups.md 2.3, AT-05: at 5 a share, 20 buys 4 and 10 buys 2; 23 leaves 3 over."""
    group = benkadi(rules={"saving": {"unit": "share", "price": 5, "min": 0, "max": 100}})
    group.say("savings_deposited", DAY, member="1", amount=20)
    group.say("savings_deposited", NEXT, member="1", amount=10)
    assert group.facts.savings("1") == (30, 6)
    refused = group.refuses("savings_deposited", "2025-01-22", member="1", amount=23)
    assert (refused.params["lower"], refused.params["upper"]) == (20, 25)
    assert (refused.params["lower_shares"], refused.params["upper_shares"]) == (4, 5)
    assert refused.params["left"] == 3


def test_an_amount_goes_to_the_box_and_to_her_name():
    group = benkadi(rules=AMOUNTS)
    done = group.say("savings_deposited", DAY, member="1", amount=500)
    assert group.postings(done) == [("571 loan box", "+500"), ("1851 loan 1", "-500")]


@pytest.mark.parametrize(
    "amount, of",
    [
        pytest.param(75, {"least": 100}, id="less than the least"),
        pytest.param(5025, {"most": 5000}, id="more than the most"),
        pytest.param(110, {"lower": 100, "upper": 125}, id="no multiple"),
    ],
)
def test_an_amount_outside_the_rule_is_refused_with_the_way_out(amount, of):
    refused = benkadi(rules=AMOUNTS).refuses("savings_deposited", DAY, member="1", amount=amount)
    assert refused.field == "amount"
    assert refused.params.items() >= of.items()


def test_the_most_of_amounts_holds_for_the_whole_day_and_by_passbook():
    group = benkadi(rules=AMOUNTS)
    group.say("savings_deposited", DAY, member="1", amount=5000)
    group.refuses("savings_deposited", DAY, member="1", amount=25)
    group.say("member_joined", DAY, member="4", name="Bintou", carnets=2)
    group.refuses("savings_deposited", DAY, member="4", amount=175)
    group.say("savings_deposited", DAY, member="4", amount=10_000)


def test_where_all_save_the_same_neither_more_nor_less_is_taken():
    group = benkadi(rules={"saving": {"unit": "amount", "min": 1000, "equal": True}})
    group.refuses("savings_deposited", DAY, member="1", amount=1500)
    group.refuses("savings_deposited", DAY, member="1", amount=500)
    group.say("savings_deposited", DAY, member="1", amount=1000)


def test_savings_of_a_split_group_are_given_back_from_one_fund(group):
    split = benkadi(rules=HALVES)
    split.say("savings_deposited", DAY, member="1", amount=1000)
    split.say("savings_withdrawn", NEXT, member="1", amount=300, fund="health")
    assert (split.facts.savings("1", "business").amount, split.facts.cash("health")) == (500, 200)


# -- for another meeting ---------------------------------------------------------------------------


def meet(group: Group, number: int, date: str) -> None:
    group.say("meeting_held", date, number=number, attendance={"1": "absent"}, sheet=[])


def test_shares_of_a_missed_meeting_are_bought_later_within_its_most(group):
    meet(group, 1, DAY)
    group.say("shares_bought", NEXT, member="1", shares=5)
    group.say("shares_bought", NEXT, member="1", shares=3, for_meeting=1)
    refused = group.refuses("shares_bought", NEXT, member="1", shares=3, for_meeting=1)
    assert (refused.params["rest"], refused.params["meeting"]) == (2, 1)
    assert group.facts.savings("1") == (1600, 8)


def test_what_came_for_another_meeting_leaves_room_on_its_own_day(group):
    meet(group, 1, DAY)
    group.say("shares_bought", NEXT, member="1", shares=5, for_meeting=1)
    group.say("shares_bought", NEXT, member="1", shares=5)
    assert group.refuses("shares_bought", NEXT, member="1", shares=1).params["rest"] == 0


def test_shares_brought_early_take_the_room_of_the_meeting_to_come(group):
    meet(group, 1, DAY)
    group.say("shares_bought", DAY, member="1", shares=4, for_meeting=2)
    assert group.refuses("shares_bought", NEXT, member="1", shares=2).params["rest"] == 1


def test_the_meeting_of_the_day_may_be_named(group):
    meet(group, 1, DAY)
    group.say("shares_bought", DAY, member="1", shares=5, for_meeting=1)
    assert group.refuses("shares_bought", DAY, member="1", shares=1).params["rest"] == 0


def test_a_meeting_that_was_left_out_is_not_paid_for(group):
    meet(group, 2, DAY)
    assert group.refuses("shares_bought", NEXT, member="1", shares=1, for_meeting=1).field == (
        "for_meeting"
    )


def test_a_missed_meeting_is_caught_up_where_all_save_the_same():
    group = benkadi(rules={"saving": {"unit": "amount", "min": 1000, "equal": True}})
    meet(group, 1, DAY)
    group.say("savings_deposited", NEXT, member="1", amount=1000)
    group.refuses("savings_deposited", NEXT, member="1", amount=1500, for_meeting=1)
    group.say("savings_deposited", NEXT, member="1", amount=400, for_meeting=1)
    group.say("savings_deposited", NEXT, member="1", amount=600, for_meeting=1)
    assert group.facts.savings("1").amount == 2000


def test_the_reversal_of_a_late_purchase_makes_its_room_again(group):
    meet(group, 1, DAY)
    group.say("shares_bought", NEXT, member="1", shares=5, for_meeting=1, id="late")
    group.reverse("late", NEXT)
    group.say("shares_bought", NEXT, member="1", shares=5, for_meeting=1)
    assert group.facts.savings("1") == (1000, 5)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([DAY, NEXT]), st.integers(0, 4), st.integers(1, 5)), max_size=12
    )
)
def test_no_meeting_ever_takes_more_than_its_most(bought):
    group = benkadi(rules=SHARES)
    meet(group, 1, DAY)
    meet(group, 2, NEXT)
    taken = Counter()
    for date, wanted, shares in bought:
        fields = {"for_meeting": wanted} if wanted else {}
        meeting = wanted or (1 if date == DAY else 2)
        if taken[meeting] + shares > 5:
            assert group.refuses("shares_bought", date, member="1", shares=shares, **fields)
        else:
            group.say("shares_bought", date, member="1", shares=shares, **fields)
            taken[meeting] += shares
    assert group.facts.savings("1") == (200 * taken.total(), taken.total())


def test_more_passbooks_than_the_rules_allow_are_refused():
    rules = {"saving": {**SHARES["saving"], "carnets_max": 2}}
    group = benkadi(rules=rules)
    fields = {"member": "9", "name": "Fanta", "carnets": 3}
    assert group.refuses("member_joined", DAY, **fields).params["most"] == 2
    assert group.refuses("member_changed", DAY, member="1", carnets=3).field == "carnets"
    group.say("member_changed", DAY, member="1", carnets=2)
    group.say("shares_bought", DAY, member="1", shares=10)


@pytest.mark.parametrize(
    "amount, halves",
    [
        pytest.param(100, (50, 50), id="100 F, as published at Sebenikoro"),
        pytest.param(125, (63, 62), id="125 F: the odd franc goes to the fund named first"),
        pytest.param(75, (38, 37), id="75 F"),
        pytest.param(1, (1, 0), id="one franc"),
    ],
)
def test_a_contribution_is_split_at_the_source_at_19(amount, halves):
    """savings-groups.md 2.3, AT-19."""
    group = benkadi(rules=HALVES)
    group.say("savings_deposited", DAY, member="1", amount=amount)
    assert (group.facts.cash("business"), group.facts.cash("health")) == halves
    assert group.facts.savings("1").amount == amount
    assert group.facts.savings("1", "health").amount == halves[1]


def test_a_catch_up_is_split_as_savings_are():
    group = benkadi(rules=HALVES)
    group.say("member_joined", DAY, member="9", name="Fanta", catch_up=100)
    assert group.facts.savings("9", "health").amount == 50


def test_split_shares_are_counted_once_in_the_first_fund():
    group = benkadi(rules=HALVES | {"saving": {"unit": "share", "price": 100, "min": 0}})
    done = group.say("shares_bought", DAY, member="1", shares=3)
    assert [posting[2:] for posting in group.postings(done)] == [(), ("+3",), (), ()]
    group.say("shares_sold_back", DAY, member="1", shares=3)
    assert not group.facts.stands()


def test_savings_may_go_to_a_fund_by_name():
    group = benkadi(rules=AMOUNTS)
    done = group.say("savings_deposited", DAY, member="1", amount=500, fund="social")
    assert group.postings(done) == [("571 social box", "+500"), ("1851 social 1", "-500")]
    group.say("savings_withdrawn", DAY, member="1", amount=500, fund="social")
    assert not group.facts.stands()


def test_savings_are_taken_out_of_the_box_and_off_her_name():
    group = benkadi(rules=AMOUNTS)
    group.say("savings_deposited", DAY, member="1", amount=500)
    done = group.say("savings_withdrawn", DAY, member="1", amount=200)
    assert group.postings(done) == [("571 loan box", "-200"), ("1851 loan 1", "+200")]


def test_whole_shares_are_withdrawn_in_a_group_of_shares(group):
    group.say("shares_bought", DAY, member="1", shares=3)
    assert group.refuses("savings_withdrawn", DAY, member="1", amount=300).params["lower"] == 200
    group.say("savings_withdrawn", DAY, member="1", amount=400)
    assert group.facts.savings("1") == (200, 1)


def test_more_than_her_savings_is_not_withdrawn_though_the_box_has_it():
    group = benkadi(rules=AMOUNTS)
    group.say("savings_deposited", DAY, member="1", amount=500)
    group.say("savings_deposited", DAY, member="2", amount=500)
    assert group.refuses("savings_withdrawn", DAY, member="1", amount=600).params["had"] == 500


@pytest.mark.parametrize(
    "event, fields",
    [
        ("shares_bought", {"shares": 1}),
        ("shares_sold_back", {"shares": 1}),
        ("savings_deposited", {"amount": 200}),
        ("savings_withdrawn", {"amount": 200}),
    ],
)
class TestEverySaving:
    def test_a_stranger_is_refused_with_the_name_of_the_group(self, group, event, fields):
        refused = group.refuses(event, DAY, member="99", **fields)
        assert (refused.field, refused.value) == ("member", "99")
        assert "Benkadi" in str(refused)

    def test_it_lies_in_the_open_cycle_d63(self, group, event, fields):
        assert group.refuses(event, "2024-12-31", member="1", **fields).field == "date"

    def test_its_reversal_restores_everything(self, group, event, fields):
        group.say("shares_bought", DAY, member="1", shares=3)
        before = group.state()
        group.say(event, NEXT, member="1", **fields)
        group.reverse(group.number)
        assert group.state() == before
