"""A book and a group in memory are told the same things: they agree on each of them.

Both take an event or both refuse it, with the same sentence, whatever came before and
however often the book was closed in between.
"""

import datetime
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coop_ledger.book import audit
from coop_ledger.book.book import Book
from coop_ledger.domain.errors import Refusal
from tests.book.test_year import assert_the_same
from tests.domain.year import CODES, ROUNDINGS, Year, line

NOW = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
RANDOM = st.builds(Random, st.integers(0, 10**9))


class TwoBooks(RuleBasedStateMachine):
    @initialize(random=RANDOM)
    def found(self, random: Random) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "b.coop"
        self.book = Book.create(self.path, now=lambda: NOW)
        self.told = Year(random)
        self.told.found()
        self.book.record_all(self.told.events)
        self.meetings = 0

    def tell(self, event: str, **fields: Any) -> None:
        said = {"event": event, "group": "benkadi", "date": self.told.day.isoformat(), **fields}
        if self.told.try_(event, **fields):
            self.book.record(said)
        else:
            for refuse in (self.book.preview, self.book.record):
                with pytest.raises(Refusal) as caught:
                    refuse(said)
                assert str(caught.value) == str(self.told.refused)
                assert caught.value.field == self.told.refused.field

    @rule(days=st.sampled_from((1, 7, 31)))
    def time_goes_by(self, days: int) -> None:
        self.told.day += datetime.timedelta(days=days)

    @rule(random=RANDOM)
    def something_happens(self, random: Random) -> None:
        said = line(random, self.told.group)
        self.tell(said.pop("event"), **said)

    @rule(random=RANDOM, lines=st.integers(0, 5))
    def a_meeting_is_held(self, random: Random, lines: int) -> None:
        self.meetings += 1
        sheet = [line(random, self.told.group) for _ in range(lines)]
        self.tell("meeting_held", number=self.meetings, attendance={}, sheet=sheet)

    @rule(back=st.integers(0, 9), at=st.sampled_from(("", "", ".1", ".2", ".9")))
    def something_is_reversed(self, back: int, at: str) -> None:
        self.tell("event_reversed", reverses=f"{self.told.group.number - back}{at}", reason="x")

    @rule(rounding=st.sampled_from(ROUNDINGS))
    def the_year_ends(self, rounding: dict[str, Any]) -> None:
        fields = {"cycle": "2025", "approved_by": [CODES[0]], "rounding": rounding}
        self.tell("share_out_decided", **fields)
        self.tell("cycle_closed", cycle="2025")
        self.tell("cycle_opened", cycle="2026", ends="2029-12-31")

    @rule()
    def the_book_is_closed_and_opened(self) -> None:
        self.book.close()
        self.book = Book.open(self.path, now=lambda: NOW)

    @invariant()
    def both_hold_the_same_cash(self) -> None:
        with self.book.reading() as connection:
            facts = self.book.facts(connection, "benkadi")
            assert facts.stands() == self.told.group.facts.stands()

    def teardown(self) -> None:
        if hasattr(self, "book"):
            assert_the_same(self.book, self.told)
            assert audit.check(self.book).sound
            self.book.close()
            self.folder.cleanup()


TestTwoBooks = TwoBooks.TestCase
TestTwoBooks.settings = settings(max_examples=8, stateful_step_count=25)
