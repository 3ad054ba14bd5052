"""`coop-ledger events`: what can be said to a book."""

import json
from collections.abc import Mapping
from typing import Any

from coop_ledger.cli.command import Option, argument, command_named
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event, FieldSpec, field_specs
from coop_ledger.domain.events import EVENT_TYPES
from coop_ledger.i18n import N_, _, fill

_OF_MEETING = frozenset({"group", "date"})


@command_named(
    "events",
    N_(
        "Tells the events that can be recorded, or the fields of one TYPE.\n\nWith --schema it "
        "tells them as JSON Schema, for programs that write events."
    ),
    [
        argument("type", optional=True),
        Option(["--schema"], is_flag=True, help=N_("JSON Schema instead of a list.")),
    ],
)
def command(type: str | None, *, schema: bool) -> None:
    """Tell all events, or one."""
    if type is not None and type not in EVENT_TYPES:
        raise Refusal(
            N_("There is no event {value}: choose one of {choices}."),
            field="TYPE",
            value=type,
            choices=", ".join(EVENT_TYPES),
        )
    if schema:
        document = json_schema(EVENT_TYPES if type is None else {type: EVENT_TYPES[type]})
        print(json.dumps(document, ensure_ascii=False, indent=1))
    elif type is None:
        _tell_all()
    else:
        _tell(EVENT_TYPES[type])


def _tell_all() -> None:
    width = max(map(len, EVENT_TYPES))
    for name, event in EVENT_TYPES.items():
        title = _(event.title)
        print(f"{name:{width}}  {title}")
    print()
    print(_("`coop-ledger events TYPE` tells the fields of one; * marks those it must have."))


def _tell(event: type[Event]) -> None:
    print(fill(_("{title} ({name})"), title=_(event.title), name=event.type))
    rows = [
        (f"{field.name}{'*' * field.required}", _kind(field), _(field.title))
        for field in field_specs(event)
    ]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for name, kind, title in rows:
        print(f"  {name:{widths[0]}}  {kind:{widths[1]}}  {title}")
    print(
        fill(
            _('One line of JSON: {{"event": "{name}", …}}; * marks what it must have.'),
            name=event.type,
        )
    )
    if event.in_meeting:
        print(_("It may also stand in the sheet of a meeting_held, without group and date."))


def _kind(field: FieldSpec) -> str:
    """Return what a field holds: the words it may be, or the name of its kind."""
    words = field.kind.schema.get("enum")
    return "|".join(words) if words else field.kind.name


def json_schema(types: Mapping[str, type[Event]]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one line: one of these events."""
    lines = {
        f"sheet.{name}": _object(event, without=_OF_MEETING)
        for name, event in EVENT_TYPES.items()
        if event.in_meeting and any(_holds_events(kind) for kind in types.values())
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in types],
        "$defs": {name: _object(event) for name, event in types.items()} | lines,
    }


def _object(event: type[Event], without: frozenset[str] = frozenset()) -> dict[str, Any]:
    specs = [spec for spec in field_specs(event) if spec.name not in without]
    required = ["event", *(spec.name for spec in specs if spec.required)]
    return {
        "title": _(event.title),
        "type": "object",
        "properties": {"event": {"const": event.type}}
        | {spec.name: {"title": _(spec.title), **_schema(spec)} for spec in specs},
        "required": required,
        "additionalProperties": False,
    }


def _schema(spec: FieldSpec) -> dict[str, Any]:
    if spec.kind.name != "events":
        return dict(spec.kind.schema)
    lines = [name for name, event in EVENT_TYPES.items() if event.in_meeting]
    return {"type": "array", "items": {"oneOf": [{"$ref": f"#/$defs/sheet.{x}"} for x in lines]}}


def _holds_events(event: type[Event]) -> bool:
    return any(spec.kind.name == "events" for spec in field_specs(event))
