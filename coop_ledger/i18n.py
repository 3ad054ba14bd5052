"""The language of the reader: sentences, figures, days and hours.

    N_, _, ngettext, pgettext    mark a sentence; translate it now
    fill                         puts values into a sentence, each in its format
    money francs number percent  figures
    day long_day month clock     days and hours
    speaking, use_language       who is being spoken to

Figures are grouped by U+202F in every language, so that the screen, the French paper and the
English paper show the same figure. Nothing here imports Babel before a catalogue must be
compiled: this module is loaded before the first window.
"""

from __future__ import annotations

import gettext as _gettext
import io
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    import datetime
    from pathlib import Path


class Number(Protocol):
    """An int, a Decimal or a Fraction: a number that is exactly a ratio."""

    def as_integer_ratio(self) -> tuple[int, int]:
        """The numerator, and the denominator above zero."""
        ...


GROUP_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"


class Usage(NamedTuple):
    """How a language writes what no catalogue says."""

    decimal: str
    before_percent: str
    clock: str
    conjunction: str
    first: str
    days: tuple[str, ...]
    months: tuple[str, ...]


USAGES: Mapping[str, Usage] = {
    "fr": Usage(
        decimal=",",
        before_percent=GROUP_SPACE,
        clock=f"{{hour}}{NO_BREAK_SPACE}h{NO_BREAK_SPACE}{{minute:02}}",
        conjunction="et",
        first="1er",
        days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        months=(
            *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
            *("septembre", "octobre", "novembre", "décembre"),
        ),
    ),
    "en": Usage(
        decimal=".",
        before_percent="",
        clock="{hour}:{minute:02}",
        conjunction="and",
        first="1",
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June", "July", "August"),
            *("September", "October", "November", "December"),
        ),
    ),
}

LANGUAGES = tuple(USAGES)

# The one thing here that changes: a program speaks one language to the person before it, and a
# thread begins with an empty context, so the default cannot live in the ContextVar.
_process = {"language": "fr"}
_spoken: ContextVar[str | None] = ContextVar("language", default=None)


# -- who is spoken to --------------------------------------------------------------------------


def language() -> str:
    """The code of the language spoken now: `speaking` first, then the process default."""
    return _spoken.get() or _process["language"]


def use_language(code: str) -> None:
    """Set the language of the whole process. Raises ValueError for an unknown code."""
    _process["language"] = _known(code)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak `code` for one paper or one command. Raises ValueError for an unknown code."""
    token = _spoken.set(_known(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def _known(code: str) -> str:
    if code not in USAGES:
        raise ValueError(f"unknown language {code!r}: known are {', '.join(LANGUAGES)}")
    return code


# -- sentences ---------------------------------------------------------------------------------


def N_(message: str) -> str:
    """Mark a sentence for translation; it is translated when it is shown."""
    return message


def translate(message: str) -> str:
    """The sentence in the language spoken now, or the English source."""
    if not message:  # gettext answers "" with the header of the catalogue
        return ""
    translated = _catalogue(language()).gettext(message)
    return translated if _faithful(message, translated) else message


_ = translate


def ngettext(one: str, many: str, n: int) -> str:
    """The sentence for `n` things; the singular may leave fields of the plural out."""
    translated = _catalogue(language()).ngettext(one, many, n)
    if _plural_faithful(many, translated):
        return translated
    return one if n == 1 else many


def pgettext(context: str, message: str) -> str:
    """The sentence as it is said in `context`."""
    translated = _catalogue(language()).pgettext(context, message)
    return translated if _faithful(message, translated) else message


@lru_cache(maxsize=8192)
def _faithful(source: str, translated: str) -> bool:
    return translated == source or _fields(translated) == _fields(source)


@lru_cache(maxsize=1024)
def _plural_faithful(many: str, translated: str) -> bool:
    fields = _fields(translated)
    return fields is not None and fields <= (_fields(many) or frozenset())


def _fields(template: str) -> frozenset[str] | None:
    """The names in braces, or None if the braces do not close."""
    try:
        return frozenset(name for _text, name, _spec, _to in _FILLER.parse(template) if name)
    except ValueError:
        return None


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    from coop_ledger import paths  # pathlib costs start-up time that `import i18n` must not pay

    folder = paths.translations() / code / "LC_MESSAGES"
    source, compiled = folder / "messages.po", folder / "messages.mo"
    if compiled.exists() and not _is_older(compiled, source):
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    if source.exists():
        return _gettext.GNUTranslations(_compile(source, code))
    return _gettext.NullTranslations()


def _is_older(compiled: Path, source: Path) -> bool:
    return source.exists() and compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path, code: str) -> io.BytesIO:
    # Only a checkout without compiled catalogues comes here; Babel would double the start-up.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return compiled


# -- figures -----------------------------------------------------------------------------------


def money(amount: int) -> str:
    """An amount of whole francs as columns show it: "59 280", "−500", "0"."""
    return MINUS + _grouped(-amount) if amount < 0 else _grouped(amount)


def francs(amount: int) -> str:
    """An amount of whole francs in running text: "59 280 F CFA", never broken over two lines."""
    return f"{money(amount)}{NO_BREAK_SPACE}F{NO_BREAK_SPACE}CFA"


def number(value: Number, places: int = 3) -> str:
    """A count or a quantity: rounded half up to `places` decimals, idle zeros left out."""
    numerator, denominator = value.as_integer_ratio()
    scale = 10**places
    scaled = (2 * abs(numerator) * scale + denominator) // (2 * denominator)
    whole, part = divmod(scaled, scale)
    decimals = f"{part:0{places}}".rstrip("0") if part else ""
    figure = _grouped(whole) + (_usage().decimal + decimals if decimals else "")
    return MINUS + figure if numerator < 0 and scaled else figure


def percent(value: Number) -> str:
    """A rate in hundredths: "2,5 %" in French, "2.5%" in English."""
    return f"{number(value)}{_usage().before_percent}%"


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", GROUP_SPACE)


# -- days and hours ----------------------------------------------------------------------------


def day(value: datetime.date) -> str:
    """A day in figures, day first in both languages: "05/03/2026"."""
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def long_day(value: datetime.date) -> str:
    """A day as it is written above a signature: "jeudi 5 mars 2026"."""
    usage = _usage()
    of_month = usage.first if value.day == 1 else str(value.day)
    return f"{usage.days[value.weekday()]} {of_month} {month(value)}"


def month(value: datetime.date) -> str:
    """The month a day is in: "mars 2026"."""
    return f"{_usage().months[value.month - 1]} {value.year}"


def clock(value: datetime.datetime | datetime.time) -> str:
    """An hour of the day: "10 h 24" in French, "10:24" in English."""
    return _usage().clock.format(hour=value.hour, minute=value.minute)


def list_of(items: Iterable[str]) -> str:
    """Things in a row: "a, b et c" in French, "a, b and c" in English."""
    *before, last = list(items) or [""]
    return f"{', '.join(before)} {_usage().conjunction} {last}" if before else last


def _usage() -> Usage:
    return USAGES[language()]


# -- filling -----------------------------------------------------------------------------------

FORMATS: Mapping[str, Callable[[Any], str]] = {
    "money": money,
    "francs": francs,
    "number": number,
    "percent": percent,
    "day": day,
    "long_day": long_day,
    "month": month,
    "clock": clock,
    "list": list_of,
}


class _Filler(string.Formatter):
    """Knows the formats above; a value that does not fit its format is shown as it is."""

    def format_field(self, value: Any, format_spec: str) -> str:
        try:
            if format_spec in FORMATS:
                return FORMATS[format_spec](value)
            return format(value, format_spec)
        except (ArithmeticError, AttributeError, TypeError, ValueError):
            return str(value)


_FILLER = _Filler()


def fill(template: str, /, **values: Any) -> str:
    """Put values into a sentence: `{amount:francs}`, `{day:long_day}`, `{n:number}`, `{name}`.

    Raises KeyError when the sentence names a field that is not given.
    """
    return _FILLER.vformat(template, (), values) if "{" in template or "}" in template else template
