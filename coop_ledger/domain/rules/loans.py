"""The kinds of loan a group gives: what each costs, who may have it, what lateness costs."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.loan_terms import (
    LATE_BASES,
    LATE_KINDS,
    METHODS,
    NOT_PENALISED,
    PARTS,
    RATE_PERIODS,
    REPAYMENTS,
    Late,
)
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.reading import Reader, refuse_choice
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True)
class Band:
    """What differs for loans up to an amount, None for those above; None keeps the product's."""

    up_to: int | None
    term: int | None
    repaid: str | None
    rate_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class LoanProduct:
    """One kind of loan; None is no limit.

    `ceiling` is a multiple of the borrower's savings, `ceiling_amount` in francs,
    `ceiling_cash` in percent of the fund's money. `amount` is the interest of the method
    `fixed`, in francs; `step` what instalments are a multiple of. `last_days` counts from the
    planned share-out back, `waiting_meetings` from the day a member joined.
    """

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
    amount: int = 0
    step: int = 1
    bands: tuple[Band, ...] = ()
    late: Late = NOT_PENALISED
    ceiling_amount: int | None = None
    ceiling_cash: Decimal | None = None
    guarantor_loans_max: int | None = None
    guarantors_cover: bool = False
    first_meeting: int = 0
    last_days: int = 0
    loans_at_once: int | None = None
    waiting_meetings: int = 0
    up_to_date: bool = False
    between_meetings: bool = True
    ratify: bool = False
    non_members: bool = False
    sensitive: bool = False

    def lending(self, principal: int) -> "LoanProduct":
        """Return what this product is for an amount: the band it falls in decides."""
        band = next((b for b in self.bands if b.up_to is None or principal <= b.up_to), None)
        if band is None:
            return self
        return dataclasses.replace(
            self,
            term=self.term if band.term is None else band.term,
            repaid=band.repaid or self.repaid,
            rate_percent=self.rate_percent if band.rate_percent is None else band.rate_percent,
        )


def read_loans(raw: Mapping[str, Any], funds: Mapping[str, FundRule]) -> Mapping[str, LoanProduct]:
    """The kinds of loan by name; each is lent from one of the funds."""
    return {name: _loan(name, Reader(raw, "rules.loans").part(name), funds) for name in raw}


_KNOWN = (
    "fund",
    "method",
    "rate_percent",
    "amount",
    "per",
    "term",
    "repaid",
    "instalment_multiple_of",
    "bands",
    "ceiling_times_savings",
    "ceiling",
    "ceiling_percent_of_cash",
    "guarantors",
    "guarantor_loans_max",
    "guarantors_cover",
    "first_meeting",
    "last_days",
    "loans_at_once",
    "waiting_meetings",
    "up_to_date",
    "between_meetings",
    "ratify",
    "non_members",
    "sensitive",
    "late",
    "allocation",
)


def _loan(name: str, read: Reader, funds: Mapping[str, FundRule]) -> LoanProduct:
    read.refuse_unknown(*_KNOWN)
    method = read.choice("method", METHODS)
    fixed = method == "fixed"
    if not fixed and "amount" in read.values:
        _refuse_pair(f"{read.path}.amount", read.values["amount"], "method", "fixed")
    return LoanProduct(
        name=name,
        fund=read.choice("fund", funds, next(iter(funds))),
        method=method,
        rate_percent=read.decimal("rate_percent", "0"),
        per=read.choice("per", RATE_PERIODS, "month"),
        term=read.count("term", 1, least=1),
        repaid=_repaid(read, method),
        ceiling=_decimal_or_none(read, "ceiling_times_savings"),
        guarantors=read.count("guarantors", 0),
        allocation=_order(read),
        amount=read.count("amount", 0, least=1) if fixed else 0,
        step=read.count("instalment_multiple_of", 1, least=1),
        bands=_bands(read, method),
        late=_late(read),
        ceiling_amount=read.limit("ceiling"),
        ceiling_cash=_decimal_or_none(read, "ceiling_percent_of_cash"),
        guarantor_loans_max=read.limit("guarantor_loans_max"),
        guarantors_cover=read.flag("guarantors_cover"),
        first_meeting=read.count("first_meeting", 0),
        last_days=read.count("last_days", 0),
        loans_at_once=read.limit("loans_at_once"),
        waiting_meetings=read.count("waiting_meetings", 0),
        up_to_date=read.flag("up_to_date"),
        between_meetings="between_meetings" not in read.values or read.flag("between_meetings"),
        ratify=read.flag("ratify"),
        non_members=read.flag("non_members"),
        sensitive=read.flag("sensitive"),
    )


def _decimal_or_none(read: Reader, name: str) -> Decimal | None:
    return None if read.values.get(name) is None else read.decimal(name, "0")


def _repaid(read: Reader, method: str) -> str:
    """How it is paid back; equal payments and the annuity are the same thing said twice."""
    if method == "annuity":
        return read.choice("repaid", ("equal_payment",), "equal_payment")
    return read.choice("repaid", REPAYMENTS, "at_end")


def _bands(read: Reader, method: str) -> tuple[Band, ...]:
    rows = read.values.get("bands", [])
    path = f"{read.path}.bands"
    if not isinstance(rows, list | tuple):
        refuse_choice(path, rows, ("[…]",))
    bands = tuple(
        _band(Reader({"band": row}, f"{path}[{n}]").part("band"), method, last=n == len(rows))
        for n, row in enumerate(rows, start=1)
    )
    limits = [band.up_to for band in bands if band.up_to is not None]
    if limits != sorted(set(limits)):
        raise Refusal(
            N_("{field}: each band must reach higher than the one before ({value})."),
            field=path,
            value=", ".join(map(str, limits)),
        )
    return bands


def _band(read: Reader, method: str, *, last: bool) -> Band:
    read.refuse_unknown("up_to", "term", "repaid", "rate_percent")
    if last and "up_to" in read.values:
        raise Refusal(
            N_("{field} is {value}: the last band has no limit, leave up_to out."),
            field=f"{read.path}.up_to",
            value=read.values["up_to"],
        )
    given = read.values
    return Band(
        up_to=None if last else read.count("up_to", 0, least=1),
        term=read.count("term", 1, least=1) if "term" in given else None,
        repaid=_repaid(read, method) if "repaid" in given else None,
        rate_percent=_decimal_or_none(read, "rate_percent"),
    )


def _late(read: Reader) -> Late:
    late = read.part("late", default={"kind": "none"})
    late.refuse_unknown("kind", "amount", "percent", "of", "grace_days")
    kind = late.choice("kind", LATE_KINDS)
    if kind == "none":
        late.refuse_unknown("kind")
        return NOT_PENALISED
    if ("amount" in late.values) == ("percent" in late.values):
        raise Refusal(
            N_("{field} says what lateness costs: give either amount (francs) or percent."),
            field=late.path,
        )
    if "amount" in late.values and "of" in late.values:
        _refuse_pair(f"{late.path}.of", late.values["of"], "late", "percent")
    return Late(
        kind=kind,
        amount=late.count("amount", 0, least=1) if "amount" in late.values else 0,
        percent=late.decimal("percent", "0"),
        of=late.choice("of", LATE_BASES, "overdue"),
        grace_days=late.count("grace_days", 0),
    )


def _refuse_pair(field: str, value: object, other: str, wanted: str) -> None:
    raise Refusal(
        N_("{field} is {value}: it goes with {other} {wanted} only. Leave it out."),
        field=field,
        value=value,
        other=other,
        wanted=wanted,
    )


def _order(read: Reader) -> tuple[str, ...]:
    order = read.words("allocation", PARTS)
    if sorted(order) != sorted(PARTS):
        refuse_choice(f"{read.path}.allocation", ", ".join(order), PARTS)
    return order
