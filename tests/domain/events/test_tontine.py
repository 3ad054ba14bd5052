"""The tontine's events: contributions to the pot, turns, draws, swaps, covers and the end."""

from typing import Any

import pytest

from coop_ledger.domain.tontine import credit, owed, running
from tests.domain.log import Group, benkadi

DAYS = [f"2025-01-{day:02}" for day in range(2, 29)]
FOUR = ("1", "2", "3", "4")


def tontine(*members: str, **rule: Any) -> Group:
    said = {"contribution": 1200, "levy": 200, "levy_fund": "loan", **rule}
    return benkadi(*(members or FOUR), rules={"tontine": said})


def paid(group: Group, day: str, *members: str, amount: int = 1200) -> None:
    for member in members:
        group.say("contribution_paid", day, member=member, fund="tontine", amount=amount)


def now(group: Group) -> Any:
    found = running(group.facts, group.log.said[-1].event.date)
    assert found is not None
    return found


class TestContributions:
    def test_the_levy_goes_to_its_fund_in_the_same_entry(self):
        group = tontine()
        done = group.say("contribution_paid", DAYS[0], member="1", fund="tontine", amount=1200)
        assert group.postings(done) == [
            ("571 tontine box", "+1000"),
            ("1852 tontine 1", "-1000"),
            ("571 loan box", "+200"),
            ("701 loan 1", "-200"),
        ]
        assert done.receipts == ("1",)

    def test_rounds_can_be_paid_ahead(self):
        group = tontine()
        paid(group, DAYS[0], "1", amount=3600)
        assert now(group).ahead("1") == 2000
        assert (group.facts.cash("tontine"), group.facts.cash("loan")) == (3000, 600)

    def test_what_fits_no_round_is_refused_with_the_nearest_two(self):
        refused = tontine().refuses(
            "contribution_paid", DAYS[0], member="1", fund="tontine", amount=1300
        )
        assert (refused.params["below"], refused.params["above"]) == (1200, 2400)

    def test_who_holds_no_hand_waits_for_the_next_tontine(self):
        group = tontine()
        group.say("tontine_started", DAYS[0])
        group.say("member_joined", DAYS[0], member="9", name="Awa 9")
        refused = group.refuses(
            "contribution_paid", DAYS[0], member="9", fund="tontine", amount=1200
        )
        assert refused.field == "member"

    def test_another_fund_is_no_tontine(self):
        group = tontine()
        done = group.say("contribution_paid", DAYS[0], member="1", fund="social", amount=50)
        assert ("1681 social 1", "-50") in group.postings(done)


class TestTurnTaken:
    def test_the_pot_goes_to_whose_turn_it_is(self):
        group = tontine()
        group.say("tontine_started", DAYS[0], order=["3", "1", "2", "4"])
        paid(group, DAYS[0], *FOUR)
        done = group.say("turn_taken", DAYS[0], round=1)
        assert group.postings(done) == [("1852 tontine 3", "+4000"), ("571 tontine box", "-4000")]
        assert done.receipts == ("3",)
        assert (owed(group.facts, "3"), credit(group.facts, "1")) == (3000, 1000)

    def test_nobody_takes_before_her_turn(self):
        group = tontine()
        group.say("tontine_started", DAYS[0], order=["3", "1", "2", "4"])
        paid(group, DAYS[0], *FOUR)
        refused = group.refuses("turn_taken", DAYS[0], round=1, winners=["1"])
        assert (refused.field, refused.params["due"]) == ("winners", "Awa 3")

    def test_without_a_list_the_group_names_who_takes_and_nobody_takes_twice(self):
        group = tontine(order="need")
        paid(group, DAYS[0], *FOUR)
        assert group.refuses("turn_taken", DAYS[0], round=1).field == "winners"
        group.say("turn_taken", DAYS[0], round=1, winners=["2"])
        paid(group, DAYS[7], *FOUR)
        assert group.refuses("turn_taken", DAYS[7], round=2, winners=["2"]).field == "winners"
        assert group.refuses("turn_taken", DAYS[7], round=3, winners=["1"]).field == "round"

    def test_the_one_who_receives_need_not_pay(self):
        """AT-15: 12 × 1,000 give 11,000."""
        members = [str(n) for n in range(1, 13)]
        rule = {"contribution": 1000, "levy": 0, "recipient_pays": False, "order": "need"}
        group = tontine(*members, **rule)
        paid(group, DAYS[0], *members[1:], amount=1000)
        group.say("turn_taken", DAYS[0], round=1, winners=["1"])
        assert owed(group.facts, "1") == 11_000
        assert now(group).to_pay("1", 1) == 0

    def test_what_a_winner_is_behind_is_kept_from_her_lot_with_its_levy(self):
        group = tontine(order="need")
        paid(group, DAYS[0], "1", "2", "3")
        done = group.say("turn_taken", DAYS[0], round=1, winners=["4"])
        assert group.postings(done) == [
            ("1852 tontine 4", "+3000"),
            ("571 tontine box", "-3000"),
            ("571 loan box", "+200"),
            ("701 loan 4", "-200"),
        ]
        assert group.log.record("turn", "1/0001").kept == {"4": 1200}

    def test_a_short_pot_is_refused_with_who_is_missing(self):
        group = tontine(order="need")
        paid(group, DAYS[0], "1", "2")
        paid(group, DAYS[0], "3", amount=2400)  # what is paid ahead does not fill the gap
        refused = group.refuses("turn_taken", DAYS[0], round=1, winners=["1"])
        assert (refused.params["behind"], refused.params["missing"]) == ("Awa 4", 1000)

    def test_of_a_short_pot_a_winner_takes_what_is_there_and_is_owed_the_rest(self):
        group = tontine(order="need")
        paid(group, DAYS[0], "1", "2", "3")
        done = group.say("turn_taken", DAYS[0], round=1, winners=["1"], amounts={"1": 3000})
        assert ("4713 tontine 1", "-1000") in group.postings(done)
        paid(group, DAYS[1], "4")
        group.say("rest_paid", DAYS[1], member="1", fund="tontine", amount=1000)
        assert group.facts.cash("tontine") == 0
        paid(group, DAYS[7], *FOUR)
        group.say("turn_taken", DAYS[7], round=2, winners=["2"])
        assert group.facts.cash("tontine") == 0

    def test_several_winners_and_an_odd_last_one(self):
        group = tontine("1", "2", "3", winners=2, order="need")
        paid(group, DAYS[0], "1", "2", "3")
        group.say("turn_taken", DAYS[0], round=1, winners=["1", "3"])
        assert group.facts.cash("tontine") == 0
        assert now(group).to_pay("2") == 700
        paid(group, DAYS[7], "1", "2", "3", amount=700)
        group.say("turn_taken", DAYS[7], round=2, winners=["2"])
        assert group.facts.cash("tontine") == 0
        assert [credit(group.facts, m) + owed(group.facts, m) for m in ("1", "2", "3")] == [0] * 3

    def test_a_member_with_two_hands_pays_twice_and_takes_twice(self):
        group = tontine("1", "2", order="fixed")
        group.say("tontine_started", DAYS[0], hands={"1": 2, "2": 1}, order=["1", "2", "1"])
        for day, number in ((DAYS[0], 1), (DAYS[7], 2), (DAYS[14], 3)):
            paid(group, day, "1", amount=2400)
            paid(group, day, "2")
            group.say("turn_taken", day, round=number)
        assert group.facts.cash("tontine") == 0
        assert group.refuses("turn_taken", DAYS[15], round=4).field == "round"


class TestAuction:
    def test_a_bid_is_shared_among_the_others_to_the_franc(self):
        group = tontine(order="auction")
        paid(group, DAYS[0], *FOUR)
        done = group.say("turn_taken", DAYS[0], round=1, winners=["2"], bid=500)
        assert group.postings(done) == [
            ("1852 tontine 2", "+4000"),
            ("571 tontine box", "-3500"),
            ("1852 tontine 1", "-167"),
            ("1852 tontine 3", "-167"),
            ("1852 tontine 4", "-166"),
        ]
        assert done.receipts == ("2",)
        assert now(group).shares("1") == 167

    def test_or_goes_to_a_fund(self):
        group = tontine(order="auction", bid_to="social")
        paid(group, DAYS[0], *FOUR)
        done = group.say("turn_taken", DAYS[0], round=1, winners=["2"], bids={"2": 500})
        assert ("571 social box", "+500") in group.postings(done)
        assert ("571 tontine box", "-4000") in group.postings(done)

    def test_a_bid_leaves_something_and_needs_an_auction(self):
        group = tontine(order="auction")
        paid(group, DAYS[0], *FOUR)
        refused = group.refuses("turn_taken", DAYS[0], round=1, winners=["2"], bid=4000)
        assert refused.field == "bids.2"
        other = tontine(order="need")
        paid(other, DAYS[0], *FOUR)
        assert other.refuses("turn_taken", DAYS[0], round=1, winners=["2"], bid=1).field == "bids"


class TestDraws:
    def test_a_draw_puts_all_the_hands_in_an_order_that_anyone_can_check(self):
        group = tontine(order="lot")
        group.say("tontine_started", DAYS[0])
        group.say("turns_drawn", DAYS[0], seed="4711")
        assert sorted(now(group).record.turns) == list(FOUR)
        assert group.log.record("draw", "1/0001").result == now(group).record.turns
        assert group.refuses("turns_drawn", DAYS[0], seed="4712").field == "seed"

    def test_a_draw_each_round_names_the_next_winners(self):
        group = tontine(order="lot_each_round", winners=2)
        group.say("tontine_started", DAYS[0])
        group.say("turns_drawn", DAYS[0], seed=12)
        assert len(now(group).record.turns) == 2
        paid(group, DAYS[0], *FOUR)
        group.say("turn_taken", DAYS[0], round=1)
        paid(group, DAYS[7], *FOUR)
        group.say("turns_drawn", DAYS[7], seed="13")
        group.say("turn_taken", DAYS[7], round=2)
        assert now(group).served

    def test_a_seed_is_a_number(self):
        assert tontine(order="lot").refuses("turns_drawn", DAYS[0], seed="abc").field == "seed"

    def test_where_the_order_is_fixed_nothing_is_drawn(self):
        assert tontine().refuses("turns_drawn", DAYS[0], seed="1").field == "seed"


class TestSwap:
    def test_two_members_change_places_when_both_agree(self):
        group = tontine()
        group.say("tontine_started", DAYS[0], order=["1", "2", "3", "4"])
        swap = {"member": "1", "with": "4"}
        assert group.refuses("turns_swapped", DAYS[0], **swap, consents=["1"]).field == "consents"
        group.say("turns_swapped", DAYS[0], **swap, consents=["1", "4"])
        assert now(group).record.turns == ("4", "2", "3", "1")

    def test_a_turn_that_was_taken_cannot_be_changed(self):
        group = tontine()
        group.say("tontine_started", DAYS[0], order=["1", "2", "3", "4"])
        paid(group, DAYS[0], *FOUR)
        group.say("turn_taken", DAYS[0], round=1)
        refused = group.refuses(
            "turns_swapped", DAYS[0], member="2", **{"with": "1"}, consents=["1", "2"]
        )
        assert refused.field == "with"


class TestCover:
    @pytest.fixture
    def group(self) -> Group:
        group = tontine(order="need", covered_by="social")
        group.say("income_received", DAYS[0], fund="social", amount=5000, text="don")
        paid(group, DAYS[0], "1", "2", "3")
        return group

    def test_a_fund_advances_what_is_missing_and_she_owes_it_to_the_fund(self, group):
        done = group.say("turn_covered", DAYS[0], member="4")
        assert group.postings(done) == [
            ("411 social 4", "+1200"),
            ("571 social box", "-1200"),
            ("571 tontine box", "+1000"),
            ("1852 tontine 4", "-1000"),
            ("571 loan box", "+200"),
            ("701 loan 4", "-200"),
        ]
        assert done.receipts == ()
        group.say("turn_taken", DAYS[0], round=1, winners=["1"])

    def test_and_pays_it_back(self, group):
        group.say("turn_covered", DAYS[0], member="4")
        assert group.refuses("due_paid", DAYS[1], member="4", amount=1300).params["owed"] == 1200
        done = group.say("due_paid", DAYS[1], member="4", amount=1200)
        assert group.postings(done) == [("571 social box", "+1200"), ("411 social 4", "-1200")]

    def test_only_what_is_missing_is_covered_by_the_fund_of_the_rules(self, group):
        assert group.refuses("turn_covered", DAYS[0], member="1").field == "member"
        assert group.refuses("turn_covered", DAYS[0], member="4", amount=2400).field == "amount"
        assert group.refuses("turn_covered", DAYS[0], member="4", fund="loan").field == "fund"
        assert tontine().refuses("turn_covered", DAYS[0], member="4").field == "fund"

    def test_where_the_rules_name_no_fund_the_assembly_says_which(self):
        group = tontine(order="need")
        group.say("tontine_started", DAYS[0])
        group.say("income_received", DAYS[0], fund="social", amount=5000, text="don")
        assert group.refuses("turn_covered", DAYS[0], member="4", fund="tontine").field == "fund"
        done = group.say("turn_covered", DAYS[0], member="4", fund="social")
        assert group.postings(done)[0] == ("411 social 4", "+1200")

    def test_a_fund_that_was_voted_while_the_tontine_ran_covers_too(self):
        group = tontine(order="need")
        group.say("tontine_started", DAYS[0])
        group.say("income_received", DAYS[0], fund="social", amount=5000, text="don")
        rule = {"contribution": 1200, "levy": 200, "levy_fund": "loan", "covered_by": "social"}
        group.say("rules_set", DAYS[0], rules={"tontine": rule})
        done = group.say("turn_covered", DAYS[0], member="4")
        assert group.postings(done)[0] == ("411 social 4", "+1200")


class TestEntryStake:
    def test_sixty_stakes_of_20000_make_1200000(self):
        """AT-15, savings-groups.md 2.3."""
        members = [str(n) for n in range(1, 61)]
        group = tontine(*members, contribution=5000, levy=0, entry=20_000)
        for member in members:
            group.say("entry_stake_paid", DAYS[0], member=member)
        assert group.facts.cash("loan") == 1_200_000
        assert group.refuses("entry_stake_paid", DAYS[0], member="7").field == "member"


class TestStart:
    def test_one_tontine_runs_at_a_time(self):
        group = tontine()
        group.say("tontine_started", DAYS[0])
        assert group.refuses("tontine_started", DAYS[0]).value == "1"

    def test_hands_and_order_must_agree(self):
        group = tontine(hands_max=2)
        assert group.refuses("tontine_started", DAYS[0], hands={"1": 3}).field == "hands.1"
        assert group.refuses("tontine_started", DAYS[0], order=["1", "2"]).field == "order"
        refused = group.refuses("tontine_started", DAYS[0], guarantors={"1": "1"})
        assert refused.field == "guarantors.1"

    def test_a_group_without_a_tontine_has_none(self):
        assert benkadi().refuses("tontine_started", DAYS[0]).field == "date"


class TestEnd:
    def test_a_tontine_that_ends_early_gives_back_and_says_who_owes(self):
        group = tontine(order="need")
        paid(group, DAYS[0], *FOUR)
        group.say("turn_taken", DAYS[0], round=1, winners=["1"])
        paid(group, DAYS[7], "2", "3", "4")
        assert group.refuses("tontine_ended", DAYS[7]).field == "reason"
        done = group.say("tontine_ended", DAYS[7], reason="dissensions")
        assert ("411 tontine 1", "+3000") in group.postings(done)
        left = -group.facts.total("4713", fund="tontine")
        assert (group.facts.cash("tontine"), left) == (0, 3000)
        assert group.facts.total("1852") == 0
        record = group.log.record("tontine", "1")
        assert record.brought == {"1": 1000, "2": 2000, "3": 2000, "4": 2000}
        group.say("due_paid", DAYS[8], member="1", amount=3000)
        assert group.facts.cash("tontine") == 3000

    def test_the_next_one_can_start(self):
        group = tontine(order="need")
        group.say("tontine_started", DAYS[0])
        group.say("tontine_ended", DAYS[0], reason="règles changées")
        group.say("tontine_started", DAYS[1])
        assert now(group).record.code == "2"


def test_shares_loans_and_a_tontine_live_in_one_group_and_the_share_out_leaves_the_pot_alone():
    group = tontine(order="need")
    for member in FOUR:
        group.say("shares_bought", DAYS[0], member=member, shares=5)
    loan = {"loan": "1", "member": "2", "product": "ordinary", "principal": 1000}
    group.say("loan_issued", DAYS[0], **loan)
    paid(group, DAYS[0], *FOUR)
    group.say("turn_taken", DAYS[0], round=1, winners=["1"])
    paid(group, DAYS[7], *FOUR)
    group.say("loan_repaid", DAYS[7], loan="1", amount=1050)
    group.say("share_out_decided", DAYS[7], cycle="2025", approved_by=list(FOUR))
    assert group.facts.cash("tontine") == 4000
    group.say("cycle_closed", DAYS[7], cycle="2025")
    group.say("cycle_opened", DAYS[7], cycle="2026", ends="2026-01-15")
    group.say("turn_taken", DAYS[8], round=2, winners=["2"])
    assert group.facts.cash("tontine") == 0
    assert group.facts.total("1852") == 0


class TestLeaving:
    @pytest.fixture
    def group(self) -> Group:
        group = tontine(order="need")
        group.say("rules_set", DAYS[0], rules={"leaving": {"when": "at_once"}})
        group.say("shares_bought", DAYS[0], member="1", shares=5)
        paid(group, DAYS[0], *FOUR)
        group.say("turn_taken", DAYS[0], round=1, winners=["1"])
        return group

    def test_who_took_brings_it_back_out_of_her_savings(self, group):
        group.say("member_left", DAYS[1], member="1", reason="left")
        assert group.facts.record("departure", "1").result["dues"][0]["settled"] == 500
        assert owed(group.facts, "1") == 2500
        assert group.facts.cash("tontine") == 500

    def test_her_guarantor_may_bring_the_rest(self, group):
        group.say("member_left", DAYS[1], member="1", reason="left")
        group.say("contribution_paid", DAYS[7], member="1", fund="tontine", amount=1200)
        assert owed(group.facts, "1") == 1500
        refused = group.refuses("contribution_paid", DAYS[7], member="1", fund="social", amount=50)
        assert refused.field == "member"


def test_hands_pass_on_with_what_was_brought():
    group = tontine()
    group.say("tontine_started", DAYS[0], order=["1", "2", "3", "4"])
    paid(group, DAYS[0], *FOUR)
    group.say("hands_passed_on", DAYS[0], member="4", to="2")
    assert now(group).record.turns == ("1", "2", "3", "2")
    assert (now(group).paid("2"), now(group).to_pay("2", 1)) == (2000, 0)


def test_a_tontine_that_gave_turns_is_not_unmade():
    group = tontine(order="need")
    group.say("tontine_started", DAYS[0])
    began = group.number
    paid(group, DAYS[0], *FOUR)
    group.say("turn_taken", DAYS[0], round=1, winners=["1"])
    undo = {"reverses": began, "reason": "erreur"}
    assert group.refuses("event_reversed", "2025-12-01", **undo).field == "reverses"
    group.reverse(group.number, "2025-12-01")
    group.reverse(began, "2025-12-01")
    assert not now(group).stored


def test_the_last_turn_is_reversed_and_not_one_before_it():
    group = tontine(order="need")
    before = None
    for number, day in ((1, DAYS[0]), (2, DAYS[7])):
        paid(group, day, *FOUR)
        before = group.state()
        group.say("turn_taken", day, round=number, winners=[str(number)])
    assert (
        group.refuses(
            "event_reversed", "2025-12-01", reverses=group.number - 5, reason="erreur"
        ).field
        == "reverses"
    )
    group.reverse(group.number, "2025-12-01")
    assert group.state() == before
