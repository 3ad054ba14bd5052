"""What an event is: something a person says happened, with typed fields.

An event type is a frozen dataclass. `effects` says which entries it makes and
which registers it changes, given the facts of its group; it is a pure function,
so that `check` can do the whole log again and compare.
"""

import dataclasses
import datetime
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.journal import JournalEntry
from coop_ledger.domain.records import Record
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    from coop_ledger.domain.facts import Facts


@dataclass(frozen=True, slots=True)
class Effects:
    """What an event does: the entries it makes, the records it writes and takes away."""

    entries: tuple[JournalEntry, ...] = ()
    records: tuple[Record, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened in a group on a day.

    `type` is its name in the contract, `title` what a reader sees. `in_meeting`
    says that it may stand in a meeting's sheet, `gives_receipt` that a member
    gets a receipt for the cash it moves, and `reads_log` that its effects look
    into what was recorded before.
    """

    type: ClassVar[str]
    title: ClassVar[str]
    in_meeting: ClassVar[bool] = True
    gives_receipt: ClassVar[bool] = True
    reads_log: ClassVar[bool] = False

    group: str = fields.code(N_("Group"))
    date: datetime.date = fields.day(N_("Date"))
    id: str = fields.code(N_("Identifier"), "")
    text: str = fields.note(N_("What it was"), "")

    def parts(self) -> "tuple[Event, ...]":
        """The events it holds, in order: those of a meeting's sheet."""
        return ()

    def before(self, facts: "Facts") -> None:
        """Refuse what can be refused before its parts happen."""

    def effects(self, facts: "Facts") -> Effects:
        """Return what it does, given the facts after its parts happened."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of an event type, as readers and manuals need it.

    `name` is what JSON calls it, `attribute` what the dataclass does ("from", `from_`).
    """

    name: str
    attribute: str
    title: str
    kind: fields.Kind
    required: bool


def field_specs(event_type: type[Event]) -> tuple[FieldSpec, ...]:
    """Return the fields of an event type, the common ones last."""
    common = {"group", "date", "id", "text"}
    specs = [_spec(spec) for spec in dataclasses.fields(event_type) if spec.metadata]
    return tuple(sorted(specs, key=lambda spec: spec.name in common))


def _spec(spec: "dataclasses.Field[Any]") -> FieldSpec:
    required = spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING
    name = json_name(spec.name)
    return FieldSpec(name, spec.name, spec.metadata["title"], spec.metadata["kind"], required)


class EventReader:
    """Reads JSON objects into events of the types it knows."""

    def __init__(self, types: Mapping[str, type[Event]]):
        self.types = types
        self._specs = {
            name: (kind, {spec.name: spec for spec in field_specs(kind)})
            for name, kind in types.items()
        }
        self._required = {
            kind: tuple(spec for spec in specs.values() if spec.required)
            for kind, specs in self._specs.values()
        }

    def read(self, data: Any, *, group: str = "", date: datetime.date | None = None) -> Event:
        """Return the event that a JSON object says.

        Inside a meeting, `group` and `date` are the meeting's.

        Raises:
            Refusal: the type is unknown, or a field is unknown, missing or wrong.
        """
        event_type, specs = self._type_of(data)
        values: dict[str, Any] = {}
        if date is not None:
            values["group"], values["date"] = group, date
        for name, raw in data.items():
            if name == "event":
                continue
            spec = specs.get(name)
            if spec is None or (date is not None and name in ("group", "date")):
                raise _unknown_field(event_type, name, specs)
            if raw is None:
                continue
            values[spec.attribute] = (
                self._sheet(raw, values, data) if name == "sheet" else spec.kind.read(name, raw)
            )
        for spec in self._required[event_type]:
            if spec.attribute not in values:
                raise Refusal(
                    N_("{field} is missing in {event}: add it."),
                    field=spec.name,
                    event=event_type.type,
                )
            if values[spec.attribute] == "":
                raise Refusal(
                    N_("{field} is empty in {event}: write it."),
                    field=spec.name,
                    event=event_type.type,
                )
        return event_type(**values)

    def _type_of(self, data: Any) -> tuple[type[Event], Mapping[str, FieldSpec]]:
        name = fields.mapping_of("event", data).get("event")
        if name is None:
            raise Refusal(
                N_(
                    'The type of the event is missing: add "event", for example "event": "{example}".'
                ),
                field="event",
                example=next(iter(self.types)),
            )
        found = self._specs.get(name) if isinstance(name, str) else None
        if found is None:
            raise Refusal(
                N_(
                    "There is no event {value}: `coop-ledger events` lists the {count:number} there are."
                ),
                field="event",
                value=name,
                count=len(self.types),
            )
        return found

    def _sheet(
        self, raw: Any, values: Mapping[str, Any], data: Mapping[str, Any]
    ) -> tuple[Event, ...]:
        group = values.get("group") or fields.code_of("group", data.get("group"))
        date = values.get("date") or fields.day_of("date", data.get("date"))
        events = []
        for line, item in enumerate(fields.list_of("sheet", raw), start=1):
            try:
                event = self.read(item, group=group, date=date)
                if not event.in_meeting:
                    raise Refusal(
                        N_("{value} cannot stand in a meeting's sheet: record it by itself."),
                        field="event",
                        value=event.type,
                    )
            except Refusal as refusal:
                refusal.field = f"sheet[{line}].{refusal.field}"
                raise
            events.append(event)
        return tuple(events)


def _unknown_field(event_type: type[Event], name: str, specs: Mapping[str, FieldSpec]) -> Refusal:
    return Refusal(
        N_("{event} has no field {field}: its fields are {known}."),
        field=name,
        event=event_type.type,
        known=", ".join(specs),
    )


def as_json(event: Event) -> dict[str, Any]:
    """Return an event as the JSON object that `EventReader` reads; defaults are left out.

    The same event is always written in the same order: its fields as its type has
    them, members by their codes, and rules as they were said, for the first fund is
    the first one named.
    """
    body: dict[str, Any] = {"event": event.type}
    kind: Any = type(event)
    for attribute, name, default, write in _json_fields(kind):
        value = getattr(event, attribute)
        if value != default:
            body[name] = value if type(value) in _PLAIN else write(value)
    return body


_PLAIN = frozenset({str, int})


@functools.cache
def _json_fields(
    event_type: type[Event],
) -> tuple[tuple[str, str, Any, Callable[[Any], Any]], ...]:
    """Return the attribute, JSON name, default and writer of each field of a type."""
    return tuple(
        (
            spec.name,
            json_name(spec.name),
            {} if spec.default_factory is dict else spec.default,
            dict if spec.metadata["kind"].name == "rules" else _json_value,
        )
        for spec in dataclasses.fields(event_type)
        if spec.metadata
    )


def json_name(attribute: str) -> str:
    """Return the JSON name of a field; a Python keyword carries an underscore."""
    return attribute.removesuffix("_")


def _json_value(value: Any) -> Any:
    match value:
        case None | str() | int():
            return value
        case datetime.date():
            return value.isoformat()
        case Event():
            inner = as_json(value)
            del inner["group"], inner["date"]
            return inner
        case Mapping():
            return {str(name): _json_value(value[name]) for name in sorted(value)}
        case tuple() | list():
            return [_json_value(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            row = ((spec.name, getattr(value, spec.name)) for spec in dataclasses.fields(value))
            return {name: _json_value(item) for name, item in row if item != ""}
        case _:
            return str(value)
