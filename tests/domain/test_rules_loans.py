"""Reading the rules of loans: every word of section 3 of the contract, and what is refused."""

from decimal import Decimal

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.loan_terms import NOT_PENALISED, Late
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.loans import LoanProduct, read_loans

FUNDS = {name: FundRule(name, 0, "kept") for name in ("loan", "health")}
BANDS = [{"up_to": 10_000, "term": 1, "repaid": "at_end"}, {"term": 4, "rate_percent": "2.5"}]


def product(**said: object) -> LoanProduct:
    return read_loans({"x": {"method": "flat", "rate_percent": "5"} | said}, FUNDS)["x"]


def test_what_is_not_said_is_as_it_was_before_there_were_such_rules():
    plain = product()
    assert plain.between_meetings
    assert plain.late == NOT_PENALISED
    assert (plain.step, plain.bands, plain.amount) == (1, (), 0)
    limits = (plain.ceiling, plain.ceiling_amount, plain.ceiling_cash, plain.loans_at_once)
    assert limits == (None,) * 4
    flags = (plain.up_to_date, plain.ratify, plain.non_members, plain.sensitive)
    assert not any(flags)


def test_lateness_costs_an_amount_or_a_percentage():
    assert product(late={"kind": "per_day", "amount": 50, "grace_days": 3}).late == Late(
        kind="per_day", amount=50, grace_days=3
    )
    percent = product(late={"kind": "once", "percent": "10", "of": "principal"}).late
    assert (percent.percent, percent.of) == (Decimal(10), "principal")


def test_the_band_of_an_amount_decides_what_it_names():
    banded = product(term=3, repaid="equal_principal", bands=BANDS)
    small, large = banded.lending(10_000), banded.lending(10_001)
    assert (small.term, small.repaid, small.rate_percent) == (1, "at_end", Decimal(5))
    assert (large.term, large.repaid) == (4, "equal_principal")
    assert large.rate_percent == Decimal("2.5")


def test_an_annuity_is_repaid_in_equal_payments():
    assert product(method="annuity").repaid == "equal_payment"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"method": "fixed"}, "amount"),
        ({"amount": 500}, "amount"),
        ({"method": "annuity", "repaid": "at_end"}, "repaid"),
        ({"instalment_multiple_of": 0}, "instalment_multiple_of"),
        ({"ceiling": "1000"}, "ceiling"),
        ({"ceiling_percent_of_cash": "-1"}, "ceiling_percent_of_cash"),
        ({"guarantors_cover": "yes"}, "guarantors_cover"),
        ({"between_meetings": 1}, "between_meetings"),
        ({"waiting_meetings": -1}, "waiting_meetings"),
        ({"bands": {}}, "bands"),
        ({"bands": [5]}, "band"),
        ({"bands": [{"term": 1}, {"term": 2}]}, "up_to"),
        ({"bands": [{"up_to": 500}]}, "up_to"),
        ({"bands": [{"up_to": 500}, {"up_to": 500}, {}]}, "bands"),
        ({"bands": [{"up_to": 5, "colour": 1}, {}]}, "colour"),
        ({"late": {"kind": "none", "amount": 5}}, "amount"),
        ({"late": {"kind": "once"}}, "late"),
        ({"late": {"kind": "once", "amount": 5, "percent": "1"}}, "late"),
        ({"late": {"kind": "once", "amount": 5, "of": "overdue"}}, "of"),
        ({"late": {"kind": "once", "amount": 0}}, "amount"),
        ({"late": {"kind": "once", "percent": "5", "of": "all"}}, "of"),
        ({"late": {"kind": "once", "amount": 5, "grace_days": -1}}, "grace_days"),
        ({"late": {"kind": "per_week", "amount": 5}}, "kind"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_by_its_field(said, field):
    with pytest.raises(Refusal) as refused:
        product(**said)
    assert refused.value.field.endswith(field)
    assert str(refused.value)
