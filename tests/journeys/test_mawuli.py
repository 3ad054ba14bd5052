"""GEC Mawuli, Kpalimé (Togo), July 2019 to July 2020: the published year, to the franc.

Source: savings-groups.md 2.3, AT-01; the events are in tests/cases.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coop_ledger.book import audit
from coop_ledger.book.book import Book

CASES = Path(__file__).parents[1] / "cases"
EVENTS = [json.loads(line) for line in (CASES / "mawuli.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with Book.create(tmp_path_factory.mktemp("mawuli") / "mawuli.coop") as opened:
        opened.record_all(EVENTS)
        yield opened


@pytest.fixture
def result(book: Book) -> dict[str, Any]:
    with book.reading() as connection:
        record: Any = book.facts(connection, "mawuli").record("share_out", "2019")
    return dict(record.result)


def test_the_published_figures_come_out_to_the_franc(result):
    assert result["total_shares"] == 6004
    assert result["savings"] == 1_200_800
    assert result["profit"] == 173_200
    assert result["fund"] == 1_374_000
    assert result["share_value"].startswith("228.847435")
    assert result["share_value_paid"] == 228
    assert result["remainder"] == 5088
    first = result["members"][0]
    assert (first["member"], first["shares"], first["paid"]) == ("1", 260, 59_280)


def test_the_remainder_is_in_the_box(book):
    with book.reading() as connection:
        assert book.facts(connection, "mawuli").cash("loan") == 5088


def test_the_book_is_sound(book):
    assert audit.check(book).sound


def test_with_the_exact_value_every_franc_is_given(book, tmp_path):
    with Book.create(tmp_path / "exact.coop") as other:
        other.record_all([*EVENTS[:-1], EVENTS[-1] | {"rounding": {"exact": True}}])
        with other.reading() as connection:
            record: Any = other.facts(connection, "mawuli").record("share_out", "2019")
    assert record.result["remainder"] == 0
    assert record.result["members"][0]["paid"] == 59_500
    assert record.result["paid_total"] == 1_374_000


def test_the_share_out_can_be_taken_back_whole_and_decided_again(tmp_path):
    with Book.create(tmp_path / "again.coop") as book:
        book.record_all(EVENTS)
        with book.reading() as connection:
            decided = book.facts(connection, "mawuli").record("share_out", "2019")
        back = {"event": "event_reversed", "group": "mawuli", "date": "2020-07-29"}
        names = {"approved_by": ["1", "2"]}
        book.record_all(
            [{**back, "reverses": len(EVENTS), "reason": "recompter", **names}, EVENTS[-1]]
        )
        with book.reading() as connection:
            facts = book.facts(connection, "mawuli")
            assert facts.record("share_out", "2019") == decided
            assert facts.cash("loan") == 5088
        assert audit.check(book).sound
