"""The sheet of a group that is being founded."""

import datetime

import pytest

from coop_ledger.amounts import BadText
from coop_ledger.book.book import Book
from coop_ledger.book.questions.groups import groups
from coop_ledger.domain.presets import PRESETS
from ui.presenters.new_group import PRESET_NAMES, PRESET_NOTES, NewGroup
from ui.presenters.new_group_fields import RULE_FIELDS

TODAY = datetime.date(2026, 3, 5)
NOW = datetime.datetime(2026, 3, 5, 10, tzinfo=datetime.UTC)


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


def test_every_kind_of_group_has_its_name_its_note_and_its_rules():
    assert list(PRESET_NAMES) == list(PRESET_NOTES) == list(RULE_FIELDS) == list(PRESETS)


def test_a_rule_is_read_as_it_is_shown():
    for preset, fields in RULE_FIELDS.items():
        rules = PRESETS[preset]
        asked = [field for field in fields if field.is_asked(rules)]
        assert all(field.read(field.shown(rules)) == field.value(rules) for field in asked)


def test_the_year_of_a_group_of_shares_is_told_in_francs(sheet):
    sheet.type_rule(field(sheet, "price"), "200")
    assert sheet.meetings(sheet.rules()) == 52
    told = {line.key: line.amount for line in sheet.year()}
    assert told == {
        "saved": 31_200,
        "most": 52_000,
        "into social": 2_600,
        "group loan": 62_400,
        "group social": 5_200,
        "loan ordinary": 1_500,
        "fine late": 600,
        "fine absent": 1_200,
    }


def field(sheet, cell):
    return next(each for each in sheet.rule_fields if each.cell == cell)


def test_a_tontine_is_told_by_its_pot_and_its_turns(sheet):
    sheet.type("preset", "tontine")
    sheet.type_rule(field(sheet, "winners"), "2")
    sheet.type("members", "\n".join(f"Membre {letter}" for letter in "abcdefgh"))
    told = {line.key: line.amount for line in sheet.year()}
    assert (told["paid"], told["each"], told["levy"]) == (4_800, 4_000, 6_400)


def test_a_tontine_ends_when_all_have_had_the_pot(sheet):
    sheet.type("preset", "tontine")
    assert sheet.text("ends") == "19/03/2026"
    sheet.type_rule(field(sheet, "days"), "30")
    assert sheet.text("ends") == "04/05/2026"


def test_every_kind_of_group_is_recorded_in_a_book_as_it_is_typed(tmp_path):
    with Book.create(tmp_path / "all.coop", lambda: NOW) as book:
        for preset in PRESETS:
            sheet = NewGroup(TODAY)
            sheet.type("preset", preset)
            sheet.type("name", preset)
            sheet.type("members", "Awa Traoré\nFanta Keïta")
            for each in sheet.rule_fields:
                pairs = each.choices()
                sheet.type_rule(each, pairs[1][0] if pairs else sheet.rule_text(each))
            book.record_all(sheet.events())
        assert len(groups(book)) == len(PRESETS)


def test_what_goes_to_the_health_box_leaves_the_loan_box_the_rest(sheet):
    sheet.type("preset", "savings_for_health")
    sheet.type_rule(field(sheet, "to_health"), "40")
    assert sheet.raw_rules()["split"] == {"loan": 60, "health": 40}
    with pytest.raises(BadText):
        field(sheet, "to_health").read("100")


def test_the_amount_that_a_donor_adds_is_asked_where_it_is_an_amount(sheet):
    sheet.type("preset", "share")
    assert "amount" not in [each.cell for each in sheet.rule_fields]
    sheet.type_rule(field(sheet, "subsidy"), "fixed")
    assert sheet.raw_rules()["deliveries"]["subsidy"]["amount"] == 1_000
    sheet.type_rule(field(sheet, "subsidy"), "none")
    assert sheet.rules().deliveries.subsidy.kind == "none"


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


def test_what_the_rules_refuse_stands_under_its_own_field_by_its_label(sheet):
    sheet.type("preset", "tontine")
    fields = {field.cell: field for field in sheet.rule_fields}
    sheet.type_rule(fields["levy"], "1200")
    assert [*sheet.wrong_rules()] == ["levy"]
    assert "rules." not in sheet.wrong_rules()["levy"]
    sheet.type_rule(fields["levy"], "0")
    sheet.type_rule(fields["hands"], "0")
    assert sheet.wrong_rules()["hands"].startswith("Mains par membre au plus")
    sheet.type_rule(fields["hands"], "mille")
    assert [*sheet.wrong_rules()] == ["hands"]
