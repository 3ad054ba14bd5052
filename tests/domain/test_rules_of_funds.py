"""What the rules say of funds: aid, fees, a donor's money, private lines."""

import copy
from typing import Any

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import read_rules
from coop_ledger.domain.rules.funds import AidRule, FundRule


def funds(**funds: dict[str, Any]) -> dict[str, Any]:
    rules = copy.deepcopy(PRESETS["vsla"])
    return rules | {"funds": {**rules["funds"], **funds}}


def refusal(rules: dict[str, Any]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_rules(rules)
    assert str(caught.value)
    return caught.value


def test_a_fund_of_which_little_is_said_works_as_it_always_did():
    assert read_rules(funds()).funds["social"] == FundRule(
        "social", 50, "kept", arrears=True, aid=None, fees="fund", donor="", sensitive=False
    )


def test_a_fund_says_whom_it_helps_and_how_far():
    aid = {"reasons": {"birth": 5000, "other": 0}, "ceiling": 10_000, "keep": 2000}
    read = read_rules(funds(social={"aid": aid, "fees": "member", "sensitive": True}))
    social = read.funds["social"]
    assert social.aid == AidRule({"birth": 5000, "other": 0}, 10_000, None, 2000, 0, False)
    assert (social.fees, social.sensitive) == ("member", True)


def test_a_donors_money_is_never_shared():
    donor = {"donor": "Mali Health", "share_out": "equal"}
    refused = refusal(funds(donor=donor))
    assert (refused.field, refused.params["donor"]) == (
        "rules.funds.donor.share_out",
        "Mali Health",
    )
    read = read_rules(funds(donor=donor | {"share_out": "kept"}))
    assert read.funds["donor"].donor == "Mali Health"


def test_a_donors_money_is_never_lent():
    rules = funds(donor={"donor": "Mali Health"})
    rules["loans"]["ordinary"]["fund"] = "donor"
    assert refusal(rules).field == "rules.loans.ordinary.fund"


def test_members_do_not_save_in_a_donors_fund():
    rules = funds(donor={"donor": "Mali Health"})
    assert refusal(rules | {"split": {"loan": 1, "donor": 1}}).field == "rules.split.donor"
    rules["funds"] = {"donor": {"donor": "Mali Health"}, "loan": {}}
    assert refusal(rules).field == "rules.funds.donor.donor"
