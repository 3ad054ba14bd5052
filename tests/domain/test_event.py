"""How events are read from JSON and written back: the same event, in the same order."""

import json

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import as_json, field_specs
from coop_ledger.domain.events import EVENT_TYPES, READER

BOUGHT = {"event": "shares_bought", "group": "g", "date": "2025-01-08", "member": "1", "shares": 2}
MEETING = {
    "event": "meeting_held",
    "group": "g",
    "date": "2025-01-08",
    "number": 1,
    "attendance": {},
    "sheet": [{"event": "shares_bought", "member": "1", "shares": 2}],
}


def refusal(**said: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        READER.read(said)
    return caught.value


def test_an_unknown_type_is_refused_and_says_where_the_types_are():
    for said in ({"event": "shares_stolen"}, {"event": 7}, {"event": None}, {}):
        assert refusal(**said).field == "event"
    assert "coop-ledger events" in str(refusal(event="shares_stolen"))


@pytest.mark.parametrize("said", [[], "shares_bought", 7, None])
def test_an_event_is_a_json_object(said):
    with pytest.raises(Refusal):
        READER.read(said)


def test_an_unknown_field_is_refused_with_the_fields_there_are():
    refused = refusal(**BOUGHT, share=2)
    assert refused.field == "share"
    assert "member, shares" in str(refused)


def test_an_unknown_field_is_refused_even_when_it_says_nothing():
    assert refusal(**BOUGHT, share=None).field == "share"


def test_a_field_that_says_null_is_not_there():
    assert READER.read({**BOUGHT, "text": None}) == READER.read(BOUGHT)
    assert refusal(**{**BOUGHT, "shares": None}).field == "shares"


@pytest.mark.parametrize("name", ["group", "date", "member", "shares"])
def test_a_missing_field_is_named(name):
    said = {key: value for key, value in BOUGHT.items() if key != name}
    assert refusal(**said).field == name


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_a_text_that_must_say_something_is_not_empty_c45(text):
    refused = refusal(event="expense_paid", group="g", date="2025-01-08", amount=5, text=text)
    assert refused.field == "text"


def test_a_line_of_a_sheet_has_the_group_and_the_day_of_its_meeting():
    (line,) = READER.read(MEETING).parts()
    assert (line.group, line.date.isoformat()) == ("g", "2025-01-08")


@pytest.mark.parametrize("name", ["group", "date"])
def test_a_line_of_a_sheet_does_not_say_another_group_or_day(name):
    line = {"event": "shares_bought", "member": "1", "shares": 2, name: BOUGHT[name]}
    assert refusal(**{**MEETING, "sheet": [line]}).field == f"sheet[1].{name}"


def test_a_refusal_in_a_sheet_names_its_line():
    good = {"event": "shares_bought", "member": "1", "shares": 2}
    assert refusal(**{**MEETING, "sheet": [good, {**good, "shares": 0}]}).field == "sheet[2].shares"
    assert refusal(**{**MEETING, "sheet": [7]}).field == "sheet[1].event"
    assert refusal(**{**MEETING, "sheet": {}}).field == "sheet"


def test_a_sheet_before_its_group_and_day_is_read_all_the_same():
    backwards = {name: MEETING[name] for name in reversed(MEETING)}
    assert READER.read(backwards) == READER.read(MEETING)


@pytest.mark.parametrize(
    "name",
    sorted(name for name, kind in EVENT_TYPES.items() if not kind.in_meeting),
)
def test_what_needs_its_own_line_in_the_log_is_not_part_of_a_meeting(name):
    examples = {"id": "x", "reverses": "1", "reason": "x", "cycle": "1", "ends": "2026-01-01"}
    examples |= {"name": "x", "kind": "savings_group", "preset": "vsla", "counted": {}, "number": 2}
    examples |= {"approved_by": ["1"], "attendance": {}, "text": "x", "kept": {"1": 5}}
    examples |= {"by": "Awa", "what": "deliveries"}
    examples |= {"postings": [{"account": "571", "amount": 1}]}
    known = {spec.name for spec in field_specs(EVENT_TYPES[name])}
    line = {"event": name} | {key: value for key, value in examples.items() if key in known}
    assert refusal(**{**MEETING, "sheet": [line]}).value == name


def test_the_fields_of_a_type_come_with_the_common_ones_last():
    names = [spec.name for spec in field_specs(EVENT_TYPES["money_moved"])]
    assert names[:5] == ["from", "to", "amount", "fund", "fee"]
    assert names[-4:] == ["group", "date", "id", "text"]


def test_every_type_is_listed_by_its_own_name():
    assert all(kind.type == name for name, kind in EVENT_TYPES.items())


def test_an_event_written_and_read_again_is_the_same_event():
    for said in (BOUGHT, MEETING):
        event = READER.read(said)
        assert READER.read(json.loads(json.dumps(as_json(event)))) == event


def test_what_is_as_usual_is_left_out():
    assert as_json(READER.read({**BOUGHT, "place": "box", "text": ""})) == BOUGHT


def test_what_must_be_said_is_written_even_when_it_is_nothing():
    assert as_json(READER.read({**MEETING, "sheet": []}))["attendance"] == {}


def test_members_are_written_in_one_order_whatever_the_order_they_were_typed_in():
    one = READER.read({**MEETING, "attendance": {"1": "present", "2": "late"}})
    other = READER.read({**MEETING, "attendance": {"2": "late", "1": "present"}})
    assert json.dumps(as_json(one)) == json.dumps(as_json(other))


def test_rules_are_written_as_they_were_said_because_the_first_fund_is_the_first():
    rules = {"funds": {"savings": {}, "aid": {}}, "loans": {"a": {"allocation": ["x"], "n": None}}}
    event = READER.read({"event": "rules_set", "group": "g", "date": "2025-01-08", "rules": rules})
    assert json.dumps(as_json(event)["rules"]) == json.dumps(rules)


def test_an_entry_posted_by_hand_is_written_with_its_postings():
    postings = [{"account": "571", "amount": 5}, {"account": "1851", "amount": -5, "member": "1"}]
    said = {"event": "entry_posted", "group": "g", "date": "2025-01-08", "text": "x"}
    assert as_json(READER.read({**said, "postings": postings}))["postings"] == postings
