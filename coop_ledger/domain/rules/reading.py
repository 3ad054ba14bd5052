"""Reading one part of the rules: every value strictly, every refusal with its field."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


class Reader:
    """Reads the values of one part and names them in refusals."""

    def __init__(self, values: Mapping[str, Any], path: str):
        self.values = values
        self.path = path

    def refuse_unknown(self, *known: str) -> None:
        """Refuse a name that this part does not have."""
        for name in self.values:
            if name not in known:
                refuse_choice(f"{self.path}.{name}", name, known)

    def part(self, name: str, default: Mapping[str, Any] | None = None) -> "Reader":
        """The part under a name, to be read in its turn."""
        return Reader(self.mapping(name, default), f"{self.path}.{name}")

    def mapping(self, name: str, default: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """The values under a name."""
        value = self.values.get(name, default)
        if not isinstance(value, Mapping):
            raise Refusal(
                N_("{field} is missing or is not a group of rules: write it as in the manual."),
                field=f"{self.path}.{name}",
                value=value,
            )
        return value

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        """One of a few words."""
        value = self.values.get(name, default)
        allowed = tuple(choices)
        if value not in allowed:
            refuse_choice(f"{self.path}.{name}", value, allowed)
        return str(value)

    def count(self, name: str, default: int, least: int = 0) -> int:
        """A whole number from `least` upwards."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 10**9:
            raise Refusal(
                N_("{field} is {value}: write a whole number from {least:number} upwards."),
                field=f"{self.path}.{name}",
                value=value,
                least=least,
            )
        return value

    def limit(self, name: str) -> int | None:
        """A whole number, or None for no limit."""
        return None if self.values.get(name) is None else self.count(name, 0)

    def words(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of words."""
        value = self.values.get(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            refuse_choice(f"{self.path}.{name}", value, default)
        return tuple(value)

    def flag(self, name: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise Refusal(
                N_("{field} is {value}: write true or false."),
                field=f"{self.path}.{name}",
                value=value,
            )
        return value

    def decimal(self, name: str, default: str) -> Decimal:
        """A rate or a multiple from 0 to 1000."""
        value = self.values.get(name, default)
        try:
            number = Decimal(value) if isinstance(value, str | int) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 <= number <= 1000:
            raise Refusal(
                N_('{field} is {value}: write a number from 0 to 1000 in quotes, like "2.5".'),
                field=f"{self.path}.{name}",
                value=value,
            )
        return number


def refuse_choice(field: str, value: object, choices: Iterable[str]) -> NoReturn:
    """Refuse a value and name those there are."""
    raise Refusal(
        N_("{field} is {value}: choose one of {choices}."),
        field=field,
        value=value,
        choices=", ".join(choices),
    )
