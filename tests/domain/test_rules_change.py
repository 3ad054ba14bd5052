"""What a vote changes, and only that."""

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules_change import ABSENT, RuleChange, difference, voted

VSLA = PRESETS["vsla"]
RULES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["flat", "5"]),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
PARTS = st.dictionaries(st.sampled_from("abc"), RULES, max_size=3)


def changed(**parts):
    return copy.deepcopy(VSLA) | parts


def test_nothing_is_said_of_what_stays():
    assert difference(VSLA, copy.deepcopy(VSLA)) == ()


def test_a_rule_that_changed_is_named_with_both_values():
    new = changed(saving={"unit": "share", "price": 200, "min": 1, "max": None})
    assert difference(VSLA, new) == (
        RuleChange(
            (
                "saving",
                "price",
            ),
            100,
            200,
        ),
        RuleChange(
            (
                "saving",
                "max",
            ),
            5,
            None,
        ),
    )
    assert difference(VSLA, new)[0].part == "saving.price"


def test_a_rule_that_came_or_went_is_not_a_rule_of_nothing():
    new = changed(fines={"late": 50, "noise": 25})
    assert difference(VSLA, new) == (
        RuleChange(
            (
                "fines",
                "absent",
            ),
            100,
            ABSENT,
        ),
        RuleChange(
            (
                "fines",
                "noise",
            ),
            ABSENT,
            25,
        ),
    )


def test_yes_is_not_one():
    assert difference({"a": 1}, {"a": True}) == (RuleChange(("a",), 1, True),)


def test_a_vote_names_the_parts_that_changed_whole():
    new = changed(fines={"late": 75, "absent": 100})
    assert voted(VSLA, new) == {"fines": {"late": 75, "absent": 100}}


@settings(max_examples=40)
@given(PARTS, PARTS)
def test_what_is_told_is_all_that_changed(old, new):
    changes = difference(old, new)
    assert bool(changes) == (repr(sorted_deep(old)) != repr(sorted_deep(new)))
    back = difference(new, old)
    assert {(c.part, repr(c.old), repr(c.new)) for c in changes} == {
        (c.part, repr(c.new), repr(c.old)) for c in back
    }


def sorted_deep(value):
    if not isinstance(value, dict):
        return value
    return {name: sorted_deep(value[name]) for name in sorted(value)}
