"""A group that already lives brings its balances: all of it, once, and it adds up."""

from typing import Any

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.lending import owed
from tests.domain.log import Group, benkadi

DAY = "2025-01-01"
LOAN = {"fund": "loan", "method": "flat", "rate_percent": "5", "per": "month", "term": 3}
RULES = {
    "saving": {"unit": "share", "price": 200, "min": 1, "max": 5},
    "funds": {"loan": {"share_out": "proportional"}, "social": {"contribution": 50}},
    "loans": {"ordinary": LOAN},
}
BROUGHT: dict[str, Any] = {
    "cash": {"loan": {"box": 12_000, "bank": 5_000}, "social": 1_500},
    "savings": {"1": 40, "2": 30, "3": 20},
    "loans": [
        {
            "loan": "7",
            "member": "2",
            "product": "ordinary",
            "principal": 10_000,
            "principal_left": 6_000,
            "interest_left": 500,
            "issued": "2024-11-15",
        }
    ],
    "fines": {"3": 100},
}


@pytest.fixture
def group() -> Group:
    return benkadi(rules=RULES)


def test_everything_stands_where_the_exercise_book_has_it(group):
    group.say("balances_opened", DAY, **BROUGHT)
    facts = group.facts
    assert facts.cash("loan") == 12_000
    assert facts.cash("loan", "bank") == 5_000
    assert facts.cash("social") == 1_500
    assert tuple(facts.savings("1")) == (8_000, 40)
    assert facts.total("411", member="3") == 100
    assert facts.total("271") == 6_000


def test_what_is_beyond_the_savings_is_the_surplus_brought_forward(group):
    """17,000 + 6,000 + 100 − 18,000."""
    group.say("balances_opened", DAY, **BROUGHT)
    assert group.facts.total("121", fund="loan") == -5_100
    assert group.facts.total("1681", fund="social") == -1_500
    assert group.facts.record("opening", "").surplus == {"loan": 5_100, "social": 1_500}


def test_a_loan_in_progress_owes_what_was_said_and_goes_on(group):
    group.say("balances_opened", DAY, **BROUGHT)
    loan = group.facts.loan("7")
    due = owed(group.facts, loan, group.log.said[-1].event.date)
    assert (due.principal, due.interest) == (6_000, 500)
    group.say("loan_repaid", "2025-01-10", loan="7", amount=500)
    group.say("loan_repaid", "2025-02-01", loan="7", amount=6_500)  # the third month has begun
    assert group.facts.total("271") == 0
    assert group.facts.total("771") == -1_000


@pytest.mark.parametrize("method", ["declining", "once", "none", "flat"])
@pytest.mark.parametrize("per", ["month", "meeting"])
def test_without_a_word_on_interest_nothing_is_owed_of_it_on_the_day(method, per):
    group = benkadi(rules=RULES | {"loans": {"ordinary": LOAN | {"method": method, "per": per}}})
    said = {k: v for k, v in BROUGHT["loans"][0].items() if k != "interest_left"}
    group.say("balances_opened", DAY, cash={"loan": 20_000}, savings={"1": 1}, loans=[said])
    due = owed(group.facts, group.facts.loan("7"), group.log.said[-1].event.date)
    assert (due.principal, due.interest) == (6_000, 0)


def test_a_deficit_is_said_with_its_reason(group):
    refusal = group.refuses("balances_opened", DAY, cash={"loan": 7_000}, savings={"1": 40})
    assert refusal.field == "deficit_reason"
    group.say(
        "balances_opened",
        DAY,
        cash={"loan": 7_000},
        savings={"1": 40},
        deficit_reason="vol de 2023",
    )
    assert group.facts.total("121") == 1_000


def test_it_is_said_once_and_before_anything_else(group):
    group.say("balances_opened", DAY, **BROUGHT)
    group.refuses("balances_opened", DAY, **BROUGHT)
    later = benkadi(rules=RULES)
    later.say("shares_bought", DAY, member="1", shares=1)
    later.refuses("balances_opened", "2025-01-02", **BROUGHT)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cash", {"tontine": 5}),
        ("cash", {"loan": {"mattress": 5}}),
        ("savings", {"9": 5}),
        ("savings", {"1": -5}),
        ("fines", {"9": 5}),
        ("loans", [{"loan": "1", "member": "1", "product": "big", "principal_left": 5}]),
        ("loans", [{"loan": "1", "member": "1", "product": "ordinary"}]),
        ("loans", [BROUGHT["loans"][0] | {"principal": 5}]),
        ("loans", [BROUGHT["loans"][0] | {"colour": "red"}]),
        ("loans", [BROUGHT["loans"][0] | {"issued": "2025-03-01"}]),
        ("loans", [BROUGHT["loans"][0], BROUGHT["loans"][0]]),
        ("arrears", {"1": {"tontine": 5}}),
    ],
)
def test_what_cannot_be_is_refused(group, field, value):
    group.refuses("balances_opened", DAY, **BROUGHT | {field: value})


def test_arrears_are_kept_without_money(group):
    group.say("balances_opened", DAY, arrears={"1": {"social": 150}})
    assert group.facts.record("opening", "").arrears == {"1": {"social": 150}}
    assert not group.facts.stands()


def test_its_reversal_restores_everything_and_it_may_be_said_again(group):
    before = group.state()[1]
    group.say("balances_opened", DAY, **BROUGHT)
    group.reverse(group.number)
    assert group.state()[1] == before
    assert not any(balance.amount for balance in group.facts.stands().values())
    group.say("balances_opened", DAY, **BROUGHT)
    due = owed(group.facts, group.facts.loan("7"), group.log.said[-1].event.date)
    assert due.total == 6_500


def test_the_split_at_source_holds_for_what_is_brought():
    rules = RULES | {
        "saving": {"unit": "amount", "min": 0},
        "split": {"loan": 50, "health": 50},
        "funds": {"loan": {"share_out": "proportional"}, "health": {}},
    }
    group = benkadi(rules=rules)
    refusal = group.refuses("balances_opened", DAY, cash={"loan": 200}, savings={"1": 300})
    assert refusal.field == "cash"
    group.say("balances_opened", DAY, cash={"loan": 200, "health": 150}, savings={"1": 300})
    assert group.facts.savings("1", "health").amount == 150
    assert group.facts.total("121") == -50


def test_a_meeting_of_before_the_balances_is_refused_and_one_of_their_day_is_not(group):
    group.say("balances_opened", "2025-01-10", **BROUGHT)
    with pytest.raises(Refusal, match="10/01/2025") as refused:
        group.say("meeting_held", "2025-01-09", number=1, attendance={"1": "present"})
    assert refused.value.field == "date"
    group.say("meeting_held", "2025-01-10", number=1, attendance={"1": "present"})
