"""Any year of any group, in a real book: what the tables hold is what the facts say."""

import datetime
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from coop_ledger.book import audit, schema
from coop_ledger.book.book import Book, group_id
from coop_ledger.book.source import TableSource
from coop_ledger.domain.events import READER
from coop_ledger.domain.records import RECORDS
from tests.domain.log import Group
from tests.domain.year import Year, year

NOW = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
RANDOM = st.builds(Random, st.integers(0, 10**9))


def now() -> datetime.datetime:
    return NOW


def empty(empty_file: Path, folder: Path) -> Book:
    """An empty book of this example's own: a copy, because making one takes its time."""
    return Book.open(shutil.copy(empty_file, folder / "b.coop"), now=now)


def assert_the_same(book: Book, told: Year) -> None:
    with book.reading() as connection:
        source = TableSource(connection, group_id(connection, "benkadi") or 0)
        balances = {key: stand for key, stand in source.balances().items() if any(stand)}
        registers = {(record.kind, record.key): record for record in source.records(RECORDS)}
        receipts = connection.scalars(select(schema.receipt.c.number)).all()
    assert balances == told.group.facts.stands()
    assert registers == told.group.log.registers()
    assert sorted(receipts) == list(range(1, len(receipts) + 1))
    faults = audit.check(book).faults
    assert not [str(fault) for fault in faults]


@settings(max_examples=12)
@given(RANDOM, st.integers(2, 14))
def test_a_year_recorded_as_a_file_is_the_year_of_the_facts(
    empty_file, tmp_path_factory, random, steps
):
    told = year(random, steps)
    with empty(empty_file, tmp_path_factory.mktemp("book")) as book:
        book.record_all(told.events)
        assert_the_same(book, told)


@settings(max_examples=8)
@given(RANDOM, st.integers(2, 14))
def test_a_year_recorded_deed_by_deed_is_the_same_year(empty_file, tmp_path_factory, random, steps):
    """Opened anew now and then, as by a treasurer; the chain is that of the file."""
    told = year(random, steps)
    folder = tmp_path_factory.mktemp("book")
    book = empty(empty_file, folder)
    for number, event in enumerate(told.events):
        book.record(event)
        if number % 5 == 0:
            book.close()
            book = Book.open(folder / "b.coop", now=now)
    with book:
        assert_the_same(book, told)
        hashes = chain(book)
    with empty(empty_file, tmp_path_factory.mktemp("whole")) as whole:
        whole.record_all(told.events)
        assert chain(whole) == hashes


def chain(book: Book) -> list[str]:
    with book.reading() as connection:
        return list(connection.scalars(select(schema.event.c.hash).order_by(schema.event.c.number)))


@settings(max_examples=8)
@given(RANDOM, st.integers(2, 10))
def test_a_year_can_be_taken_back_event_by_event(empty_file, tmp_path_factory, random, steps):
    told = year(random, steps, mistakes=False)
    back = [
        {"event": "event_reversed", "group": "benkadi", "date": "2029-12-31", "reason": "x"}
        | {"reverses": number, **_names(told, number)}
        for number in range(told.group.number, 0, -1)
    ]
    with empty(empty_file, tmp_path_factory.mktemp("book")) as book:
        book.record_all([*told.events, *back])
        with book.reading() as connection:
            source = TableSource(connection, 1)
            assert not [key for key, stand in source.balances().items() if any(stand)]
            assert not list(source.records(RECORDS))
        assert audit.check(book).sound


def _names(told: Year, number: int) -> dict[str, Any]:
    """Who answers for the reversal of a share-out: two who were there after it."""
    if told.events[number - 1]["event"] != "share_out_decided":
        return {}
    then = Group("benkadi")
    for event in told.events[:number]:
        then.happen(READER.read(event))
    return {"approved_by": then.approving()}


@settings(max_examples=8)
@given(RANDOM, st.integers(2, 10))
def test_a_year_with_ids_is_recorded_once_however_often_it_is_sent(
    empty_file, tmp_path_factory, random, steps
):
    events = [{**event, "id": f"e{n}"} for n, event in enumerate(year(random, steps).events)]
    with empty(empty_file, tmp_path_factory.mktemp("book")) as book:
        half = len(events) // 2
        book.record_all(events[:half])
        assert book.record_all(events).skipped == half
        before = chain(book)
        assert book.record_all(events).skipped == len(events)
        assert chain(book) == before


@pytest.mark.parametrize("seed", range(4))
def test_a_year_is_the_same_on_disk_and_on_a_server(book_target, seed):
    told = year(Random(seed), 14)  # noqa: S311  # nothing secret
    with Book.create(book_target, now=now) as book:
        book.record_all(told.events)
        assert_the_same(book, told)
        with book.reading() as connection:
            debit = func.sum(schema.posting.c.amount)
            assert connection.scalar(select(debit)) in (0, None)
