"""Names of people: how they are cleaned, found and put in order.

    clean_name clean_note clean_phone    what was typed, fit to be kept
    look_alike                           letters of another script among Latin ones
    search_key sound_key sort_key        what is stored beside a name
    matches rank                         who was meant by what was typed

About thirty family names serve the whole of Mali and each has several spellings, so people are
found by number, first name, nickname or telephone, whatever the accents and however it sounds.
Rules: reference/interface.md 4.6; reliability.md 6 E.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar

from coop_ledger.amounts import BadText
from coop_ledger.i18n import N_

NAME_MAX = 200
NOTE_MAX = 500
MARKS_MAX = 3
PHONE_DIGITS_LEAST = 4  # fewer are a member's number


# -- cleaning ----------------------------------------------------------------------------------

# Joiners shape letters in N'Ko and Arabic; between Latin letters they only hide.
_JOINERS = "\u200c\u200d"
_JOINED_SCRIPTS = re.compile("[\u0600-\u08ff\u07c0-\u07ff]")


def clean_name(text: str, *, field: str = N_("The name")) -> str:
    """A person's or a thing's name, fit to be kept: NFC, one line, nothing invisible.

    Raises BadText for a name that is empty or only punctuation, longer than 200 characters, or
    that holds what is no text (NUL, lone surrogates, more than three marks on a letter).
    """
    name = _clean(text, field, NAME_MAX)
    if not name:
        raise BadText(N_("{field} is empty. Type the name."), field=field, text=text)
    if not any(c.isalnum() for c in name):
        raise BadText(
            N_("{field} is {text}: a name has at least one letter or digit."),
            field=field,
            text=text,
        )
    return name


def clean_note(text: str, *, field: str = N_("The text")) -> str:
    """A remark in words, at most 500 characters, cleaned like a name; it may be empty."""
    return _clean(text, field, NOTE_MAX)


def clean_phone(text: str, *, field: str = N_("The telephone number")) -> str:
    """A telephone number as it is kept, "+22376123456"; "" when there is none.

    Eight digits are a number in Mali. Other countries are written with + and their code.
    Raises BadText for anything else, seven digits included.
    """
    typed = _clean(text, field, NAME_MAX)
    digits = re.sub(r"[ .()/-]", "", typed)
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^223(?=\d{8}$)", "+223", digits)
    if not typed:
        return ""
    if re.fullmatch(r"\d{8}", digits, re.ASCII):
        return f"+223{digits}"
    if re.fullmatch(r"\+(?:223\d{8}|(?!223)[1-9]\d{7,14})", digits, re.ASCII):
        return digits
    raise BadText(
        N_(
            "{field} is {text}: type the eight digits of a number in Mali, or + and the code of "
            "the country before the number."
        ),
        field=field,
        text=text,
    )


_LATIN_LIKENESS = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo"
)


def look_alike(name: str) -> str:
    """The Latin name that a name with Cyrillic or Greek letters passes for, or ""."""
    likeness = name.translate(_LATIN_LIKENESS)
    mixed = any("LATIN" in unicodedata.name(c, "") for c in name)
    return likeness if mixed and likeness != name else ""


def _clean(text: str, field: str, length_max: int) -> str:
    if len(text) > 4 * length_max:  # a pasted book is refused before it is looked at
        raise _too_long(text, field, length_max)
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise BadText(
            N_("{field} holds characters that are no text. Type it again."), field=field, text=text
        )
    kept = unicodedata.normalize("NFC", "".join(_visible(text)))
    clean = " ".join(kept.split())
    if len(clean) > length_max:
        raise _too_long(text, field, length_max)
    if _marks_most(clean) > MARKS_MAX:
        raise BadText(
            N_("{field} has too many accents on one letter. Type it again."), field=field, text=text
        )
    return clean


def _too_long(text: str, field: str, length_max: int) -> BadText:
    return BadText(
        N_("{field} has {length:number} characters; {most:number} is the most. Shorten it."),
        field=field,
        text=text,
        length=len(text),
        most=length_max,
    )


def _visible(text: str) -> Iterable[str]:
    """The characters that are kept: controls become spaces, what hides or reverses is dropped."""
    joined = _JOINED_SCRIPTS.search(text) is not None
    for c in text:
        match unicodedata.category(c):
            case "Cc" | "Zl" | "Zp":
                yield " "
            case "Cf" if not (joined and c in _JOINERS):
                continue
            case _:
                yield c


def _marks_most(text: str) -> int:
    most = run = 0
    for c in unicodedata.normalize("NFD", text):
        run = run + 1 if unicodedata.category(c) in {"Mn", "Me"} else 0
        most = max(most, run)
    return most


# -- keys --------------------------------------------------------------------------------------

_LETTERS = str.maketrans(
    {"ɛ": "e", "ɔ": "o", "ɲ": "ny", "ŋ": "ng", "œ": "oe", "æ": "ae", "ı": "i", "-": None}
    | dict.fromkeys("'’‘ʼ`´", None)
)

# French and Bambara spellings of one sound, in the order they are replaced.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("dj|di(?=[aeou])", "j"),
        ("ou|w", "u"),
        ("qu|q", "k"),
        ("c(?=[ei])", "s"),
        ("c(?!h)", "k"),
        ("y", "i"),
        (r"(.)\1+", r"\1"),
    )
)

# After every other word with the plain letter: no letter sorts behind "~".
_ORDER = str.maketrans(
    {"ɛ": "e~", "ɔ": "o~", "ɲ": "n~", "ŋ": "n~~", "œ": "oe", "æ": "ae", "-": " ", "~": None}
    | dict.fromkeys("'’‘ʼ`´", None)
)


@lru_cache(maxsize=16384)
def search_key(text: str) -> str:
    """What is compared when accents, case, apostrophes and hyphens do not matter."""
    return " ".join(_unaccented(text).translate(_LETTERS).split())


@lru_cache(maxsize=16384)
def sound_key(text: str) -> str:
    """What is compared when only the sound matters: Diarra, Djarra and Jara are one."""
    key = search_key(text)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


def sort_key(text: str) -> str:
    """What lists are ordered by: French order, ɛ after e, ɔ after o, ɲ and ŋ after n.

    Accents and case decide only between words that are otherwise the same.
    """
    letters = " ".join(_unaccented(text).translate(_ORDER).split())
    return "\x01".join((letters, unicodedata.normalize("NFC", text).casefold(), text))


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


# -- finding -----------------------------------------------------------------------------------


class Person(Protocol):
    """Whoever can be looked for."""

    @property
    def member(self) -> str:
        """The short code on paper."""

    @property
    def name(self) -> str:
        """The whole name."""

    @property
    def nickname(self) -> str:
        """What she is called, or ""."""

    @property
    def phone(self) -> str:
        """The telephone number, or ""."""


SomePerson = TypeVar("SomePerson", bound=Person)


def matches(query: str, text: str) -> int:
    """How well `text` answers `query`: 0 not at all, 4 the same, 1 only by its sound.

    Every word of the query must begin a word of the text, in any order.
    """
    wanted, found = search_key(query), search_key(text)
    if not wanted:
        return 0
    if wanted == found:
        return 4
    if found.startswith(wanted):
        return 3
    if _begins_words(wanted, found):
        return 2
    return 1 if _begins_words(sound_key(query), sound_key(text)) else 0


def rank(query: str, candidates: Iterable[SomePerson]) -> list[SomePerson]:
    """Those who may be meant by a number, a name, a nickname or a telephone, likeliest first.

    Among equals the order of the candidates stays. An empty query leaves everyone.
    """
    if not query.strip():
        return list(candidates)
    scored = [(_score(query, person), person) for person in candidates]
    found = [(score, person) for score, person in scored if score]
    return [person for _score_of, person in sorted(found, key=lambda pair: -pair[0])]


def _score(query: str, person: Person) -> int:
    typed, code = query.strip().casefold(), person.member.casefold()
    if code.startswith(typed):
        return 6 if code == typed else 5
    named = max(matches(query, person.name), matches(query, person.nickname))
    return named or (1 if _has_phone(query, person) else 0)


def _has_phone(query: str, person: Person) -> bool:
    digits = re.sub("[^0-9]", "", query)
    return len(digits) >= PHONE_DIGITS_LEAST and digits in person.phone


def _begins_words(query: str, text: str) -> bool:
    words = text.split()
    return all(any(word.startswith(part) for word in words) for part in query.split())
