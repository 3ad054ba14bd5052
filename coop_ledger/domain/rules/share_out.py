"""How the money of a cycle is shared out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.reading import Reader, refuse_choice
from coop_ledger.domain.share_out import Rounding
from coop_ledger.i18n import N_

SHARE_OUT_METHODS = (
    "share_value",
    "savings_and_profit",
    "equal_profit",
    "own_interest",
    "equal",
    "time_weighted",
)
DEDUCTIONS = ("loans", "fines", "dues")
USUALLY = ("loans", "fines")


@dataclass(frozen=True, slots=True)
class ShareOutRule:
    """How the cycle's money is shared out; `deduct` names what is kept back of debts.

    `dues` are contributions that were not paid; they are kept back where the rules say so.
    """

    method: str
    rounding: Rounding
    remainder: str
    deduct: frozenset[str]
    seed: str


def read_share_out(read: Reader, funds: Mapping[str, FundRule]) -> ShareOutRule:
    """How the money is shared out, from the part `share_out`."""
    read.refuse_unknown("method", "round", "remainder", "deduct", "seed")
    deduct = read.words("deduct", USUALLY)
    for name in deduct:
        if name not in DEDUCTIONS:
            refuse_choice(f"{read.path}.deduct", name, DEDUCTIONS)
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
