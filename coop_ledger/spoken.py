"""Amounts as they are said: in French and English words, and in Bambara money.

    francs_in_words    what is written above a signature
    dorome             what the room says: francs counted by fives

Bambara counts money in dɔrɔmɛ, coins of five francs: "kɛmɛ saba" is literally three hundred
and means 1 500 F. Things (shares, members, soap) are never divided by five.
"""

from functools import lru_cache

LIMIT = 10**15
MILLION = 10**6
FRANCS_PER_DOROME = 5


# -- French and English ------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def francs_in_words(amount: int, language: str) -> str:
    """The amount in words: "treize mille cent francs CFA", "un million de francs CFA".

    French follows the Académie for figures that are signed: "mille cent", never "onze cents";
    "de" after whole millions; "franc" without s for 0 and 1.
    Raises ValueError for an amount below zero or above 10^15, and for an unknown language.
    """
    if not 0 <= amount <= LIMIT:
        raise ValueError(f"{amount} cannot be written in words: from 0 to {LIMIT}")
    if language not in {"fr", "en"}:
        raise ValueError(f"no words for amounts in {language!r}")
    from num2words import num2words  # 40 ms, and only where something is signed

    words: str = num2words(amount, lang=language)
    return f"{words} {_currency(amount, language)}"


def _currency(amount: int, language: str) -> str:
    if language == "en":
        return "CFA franc" if amount == 1 else "CFA francs"
    if amount >= MILLION and amount % MILLION == 0:
        return "de francs CFA"
    return "franc CFA" if amount < 2 else "francs CFA"


# -- Bambara -----------------------------------------------------------------------------------

UNITS = (
    *("", "kelen", "fila", "saba", "naani", "duuru"),
    *("wɔɔrɔ", "wolonwula", "segin", "kɔnɔntɔn"),
)
SCALES = ((10**9, "miliyari"), (10**6, "miliyɔn"), (10**3, "waa"))


def dorome(amount: int) -> str:
    """An amount of francs as it is said in Bambara: 7 500 F is "waa kelen ni kɛmɛ duuru".

    Silent ("") where there is nothing sure to say: for an amount that five does not divide, below
    5 F or from 5 × 10^12 F, or whose words would be heard as another, likelier amount ("waa bi
    naani ni duuru" is 45 000 rather than 40 005).
    Figures: reference/interface.md 4.5.
    """
    count, rest = divmod(amount, FRANCS_PER_DOROME)
    return "" if rest or not 0 < count < 10**12 else _counted(count)


def _counted(count: int) -> str:
    parts = []
    for scale, name in SCALES:
        many, count = divmod(count, scale)
        if many and _swallows(many, count):
            return ""
        if many:
            parts.append(f"{name} {_hundreds(many)}")
    if count:
        parts.append(_hundreds(count))
    return " ni ".join(parts)


def _swallows(many: int, rest: int) -> bool:
    """Whether what follows would be heard as the end of the multiplier."""
    return 0 < rest < (100 if many % 100 == 0 else 10 if many % 10 == 0 else 1)


def _hundreds(count: int) -> str:
    hundreds, below = divmod(count, 100)
    hundred = f"kɛmɛ {UNITS[hundreds]}" if hundreds > 1 else "kɛmɛ"
    return " ni ".join(part for part in (hundred if hundreds else "", _tens(below)) if part)


def _tens(count: int) -> str:
    tens, units = divmod(count, 10)
    match tens:
        case 0 | 1 | 2:
            ten = ("", "tan", "mugan")[tens]
        case _:
            ten = f"bi {UNITS[tens]}"
    return " ni ".join(part for part in (ten, UNITS[units]) if part)
