"""The rules of a kind of loan: what is refused, and what may be overruled by name."""

import pytest

from coop_ledger.domain.errors import Concern
from tests.domain.events.test_loan import DAY, MONTH, THREE, TWO, lend, lender, loans, owes, pay
from tests.domain.log import Group, benkadi


def refused(group: Group, date: str = DAY, **fields: object):
    said = {"loan": "1", "member": "1", "product": "ordinary", "principal": 10_000}
    return group.refuses("loan_issued", date, **said | fields)


def concern(group: Group, date: str = DAY, **fields: object):
    """A refusal that a member overrules with a reason."""
    found = refused(group, date, **fields)
    assert isinstance(found, Concern)
    lend(group, date=date, approved_by="3", reason="voté", **fields)
    return found


def meet(group: Group, number: int, date: str, *sheet: dict[str, object]) -> None:
    group.say("meeting_held", date, number=number, attendance={}, sheet=list(sheet))


LINE = {"event": "loan_issued", "loan": "9", "member": "2", "product": "ordinary", "principal": 900}


class TestCeilings:
    def test_of_a_kind_of_loan_in_francs(self):
        group = lender(ceiling=25_000)
        lend(group, 20_000)
        assert refused(group, loan="2", principal=5001).params["rest"] == 5000
        lend(group, 5000, loan="2")

    def test_of_one_loan_by_the_money_of_the_fund(self):
        group = lender(cash=100_000, ceiling_percent_of_cash="20")
        assert refused(group, principal=20_001).params["rest"] == 20_000
        lend(group, 20_000)
        assert refused(group, loan="2", principal=16_001).params["rest"] == 16_000

    def test_no_reason_overrules_a_ceiling_or_an_empty_box(self):
        group = lender(cash=9_000, ceiling=8_000)
        assert not isinstance(refused(group, approved_by="2", reason="x"), Concern)


class TestGuarantors:
    def test_are_named_by_what_they_stand_for(self):
        group = lender(guarantors=2)
        lend(group, guarantees={"2": 6000, "3": 4000})
        loan = group.facts.loan("1")
        assert (loan.guarantors, loan.guarantees) == (("2", "3"), {"2": 6000, "3": 4000})

    def test_may_have_to_cover_the_whole_loan(self):
        group = lender(guarantors_cover=True)
        found = concern(group, guarantees={"2": 6000})
        assert (found.field, found.params["missing"]) == ("guarantees", 4000)

    def test_stand_for_so_many_loans_at_once(self):
        group = lender(guarantor_loans_max=1)
        lend(group, guarantors=["3"])
        assert concern(group, loan="2", member="2", guarantors=["3"]).params["loans"] == "1"

    def test_are_free_again_when_the_loan_is_repaid(self):
        group = lender(guarantor_loans_max=1)
        lend(group, guarantors=["3"])
        pay(group, 11_000, DAY)
        lend(group, loan="2", member="2", guarantors=["3"])


class TestTimes:
    def test_the_first_loans_are_given_at_a_meeting_of_the_cycle(self):
        group = lender(first_meeting=2)
        assert concern(group).params["first"] == 2
        meet(group, 1, DAY)
        meet(group, 2, "2025-01-15", LINE)
        lend(group, loan="3", date="2025-01-16")

    def test_none_is_given_in_the_last_days_before_the_share_out(self):
        group = lender(last_days=30, term=1)
        assert concern(group, "2025-12-02").field == "term"
        group = lender(last_days=30, per="meeting", term=1)
        lend(group, date="2025-12-01")
        assert concern(group, "2025-12-02", loan="2").params["last"] == 30

    def test_between_meetings_only_where_the_rules_say_so(self):
        group = lender(between_meetings=False)
        assert concern(group).field == "date"
        meet(group, 1, "2025-01-15", LINE)
        lend(group, loan="3", date="2025-01-15")


class TestWhoMayBorrow:
    def test_after_so_many_meetings(self):
        group = lender(waiting_meetings=2)
        meet(group, 1, DAY)
        assert concern(group, "2025-01-15").value == 1
        meet(group, 2, "2025-01-15")
        lend(group, loan="2", date="2025-01-16")

    def test_so_many_loans_of_a_kind_at_once(self):
        group = lender(loans_at_once=1)
        lend(group)
        assert concern(group, loan="2").params["loans"] == "1"
        lend(group, loan="3", member="2")

    def test_whose_loans_are_not_late(self):
        group = lender(up_to_date=True, term=1)
        lend(group)
        lend(group, loan="2", date=MONTH)
        assert concern(group, "2025-02-09", loan="3").params["loan"] == "1"

    def test_whose_contributions_are_brought(self):
        rules = loans(up_to_date=True) | {
            "funds": {"loan": {"share_out": "proportional"}, "social": {"contribution": 50}}
        }
        group = benkadi(rules=rules)
        group.say("income_received", "2025-01-02", amount=10**6, text="fonds de départ")
        group.say("meeting_held", DAY, number=1, attendance={"1": "present"}, sheet=[])
        assert concern(group, "2025-01-09").value == 50

    def test_who_is_no_member_borrows_through_one_where_the_rules_allow_it(self):
        assert refused(lender(), borrower="Fatim Sidibé").field == "borrower"
        group = lender(non_members=True)
        lend(group, borrower="Fatim Sidibé")
        loan = group.facts.loan("1")
        assert (loan.borrower, loan.member) == ("Fatim Sidibé", "1")


class TestConventions:
    def test_lt_12_what_is_kept_back_is_income_on_the_day(self):
        group = lender(method="upfront", rate_percent="8")
        done = lend(group, 100_000)
        assert group.postings(done) == [
            ("271 loan 1 1", "+100000"),
            ("571 loan box", "-92000"),
            ("771 loan 1 1", "-8000"),
        ]
        assert owes(group, THREE) == (100_000, 0)
        pay(group, 100_000, THREE)
        assert group.facts.open_loans() == []

    def test_only_what_is_handed_over_must_be_in_the_box(self):
        group = lender(cash=92_000, method="upfront", rate_percent="8")
        assert refused(group, principal=100_002).params["missing"] == 2
        lend(group, 100_000)

    @pytest.mark.parametrize(("principal", "due"), [(499_999, TWO), (500_000, THREE)])
    def test_a_larger_loan_has_a_longer_term(self, principal, due):
        """savings-groups.md 3.3, source [15]: under 500,000 two months, from there three."""
        group = lender(bands=[{"up_to": 499_999, "term": 2}, {"term": 3}])
        lend(group, principal)
        assert group.facts.loan("1").due.isoformat() == due

    def test_a_small_loan_is_repaid_at_once_and_a_larger_one_in_parts(self):
        """savings-groups.md 3.3, source [16]: up to K10,000 one payment, above instalments."""
        group = lender(bands=[{"up_to": 10_000}, {"repaid": "equal_principal"}])
        lend(group, 10_000)
        lend(group, 10_001, loan="2")
        assert [group.facts.loan(code).repaid for code in "12"] == ["at_end", "equal_principal"]

    def test_lateness_is_paid_first_and_is_an_income(self):
        group = lender(late={"kind": "per_day", "amount": 100}, term=1)
        lend(group)
        done = pay(group, 1000, "2025-02-10")
        assert group.postings(done)[1:] == [
            ("7581 loan 1 1", "-200"),
            ("771 loan 1 1", "-800"),
        ]

    def test_lateness_paid_is_not_asked_again_though_it_is_read_anew(self):
        group = lender(late={"kind": "per_day", "amount": 100}, term=1)
        lend(group)
        pay(group, 1000, "2025-02-10")
        group.facts = type(group.facts)(group.code, group.log)
        too_much = group.refuses("loan_repaid", "2025-02-11", loan="1", amount=10**6)
        assert (too_much.params["penalty"], too_much.params["interest"]) == (100, 200)


class TestRatified:
    def lent(self) -> Group:
        group = lender(ratify=True)
        meet(group, 1, DAY)
        lend(group, date="2025-01-10")
        return group

    def test_a_loan_between_meetings_waits_for_the_next_one(self):
        group = self.lent()
        assert group.facts.loan("1").awaits
        meet(group, 2, "2025-01-15", {"event": "loan_ratified", "loan": "1"}, LINE)
        assert not group.facts.loan("1").awaits
        assert not group.facts.loan("9").awaits

    def test_once_only(self):
        group = self.lent()
        group.say("loan_ratified", "2025-01-15", loan="1")
        assert group.refuses("loan_ratified", "2025-01-15", loan="1").field == "loan"
        group.reverse(group.number)
        assert group.facts.loan("1").awaits
