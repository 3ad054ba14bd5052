"""Months as people count them: from the 31st one month later is the last day."""

import calendar
import datetime


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last day when the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def months_begun(start: datetime.date, day: datetime.date) -> int:
    """How many months have begun after `start`; a month ends on the day it reaches.

    From 5 March, 5 April is one month and 6 April two.
    """
    months = (day.year - start.year) * 12 + day.month - start.month
    return months + (day > add_months(start, months))
