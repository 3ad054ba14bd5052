"""What a member brings to a fund that asks for nothing, and so has no column."""

from collections.abc import Mapping
from typing import ClassVar

from coop_ledger.i18n import N_
from ui.presenters.meeting_columns import is_asked
from ui.presenters.meeting_lines import Values
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import SheetLine


class FreeContribution(SheetLine):
    """A contribution of her own will, or one that the assembly asked for once."""

    kind, name, event_type = "contribution", N_("Contribution to a fund"), "contribution_paid"
    asks = ("member", "fund", "amount")
    optional: ClassVar[frozenset[str]] = frozenset()

    def _funds(self) -> list[str]:
        opening, rules = self.opening, self.opening.rules
        return [
            fund
            for fund in rules.funds
            if not rules.funds[fund].donor and not is_asked(opening, fund)
        ]

    def is_offered(self) -> bool:
        """Return whether a fund has no column."""
        return bool(self._funds())

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the funds without a column."""
        return {fund: fund_title(fund) for fund in self._funds()}

    def proposal(self, field: str, values: Values) -> str:
        """Return the last of these funds: the first one is the group's own."""
        return fund_title(self._funds()[-1]) if field == "fund" and self._funds() else ""

    def cash(self, event: Mapping[str, object]) -> Mapping[str, int]:
        """Return what comes in."""
        return {str(event["fund"]): int(str(event["amount"]))}
