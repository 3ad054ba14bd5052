"""What a loan costs, when it is due and what is still owed."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.loans import (
    METHODS,
    PARTS,
    RATE_PERIODS,
    REPAYMENTS,
    LoanTerms,
    Owed,
    allocate,
    due_by,
    due_on,
    owed,
    schedule,
)

ISSUED = datetime.date(2026, 3, 5)


def terms(principal=10_000, method="flat", rate="10", term=3, **changes):
    """A loan of 5 March 2026, at so many percent a month."""
    given = {"per": "month", "repaid": "at_end", "issued_on": ISSUED} | changes
    return LoanTerms(
        principal=principal, method=method, rate_percent=Decimal(rate), term=term, **given
    )


def payments(loan):
    return [line.payment for line in schedule(loan)]


def interests(loan):
    return [line.interest for line in schedule(loan)]


def day(text):
    return datetime.date.fromisoformat(text)


def test_twelve_equal_instalments_at_one_percent_flat_are_112_each():
    """savings-groups.md LT-03, from source [88]; the total is derived."""
    loan = terms(1200, "flat", "1", 12, repaid="equal_principal")
    assert payments(loan) == [112] * 12
    assert sum(payments(loan)) == 1344


def test_a_loan_without_interest_is_repaid_in_four_equal_parts():
    """savings-groups.md LT-05, from source [31]: Jigi, near Bamako."""
    loan = terms(10_000, "none", "0", 4, repaid="equal_principal")
    assert payments(loan) == [2500] * 4


@pytest.mark.parametrize(("lent", "repaid"), [(30_000, 33_000), (20_000, 22_000)])
def test_five_percent_a_month_flat_for_two_months(lent, repaid):
    """savings-groups.md LT-07, from source [92]."""
    assert payments(terms(lent, "flat", "5", 2)) == [repaid]


def test_thirty_percent_once_for_two_months():
    """savings-groups.md LT-08, from source [84]."""
    assert payments(terms(600, "once", "30", 2)) == [780]


@pytest.mark.parametrize(
    ("method", "repaid", "interest"),
    [
        ("flat", "at_end", [3000]),
        ("once", "at_end", [1000]),
        ("declining", "equal_principal", [1000, 667, 333]),
    ],
)
def test_ten_percent_for_three_months_is_three_different_sums(method, repaid, interest):
    """savings-groups.md LT-11, derived there from conventions L1, L3 and L4."""
    assert interests(terms(10_000, method, "10", 3, repaid=repaid)) == interest


def test_a_loan_of_mawuli_costs_five_percent_once():
    """cases/mawuli.jsonl, loan P005."""
    assert payments(terms(15_480, "once", "5", 1, per="loan")) == [16_254]


def test_the_last_instalment_absorbs_what_equal_parts_leave():
    loan = terms(10_000, repaid="equal_principal")
    assert [line.principal for line in schedule(loan)] == [3333, 3333, 3334]


def test_instalments_fall_on_the_same_day_of_the_month_or_on_its_last():
    loan = terms(issued_on=day("2026-01-31"), repaid="equal_principal")
    assert [line.due for line in schedule(loan)] == [
        day("2026-02-28"),
        day("2026-03-31"),
        day("2026-04-30"),
    ]


def test_a_term_in_meetings_counts_the_days_between_meetings():
    loan = terms(per="meeting", term=4, meeting_days=14, repaid="equal_principal")
    assert next(line.due for line in schedule(loan)) == day("2026-03-19")
    assert due_on(loan) == day("2026-04-30")


def test_interest_charged_once_is_due_with_the_first_instalment():
    assert interests(terms(method="once", repaid="equal_principal")) == [1000, 0, 0]


def test_a_rate_per_loan_is_charged_once_whatever_the_method():
    assert sum(interests(terms(method="flat", per="loan"))) == 1000


def test_half_a_franc_of_interest_is_rounded_up_at_each_charge():
    assert interests(terms(1010, "flat", "5", 3, repaid="equal_principal")) == [51, 51, 51]


loans = st.builds(
    LoanTerms,
    principal=st.integers(1, 10**9),
    method=st.sampled_from(METHODS),
    rate_percent=st.decimals(0, 49, places=2),
    per=st.sampled_from(RATE_PERIODS),
    term=st.integers(1, 24),
    repaid=st.sampled_from(REPAYMENTS),
    issued_on=st.dates(day("2020-01-01"), day("2030-12-31")),
    meeting_days=st.sampled_from([7, 14, 30]),
    amount=st.integers(0, 5000),
    step=st.sampled_from([1, 5, 25, 500]),
)


@given(loans)
def test_a_schedule_repays_the_principal_and_ends_at_zero(loan):
    lines = schedule(loan)
    assert sum(line.principal for line in lines) == loan.principal
    assert lines[-1].balance == 0
    assert lines[-1].due == due_on(loan)
    assert all(line.payment == line.principal + line.interest for line in lines)


@given(loans)
def test_who_pays_by_the_schedule_owes_just_the_next_line_on_each_day(loan):
    paid = []
    for line in schedule(loan):
        assert owed(loan, paid, line.due).interest == line.interest
        assert due_by(loan, paid, line.due) == line.payment
        paid.append((line.due, line.principal, line.interest))
        assert due_by(loan, paid, line.due) == 0
    assert owed(loan, paid, due_on(loan) + datetime.timedelta(days=400)) == Owed(0, 0)


@given(loans, st.integers(0, 900), st.integers(0, 900))
def test_what_is_owed_never_falls_by_waiting(loan, days, more):
    sooner = loan.issued_on + datetime.timedelta(days=days)
    later = sooner + datetime.timedelta(days=more)
    assert owed(loan, [], sooner).total <= owed(loan, [], later).total


def test_the_first_period_begins_with_the_loan():
    assert owed(terms(), [], ISSUED) == Owed(10_000, 1000)


def test_each_month_begun_costs_its_interest():
    assert owed(terms(), [], day("2026-04-05")).interest == 1000
    assert owed(terms(), [], day("2026-04-06")).interest == 2000


def test_flat_interest_stops_at_the_term():
    assert owed(terms(), [], day("2027-03-05")).interest == 3000


def test_declining_interest_goes_on_after_the_term():
    assert owed(terms(method="declining"), [], day("2026-07-05")).interest == 4000


def test_declining_interest_is_on_the_balance_at_the_start_of_the_period():
    """savings-groups.md L4, from source [15]: 15 %, 400,000 then 200,000 repaid."""
    loan = terms(400_000, "declining", "15")
    half = [(day("2026-04-05"), 200_000, 60_000)]
    assert owed(loan, half, day("2026-05-05")) == Owed(200_000, 30_000)


def test_flat_interest_is_on_what_was_lent_even_after_half_is_repaid():
    half = [(day("2026-04-05"), 5000, 1000)]
    assert owed(terms(), half, day("2026-05-05")) == Owed(5000, 1000)


def test_a_loan_repaid_early_costs_no_more_interest():
    whole = [(day("2026-04-01"), 10_000, 1000)]
    assert owed(terms(), whole, day("2026-06-05")) == Owed(0, 0)


def test_a_repayment_taken_back_is_owed_again():
    back = [(day("2026-04-01"), 10_000, 1000), (day("2026-04-12"), -10_000, -1000)]
    assert owed(terms(), back, day("2026-06-05")) == Owed(10_000, 2000)


def test_a_repayment_of_a_later_day_is_not_yet_counted():
    later = [(day("2026-04-01"), 10_000, 1000)]
    assert owed(terms(), later, day("2026-03-31")) == Owed(10_000, 1000)


def test_the_meetings_held_decide_the_periods_when_they_are_given():
    loan = terms(per="meeting", rate="1", term=12)
    met = [day(f"2026-04-{number:02}") for number in (7, 14, 21, 28)]
    assert owed(loan, [], day("2026-05-05"), met).interest == 500
    assert owed(loan, [], day("2026-05-05"), []).interest == 100
    assert owed(loan, [], day("2026-05-05")).interest == 900


def test_arrears_are_what_the_schedule_asked_for_and_was_not_paid():
    loan = terms(30_000, "flat", "5", 3, repaid="equal_principal")
    some = [(day("2026-04-05"), 6500, 1500)]
    assert due_by(loan, some, day("2026-04-04")) == 0
    assert due_by(loan, some, day("2026-04-05")) == 3500
    assert due_by(loan, some, day("2026-05-05")) == 15_000


def test_arrears_are_never_more_than_is_owed():
    loan = terms(10_000, "declining", "10", 3, repaid="equal_principal")
    most = [(day("2026-03-10"), 9000, 1000)]
    assert due_by(loan, most, day("2026-06-05")) == owed(loan, most, day("2026-06-05")).total


def test_a_repayment_pays_in_the_order_of_the_rules():
    paid = allocate(1500, Owed(10_000, 1000, 200), ["interest", "principal", "penalty"])
    assert (paid.penalty, paid.interest, paid.principal) == (0, 1000, 500)


def test_a_part_the_order_forgets_is_paid_last():
    paid = allocate(1100, Owed(1000, 50, 50), ["principal"])
    assert (paid.penalty, paid.interest, paid.principal) == (50, 50, 1000)


@given(
    st.builds(Owed, st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 10**4)),
    st.permutations(PARTS),
    st.data(),
)
def test_an_allocation_is_the_amount_and_never_exceeds_what_is_owed(debt, order, data):
    if not debt.total:
        return
    amount = data.draw(st.integers(1, debt.total))
    paid = allocate(amount, debt, order)
    assert paid.penalty + paid.interest + paid.principal == amount
    assert all(0 <= getattr(paid, part) <= getattr(debt, part) for part in PARTS)


def test_more_than_is_owed_is_refused_with_what_is_owed():
    """reliability.md 6, case 35."""
    with pytest.raises(Refusal) as refused:
        allocate(1101, Owed(1000, 100))
    assert refused.value.params["owed"] == 1100


def test_a_repayment_of_a_repaid_loan_is_refused():
    """reliability.md 6, case 36."""
    with pytest.raises(Refusal) as refused:
        allocate(100, Owed(0, 0))
    assert "Choose another loan" in refused.value.sentence


def test_a_rate_of_zero_is_allowed():
    """reliability.md 6, case 31."""
    assert payments(terms(rate="0")) == [10_000]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rate": "-1"}, "rate_percent"),
        ({"term": 0}, "term"),
        ({"principal": 0}, "principal"),
        ({"method": "compound"}, "method"),
        ({"per": "year"}, "per"),
        ({"repaid": "never"}, "repaid"),
    ],
)
def test_terms_that_make_no_sense_are_refused_by_field(change, field):
    """reliability.md 6, cases 32 and 37, and names that are not known."""
    with pytest.raises(Refusal) as refused:
        terms(**change)
    assert refused.value.field == field
    assert str(refused.value)
