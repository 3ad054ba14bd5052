"""Delivery plans at a meeting: what a woman saves for hers, and a milestone with its proof."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from coop_ledger import terms
from coop_ledger.amounts import parse_amount
from coop_ledger.domain import deliveries
from coop_ledger.domain.records import DeliveryPlanRecord
from coop_ledger.i18n import N_, money
from ui.presenters.meeting_lines import Values
from ui.presenters.sheet_lines.line import CHOICE, FRANCS, WORDS, SheetLine


class _OfAPlan(SheetLine):
    """A line of a woman whose plan is open; offered where somebody's is."""

    def is_offered(self) -> bool:
        """Return whether a plan of this group is open."""
        return any(
            isinstance(plan, DeliveryPlanRecord) and plan.is_open
            for plan in self.opening.facts.records(DeliveryPlanRecord.kind)
        )

    def plan(self, values: Values) -> DeliveryPlanRecord | None:
        """Return the open plan of the woman typed."""
        woman = self.woman(values.get("member", ""))
        return deliveries.open_plan(self.opening.facts, woman.code) if woman else None

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return the choices; what she saved is not for the room, nor whether she has a plan."""
        return super().explain(field, text, values) if self.read_as(field, values) == CHOICE else ""


class DeliverySaving(_OfAPlan):
    """What she brings for her delivery."""

    kind, name, event_type = "delivery", N_("Delivery: her savings"), "delivery_saved"
    asks = ("member", "amount")

    def proposal(self, field: str, values: Values) -> str:
        """Return her monthly saving."""
        plan = self.plan(values)
        if field == "amount" and plan is not None and plan.monthly:
            return money(plan.monthly)
        return super().proposal(field, values)

    def usual(self, field: str, values: Values) -> Sequence[int]:
        """Return her monthly saving: far from it, one is asked again."""
        plan = self.plan(values)
        return (plan.monthly,) if plan is not None and plan.monthly else ()

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what her savings bring into their fund."""
        plan = deliveries.open_plan(self.opening.facts, event["member"])
        return {plan.fund: event["amount"]} if plan else {}


class MilestoneReached(_OfAPlan):
    """A visit or the delivery, with the number of its stamp or receipt."""

    kind, name, event_type = "milestone", N_("Milestone of a delivery plan"), "milestone_reached"
    asks = ("member", "milestone", "proof", "bill")
    reads: ClassVar[Mapping[str, str]] = {"milestone": CHOICE, "proof": WORDS, "bill": FRANCS}
    titles: ClassVar[Mapping[str, str]] = {
        "milestone": N_("Milestone"),
        "proof": N_("Stamp or receipt"),
        "bill": N_("Bill of the health centre"),
    }
    optional: ClassVar[frozenset[str]] = frozenset({"bill"})

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the milestones she has not reached."""
        plan = self.plan(values)
        if plan is None:
            return {}
        missing = (code for code in plan.milestones if code not in plan.reached)
        return {code: str(terms.milestone(code)) for code in missing}

    def proposal(self, field: str, values: Values) -> str:
        """Return the first milestone that is to come."""
        if field == "milestone":
            return next(iter(self.choices(field, values).values()), "")
        return super().proposal(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the milestone, with the bill if there is one."""
        event = super().event(values)
        event["milestone"] = self._chosen("milestone", values["milestone"], values)
        event["proof"] = values["proof"].strip()
        if values.get("bill"):
            event["bill"] = parse_amount(values["bill"], arithmetic=True)
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return nothing: a milestone moves no cash."""
        return {}
