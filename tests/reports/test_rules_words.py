"""Every rule that can be set can be read, in a sentence that nobody has to explain."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger import i18n
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import _PARTS, merged, read_rules
from coop_ledger.domain.rules.loans import _KNOWN as LOAN_KEYS
from coop_ledger.domain.rules.tontine import _KEYS as TONTINE_KEYS
from coop_ledger.domain.year_ahead import year_ahead
from coop_ledger.i18n import francs
from coop_ledger.reports.rules_words import Told, in_sentences, told_change
from coop_ledger.reports.year_words import year_lines
from tests.reports.every_rule import EVERYTHING

OTHERWISE: dict[str, Any] = {
    "saving.unit": "amount",
    "saving.price": 250,
    "saving.min": 2,
    "saving.max": None,
    "saving.equal": True,
    "split.loan": 50,
    "funds.health.share_out": "equal",
    "funds.social.contribution": 0,
    "funds.social.arrears": False,
    "funds.social.fees": "member",
    "funds.social.sensitive": True,
    "funds.social.aid.reasons.naissance": 0,
    "funds.social.aid.reasons.feu": 0,
    "funds.social.aid.ceiling": None,
    "funds.social.aid.ceiling_per_cycle": 20000,
    "funds.social.aid.keep": 0,
    "funds.social.aid.waiting_meetings": 1,
    "funds.social.aid.up_to_date": False,
    "funds.donor.donor": "UNICEF",
    "loans.ordinary.fund": "health",
    "loans.ordinary.method": "declining",
    "loans.ordinary.rate_percent": "10",
    "loans.ordinary.per": "meeting",
    "loans.ordinary.term": 2,
    "loans.ordinary.repaid": "at_end",
    "loans.ordinary.instalment_multiple_of": 50,
    "loans.ordinary.bands": [],
    "loans.ordinary.ceiling_times_savings": None,
    "loans.ordinary.ceiling": 50000,
    "loans.ordinary.ceiling_percent_of_cash": "40",
    "loans.ordinary.guarantors": 0,
    "loans.ordinary.guarantor_loans_max": 1,
    "loans.ordinary.guarantors_cover": False,
    "loans.ordinary.first_meeting": 5,
    "loans.ordinary.last_days": 0,
    "loans.ordinary.loans_at_once": 2,
    "loans.ordinary.waiting_meetings": 0,
    "loans.ordinary.up_to_date": False,
    "loans.ordinary.between_meetings": False,
    "loans.ordinary.ratify": False,
    "loans.ordinary.non_members": False,
    "loans.ordinary.sensitive": True,
    "loans.ordinary.late.kind": "per_day",
    "loans.ordinary.late.percent": "5",
    "loans.ordinary.late.of": "principal",
    "loans.ordinary.late.grace_days": 0,
    "loans.ordinary.allocation": ["interest", "penalty", "principal"],
    "fines.late": 25,
    "fines.absent": 0,
    "fines.bruit": 10,
    "joining.in_cycle": "refused",
    "leaving.pays": "nothing",
    "leaving.when": "at_once",
    "leaving.keep_percent": "5",
    "leaving.excluded.pays": "nothing",
    "leaving.excluded.when": "at_once",
    "leaving.excluded.keep_percent": "20",
    "leaving.deceased.pays": "savings_only",
    "leaving.deceased.when": "share_out",
    "leaving.deceased.keep_percent": "5",
    "leaving.deceased.loan": "owed",
    "share_out.method": "time_weighted",
    "share_out.round": {"exact": True},
    "share_out.remainder": "social",
    "share_out.deduct": ["loans"],
    "share_out.seed": "none",
    "tontine.contribution": 1000,
    "tontine.levy": 100,
    "tontine.levy_fund": "social",
    "tontine.winners": 1,
    "tontine.recipient_pays": False,
    "tontine.order": "lot",
    "tontine.fund": "pot",
    "tontine.bid_to": "social",
    "tontine.entry": 0,
    "tontine.covered_by": "loan",
    "tontine.days": 14,
    "tontine.hands_max": None,
    "deliveries.fund": "health",
    "deliveries.donor_fund": "social",
    "deliveries.monthly": 500,
    "deliveries.goal": 6000,
    "deliveries.subsidy.kind": "balance",
    "deliveries.subsidy.amount": 2000,
    "deliveries.subsidy.trigger": ["cpn1", "delivery"],
    "deliveries.subsidy.ceiling": None,
    "deliveries.milestones": ["cpn1", "delivery"],
    "deliveries.pays_first": "subsidy",
    "deliveries.unused": "kept",
    "meeting.days": 10,
}


def put(rules, path, value):
    changed = copy.deepcopy(rules)
    *parts, last = path.split(".")
    place = changed
    for part in parts:
        place = place.setdefault(part, {})
    place[last] = value
    return changed


def leaves(rules, path=""):
    for name, value in rules.items():
        inner = f"{path}.{name}" if path else name
        if isinstance(value, dict) and inner != "share_out.round":
            yield from leaves(value, inner)
        else:
            yield inner


def texts(rules):
    return [said.text for chapter in in_sentences(read_rules(rules)) for said in chapter.sentences]


def test_every_rule_that_is_set_here_is_changed_below():
    beside = {"funds.loan.share_out", "split.health", "fines.téléphone"}
    beside |= {"funds.social.aid.reasons.deuil", "funds.social.share_out"}
    beside |= {f"funds.{fund}.share_out" for fund in ("deliveries", "donor", "tontine")}
    assert set(leaves(EVERYTHING)) - beside <= set(OTHERWISE)


def test_a_key_that_is_read_has_its_sentence_tried_here():
    assert set(LOAN_KEYS) - {"amount"} == set(EVERYTHING["loans"]["ordinary"])
    assert set(TONTINE_KEYS) == set(EVERYTHING["tontine"])
    assert set(read_rules(EVERYTHING).raw) == set(_PARTS)


@pytest.mark.parametrize("path", OTHERWISE)
def test_a_rule_that_changes_is_said(path):
    new = put(EVERYTHING, path, OTHERWISE[path])
    if path == "saving.unit":
        new["saving"]["min"] = 100
        new["saving"]["max"] = None
    told = told_change(EVERYTHING, new)
    assert told
    assert "Other rules" not in {change.chapter for change in told}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("preset", PRESETS)
def test_the_rules_of_every_preset_are_whole_sentences(preset, language):
    with i18n.speaking(language):
        said = texts(PRESETS[preset])
    assert said
    assert all(text[0].isupper() or text[0] in "“«" or text[0].isdigit() for text in said)
    assert all(text.endswith(".") for text in said)
    assert not any("{" in text for text in said)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(sorted(OTHERWISE)), min_size=1, max_size=8))
def test_any_vote_that_can_be_is_told_and_counted(paths):
    new = EVERYTHING
    for path in paths - {"saving.unit"}:
        new = put(new, path, OTHERWISE[path])
    try:
        rules = read_rules(new)
    except Refusal:
        return
    assert all(said.endswith(".") for said in texts(new))
    told = told_change(EVERYTHING, new)
    back = told_change(new, EVERYTHING)
    assert {(t.before, t.after) for t in told} == {(t.after, t.before) for t in back}
    assert all(line.amount >= 0 for line in year_lines(rules, year_ahead(rules, meetings=52)))


def test_a_vote_is_told_sentence_for_sentence():
    new = merged([PRESETS["vsla"], {"fines": {"late": 75, "noise": 10}}])
    with i18n.speaking("en"):
        told = told_change(PRESETS["vsla"], new)
    assert told == (
        Told(
            "Fines",
            f"Whoever comes late pays {francs(50)}.",
            f"Whoever comes late pays {francs(75)}.",
        ),
        Told("Fines", f"Whoever is absent pays {francs(100)}.", ""),
        Told("Fines", "", f"Noise: a fine of {francs(10)}."),
    )


def test_nothing_is_told_where_nothing_changes():
    assert told_change(EVERYTHING, copy.deepcopy(EVERYTHING)) == ()


def test_a_rule_that_no_sentence_says_is_named_by_its_path():
    amounts = merged([PRESETS["savings_for_change"]])
    with i18n.speaking("en"):
        (told,) = told_change(amounts, put(amounts, "saving.price", 2))
    assert told.chapter == "Other rules"
    assert told.after == "The rule saving.price is 2."


METHODS = {
    "once": "Interest is 5% of what was lent, once.",
    "upfront": "Interest is 5% of what is lent, kept back when it is handed over.",
    "none": "No interest is asked for.",
    "rollover": "Interest is 5% a month of what is left to repay; interest that is not paid is "
    "added to the debt.",
    "annuity": "Interest is 5% a month of what is left to repay, within payments that are all "
    "the same.",
}


@pytest.mark.parametrize("method", METHODS)
def test_what_a_loan_costs_is_said_for_every_method(method):
    loan = PRESETS["vsla"]["loans"]["ordinary"] | {"method": method, "repaid": "equal_payment"}
    with i18n.speaking("en"):
        said = texts(merged([PRESETS["vsla"], {"loans": {"ordinary": loan}}]))
    assert METHODS[method] in said
