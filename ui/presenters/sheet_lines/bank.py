"""Money that the meeting brings to the bank."""

from typing import Any

from coop_ledger.i18n import N_
from ui.presenters.meeting_lines import Values
from ui.presenters.sheet_lines.line import SheetLine


class Bank(SheetLine):
    """Money that leaves the box for the bank."""

    kind, name, event_type = "bank", N_("Brought to the bank"), "money_moved"
    asks = ("fund", "amount")

    def event(self, values: Values) -> dict[str, Any]:
        """Return the move from the box to the bank."""
        return super().event(values) | {"from": "box", "to": "bank"}
