"""Months as people count them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain.periods import add_months, months_begun

days = st.dates(datetime.date(1990, 1, 1), datetime.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2025-11-15", 2, "2026-01-15"),
        ("2026-03-05", 0, "2026-03-05"),
        ("2026-12-31", 12, "2027-12-31"),
    ],
)
def test_months_are_added_and_a_short_month_gives_its_last_day(day, months, expected):
    """reliability.md 6, case 74."""
    later = add_months(datetime.date.fromisoformat(day), months)
    assert later == datetime.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("day", "begun"),
    [("2026-03-05", 0), ("2026-03-06", 1), ("2026-04-05", 1), ("2026-04-06", 2)],
)
def test_a_month_ends_on_the_day_it_reaches(day, begun):
    assert months_begun(datetime.date(2026, 3, 5), datetime.date.fromisoformat(day)) == begun


def test_a_month_from_the_31st_ends_on_the_28th_of_february():
    start = datetime.date(2026, 1, 31)
    assert months_begun(start, datetime.date(2026, 2, 28)) == 1
    assert months_begun(start, datetime.date(2026, 3, 1)) == 2


@given(days, st.integers(0, 4000))
def test_the_months_begun_are_the_fewest_that_reach_the_day(start, later):
    day = start + datetime.timedelta(days=later)
    begun = months_begun(start, day)
    assert day <= add_months(start, begun)
    assert not begun or add_months(start, begun - 1) < day
