"""Delivery plans worked out: what a milestone grants, and which purse pays the centre.

Her savings are hers; what the donor adds is granted at a milestone and can only be paid to
the health centre. What is left of it goes back to the donor's fund (reference on savings
groups, section 1.7).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from coop_ledger.domain.accounts import DONORS, SUBSIDIES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.domain.records.delivery import DeliveryPlanRecord, DonationRecord, plan_key
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.deliveries import DeliveryRule
from coop_ledger.i18n import N_

STAYS = ("delivered", "lost")
LEAVES = ("deceased", "transferred", "left")
OUTCOMES = (*STAYS, *LEAVES)


class Paid(NamedTuple):
    """What a payment takes of her savings and of the subsidy, in francs."""

    savings: int
    subsidy: int


@dataclass(frozen=True, slots=True)
class Purses:
    """What a plan holds now, in francs: her savings in the fund, and the subsidy granted."""

    savings: int
    subsidy: int

    @property
    def total(self) -> int:
        """What the health centre can be paid."""
        return self.savings + self.subsidy


def plans_of(facts: Facts, member: str) -> Iterator[DeliveryPlanRecord]:
    """Yield a member's plans, the first one first."""
    number = 1
    while isinstance(
        plan := facts.record(DeliveryPlanRecord.kind, plan_key(member, number)), DeliveryPlanRecord
    ):
        yield plan
        number += 1


def open_plan(facts: Facts, member: str) -> DeliveryPlanRecord | None:
    """Return a member's plan that is not settled, None if she has none."""
    return next((plan for plan in plans_of(facts, member) if plan.is_open), None)


def refuse_open_plan(facts: Facts, member: str) -> None:
    """Refuse that a member goes while her delivery plan holds what is hers and the donor's."""
    plan = open_plan(facts, member)
    if plan is not None:
        raise Refusal(
            N_(
                "{name} has a delivery plan that is open: settle it first, so that its money "
                "goes where it belongs."
            ),
            field="member",
            value=member,
            name=facts.member(member).name,
        )


def purses(facts: Facts, plan: DeliveryPlanRecord) -> Purses:
    """Return what a plan holds."""
    return Purses(
        savings=facts.savings(plan.member, plan.fund).amount,
        subsidy=-facts.balance(subsidy_account(plan)).amount,
    )


def subsidy_account(plan: DeliveryPlanRecord) -> AccountKey:
    """The account of what is granted to a woman and not paid to the centre yet."""
    return AccountKey(SUBSIDIES, plan.donor_fund, member=plan.member)


def donor_account(fund: str) -> AccountKey:
    """The account of a donor's money that is not granted."""
    return AccountKey(DONORS, fund)


def saved_in(plan: DeliveryPlanRecord, savings: int) -> int:
    """Return what she saved in this plan, spent or not: neither what she had before."""
    return max(0, savings + plan.savings_paid - plan.brought)


def subsidy_due(plan: DeliveryPlanRecord, milestone: str, held: Purses, bill: int | None) -> int:
    """Return what the donor adds when a milestone is reached, in francs.

    Raises:
        Refusal: the rule needs the centre's bill and there is none.
    """
    if milestone not in plan.trigger:
        return 0
    match plan.subsidy:
        case "fixed":
            added = plan.amount
        case "percent":
            share = Fraction(Decimal(plan.percent)) / 100
            added = rounded_half_up(share * saved_in(plan, held.savings)) - plan.granted
        case "balance":
            if bill is None:
                raise Refusal(
                    N_(
                        "The bill is missing: this plan adds what the bill of the centre leaves. "
                        "Write its amount."
                    ),
                    field="bill",
                )
            added = bill - held.total
        case _:
            added = 0
    return max(0, added if plan.ceiling is None else min(added, plan.ceiling - plan.granted))


def payment(plan: DeliveryPlanRecord, held: Purses, amount: int) -> Paid:
    """Return what a payment to the centre takes of each purse, in the order of the plan.

    Raises:
        Refusal: both purses together do not hold it.
    """
    if amount > held.total:
        raise Refusal(
            N_(
                "{value:francs} is {missing:francs} more than the plan holds ({savings:francs} "
                "saved, {subsidy:francs} of subsidy): record first what she brings, or pay "
                "{most:francs}."
            ),
            field="paid_to_centre",
            value=amount,
            missing=amount - held.total,
            savings=held.savings,
            subsidy=held.subsidy,
            most=held.total,
        )
    if plan.pays_first == "subsidy":
        subsidy = min(amount, held.subsidy)
        return Paid(amount - subsidy, subsidy)
    savings = min(amount, held.savings)
    return Paid(savings, amount - savings)


@dataclass(frozen=True, slots=True)
class Settlement:
    """Where everything a plan holds goes when it is settled, in francs."""

    paid: Paid
    refund: int
    kept: int
    returned: int


def settlement(
    plan: DeliveryPlanRecord, held: Purses, outcome: str, to_centre: int, refund: int | None
) -> Settlement:
    """Return where a plan's money goes: the centre, herself, and back to the donor's fund.

    What she saved and did not spend is given back, unless the rule keeps it for a woman
    who stays. What the donor added and was not spent goes back, always.

    Raises:
        Refusal: more than there is, or less than what must be given back to her.
    """
    paid = payment(plan, held, to_centre) if to_centre else Paid(0, 0)
    left = held.savings - paid.savings
    may_keep = plan.unused == "kept" and outcome in STAYS
    given = (0 if may_keep else left) if refund is None else refund
    if given > left or (given < left and not may_keep):
        raise Refusal(
            N_(
                "{value:francs} is not what is left of her savings: give back {left:francs}. "
                "The subsidy goes back to the donor."
            ),
            field="refund",
            value=given,
            left=left,
        )
    return Settlement(paid, given, left - given, held.subsidy - paid.subsidy)


def donor_of(facts: Facts, rules: Rules, fund: str) -> str:
    """Return whose money a donor's fund holds: as the rules say, or who gave first; or "" ."""
    said = rules.funds[fund].donor if fund in rules.funds else ""
    if said:
        return said
    gifts = (
        record
        for record in facts.records(DonationRecord.kind)
        if isinstance(record, DonationRecord) and record.fund == fund
    )
    first = min(gifts, key=lambda gift: gift.key, default=None)
    return first.donor if first else ""


def rule_of(rules: Rules) -> DeliveryRule:
    """Return the rule of the delivery plans, or refuse where there are none."""
    if rules.deliveries is None:
        raise Refusal(
            N_("This group keeps no delivery plans: vote their rule first (deliveries)."),
            field="rules",
        )
    return rules.deliveries
