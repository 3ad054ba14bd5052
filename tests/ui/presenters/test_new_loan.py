"""May she borrow, and what does it cost: the rules asked while a loan is typed."""

import dataclasses

import pytest

from coop_ledger.amounts import BadText
from tests.ui import benkadi
from ui.presenters.new_loan import NewLoan, State, Wanted, amounts_offered, read_guarantors

TODAY = benkadi.NOW.date()


@pytest.fixture
def loan(tmp_path):
    with benkadi.open_copy(tmp_path) as book:
        yield NewLoan(book, "benkadi", TODAY)


@pytest.fixture
def wanted():
    return Wanted(member="17", principal=60000, product="ordinary", issued=TODAY)


def states(loan, wanted) -> dict[str, State]:
    return {check.words: check.state for check in loan.checks(wanted)}


def test_everything_holds_for_a_loan_the_rules_allow(loan, wanted):
    assert set(states(loan, wanted).values()) == {State.HOLDS}
    assert loan.refusal(wanted) is None


def test_the_rule_that_blocks_comes_first_with_its_figures(loan, wanted):
    first = loan.checks(dataclasses.replace(wanted, principal=80000))[0]
    assert first.state is State.STOPS
    assert first.value == "80\u202f000 > 63\u202f000"


def test_a_refusal_offers_the_amount_that_is_its_way_out(loan, wanted):
    refusal = loan.refusal(dataclasses.replace(wanted, principal=80000))
    assert amounts_offered(refusal) == [63000]


def test_what_is_offered_is_accepted(loan, wanted):
    for principal in (63001, 80000, 10**9):
        refusal = loan.refusal(dataclasses.replace(wanted, principal=principal))
        for amount in amounts_offered(refusal):
            assert loan.refusal(dataclasses.replace(wanted, principal=amount)) is None


def test_a_loan_that_outlives_the_cycle_asks_and_says_the_longest_term(loan, wanted):
    long = dataclasses.replace(wanted, term=12)
    assert loan.checks(long)[0].state is State.ASKS
    shorter = dataclasses.replace(wanted, term=loan.longest_term(long))
    assert loan.refusal(shorter) is None
    assert loan.refusal(dataclasses.replace(shorter, term=shorter.term + 1)) is not None


def test_the_cost_is_what_she_gives_back_less_what_she_receives(loan, wanted):
    costs = loan.costs(wanted)
    assert (costs.received, costs.returned, costs.cost) == (60000, 69000, 9000)


def test_no_check_is_shown_before_the_borrower_is_known(loan):
    assert loan.checks(Wanted(product="ordinary", issued=TODAY)) == []


@pytest.mark.parametrize("text", ["3 8", "3,8", "3; 8", " 3+8 "])
def test_guarantors_are_named_by_their_numbers(text):
    assert read_guarantors(text, ["3", "8"], {}) == {"3": 0, "8": 0}


def test_a_number_nobody_has_is_refused():
    with pytest.raises(BadText, match="9"):
        read_guarantors("3 9", ["3", "8"], {})


def test_who_left_is_said_to_have_left_and_not_to_be_unknown():
    with pytest.raises(BadText, match="Awa Traoré"):
        read_guarantors("3 6", ["3", "8"], {"6": "Awa Traoré"})
