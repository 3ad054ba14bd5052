"""Postings and journal entries; an entry that does not balance cannot exist."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain import money
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting

DAY = datetime.date(2025, 1, 8)


def entry(*amounts: tuple[str, int]) -> JournalEntry:
    postings = tuple(
        Posting(AccountKey(str(n), fund), amount) for n, (fund, amount) in enumerate(amounts)
    )
    return JournalEntry("entry_posted", DAY, postings)


@pytest.mark.parametrize(
    "amounts",
    [
        pytest.param([], id="C41 no line"),
        pytest.param([("loan", 5)], id="C40 one line, unbalanced"),
        pytest.param([("loan", 0)], id="C40 one line of nothing"),
        pytest.param([("loan", 5), ("loan", -4)], id="C39 unbalanced"),
        pytest.param([("loan", 0), ("loan", 0)], id="A3 nothing on both sides"),
        pytest.param([("loan", 5), ("loan", 0), ("loan", -5)], id="A3 a line of nothing"),
        pytest.param([("loan", 5), ("social", -5)], id="from one fund to another"),
        pytest.param([("loan", 10**15 + 1), ("loan", -(10**15) - 1)], id="A22 above the limit"),
        pytest.param([("loan", 2**63), ("loan", -(2**63))], id="A23 above 64 bits"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_with_a_sentence(amounts):
    with pytest.raises(Refusal) as caught:
        entry(*amounts)
    assert str(caught.value)


def test_an_unbalanced_entry_says_by_how_much():
    with pytest.raises(Refusal) as caught:
        entry(("loan", 500), ("loan", -400))
    assert caught.value.params["difference"] == 100


def test_a_fund_that_does_not_balance_is_named():
    with pytest.raises(Refusal) as caught:
        entry(("loan", 5), ("social", -5))
    assert "585" in str(caught.value)


def test_an_entry_at_the_limit_is_taken():
    assert entry(("loan", money.MAX), ("loan", -money.MAX))


@given(st.lists(st.integers(-(10**12), 10**12).filter(bool), min_size=1, max_size=8))
def test_a_balanced_entry_exists_and_its_mirror_cancels_it(amounts):
    total = sum(amounts)
    amounts = [*amounts, -total] if total else [*amounts, 1, -1]
    made = entry(*[("loan", amount) for amount in amounts])
    mirror = made.mirrored(kind="event_reversed", date=DAY, text="x", of=7)
    assert (mirror.reverses, mirror.undone) == (7, made)
    for posting, opposite in zip(made.postings, mirror.postings, strict=True):
        assert posting.account == opposite.account
        assert posting.amount + opposite.amount == 0
        assert posting.quantity + opposite.quantity == 0


@given(st.lists(st.integers(-5, 5), max_size=5))
def test_an_entry_exists_if_and_only_if_it_balances(amounts):
    may_exist = len(amounts) >= 2 and all(amounts) and sum(amounts) == 0
    try:
        entry(*[("loan", amount) for amount in amounts])
    except Refusal:
        assert not may_exist
    else:
        assert may_exist
