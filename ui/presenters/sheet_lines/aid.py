"""Help that a fund gives to a member."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger.i18n import N_
from ui.presenters.meeting_lines import Values
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import SheetLine


class Aid(SheetLine):
    """Help she does not give back; the reason stays in the event."""

    kind, name, event_type = "aid", N_("Help to a member"), "aid_granted"
    asks = ("member", "fund", "amount", "text")
    titles: ClassVar[Mapping[str, str]] = {"text": N_("Reason")}

    def proposal(self, field: str, values: Values) -> str:
        """Return the fund that is likely meant: the second, which is for helping."""
        funds = list(self.opening.rules.funds)
        if field == "fund" and len(funds) > 1:
            return fund_title(funds[1])
        return super().proposal(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the help, with its reason."""
        event = super().event(values)
        return event | {"reason": event.pop("text")}
