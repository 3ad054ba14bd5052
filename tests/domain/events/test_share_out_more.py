"""A share-out with leavers, dues, goods, envelopes that wait, and money that is not the group's."""

import datetime
from typing import Any

import pytest

from coop_ledger.domain.rules.share_out import SHARE_OUT_METHODS
from tests.domain.events.test_share_out import (
    DAY,
    END,
    EXACT,
    LOAN,
    ONE_FUND,
    decide,
    lend,
    members,
    refused,
    result,
    saved,
)
from tests.domain.log import Group

DUES = {"share_out": {"deduct": ["loans", "fines", "dues"]}}


def gone(pays: str, *shares: int, **rules: Any) -> Group:
    """A group whose second member left on the way, and 60 F of profit."""
    group = saved(*shares, leaving={"pays": pays, "when": "share_out"}, **rules)
    group.say("member_left", "2025-06-01", member="2", reason="left")
    group.say("income_received", "2025-06-02", amount=60, text="don")
    return group


def total(group: Group, code: str, fund: str = "loan") -> int:
    return group.facts.total(code, fund=fund)


def decided_and_closed(group: Group, cycle: str, day: str, **fields: Any) -> dict[str, Any]:
    group.say("share_out_decided", day, cycle=cycle, approved_by=["1"], **fields)
    group.say("cycle_closed", day, cycle=cycle)
    return result(group, cycle)


class TestLeavers:
    @pytest.mark.parametrize(
        "pays, paid",
        [
            ("savings_only", [130, 100, 130]),
            ("savings_and_profit", [120, 120, 120]),
            ("nothing", [180, 180]),
        ],
    )
    def test_the_rules_say_what_one_who_left_gets(self, pays, paid):
        """savings-groups.md 2.1 A7, from source [15]."""
        group = gone(pays, 1, 1, 1)
        assert members(decide(group), "paid") == paid
        assert (group.facts.cash("loan"), total(group, "1851")) == (0, 0)

    def test_one_who_left_puts_nothing_back(self):
        assert refused(gone("savings_only", 1, 1, 1), seed={"2": 100}).field == "seed"

    def test_a_dead_member_without_savings_is_not_shared_with(self):
        group = saved(1, 0, 1)
        said = {"reason": "deceased", "next_of_kin": "Awa", "approved_by": ["1", "3"]}
        group.say("member_left", "2025-06-01", member="2", **said)
        assert [line["member"] for line in decide(group)["members"]] == ["1", "3"]

    def test_she_is_paid_even_where_all_have_left(self):
        group = gone("savings_only", 0, 2)
        group.say("member_left", "2025-07-01", member="1", reason="left")
        found = decide(group, method="equal")
        assert (members(found, "paid"), found["remainder"]) == ([200], 60)


class TestDues:
    def behind(self, treatment: str = "kept", **rules: Any) -> Group:
        """Two meetings, at which the first brought her contributions and the second none."""
        funds = {**ONE_FUND, "social": {"contribution": 50, "share_out": treatment}}
        group = saved(3, 3, funds=funds, **(DUES | rules))
        for number in (1, 2):
            paid = {"event": "contribution_paid", "member": "1", "fund": "social", "amount": 50}
            day = f"2025-02-0{number}"
            group.say("meeting_held", day, number=number, attendance={}, sheet=[paid])
        return group

    def test_they_go_out_of_the_payout_into_the_fund_they_were_due_to(self):
        group = self.behind()
        found = decide(group)
        assert members(found, "paid") == [300, 200]
        assert (found["members"][1]["dues_deducted"], found["dues"]) == (
            100,
            {"2": {"social": 100}},
        )
        assert (group.facts.cash("loan"), group.facts.cash("social")) == (0, 200)
        assert total(group, "1681", "social") == -200

    def test_a_fund_that_is_shared_too_is_shared_with_them(self):
        group = self.behind("equal")
        found = decide(group)
        assert (members(found, "other_funds"), members(found, "paid")) == ([100, 100], [400, 300])
        assert group.facts.cash("social") == total(group, "1681", "social") == 0

    def test_those_of_the_first_fund_are_income_that_is_shared(self):
        funds = {"loan": {"contribution": 50, "share_out": "proportional"}}
        group = saved(3, 3, funds=funds, **DUES)
        paid = {"event": "contribution_paid", "member": "1", "amount": 50, "fund": "loan"}
        group.say("meeting_held", "2025-02-01", number=1, attendance={}, sheet=[paid])
        found = decide(group)
        assert (found["fund"], members(found, "paid")) == (700, [350, 300])
        assert total(group, "701") == -100

    def test_what_she_cannot_pay_she_owes(self):
        group = self.behind()
        lend(group, "2", 290)
        line = decide(group)["members"][1]
        assert (line["loan_deducted"], line["dues_deducted"], line["owes_dues"]) == (290, 10, 90)

    def test_a_group_that_does_not_deduct_them_does_not_look(self):
        found = decide(self.behind(share_out={}))
        assert "dues" not in found
        assert members(found, "paid") == [300, 300]

    def test_its_reversal_restores_everything(self):
        group = self.behind("proportional")
        before = group.state()
        decide(group)
        group.reverse(group.number)
        assert group.state() == before


class TestLeftToPay:
    def test_what_waits_stays_in_the_box_to_her_name_and_is_paid_later(self):
        group = saved(2, 2)
        found = decide(group, unpaid={"2": 150})
        assert (members(found, "paid"), found["unpaid"]) == ([200, 50], 150)
        assert (group.facts.cash("loan"), total(group, "4713")) == (150, -150)
        group.say("rest_paid", END, member="2", amount=150)
        assert group.facts.cash("loan") == total(group, "4713") == 0

    def test_it_is_not_shared_again_in_the_next_cycle(self):
        group = saved(2, 2)
        decided_and_closed(group, "2025", END, unpaid={"2": 150})
        group.say("cycle_opened", END, cycle="2026", ends="2026-12-31")
        group.say("shares_bought", END, member="1", shares=1)
        found = decided_and_closed(group, "2026", "2026-12-24")
        assert (members(found, "paid"), found["cash"], found["not_shared"]) == ([100, 0], 100, 150)
        assert group.facts.cash("loan") == 150

    def test_it_may_be_paid_between_two_cycles_but_on_no_day_of_the_closed_one(self):
        group = saved(2, 2)
        decided_and_closed(group, "2025", END, unpaid={"2": 150})
        said = {"member": "2", "amount": 100}
        assert group.refuses("rest_paid", "2025-12-01", **said).field == "date"
        group.say("rest_paid", END, **said)
        group.say("rest_paid", "2026-01-03", member="2", amount=40)
        group.say("cycle_opened", "2026-01-10", cycle="2026", ends="2026-12-31")
        group.say("rest_paid", "2026-01-05", member="2", amount=4)
        group.say("shares_bought", "2026-01-10", member="1", shares=1)
        found = decided_and_closed(group, "2026", "2026-12-24")
        assert (members(found, "paid"), found["cash"], found["not_shared"]) == ([100, 0], 100, 6)
        assert group.facts.cash("loan") == -total(group, "4713") == 6

    def test_no_more_than_her_envelope_can_wait(self):
        assert refused(saved(2, 2), unpaid={"2": 201}).field == "unpaid"
        assert refused(saved(2, 2), unpaid={"9": 1}).field == "unpaid"

    def test_the_share_out_is_not_reopened_once_it_was_paid(self):
        group = saved(2, 2)
        decide(group, unpaid={"2": 150})
        decided = group.number
        group.say("rest_paid", END, member="2", amount=150)
        said = {"reverses": decided, "reason": "x", "approved_by": ["1", "2"]}
        group.refuses("event_reversed", END, **said)
        group.reverse(group.number)
        group.say("event_reversed", END, **said)
        assert total(group, "4713") == 0


class TestEnvelopesKept:
    def test_an_envelope_nobody_fetched_goes_back_and_is_owed(self):
        group = saved(2, 2)
        found = decide(group)
        group.say("envelopes_kept", END, cycle="2025", kept={"2": 120})
        assert (group.facts.cash("loan"), total(group, "4713")) == (120, -120)
        assert result(group) == found | {"kept": {"2": 120}}
        group.say("cycle_closed", END, cycle="2025")
        group.say("cycle_opened", END, cycle="2026", ends="2026-12-31")
        group.say("rest_paid", "2026-01-03", member="2", amount=120)
        assert group.facts.stands() == {
            key: stand for key, stand in group.facts.stands().items() if not any(stand)
        }

    def test_no_more_than_the_envelope_and_not_before_the_vote(self):
        group = saved(2, 2)
        assert group.refuses("envelopes_kept", END, cycle="2025", kept={"2": 1}).field == "cycle"
        decide(group)
        group.say("envelopes_kept", END, cycle="2025", kept={"2": 120})
        for kept in ({"2": 81}, {"9": 1}):
            assert group.refuses("envelopes_kept", END, cycle="2025", kept=kept).field == "kept"
        group.say("envelopes_kept", END, cycle="2025", kept={"2": 80, "1": 5})
        assert result(group)["kept"] == {"1": 5, "2": 200}

    def test_it_is_reversed_before_the_share_out_is(self):
        group = saved(2, 2)
        before = group.state()
        decide(group)
        decided = group.number
        group.say("envelopes_kept", END, cycle="2025", kept={"2": 120})
        said = {"reverses": decided, "reason": "x", "approved_by": ["1", "2"]}
        group.refuses("event_reversed", END, **said)
        group.reverse(group.number)
        group.say("event_reversed", END, **said)
        assert group.state() == before


class TestGoods:
    def stocked(self) -> Group:
        """Half of the money was turned into ten soaps and three basins."""
        group = saved(5, 5)
        group.say("goods_bought", DAY, item="savon", quantity=10, amount=200)
        group.say("goods_bought", DAY, item="bassine", quantity=3, amount=300)
        return group

    def test_a_part_of_the_pot_is_given_in_goods(self):
        group = self.stocked()
        found = decide(group, goods={"1": 300, "2": 200})
        assert (members(found, "paid"), members(found, "net")) == ([200, 300], [500, 500])
        assert (found["cash"], found["goods"]) == (1000, 500)
        assert (total(group, "311"), group.facts.cash("loan")) == (0, 0)

    def test_what_is_not_given_stays_for_the_next_cycle(self):
        group = self.stocked()
        found = decide(group, goods={"1": 120})
        assert (found["fund"], members(found, "paid")) == (620, [190, 310])
        left = {key.item: stand for key, stand in group.facts.leaves("311").items() if any(stand)}
        assert left == {"bassine": (180, 2), "savon": (200, 10)}

    def test_there_are_no_more_goods_than_lie_there(self):
        assert refused(self.stocked(), goods={"1": 300, "2": 201}).params["held"] == 500
        assert refused(self.stocked(), goods={"9": 1}).field == "goods"

    def test_the_sources_add_up_with_them(self):
        group = self.stocked()
        found = decide(group, goods={"1": 300, "2": 200})
        assert sum(found["sources"].values()) == found["cash"]

    def test_its_reversal_brings_the_goods_back(self):
        group = self.stocked()
        before = group.state()
        decide(group, goods={"1": 33, "2": 200}, unpaid={"1": 10})
        group.reverse(group.number)
        assert group.state() == before


class TestNotShared:
    @pytest.mark.parametrize("code", ["1852", "1682", "1683", "182", "4713"])
    def test_money_of_others_in_the_fund_is_never_shared(self, code):
        """savings-groups.md 7.25: a donor's subsidy must never enter a share-out."""
        group = saved(2, 2)
        posted = [{"account": "571", "amount": 70}, {"account": code, "amount": -70}]
        if code in ("1852", "4713"):
            posted[1]["member"] = "1"
        group.say("entry_posted", DAY, text="x", postings=posted)
        found = decide(group)
        assert (found["cash"], members(found, "paid"), found["remainder"]) == (400, [200, 200], 0)
        assert group.facts.cash("loan") == 70

    def test_what_a_fund_shared_beside_owes_to_others_is_not_shared_either(self):
        group = saved(2, 2, funds={**ONE_FUND, "social": {"share_out": "equal"}})
        posted = [
            {"account": "571", "amount": 70, "fund": "social"},
            {"account": "1682", "amount": -50, "fund": "social"},
            {"account": "1681", "amount": -20, "fund": "social"},
        ]
        group.say("entry_posted", DAY, text="x", postings=posted)
        assert members(decide(group), "other_funds") == [10, 10]
        assert group.facts.cash("social") == 50

    def test_a_remainder_goes_to_no_donor_and_into_no_pot(self):
        funds = {**ONE_FUND, "donor": {"donor": "Mali Health"}, "social": {"share_out": "kept"}}
        group = saved(2, 2, funds=funds, tontine={"contribution": 50})
        for fund in ("donor", "tontine"):
            assert refused(group, remainder=fund).params["choices"] == "next_cycle, loan, social"

    def test_a_bank_loan_that_was_lent_out_is_settled_first(self):
        group = saved(1, 1)
        posted = [{"account": "571", "amount": 300}, {"account": "182", "amount": -300}]
        group.say("entry_posted", DAY, text="x", postings=posted)
        lend(group, "1", 400)
        assert refused(group).params["held"] == 100


class TestOwing:
    def test_the_assembly_says_by_when_the_rest_is_due(self):
        group = saved(1, 3)
        lend(group, "1", 300)
        assert decide(group, owed_by="2026-03-01")["owed_by"] == "2026-03-01"

    def test_a_day_before_the_share_out_is_refused(self):
        assert refused(saved(2, 2), owed_by="2025-12-23").value == datetime.date(2025, 12, 23)

    def test_a_loan_that_was_written_off_is_a_loss_of_all(self):
        """savings-groups.md 1.9, from source [8]: shared by all in proportion."""
        group = saved(3, 1)
        lend(group, "2", 80)
        loan = group.facts.open_loans()[0]
        said = {"loan": loan, "reason": "partie", "minute": "PV 7"}
        group.say("loan_written_off", "2025-06-01", **said)
        assert members(decide(group), "paid") == [240, 80]


class TestReopening:
    @pytest.mark.parametrize("names", [[], ["1"]])
    def test_it_takes_two_names(self, names):
        group = saved(2, 2)
        decide(group)
        said = {"reverses": group.number, "reason": "x", "approved_by": names}
        assert group.refuses("event_reversed", END, **said).params["least"] == 2

    def test_the_same_name_twice_or_a_stranger_does_not_do(self):
        group = saved(2, 2)
        decide(group)
        said = {"reverses": group.number, "reason": "x"}
        for names in (["1", "1"], ["1", "9"]):
            refusal = group.refuses("event_reversed", END, **said, approved_by=names)
            assert refusal.field == "approved_by"

    def test_two_names_open_it_again(self):
        group = saved(2, 2)
        before = group.state()
        decide(group)
        group.say("event_reversed", END, reverses=group.number, reason="x", approved_by=["1", "2"])
        assert group.state() == before


class TestEveryMethodForEveryFund:
    @pytest.mark.parametrize("treatment", ["kept", "equal", "proportional"])
    @pytest.mark.parametrize("method", SHARE_OUT_METHODS)
    def test_all_that_was_there_is_paid_or_remains(self, method, treatment):
        """savings-groups.md 2.1, A1 to A7: with one who left, a debtor, and money of others."""
        funds = {**ONE_FUND, "social": {"share_out": treatment}}
        leaving = {"pays": "savings_only", "when": "share_out"}
        group = saved(2, 1, 3, 1, funds=funds, leaving=leaving)
        group.say("contribution_paid", DAY, member="1", fund="social", amount=90)
        lend(group, "1", 250)
        group.say("member_left", "2025-06-01", member="2", reason="left")
        group.say("income_received", "2025-06-02", amount=60, text="don")
        found = decide(group, method=method)
        lines = {line["member"]: line for line in found["members"]}
        shared = 0 if treatment == "kept" else 90
        assert (lines["2"]["gross"], lines["2"]["other_funds"]) == (100, 0)
        assert sum(members(found, "other_funds")) == shared
        assert found["paid_total"] + found["remainder"] == 700 + 60 - 250 + shared
        assert found["remainder"] == 0 or method == "own_interest"
        assert group.facts.cash("social") == 90 - shared
        assert group.facts.cash("loan") == found["remainder"]


class TestCycles:
    def test_two_share_outs_a_year_are_two_cycles(self):
        group = saved(2, 2)
        first = decided_and_closed(group, "2025", "2025-06-30", seed={"1": 100})
        group.say("cycle_opened", "2025-06-30", cycle="2025-2", ends=END)
        group.say("shares_bought", "2025-07-05", member="2", shares=3)
        group.say("income_received", "2025-08-05", amount=80, text="don")
        second = decided_and_closed(group, "2025-2", END)
        assert (members(first, "paid"), members(second, "paid")) == ([100, 200], [120, 360])
        assert group.facts.cash("loan") == 0

    def test_a_cycle_may_end_early(self):
        group = saved(2, 2)
        assert members(decided_and_closed(group, "2025", "2025-03-01"), "paid") == [200, 200]

    def test_the_remainder_and_the_seed_begin_the_next_cycle(self):
        group = saved(2, 1)
        group.say("income_received", DAY, amount=10, text="don")
        decided_and_closed(group, "2025", END, rounding={"value": 10}, seed={"1": 100})
        group.say("cycle_opened", END, cycle="2026", ends="2026-12-31")
        found = decided_and_closed(group, "2026", "2026-12-24")
        assert found["sources"]["brought_forward"] == 10
        assert (members(found, "shares"), members(found, "paid")) == ([1, 0], [110, 0])

    def test_the_borrower_of_at_12_costs_the_loan_fund_her_gross_less_her_loan(self):
        """AT-12, from source [28]: 500,000 gross and 300,000 of loan move 200,000."""
        group = saved(5000, 5000)
        lend(group, "1", 300_000)
        decide(group)
        entry = group.log.said[-1].outcome.entries[0]
        assert [p.amount for p in entry.postings if p.account.code == "571"] == [-200_000]


def test_what_waits_is_left_out_of_the_exact_rules_of_before():
    """The words a vote freezes are those of before where nothing new was voted."""
    found = decide(saved(2, 2))
    new = {"goods", "unpaid", "dues", "owed_by", "not_shared", "given_back", "kept"}
    assert not new & found.keys()
    assert not {"goods", "unpaid", "dues_deducted", "leaves"} & found["members"][0].keys()
    assert EXACT["remainder"] == found["remainder_to"]
    assert LOAN["fund"] == "loan"
