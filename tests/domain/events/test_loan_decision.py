"""More time, a new debt, a loss, what comes back: each is a decision, and each is undone."""

import datetime

from coop_ledger.domain.lending import owed
from tests.domain.events.test_loan import DAY, MONTH, TWO, lend, lender, owes, pay
from tests.domain.log import Group

LATE = "2025-04-20"


def lent(**product: object) -> Group:
    group = lender(**product)
    lend(group)
    return group


def decided_and_undone(group: Group, event: str, date: str = LATE, **fields: object) -> None:
    """Say a decision, and that its reversal leaves everything as it was."""
    before = group.state()
    group.say(event, date, **fields)
    group.reverse(group.number)
    assert group.state() == before
    group.say(event, date, **fields)


class TestRescheduled:
    def test_gives_more_time_from_its_day_and_changes_nothing_before(self):
        group = lent()
        decided_and_undone(group, "loan_rescheduled", loan="1", term=2, minute="14", reason="x")
        assert group.facts.loan("1").due.isoformat() == "2025-06-20"
        assert owes(group, "2025-04-19") == (10_000, 3000)
        assert owes(group, LATE) == (10_000, 4000)
        assert owes(group, "2025-06-21") == (10_000, 5000)

    def test_at_no_further_price_when_the_assembly_says_so(self):
        group = lent()
        group.say("loan_rescheduled", LATE, loan="1", due="2025-08-01", rate_percent="0")
        assert owes(group, "2025-12-01") == (10_000, 3000)
        assert group.facts.loan("1").due.isoformat() == "2025-08-01"

    def test_what_was_charged_once_is_not_charged_again(self):
        group = lent(method="once")
        group.say("loan_rescheduled", LATE, loan="1", term=4)
        assert owes(group, "2025-12-01") == (10_000, 1000)

    def test_is_not_said_twice_on_a_day_nor_of_a_loan_that_is_repaid(self):
        group = lent()
        group.say("loan_rescheduled", LATE, loan="1", term=1)
        assert group.refuses("loan_rescheduled", LATE, loan="1", term=2).field == "date"
        pay(group, 14_000, LATE)
        assert group.refuses("loan_rescheduled", "2025-05-01", loan="1").field == "loan"

    def test_takes_a_term_or_a_day_after_it_not_both(self):
        group = lent()
        both = {"loan": "1", "term": 2, "due": "2025-09-01"}
        assert group.refuses("loan_rescheduled", LATE, **both).field == "due"
        assert group.refuses("loan_rescheduled", LATE, loan="1", due=LATE).field == "due"
        assert group.refuses("loan_rescheduled", "2025-01-01", loan="1", term=2).field == "date"

    def test_rests_on_the_loan_which_cannot_be_undone_before_it(self):
        group = lent()
        issued = group.number
        group.say("loan_rescheduled", LATE, loan="1", term=1)
        assert group.refuses("event_reversed", LATE, reverses=issued, reason="x").field


class TestRolledOver:
    def test_makes_a_new_debt_of_what_is_left_with_its_interest(self):
        """savings-groups.md 1.9, source [29]: 10,000 and 3,000 of interest bear 10 %."""
        group = lent()
        decided_and_undone(group, "loan_rolled_over", loan="1", term=1)
        assert owes(group, LATE) == (10_000, 4300)
        assert group.facts.total("771") == 0

    def test_charges_once_again_what_is_charged_once(self):
        group = lent(method="once")
        group.say("loan_rolled_over", LATE, loan="1", term=1)
        assert owes(group, LATE) == (10_000, 1000 + 1100)


class TestWrittenOff:
    def test_is_a_loss_of_what_is_left_of_the_principal(self):
        group = lent()
        pay(group, 4000, MONTH)
        decided_and_undone(group, "loan_written_off", loan="1", minute="14", reason="partie")
        done = group.log.said[-1].outcome
        assert group.postings(done) == [("651 loan 1 1", "+7000"), ("271 loan 1 1", "-7000")]
        assert group.facts.open_loans() == []
        assert owes(group, LATE) == (0, 0)
        assert owes(group, "2025-04-19") == (7000, 2000)
        loan = group.facts.loan("1")
        assert (loan.lost_principal, loan.lost_interest) == (7000, 2000)

    def test_in_part_leaves_the_rest_to_pay(self):
        group = lent()
        group.say("loan_written_off", LATE, loan="1", amount=4000)
        assert owes(group, LATE) == (6000, 3000)
        assert group.refuses("loan_written_off", LATE, loan="1", amount=6001).field == "amount"
        pay(group, 9000, LATE)
        assert group.facts.open_loans() == []

    def test_what_comes_in_is_no_repayment(self):
        group = lent()
        group.say("loan_written_off", LATE, loan="1")
        assert group.refuses("loan_repaid", LATE, loan="1", amount=1).params["day"]
        assert group.refuses("loan_written_off", LATE, loan="1").field == "loan"

    def test_lessens_what_is_shared(self):
        group = lent()
        for member in "123":
            group.say("shares_bought", DAY, member=member, shares=1)
        group.say("loan_written_off", LATE, loan="1")
        done = group.say("share_out_decided", "2025-12-31", cycle="2025", approved_by=["1"])
        paid = [-p.amount for e in done.entries for p in e.postings if p.account.code == "571"]
        assert sum(paid) <= 1_000_000 - 10_000 + 3 * 200


class TestShareOut:
    def test_nets_what_lateness_cost_and_leaves_nothing_owed(self):
        group = lent(late={"kind": "per_day", "amount": 1})
        for member in "123":
            group.say("shares_bought", DAY, member=member, shares=5)
        due = group.facts.loan("1")
        on = datetime.date(2025, 12, 31)
        charged = owed(group.facts, due, on).penalty
        assert charged > 0
        group.say("share_out_decided", "2025-12-31", cycle="2025", approved_by=["1"])
        assert owed(group.facts, due, on).total == 0
        assert group.facts.total("7581") == -charged


class TestRecovered:
    def test_is_an_income_up_to_all_that_was_lost(self):
        group = lent()
        group.say("loan_written_off", LATE, loan="1")
        decided_and_undone(group, "loan_recovered", "2025-05-01", loan="1", amount=5000)
        done = group.log.said[-1].outcome
        assert group.postings(done) == [("571 loan box", "+5000"), ("7584 loan 1 1", "-5000")]
        assert done.receipts == ("1",)
        rest = group.refuses("loan_recovered", "2025-05-02", loan="1", amount=8001)
        assert rest.params["left"] == 8000
        group.say("loan_recovered", "2025-05-02", loan="1", amount=8000)

    def test_only_of_a_loan_that_was_written_off(self):
        assert lent().refuses("loan_recovered", LATE, loan="1", amount=1).field == "loan"


class TestBankLoans:
    def borrowed(self) -> Group:
        group = lender()
        said = {"loan": "B1", "lender": "Kafo Jiginew", "principal": 300_000, "term": 3}
        decided_and_undone(group, "bank_loan_received", DAY, **said, rate_percent="2", place="bank")
        return group

    def test_bring_money_in_and_are_owed(self):
        group = self.borrowed()
        assert group.postings(group.log.said[-1].outcome) == [
            ("521 loan bank", "+300000"),
            ("182 loan B1", "-300000"),
        ]
        assert group.facts.record("bank_loan", "B1").due == datetime.date(2025, 4, 8)

    def test_are_repaid_with_interest_and_fees_that_are_expenses(self):
        group = self.borrowed()
        paid = {"loan": "B1", "principal": 100_000, "interest": 6000, "fees": 500, "place": "bank"}
        decided_and_undone(group, "bank_loan_repaid", MONTH, **paid)
        assert group.postings(group.log.said[-1].outcome) == [
            ("182 loan B1", "+100000"),
            ("671 loan B1", "+6000"),
            ("631 loan B1", "+500"),
            ("521 loan bank", "-106500"),
        ]

    def test_are_never_repaid_beyond_what_was_borrowed_nor_with_nothing(self):
        group = self.borrowed()
        much = group.refuses("bank_loan_repaid", MONTH, loan="B1", principal=300_001)
        assert much.params["left"] == 300_000
        assert group.refuses("bank_loan_repaid", MONTH, loan="B1").field == "principal"
        assert group.refuses("bank_loan_repaid", MONTH, loan="B2", interest=1).field == "loan"

    def test_cannot_be_undone_while_repayments_stand(self):
        group = self.borrowed()
        received = group.number
        group.say("bank_loan_repaid", MONTH, loan="B1", principal=1000, place="bank")
        assert group.refuses("event_reversed", TWO, reverses=received, reason="x").params["name"]
