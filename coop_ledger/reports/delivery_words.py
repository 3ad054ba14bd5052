"""Delivery plans in words, the same on the screen and on paper."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from coop_ledger import i18n, terms
from coop_ledger.book.questions.deliveries import DeliveryPlan, Milestone
from coop_ledger.i18n import N_, _, fill

OUTCOMES: Final[Mapping[str, str]] = {
    "delivered": N_("delivered"),
    "lost": N_("pregnancy lost"),
    "deceased": N_("deceased"),
    "transferred": N_("went to another group"),
    "left": N_("left"),
}


def outcome_name(outcome: str) -> str:
    """Return how a plan ended."""
    return i18n.translate(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


def rule_in_words(plan: DeliveryPlan) -> str:
    """Return what the donor adds to a plan, as one sentence."""
    when = [str(terms.milestone(code)) for code in plan.trigger]
    match plan.rule:
        case "fixed":
            words = fill(
                _("The donor adds {amount:francs} at: {when:list}."),
                amount=plan.rule_amount,
                when=when,
            )
        case "percent":
            words = fill(
                _("The donor adds {rate:percent} of what she saved at: {when:list}."),
                rate=Decimal(plan.rule_percent),
                when=when,
            )
        case "balance":
            words = fill(_("The donor adds what the bill leaves at: {when:list}."), when=when)
        case _:
            return _("The donor adds nothing to this plan.")
    if plan.ceiling is None:
        return words
    return words + " " + fill(_("At most {ceiling:francs} in all."), ceiling=plan.ceiling)


def milestone_note(each: Milestone) -> str:
    """Return what is known of a milestone: its day, its proof, what was added and paid."""
    if each.date is None:
        return _("the donor adds here") if each.adds else ""
    parts = [i18n.day(each.date), each.proof]
    if each.granted:
        parts.append(fill(_("+ {amount:money} F"), amount=each.granted))
    if each.paid:
        parts.append(fill(_("{amount:money} F paid"), amount=each.paid))
    return " · ".join(part for part in parts if part)
