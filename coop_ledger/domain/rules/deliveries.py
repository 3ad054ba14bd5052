"""Delivery plans: what a pregnant woman saves, and when a donor adds to it and how much.

How much Mali Health adds, when and up to what was not published (reference on savings
groups, section 1.7), so that nothing here is fixed: a group votes all of it, and a plan
keeps the rule of the day on which it was opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.reading import Reader, refuse_choice
from coop_ledger.i18n import N_

MILESTONES = ("enrolment", "cpn1", "cpn2", "cpn3", "cpn4", "delivery", "postnatal")
SUBSIDY_KINDS = ("none", "fixed", "percent", "balance")
UNUSED = ("refund", "kept")
PURSES = ("savings", "subsidy")


@dataclass(frozen=True, slots=True)
class SubsidyRule:
    """What a donor adds each time a milestone of `trigger` is reached.

    `fixed` is an amount, `percent` a part of what she has saved in the plan, `balance` what
    the bill leaves when her savings are taken off. `ceiling` holds for the whole plan.
    """

    kind: str
    amount: int
    percent: Decimal
    trigger: tuple[str, ...]
    ceiling: int | None


@dataclass(frozen=True, slots=True)
class DeliveryRule:
    """The delivery plans of a group; `pays_first` says which purse the centre is paid from first.

    `unused` says what becomes of savings that are left after a birth or a loss.
    """

    fund: str
    donor_fund: str
    monthly: int
    goal: int
    subsidy: SubsidyRule
    milestones: tuple[str, ...]
    pays_first: str
    unused: str


def read_deliveries(raw: Mapping[str, Any], funds: Mapping[str, FundRule]) -> DeliveryRule | None:
    """The delivery plans of a group, None where it keeps none."""
    if not raw:
        return None
    read = Reader(raw, "rules.deliveries")
    read.refuse_unknown(
        "fund", "donor_fund", "monthly", "goal", "subsidy", "milestones", "pays_first", "unused"
    )
    milestones = read.words("milestones", MILESTONES)
    if not milestones or len(set(milestones)) != len(milestones) or "" in milestones:
        refuse_choice("rules.deliveries.milestones", ", ".join(milestones), MILESTONES)
    fund = read.choice("fund", funds, "deliveries")
    donor_fund = read.choice("donor_fund", funds, "donor")
    _check_funds(fund, donor_fund, funds)
    return DeliveryRule(
        fund=fund,
        donor_fund=donor_fund,
        monthly=read.count("monthly", 0),
        goal=read.count("goal", 0),
        subsidy=read_subsidy(read.part("subsidy", default={"kind": "none"}), milestones),
        milestones=milestones,
        pays_first=read.choice("pays_first", PURSES, "savings"),
        unused=read.choice("unused", UNUSED, "refund"),
    )


def read_subsidy(read: Reader, milestones: Iterable[str]) -> SubsidyRule:
    """The subsidy of a rule, or of one plan for which the group voted another."""
    known = tuple(milestones)
    read.refuse_unknown("kind", "amount", "percent", "trigger", "ceiling")
    kind = read.choice("kind", SUBSIDY_KINDS, "none")
    trigger = read.words("trigger", ("delivery",) if kind != "none" else ())
    for milestone in trigger:
        if milestone not in known:
            refuse_choice(f"{read.path}.trigger", milestone, known)
    if kind != "none" and not trigger:
        refuse_choice(f"{read.path}.trigger", "", known)
    return SubsidyRule(
        kind=kind,
        amount=read.count("amount", 0, least=1) if kind == "fixed" else 0,
        percent=_percent(read) if kind == "percent" else Decimal(0),
        trigger=tuple(dict.fromkeys(trigger)),
        ceiling=read.limit("ceiling"),
    )


def _percent(read: Reader) -> Decimal:
    percent = read.decimal("percent", "0")
    if not percent:
        raise Refusal(
            N_('{field} is {value}: write how much is added to 100 F saved, like "50".'),
            field=f"{read.path}.percent",
            value=read.values.get("percent", 0),
        )
    return percent


def _check_funds(fund: str, donor_fund: str, funds: Mapping[str, FundRule]) -> None:
    """Refuse funds where a delivery's money could be shared out or mixed with other money."""
    if fund == donor_fund:
        raise Refusal(
            N_(
                "{field} is {value}, where the women's own savings are: name another fund for the "
                "donor's money."
            ),
            field="rules.deliveries.donor_fund",
            value=donor_fund,
        )
    for name, chosen in (("fund", fund), ("donor_fund", donor_fund)):
        if funds[chosen].share_out != "kept":
            raise Refusal(
                N_('{field} is {value}, which is shared out: write "kept" for its share_out.'),
                field=f"rules.deliveries.{name}",
                value=chosen,
            )
    if donor_fund == next(iter(funds)):
        raise Refusal(
            N_(
                "{field} is {value}, the group's first fund, where the members save: name a fund "
                "of its own for the donor's money."
            ),
            field="rules.deliveries.donor_fund",
            value=donor_fund,
        )
