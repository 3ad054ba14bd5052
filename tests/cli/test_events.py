"""What can be said to a book, as the program itself tells it."""

import json

import pytest

from coop_ledger.cli.events import json_schema
from coop_ledger.domain.events import EVENT_TYPES
from tests.cli.conftest import CASES, Command

_LINES = (CASES / "mawuli.jsonl").read_text(encoding="utf-8").splitlines()
MAWULI = [json.loads(line) for line in _LINES]


def test_every_event_is_listed(cli: Command):
    out = cli("events").out
    assert [name for name in EVENT_TYPES if name not in out] == []


@pytest.mark.parametrize("name", EVENT_TYPES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_event_tells_its_fields(name: str, language: str, cli: Command):
    done = cli("events", name, language=language)
    assert done.code == 0
    assert "group*" in done.out
    assert "date*" in done.out


def test_the_fields_that_must_be_there_are_marked(cli: Command):
    fields = [line.split()[0] for line in cli("events", "shares_bought").out.splitlines()[1:]]
    assert fields[:2] == ["member*", "shares*"]
    assert "place" in fields


def test_the_schema_of_one_event_is_a_json_document(cli: Command):
    schema = cli("events", "meeting_held", "--schema").json
    sheet = schema["$defs"]["meeting_held"]["properties"]["sheet"]
    assert {"$ref": "#/$defs/sheet.shares_bought"} in sheet["items"]["oneOf"]
    assert "group" not in schema["$defs"]["sheet.shares_bought"]["properties"]
    assert "meeting_held" not in {name.removeprefix("sheet.") for name in schema["$defs"]} - {
        "meeting_held"
    }


def test_every_reference_of_the_schema_is_defined():
    document = json_schema(EVENT_TYPES)

    def references(value: object):
        if isinstance(value, dict):
            yield from (value["$ref"],) if "$ref" in value else ()
            for item in value.values():
                yield from references(item)
        if isinstance(value, list):
            for item in value:
                yield from references(item)

    assert {name.removeprefix("#/$defs/") for name in references(document)} == set(
        document["$defs"]
    )


def test_the_published_year_fits_the_schema():
    schemas = json_schema(EVENT_TYPES)["$defs"]
    for event in MAWULI:
        schema = schemas[event["event"]]
        assert set(event) <= set(schema["properties"])
        assert set(schema["required"]) <= set(event)
