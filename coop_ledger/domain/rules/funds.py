"""The funds of a group: what each one is for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.reading import Reader
from coop_ledger.i18n import N_

FUND_SHARE_OUTS = ("proportional", "equal", "kept")


@dataclass(frozen=True, slots=True)
class FundRule:
    """One fund: what a member brings each meeting, and what becomes of it at share-out."""

    name: str
    contribution: int
    share_out: str


def read_funds(raw: Mapping[str, Any]) -> dict[str, FundRule]:
    """The funds by name, in the order in which the rules name them."""
    if not raw:
        raise Refusal(N_("A group has at least one fund: name it in {field}."), field="rules.funds")
    return {name: _fund(name, Reader(raw, "rules.funds").part(name)) for name in raw}


def _fund(name: str, read: Reader) -> FundRule:
    read.refuse_unknown("contribution", "share_out")
    return FundRule(
        name=name,
        contribution=read.count("contribution", 0),
        share_out=read.choice("share_out", FUND_SHARE_OUTS, "kept"),
    )
