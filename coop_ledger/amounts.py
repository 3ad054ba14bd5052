"""What a person types, read strictly: amounts, counts and days.

    parse_amount    whole francs, never guessed: "1 500", "1 500 F", "300d", "1500*3"
    parse_count     shares, notes and coins: whole numbers, zero included
    parse_day       "5/3", "05/03/2026", "050326", "hier"
    unusual         asks before a figure five, ten or a hundred times off the usual is believed

One parser for every front. What it refuses, it refuses with a `BadText`: a sentence that names
what was typed and the way out. Cases: reference/reliability.md 6 A and D.
"""

import calendar
import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coop_ledger import i18n, spoken
from coop_ledger.i18n import N_

LIMIT = 10**12  # francs in one typed amount, so that no sum of a book can overflow 10^15
COUNT_LIMIT = 10**9
LENGTH_MAX = 60


class BadText(ValueError):
    """A typed text that cannot be read: a marked sentence, filled and translated when shown.

    `field` is a marked text too, so that a sentence may begin with {field}.
    """

    def __init__(self, sentence: str, *, field: str = "", text: str = "", **params: Any):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.text = text
        self.params = params

    def __str__(self) -> str:
        return i18n.fill(
            i18n.translate(self.sentence),
            field=i18n.translate(self.field),
            text=printable(self.text),
            **self.params,
        )


def printable(text: str, length_max: int = 40) -> str:
    """The text fit for a sentence or a log: one short line, nothing that cannot be printed."""
    shown = "".join(c if c.isprintable() else " " for c in text[: length_max + 1]).strip()
    return shown if len(shown) <= length_max else f"{shown[:length_max]}…"


# -- amounts -----------------------------------------------------------------------------------

_SPACES = " \u00a0\u2009\u202f"
_SUFFIX = re.compile(r"(?<=.)(F ?CFA|F|CFA|XOF|d)$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+|\d+", re.ASCII)
_DECIMAL = re.compile(r"[\d ]*[.,]\d+|\d[\d ]*[.,]\d*", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_AZERTY_ROW = str.maketrans("&é\"'(-è_çà", "1234567890")


def parse_amount(text: str, *, arithmetic: bool = False) -> int:
    """Read an amount above zero, in whole francs; BadText when it is anything else.

    With `arithmetic`, sums and products ("2000+500", "3×500") and dɔrɔmɛ of five francs
    ("300d") are read too.
    """
    typed = _tidy(text)
    if not typed:
        raise BadText(N_("Type the amount in whole francs."), text=text)
    amount = _sum(typed) if arithmetic and typed[0] not in "+-" else _term(typed)
    if amount == 0:
        raise BadText(
            N_("The amount is zero. Type what was really given, or leave the field empty."),
            text=text,
        )
    if amount > LIMIT:
        raise BadText(
            N_("{text} is more than {limit:francs}, the most one amount may be. Count the zeros."),
            text=text,
            limit=LIMIT,
        )
    return amount


def parse_count(text: str) -> int:
    """Read how many there are, zero included; BadText when it is no whole number."""
    typed = _tidy(text)
    if not typed:
        raise BadText(N_("Type a whole number, or 0."), text=text)
    count = _whole(typed)
    if count > COUNT_LIMIT:
        raise BadText(N_("{text} is more than anybody counts here. Count the digits."), text=text)
    return count


def azerty_digits(text: str) -> str:
    """What the top row of an AZERTY keyboard says without Shift: "&é" is "12"."""
    return text.translate(_AZERTY_ROW)


def _tidy(text: str) -> str:
    if len(text) > LENGTH_MAX:
        raise BadText(N_("{text} is too long for a figure. Type the digits only."), text=text)
    return text.translate(dict.fromkeys(map(ord, _SPACES), " ")).strip()


def _sum(typed: str) -> int:
    return sum(_product(part.strip(), typed) for part in typed.split("+"))


def _product(part: str, typed: str) -> int:
    factors = [factor.strip() for factor in re.split("[*×]", part)]
    if not all(factors):
        raise BadText(N_("{text} is not finished: a figure is missing beside + or ×."), text=typed)
    if len([factor for factor in factors if _SUFFIX.search(factor)]) > 1:
        raise BadText(N_("{text} multiplies francs by francs. Give one of them alone."), text=typed)
    return math.prod(_term(factor, dorome=True) for factor in factors)


def _term(typed: str, *, dorome: bool = False) -> int:
    suffix = _SUFFIX.search(typed)
    if suffix is None:
        return _whole(typed)
    figure = _whole(typed[: suffix.start()].rstrip())
    if suffix[1] not in "dD":
        return figure
    if not dorome:
        raise BadText(N_("{text} is not an amount. Type francs, such as 1 500."), text=typed)
    return figure * spoken.FRANCS_PER_DOROME


def _whole(typed: str) -> int:
    if _GROUPED.fullmatch(typed):
        return int(typed.replace(" ", ""))
    raise BadText(_what_is_wrong_with(typed), text=typed, meant=re.sub("[^0-9]", "", typed))


def _what_is_wrong_with(typed: str) -> str:
    """The sentence for a figure that is not one, most helpful first."""
    if re.match(r"[-−+]", typed):
        return N_(
            "{text} has a sign. Type the figure alone; to take an amount back, correct its entry."
        )
    if _THOUSANDS.fullmatch(typed):
        return N_("{text}: thousands or decimals? Type {meant} if that is what you mean.")
    if _DECIMAL.fullmatch(typed):
        return N_("{text} is not whole. Francs have no cents: type a whole number.")
    if re.fullmatch(r"[\d ]+", typed, re.ASCII):
        return N_(
            "{text}: the spaces do not part thousands. Type {meant} if that is what you mean."
        )
    if set(typed) <= {" ", *map(chr, _AZERTY_ROW)}:
        return N_("{text}: hold the Shift key (Maj) to type digits on this keyboard.")
    if any(c.isnumeric() and not c.isascii() for c in typed):
        return N_("{text}: use the digits 0 to 9.")
    return N_("{text} is not a whole number. Type digits only, such as 1500.")


# -- days --------------------------------------------------------------------------------------

_YEARS = range(1900, 2200)
_WORDS = {
    **dict.fromkeys(("a", "aujourd'hui", "aujourd’hui", "t", "today"), 0),
    **dict.fromkeys(("h", "hier", "y", "yesterday"), -1),
}
_SHIFT = re.compile(r"([+-])(\d{0,3})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{1,6}))?", re.ASCII)
_SIX_DIGITS = re.compile(r"(\d\d)()(\d\d)(\d\d)", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def parse_day(
    text: str,
    today: datetime.date,
    *,
    earliest: datetime.date | None = None,
    latest: datetime.date | None = None,
) -> datetime.date:
    """Read a day between `earliest` and `latest` (today, unless said); BadText otherwise.

    Day before month, always. A year of two digits is read only when it is this year's or last
    year's; a day without a year is the one that lies between the bounds, this year's first.
    """
    typed = text.strip().casefold()
    last = latest or today
    if typed in _WORDS:
        day = today + datetime.timedelta(days=_WORDS[typed])
    elif shift := _SHIFT.fullmatch(typed):
        day = today + datetime.timedelta(days=int(shift[1] + (shift[2] or "1")))
    elif iso := _ISO.fullmatch(typed):
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]), text)
    elif match := _DAY.fullmatch(typed) or _SIX_DIGITS.fullmatch(typed):
        day = _written(match, today, earliest, last, text)
    else:
        raise BadText(
            N_("{text} is not a day. Type day, month and year, such as {today:day}.")
            if typed
            else N_("Type the day, such as {today:day}."),
            text=text,
            today=today,
        )
    return _within(day, earliest, last, today)


def _written(
    match: re.Match[str],
    today: datetime.date,
    earliest: datetime.date | None,
    latest: datetime.date,
    text: str,
) -> datetime.date:
    of_month, month, year = int(match[1]), int(match[3]), match[4]
    if year is not None:
        return _day(_year(year, today, text), month, of_month, text)
    this_year = _day(today.year, month, of_month, text)
    if (month, of_month) == (2, 29):
        return this_year
    others = (
        this_year,
        this_year.replace(year=today.year - 1),
        this_year.replace(year=today.year + 1),
    )
    inside = (day for day in others if (earliest or datetime.date.min) <= day <= latest)
    return next(inside, this_year)


def _year(written: str, today: datetime.date, text: str) -> int:
    if len(written) == 4:
        return int(written)
    for year in (today.year, today.year - 1):
        if written == f"{year % 100:02}":
            return year
    raise BadText(
        N_("{text}: write the year with four digits, such as {year}."),
        text=text,
        year=str(today.year),
    )


def _day(year: int, month: int, of_month: int, text: str) -> datetime.date:
    if year not in _YEARS:
        raise BadText(
            N_("{text}: there is no year {year} in these books."), text=text, year=f"{year:04}"
        )
    if not 1 <= month <= 12:
        raise BadText(
            N_("{text}: there is no month {month}. Type the day before the month."),
            text=text,
            month=month,
        )
    days = calendar.monthrange(year, month)[1]
    if not 1 <= of_month <= days:
        raise BadText(
            N_("{text} does not exist: {month:month} has {days} days."),
            text=text,
            month=datetime.date(year, month, 1),
            days=days,
        )
    return datetime.date(year, month, of_month)


def _within(
    day: datetime.date,
    earliest: datetime.date | None,
    latest: datetime.date,
    today: datetime.date,
) -> datetime.date:
    if day > latest:
        raise BadText(
            N_("{day:day} has not come yet. Type a day up to today, {latest:day}.")
            if latest == today
            else N_("{day:day} is too late here. Type a day up to {latest:day}."),
            day=day,
            latest=latest,
        )
    if earliest and day < earliest:
        raise BadText(
            N_("{day:day} is too early here. Type a day from {earliest:day} on."),
            day=day,
            earliest=earliest,
        )
    return day


# -- what is unusual ---------------------------------------------------------------------------

RECENT = 5
FACTORS = (5, 10, 100)


@dataclass(frozen=True, slots=True)
class Unusual:
    """An amount far from the usual, and the one that was likely meant, in francs."""

    amount: int
    typical: int
    meant: int

    def question(self) -> str:
        """What to ask before the amount is believed, with what the room would hear."""
        heard = spoken.dorome(self.meant)
        if heard:
            sentence = i18n.translate(N_("Did you mean {meant:francs} ({heard})?"))
        else:
            sentence = i18n.translate(N_("Did you mean {meant:francs}?"))
        return i18n.fill(sentence, meant=self.meant, heard=heard)


def unusual(amount: int, usual: Sequence[int]) -> Unusual | None:
    """Whether `amount` is off what was usual (oldest first; the last five count), or None.

    It is when five, ten or a hundred times less or more would be usual: five is the trap of
    dɔrɔmɛ heard as francs, ten and a hundred are zeros miscounted. A hundred times the most that
    was usual is asked about whatever it may mean.
    Source: reference/interface.md 0.1 and 4.5; reliability.md 6, case 25.
    """
    recent = sorted([past for past in usual if past > 0][-RECENT:])
    if not recent or recent[0] <= amount <= recent[-1]:
        return None
    typical = recent[(len(recent) - 1) // 2]
    likely = [amount // factor for factor in FACTORS if amount % factor == 0]
    likely += [amount * factor for factor in FACTORS]
    meant = next((guess for guess in likely if recent[0] <= guess <= recent[-1]), None)
    if meant is None and amount >= 100 * recent[-1]:
        meant = typical
    return None if meant is None else Unusual(amount, typical, meant)


def far_above(amount: int, asked: int) -> Unusual | None:
    """Whether `amount` is five times what is asked or more: the trap of dɔrɔmɛ, also the first time.

    Source: reference/interface.md 0.1.
    """
    return Unusual(amount, asked, asked) if 0 < asked * FACTORS[0] <= amount else None
