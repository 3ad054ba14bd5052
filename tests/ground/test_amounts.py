import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import amounts, i18n
from coop_ledger.amounts import BadText, azerty_digits, parse_amount, parse_count, unusual


@pytest.fixture(autouse=True)
def english():
    """The sentences as they are written in the code, whatever their translation."""
    i18n.use_language("en")


# Numbers are the cases of reference/reliability.md 6, A; letters are interface.md 4.3.
READ = [
    pytest.param("1 000", 1000, id="11 spaces between thousands"),
    pytest.param("1\u00a0000", 1000, id="12 no-break space"),
    pytest.param("1\u202f000\u202f000", 1000000, id="12 narrow no-break space"),
    pytest.param("1\u2009000", 1000, id="12 thin space"),
    pytest.param("0001", 1, id="14 leading zeros"),
    pytest.param("5 F", 5, id="21 F"),
    pytest.param("5F", 5, id="21 F without a space"),
    pytest.param("5 FCFA", 5, id="21 FCFA"),
    pytest.param("5 000 XOF", 5000, id="21 XOF"),
    pytest.param("5 000 fcfa", 5000, id="21 small letters"),
    pytest.param("59\u202f280\u00a0F\u00a0CFA", 59280, id="f the program's own figure"),
    pytest.param("500 CFA", 500, id="f CFA"),
    pytest.param("1000000000000", 10**12, id="22 the limit"),
    pytest.param("  2500 ", 2500, id="spaces around"),
]

REFUSED = [
    pytest.param("", "Type the amount", id="1 empty"),
    pytest.param("   \u00a0", "Type the amount", id="2 only spaces"),
    pytest.param("0", "zero", id="3 zero"),
    pytest.param("000", "zero", id="3 zeros"),
    pytest.param("-5", "sign", id="4 below zero"),
    pytest.param("\u22125", "sign", id="4 below zero, true minus"),
    pytest.param("-0", "sign", id="5 minus zero"),
    pytest.param("+5", "sign", id="6 plus"),
    pytest.param("1,5", "cents", id="7 decimal comma"),
    pytest.param("1.5", "cents", id="8 decimal point"),
    pytest.param("1.000", "Type 1000 if", id="9 point before thousands"),
    pytest.param("1,000", "Type 1000 if", id="10 comma before thousands"),
    pytest.param("1.000.000", "Type 1000000 if", id="9 points before thousands"),
    pytest.param("1 00", "Type 100 if", id="13 two digits after a space"),
    pytest.param("12 34", "Type 1234 if", id="13 two pairs"),
    pytest.param("1 0000", "Type 10000 if", id="13 four digits after a space"),
    pytest.param("1  000", "Type 1000 if", id="13 two spaces"),
    pytest.param("1_000", "not a whole number", id="15 underscore"),
    pytest.param("1e3", "not a whole number", id="16 exponent"),
    pytest.param("0x10", "not a whole number", id="17 hexadecimal"),
    pytest.param("٣٥٠٠", "digits 0 to 9", id="18 Arabic digits"),
    pytest.param("１２３", "digits 0 to 9", id="18 wide digits"),
    pytest.param("𝟙𝟚", "digits 0 to 9", id="18 mathematical digits"),
    pytest.param("߁߂", "digits 0 to 9", id="18 N'Ko digits"),
    pytest.param("½", "digits 0 to 9", id="19 a half"),
    pytest.param("5²", "digits 0 to 9", id="19 squared"),
    pytest.param("NaN", "not a whole number", id="20 NaN"),
    pytest.param("Infinity", "not a whole number", id="20 infinity"),
    pytest.param("-inf", "sign", id="20 minus infinity"),
    pytest.param("5 €", "not a whole number", id="21 another currency"),
    pytest.param("5 F F", "not a whole number", id="21 twice"),
    pytest.param("5 FC", "not a whole number", id="21 half a suffix"),
    pytest.param("F", "not a whole number", id="21 a suffix alone"),
    pytest.param("1000000000001", "Count the zeros", id="22 the limit and one"),
    *(
        pytest.param(str(n), "Count the zeros", id=f"23 {n}")
        for n in (2**53 + 1, 2**63 - 1, 2**63, 10**30)
    ),
    pytest.param("9" * 5000, "too long", id="24 five thousand digits"),
    pytest.param("&é\"'(", "Shift", id="148 AZERTY digits without Shift"),
    pytest.param("300d", "not an amount", id="d dɔrɔmɛ where they are not asked for"),
    pytest.param("1500*3", "not a whole number", id="* a product where none is asked for"),
    pytest.param("mille", "not a whole number", id="words"),
    pytest.param("1\t000", "not a whole number", id="a tab"),
    pytest.param("500\0", "not a whole number", id="NUL"),
    pytest.param("500\ud800", "not a whole number", id="a lone surrogate"),
]


@pytest.mark.parametrize("typed, amount", READ)
@pytest.mark.parametrize("arithmetic", [False, True])
def test_an_amount_is_read(typed, amount, arithmetic):
    assert parse_amount(typed, arithmetic=arithmetic) == amount


@pytest.mark.parametrize("typed, words", REFUSED)
def test_what_is_no_amount_is_refused_in_a_sentence_with_the_way_out(typed, words):
    with pytest.raises(BadText) as refused:
        parse_amount(typed)
    sentence = str(refused.value)
    assert words in sentence
    assert len(sentence) < 160
    sentence.encode("utf-8")


def test_two_to_the_31_is_an_ordinary_amount():
    assert parse_amount(str(2**31)) == 2**31


def test_a_refusal_quotes_what_was_typed():
    with pytest.raises(BadText, match=r"^1,5 is not whole"):
        parse_amount("1,5")


@pytest.mark.parametrize(
    "typed, amount",
    [
        ("1500*3", 4500),
        ("1500 × 3", 4500),
        ("2000+500", 2500),
        ("2 000 F + 500 F", 2500),
        ("500*3+200", 1700),
        ("300d", 1500),
        ("300 D", 1500),
        ("100d*3", 1500),
        ("3*100d", 1500),
        ("100d+500", 1000),
        ("1 000 d", 5000),
    ],
)
def test_sums_products_and_doromes_are_worked_out_where_they_are_asked_for(typed, amount):
    assert parse_amount(typed, arithmetic=True) == amount


@pytest.mark.parametrize(
    "typed, words",
    [
        ("500*0", "zero"),
        ("500+", "not finished"),
        ("*3", "not finished"),
        ("+500", "sign"),
        ("500-100", "not a whole number"),
        ("500/2", "not a whole number"),
        ("100d*3d", "francs by francs"),
        ("100 F*3 F", "francs by francs"),
        ("999999999999*2", "Count the zeros"),
        ("1,5*2", "cents"),
        ("2**3", "not finished"),
        ("d", "not a whole number"),
        ("__import__('os')", "not a whole number"),
    ],
)
def test_what_cannot_be_worked_out_is_refused(typed, words):
    with pytest.raises(BadText) as refused:
        parse_amount(typed, arithmetic=True)
    assert words in str(refused.value)


@given(st.integers(1, amounts.LIMIT))
def test_what_the_program_shows_it_can_read(amount):
    assert parse_amount(i18n.money(amount)) == amount
    assert parse_amount(i18n.francs(amount)) == amount


@given(st.text(max_size=80) | st.text("0123456789 .,+*dF-", max_size=12), st.booleans())
def test_any_text_is_an_amount_or_refused_in_a_sentence(text, arithmetic):
    amount, sentence = 1, "read"
    try:
        amount = parse_amount(text, arithmetic=arithmetic)
    except BadText as refused:
        sentence = str(refused)
    assert 1 <= amount <= amounts.LIMIT
    assert sentence


# -- counts


@pytest.mark.parametrize("typed, count", [("0", 0), ("3", 3), ("1 000", 1000), (" 05 ", 5)])
def test_a_count_is_read(typed, count):
    assert parse_count(typed) == count


@pytest.mark.parametrize("typed", ["", "-1", "1,5", "3 F", "2*3", "½", "1000000001", "x"])
def test_what_is_no_count_is_refused(typed):
    with pytest.raises(BadText):
        parse_count(typed)


# -- the AZERTY row


def test_the_top_row_of_an_azerty_keyboard_says_digits():
    assert azerty_digits("&é\"'(-è_çà") == "1234567890"


def test_other_keys_say_what_they_say():
    assert azerty_digits("12 F*") == "12 F*"


# -- what is unusual: interface.md 0.1 and 4.5, reliability.md 6 case 25


@pytest.mark.parametrize(
    "amount, usual, meant",
    [
        pytest.param(2500, [500, 500, 500], 500, id="five times: francs typed for dɔrɔmɛ heard"),
        pytest.param(300, [1500, 1500], 1500, id="a fifth: kɛmɛ saba typed as 300"),
        pytest.param(5000, [500], 500, id="a zero too many"),
        pytest.param(50, [500], 500, id="a zero too few"),
        pytest.param(50000, [500], 500, id="25 a hundred times"),
        pytest.param(5, [500], 500, id="a hundredth"),
        pytest.param(13750, [2500, 3000, 2750], 2750, id="five times something usual"),
        pytest.param(99999, [500, 500], 500, id="25 beyond a hundred times"),
        pytest.param(2500, [9, 9, 9, 500, 500, 500, 500, 500], 500, id="only the last five count"),
        pytest.param(2500, [0, 500, 0, 500, 0, 0, 0], 500, id="absences are no habit"),
    ],
)
def test_an_amount_far_off_the_usual_is_asked_about(amount, usual, meant):
    doubt = unusual(amount, usual)
    assert doubt is not None
    assert (doubt.amount, doubt.meant) == (amount, meant)


@pytest.mark.parametrize(
    "amount, usual",
    [
        pytest.param(500, [500, 500], id="the usual"),
        pytest.param(1000, [500, 500], id="twice"),
        pytest.param(3000, [500, 500], id="six times"),
        pytest.param(2500, [], id="nothing is usual yet"),
        pytest.param(2500, [500, 2500, 500], id="done lately"),
        pytest.param(2600, [500, 2500, 500, 3000], id="between what was done lately"),
    ],
)
def test_an_ordinary_amount_is_not_asked_about(amount, usual):
    assert unusual(amount, usual) is None


def test_the_question_says_the_likely_amount_and_what_the_room_hears():
    doubt = unusual(12500, [2500])
    assert doubt is not None
    assert doubt.question() == "Did you mean 2\u202f500\u00a0F\u00a0CFA (kɛmɛ duuru)?"


def test_the_question_does_without_bambara_where_five_does_not_divide():
    doubt = unusual(10, [52, 51])
    assert doubt is None
    doubt = unusual(510, [51])
    assert doubt is not None
    assert doubt.question() == "Did you mean 51\u00a0F\u00a0CFA?"


@given(st.integers(1, 10**12), st.lists(st.integers(0, 10**12), max_size=8))
def test_what_is_meant_is_usual(amount, usual):
    doubt = unusual(amount, usual)
    if doubt:
        recent = [past for past in usual if past][-5:]
        assert min(recent) <= doubt.meant <= max(recent)
        assert doubt.amount != doubt.meant
