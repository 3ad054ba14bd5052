"""What the form of a new loan says of the rules of its kind."""

import dataclasses
import datetime

import pytest

from coop_ledger import i18n
from tests.journeys.telling import Telling
from ui.presenters.new_loan import NewLoan, State, Wanted, in_words

DAY = "2026-01-07"
TODAY = datetime.date(2026, 1, 14)
STRICT = {"method": "flat", "rate_percent": "5", "waiting_meetings": 3, "loans_at_once": 1}
FUNDS = {"loan": {"share_out": "proportional"}, "health": {"share_out": "kept"}}
LOANS = {
    "health": {"fund": "health", "method": "none", "term": 14},
    "long": {"method": "none", "term": 14},
    "ordinary": STRICT | {"ratify": True, "ceiling": 50_000, "guarantors_cover": True},
    "kept": {"method": "upfront", "rate_percent": "8", "term": 3, "non_members": True},
    "bands": {"method": "fixed", "amount": 250, "term": 2}
    | {"bands": [{"up_to": 10_000, "term": 1}, {"term": 4}]},
}


@pytest.fixture(scope="module")
def loan(tmp_path_factory):
    i18n.use_language("en")
    told = Telling(tmp_path_factory.mktemp("rules") / "benkadi.coop", "benkadi")
    told.say("group_founded", DAY, name="Benkadi", kind="savings_group", preset="vsla")
    told.say("rules_set", DAY, rules={"funds": FUNDS, "loans": LOANS})
    for member in ("1", "2"):
        told.say("member_joined", DAY, member=member, name=f"Awa {member}")
    told.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
    told.say("income_received", DAY, amount=200_000, text="don")
    yield NewLoan(told.book, "benkadi", TODAY)
    told.book.close()


@pytest.fixture(autouse=True)
def english():
    i18n.use_language("en")


def wanted(product: str, **typed) -> Wanted:
    given = Wanted(member="1", principal=20_000, product=product, issued=TODAY)
    return dataclasses.replace(given, **typed)


def test_what_stands_against_it_is_a_sentence_and_what_holds_a_word(loan):
    found = {check.words: check.state for check in loan.checks(wanted("ordinary"))}
    asked = [words for words, state in found.items() if state is State.ASKS]
    assert any("Meetings held since: 0" in words for words in asked)
    assert any("20\u202f000\u00a0F\u00a0CFA are not covered" in words for words in asked)
    assert found["Loans of this kind at once"] is State.HOLDS
    assert found["Below the most that is lent"] is State.HOLDS
    assert found["The next meeting must ratify it"] is State.NOTES


def test_only_a_loan_of_a_fund_that_is_shared_must_end_before_the_share_out(loan):
    words = "Repaid before the share-out"
    assert words not in {check.words for check in loan.checks(wanted("health"))}
    found = {check.words: check.state for check in loan.checks(wanted("long"))}
    assert found[words] is State.ASKS


def test_a_ceiling_stops_and_no_exception_helps(loan):
    asked = wanted("ordinary", principal=60_000, approved_by="2", reason="vote")
    first = loan.checks(asked)[0]
    assert (first.state, first.words[:5]) == (State.STOPS, "Loans")
    assert loan.refusal(asked).params["rest"] == 50_000


def test_an_exception_with_a_name_and_a_reason_is_noted(loan):
    asked = wanted("ordinary", guarantees={"2": 20_000}, approved_by="2", reason="vote")
    assert all(check.state > State.ASKS for check in loan.checks(asked))
    assert loan.refusal(asked) is None
    assert loan.event(asked)["guarantees"] == {"2": 20_000}


def test_lt_12_what_is_kept_back_is_seen_before_it_is_recorded(loan):
    """savings-groups.md 3.2: 100,000 with 8 % kept back hands over 92,000."""
    asked = wanted("kept", principal=100_000, borrower="Fatim")
    costs = loan.costs(asked)
    assert (costs.received, costs.returned, costs.cost) == (92_000, 100_000, 8000)
    assert "Kept back" in in_words(loan.product(asked), asked)
    assert loan.event(asked)["borrower"] == "Fatim"


def test_the_term_follows_the_band_of_the_amount(loan):
    assert [loan.usual_term(wanted("bands", principal=p)) for p in (10_000, 10_001)] == [1, 4]
    assert "250 a month" in in_words(loan.product(wanted("bands")), wanted("bands"))
