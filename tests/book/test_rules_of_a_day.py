"""The rules of a day, and the votes behind them."""

import datetime

import pytest

from coop_ledger.book.book import Book
from coop_ledger.book.questions.rules import VotedChange, rules
from coop_ledger.domain.presets import PRESETS

MARCH, APRIL, MAY = (datetime.date(2026, month, 5) for month in (3, 4, 5))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    def said(event, day, **fields):
        return {"event": event, "group": "benkadi", "date": day.isoformat(), **fields}

    fines = {"late": 75, "absent": 100}
    with Book.create(tmp_path_factory.mktemp("votes") / "benkadi.coop") as book:
        book.record_all(
            [
                said("group_founded", MARCH, name="Benkadi", kind="savings_group", preset="vsla"),
                said("rules_set", APRIL, rules={"fines": fines}, text="20 voix sur 25"),
                said("rules_set", MAY, rules={"meeting": {"days": 14}}, id="again"),
                said("rules_set", MAY, rules={"meeting": {"days": 30}}, id="wrong"),
                said("event_reversed", MAY, reverses="wrong", reason="erreur"),
            ]
        )
        yield book


def test_before_the_first_vote_the_rules_are_the_presets(book):
    answer = rules(book, "benkadi", MARCH)
    assert answer.rules == PRESETS["vsla"]
    assert (answer.since, answer.votes) == (MARCH, ())


def test_a_vote_stands_with_its_day_its_event_its_note_and_what_it_changed(book):
    answer = rules(book, "benkadi", APRIL)
    (vote,) = answer.votes
    assert (vote.date, vote.event, vote.text) == (APRIL, 2, "20 voix sur 25")
    assert vote.changed == (VotedChange("fines.late", 50, 75),)


def test_a_vote_that_was_reversed_is_no_vote(book):
    answer = rules(book, "benkadi", MAY)
    assert [(vote.date, vote.event) for vote in answer.votes] == [(APRIL, 2), (MAY, 3)]
    assert answer.rules["meeting"] == {"days": 14}
    assert answer.since == MAY
