"""The share-out while it is chosen: prices of each choice, seeds, ticks and the closing."""

import datetime

import pytest

from coop_ledger.domain import coins
from tests.ui import benkadi
from ui.presenters.new_loan import State
from ui.presenters.share_out import ShareOutWork
from ui.presenters.share_out_rounding import rounding_of, rounding_value
from ui.presenters.share_out_tables import (
    envelopes_table,
    people_table,
    roundings_table,
    ways_table,
)
from ui.presenters.share_out_words import owing

TODAY = benkadi.NOW.date()


@pytest.fixture
def book(tmp_path):
    with benkadi.open_copy(tmp_path) as book:
        yield book


@pytest.fixture
def work(book):
    return ShareOutWork(book, "benkadi", TODAY)


def test_every_rounding_shown_costs_what_it_says(work):
    for choice in work.roundings(work.choices()):
        work.cells["rounding"] = choice.value
        result = work.result()
        pieces = coins.count_of(result.notes)
        small = coins.count_of(result.notes, coins.SMALL)
        assert choice.figures == (pieces, small, result.remainder)


def test_the_methods_compare_the_smallest_envelope_with_the_largest(work):
    found = {choice.value: choice.figures for choice in work.compared(work.choices())}
    envelopes = [line.paid for line in work.result().members if line.paid]
    assert found[work.method] == (min(envelopes), max(envelopes))
    assert len(found) == 6


def test_every_way_stands_beside_the_others_with_the_members_own_payout(work):
    found = work.choices("9")
    table = ways_table(found, "N° 9")
    mine = [column.key for column in table.columns].index("mine")
    chosen = next(row for row in table.rows if row.cells[0])
    assert chosen.cells[mine] == next(m.paid for m in work.result().members if m.member == "9")
    lost = {row.origin: row.cells[4] for row in roundings_table(found).rows}
    assert lost["exact"] == 0 <= lost["payout:25"] < 25


def test_what_each_one_puts_back_is_no_more_than_she_receives(work):
    work.cells["seed"] = "10000"
    result = work.result()
    seeds = {line.member: line.seed for line in result.members}
    assert (seeds["1"], seeds["2"]) == (10000, 0)
    whole = result.cash + sum(result.other_funds.values())
    assert result.paid_total + result.seed_total + result.remainder == whole


def test_what_the_table_shows_adds_up_to_its_total(work):
    table = people_table(work.result())
    *rows, total = table.rows
    for place, column in enumerate(table.columns[2:], start=2):
        if column.key != "gross":
            assert sum(row.cells[place] or 0 for row in rows) == total.cells[place]


def test_loans_not_repaid_and_an_early_day_warn_and_say_what_they_mean(work):
    found = {check.words: check for check in work.checks()}
    for words in ("Prêts non remboursés", "Jour du partage"):
        assert found[words].state is State.ASKS
        assert found[words].meaning


def test_loans_and_fines_are_told_before_the_share_out(work):
    found = {check.words: check.state for check in work.checks()}
    assert found["Prêts non remboursés"] is State.ASKS
    assert found["Argent hors de la caisse"] is State.HOLDS


def test_a_half_typed_meeting_asks_to_be_settled_first(book, work):
    book.drafts.keep("meeting:benkadi:2:14", "at", "x")
    assert work.checks()[0].state is State.ASKS


def test_what_was_counted_is_kept_by_note_and_coin(book, work):
    work.count({10000: 41, 500: 3})
    again = ShareOutWork(book, "benkadi", TODAY)
    assert (again.pieces, again.counted) == ({10000: 41, 500: 3}, 411500)


def test_what_one_member_wishes_is_kept_for_her_alone(book, work):
    work.wish("1", "seed", 1000)
    work.wish("3", "unpaid", 500)
    again = ShareOutWork(book, "benkadi", TODAY)
    assert (again.seed(), again.wishes("unpaid")) == ({"1": 1000}, {"3": 500})
    lines = {line.member: line for line in again.result().members}
    assert (lines["1"].seed, lines["3"].unpaid) == (1000, 500)
    event = again.vote_event(["1", "4"])
    assert (event["seed"], event["unpaid"]) == ({"1": 1000}, {"3": 500})
    assert "goods" not in event
    assert "owed_by" not in event
    again.wish("3", "unpaid", None)
    assert again.wishes("unpaid") == {}


def test_her_own_wish_goes_before_what_each_one_puts_back(work):
    work.cells["seed"] = "500"
    work.wish("1", "seed", 0)
    assert "1" not in work.seed()
    assert work.seed()["3"] == 500


def test_who_still_owes_is_named_with_of_what_and_by_when(work):
    result = work.result()
    debtor = next(m for m in result.members if m.owes)
    assert owing(result)[0].startswith(f"{debtor.member} {debtor.name}\N{NO-BREAK SPACE}: prêt ")
    work.keep("owed_by", "2026-09-01")
    assert owing(work.result())[0].endswith("01/09/2026")


def test_a_part_handed_over_leaves_the_rest_to_her_name(work):
    result = work.result()
    first, second, third, *_rest = (m for m in result.members if m.paid)
    work.tick(first.member)
    work.hand_part(second.member, 100)
    left = work.not_handed(result)
    assert first.member not in left
    assert left[second.member] == second.paid - 100
    assert left[third.member] == third.paid
    assert second.member not in {m.member for m in work.left_to_hand(result)}
    work.tick(second.member)
    assert second.member not in work.not_handed(result)


def test_a_tick_is_kept_and_taken_back(book, work):
    work.tick("7")
    assert ShareOutWork(book, "benkadi", TODAY).handed("7")
    work.tick("7")
    assert not work.handed("7")


def test_an_envelope_of_nothing_is_not_waited_for(work):
    result = work.result()
    empty = {line.member for line in result.members if not line.paid}
    assert empty
    assert not empty & {line.member for line in work.left_to_hand(result)}
    assert len(envelopes_table(result, work).rows) == 26


@pytest.mark.parametrize("value", ["value:1", "payout:25", "exact"])
def test_a_rounding_keeps_its_meaning_in_its_short_form(value):
    assert rounding_value(rounding_of(value)) == value


def test_the_next_cycle_is_proposed_with_its_number_and_the_same_length(work):
    assert work.next_cycle() == ("3", datetime.date(2027, 2, 5))
