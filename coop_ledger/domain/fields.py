"""The fields of events: how each is read, refused and described.

An event type is a dataclass whose fields are made by the functions below. A
value is read once, strictly: the reader returns the clean value or raises a
`Refusal` that names the field, the value and the way out.
"""

import dataclasses
import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from coop_ledger import names
from coop_ledger.amounts import BadText, printable
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_

AMOUNT_MAX = 10**15
COUNT_MAX = 10**9
NOTE_MAX = names.NOTE_MAX

Reader = Callable[[str, Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds: how it is read, and how JSON Schema says it."""

    name: str
    read: Reader
    schema: Mapping[str, Any]


def _field(kind: Kind, title: str, default: Any) -> Any:
    metadata = {"kind": kind, "title": title}
    if default is dataclasses.MISSING:
        return dataclasses.field(metadata=metadata)
    if isinstance(default, dict):
        return dataclasses.field(metadata=metadata, default_factory=dict)
    return dataclasses.field(metadata=metadata, default=default)


def _text_of(field: str, value: Any) -> str:
    if not isinstance(value, str):
        raise Refusal(
            N_("{field} is {value}: write it as text in quotes."), field=field, value=value
        )
    return value


_CODE = re.compile(r"[^\W_][\w./ -]{0,39}", re.UNICODE)


def _read_code(field: str, value: Any) -> str:
    if not isinstance(value, str) or not _CODE.fullmatch(value) or value != value.strip():
        raise Refusal(
            N_(
                "{field} is {value}: write the short code people use on paper in quotes, "
                'like "12" (letters and digits, at most 40).'
            ),
            field=field,
            value=value,
        )
    return value


def _read_day(field: str, value: Any) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    text = value if isinstance(value, str) else ""
    if len(text) == 10 and text.isascii() and text[4] == text[7] == "-":
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            pass
        else:
            if 1950 <= day.year <= 2200:
                return day
    raise Refusal(
        N_("{field} is {value}, which is no day: write it as year-month-day, like 2026-03-05."),
        field=field,
        value=value,
    )


def _whole(least: int, most: int, sentence: str) -> Reader:
    def read(field: str, value: Any) -> int:
        if type(value) is int and least <= value <= most:
            return value
        raise Refusal(sentence, field=field, value=value, least=least, most=most)

    return read


_AMOUNT_SENTENCE = N_(
    "{field} is {value}: write a whole number of francs above 0 and at most {most:number}, "
    "without quotes or decimals."
)
_COUNT_SENTENCE = N_(
    "{field} is {value}: write a whole number from {least:number} to {most:number}."
)


def _read_flag(field: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise Refusal(N_("{field} is {value}: write true or false."), field=field, value=value)


def _read_decimal(field: str, value: Any) -> Decimal:
    try:
        number = Decimal(value) if isinstance(value, str) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > COUNT_MAX:
        raise Refusal(
            N_('{field} is {value}: write a decimal number in quotes, like "2.5".'),
            field=field,
            value=value,
        )
    return number


def code_of(field: str, value: Any) -> str:
    """Return a short code, or refuse what is none."""
    return _read_code(field, value)


def day_of(field: str, value: Any) -> datetime.date:
    """Return a day, or refuse what is none."""
    return _read_day(field, value)


def mapping_of(field: str, value: Any) -> Mapping[str, Any]:
    """Return a JSON object, or refuse what is none."""
    if not isinstance(value, Mapping):
        raise Refusal(
            N_("{field} is {value}: write it between braces, like {{…}}."), field=field, value=value
        )
    return value


def list_of(field: str, value: Any) -> list[Any]:
    """Return a JSON list, or refuse what is none."""
    if not isinstance(value, list | tuple):
        raise Refusal(
            N_("{field} is {value}: write it between square brackets, like […]."),
            field=field,
            value=value,
        )
    return list(value)


def _read_codes(field: str, value: Any) -> tuple[str, ...]:
    codes = tuple(_read_code(field, item) for item in list_of(field, value))
    if len(set(codes)) != len(codes):
        raise Refusal(
            N_("{field} names {value} twice: name each member once."),
            field=field,
            value=next(code for code in codes if codes.count(code) > 1),
        )
    return codes


def _read_amounts(field: str, value: Any) -> dict[str, int]:
    amounts = mapping_of(field, value)
    return {
        _read_code(field, code): _AMOUNT.read(f"{field}.{code}", amount)
        for code, amount in amounts.items()
    }


def _read_quantities(field: str, value: Any) -> dict[str, int]:
    quantities = mapping_of(field, value)
    if not quantities:
        raise Refusal(N_("{field} names nobody: say who and how many."), field=field, value="")
    return {
        _read_code(field, code): _COUNT_FROM_1(f"{field}.{code}", quantity)
        for code, quantity in quantities.items()
    }


def read_counted(field: str, value: Any) -> dict[int, int] | int:
    """Return counted cash: pieces by denomination, or one amount in francs (0 is a count)."""
    if isinstance(value, Mapping):
        return {
            _denomination(field, name): _COUNT_FROM_0(f"{field}.{name}", pieces)
            for name, pieces in value.items()
        }
    return int(_whole(0, AMOUNT_MAX, _COUNT_SENTENCE)(field, value))


_COUNT_FROM_0 = _whole(0, COUNT_MAX, _COUNT_SENTENCE)
_COUNT_FROM_1 = _whole(1, COUNT_MAX, _COUNT_SENTENCE)


def _denomination(field: str, name: Any) -> int:
    text = str(name)
    if text.isascii() and text.isdigit() and len(text) < 7 and text[0] != "0":
        return int(text)
    raise Refusal(
        N_("{field} counts {value}, which is no note or coin: write its francs, like 500."),
        field=field,
        value=name,
    )


def _read_counts(field: str, value: Any) -> dict[str, dict[int, int] | int]:
    return {
        _read_code(field, fund): read_counted(f"{field}.{fund}", counted)
        for fund, counted in mapping_of(field, value).items()
    }


def _cleaned(clean: Callable[[str], str]) -> Reader:
    """Return a reader that cleans a text as the names of people are cleaned."""

    def read(field: str, value: Any) -> str:
        text = _text_of(field, value)
        try:
            return clean(text) if text else ""
        except BadText as bad:
            shown = printable(bad.text)
            raise Refusal(bad.sentence, field=field, value=shown, text=shown, **bad.params) from bad

    return read


def _read_name(field: str, value: Any) -> str:
    cleaned = _read_clean_name(field, value)
    if not cleaned:
        raise Refusal(N_("{field} is empty: write a name."), field=field, value="")
    return str(cleaned)


_RULES_DEEP = 6


def _read_rules(field: str, value: Any) -> dict[str, Any]:
    return {
        _read_code(field, name): _read_rule(f"{field}.{name}", item, _RULES_DEEP)
        for name, item in mapping_of(field, value).items()
    }


def _read_rule(field: str, value: Any, deep: int) -> Any:
    """Return one rule as JSON says it; `read_rules` looks at what it means."""
    match value:
        case None | bool() | int():
            return value
        case str() if value.isprintable() and len(value) <= NOTE_MAX:
            return value
        case Mapping() if deep:
            return {
                _read_code(field, name): _read_rule(f"{field}.{name}", item, deep - 1)
                for name, item in value.items()
            }
        case list() | tuple() if deep:
            return [_read_rule(field, item, deep - 1) for item in value]
        case _:
            raise Refusal(
                N_('{field} is {value}: write whole numbers as they are and decimals like "2.5".'),
                field=field,
                value=value,
            )


_read_clean_name = _cleaned(names.clean_name)
_read_note = _cleaned(names.clean_note)
_read_phone = _cleaned(names.clean_phone)


_AMOUNT = Kind(
    "amount",
    _whole(1, AMOUNT_MAX, _AMOUNT_SENTENCE),
    {"type": "integer", "minimum": 1, "maximum": AMOUNT_MAX},
)
_CODE_KIND = Kind("code", _read_code, {"type": "string", "maxLength": 40})
_DAY = Kind("day", _read_day, {"type": "string", "format": "date"})
_NAME = Kind("name", _read_name, {"type": "string", "maxLength": 200})
_NOTE = Kind("text", _read_note, {"type": "string", "maxLength": 500})
_PHONE = Kind("phone", _read_phone, {"type": "string"})
_FLAG = Kind("flag", _read_flag, {"type": "boolean"})
_DECIMAL = Kind("decimal", _read_decimal, {"type": "string"})
_CODES = Kind("members", _read_codes, {"type": "array", "items": {"type": "string"}})
_AMOUNTS = Kind(
    "amounts", _read_amounts, {"type": "object", "additionalProperties": {"type": "integer"}}
)
_QUANTITIES = Kind(
    "quantities", _read_quantities, {"type": "object", "additionalProperties": {"type": "integer"}}
)
_COUNTED = Kind(
    "counted",
    read_counted,
    {
        "oneOf": [
            {"type": "object", "additionalProperties": {"type": "integer"}},
            {"type": "integer"},
        ]
    },
)
_COUNTS = Kind("counts", _read_counts, {"type": "object"})
_RAW = Kind("rules", _read_rules, {"type": "object"})

REQUIRED = dataclasses.MISSING


def amount(title: str, default: Any = REQUIRED) -> Any:
    """A sum of money: whole francs, above zero, at most 10^15."""
    return _field(_AMOUNT, title, default)


def count(title: str, default: Any = REQUIRED, *, least: int = 1, most: int = COUNT_MAX) -> Any:
    """A whole number within bounds: shares, terms, meeting numbers."""
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return _field(Kind("count", _whole(least, most, _COUNT_SENTENCE), schema), title, default)


def code(title: str, default: Any = REQUIRED) -> Any:
    """A short code people write on paper: a member's number, a loan, a fund."""
    return _field(_CODE_KIND, title, default)


def day(title: str, default: Any = REQUIRED) -> Any:
    """A day of the calendar, ISO in JSON."""
    return _field(_DAY, title, default)


def name(title: str, default: Any = REQUIRED) -> Any:
    """The name of a person or a group, cleaned and at most 200 characters."""
    return _field(_NAME, title, default)


def note(title: str, default: Any = REQUIRED) -> Any:
    """Free text, cleaned and at most 500 characters."""
    return _field(_NOTE, title, default)


def phone(title: str, default: Any = REQUIRED) -> Any:
    """A telephone number; eight digits are read as a number in Mali."""
    return _field(_PHONE, title, default)


def flag(title: str, default: Any = REQUIRED) -> Any:
    """Yes or no."""
    return _field(_FLAG, title, default)


def decimal(title: str, default: Any = REQUIRED) -> Any:
    """A rate or a quantity, as a decimal string."""
    return _field(_DECIMAL, title, default)


def members(title: str, default: Any = REQUIRED) -> Any:
    """A list of members' numbers, each once."""
    return _field(_CODES, title, default)


def amounts(title: str, default: Any = REQUIRED) -> Any:
    """Sums of money by member."""
    return _field(_AMOUNTS, title, default)


def quantities(title: str, default: Any = REQUIRED) -> Any:
    """How many of something for each member, at least one."""
    return _field(_QUANTITIES, title, default)


def counted(title: str, default: Any = REQUIRED) -> Any:
    """Cash counted: pieces by denomination, or one amount."""
    return _field(_COUNTED, title, default)


def counts(title: str, default: Any = REQUIRED) -> Any:
    """Cash counted by fund."""
    return _field(_COUNTS, title, default)


def rules(title: str, default: Any = REQUIRED) -> Any:
    """Rules of a group, as in the contract's section 3; `read_rules` checks them."""
    return _field(_RAW, title, default)


def choice(title: str, choices: Iterable[str], default: Any = REQUIRED) -> Any:
    """One of a few words."""
    allowed = tuple(choices)

    def read(field: str, value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field=field,
            value=value,
            choices=", ".join(allowed),
        )

    return _field(Kind("choice", read, {"enum": list(allowed)}), title, default)


def choices_by_member(title: str, choices: Iterable[str], default: Any = REQUIRED) -> Any:
    """One of a few words for each member: attendance."""
    allowed = tuple(choices)

    def read(field: str, value: Any) -> dict[str, str]:
        chosen = mapping_of(field, value)
        for member, word in chosen.items():
            _read_code(field, member)
            if word not in allowed:
                raise Refusal(
                    N_("{field} is {value}: choose one of {choices}."),
                    field=f"{field}.{member}",
                    value=word,
                    choices=", ".join(allowed),
                )
        return dict(chosen)

    schema = {"type": "object", "additionalProperties": {"enum": list(allowed)}}
    return _field(Kind("attendance", read, schema), title, default)


def names_by_member(title: str, default: Any = REQUIRED) -> Any:
    """A person's name for each member: who came in her place."""

    def read(field: str, value: Any) -> dict[str, str]:
        return {
            _read_code(field, member): _read_name(f"{field}.{member}", name)
            for member, name in mapping_of(field, value).items()
        }

    schema = {"type": "object", "additionalProperties": {"type": "string"}}
    return _field(Kind("names", read, schema), title, default)


def special(kind: Kind, title: str, default: Any = REQUIRED) -> Any:
    """A field of a kind that one event type alone has."""
    return _field(kind, title, default)
