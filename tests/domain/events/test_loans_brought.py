"""Loans that a group brings with it: what was paid before is paid, and late is what is left."""

import datetime

import pytest

from coop_ledger.domain.lending import standing
from tests.domain.events.test_opening import LOAN, RULES
from tests.domain.log import Group, benkadi


def brought_with_penalty(left: int) -> Group:
    """Return a group that brings a loan of 30 000 F of 1 October, counted on 3 November."""
    late = {"kind": "once", "amount": 500}
    product = {**LOAN, "method": "declining", "repaid": "equal_principal", "late": late}
    group = benkadi(rules={**RULES, "loans": {"ordinary": product}})
    lent = {"loan": "7", "member": "2", "product": "ordinary", "issued": "2024-10-01"}
    lent |= {"principal": 30_000, "principal_left": left}
    group.say("balances_opened", "2025-01-03", cash={"loan": 50_000}, loans=[lent | {"term": 6}])
    return group


@pytest.mark.parametrize("day", ["2025-01-03", "2025-01-04", "2025-01-31"])
def test_what_was_paid_before_the_opening_is_not_late_on_account_of_it(day):
    """Three of six instalments were due and 15,000 of 30,000 are left: nothing is late."""
    facts = brought_with_penalty(15_000).facts
    stands = standing(facts, facts.loan("7"), datetime.date.fromisoformat(day))
    assert (stands.late, stands.since, stands.owed.penalty) == (0, None, 0)


def test_what_is_left_beyond_the_schedule_is_late_from_the_opening_on():
    facts = brought_with_penalty(20_000).facts
    brought, after = datetime.date(2025, 1, 3), datetime.date(2025, 1, 4)
    at_once = standing(facts, facts.loan("7"), brought)
    assert at_once.late > 0
    assert at_once.owed.penalty == 0
    assert standing(facts, facts.loan("7"), after).owed.penalty == 500


def test_all_that_is_late_is_to_be_brought_with_what_lateness_cost():
    facts = brought_with_penalty(20_000).facts
    stands = standing(facts, facts.loan("7"), datetime.date(2025, 1, 10))
    assert stands.due_now == stands.late + 500
    assert stands.next_due == (datetime.date(2025, 1, 1), stands.due_now)
