"""A vote while it is typed: what it changes, and what cannot be."""

import datetime

import pytest

from coop_ledger.amounts import BadText
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import merged, read_rules
from tests.reports.every_rule import EVERYTHING
from ui.presenters.rules_vote import VoteSheet

TODAY = datetime.date(2026, 3, 5)


def sheet(rules=None, preset="vsla"):
    found = read_rules(rules or PRESETS[preset])
    return VoteSheet(lambda _day: found, TODAY, members=25)


def field(vote, cell):
    fields = (field for part, _title in vote.parts() for field in vote.fields(part))
    return next(field for field in fields if field.cell == cell)


def typed(vote, **cells):
    for cell, text in cells.items():
        name = cell.replace("__", ".")
        vote.type(field(vote, name), text)
    return vote


@pytest.mark.parametrize("preset", PRESETS)
def test_a_form_that_nobody_typed_in_changes_nothing(preset):
    vote = sheet(preset=preset)
    for part, _title in vote.parts():
        for each in vote.fields(part):
            vote.type(each, vote.text(each))
    assert vote.wrong() == {}
    assert vote.effect() == ((), ())
    assert vote.event("g")["rules"] == {}


def test_every_rule_of_the_form_is_shown_as_it_can_be_read():
    vote = sheet(EVERYTHING)
    for part, _title in vote.parts():
        for each in vote.fields(part):
            text = each.shown(EVERYTHING)
            assert each.read(text) == each.value(EVERYTHING) or each.cell.endswith("percent")


def test_the_price_of_a_share_is_told_in_a_sentence_and_in_francs():
    vote = typed(sheet(), saving__price="200")
    told, francs = vote.effect()
    assert [change.after.replace("\u00a0", " ") for change in told] == ["Une part coûte 200 F CFA."]
    assert {(line.before, line.after) for line in francs} >= {(15_600, 31_200)}
    assert vote.event("benkadi") == {
        "event": "rules_set",
        "group": "benkadi",
        "date": "2026-03-05",
        "rules": {"saving": {"unit": "share", "price": 200, "min": 1, "max": 5}},
    }


def test_what_cannot_be_read_is_said_of_its_own_cell():
    vote = typed(sheet(), saving__price="deux cents", fines__late="75")
    assert list(vote.wrong()) == ["saving.price"]


def test_what_the_rules_refuse_is_said_of_the_cell_by_its_label():
    vote = typed(sheet(), saving__max__shares="0")
    (cell,) = vote.wrong()
    assert cell == "saving.max.shares"
    assert "rules." not in vote.wrong()[cell]


def test_members_may_pass_from_shares_to_amounts():
    vote = typed(sheet(), saving__unit="amount")
    typed(vote, saving__min__amounts="250", saving__max__amounts="")
    assert vote.wrong() == {}
    assert vote.rules()["saving"] == {"unit": "amount", "min": 250, "max": None}


def test_a_day_to_come_is_no_day_of_a_vote():
    vote = sheet()
    vote.day_text = "6/3/2026"
    assert list(vote.wrong()) == ["day"]


def test_what_is_no_longer_asked_for_is_no_longer_a_rule():
    vote = typed(sheet(EVERYTHING), tontine__order="lot", loans__ordinary__late__kind="none")
    rules = vote.rules()
    assert "bid_to" not in rules["tontine"]
    assert rules["loans"]["ordinary"]["late"] == {"kind": "none"}
    assert vote.wrong() == {}


def test_lateness_costs_francs_or_a_part_of_what_is_late():
    vote = typed(sheet(), loans__ordinary__late__kind="per_day")
    assert list(vote.wrong()) == ["loans.ordinary.late.cost"]
    typed(vote, loans__ordinary__late__cost="2,5 %")
    late = vote.rules()["loans"]["ordinary"]["late"]
    assert late == {"kind": "per_day", "percent": "2.5"}
    typed(vote, loans__ordinary__late__cost="100")
    late = vote.rules()["loans"]["ordinary"]["late"]
    assert late == {"kind": "per_day", "amount": 100}


def test_a_fund_is_added_by_its_name_and_filled_in():
    vote = sheet()
    assert vote.add("fund", "école") == "funds.école"
    typed(vote, funds__école__contribution="25")
    assert vote.rules()["funds"]["école"] == {"share_out": "kept", "contribution": 25}


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(BadText):
        sheet().add("fund", "social")
    with pytest.raises(BadText):
        sheet().add("loan", " ")


def test_a_tontine_begins_with_a_fund_of_its_own():
    vote = sheet()
    assert vote.add("tontine", "") == "tontine"
    assert vote.wrong() == {}
    assert list(vote.rules()["funds"]) == ["loan", "social", "tontine"]


def test_delivery_savings_begin_with_their_two_funds():
    vote = sheet()
    vote.add("deliveries", "")
    assert vote.wrong() == {}
    assert {"deliveries", "donor"} <= set(vote.rules()["funds"])


def test_a_fund_that_is_done_away_with_takes_nothing_else_with_it():
    vote = sheet()
    assert vote.may_go("funds.social")
    assert not vote.may_go("funds.loan")
    vote.do_away("funds.social")
    assert vote.wrong() == {}
    assert vote.rules()["share_out"]["remainder"] == "next_cycle"


def test_a_fine_is_added_and_another_one_dropped():
    vote = sheet()
    vote.add("fine", "téléphone")
    typed(vote, fines__téléphone="25", fines__late="")
    assert vote.rules()["fines"] == {"absent": 100, "téléphone": 25}


def test_aid_is_typed_reason_by_reason():
    vote = typed(sheet(), funds__social__aid__reasons="naissance 2 500; deuil")
    assert vote.rules()["funds"]["social"]["aid"] == {"reasons": {"naissance": 2500, "deuil": 0}}
    assert vote.wrong() == {}


def test_the_term_of_a_loan_may_depend_on_its_amount():
    vote = typed(sheet(), loans__ordinary__bands="20 000: 2; 3")
    bands = vote.rules()["loans"]["ordinary"]["bands"]
    assert bands == [{"up_to": 20_000, "term": 2}, {"term": 3}]
    assert vote.wrong() == {}
    typed(vote, loans__ordinary__bands="20 000: 2")
    assert list(vote.wrong()) == ["loans.ordinary.bands"]


def test_each_amount_may_be_repaid_in_its_own_way():
    bands = [{"up_to": 20_000, "term": 2, "repaid": "equal_principal"}, {"repaid": "free"}]
    loan = PRESETS["vsla"]["loans"]["ordinary"]
    rules = merged([PRESETS["vsla"], {"loans": {"ordinary": {**loan, "bands": bands}}}])
    vote = sheet(rules)

    def after(text):
        typed(vote, loans__ordinary__bands=text)
        return vote.rules()["loans"]["ordinary"]["bands"]

    kept = field(vote, "loans.ordinary.bands").shown(rules)
    assert kept.replace("\u202f", " ") == ("20 000: 2 en tranches égales; librement, avant la fin")
    assert after("20 000: 3; 4") == [
        {"up_to": 20_000, "term": 3, "repaid": "equal_principal"},
        {"term": 4, "repaid": "free"},
    ]
    assert after("30 000: 3; 4 2,5 % en une fois") == [
        {"up_to": 30_000, "term": 3},
        {"term": 4, "rate_percent": "2.5", "repaid": "at_end"},
    ]
    typed(vote, loans__ordinary__bands="20 000: 2 de temps en temps; 3")
    assert "en tranches égales" in vote.wrong()["loans.ordinary.bands"]


def test_each_box_gets_its_part_of_what_is_saved():
    vote = typed(sheet(), split__loan="60", split__social="40")
    assert vote.rules()["split"] == {"loan": 60, "social": 40}
    half = sheet(merged([PRESETS["vsla"], {"split": {"loan": 60, "social": 40}}]))
    assert typed(half, split__loan="", split__social="").rules()["split"] == {}


def test_a_reason_of_the_vote_is_kept_with_it():
    vote = typed(sheet(), fines__late="75")
    vote.note = "Proposé par Awa ; 18 voix sur 20"
    assert vote.event("g")["text"] == "Proposé par Awa ; 18 voix sur 20"


def test_what_was_typed_can_be_forgotten():
    vote = typed(sheet(), fines__late="75")
    vote.clear()
    assert vote.is_empty()
    assert vote.effect() == ((), ())


def test_a_new_price_while_shares_are_held_is_not_voted_unawares():
    found = read_rules(PRESETS["vsla"])
    vote = VoteSheet(lambda _day: found, TODAY, members=25, shares=1391)
    price = next(field for field in vote.fields("saving") if field.path == ("saving", "price"))
    assert vote.warnings() == ()
    vote.type(price, "200")
    (sentence,) = vote.warnings()
    assert "1\u202f391" in sentence


def test_a_penalty_left_empty_is_asked_for_in_the_words_of_the_form():
    vote = typed(sheet(), loans__ordinary__late__kind="once")
    said = vote.wrong()["loans.ordinary.late.cost"]
    assert "10 %" in said.replace("\u202f", " ")
    assert "amount" not in said


def test_what_no_field_of_the_form_holds_is_said_by_its_part():
    vote = sheet(preset="share")
    vote.do_away("funds.donor")
    assert "rules." not in vote.wrong()[""]
