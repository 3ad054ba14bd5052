"""What holds for every loan, whatever its terms and however it is paid."""

import datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain.loan_terms import (
    CHANGES,
    LATE_BASES,
    METHODS,
    RATE_PERIODS,
    REPAYMENTS,
    Change,
    Late,
    LoanTerms,
)
from coop_ledger.domain.loans import allocate, due_by, in_force, owed, penalty_charged, schedule
from coop_ledger.domain.money import rounded_half_up

ISSUED = datetime.date(2026, 3, 5)
FEW = settings(max_examples=35)

RATES = st.decimals(0, 49, places=1)


def after(days):
    return ISSUED + datetime.timedelta(days=days)


lateness = st.builds(
    Late,
    kind=st.sampled_from(("none", "once", "per_period", "per_day")),
    amount=st.sampled_from((0, 5, 500)),
    percent=st.sampled_from((Decimal(0), Decimal("0.5"), Decimal(10))),
    of=st.sampled_from(LATE_BASES),
    grace_days=st.sampled_from((0, 0, 3)),
)
decisions = st.lists(
    st.builds(
        Change,
        on=st.integers(20, 200).map(after),
        kind=st.sampled_from(CHANGES),
        term=st.integers(1, 6),
        repaid=st.sampled_from(REPAYMENTS),
        rate_percent=RATES,
        amount=st.integers(0, 500),
        due=st.none() | st.integers(210, 400).map(after),
    ),
    max_size=2,
    unique_by=lambda change: change.on,
).map(lambda changes: tuple(sorted(changes, key=lambda change: change.on)))
loans = st.builds(
    LoanTerms,
    principal=st.integers(1, 10**6),
    method=st.sampled_from(METHODS),
    rate_percent=RATES,
    per=st.sampled_from(RATE_PERIODS),
    term=st.integers(1, 8),
    repaid=st.sampled_from(REPAYMENTS),
    issued_on=st.just(ISSUED),
    amount=st.integers(0, 500),
    step=st.sampled_from((1, 5, 100)),
    late=lateness,
    changes=decisions,
)
moments = st.lists(st.tuples(st.integers(0, 300), st.integers(1, 100)), max_size=3)


def paid_by(loan, said):
    """Repayments as they would be recorded: a part of what is owed on each day, in order."""
    paid, penalties = [], 0
    for days, percent in sorted(said):
        due = owed(loan, paid, after(days), penalties_paid=penalties)
        amount = due.total * percent // 100
        if amount:
            parts = allocate(amount, due)
            paid.append((after(days), parts.principal, parts.interest))
            penalties += parts.penalty
    return paid, penalties


@FEW
@given(loans, moments, st.integers(0, 500))
def test_nothing_is_negative_and_a_schedule_adds_up(loan, said, days):
    paid, penalties = paid_by(loan, said)
    due = owed(loan, paid, after(days), penalties_paid=penalties)
    assert min(due.principal, due.interest, due.penalty, due_by(loan, paid, after(days))) >= 0
    now = in_force(loan, paid, after(days))
    lines = schedule(now)
    assert sum(line.principal for line in lines) == now.principal
    assert all(min(line.principal, line.interest, line.balance) >= 0 for line in lines)
    assert lines[-1].balance == 0


@FEW
@given(loans, moments, st.integers(300, 500), st.integers(1, 400))
def test_paying_what_is_owed_on_any_day_closes_the_loan(loan, said, days, later):
    paid, penalties = paid_by(loan, said)
    due = owed(loan, paid, after(days), penalties_paid=penalties)
    paid = [*paid, (after(days), due.principal, due.interest)]
    assert not owed(loan, paid, after(days + later), penalties_paid=penalties + due.penalty).total


@FEW
@given(loans, moments, st.integers(0, 300), st.integers(0, 400))
def test_a_penalty_never_grows_by_paying(loan, said, days, later):
    paid, _penalties = paid_by(loan, said)
    due = owed(loan, [p for p in paid if p[0] <= after(days)], after(days))
    more = [*paid, (after(days), due.principal // 2, due.interest)]
    on = after(days + later)
    if owed(loan, more, on).principal >= 0:
        assert penalty_charged(loan, more, on) <= penalty_charged(loan, paid, on)


plain = st.builds(
    LoanTerms,
    principal=st.integers(1, 10**6),
    method=st.sampled_from(("flat", "declining", "once", "none")),
    rate_percent=RATES,
    per=st.sampled_from(RATE_PERIODS),
    term=st.integers(1, 8),
    repaid=st.sampled_from(("at_end", "equal_principal", "free")),
    issued_on=st.just(ISSUED),
)


@FEW
@given(plain)
def test_the_first_four_methods_cost_what_they_always_did(loan):
    """The schedule as it was reckoned before there were other methods."""

    def charge(amount):
        if loan.method == "none":
            return 0
        return rounded_half_up(amount * Fraction(loan.rate_percent) / 100)

    parts = [loan.principal]
    if loan.repaid == "equal_principal":
        each = loan.principal // loan.term
        parts = [each] * (loan.term - 1) + [loan.principal - each * (loan.term - 1)]
    whole = charge(loan.principal)
    if loan.method == "once" or loan.per == "loan":
        interest = [whole] + [0] * (len(parts) - 1)
    elif len(parts) == 1:
        interest = [whole * loan.term]
    elif loan.method == "flat":
        interest = [whole] * loan.term
    else:
        interest = [charge(loan.principal - sum(parts[:n])) for n in range(loan.term)]
    lines = schedule(loan)
    assert [line.principal for line in lines] == parts
    assert [line.interest for line in lines] == interest
