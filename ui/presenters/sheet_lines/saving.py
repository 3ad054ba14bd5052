"""Savings of a group that lives by a pot or by delivery plans, and so has no column for them."""

from collections.abc import Mapping
from typing import Any

from coop_ledger.i18n import N_
from ui.presenters.meeting_columns import saves
from ui.presenters.sheet_lines.line import SheetLine


class FreeSaving(SheetLine):
    """What a member saves of her own will beside the pot; then the column is there."""

    kind, name, event_type = "saving", N_("Savings brought"), "savings_deposited"
    asks = ("member", "amount")

    def is_offered(self) -> bool:
        """Return whether savings have no column; a woman saves for her delivery in her plan."""
        plans = self.opening.rules.deliveries
        apart = plans is None or plans.fund != self.opening.rules.first_fund
        return apart and not saves(self.opening)

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what comes in."""
        return {self.opening.rules.first_fund: event["amount"]}
