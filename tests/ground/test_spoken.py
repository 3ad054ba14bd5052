import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import spoken
from coop_ledger.spoken import dorome, francs_in_words

# reference/interface.md 4.3, the Académie's usage for figures that are signed, and papers.md 4.
FRENCH = {
    0: "zéro franc CFA",
    1: "un franc CFA",
    2: "deux francs CFA",
    21: "vingt et un francs CFA",
    71: "soixante et onze francs CFA",
    80: "quatre-vingts francs CFA",
    81: "quatre-vingt-un francs CFA",
    91: "quatre-vingt-onze francs CFA",
    200: "deux cents francs CFA",
    280: "deux cent quatre-vingts francs CFA",
    400: "quatre cents francs CFA",
    401: "quatre cent un francs CFA",
    1000: "mille francs CFA",
    1100: "mille cent francs CFA",
    2000: "deux mille francs CFA",
    13100: "treize mille cent francs CFA",
    59280: "cinquante-neuf mille deux cent quatre-vingts francs CFA",
    80000: "quatre-vingt mille francs CFA",
    143360: "cent quarante-trois mille trois cent soixante francs CFA",
    200000: "deux cent mille francs CFA",
    700000: "sept cent mille francs CFA",
    1000000: "un million de francs CFA",
    1000001: "un million un francs CFA",
    1368912: "un million trois cent soixante-huit mille neuf cent douze francs CFA",
    4300000: "quatre millions trois cent mille francs CFA",
    80000000: "quatre-vingts millions de francs CFA",
    200200202: "deux cents millions deux cent mille deux cent deux francs CFA",
    300000000: "trois cents millions de francs CFA",
    10**9: "un milliard de francs CFA",
    2 * 10**9 + 10**6: "deux milliards un million de francs CFA",
    10**12: "un billion de francs CFA",
    10**15: "un billiard de francs CFA",
}

ENGLISH = {
    0: "zero CFA francs",
    1: "one CFA franc",
    401: "four hundred and one CFA francs",
    13100: "thirteen thousand, one hundred CFA francs",
    1000000: "one million CFA francs",
}

# reference/interface.md 4.5, and the pictures of screens and papers.
BAMBARA = {
    5: "kelen",
    25: "duuru",
    50: "tan",
    55: "tan ni kelen",
    100: "mugan",
    150: "bi saba",
    250: "bi duuru",
    500: "kɛmɛ",
    505: "kɛmɛ ni kelen",
    1000: "kɛmɛ fila",
    1500: "kɛmɛ saba",
    2500: "kɛmɛ duuru",
    5000: "waa kelen",
    7500: "waa kelen ni kɛmɛ duuru",
    10000: "waa fila",
    25000: "waa duuru",
    30000: "waa wɔɔrɔ",
    50000: "waa tan",
    227050: "waa bi naani ni duuru ni kɛmɛ naani ni tan",
    500000: "waa kɛmɛ",
    5 * 10**6: "miliyɔn kelen",
    5 * 10**9: "miliyari kelen",
    6180045: "miliyɔn kelen ni waa kɛmɛ fila ni bi saba ni wɔɔrɔ ni kɔnɔntɔn",
}


@pytest.mark.parametrize("amount, words", FRENCH.items())
def test_french_words_are_those_of_a_signed_figure(amount, words):
    assert francs_in_words(amount, "fr") == words


@pytest.mark.parametrize("amount, words", ENGLISH.items())
def test_english_words(amount, words):
    assert francs_in_words(amount, "en") == words


@given(st.integers(0, spoken.LIMIT))
def test_french_says_one_thousand_without_one_and_no_hundred_above_nine(amount):
    words = francs_in_words(amount, "fr")
    assert not re.search(r"(^|illions? |illiards? )un mille", words)
    assert not any(f"{teen} cent" in words for teen in ("onze", "douze", "treize", "dix"))


@pytest.mark.parametrize("amount", [-1, 10**15 + 1])
def test_words_beyond_the_limits_are_refused(amount):
    with pytest.raises(ValueError, match="cannot be written in words"):
        francs_in_words(amount, "fr")


def test_words_in_an_unknown_language_are_refused():
    with pytest.raises(ValueError, match="'bm'"):
        francs_in_words(5, "bm")


@pytest.mark.parametrize("amount, words", BAMBARA.items())
def test_bambara_counts_francs_by_fives(amount, words):
    assert dorome(amount) == words


@pytest.mark.parametrize("amount", [0, 1, 4, 1501, 59282, -500, 5 * 10**12])
def test_bambara_is_silent_where_there_is_nothing_sure_to_say(amount):
    assert dorome(amount) == ""


@pytest.mark.parametrize(
    "heard, meant", [(225000, 200025), (525000, 500025), (725000, 700025), (75000, 50025)]
)
def test_words_that_would_be_heard_as_another_amount_are_not_said(heard, meant):
    assert dorome(heard)
    assert dorome(meant) == ""


def test_no_two_amounts_sound_alike():
    heard = [words for amount in range(0, 1_200_000, 5) if (words := dorome(amount))]
    assert len(heard) == len(set(heard))


@given(st.integers(1, 10**12 - 1).map(lambda count: count * 5))
def test_a_hearer_counts_back_to_the_amount(amount):
    words = dorome(amount)
    assert not words or _counted_back(words) * 5 == amount


SCALES = {"waa": 10**3, "miliyɔn": 10**6, "miliyari": 10**9}


def _counted_back(words: str) -> int:
    """Counts what is heard: each word goes to the scale before it as long as it goes down."""
    total = 0
    scale, least = 1, 1000
    for part in words.split(" ni "):
        if part.split()[0] in SCALES:
            name, part = part.split(" ", 1)
            scale, least = SCALES[name], 1000
        value, size = _small(part)
        if size >= least:
            scale = 1
        least = size
        total += value * scale
    return total


def _small(part: str) -> tuple[int, int]:
    """What a part of a number is worth, and how large its kind is."""
    match part.split():
        case ["kɛmɛ"]:
            return 100, 100
        case ["kɛmɛ", unit]:
            return 100 * spoken.UNITS.index(unit), 100
        case ["bi", unit]:
            return 10 * spoken.UNITS.index(unit), 10
        case ["tan" | "mugan" as ten]:
            return {"tan": 10, "mugan": 20}[ten], 10
        case [unit]:
            return spoken.UNITS.index(unit), 1
    raise AssertionError(part)
