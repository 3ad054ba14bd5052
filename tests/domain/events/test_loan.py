"""Loans: what they post, what they refuse, and what a repayment pays first."""

import datetime

import pytest

from coop_ledger.domain.errors import Concern
from coop_ledger.domain.lending import owed
from tests.domain.log import Group, benkadi

DAY, MONTH, TWO, THREE = "2025-01-08", "2025-02-08", "2025-03-08", "2025-04-08"


def loans(**product: object) -> dict[str, object]:
    usual = {"fund": "loan", "method": "flat", "rate_percent": "10", "per": "month", "term": 3}
    return {"loans": {"ordinary": usual | product}}


def lender(cash: int = 1_000_000, **product: object) -> Group:
    """A group with money to lend and no ceiling unless the product says one."""
    group = benkadi(rules=loans(**product))
    group.say("income_received", "2025-01-02", amount=cash, text="fonds de départ")
    return group


def lend(group: Group, principal: int = 10_000, date: str = DAY, **fields: object):
    said = {"loan": "1", "member": "1", "product": "ordinary", "principal": principal}
    return group.say("loan_issued", date, **said | fields)


def owes(group: Group, on: str, loan: str = "1") -> tuple[int, int]:
    due = owed(group.facts, group.facts.loan(loan), datetime.date.fromisoformat(on))
    return due.principal, due.interest


def pay(group: Group, amount: int, date: str, loan: str = "1"):
    return group.say("loan_repaid", date, loan=loan, amount=amount)


class TestIssued:
    def test_it_leaves_the_box_and_is_owed_by_name_and_number(self):
        group = lender()
        done = lend(group)
        assert group.postings(done) == [("271 loan 1 1", "+10000"), ("571 loan box", "-10000")]
        assert done.receipts == ("1",)
        assert group.facts.loan("1").due.isoformat() == THREE

    def test_it_may_be_paid_out_of_the_bank(self):
        group = lender()
        group.say("money_moved", DAY, from_="box", to="bank", amount=10_000)
        assert group.postings(lend(group, place="bank"))[1] == ("521 loan bank", "-10000")

    def test_the_terms_are_those_of_its_day_whatever_is_voted_later(self):
        group = lender(rate_percent="5")
        lend(group)
        group.say("rules_set", MONTH, rules=loans(rate_percent="20"))
        assert owes(group, DAY) == (10_000, 500)

    def test_a_number_is_given_once(self):
        group = lender()
        lend(group)
        refused = group.refuses(
            "loan_issued", DAY, loan="1", member="2", product="ordinary", principal=1
        )
        assert (refused.field, refused.value) == ("loan", "1")

    def refused(self, group: Group, **fields: object):
        said = {"loan": "1", "member": "1", "product": "ordinary", "principal": 10_000}
        return group.refuses("loan_issued", DAY, **said | fields)

    def test_an_unknown_product_member_or_guarantor_is_refused(self):
        group = lender()
        assert self.refused(group, product="health").params["products"] == "ordinary"
        assert self.refused(group, member="99").field == "member"
        assert self.refused(group, guarantors=["99"]).field == "guarantors"
        assert self.refused(group, guarantors=["2", "2"]).field == "guarantors"

    def test_a_loan_of_no_months_is_refused_b37(self):
        assert self.refused(lender(), term=0).field == "term"

    def test_the_fund_lends_no_more_than_it_has(self):
        refused = self.refused(lender(cash=9_000))
        assert (refused.field, refused.params["missing"]) == ("principal", 1000)

    def test_it_stays_under_the_ceiling_over_all_her_loans(self):
        group = lender(ceiling_times_savings=3)
        assert self.refused(group, principal=1).params["ceiling"] == 0
        group.say("shares_bought", DAY, member="1", shares=5)
        lend(group, 1000)
        assert self.refused(group, loan="2", principal=501).params["rest"] == 500
        lend(group, 500, loan="2")

    def test_a_ceiling_may_be_a_part_of_savings(self):
        group = lender(ceiling_times_savings="0.5")
        group.say("shares_bought", DAY, member="1", shares=5)
        assert self.refused(group, principal=251).params["rest"] == 250

    def test_guarantors_are_as_many_as_the_rules_ask_and_not_herself(self):
        group = lender(guarantors=2)
        assert self.refused(group, guarantors=["2"]).params["needed"] == 2
        assert self.refused(group, guarantors=["1", "2"]).field == "guarantors"
        lend(group, guarantors=["2", "3"])

    def test_due_after_the_share_out_it_must_be_overruled_by_name_and_reason(self):
        group = lender()
        refused = group.refuses(
            "loan_issued", "2025-11-08", loan="1", member="1", product="ordinary", principal=1000
        )
        assert isinstance(refused, Concern)
        assert refused.params["due"].isoformat() == "2026-02-08"
        with pytest.raises(Concern):
            lend(group, 1000, "2025-11-08", approved_by="2")
        lend(group, 1000, "2025-11-08", approved_by="2", reason="récolte en janvier")

    def test_a_fund_that_is_kept_lends_beyond_the_share_out(self):
        rules = loans(fund="health")
        rules["funds"] = {"loan": {"share_out": "proportional"}, "health": {"share_out": "kept"}}
        group = benkadi(rules=rules)
        group.say("income_received", "2025-01-02", amount=5000, fund="health", text="don")
        lend(group, 1000, "2025-11-08")
        assert group.facts.loan("1").due > group.facts.cycles()[0].ends

    def test_only_a_member_overrules(self):
        group = lender()
        late = {"loan": "1", "member": "1", "product": "ordinary", "principal": 1000}
        refused = group.refuses("loan_issued", "2025-11-08", **late, approved_by="99", reason="x")
        assert refused.field == "approved_by"

    def test_a_shorter_term_is_no_concern(self):
        lend(lender(), 1000, "2025-11-08", term=1)


class TestRepaid:
    def test_interest_is_paid_before_principal_and_is_income_when_received(self):
        group = lender()
        lend(group)
        done = pay(group, 4000, MONTH)
        assert group.postings(done) == [
            ("571 loan box", "+4000"),
            ("771 loan 1 1", "-1000"),
            ("271 loan 1 1", "-3000"),
        ]
        assert owes(group, MONTH) == (7000, 0)

    def test_the_rules_may_put_principal_first(self):
        group = lender(allocation=["principal", "interest", "penalty"])
        lend(group)
        assert group.postings(pay(group, 4000, MONTH))[1:] == [("271 loan 1 1", "-4000")]

    def test_more_than_is_owed_is_refused_b35(self):
        group = lender()
        lend(group)
        refused = group.refuses("loan_repaid", MONTH, loan="1", amount=11_001)
        assert (refused.field, refused.params["owed"]) == ("amount", 11_000)

    def test_a_closed_loan_takes_no_more_b36(self):
        group = lender()
        lend(group)
        pay(group, 11_000, MONTH)
        assert group.facts.open_loans() == []
        assert group.refuses("loan_repaid", TWO, loan="1", amount=1).field == "loan"

    def test_an_unknown_loan_is_refused_with_the_open_ones(self):
        group = lender()
        lend(group, loan="PR-7")
        assert group.refuses("loan_repaid", DAY, loan="7", amount=1).params["open"] == "PR-7"

    def test_it_is_not_repaid_before_it_was_issued(self):
        group = lender()
        lend(group, date=MONTH)
        assert group.refuses("loan_repaid", DAY, loan="1", amount=1).field == "date"

    def test_two_repayments_of_a_day_both_count_b38(self):
        group = lender()
        lend(group)
        pay(group, 1000, MONTH)
        pay(group, 1000, MONTH)
        assert owes(group, MONTH) == (9000, 0)

    def test_it_needs_an_open_cycle(self):
        group = lender()
        lend(group)
        assert group.refuses("loan_repaid", "2024-12-31", loan="1", amount=1).field == "date"


class TestPublishedFigures:
    """savings-groups.md 3.2, through events: what closes the loan on the day it is due."""

    def test_lt_03_equal_instalments_with_flat_interest(self):
        group = lender(rate_percent="1", term=12, repaid="equal_principal")
        group.say("cycle_closed", "2025-01-03", cycle="2025")
        group.say("cycle_opened", "2025-01-03", cycle="long", ends="2027-01-01")
        lend(group, 1200)
        paid = 0
        for month in range(1, 13):
            day = f"2025-{month + 1:02}-08" if month < 12 else "2026-01-08"
            pay(group, 112, day)
            paid += 112
        assert (paid, owes(group, "2026-01-08")) == (1344, (0, 0))

    def test_lt_05_a_loan_without_interest_in_four_parts(self):
        group = lender(method="none", rate_percent="0", term=4, repaid="equal_principal")
        lend(group)
        for day in (MONTH, TWO, THREE):
            pay(group, 2500, day)
        assert owes(group, "2025-05-08") == (2500, 0)
        pay(group, 2500, "2025-05-08")

    @pytest.mark.parametrize("principal, due", [(30_000, 33_000), (20_000, 22_000)])
    def test_lt_07_two_months_at_five_per_cent(self, principal, due):
        group = lender(rate_percent="5", term=2)
        lend(group, principal)
        assert sum(owes(group, TWO)) == due
        pay(group, due, TWO)

    def test_lt_08_thirty_per_cent_once(self):
        group = lender(method="once", rate_percent="30", per="loan", term=2)
        lend(group, 600)
        assert sum(owes(group, TWO)) == 780

    @pytest.mark.parametrize(
        "product, interest",
        [
            pytest.param({"method": "flat"}, 3000, id="L1 flat"),
            pytest.param({"method": "once", "per": "loan"}, 1000, id="L3 once"),
        ],
    )
    def test_lt_11_the_same_words_cost_more_or_less(self, product, interest):
        group = lender(**product)
        lend(group)
        assert owes(group, THREE) == (10_000, interest)

    def test_lt_11_declining_with_equal_thirds(self):
        group = lender(method="declining", repaid="equal_principal")
        lend(group)
        paid = [pay(group, 3333 + 1000, MONTH), pay(group, 3333 + 667, TWO)]
        assert [-done.entries[0].postings[1].amount for done in paid] == [1000, 667]
        assert owes(group, THREE) == (3334, 333)
        pay(group, 3667, THREE)


class TestReversal:
    def test_of_a_repayment_charges_interest_as_if_it_had_never_been_paid(self):
        """Declining interest across a reversal: the money never came, so the debt never fell."""
        group, other = (lender(method="declining") for _ in range(2))
        for one in (group, other):
            lend(one)
        pay(group, 6000, MONTH)
        group.reverse(group.number, THREE)
        for day in (MONTH, TWO, "2025-03-09", THREE, "2025-06-01"):
            assert owes(group, day) == owes(other, day)

    def test_of_the_loan_is_refused_until_its_repayments_are_reversed(self):
        group = lender()
        before = group.state()
        lend(group)
        issued = group.number
        pay(group, 1000, MONTH)
        group.refuses("event_reversed", MONTH, reverses=issued, reason="x")
        group.reverse(group.number)
        group.reverse(issued)
        assert group.state() == before

    def test_of_the_loan_lets_its_number_be_used_again_from_nothing(self):
        group = lender()
        lend(group)
        group.reverse(group.number, DAY)
        lend(group, 500, MONTH, member="2")
        assert owes(group, TWO) == (500, 50)

    def test_restores_everything(self):
        group = lender()
        lend(group)
        before = group.state()
        pay(group, 4000, MONTH)
        group.reverse(group.number)
        assert group.state() == before


class TestMeetingsAsPeriods:
    """A rate per meeting counts the meetings that are held, not the weeks of the calendar."""

    def group(self) -> Group:
        return lender(per="meeting", rate_percent="1", term=10)

    def meet(self, group: Group, number: int, date: str, *sheet: dict[str, object]) -> None:
        group.say("meeting_held", date, number=number, attendance={}, sheet=list(sheet))

    def test_each_meeting_after_the_loan_begins_a_period(self):
        group = self.group()
        line = {"loan": "1", "member": "1", "product": "ordinary", "principal": 1000}
        self.meet(group, 1, "2025-01-08", {"event": "loan_issued", **line})
        assert owes(group, "2025-01-15") == (1000, 10)
        self.meet(group, 2, "2025-01-15", {"event": "fine_paid", "member": "2", "amount": 5})
        assert owes(group, "2025-01-15") == (1000, 10)
        assert owes(group, "2025-01-22") == (1000, 20)
        self.meet(group, 3, "2025-02-19", {"event": "loan_repaid", "loan": "1", "amount": 1020})
        assert group.facts.open_loans() == []

    def test_a_loan_between_two_meetings_counts_as_those_who_came_before(self):
        group = self.group()
        self.meet(group, 1, "2025-01-08")
        lend(group, 1000, "2025-01-10")
        self.meet(group, 2, "2025-01-15")
        assert owes(group, "2025-01-15") == (1000, 10)
        assert owes(group, "2025-01-22") == (1000, 20)

    def test_what_was_owed_on_an_earlier_day_does_not_change_with_later_meetings(self):
        group = self.group()
        lend(group, 1000, "2025-01-08")
        before = owes(group, "2025-01-15")
        self.meet(group, 1, "2025-01-15")
        self.meet(group, 2, "2025-01-22")
        assert owes(group, "2025-01-15") == before

    def test_a_meeting_that_is_reversed_begins_no_period(self):
        group = self.group()
        lend(group, 1000, "2025-01-08")
        self.meet(group, 1, "2025-01-15")
        group.reverse(group.number)
        assert owes(group, "2025-01-22") == (1000, 10)


def test_a_loan_goes_on_over_the_end_of_a_cycle_and_its_interest_stays_paid():
    group = lender(term=12, method="declining")
    late = {"approved_by": "2", "reason": "récolte"}
    lend(group, 10_000, "2025-10-08", **late)
    pay(group, 3000, "2025-11-08")
    group.say("cycle_closed", "2025-12-31", cycle="2025")
    group.say("cycle_opened", "2026-01-01", cycle="2026", ends="2026-12-31")
    assert owes(group, "2025-12-08") == (8000, 800)
    assert owes(group, "2026-01-08") == (8000, 1600)
    group.reverse(group.number, "2026-01-01")
    group.reverse(group.number - 2, "2026-01-01")
    assert owes(group, "2025-12-08") == (8000, 800)
