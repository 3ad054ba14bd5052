"""The rules of a group: read from what was voted, refused by the name of the part."""

import copy
import json
from decimal import Decimal
from typing import Any

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import merged, read_rules
from coop_ledger.domain.rules.share_out import read_rounding, rounding_as_json
from coop_ledger.domain.share_out import Rounding

# The example of the contract, section 3, word for word.
CONTRACT = json.loads("""
{"saving": {"unit": "share", "price": 200, "min": 1, "max": 5},
 "split": {"income": 50, "health": 50},
 "funds": {"loan": {"share_out": "proportional"},
           "social": {"contribution": 50, "share_out": "kept"},
           "health": {"share_out": "kept"}},
 "loans": {"ordinary": {"fund": "loan", "method": "flat", "rate_percent": "5", "per": "month",
                        "term": 3, "repaid": "at_end", "ceiling_times_savings": 3, "guarantors": 0,
                        "late": {"kind": "none"},
                        "allocation": ["penalty", "interest", "principal"]}},
 "fines": {"late": 50, "absent": 100},
 "leaving": {"pays": "savings_only", "when": "share_out"},
 "share_out": {"method": "share_value", "round": {"value": 1}, "remainder": "next_cycle",
               "deduct": ["loans", "fines"], "seed": "asked"},
 "tontine": {"contribution": 1200, "levy": 200, "levy_fund": "loan", "winners": 2,
             "recipient_pays": true, "order": "lot"}}
""")


def test_the_example_of_the_contract_is_read():
    rules = read_rules(CONTRACT)
    assert rules.first_fund == "loan"
    assert rules.split == {"income": 50, "health": 50}
    assert rules.funds["income"].share_out == "kept"
    assert rules.loans["ordinary"].rate_percent == Decimal(5)
    assert rules.share_out.rounding == Rounding("value", 1)
    assert rules.raw == CONTRACT


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_read_and_lends_from_its_first_fund(preset):
    first = "deliveries" if preset == "share" else "loan"
    assert read_rules(PRESETS[preset]).first_fund == first


def test_the_first_fund_is_the_first_one_named():
    rules = CONTRACT | {"funds": {"zeta": {}, "loan": {}, "social": {}, "health": {}}}
    assert read_rules(rules).first_fund == "zeta"


WRONG: list[tuple[str, Any]] = [
    ("savings", {}),
    ("saving", None),
    ("saving", []),
    ("joining", {"in_cycle": "perhaps"}),
    ("joining", {"when": "now"}),
    ("leaving.pays", "all"),
    ("leaving.when", "never"),
    ("leaving", {"keep_percent": "101"}),
    ("leaving", {"excluded": {"loan": "forgiven"}}),
    ("leaving", {"deceased": {"loan": "halved"}}),
    ("saving.unit", "stamp"),
    ("saving.unit", None),
    ("saving.price", 0),
    ("saving.price", -5),
    ("saving.price", "200"),
    ("saving.price", 10**10),
    ("saving.min", -1),
    ("saving.max", 0),
    ("saving.max", True),
    ("saving.multiple_of", 0),
    ("saving.equal", "yes"),
    ("saving.color", "red"),
    ("split", 50),
    ("split.loan", 0),
    ("split.loan", "50"),
    ("funds", {}),
    ("funds", []),
    ("funds.loan", 5),
    ("funds.loan.share_out", "thrown away"),
    ("funds.loan.contribution", -1),
    ("funds.loan.purpose", "x"),
    ("funds.social.arrears", "no"),
    ("funds.social.fees", "nobody"),
    ("funds.social.sensitive", 1),
    ("funds.social.donor", 5),
    ("funds.social.donor", " "),
    ("funds.loan.donor", "Mali Health"),
    ("funds.social.aid", "yes"),
    ("funds.social.aid.colour", "red"),
    ("funds.social.aid.reasons", ["birth"]),
    ("funds.social.aid.reasons", {"birth": -1}),
    ("funds.social.aid.ceiling", "500"),
    ("funds.social.aid.ceiling_per_cycle", -1),
    ("funds.social.aid.keep", None),
    ("funds.social.aid.waiting_meetings", 1.5),
    ("funds.social.aid.up_to_date", "yes"),
    ("loans.ordinary", None),
    ("loans.ordinary.fund", "bank"),
    ("loans.ordinary.method", "compound"),
    ("loans.ordinary.method", None),
    ("loans.ordinary.rate_percent", "-1"),
    ("loans.ordinary.rate_percent", "1001"),
    ("loans.ordinary.rate_percent", "2,5"),
    ("loans.ordinary.rate_percent", "NaN"),
    ("loans.ordinary.rate_percent", 2.5),
    ("loans.ordinary.per", "year"),
    ("loans.ordinary.term", 0),
    ("loans.ordinary.repaid", "never"),
    ("loans.ordinary.ceiling_times_savings", "-3"),
    ("loans.ordinary.guarantors", -1),
    ("loans.ordinary.late", 5),
    ("loans.ordinary.late.kind", "doubled"),
    ("loans.ordinary.allocation", ["interest", "principal"]),
    ("loans.ordinary.allocation", ["penalty", "interest", "interest"]),
    ("loans.ordinary.allocation", 5),
    ("loans.ordinary.colour", "x"),
    ("fines", []),
    ("fines.late", -50),
    ("share_out.method", "lottery"),
    ("share_out.round", {}),
    ("share_out.remainder", "party"),
    ("share_out.deduct", ["savings"]),
    ("share_out.deduct", 5),
    ("share_out.seed", "always"),
    ("share_out.day", "x"),
    ("meeting", 7),
    ("meeting.days", 0),
]


@pytest.mark.parametrize("path, value", WRONG, ids=[f"{path}={value}" for path, value in WRONG])
def test_a_wrong_rule_is_refused_by_its_name(path, value):
    rules = copy.deepcopy(CONTRACT)
    *parts, last = path.split(".")
    place = rules
    for part in parts:
        place = place.setdefault(part, {})
    place[last] = value
    with pytest.raises(Refusal) as caught:
        read_rules(rules)
    assert caught.value.field.startswith(f"rules.{path.split('.')[0]}")
    assert str(caught.value)


@pytest.mark.parametrize("missing", ["saving", "funds", "share_out"])
def test_a_part_that_must_be_there_is_named(missing):
    rules = {name: part for name, part in CONTRACT.items() if name != missing}
    with pytest.raises(Refusal) as caught:
        read_rules(rules)
    assert caught.value.field == f"rules.{missing}"


@pytest.mark.parametrize(
    "rate, percent",
    [
        pytest.param("0", "0", id="B31 none"),
        pytest.param("2.5", "2.5", id="decimals"),
        pytest.param("1000", "1000", id="B33 a thousand"),
        pytest.param(5, "5", id="a whole number without quotes"),
    ],
)
def test_a_rate_goes_from_none_to_a_thousand_per_cent(rate, percent):
    loans = {"ordinary": CONTRACT["loans"]["ordinary"] | {"rate_percent": rate}}
    read = read_rules(CONTRACT | {"loans": loans})
    assert read.loans["ordinary"].rate_percent == Decimal(percent)


def test_what_a_vote_does_not_name_stays_what_it_was():
    rules = merged([PRESETS["vsla"], {"fines": {"noise": 5}}])
    assert rules["fines"] == {"noise": 5}
    assert rules["saving"] == PRESETS["vsla"]["saving"]


def test_what_went_to_a_fund_that_a_vote_does_away_with_goes_to_the_first():
    votes = {"funds": {"business": {"share_out": "proportional"}, "health": {}}}
    rules = read_rules(merged([PRESETS["vsla"], votes]))
    assert rules.loans["ordinary"].fund == "business"
    assert rules.share_out.remainder == "next_cycle"
    assert PRESETS["vsla"]["share_out"]["remainder"] == "social"


def test_a_vote_that_names_a_lost_fund_itself_is_refused():
    votes = {"funds": {"loan": {}}, "share_out": {"method": "equal", "remainder": "social"}}
    with pytest.raises(Refusal) as caught:
        read_rules(merged([PRESETS["vsla"], votes]))
    assert caught.value.field == "rules.share_out.remainder"


@pytest.mark.parametrize("raw", [{"value": 1}, {"payout": 25}, {"exact": True}])
def test_a_rounding_is_written_as_it_was_read(raw):
    assert rounding_as_json(read_rounding(raw, "round")) == raw


@pytest.mark.parametrize(
    "raw",
    [
        None, 5, {}, {"value": 0}, {"value": True}, {"value": 1.5}, {"up": 1}, {"exact": False},
        {"exact": 1}, {"value": 1, "payout": 1}, {"payout": 10**7}, {"value": "1"},
    ],
)  # fmt: skip
def test_any_other_rounding_is_refused(raw):
    with pytest.raises(Refusal) as caught:
        read_rounding(raw, "round")
    assert '{"value": 1}' in str(caught.value)
