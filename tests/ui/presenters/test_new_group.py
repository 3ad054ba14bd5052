"""The sheet of a group that is being founded."""

import datetime

import pytest

from coop_ledger.amounts import BadText
from coop_ledger.domain.presets import PRESETS
from ui.presenters.new_group import RULE_FIELDS, NewGroup, year_in_francs

TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def sheet():
    sheet = NewGroup(TODAY)
    sheet.type("name", "Benkadi")
    sheet.type("members", "Awa Traoré\nFanta Keïta")
    return sheet


def test_every_preset_can_be_founded_as_it_is(sheet):
    for preset in PRESETS:
        sheet.type("preset", preset)
        kinds = [event["event"] for event in sheet.events()]
        assert kinds == ["group_founded", "member_joined", "member_joined", "cycle_opened"]


def test_every_rule_that_is_asked_is_a_rule_of_its_preset():
    assert set(RULE_FIELDS) == set(PRESETS)
    for preset, fields in RULE_FIELDS.items():
        assert all(field.shown(PRESETS[preset]) for field in fields)


def test_a_rule_is_read_as_it_is_shown():
    for preset, fields in RULE_FIELDS.items():
        for field in fields:
            value = PRESETS[preset]
            for part in field.path:
                value = value[part]
            assert field.read(field.shown(PRESETS[preset])) == value


def test_the_year_of_a_group_of_shares_is_told_in_francs(sheet):
    rules = sheet.rules()
    assert sheet.meetings(rules) == 52
    assert [amount for _words, amount in year_in_francs(rules, 52)] == [5200, 26000, 2600, 1500]


def test_a_loan_without_a_ceiling_is_typed_as_nothing(sheet):
    ceiling = next(field for field in sheet.rule_fields if field.cell == "ceiling")
    sheet.type_rule(ceiling, "")
    assert sheet.rules().loans["ordinary"].ceiling is None


@pytest.mark.parametrize("text", ["", "cinq", "-5", "5,,2"])
def test_a_rate_that_is_none_is_refused(sheet, text):
    rate = next(field for field in sheet.rule_fields if field.cell == "rate")
    with pytest.raises(BadText):
        rate.read(text)


def test_a_share_out_before_the_opening_is_refused(sheet):
    sheet.type("ends", "01/03/2026")
    with pytest.raises(BadText, match="01/03/2026"):
        sheet.ends()


def test_the_code_is_short_plain_and_not_taken():
    sheet = NewGroup(TODAY, taken=["siginyesigi"])
    sheet.type("name", "Sigiɲɛsigi")
    assert sheet.code() == "siginyesigi-2"


def test_every_cell_that_changes_is_kept_and_can_be_taken_up_again(sheet):
    kept = {}
    first = NewGroup(TODAY, keep=kept.__setitem__)
    first.type("name", "Benkadi")
    first.type("name", "Benkadi")
    second = NewGroup(TODAY)
    second.restore(kept)
    assert (kept, second.name()) == ({"name": "Benkadi"}, "Benkadi")
