"""The chain of a group's events, and the proofs that need nothing but the tables."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, update

from coop_ledger.book import chain, guards, schema
from coop_ledger.book.file import Store
from tests.book.writing import found_group, save

HASH = chain.digest(chain.GENESIS, "mawuli", 1, "{}")


def test_an_event_is_written_in_the_order_of_its_fields_and_without_spaces():
    assert chain.canonical({"b": [1, None], "a": {"d": True, "c": "é"}}) == (
        '{"b":[1,null],"a":{"d":true,"c":"é"}}'
    )


def test_two_ways_of_typing_an_accent_are_the_same_event():
    composed, decomposed = "Aïssata", unicodedata.normalize("NFD", "Aïssata")
    assert chain.canonical({composed: decomposed}) == chain.canonical({decomposed: composed})


@pytest.mark.parametrize("value", [0.5, 1e15, b"12", {1, 2}])
def test_an_event_holds_no_float_and_nothing_json_cannot_say(value):
    with pytest.raises(TypeError):
        chain.canonical({"amount": [value]})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_writing_an_event_again_changes_nothing(value):
    import json

    once = chain.canonical({"value": value})
    assert chain.canonical(json.loads(once)) == once


@given(st.text(), st.text(), st.text(), st.text())
def test_no_two_events_are_hashed_from_the_same_bytes(group, body, other_group, other_body):
    same = chain.digest(chain.GENESIS, group, 1, body) == chain.digest(
        chain.GENESIS, other_group, 1, other_body
    )
    assert same == ((group, body) == (other_group, other_body))


def test_the_hash_of_an_event_never_changes_between_versions():
    assert HASH == "54369f35142ee42116c7995b3b064f02c4f73c74d79e1ea5abce01c05e8dc151"


@pytest.mark.parametrize("length", [4, 8, 16])
def test_a_control_code_is_the_beginning_of_the_longest_one_in_groups_of_four(length):
    code = chain.fingerprint(HASH, length)
    assert chain.fingerprint(HASH, 16).startswith(code)
    assert [len(group) for group in code.split(" ")] == [4] * (length // 4)
    assert not set(code) & set("ILOU")


def test_the_control_code_of_a_known_hash():
    # 0b11111 first gives Z, the last sign of Crockford's alphabet.
    assert chain.fingerprint("f8" + "0" * 62, 4) == "Z000"


def test_a_book_written_in_order_is_sound(benkadi: Store):
    with benkadi.read() as connection:
        assert chain.verify(connection) == ()
        assert chain.balances_agree(connection) == ()


def test_each_group_has_its_own_chain(benkadi: Store):
    with benkadi.write() as connection:
        mawuli = found_group(connection, "mawuli")
        save(connection, group=mawuli)
        save(connection, group=1)
        assert chain.verify(connection) == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("body", '{"amount":9}'),
        ("hash", "0" * 63 + "1"),
        ("prev_hash", "0" * 63 + "1"),
        ("number", 9),
        ("day", 20260306),
        ("name", "fine_paid"),
    ],
)
def test_a_changed_event_is_named(benkadi: Store, column, value):
    with benkadi.write() as connection:
        guards.remove(connection)
        connection.execute(update(schema.event).filter_by(id=2).values({column: value}))
        found = chain.verify(connection)
    assert found
    assert "benkadi" in str(found[0])


def test_a_changed_balance_is_named(benkadi: Store):
    with benkadi.write() as connection:
        connection.execute(update(schema.balance).filter_by(account_id=1).values(amount=1))
        found = chain.balances_agree(connection)
    assert [fault.values["account"] for fault in found] == [1]


def test_a_balance_that_nothing_makes_is_named(benkadi: Store):
    with benkadi.write() as connection:
        row = {"account_id": 1, "amount": 4000, "quantity": 7}
        connection.execute(schema.upsert(schema.balance, connection.dialect.name), row)
        assert len(chain.balances_agree(connection)) == 1


@pytest.mark.parametrize(
    "change",
    [
        update(schema.record).filter_by(key="12/2").values(body='{"a":1}'),
        update(schema.record).filter_by(key="12/2").values(key="12/9"),
        update(schema.record_change).filter_by(event_id=2).values(after='{"a":1}'),
        update(schema.record_change).filter_by(event_id=2).values(before='{"a":1}'),
        update(schema.record_change).filter_by(event_id=2).values(key="12/9"),
        delete(schema.record).filter_by(key="12/2"),
        delete(schema.record_change).filter_by(event_id=2),
    ],
    ids=["body", "key", "after", "before", "key of change", "line gone", "change gone"],
)
def test_a_register_that_is_not_what_the_events_made_it_is_named(benkadi: Store, change):
    with benkadi.write() as connection:
        assert chain.registers_agree(connection) == ()
        guards.remove(connection)
        connection.execute(change)
        assert "12/2" in " ".join(map(str, chain.registers_agree(connection)))
