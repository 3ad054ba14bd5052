"""What a field takes, what it refuses, and that a refusal names the field and the way out.

The numbers in the names of cases are those of the catalogue in reliability.md 6.
"""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import i18n
from coop_ledger.domain import fields
from coop_ledger.domain.errors import Refusal


def read(spec: Any, value: object) -> Any:
    return spec.metadata["kind"].read("amount", value)


def refusal(spec: Any, value: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(spec, value)
    return caught.value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="A1 empty"),
        pytest.param("  ", id="A2 spaces"),
        pytest.param(0, id="A3 nothing"),
        pytest.param(-5, id="A4 below nothing"),
        pytest.param("-0", id="A5 minus nothing"),
        pytest.param("+5", id="A6 plus"),
        pytest.param("1,5", id="A7 decimal comma"),
        pytest.param(1.5, id="A8 decimal point"),
        pytest.param(5.0, id="A8 a float that is whole"),
        pytest.param("1.000", id="A9 thousands point"),
        pytest.param("1,000", id="A10 thousands comma"),
        pytest.param("1000", id="A11 text, in JSON"),
        pytest.param("1_000", id="A15 underscore"),
        pytest.param("1e3", id="A16 exponent"),
        pytest.param("0x10", id="A17 hexadecimal"),
        pytest.param("٣٥٠٠", id="A18 Arabic digits"),
        pytest.param("½", id="A19 half"),
        pytest.param(float("nan"), id="A20 NaN"),
        pytest.param(float("inf"), id="A20 Infinity"),
        pytest.param("5 F", id="A21 currency, in JSON"),
        pytest.param(10**15 + 1, id="A22 above the limit"),
        pytest.param(2**63, id="A23 above 64 bits"),
        pytest.param(10**30, id="A23 far above 64 bits"),
        pytest.param(True, id="yes is no amount"),
        pytest.param([5], id="a list"),
    ],
)
def test_an_amount_is_a_whole_number_of_francs_above_nothing(value):
    refused = refusal(fields.amount("Amount"), value)
    assert refused.field == "amount"
    assert "amount" in str(refused)


@pytest.mark.parametrize("value", [1, 10**12, 10**15])
def test_an_amount_goes_up_to_the_limit(value):
    assert read(fields.amount("Amount"), value) == value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2025-02-30", id="D51 30 February"),
        pytest.param("2025-02-29", id="D52 29 February of a common year"),
        pytest.param("1900-02-29", id="D54 29 February 1900"),
        pytest.param("2025-04-31", id="D55 31 April"),
        pytest.param("3/4/2025", id="D56 day first"),
        pytest.param("25-06-01", id="D57 two digits of a year"),
        pytest.param("20250601", id="D58 without dashes"),
        pytest.param("2025-W05-1", id="D58 week"),
        pytest.param("٢٠٢٥-٠٦-٠١", id="D59 Arabic digits"),
        pytest.param("0000-01-01", id="D60 year 0"),
        pytest.param("9999-01-01", id="D60 year 9999"),
        pytest.param("10000-01-01", id="D60 year 10000"),
        pytest.param("2025-06-01T23:59:60", id="D71 leap second"),
        pytest.param(45000, id="D73 day number of a spreadsheet"),
        pytest.param(datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC), id="a moment is no day"),
        pytest.param("", id="empty"),
    ],
)
def test_a_day_is_written_as_year_month_day(value):
    assert "2026-03-05" in str(refusal(fields.day("Date"), value))


@pytest.mark.parametrize(
    "value, day",
    [
        pytest.param("2024-02-29", datetime.date(2024, 2, 29), id="D53 leap year"),
        pytest.param("2038-01-19", datetime.date(2038, 1, 19), id="D68 beyond 32 bits"),
        pytest.param(datetime.date(2025, 6, 1), datetime.date(2025, 6, 1), id="a day"),
    ],
)
def test_a_day_that_exists_is_taken(value, day):
    assert read(fields.day("Date"), value) == day


@pytest.mark.parametrize("value", ["12", "7 bis", "P-01", "a/b", "17.3", "Ɛ1", "x" * 40])
def test_a_short_code_is_what_people_write_on_paper(value):
    assert read(fields.code("Member"), value) == value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param(12, id="a number without quotes"),
        pytest.param(" 12", id="E92 leading space"),
        pytest.param("12 ", id="E92 trailing space"),
        pytest.param("-", id="E93 only punctuation"),
        pytest.param("x" * 41, id="too long"),
        pytest.param("a\x00b", id="E82 NUL"),
        pytest.param("a\nb", id="E83 newline"),
        pytest.param("a\ud800b", id="E84 lone surrogate"),
        pytest.param("12\u202e", id="E79 right-to-left override"),
        pytest.param("1\u200b2", id="E80 zero-width space"),
        pytest.param("<b>", id="E89 markup"),
        pytest.param("=1+1", id="E90 formula"),
        pytest.param(None, id="nothing"),
    ],
)
def test_a_short_code_has_letters_and_digits_and_nothing_unseen(value):
    refused = str(refusal(fields.code("Member"), value))
    assert "12" in refused
    refused.encode()  # a lone surrogate would not even be printed


@pytest.mark.parametrize(
    "value, kept",
    [
        pytest.param("Ai\u0308ssata", "Aïssata", id="E75 composed"),
        pytest.param("Ɛsta Ɲɛ Ŋala", "Ɛsta Ɲɛ Ŋala", id="E77 Bambara letters"),
        pytest.param("ߊߥߊ", "ߊߥߊ", id="E78 N'Ko"),
        pytest.param("Awa\u202e0001", "Awa0001", id="E79 right-to-left override"),
        pytest.param("Awa\tDiarra\n", "Awa Diarra", id="E83 tab and newline"),
        pytest.param("Awa 🌾", "Awa 🌾", id="E85 four bytes"),
        pytest.param("x" * 200, "x" * 200, id="E87 200 characters"),
        pytest.param("Robert'); DROP TABLE", "Robert'); DROP TABLE", id="E88 as text"),
        pytest.param("<b>Awa</b> & Co", "<b>Awa</b> & Co", id="E89 as text"),
        pytest.param("=HYPERLINK(x)", "=HYPERLINK(x)", id="E90 as text"),
        pytest.param("  Awa  ", "Awa", id="E92 spaces around"),
        pytest.param("NULL", "NULL", id="E95 a word of programs"),
        pytest.param("Awa", "Awa", id="E96 one name"),
    ],
)
def test_a_name_is_kept_clean(value, kept):
    assert read(fields.name("Name"), value) == kept


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param(" \u200b ", id="E80 only what is not seen"),
        pytest.param("A\x00wa", id="E82 NUL"),
        pytest.param("Awa\udc80", id="E84 lone surrogate"),
        pytest.param("A" + "\u0301" * 9, id="E86 a flood of accents"),
        pytest.param("x" * 201, id="E87 201 characters"),
        pytest.param("x" * 10**6, id="E87 a pasted book"),
        pytest.param("?!", id="E93 only punctuation"),
        pytest.param(12, id="a number"),
    ],
)
def test_a_name_that_is_none_is_refused_in_a_short_sentence(value):
    said = str(refusal(fields.name("Name"), value))
    assert len(said) < 300
    said.encode()


@pytest.mark.parametrize(
    "value, kept",
    [
        pytest.param("", "", id="E97 none"),
        pytest.param("76 12 34 56", "+22376123456", id="E97 eight digits"),
        pytest.param("+33 6 12 34 56 78", "+33612345678", id="another country"),
    ],
)
def test_a_telephone_number_is_written_in_one_way(value, kept):
    assert read(fields.phone("Telephone"), value) == kept


def test_seven_digits_are_no_telephone_number_e97():
    assert "7612345" in str(refusal(fields.phone("Telephone"), "7612345"))


def test_a_note_may_be_empty_but_not_a_page():
    assert read(fields.note("Text"), "") == ""
    assert "501" in str(refusal(fields.note("Text"), "x" * 501))


@pytest.mark.parametrize("value", [0, 51, -1, 1.0, "1", True, None])
def test_a_count_stays_in_its_bounds(value):
    assert "50" in str(refusal(fields.count("Passbooks", most=50), value))


@pytest.mark.parametrize("value", ["yes", 1, 0, None])
def test_yes_or_no_is_true_or_false(value):
    assert read(fields.flag("Flag"), True) is True
    assert "true" in str(refusal(fields.flag("Flag"), value))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "x", 2.5, "1e12", None])
def test_a_decimal_number_is_written_in_quotes(value):
    assert str(read(fields.decimal("Rate"), "2.5")) == "2.5"
    assert '"2.5"' in str(refusal(fields.decimal("Rate"), value))


def test_a_list_names_each_member_once():
    assert read(fields.members("Approved by"), ["1", "2"]) == ("1", "2")
    assert "2" in str(refusal(fields.members("Approved by"), ["1", "2", "2"]))
    assert "[" in str(refusal(fields.members("Approved by"), "1"))


def test_sums_by_member_name_the_member_who_is_wrong():
    assert read(fields.amounts("Seed"), {"1": 200}) == {"1": 200}
    assert refusal(fields.amounts("Seed"), {"1": 0}).field == "amount.1"
    assert "{" in str(refusal(fields.amounts("Seed"), [200]))


@pytest.mark.parametrize("value", [0, 7, {}, {"500": 3, "25": 0}])
def test_cash_is_counted_in_pieces_or_as_one_amount(value):
    expected = {500: 3, 25: 0} if value == {"500": 3, "25": 0} else value
    assert read(fields.counted("Counted"), value) == expected


@pytest.mark.parametrize(
    "value",
    [-1, 1.5, "500", {"500": -1}, {"0": 1}, {"0500": 1}, {"٥": 1}, {"x": 1}, {"1000000000": 1}],
)
def test_a_count_of_no_money_is_refused(value):
    assert refusal(fields.counted("Counted"), value).field.startswith("amount")


def test_cash_is_counted_fund_by_fund():
    assert read(fields.counts("Counted"), {"loan": {"500": 2}}) == {"loan": {500: 2}}
    assert refusal(fields.counts("Counted"), {"loan": {"500": "2"}}).field == "amount.loan.500"


def test_a_choice_offers_what_may_be_chosen():
    kind = fields.choice("Sex", ("female", "male"))
    assert read(kind, "female") == "female"
    assert "female, male" in str(refusal(kind, "f"))
    assert "female, male" in str(refusal(kind, ["female"]))


def test_attendance_says_one_word_for_each_member():
    kind = fields.choices_by_member("Attendance", ("present", "absent"))
    assert read(kind, {"1": "present"}) == {"1": "present"}
    refused = refusal(kind, {"1": "présente"})
    assert refused.field == "amount.1"
    assert "present, absent" in str(refused)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"leaving": {"part": 0.5}}, id="a float would be another number elsewhere"),
        pytest.param({"funds": {"a\x00b": {}}}, id="E82 NUL in a name"),
        pytest.param({"funds": {"loan": {"share_out": "\ud800"}}}, id="E84 lone surrogate"),
        pytest.param({"x": [[[[[[[[1]]]]]]]]}, id="a well without a bottom"),
        pytest.param({"x": "y" * 501}, id="a page"),
        pytest.param([], id="a list"),
    ],
)
def test_rules_are_what_json_says_the_same_everywhere(value):
    refusal(fields.rules("Rules"), value)


def test_rules_are_taken_as_they_were_said():
    said = {"funds": {"zeta": {}, "alpha": {"contribution": None}}, "deduct": ["loans"]}
    assert list(read(fields.rules("Rules"), said)["funds"]) == ["zeta", "alpha"]


@given(st.text() | st.integers() | st.floats() | st.booleans() | st.none() | st.binary())
def test_no_value_at_all_makes_a_reader_crash(value):
    for spec in (
        fields.amount("x"),
        fields.count("x"),
        fields.code("x"),
        fields.day("x"),
        fields.name("x"),
        fields.note("x"),
        fields.phone("x"),
        fields.flag("x"),
        fields.decimal("x"),
        fields.members("x"),
        fields.amounts("x"),
        fields.counted("x"),
        fields.counts("x"),
        fields.rules("x"),
        fields.choice("x", ("a", "b")),
        fields.choices_by_member("x", ("a", "b")),
    ):
        try:
            read(spec, value)
        except Refusal as refused:
            for language in i18n.LANGUAGES:
                with i18n.speaking(language):
                    str(refused).encode()
