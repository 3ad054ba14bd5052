"""The kinds of loan a group gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.reading import Reader, refuse_choice

LOAN_METHODS = ("flat", "declining", "once", "none")
LOAN_PERIODS = ("month", "meeting", "loan")
REPAYMENTS = ("at_end", "equal_principal", "free")
ALLOCATION = ("penalty", "interest", "principal")


@dataclass(frozen=True, slots=True)
class LoanProduct:
    """One kind of loan. `ceiling` is a multiple of the borrower's savings, None for no limit."""

    name: str
    fund: str
    method: str
    rate_percent: Decimal
    per: str
    term: int
    repaid: str
    ceiling: Decimal | None
    guarantors: int
    allocation: tuple[str, ...]


def read_loans(raw: Mapping[str, Any], funds: Mapping[str, FundRule]) -> Mapping[str, LoanProduct]:
    """The kinds of loan by name; each is lent from one of the funds."""
    return {name: _loan(name, Reader(raw, "rules.loans").part(name), funds) for name in raw}


def _loan(name: str, read: Reader, funds: Mapping[str, FundRule]) -> LoanProduct:
    read.refuse_unknown(
        "fund",
        "method",
        "rate_percent",
        "per",
        "term",
        "repaid",
        "ceiling_times_savings",
        "guarantors",
        "late",
        "allocation",
    )
    read.part("late", default={"kind": "none"}).choice("kind", ("none",))
    ceiling = read.values.get("ceiling_times_savings")
    return LoanProduct(
        name=name,
        fund=read.choice("fund", funds, next(iter(funds))),
        method=read.choice("method", LOAN_METHODS),
        rate_percent=read.decimal("rate_percent", "0"),
        per=read.choice("per", LOAN_PERIODS, "month"),
        term=read.count("term", 1, least=1),
        repaid=read.choice("repaid", REPAYMENTS, "at_end"),
        ceiling=None if ceiling is None else read.decimal("ceiling_times_savings", "0"),
        guarantors=read.count("guarantors", 0),
        allocation=_order(read),
    )


def _order(read: Reader) -> tuple[str, ...]:
    order = read.words("allocation", ALLOCATION)
    if sorted(order) != sorted(ALLOCATION):
        refuse_choice(f"{read.path}.allocation", ", ".join(order), ALLOCATION)
    return order
