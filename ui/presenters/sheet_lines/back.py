"""Savings given back before the share-out."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger.amounts import parse_count
from coop_ledger.i18n import N_, translate
from ui.presenters.meeting_lines import Values, find_members
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import COUNT, MEMBERS, SheetLine


class Back(SheetLine):
    """Savings a member takes out; where the group saves by shares, shares it buys back."""

    kind, name, event_type = "back", N_("Savings given back"), "savings_withdrawn"
    asks = ("member", "fund", "amount", "approved_by")
    reads: ClassVar[Mapping[str, str]] = {"approved_by": MEMBERS}
    titles: ClassVar[Mapping[str, str]] = {"approved_by": N_("Approved by")}
    optional = frozenset({"fund", "approved_by"})

    @property
    def _in_shares(self) -> bool:
        return self.opening.rules.saving.unit == "share"

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields; the fund is asked for where what is saved is split over several."""
        asked = super().fields(values)
        split = bool(self.opening.rules.split) and not self._in_shares
        return asked if split else tuple(field for field in asked if field != "fund")

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the funds that hold savings."""
        return {fund: fund_title(fund) for fund in self.opening.rules.split}

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks: shares, or an amount."""
        if field == "amount" and self._in_shares:
            return translate(N_("Shares"))
        return super().title(field, values)

    def read_as(self, field: str, values: Values) -> str:
        """Return how a field is read: shares are counted."""
        return COUNT if field == "amount" and self._in_shares else super().read_as(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the savings given back, with who voted it where that is said."""
        event = self._sold_back(values) if self._in_shares else super().event(values)
        if not self.opening.rules.split:
            event.pop("fund", None)
        if values.get("approved_by"):
            event["approved_by"] = find_members(values["approved_by"], self.opening)
        return event

    def _sold_back(self, values: Values) -> dict[str, Any]:
        woman = self.woman(values["member"])
        return {
            "event": "shares_sold_back",
            "member": woman.code if woman else values["member"],
            "shares": parse_count(values["amount"]),
        }

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what the first fund gives back of what was saved today."""
        rules = self.opening.rules
        amount = event["shares"] * rules.saving.price if "shares" in event else event["amount"]
        return {event.get("fund") or rules.first_fund: -amount}
