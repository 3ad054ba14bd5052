"""A fine that the group forgives."""

from collections.abc import Mapping
from typing import Any

from coop_ledger.i18n import N_, money
from ui.presenters.meeting_lines import Values
from ui.presenters.sheet_lines.line import SheetLine


class Waived(SheetLine):
    """A fine, or part of it, that she no longer owes."""

    kind, name, event_type = "waived", N_("Fine forgiven"), "fine_waived"
    asks = ("member", "fund", "amount")

    def proposal(self, field: str, values: Values) -> str:
        """Return what she owes of fines."""
        woman = self.woman(values.get("member", ""))
        if field == "amount" and woman and woman.fines_owed:
            return money(woman.fines_owed)
        return super().proposal(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return what is forgiven; the fund only where it was said."""
        event = super().event(values)
        if not values.get("fund"):
            event.pop("fund", None)
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return that no money moves."""
        return {}
