"""Goods bought for the members and given to them: soap, every two weeks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain.goods import cost_of
from coop_ledger.domain.source import Balance
from tests.domain.log import Group, benkadi

DAY, NEXT = "2025-01-08", "2025-01-22"


@pytest.fixture
def group() -> Group:
    """The social fund holds 20,000 F."""
    group = benkadi()
    group.say("income_received", "2025-01-02", fund="social", amount=20_000, text="don")
    return group


def buy(group: Group, quantity: int, amount: int, fund: str = "social"):
    fields = {"fund": fund, "item": "savon", "quantity": quantity, "amount": amount}
    return group.say("goods_bought", DAY, **fields)


def test_what_is_bought_is_goods_until_it_is_given(group):
    done = buy(group, 48, 12_000)
    assert group.postings(done) == [
        ("311 social savon", "+12000", "+48"),
        ("571 social box", "-12000"),
    ]
    assert done.receipts == ()


def test_what_is_given_leaves_at_its_average_cost_and_the_last_takes_what_is_left(group):
    buy(group, 3, 1000)
    done = group.say("goods_distributed", NEXT, fund="social", item="savon", given={"2": 1, "1": 1})
    assert group.postings(done) == [
        ("1681 social 1", "+334"),
        ("1681 social 2", "+333"),
        ("311 social savon", "-667", "-2"),
    ]
    done = group.say("goods_distributed", NEXT, fund="social", item="savon", given={"3": 1})
    assert group.postings(done) == [("1681 social 3", "+333"), ("311 social savon", "-333", "-1")]
    assert group.facts.total("311") == 0
    assert done.receipts == ()


def test_two_purchases_make_one_average(group):
    buy(group, 10, 1000)
    buy(group, 10, 2000)
    done = group.say("goods_distributed", NEXT, fund="social", item="savon", given={"1": 5})
    assert group.postings(done)[0] == ("1681 social 1", "+750")


def test_out_of_the_first_fund_a_gift_is_an_expense(group):
    group.say("income_received", DAY, amount=500, text="don")
    buy(group, 5, 500, fund="loan")
    done = group.say("goods_distributed", NEXT, item="savon", given={"1": 2})
    assert group.postings(done)[0] == ("658 loan 1", "+200")


def test_no_more_is_given_than_there_is_and_the_refusal_names_what_there_is(group):
    buy(group, 3, 1000)
    refused = group.refuses(
        "goods_distributed", NEXT, fund="social", item="savon", given={"1": 2, "2": 2}
    )
    assert (refused.field, refused.params["had"], refused.value) == ("given", 3, 4)
    refused = group.refuses("goods_distributed", NEXT, fund="social", item="riz", given={"1": 1})
    assert refused.params["known"] == "savon"


@pytest.mark.parametrize("given", [{}, {"1": 0}, {"1": -1}, {"1": "2"}, [], {"99": 1}])
def test_a_list_of_who_received_names_members_and_whole_numbers(group, given):
    buy(group, 3, 1000)
    refused = group.refuses("goods_distributed", NEXT, fund="social", item="savon", given=given)
    assert refused.field.startswith("given")


def test_goods_cheaper_than_a_franc_are_counted_by_the_pack(group):
    fields = {"fund": "social", "item": "savon", "quantity": 5, "amount": 4}
    assert group.refuses("goods_bought", DAY, **fields).field == "quantity"


def test_goods_are_bought_with_money_that_is_there(group):
    fields = {"fund": "social", "item": "savon", "quantity": 5, "amount": 20_001}
    assert group.refuses("goods_bought", DAY, **fields).params["missing"] == 1


def test_a_purchase_is_not_taken_back_once_its_goods_are_given(group):
    buy(group, 10, 1000)
    first = group.number
    buy(group, 10, 3000)
    group.say("goods_distributed", NEXT, fund="social", item="savon", given={"1": 15})
    refused = group.refuses("event_reversed", NEXT, reverses=first, reason="x")
    assert refused.field == "item"  # 1,000 F are left, but only for 5 pieces


def test_reversals_restore_everything(group):
    before = group.state()
    buy(group, 3, 1000)
    bought = group.number
    group.say("goods_distributed", NEXT, fund="social", item="savon", given={"1": 2})
    group.reverse(group.number)
    group.reverse(bought)
    assert group.state() == before


@given(st.integers(1, 60), st.integers(0, 5000), st.data())
@settings(max_examples=40)
def test_whatever_is_given_nothing_is_lost_and_what_is_left_is_worth_something(count, more, data):
    stock = Balance(count + more, count)
    while stock.quantity:
        quantity = data.draw(st.integers(1, stock.quantity))
        cost = cost_of(stock, quantity)
        assert cost >= 1
        stock = Balance(stock.amount - cost, stock.quantity - quantity)
        assert stock.amount >= stock.quantity
    assert stock.amount == 0
