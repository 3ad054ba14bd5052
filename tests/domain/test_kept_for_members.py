"""Money that waits in a fund for women by name is not given to others."""

import pytest

from coop_ledger.domain.kept_for_members import free_cash
from tests.domain.events.test_departure import AT_ONCE, DAY, LATER, group_of
from tests.domain.log import Group

LOAN = {"loan": "P1", "member": "2", "product": "ordinary"}


@pytest.fixture(scope="module")
def group() -> Group:
    """6 600 F in the loan fund, of which 600 F are left to pay to member 1, who left."""
    group = group_of(AT_ONCE)
    group.say("income_received", DAY, amount=100, fund="social", text="don")
    group.say("member_left", LATER, member="1", reason="left", paid=400)
    return group


def test_what_is_left_to_pay_is_not_free(group):
    facts = group.facts
    assert (facts.cash("loan"), free_cash(facts, "loan")) == (6200, 5600)
    assert free_cash(facts, "social") == 100


@pytest.mark.parametrize(
    ("event", "fields", "amount"),
    [
        ("loan_issued", LOAN, "principal"),
        ("expense_paid", {"text": "registre"}, "amount"),
        ("aid_granted", {"fund": "loan", "member": "2", "reason": "crue"}, "amount"),
        ("money_moved", {"from": "loan", "to": "social"}, "amount"),
    ],
)
def test_it_leaves_for_nobody_else(group, event, fields, amount):
    refusal = group.refuses(event, LATER, **fields, **{amount: 5601})
    assert (refusal.field, refusal.params["rest"], refusal.params["left"]) == (amount, 5600, 600)
    assert group.facts.member("1").name in str(refusal)


def test_it_may_be_moved_to_another_place_of_its_fund_and_is_paid_to_her(group):
    group.say("money_moved", LATER, **{"from": "box", "to": "bank"}, amount=6000)
    group.say("rest_paid", LATER, member="1", amount=600, place="bank")
    group.say("expense_paid", LATER, text="registre", amount=5400, place="bank")
