import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_day

TODAY = datetime.date(2026, 3, 5)
EVER = datetime.date(2199, 12, 31)


@pytest.fixture(autouse=True)
def english():
    """The sentences as they are written in the code, whatever their translation."""
    i18n.use_language("en")


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# Numbers are the cases of reference/reliability.md 6, D; the others are interface.md 4.3.
@pytest.mark.parametrize(
    "typed, expected",
    [
        pytest.param("05/03/2026", "2026-03-05", id="the program's own form"),
        pytest.param("5/3", "2026-03-05", id="without a year"),
        pytest.param("5.3.26", "2026-03-05", id="dots, this year's two digits"),
        pytest.param("050326", "2026-03-05", id="six digits"),
        pytest.param("28-12-25", "2025-12-28", id="last year's two digits"),
        pytest.param("31/12", "2025-12-31", id="without a year, the last one there was"),
        pytest.param("2026-03-05", "2026-03-05", id="ISO"),
        pytest.param(" 5/3/2026 ", "2026-03-05", id="spaces around"),
        pytest.param("29-02-2024", "2024-02-29", id="53 a leap day"),
        pytest.param("3/4/2025", "2025-04-03", id="56 the day comes first"),
        pytest.param("4/3/2026", "2026-03-04", id="62 yesterday"),
        pytest.param("a", "2026-03-05", id="aujourd'hui"),
        pytest.param("A", "2026-03-05", id="capital"),
        pytest.param("Aujourd'hui", "2026-03-05", id="the whole word"),
        pytest.param("today", "2026-03-05", id="in English"),
        pytest.param("h", "2026-03-04", id="hier"),
        pytest.param("hier", "2026-03-04", id="the whole word for yesterday"),
        pytest.param("-", "2026-03-04", id="a day back"),
        pytest.param("-7", "2026-02-26", id="a week back"),
        pytest.param("+0", "2026-03-05", id="no day on"),
    ],
)
def test_a_day_is_read(typed, expected):
    assert parse_day(typed, TODAY) == day(expected)


@pytest.mark.parametrize(
    "typed, words",
    [
        pytest.param("", "Type the day, such as 05/03/2026", id="empty"),
        pytest.param("2025-02-30", "February 2025 has 28 days", id="51 30 February"),
        pytest.param("29-02-2025", "February 2025 has 28 days", id="52 no leap year"),
        pytest.param("29/2", "February 2026 has 28 days", id="52 no leap year, unsaid"),
        pytest.param("29-02-1900", "February 1900 has 28 days", id="54 1900 was none"),
        pytest.param("31/04", "April 2026 has 30 days", id="55 31 April"),
        pytest.param("00/04/2025", "April 2025 has 30 days", id="55 no day nought"),
        pytest.param("12/25/2025", "no month 25", id="56 month first"),
        pytest.param("5/3/68", "four digits", id="57 two digits"),
        pytest.param("5/3/69", "four digits", id="57 two digits of another century"),
        pytest.param("050368", "four digits", id="57 six digits"),
        pytest.param("5/3/126", "four digits", id="57 three digits"),
        pytest.param("20250601", "not a day", id="58 ISO without hyphens"),
        pytest.param("2025-W05-1", "not a day", id="58 a week"),
        pytest.param("٠٥/٠٣/٢٠٢٦", "not a day", id="59 Arabic digits"),
        pytest.param("05/03/0000", "no year 0000", id="60 year nought"),
        pytest.param("05/03/9999", "no year 9999", id="60 year 9999"),
        pytest.param("05/03/10000", "four digits", id="60 year 10000"),
        pytest.param("06/03/2026", "up to today, 05/03/2026", id="61 tomorrow"),
        pytest.param("+", "up to today", id="61 tomorrow by a key"),
        pytest.param("05/03/2027", "up to today", id="61 next year"),
        pytest.param("19/01/2038", "up to today", id="68 when it has not come yet"),
        pytest.param("45000", "not a day", id="73 a spreadsheet's number"),
        pytest.param("5/3-2026", "not a day", id="two kinds of sign"),
        pytest.param("5 mars", "not a day", id="words"),
        pytest.param("5", "not a day", id="a day alone"),
        pytest.param("5/3/2026 10:42", "not a day", id="71 an hour too"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence_with_the_way_out(typed, words):
    with pytest.raises(BadText) as refused:
        parse_day(typed, TODAY)
    assert words in str(refused.value)


def test_the_last_second_of_32_bits_is_a_day_like_any_other():
    assert parse_day("19/01/2038", TODAY, latest=EVER) == datetime.date(2038, 1, 19)  # case 68


def test_a_day_to_come_is_read_where_it_may_be():
    assert parse_day("30/11/2026", TODAY, latest=EVER) == datetime.date(2026, 11, 30)


def test_a_day_beyond_what_may_be_is_refused():
    with pytest.raises(BadText, match="up to 30/11/2026"):
        parse_day("1/12/2026", TODAY, latest=datetime.date(2026, 11, 30))


def test_a_day_before_the_group_is_refused():  # case 63
    with pytest.raises(BadText, match="from 01/02/2026 on"):
        parse_day("31/1/2026", TODAY, earliest=datetime.date(2026, 2, 1))


def test_a_day_without_a_year_is_the_one_between_the_bounds():
    next_year = parse_day("31/1", TODAY, earliest=TODAY, latest=datetime.date(2027, 2, 28))
    assert next_year == datetime.date(2027, 1, 31)


def test_a_leap_day_without_a_year_is_this_years():
    assert parse_day("29/2", datetime.date(2024, 3, 1)) == datetime.date(2024, 2, 29)


@given(st.dates(datetime.date(1900, 1, 1), EVER))
def test_what_the_program_shows_it_can_read(shown):
    assert parse_day(i18n.day(shown), TODAY, latest=EVER) == shown
    assert parse_day(shown.isoformat(), TODAY, latest=EVER) == shown


@given(st.text(max_size=20) | st.text("0123456789/.-+ ah", max_size=10), st.dates())
def test_any_text_is_a_day_not_after_today_or_refused_in_a_sentence(text, today):
    read, sentence = today, "read"
    try:
        read = parse_day(text, today)
    except BadText as refused:
        sentence = str(refused)
    assert read <= today
    assert sentence
