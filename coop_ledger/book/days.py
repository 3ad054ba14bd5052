"""Days as the tables keep them: whole numbers yyyymmdd, which sort as days do."""

import datetime


def to_number(day: datetime.date) -> int:
    """Return a day as yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


def from_number(number: int) -> datetime.date:
    """Return the day that yyyymmdd says."""
    return datetime.date(number // 10000, number // 100 % 100, number % 100)
