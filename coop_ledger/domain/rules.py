"""The rules of a group: what its members voted, as frozen values.

A `rules_set` replaces each part it names whole; parts it does not name keep
what they were, at first the preset's. Figures are computed by the rules of
their day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.share_out import Rounding
from coop_ledger.i18n import N_

LOAN_METHODS = ("flat", "declining", "once", "none")
LOAN_PERIODS = ("month", "meeting", "loan")
REPAYMENTS = ("at_end", "equal_principal", "free")
SHARE_OUT_METHODS = (
    "share_value",
    "savings_and_profit",
    "equal_profit",
    "own_interest",
    "equal",
    "time_weighted",
)
FUND_SHARE_OUTS = ("proportional", "equal", "kept")
ALLOCATION = ("penalty", "interest", "principal")
DEDUCTIONS = ("loans", "fines")


@dataclass(frozen=True, slots=True)
class SavingRule:
    """How members save: by shares of a price, or by amounts.

    `price` is francs a share; `minimum` and `maximum` are shares (or francs)
    one carnet may bring in a meeting, None for no limit; `equal` says that all bring
    the minimum, neither less nor more.
    """

    unit: str
    price: int
    minimum: int
    maximum: int | None
    multiple_of: int
    equal: bool


@dataclass(frozen=True, slots=True)
class FundRule:
    """One fund: what a member brings each meeting, and what becomes of it at share-out."""

    name: str
    contribution: int
    share_out: str


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


@dataclass(frozen=True, slots=True)
class ShareOutRule:
    """How the cycle's money is shared out."""

    method: str
    rounding: Rounding
    remainder: str
    deduct: frozenset[str]
    seed: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All the rules in force on one day; `raw` is what they were read from."""

    saving: SavingRule
    split: Mapping[str, int]
    funds: Mapping[str, FundRule]
    loans: Mapping[str, LoanProduct]
    fines: Mapping[str, int]
    share_out: ShareOutRule
    meeting_days: int
    raw: Mapping[str, Any]

    @property
    def first_fund(self) -> str:
        """The fund that money goes to when nothing else is said."""
        return next(iter(self.funds))


_PARTS = frozenset(
    {"saving", "split", "funds", "loans", "fines", "leaving", "share_out", "tontine", "meeting"}
)


def merged(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the rules that successive votes add up to, the last word on each part.

    Where a vote does away with a fund and says nothing of what went to it, loans are
    given by the first fund, and the remainder of a share-out stays for the next cycle.
    """
    rules: dict[str, Any] = {}
    for part in parts:
        rules.update(part)
        if "funds" in part:
            rules.update(_without_lost_funds(rules, part))
    return rules


def _without_lost_funds(
    rules: Mapping[str, Any], vote: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    funds, loans, share_out = vote["funds"], rules.get("loans"), rules.get("share_out")
    if not isinstance(funds, Mapping) or not funds:
        return
    if "loans" not in vote and isinstance(loans, Mapping):
        first = next(iter(funds))
        yield (
            "loans",
            {
                name: {**loan, "fund": first} if loan.get("fund", first) not in funds else loan
                for name, loan in loans.items()
            },
        )
    if "share_out" not in vote and isinstance(share_out, Mapping):
        lost = share_out.get("remainder", "next_cycle") not in ("next_cycle", *funds)
        yield "share_out", {**share_out, "remainder": "next_cycle"} if lost else share_out


def read_rules(raw: Mapping[str, Any]) -> Rules:
    """Return the rules that a mapping says, as in the contract's section 3.

    Raises:
        Refusal: a part is unknown, missing or wrong; it names the field.
    """
    for part in raw:
        if part not in _PARTS:
            _refuse_choice(f"rules.{part}", part, sorted(_PARTS))
    split = _split(_Reader(raw, "rules").part("split", default={}))
    funds = _funds(_Reader(raw, "rules").mapping("funds"))
    funds |= {name: FundRule(name, 0, "kept") for name in split if name not in funds}
    return Rules(
        saving=_saving(_Reader(raw, "rules").part("saving")),
        split=split,
        funds=funds,
        loans=_loans(_Reader(raw, "rules").mapping("loans", default={}), funds),
        fines=_fines(_Reader(raw, "rules").mapping("fines", default={})),
        share_out=_share_out(_Reader(raw, "rules").part("share_out"), funds),
        meeting_days=_Reader(raw, "rules").part("meeting", default={}).count("days", 7, least=1),
        raw=raw,
    )


class _Reader:
    """Reads the values of one part and names them in refusals."""

    def __init__(self, values: Mapping[str, Any], path: str):
        self.values = values
        self.path = path

    def refuse_unknown(self, *known: str) -> None:
        for name in self.values:
            if name not in known:
                _refuse_choice(f"{self.path}.{name}", name, known)

    def part(self, name: str, default: Mapping[str, Any] | None = None) -> "_Reader":
        return _Reader(self.mapping(name, default), f"{self.path}.{name}")

    def mapping(self, name: str, default: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        value = self.values.get(name, default)
        if not isinstance(value, Mapping):
            raise Refusal(
                N_("{field} is missing or is not a group of rules: write it as in the manual."),
                field=f"{self.path}.{name}",
                value=value,
            )
        return value

    def choice(self, name: str, choices: Iterable[str], default: str | None = None) -> str:
        value = self.values.get(name, default)
        allowed = tuple(choices)
        if value not in allowed:
            _refuse_choice(f"{self.path}.{name}", value, allowed)
        return str(value)

    def count(self, name: str, default: int, least: int = 0) -> int:
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 10**9:
            raise Refusal(
                N_("{field} is {value}: write a whole number from {least:number} upwards."),
                field=f"{self.path}.{name}",
                value=value,
                least=least,
            )
        return value

    def limit(self, name: str) -> int | None:
        return None if self.values.get(name) is None else self.count(name, 0)

    def words(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self.values.get(name, default)
        if not isinstance(value, list | tuple) or not all(isinstance(word, str) for word in value):
            _refuse_choice(f"{self.path}.{name}", value, default)
        return tuple(value)

    def flag(self, name: str) -> bool:
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise Refusal(
                N_("{field} is {value}: write true or false."),
                field=f"{self.path}.{name}",
                value=value,
            )
        return value

    def decimal(self, name: str, default: str) -> Decimal:
        value = self.values.get(name, default)
        try:
            number = Decimal(value) if isinstance(value, str | int) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not 0 <= number <= 1000:
            raise Refusal(
                N_('{field} is {value}: write a number from 0 to 1000 in quotes, like "2.5".'),
                field=f"{self.path}.{name}",
                value=value,
            )
        return number


def _refuse_choice(field: str, value: object, choices: Iterable[str]) -> NoReturn:
    raise Refusal(
        N_("{field} is {value}: choose one of {choices}."),
        field=field,
        value=value,
        choices=", ".join(choices),
    )


def _saving(read: _Reader) -> SavingRule:
    read.refuse_unknown("unit", "price", "min", "max", "multiple_of", "equal")
    unit = read.choice("unit", ("share", "amount"))
    minimum = read.count("min", 1 if unit == "share" else 0)
    equal = read.flag("equal")
    rule = SavingRule(
        unit=unit,
        price=read.count("price", 1, least=1),
        minimum=minimum,
        maximum=minimum if equal and minimum else read.limit("max"),
        multiple_of=read.count("multiple_of", 1, least=1),
        equal=equal,
    )
    if rule.maximum is not None and rule.maximum < rule.minimum:
        raise Refusal(
            N_("{field} is {value}, less than the minimum of {least:number}: raise it."),
            field=f"{read.path}.max",
            value=rule.maximum,
            least=rule.minimum,
        )
    return rule


def _split(read: _Reader) -> Mapping[str, int]:
    return {name: read.count(name, 0, least=1) for name in read.values}


def _funds(raw: Mapping[str, Any]) -> dict[str, FundRule]:
    if not raw:
        raise Refusal(N_("A group has at least one fund: name it in {field}."), field="rules.funds")
    return {name: _fund(name, _Reader(raw, "rules.funds").part(name)) for name in raw}


def _fund(name: str, read: _Reader) -> FundRule:
    read.refuse_unknown("contribution", "share_out")
    return FundRule(
        name=name,
        contribution=read.count("contribution", 0),
        share_out=read.choice("share_out", FUND_SHARE_OUTS, "kept"),
    )


def _loans(raw: Mapping[str, Any], funds: Mapping[str, FundRule]) -> Mapping[str, LoanProduct]:
    return {name: _loan(name, _Reader(raw, "rules.loans").part(name), funds) for name in raw}


def _loan(name: str, read: _Reader, funds: Mapping[str, FundRule]) -> LoanProduct:
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


def _order(read: _Reader) -> tuple[str, ...]:
    order = read.words("allocation", ALLOCATION)
    if sorted(order) != sorted(ALLOCATION):
        _refuse_choice(f"{read.path}.allocation", ", ".join(order), ALLOCATION)
    return order


def _fines(raw: Mapping[str, Any]) -> Mapping[str, int]:
    read = _Reader(raw, "rules.fines")
    return {name: read.count(name, 0) for name in raw}


def _share_out(read: _Reader, funds: Mapping[str, FundRule]) -> ShareOutRule:
    read.refuse_unknown("method", "round", "remainder", "deduct", "seed")
    deduct = read.words("deduct", DEDUCTIONS)
    for name in deduct:
        if name not in DEDUCTIONS:
            _refuse_choice(f"{read.path}.deduct", name, DEDUCTIONS)
    return ShareOutRule(
        method=read.choice("method", SHARE_OUT_METHODS),
        rounding=read_rounding(read.values.get("round", {"exact": True}), f"{read.path}.round"),
        remainder=read.choice("remainder", ("next_cycle", *funds), "next_cycle"),
        deduct=frozenset(deduct),
        seed=read.choice("seed", ("asked", "none"), "asked"),
    )


def read_rounding(raw: object, field: str) -> Rounding:
    """Return a rounding from {"value": n}, {"payout": n} or {"exact": true}."""
    if isinstance(raw, Mapping) and len(raw) == 1:
        kind, step = next(iter(raw.items()))
        if kind == "exact" and step is True:
            return Rounding("exact")
        whole = isinstance(step, int) and not isinstance(step, bool)
        if kind in ("value", "payout") and whole and 1 <= step <= 10**6:
            return Rounding(kind, step)
    raise Refusal(
        N_('{field} is {value}: write {{"value": 1}}, {{"payout": 25}} or {{"exact": true}}.'),
        field=field,
        value=raw,
    )


def rounding_as_json(rounding: Rounding) -> dict[str, Any]:
    """Return a rounding as the contract writes it."""
    return {"exact": True} if rounding.kind == "exact" else {rounding.kind: rounding.step}
