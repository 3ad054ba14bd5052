"""Text on paper: it fits, it breaks where French allows, it keeps its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.i18n import francs
from coop_ledger.reports import typography
from coop_ledger.reports.typography import BOLD, FACES, REGULAR, SIZE_LEAST

TEXTS = st.text(alphabet="abc ɛɔɲŋé \u202f\u00a0−×", min_size=1, max_size=80)


@pytest.mark.parametrize("face", FACES)
def test_the_face_has_the_letters_of_bambara_and_the_signs_of_money(face):
    known = typography.font(face).face.charToGlyph
    assert [
        letter for letter in "ɛɔɲŋƐƆƝŊéèêëïôçÉÀ\u202f−×÷–’«»…°" if ord(letter) not in known
    ] == []


@pytest.mark.parametrize("face", FACES)
def test_digits_are_of_equal_width(face):
    assert len({typography.width(digit, 10, face) for digit in "0123456789"}) == 1


@given(TEXTS, st.floats(5, 200))
def test_a_fitted_text_is_never_wider_than_its_room(text, room):
    shown, size = typography.fitted(text, 9, REGULAR, max(room, 10))
    assert typography.width(shown, size) <= max(room, 10) + 0.01
    assert size >= SIZE_LEAST


@given(TEXTS, st.floats(80, 300))
def test_no_line_of_a_paragraph_is_wider_than_its_room(text, room):
    for line in typography.broken(text, 9, room):
        assert sum(typography.width(piece, 9, face) for face, piece in line) <= room + 0.01


def test_an_amount_is_never_broken_over_two_lines():
    text = "payée à la somme de " + francs(1368912)
    for room in range(100, 240, 5):
        lines = typography.broken(text, 9, room)
        assert sum("1\u202f368\u202f912" in "".join(p for _f, p in line) for line in lines) <= 1
        assert "".join(p for line in lines for _f, p in line).count("CFA") == 1


def test_double_stars_make_bold_and_disappear():
    (line,) = typography.broken("à la somme de : **mille francs** (1 000 F).", 9, 900)
    assert line == (
        (REGULAR, "à la somme de :"),
        (BOLD, " mille francs"),
        (REGULAR, " (1 000 F)."),
    )
