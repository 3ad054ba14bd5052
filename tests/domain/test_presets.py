"""What each preset begins with, and that it never changes."""

import hashlib
import json

import pytest

from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import read_rules

# A group keeps the name of its preset in its book, not the rules: were a preset changed, every
# group founded on it would find other rules in force, back to its first day. What is given out
# stays as it is; other rules are another preset.
DIGESTS = {
    "vsla": "dd7b817efc45d212",
    "savings_for_change": "487627ee6d022334",
    "silc": "fe4ec40e5b3ed2e4",
    "mmd": "e285a74b888993a1",
    "tontine": "a6defe67b631158c",
    "savings_for_health": "68d89980a9d6d5f2",
    "share": "b0e030d6348c9932",
}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_that_was_given_out_never_changes(preset):
    text = json.dumps(PRESETS[preset], ensure_ascii=False, sort_keys=False)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == DIGESTS[preset]


def test_the_seven_programmes_have_their_preset():
    assert list(PRESETS) == [
        "vsla",
        "savings_for_change",
        "silc",
        "mmd",
        "tontine",
        "savings_for_health",
        "share",
    ]


def test_silc_keeps_amounts_and_a_social_fund():
    rules = read_rules(PRESETS["silc"])
    assert (rules.saving.unit, rules.share_out.method) == ("amount", "savings_and_profit")
    assert rules.funds["social"].share_out == "kept"


def test_in_a_mmd_group_all_pay_and_receive_the_same():
    rules = read_rules(PRESETS["mmd"])
    assert (rules.saving.equal, rules.saving.minimum, rules.saving.carnets_max) == (True, 125, 1)
    assert rules.share_out.method == "equal"


def test_a_tontine_keeps_its_pot_apart_from_its_levy():
    rules = read_rules(PRESETS["tontine"])
    assert rules.tontine is not None
    assert (rules.tontine.share, rules.tontine.levy, rules.tontine.levy_fund) == (1000, 200, "loan")
    assert rules.funds[rules.tontine.fund].share_out == "kept"


def test_a_health_loan_bears_no_interest_and_does_not_wait_for_the_meeting():
    loan = read_rules(PRESETS["savings_for_health"]).loans["health"]
    assert (loan.fund, loan.method) == ("health", "none")
    assert (loan.between_meetings, loan.ratify, loan.sensitive) == (True, True, True)


def test_a_share_group_shares_nothing_out():
    rules = read_rules(PRESETS["share"])
    assert {fund.share_out for fund in rules.funds.values()} == {"kept"}
    assert rules.funds["donor"].donor == "Mali Health"
    assert (rules.meeting_days, rules.loans) == (30, {})
