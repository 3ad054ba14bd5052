"""The share-out asked of a real book: side by side before the vote, who owes what after it."""

import datetime

import pytest

from coop_ledger.book import audit
from coop_ledger.book.book import Book
from coop_ledger.book.questions.share_out import share_out
from coop_ledger.book.questions.share_out_choices import share_out_choices
from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from tests.reports import hard_share_out

DAY = datetime.date(2026, 6, 20)
NOW = datetime.datetime(2026, 6, 20, 15, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def open_book(tmp_path_factory):
    with Book.create(tmp_path_factory.mktemp("open") / "b.coop", lambda: NOW) as book:
        book.record_all(hard_share_out.events())
        yield book


@pytest.fixture(scope="module")
def shared_book(tmp_path_factory):
    with Book.create(tmp_path_factory.mktemp("shared") / "b.coop", lambda: NOW) as book:
        book.record_all([*hard_share_out.events(), *hard_share_out.shared_out()])
        yield book


def choice(found, value, name="method"):
    return next(one for one in found if getattr(one, name) == value)


@pytest.fixture(scope="module")
def compared(open_book):
    return share_out_choices(open_book, "benkadi", on=DAY, member="2")


def test_every_method_gives_what_the_share_out_by_it_would(open_book, compared):
    for one in compared.methods:
        found = share_out(open_book, "benkadi", on=DAY, method=one.method)
        saved = [line.paid for line in found.members if line.paid and not line.leaves]
        assert (one.lowest, one.highest) == (min(saved), max(saved))
        assert (one.remainder, one.pieces) == (found.remainder, coins.count_of(found.notes))
        assert one.mine == next(line.paid for line in found.members if line.member == "2")


def test_a_member_sees_her_payout_by_each_method(compared):
    mine = choice(compared.members, "2", "member")
    assert mine.paid == {one.method: one.mine for one in compared.methods}
    assert len(mine.paid) == 6


def test_who_gets_no_envelope_is_not_the_lowest(compared):
    equal = choice(compared.methods, "savings_and_profit")
    paid = [line.paid["savings_and_profit"] for line in compared.members if line.member != "3"]
    *_nothing, low, middle, high = sorted(paid)
    assert (equal.lowest, equal.median, equal.highest) == (low, middle, high)


def test_a_rounding_says_what_it_takes_from_one_member_at_most(open_book, compared):
    for one in compared.roundings:
        found = share_out(open_book, "benkadi", on=DAY, rounding=one.rounding)
        exact = share_out(open_book, "benkadi", on=DAY, rounding={"exact": True})
        lost = [a.paid - b.paid for a, b in zip(exact.members, found.members, strict=True)]
        assert (one.paid_total, one.most_lost) == (found.paid_total, max(0, *lost))
    assert [one.chosen for one in compared.roundings].count(True) == 1


def test_a_method_that_cannot_be_says_why(tmp_path):
    events = [event for event in hard_share_out.events() if event["event"] != "meeting_held"][:8]
    with Book.create(tmp_path / "b.coop", lambda: NOW) as book:
        book.record_all(events)
        found = share_out_choices(book, "benkadi", on=DAY)
    assert "equal" in choice(found.methods, "share_value").refused
    assert not choice(found.methods, "equal").refused


def test_after_the_vote_there_is_nothing_to_compare(shared_book):
    with pytest.raises(Refusal):
        share_out_choices(shared_book, "benkadi", on=DAY)


def test_who_owes_says_of_what_and_by_when_before_and_after_the_vote(open_book, shared_book):
    before = share_out(open_book, "benkadi", on=DAY, **hard_share_out.CHOICES)
    after = share_out(shared_book, "benkadi")
    for found in (before, after):
        owing = choice(found.members, "5", "member")
        assert (owing.owes_loan, owing.owes_fines, owing.owes_dues) == (1634, 0, 200)
        assert owing.due == datetime.date(2026, 12, 1)
    later = share_out(
        open_book, "benkadi", on=DAY, owed_by=datetime.date(2026, 9, 1), **hard_share_out.CHOICES
    )
    assert choice(later.members, "5", "member").due == datetime.date(2026, 9, 1)


def test_what_was_not_handed_over_stands_beside_what_was_voted(shared_book):
    found = share_out(shared_book, "benkadi")
    kept = choice(found.members, "4", "member")
    assert (kept.paid, kept.kept, found.kept) == (4599, 4599, 4599)


def test_all_that_was_shared_is_paid_waits_or_remains(shared_book):
    found = share_out(shared_book, "benkadi")
    debts = found.loans_deducted + found.fines_deducted + found.dues_deducted
    taken = found.paid_total + found.unpaid + found.goods + found.seed_total + debts
    assert taken + found.remainder == found.fund
    assert audit.check(shared_book).sound
