"""Every convention of savings-groups.md 3.1, by its published figures."""

import datetime
from decimal import Decimal

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.loan_schedule import yearly_percent
from coop_ledger.domain.loan_terms import Change, Late, LoanTerms
from coop_ledger.domain.loans import Owed, due_by, in_force, owed, penalty_charged, schedule

ISSUED = datetime.date(2026, 3, 5)


def day(text):
    return datetime.date.fromisoformat(text)


def terms(principal=10_000, method="flat", rate="10", term=3, **changes):
    given = {"per": "month", "repaid": "at_end", "issued_on": ISSUED} | changes
    return LoanTerms(
        principal=principal, method=method, rate_percent=Decimal(rate), term=term, **given
    )


def payments(loan):
    return [line.payment for line in schedule(loan)]


def interests(loan):
    return [line.interest for line in schedule(loan)]


def test_l1_interest_each_month_and_the_principal_at_the_end():
    """L1, source [88]: 400,000 riel for four months, 16,000 (4 %) each month."""
    loan = terms(400_000, "flat", "4", 4, repaid="principal_at_end")
    assert payments(loan) == [16_000, 16_000, 16_000, 416_000]


def test_l2_equal_instalments_of_a_flat_loan():
    """L2, source [88]: 1,200 over twelve months at 1 % is 112 a month."""
    assert payments(terms(1200, "flat", "1", 12, repaid="equal_payment")) == [112] * 12


@pytest.mark.parametrize(("lent", "rate", "fee"), [(2000, "10", 200), (10_000, "10", 1000)])
def test_l3_a_fee_once(lent, rate, fee):
    """L3, sources [14] and [5]: 10 % of 2,000; 10 % over the three months."""
    assert interests(terms(lent, "once", rate, 3)) == [fee]


def test_l4_five_percent_on_the_balance_paid_in_unequal_parts():
    """L4, source [89]: 20 % of the loan, 20 %, then the rest."""
    loan = terms(100_000, "declining", "5", 3, repaid="free")
    paid = [(day("2026-04-05"), 20_000, 5000), (day("2026-05-05"), 20_000, 4000)]
    assert owed(loan, paid[:1], day("2026-05-05")).interest == 4000
    assert owed(loan, paid, day("2026-06-05")) == Owed(60_000, 3000)


def test_l5_what_is_not_paid_and_its_interest_are_the_new_debt():
    """L5 and 1.9, source [29]: every period the unpaid balance bears interest whole."""
    loan = terms(10_000, "rollover", "10", 1)
    assert owed(loan, [], day("2026-04-05")).total == 11_000
    assert owed(loan, [], day("2026-05-05")).total == 12_100
    some = [(day("2026-04-05"), 0, 600)]
    assert owed(loan, some, day("2026-05-05")).total == 10_400 + 1040


def test_l6_compound_interest_by_session():
    """L6, source [23]: P x ((1 + r)^n - 1); half francs go up where Siak cuts them."""
    loan = terms(10_000, "rollover", "10", 3, per="meeting")
    assert interests(loan) == [3310]
    met = [day("2026-03-12"), day("2026-03-19"), day("2026-03-26")]
    assert owed(loan, [], day("2026-03-26"), met).interest == 3310
    assert owed(loan, [], day("2026-03-27"), met).interest == 4641


def test_lt_12_eight_percent_kept_back_when_it_is_paid_out():
    """LT-12, source [90] and derived: 92,000 handed over, 100,000 due in three months."""
    loan = terms(100_000, "upfront", "8", 3)
    assert loan.principal - loan.kept_back == 92_000
    assert payments(loan) == [100_000]
    assert owed(loan, [], day("2026-06-05")) == Owed(100_000, 0)


def test_l8_half_an_annuity_later_524_79_of_1000_are_due():
    """L8, source [91]: 524.79 after six months of twelve; 524.77 at 20 % a year (derived).

    In hundredths here, so that whole francs show the published decimals.
    """
    loan = terms(100_000, "annuity", "1.6666666667", 12, repaid="equal_payment")
    lines = schedule(loan)
    assert {line.payment for line in lines[:-1]} == {9263}
    assert abs(lines[5].balance - 52_477) <= 5
    assert abs(lines[5].balance - 52_479) <= 10
    assert abs(lines[-1].payment - 9263) <= 12


def test_l9_a_health_loan_has_no_interest():
    """L9 and LT-05, sources [19] and [31]: 10,000 F in four times 2,500 F."""
    assert payments(terms(10_000, "none", "0", 4, repaid="equal_payment")) == [2500] * 4


def test_l10_a_fixed_amount_each_period_or_once():
    """L10, source [23]: Siak's "montant fixe"."""
    each = terms(10_000, "fixed", "0", 3, amount=250, repaid="equal_principal")
    assert interests(each) == [250, 250, 250]
    assert owed(each, [], day("2027-01-01")).interest == 750
    assert interests(terms(10_000, "fixed", "0", 3, amount=250, per="loan")) == [250]


def test_lt_02_five_days_late_at_5000_a_day():
    """LT-02, source [15]: due 5 March, paid 10 March: 25,000 besides the interest."""
    late = Late(kind="per_day", amount=5000)
    loan = terms(400_000, "once", "15", 1, issued_on=day("2026-02-05"), late=late)
    assert owed(loan, [], day("2026-03-05")).penalty == 0
    assert owed(loan, [], day("2026-03-10")) == Owed(400_000, 60_000, 25_000)


def test_lt_09_unpaid_interest_doubles_the_next_week():
    """LT-09, source [14]: 2,000 becomes 2,200, and a week later the interest is doubled."""
    late = Late(kind="per_period", percent=Decimal(10), of="principal")
    loan = terms(2000, "once", "10", 1, per="meeting", late=late)
    assert owed(loan, [], day("2026-03-12")).total == 2200
    assert owed(loan, [], day("2026-03-19")).total == 2400
    assert owed(loan, [], day("2026-03-26")).total == 2600


def test_a_penalty_charged_once_is_never_charged_again():
    """Section 1.9, source [8]: a single fine on what is outstanding."""
    late = Late(kind="once", percent=Decimal(5), of="principal")
    loan = terms(10_000, "once", "10", 2, late=late)
    assert owed(loan, [], day("2026-05-05")).penalty == 0
    assert owed(loan, [], day("2026-05-06")).penalty == 500
    assert owed(loan, [], day("2027-05-06")).penalty == 500


def test_days_of_grace_cost_nothing_and_are_not_charged_afterwards():
    loan = terms(10_000, "none", "0", 1, late=Late(kind="per_day", amount=100, grace_days=3))
    assert penalty_charged(loan, [], day("2026-04-08")) == 0
    assert penalty_charged(loan, [], day("2026-04-10")) == 200


def test_what_is_paid_on_time_makes_the_penalty_less():
    late = Late(kind="per_day", percent=Decimal(1))
    loan = terms(9000, "none", "0", 3, repaid="equal_principal", late=late)
    half = [(day("2026-04-05"), 2000, 0), (day("2026-04-10"), 1000, 0)]
    # 1,000 late for the five days up to the 10th, and nothing after it.
    assert penalty_charged(loan, half, day("2026-05-05")) == 50
    assert penalty_charged(loan, [], day("2026-04-10")) == 150


def test_a_penalty_that_was_paid_is_owed_no_more():
    loan = terms(10_000, "none", "0", 1, late=Late(kind="per_day", amount=100))
    assert owed(loan, [], day("2026-04-10"), penalties_paid=300).penalty == 200


def test_instalments_cut_to_a_coin_leave_the_rest_to_the_last():
    loan = terms(10_000, "flat", "5", 3, repaid="equal_principal", step=25)
    assert payments(loan) == [3825, 3825, 3850]
    assert sum(line.principal for line in schedule(loan)) == 10_000


def test_a_term_of_one_is_the_same_however_it_is_repaid():
    ways = ("at_end", "equal_principal", "equal_payment", "principal_at_end", "free")
    assert {tuple(payments(terms(term=1, repaid=way))) for way in ways} == {(11_000,)}


def test_all_of_a_loan_kept_back_is_no_loan():
    with pytest.raises(Refusal) as refused:
        terms(100, "upfront", "100", 1)
    assert refused.value.field == "rate_percent"


@pytest.mark.parametrize(
    ("loan", "yearly"),
    [
        # 3,000 F on 10,000 F held for 92 days.
        (terms(10_000, "flat", "10", 3), 119),
        # 8,000 F on the 92,000 F that she held for 92 days.
        (terms(100_000, "upfront", "8", 3), 34),
        (terms(10_000, "none", "0", 3), 0),
        # One percent a month of what is left is twelve a year, however it is repaid.
        (terms(120_000, "annuity", "1", 12, repaid="equal_payment"), 12),
    ],
)
def test_what_it_costs_for_a_year_is_told_for_information(loan, yearly):
    """savings-groups.md 3.3: the annualised rate is displayed only as information."""
    assert round(yearly_percent(loan)) == yearly


class TestDecisions:
    """What an assembly decides about a loan that goes on."""

    def loan(self, kind="rescheduled", on="2026-06-10", **change):
        decided = {"term": 2, "repaid": "at_end", "rate_percent": Decimal(10)} | change
        return terms(10_000, changes=(Change(on=day(on), kind=kind, **decided),))

    def test_the_days_before_keep_the_old_schedule(self):
        assert owed(self.loan(), [], day("2026-06-09")) == owed(terms(), [], day("2026-06-09"))
        assert due_by(self.loan(), [], day("2026-06-09")) == 13_000

    def test_more_time_carries_the_interest_owed_without_interest_on_it(self):
        loan = self.loan()
        assert due_by(loan, [], day("2026-06-10")) == 0
        assert owed(loan, [], day("2026-06-10")) == Owed(10_000, 3000 + 1000)
        assert owed(loan, [], day("2026-08-10")) == Owed(10_000, 3000 + 2000)
        assert payments(in_force(loan, [], day("2026-06-10"))) == [15_000]

    def test_rolled_over_the_interest_owed_bears_interest(self):
        loan = self.loan("rolled_over")
        assert owed(loan, [], day("2026-06-10")) == Owed(10_000, 3000 + 1300)
        assert payments(in_force(loan, [], day("2026-06-10"))) == [10_000 + 3000 + 2600]

    def test_what_is_paid_before_the_decision_is_not_rescheduled(self):
        paid = [(day("2026-06-05"), 4000, 3000)]
        assert owed(self.loan(), paid, day("2026-06-10")) == Owed(6000, 600)

    def test_a_repayment_reversed_later_is_in_the_new_terms_too(self):
        back = [(day("2026-06-05"), 4000, 3000), (day("2026-06-05"), -4000, -3000)]
        assert owed(self.loan(), back, day("2026-06-10")) == owed(
            self.loan(), [], day("2026-06-10")
        )

    def test_penalties_of_before_stay_owed_and_stop(self):
        late = Late(kind="per_day", amount=10)
        change = Change(
            on=day("2026-06-10"),
            kind="rescheduled",
            term=2,
            repaid="at_end",
            rate_percent=Decimal(0),
        )
        loan = terms(10_000, late=late, changes=(change,))
        assert [owed(loan, [], day(on)).penalty for on in ("2026-06-10", "2026-08-10")] == [50, 50]
        assert owed(loan, [], day("2026-08-12")).penalty == 70

    def test_a_day_may_be_given_instead_of_a_term(self):
        loan = self.loan(due=day("2026-07-01"), term=1)
        assert [line.due for line in schedule(in_force(loan, [], day("2026-06-10")))] == [
            day("2026-07-01")
        ]
