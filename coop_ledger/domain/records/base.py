"""What one line of a register is, and how it is kept as JSON."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any, ClassVar, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of a register; `kind` names the register, `key` the line."""

    kind: ClassVar[str]

    @property
    def key(self) -> str:
        """The key of this record in its register."""
        raise NotImplementedError

    def body(self) -> dict[str, Any]:
        """Return the record as JSON values; days become ISO text."""
        return {spec.name: _to_json(getattr(self, spec.name)) for spec in dataclasses.fields(self)}

    @classmethod
    def read(cls, body: dict[str, Any]) -> Self:
        """Return the record that `body()` wrote."""
        days = _days_of(cls)
        return cls(**{name: _from_json(value, day=name in days) for name, value in body.items()})


_DAYS: dict[str, frozenset[str]] = {}


def _days_of(record: type[Record]) -> frozenset[str]:
    """The fields of a record that hold a day, looked up once for each register."""
    if record.kind not in _DAYS:
        _DAYS[record.kind] = frozenset(
            spec.name
            for spec in dataclasses.fields(record)
            if spec.type in (datetime.date, datetime.date | None)
        )
    return _DAYS[record.kind]


def _to_json(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _from_json(value: Any, *, day: bool) -> Any:
    if day and value is not None:
        return datetime.date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
