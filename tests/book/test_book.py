"""The one door in: what is recorded, what a refusal leaves, and what is known already."""

import datetime
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from coop_ledger.book import audit, schema
from coop_ledger.book.book import Book
from coop_ledger.book.changes import Topic
from coop_ledger.book.errors import BookRefused, CommitUnknown
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.events import READER
from coop_ledger.progress import Cancelled
from tests.postgres import Server

DAY, NEXT = "2025-01-08", "2025-01-15"
TODAY = datetime.datetime(2026, 1, 1, 10, 24, tzinfo=datetime.UTC)
FOUNDING = [
    {"event": "group_founded", "name": "Benkadi", "kind": "savings_group", "preset": "vsla"},
    {"event": "member_joined", "member": "1", "name": "Awa Diarra"},
    {"event": "member_joined", "member": "2", "name": "Fanta Traoré"},
    {"event": "cycle_opened", "cycle": "2025", "ends": "2025-12-31"},
]


def said(event: str, date: str = DAY, group: str = "benkadi", **fields: Any) -> dict[str, Any]:
    return {"event": event, "group": group, "date": date, **fields}


def bought(shares: int = 1, member: str = "1", **fields: Any) -> dict[str, Any]:
    return said("shares_bought", member=member, shares=shares, **fields)


def founding(group: str = "benkadi") -> list[dict[str, Any]]:
    return [{**event, "group": group, "date": "2025-01-01"} for event in FOUNDING]


@pytest.fixture(scope="module")
def founded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book of the founded group, to copy: making one takes its time."""
    path = tmp_path_factory.mktemp("founded") / "benkadi.coop"
    with Book.create(path, now=lambda: TODAY) as made:
        made.record_all(founding())
    return path


@pytest.fixture(scope="module")
def founded_database(postgres_server: Server) -> Iterator[str]:
    """The same on a server, by the name of its database."""
    name = postgres_server.create_database()
    with Book.create(postgres_server.url(name), now=lambda: TODAY) as made:
        made.record_all(founding())
    yield name
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("founded_file"), tmp_path)
        with Book.open(path, now=lambda: TODAY) as opened:
            yield opened
        return
    server: Server = request.getfixturevalue("postgres_server")
    name = server.create_database(request.getfixturevalue("founded_database"))
    with Book.open(server.url(name), now=lambda: TODAY) as opened:
        yield opened
    server.drop_database(name)


def state(book: Book) -> dict[str, Any]:
    """How many rows each table has, and the head of each chain."""
    with book.reading() as connection:
        tables = schema.metadata.sorted_tables
        counts = {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in tables
        }
        heads = select(schema.event.c.group_id, func.max(schema.event.c.number))
        rows = connection.execute(heads.group_by(schema.event.c.group_id)).all()
    return counts | {"heads": sorted(tuple(row) for row in rows)}


def cash(book: Book, group: str = "benkadi", fund: str = "loan") -> int:
    with book.reading() as connection:
        return book.facts(connection, group).cash(fund)


def test_an_event_is_recorded_with_its_entries_and_receipts(book):
    done = book.record(bought(5))
    (event,) = done.events
    assert (event.group, event.number, event.entries, event.receipts) == ("benkadi", 5, (1,), (1,))
    assert cash(book) == 500


def test_an_event_may_be_given_as_it_is_or_as_json(book):
    book.record(READER.read(bought(1)))
    book.record(bought(2))
    assert cash(book) == 300


def test_what_was_touched_is_said(book):
    assert book.record(bought(5)).topics == {Topic.SAVINGS, Topic.CASH, Topic.JOURNAL}
    assert book.record(said("fine_charged", member="1", kind="late", amount=5)).topics == {
        Topic.FINES,
        Topic.JOURNAL,
    }
    assert book.record(said("rules_set", rules={"fines": {}})).topics == {Topic.RULES}


def test_a_meeting_is_one_event_with_one_receipt_for_each_member(book):
    sheet = [
        {"event": "shares_bought", "member": "1", "shares": 1},
        {"event": "fine_paid", "member": "1", "amount": 50},
        {"event": "shares_bought", "member": "2", "shares": 2},
    ]
    done = book.record(said("meeting_held", number=1, attendance={}, sheet=sheet))
    assert done.events[0].entries == (1, 2, 3)
    assert done.events[0].receipts == (1, 2)
    assert book.record(bought(1, "2", date=NEXT)).events[0].receipts == (3,)


def test_receipts_are_numbered_without_gaps_in_each_group(book):
    book.record_all(founding("other"))
    receipts = [
        book.record(bought(1, group=group, date=f"2025-02-0{day}")).events[0].receipts
        for day, group in enumerate(("benkadi", "other", "benkadi", "other"), start=1)
    ]
    assert receipts == [(1,), (1,), (2,), (2,)]


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(bought(9), id="against the rules"),
        pytest.param(bought(0), id="A3 nothing"),
        pytest.param(bought(1, "9"), id="a stranger"),
        pytest.param(bought(1, group="nobody"), id="an unknown group"),
        pytest.param({"event": "shares_bought"}, id="missing fields"),
        pytest.param({"event": "unknown"}, id="an unknown type"),
        pytest.param(said("expense_paid", amount=501, text="x"), id="a box below nothing"),
        pytest.param(bought(1, date="2026-01-02"), id="D61 tomorrow"),
        pytest.param(bought(1, date="2027-01-01"), id="D61 next year"),
        pytest.param(
            said(
                "meeting_held",
                number=1,
                attendance={},
                sheet=[
                    {"event": "shares_bought", "member": "1", "shares": 5},
                    {"event": "shares_bought", "member": "2", "shares": 6},
                ],
            ),
            id="the last line of a meeting",
        ),
    ],
)
def test_a_refusal_leaves_nothing_behind(book, event):
    book.record(bought(5))
    before = state(book)
    with pytest.raises(Refusal):
        book.record(event)
    assert state(book) == before
    assert cash(book) == 500
    assert book.record(bought(1, "2")).events[0].number == 6
    assert audit.check(book).sound


def test_a_file_is_recorded_whole_or_not_at_all(book):
    before = state(book)
    events = [bought(1), bought(1, "2"), bought(9, "2"), bought(1)]
    with pytest.raises(Refusal) as caught:
        book.record_all(events)
    assert caught.value.position == 3
    assert state(book) == before
    assert cash(book) == 0


def test_today_is_not_the_future(book):
    book.record(bought(1, date="2026-01-01"))


class TestIds:
    def test_an_event_recorded_twice_is_recorded_once_h139(self, book):
        done = [book.record(bought(1, id="a")) for _ in range(3)]
        assert [len(changes.events) for changes in done] == [1, 0, 0]
        assert [changes.skipped for changes in done] == [0, 1, 1]
        assert cash(book) == 100

    def test_a_file_recorded_twice_is_recorded_once(self, book):
        events = [bought(1, id="a"), bought(1, "2", id="b"), bought(1, id="a")]
        assert book.record_all(events).skipped == 1
        before = state(book)
        assert book.record_all(events).skipped == 3
        assert state(book) == before

    def test_a_meeting_typed_in_another_order_is_the_same_meeting(self, book):
        fields = {"number": 1, "sheet": [{"event": "fine_paid", "member": "1", "amount": 5}]}
        attendance = {"1": "present", "2": "late"}
        backwards = dict(reversed(attendance.items()))
        book.record(said("meeting_held", id="m", attendance=attendance, **fields))
        assert book.record(said("meeting_held", id="m", attendance=backwards, **fields)).skipped

    def test_a_meeting_whose_lines_have_ids_is_known_by_them(self, book):
        line = {"event": "fine_paid", "member": "1", "amount": 5, "id": "l1"}
        meeting = said("meeting_held", number=1, attendance={}, sheet=[line])
        book.record(meeting)
        assert book.record(meeting).skipped == 1

    @pytest.mark.parametrize(
        "event",
        [
            bought(2, id="a"),
            bought(1, "2", id="a"),
            said(
                "meeting_held",
                number=1,
                attendance={},
                sheet=[{"event": "fine_paid", "member": "1", "amount": 5, "id": "a"}],
            ),
        ],
    )
    def test_another_event_with_a_known_id_is_refused(self, book, event):
        book.record(bought(1, id="a"))
        before = state(book)
        with pytest.raises(Refusal) as caught:
            book.record(event)
        assert (caught.value.field, caught.value.value) == ("id", "a")
        assert state(book) == before

    def test_an_id_stands_once_in_a_meeting(self, book):
        line = {"event": "fine_paid", "member": "1", "amount": 5, "id": "x"}
        for meeting in (
            said("meeting_held", number=1, attendance={}, sheet=[line, line]),
            said("meeting_held", number=1, attendance={}, sheet=[line], id="x"),
        ):
            with pytest.raises(Refusal) as caught:
                book.record(meeting)
            assert caught.value.value == "x"

    def test_an_id_is_unique_in_the_whole_book(self, book):
        book.record_all(founding("other"))
        book.record(bought(1, id="a"))
        with pytest.raises(Refusal):
            book.record(bought(1, id="a", group="other"))


class TestTrying:
    def test_a_dry_run_says_what_would_happen_and_writes_nothing(self, book):
        before = state(book)
        done = book.record_all([bought(1), bought(2, "2")], dry_run=True)
        assert [event.number for event in done.events] == [5, 6]
        assert state(book) == before
        assert cash(book) == 0
        assert book.record(bought(5)).events[0].number == 5

    def test_a_dry_run_refuses_what_recording_refuses(self, book):
        with pytest.raises(Refusal):
            book.record_all([bought(9)], dry_run=True)

    def test_a_preview_says_what_would_happen_and_changes_nothing(self, book):
        before = state(book)
        outcome = book.preview(bought(3))
        assert [posting.amount for posting in outcome.entries[0].postings] == [300, -300]
        assert state(book) == before
        assert cash(book) == 0

    @pytest.mark.parametrize("event", [bought(9), bought(1, date="2026-01-02")])
    def test_a_preview_refuses_what_recording_refuses(self, book, event):
        with pytest.raises(Refusal):
            book.preview(event)

    def test_stopping_in_the_middle_of_a_file_writes_nothing(self, book):
        class Stop:
            def step(self, done: int, total: int) -> None:
                raise Cancelled

        before = state(book)
        events = [said("fine_paid", member="1", amount=5) for _ in range(250)]
        with pytest.raises(Cancelled):
            book.record_all(events, Stop())
        assert state(book) == before
        assert cash(book) == 0

    def test_a_long_file_tells_how_far_it_has_come(self, book):
        class Listen:
            def __init__(self) -> None:
                self.steps: list[int] = []

            def step(self, done: int, total: int) -> None:
                self.steps.append(done)

        progress = Listen()
        book.record_all((said("fine_paid", member="1", amount=5) for _ in range(450)), progress)
        assert progress.steps == [200, 400]
        assert cash(book) == 450 * 5


class TestDrafts:
    def test_a_draft_is_forgotten_with_the_event_it_was_typed_for(self, book):
        book.drafts.keep("meeting:1", "1:shares", "5")
        book.record(bought(5), draft="meeting:1")
        assert book.drafts.load("meeting:1") == {}

    def test_a_refusal_keeps_the_draft(self, book):
        book.drafts.keep("meeting:1", "1:shares", "9")
        with pytest.raises(Refusal):
            book.record(bought(9), draft="meeting:1")
        assert book.drafts.load("meeting:1") == {"1:shares": "9"}
        assert book.drafts.names("meeting:") == ["meeting:1"]
        book.drafts.drop("meeting:1")
        assert book.drafts.names() == []


class TestReopening:
    def test_everything_goes_on_where_it_was(self, book_target):
        with Book.create(book_target, now=lambda: TODAY) as book:
            book.record_all([*founding(), bought(3)])
        with Book.open(book_target, now=lambda: TODAY) as book:
            with pytest.raises(Refusal):
                book.record(bought(3))  # 3 of today's 5 are bought
            done = book.record(bought(2))
            assert (done.events[0].number, done.events[0].receipts) == (6, (2,))
            assert audit.check(book).sound

    def test_the_first_fund_stays_the_first_one_named(self, book_target):
        rules = {"funds": {"savings": {"share_out": "proportional"}, "aid": {}}}
        with Book.create(book_target, now=lambda: TODAY) as book:
            book.record_all([*founding(), said("rules_set", date="2025-01-01", rules=rules)])
        with Book.open(book_target, now=lambda: TODAY) as book:
            book.record(bought(3))
            assert cash(book, fund="savings") == 300
            assert audit.check(book).sound

    def test_a_reversal_in_the_same_file_as_what_follows_it_counts(self, book_target):
        """The next event reads a history that the tables do not hold yet."""
        loan = {"member": "1", "product": "ordinary", "principal": 1000, "loan": "1"}
        no_ceiling = {"ordinary": {"fund": "loan", "method": "none", "term": 3}}
        with Book.create(book_target, now=lambda: TODAY) as book:
            book.record_all(
                [
                    *founding(),
                    said("rules_set", rules={"loans": no_ceiling}),
                    said("income_received", amount=5000, text="don"),
                    said("loan_issued", **loan),
                    said("loan_repaid", loan="1", amount=900),
                    bought(5),
                ]
            )
        with Book.open(book_target, now=lambda: TODAY) as book:
            book.record_all(
                [
                    said("event_reversed", reverses="8", reason="x"),
                    said("loan_repaid", loan="1", amount=1000),
                    said("event_reversed", reverses="9", reason="x"),
                    bought(4),
                ]
            )
            assert audit.check(book).sound
            with pytest.raises(Refusal):
                book.record(bought(2))

    def test_a_snapshot_does_not_see_what_comes_after_it(self, book):
        book.record(bought(1))
        with book.snapshot() as copy:
            book.record(bought(1, "2"))
            assert cash(copy) == (100 if book.store.path else 200)


class TestReversals:
    def test_a_line_is_reversed_once_and_the_meeting_after_it(self, book):
        sheet = [
            {"event": "shares_bought", "member": "1", "shares": 1, "id": "line"},
            {"event": "member_joined", "member": "3", "name": "Bintou"},
        ]
        book.record(said("meeting_held", number=1, attendance={}, sheet=sheet))
        for reference in ("line", "5.2"):
            reverse(book, reference)
            for again in (reference, "5.1"):
                with pytest.raises(Refusal):
                    reverse(book, again)
        reverse(book, 5)
        with pytest.raises(Refusal):
            reverse(book, "5.2")
        assert cash(book) == 0
        assert audit.check(book).sound

    @pytest.mark.parametrize(
        "reference", ["99", "1.1", "5.9", "x", "²", "1" * 30, "5.2.1", "of-another-group"]
    )
    def test_what_is_not_of_this_group_is_not_reversed(self, book, reference):
        book.record_all(founding("other"))
        book.record(bought(1, group="other", id="of-another-group"))
        book.record(said("meeting_held", number=1, attendance={}))
        before = state(book)
        with pytest.raises(Refusal):
            reverse(book, reference)
        assert state(book) == before

    def test_an_id_that_looks_like_a_number_is_an_id(self, book):
        book.record(bought(2, id="6"))
        book.record(bought(1, "2"))
        reverse(book, "6")
        assert cash(book) == 100
        assert audit.check(book).sound

    def test_a_closed_cycle_is_closed_until_its_closing_is_reversed(self, book):
        book.record(bought(2, id="a"))
        book.record(said("shares_sold_back", member="1", shares=2, id="b"))
        book.record(said("cycle_closed", cycle="2025", id="closing"))
        with pytest.raises(Refusal):
            reverse(book, "b")
        reverse(book, "closing")
        reverse(book, "b")
        assert cash(book) == 200
        assert audit.check(book).sound


def reverse(book: Book, reference: object) -> None:
    book.record(said("event_reversed", NEXT, reverses=reference, reason="erreur"))


class TestUnknownCommit:
    """reliability.md: an error from COMMIT means "unknown": look, then speak."""

    @pytest.fixture
    def sqlite_book(self, founded_file, tmp_path) -> Iterator[Book]:
        with Book.open(shutil.copy(founded_file, tmp_path), now=lambda: TODAY) as opened:
            yield opened

    def break_commit(self, book: Book, monkeypatch: pytest.MonkeyPatch, *, stored: bool) -> None:
        from contextlib import contextmanager

        write = type(book.store).write

        @contextmanager
        def broken(store):
            with write(store) as connection:
                yield connection
                if not stored:
                    connection.rollback()
                    store._in_doubt = True
                    raise CommitUnknown
            store._in_doubt = True
            raise CommitUnknown

        monkeypatch.setattr(type(book.store), "write", broken)

    def test_what_is_there_was_recorded(self, sqlite_book, monkeypatch):
        self.break_commit(sqlite_book, monkeypatch, stored=True)
        assert sqlite_book.record(bought(5)).events[0].number == 5
        assert cash(sqlite_book) == 500

    def test_what_is_not_there_was_not(self, sqlite_book, monkeypatch):
        self.break_commit(sqlite_book, monkeypatch, stored=False)
        with pytest.raises(BookRefused):
            sqlite_book.record(bought(5))
        monkeypatch.undo()
        assert cash(sqlite_book) == 0
        assert sqlite_book.record(bought(5)).events[0].number == 5


def test_the_same_events_make_the_same_chain(tmp_path):
    hashes = []
    for name in ("a.coop", "b.coop"):
        with Book.create(tmp_path / name, now=lambda: TODAY) as book:
            book.record_all([*founding(), bought(3)])
            with book.reading() as connection:
                hashes.append(connection.scalar(select(func.max(schema.event.c.hash))))
    assert hashes[0] == hashes[1]


def test_the_log_alone_says_what_was_said(book):
    rules = {"funds": {"loan": {}, "aid": {"contribution": 5}}, "share_out": {"method": "equal"}}
    event = said("rules_set", rules=rules, text="vote")
    book.record(event)
    with book.reading() as connection:
        last = select(schema.event.c.body).order_by(schema.event.c.id.desc()).limit(1)
        body = connection.scalar(last)
    assert json.loads(body) == event
    assert list(json.loads(body)["rules"]["funds"]) == ["loan", "aid"]
