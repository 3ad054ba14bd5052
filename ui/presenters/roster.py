"""Members as they are typed or pasted, one a line.

    Awa Traoré
    12 Awa Traoré (vendeuse) 76 12 34 56

The number is the line's unless one is written; the word in brackets tells namesakes apart. Rows
pasted from a spreadsheet become such lines.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coop_ledger.amounts import BadText
from coop_ledger.i18n import N_
from coop_ledger.names import clean_name, clean_note, clean_phone, search_key

_NUMBER = re.compile(r"^\s*(?:n°|no\.?)?\s*(\d{1,4})(?:\s*[.):-])?\s+(?=\D)", re.IGNORECASE)
_PHONE = re.compile(r"[\s,;:-]*(\+?\d[\d .]{6,}\d)\s*$")
_NICKNAME = re.compile(r"\s*\(([^)]*)\)\s*$")
# Columns of a spreadsheet, by words their heading may begin with.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("n°", "no.", "num", "#", "code"),
    "first": ("prenom", "first"),
    "last": ("nom", "name", "last", "membre", "member"),
    "nickname": ("surnom", "dite", "nickname"),
    "phone": ("tel", "phone", "portable", "mobile"),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """One member as a line says her; `line` counts from 1."""

    member: str
    name: str
    nickname: str
    phone: str
    line: int


def read_roster(text: str) -> tuple[Typed, ...]:
    """Return the members that lines say.

    Raises:
        BadText: a line is no name, a number is given twice, or two members cannot be told
            apart; its sentence names the line.
    """
    lines = [(at, line) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    read = [_read_line(at, line) for at, line in lines]
    taken = {typed.member for typed in read if typed.member}
    free = (str(n) for n in range(1, 10_000) if str(n) not in taken)
    found = [
        typed if typed.member else Typed(next(free), *_rest_of(typed), typed.line) for typed in read
    ]
    _refuse_twins(found)
    return tuple(found)


def _rest_of(typed: Typed) -> tuple[str, str, str]:
    return typed.name, typed.nickname, typed.phone


def _read_line(at: int, line: str) -> Typed:
    rest, number, phone, nickname = line, "", "", ""
    if found := _NUMBER.search(rest):
        number, rest = str(int(found[1])), rest[found.end() :]
    if found := _PHONE.search(rest):
        phone, rest = clean_phone(found[1]), rest[: found.start()]
    if found := _NICKNAME.search(rest):
        nickname, rest = clean_note(found[1]), rest[: found.start()]
    try:
        name = clean_name(rest)
    except BadText as bad:
        raise BadText(
            N_("Line {line:number}: {why}"), field="members", text=line, line=at, why=str(bad)
        ) from None
    if not any(character.isalpha() for character in name):
        raise BadText(
            N_("Line {line:number} is {text}: a member's name has letters."),
            field="members",
            text=line,
            line=at,
        )
    return Typed(number, name, nickname, phone, at)


def _refuse_twins(found: Iterable[Typed]) -> None:
    numbers: dict[str, Typed] = {}
    people: dict[str, Typed] = {}
    for typed in found:
        if typed.member in numbers:
            raise BadText(
                N_("Lines {first:number} and {second:number} both have the number {number}."),
                field="members",
                text=typed.member,
                first=numbers[typed.member].line,
                second=typed.line,
                number=typed.member,
            )
        known = search_key(f"{typed.name} ({typed.nickname})")
        if known in people:
            raise BadText(
                N_(
                    "Lines {first:number} and {second:number} are both {name}: add a word in "
                    "brackets that tells them apart, like “{name} (market)”."
                ),
                field="members",
                text=typed.name,
                first=people[known].line,
                second=typed.line,
                name=typed.name,
            )
        numbers[typed.member] = people[known] = typed


# -- pasting -----------------------------------------------------------------------------------


def pasted(text: str) -> str:
    """Return what was copied from a spreadsheet as lines of members; other text as it is."""
    rows = [re.split(r"\t|;", line) for line in text.splitlines() if line.strip()]
    if not rows or max(len(row) for row in rows) == 1:
        return "\n".join(line.strip() for line in text.splitlines() if line.strip())
    places = _places(rows[0])
    body = rows[1:] if places else rows
    return "\n".join(filter(None, (_as_line(row, places or _guessed(body)) for row in body)))


def _places(heading: list[str]) -> dict[str, int]:
    """Return where each thing stands, read from a line of headings; empty if it is none."""
    found: dict[str, int] = {}
    for place, cell in enumerate(heading):
        word = search_key(cell).strip()
        for what, beginnings in _HEADINGS.items():
            if what not in found and word and word.startswith(beginnings):
                found[what] = place
                break
    return found if "last" in found or "first" in found else {}


def _guessed(rows: list[list[str]]) -> dict[str, int]:
    """Return where each thing stands, from what the cells look like."""
    found: dict[str, int] = {}
    for place in range(max(len(row) for row in rows)):
        cells = [row[place].strip() for row in rows if len(row) > place and row[place].strip()]
        digits = [re.sub(r"[ .+]", "", cell) for cell in cells]
        if cells and all(cell.isdigit() for cell in digits):
            what = "number" if max(len(cell) for cell in digits) <= 4 else "phone"
        else:
            what = "first" if "first" not in found else "last"
        found.setdefault(what, place)
    return found


def _as_line(row: list[str], places: Mapping[str, int]) -> str:
    cells = {what: row[at].strip() for what, at in places.items() if at < len(row)}
    name = " ".join(filter(None, (cells.get("first", ""), cells.get("last", ""))))
    if not name:
        return ""
    nickname = f"({cells['nickname']})" if cells.get("nickname") else ""
    return " ".join(filter(None, (cells.get("number", ""), name, nickname, cells.get("phone", ""))))
