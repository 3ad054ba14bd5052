"""What the page of the delivery plans says, and the events that its form makes."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import amounts, i18n, terms
from coop_ledger.book.questions.deliveries import DeliveryPlan, Milestone
from coop_ledger.domain.accounts import PLACES
from coop_ledger.domain.deliveries import OUTCOMES
from coop_ledger.domain.facts import Facts, Outcome
from coop_ledger.domain.records import DeliveryPlanRecord, DonationRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_, _, fill, francs
from coop_ledger.reports.delivery_words import milestone_note, outcome_name, rule_in_words
from coop_ledger.table import Column, Kind, Row, Table

__all__ = ["milestone_note", "outcome_name", "rule_in_words"]

DEEDS: Mapping[str, str] = {
    "saving": N_("She saves"),
    "milestone": N_("A milestone is reached"),
    "settle": N_("Settle the plan"),
    "open": N_("Open a plan"),
    "donor": N_("The donor's money arrives"),
    "give_back": N_("The donor's money is given back"),
}
OF_A_PLAN = ("saving", "milestone", "settle")

# The fields of each deed, in the order in which they are typed.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "saving": ("amount", "place"),
    "milestone": (
        *("milestone", "proof", "bill", "paid_to_centre", "centre"),
        *("place", "subsidy_place"),
    ),
    "settle": (
        *("outcome", "paid_to_centre", "centre", "receipt", "refunded_to"),
        *("place", "subsidy_place"),
    ),
    "open": ("member", "due", "goal", "card"),
    "donor": ("amount", "reference", "place"),
    "give_back": ("amount", "reference", "place"),
}

# What each deed cannot do without, in the order in which it is asked for.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "saving": ("amount",),
    "milestone": ("milestone", "proof"),
    "settle": ("outcome",),
    "open": ("member", "due"),
    "donor": ("amount",),
    "give_back": ("amount",),
}
WANTED: Mapping[str, str] = {
    "amount": N_("Write the amount."),
    "milestone": N_("Every milestone of this plan is reached."),
    "proof": N_("Write the number of the stamp or of the receipt: it proves the milestone."),
    "outcome": N_("Choose how it ended."),
    "member": N_("Choose the member."),
    "due": N_("Write the expected day of the delivery."),
}


@dataclass(frozen=True, slots=True)
class Next:
    """What is due next of a plan: its words, and how pressing it is."""

    words: str
    meaning: str = ""


def key_of(plan: DeliveryPlan, place: int) -> str:
    """Return what a row of the list is called: by member where she is shown."""
    return f"plan:{plan.member}/{plan.number}" if plan.member else f"plan:#{place}"


def next_thing(plan: DeliveryPlan, today: datetime.date) -> Next:
    """Return what is due next: the delivery, missing savings, a milestone, or to settle it."""
    if plan.status != "open":
        return Next(fill(_("{outcome}, {day:day}"), outcome=outcome_name(plan.outcome),
                         day=plan.settled), "info")  # fmt: skip
    delivered = any(each.milestone == "delivery" and each.date for each in plan.milestones)
    if delivered:
        return Next(_("to be settled"), "info")
    if plan.due < today:
        return Next(_("term passed"), "warning")
    if plan.behind:
        return Next(fill(_("{missing:money} F missing"), missing=plan.behind), "warning")
    if not plan.next_milestone:
        return Next(_("to be settled"), "info")
    return Next(str(terms.milestone(plan.next_milestone)))


def list_table(plans: Iterable[DeliveryPlan], today: datetime.date) -> Table:
    """Return the plans as the page lists them."""
    return Table(
        title=_("Delivery plans"),
        columns=(
            Column("name", _("Member")),
            Column("due", _("Expected on"), Kind.DATE),
            Column("saved", _("Saved"), Kind.MONEY),
            Column("goal", _("Goal"), Kind.MONEY),
            Column("granted", _("Subsidy"), Kind.MONEY),
            Column("next", _("Next")),
        ),
        rows=tuple(
            Row(
                (
                    " · ".join(filter(None, (plan.member, plan.name))),
                    plan.due,
                    plan.saved,
                    plan.goal or None,
                    plan.granted or None,
                    next_thing(plan, today).words,
                ),
                origin=key_of(plan, place),
            )
            for place, plan in enumerate(plans)
        ),
    )


def in_order(plan: DeliveryPlan) -> list[Milestone]:
    """Return the milestones as steps: those reached by their day, then those to come."""
    reached = [each for each in plan.milestones if each.date is not None]
    return [
        *sorted(reached, key=lambda each: each.date or datetime.date.min),
        *(each for each in plan.milestones if each.date is None),
    ]


def summary(plan: DeliveryPlan) -> list[tuple[str, str]]:
    """Return the figures of a plan: what she saved of her goal, what was added, what it holds."""
    saved = francs(plan.saved)
    if plan.goal:
        saved = fill(_("{saved:money} of {goal:francs}"), saved=plan.saved, goal=plan.goal)
    lines = [(_("Saved"), saved)]
    if plan.granted:
        lines.append((_("Subsidy added"), francs(plan.granted)))
    if plan.paid_to_centre:
        lines.append((_("Paid to the health centre"), francs(plan.paid_to_centre)))
    if plan.status == "open":
        lines.append((_("The plan holds"), francs(plan.savings + plan.subsidy)))
        return lines
    for words, amount in (
        (_("Given back"), plan.refund),
        (_("Kept for her"), plan.kept),
        (_("Back to the donor's fund"), plan.returned),
    ):
        if amount:
            lines.append((words, francs(amount)))
    return lines


def goes_where(outcome: Outcome) -> list[tuple[str, str]]:
    """Return where the money goes by what is about to be recorded, in words and francs."""
    change = next((c for c in outcome.changes if c.kind == DeliveryPlanRecord.kind), None)
    if change is None or not isinstance(change.after, DeliveryPlanRecord):
        return []
    before, after = change.before, change.after
    if not isinstance(before, DeliveryPlanRecord):
        return []
    savings = after.savings_paid - before.savings_paid
    subsidy = after.subsidy_paid - before.subsidy_paid
    refund = _("Given back to her")
    if after.refunded_to:
        refund = fill(_("Given back to {name}"), name=after.refunded_to)
    return [
        (words, francs(amount))
        for words, amount in (
            (_("The donor adds"), after.granted - before.granted),
            (_("To the health centre"), savings + subsidy),
            (_("· of her savings"), savings if subsidy else 0),
            (_("· of the subsidy"), subsidy if savings else 0),
            (refund, after.refund),
            (_("Kept for her"), after.kept),
            (_("Back to the donor's fund"), after.returned),
        )
        if amount
    ]


def outcomes() -> list[tuple[str, str]]:
    """Return how a plan may end."""
    return [(code, outcome_name(code)) for code in OUTCOMES]


def places() -> list[tuple[str, str]]:
    """Return where money may lie."""
    return [(code, str(terms.place(code))) for code in ("box", "bank", "orange_money", "moov")]


def kept_elsewhere(facts: Facts) -> frozenset[str]:
    """Return the funds that keep money at the bank or on a telephone."""
    return frozenset(
        key.fund
        for place, code in PLACES.items()
        for key, balance in facts.leaves(code).items()
        if place != "box" and balance.amount
    )


def years(facts: Facts, today: datetime.date) -> list[tuple[str, str]]:
    """Return the calendar years a donor can be told of, the latest first."""
    gifts = (
        gift for gift in facts.records(DonationRecord.kind) if isinstance(gift, DonationRecord)
    )
    first = min((gift.date.year for gift in gifts), default=today.year)
    return [(str(year), str(year)) for year in range(today.year, first - 1, -1)]


def missing(plan: DeliveryPlan) -> list[tuple[str, str]]:
    """Return the milestones that are still to be reached."""
    return [
        (each.milestone, str(terms.milestone(each.milestone)))
        for each in plan.milestones
        if each.date is None
    ]


def context(plans: Iterable[DeliveryPlan], donors: int) -> str:
    """Return the line beside the title."""
    opened = [plan for plan in plans if plan.status == "open"]
    words = i18n.ngettext("{n:number} open plan", "{n:number} open plans", len(opened))
    parts = [
        fill(words, n=len(opened)),
        fill(_("{saved:money} F saved"), saved=sum(plan.savings for plan in opened)),
        fill(_("{left:money} F of the donor left"), left=donors),
    ]
    return " · ".join(parts)


def events(
    deed: str, group: str, day: datetime.date, member: str, typed: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield the events that a deed records; a plan may bring its enrolment with it."""
    types = {
        "saving": "delivery_saved",
        "milestone": "milestone_reached",
        "settle": "delivery_plan_settled",
        "open": "delivery_plan_opened",
        "donor": "subsidy_received",
        "give_back": "subsidy_returned",
    }
    common = {"group": group, "date": day.isoformat()}
    said = {name: value for name, value in typed.items() if value not in (None, "", "box")}
    card = said.pop("card", "")
    if deed in OF_A_PLAN:
        said["member"] = member
    yield {"event": types[deed], **common, **said}
    if card:
        yield {
            "event": "milestone_reached",
            **common,
            "member": said.get("member", ""),
            "milestone": "enrolment",
            "proof": card,
        }


def usual_saving(plan: DeliveryPlan | None) -> int | None:
    """Return what she is expected to bring: what is missing, or her monthly saving."""
    if plan is None:
        return None
    usual = plan.behind or plan.monthly
    left = max(plan.goal - plan.saved, 0) if plan.goal else usual
    return min(usual, left) or None


def doubtful(plan: DeliveryPlan | None, amount: int | None) -> tuple[str, int] | None:
    """Return what to ask before savings are believed, and what may be meant (0: nothing known).

    They are doubted when they are a factor off her monthly saving or go beyond her goal.
    """
    expected = usual_saving(plan)
    if plan is None or amount is None or amount == expected:
        return None
    doubt = amounts.unusual(amount, [plan.monthly] if plan.monthly else [])
    if doubt is not None:
        return doubt.question(), doubt.meant
    if plan.goal and plan.saved + amount > plan.goal:
        words = _("With that she would have saved {saved:money} for a goal of {goal:francs}.")
        return fill(words, saved=plan.saved + amount, goal=plan.goal), expected or 0
    return None


def to_settle(name: str, event: Mapping[str, Any], outcome: Outcome) -> tuple[str, list[str]]:
    """Return the question before a plan is settled: whose, how it ended, and every sum."""
    ended = fill(_("How it ended: {outcome}."), outcome=outcome_name(event["outcome"]))
    day = fill(_("Day: {day:long_day}."), day=datetime.date.fromisoformat(event["date"]))
    sums = [fill(_("{what}: {sum}"), what=what, sum=figure) for what, figure in goes_where(outcome)]
    nothing = _("The plan holds nothing: no money moves.")
    return fill(_("Settle the plan of {name}?"), name=name), [ended, day, *(sums or [nothing])]


def why_few() -> str:
    """Return why few deeds are offered while names are hidden."""
    return _(
        "While names are hidden, no saving, milestone or settlement is offered: whose plan it is "
        "must be seen."
    )


def whose(plan: DeliveryPlan | None) -> tuple[str, int] | None:
    """Return which plan it is, None for none."""
    return (plan.member, plan.number) if plan else None


def asks_card(rules: Rules) -> bool:
    """Return whether a plan is opened with the proof of the enrolment."""
    return rules.deliveries is not None and "enrolment" in rules.deliveries.milestones


def told(event: Mapping[str, Any], name: str = "") -> str:
    """Return what was recorded, as a sentence; of one woman's plan with her name."""
    match event["event"]:
        case "delivery_saved":
            words = _("{name}: {amount:francs} saved for the delivery.")
            return fill(words, name=name, amount=event["amount"])
        case "milestone_reached":
            reached = terms.milestone(event["milestone"])
            return fill(_("{name}: milestone recorded, {milestone}."), name=name, milestone=reached)
        case "delivery_plan_settled":
            return fill(_("The plan of {name} is settled."), name=name)
        case "subsidy_received":
            return fill(_("{amount:francs} received from the donor."), amount=event["amount"])
        case "subsidy_returned":
            return fill(_("{amount:francs} given back to the donor."), amount=event["amount"])
        case _:
            return _("The plan is open.")


def subsidy_needs_bill(plan: DeliveryPlan | None) -> bool:
    """Return whether the subsidy of a plan is what the bill leaves."""
    return plan is not None and plan.rule == "balance"


def steps_of(plan: DeliveryPlan) -> list[tuple[str, str]]:
    """Return the title and the note of each step."""
    return [(str(terms.milestone(e.milestone)), milestone_note(e)) for e in in_order(plan)]
