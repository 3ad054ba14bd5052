"""Members typed or pasted, one a line, and family names that finish themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.amounts import BadText
from tests.ui.benkadi import people
from ui.presenters.roster import Typed, pasted, read_roster
from ui.presenters.surnames import completed


def test_the_number_is_the_lines_unless_one_is_written():
    found = read_roster("Awa Traoré\n12 Fanta Keïta\n\nSira Cissé")
    assert [(typed.member, typed.name) for typed in found] == [
        ("1", "Awa Traoré"),
        ("12", "Fanta Keïta"),
        ("2", "Sira Cissé"),
    ]


def test_a_line_may_carry_a_nickname_and_a_telephone():
    assert read_roster("Awa Traoré (vendeuse) 76 12 34 56") == (
        Typed("1", "Awa Traoré", "vendeuse", "+22376123456", 1),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Awa Traoré\nAwa Traore", "Awa Traore"),
        ("3 Awa Traoré\n3 Fanta Keïta", "3"),
        ("Awa Traoré\n12", "12"),
        ("Awa Traoré\n--", "2"),
    ],
)
def test_what_cannot_be_told_apart_or_is_no_name_is_refused_with_its_line(text, says):
    with pytest.raises(BadText, match=says):
        read_roster(text)


def test_namesakes_are_told_apart_by_a_word():
    found = read_roster("Awa Traoré\nAwa Traoré (marché)")
    assert [typed.nickname for typed in found] == ["", "marché"]


@pytest.mark.parametrize(
    "rows",
    [
        "N°\tPrénom\tNom\tTéléphone\n1\tAwa\tTraoré\t76123456",
        "Prénom;Nom;N°;Portable\nAwa;Traoré;1;76123456",
        "1\tAwa\tTraoré\t76123456",
    ],
)
def test_rows_of_a_spreadsheet_become_lines_whatever_their_columns(rows):
    assert read_roster(pasted(rows)) == (Typed("1", "Awa Traoré", "", "+22376123456", 1),)


@given(st.lists(st.sampled_from(people()), unique=True, min_size=1))
def test_whatever_is_pasted_line_by_line_is_read_as_it_was(names):
    assert [typed.name for typed in read_roster(pasted("\n".join(names)))] == names


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("Awa Tr", "Awa Traoré"),
        ("Awa kei", "Awa Keïta"),
        ("Awa T", ""),
        ("Aw", ""),
        ("Awa Dia", ""),
        ("Awa Zz", ""),
        ("Awa Tr ", ""),
    ],
)
def test_a_family_name_is_proposed_after_two_letters_and_never_over_a_whole_one(typed, proposed):
    assert completed(typed) == proposed


def test_the_family_names_of_the_group_are_proposed_first():
    assert completed("Awa Di", ["Fanta Dicko"]) == "Awa Dicko"
