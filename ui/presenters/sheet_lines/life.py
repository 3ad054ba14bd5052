"""What life brings to a meeting: a member leaves, money was stolen."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger.i18n import N_, translate
from ui.presenters.departure import ASKED, REASONS
from ui.presenters.meeting_lines import Values, find_member, find_members
from ui.presenters.sheet_lines.line import CHOICE, MEMBERS, SheetLine


class Departure(SheetLine):
    """A member leaves at the meeting; the rules of the day settle her."""

    kind, name, event_type = "departure", N_("Departure of a member"), "member_left"
    asks = ("member", "reason", "minute", "to_group", "next_of_kin", "approved_by")
    reads: ClassVar[Mapping[str, str]] = {"reason": CHOICE, "approved_by": MEMBERS}
    titles: ClassVar[Mapping[str, str]] = {
        "reason": N_("Reason"),
        "minute": N_("Decision (minute)"),
        "to_group": N_("Group she goes to"),
        "next_of_kin": N_("Next of kin"),
        "approved_by": N_("Approved by"),
    }

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return why she may leave."""
        if field != "reason":
            return super().choices(field, values)
        return {code: translate(words) for code, words in REASONS.items()}

    def _reason(self, values: Values) -> str:
        typed = values.get("reason", "")
        return self._chosen("reason", typed, values) if typed else "left"

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return what the reason asks for."""
        asked = ("member", "reason", *ASKED[self._reason(values)])
        return tuple(field for field in self.asks if field in asked)

    def proposal(self, field: str, values: Values) -> str:
        """Return what Enter takes: she leaves of her own will, her next of kin is known."""
        if field == "reason":
            return translate(REASONS["left"])
        woman = self.woman(values.get("member", ""))
        if field == "next_of_kin" and woman is not None:
            return self.opening.facts.member(woman.code).next_of_kin
        return ""

    def event(self, values: Values) -> dict[str, Any]:
        """Return the departure with what its reason asks for."""
        event: dict[str, Any] = {
            "event": self.event_type,
            "member": find_member(values["member"], self.opening).code,
            "reason": self._reason(values),
        }
        for field in self.fields(values)[2:]:
            if field == "approved_by":
                event[field] = find_members(values[field], self.opening)
            else:
                event[field] = values[field]
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return nothing: the book alone knows what the rules pay her."""
        return {}


class Loss(SheetLine):
    """Money of a fund was stolen or lost; a difference of the count is another matter."""

    kind, name, event_type = "loss", N_("Theft or loss"), "money_lost"
    asks = ("fund", "amount", "circumstances", "reported_to")
    titles: ClassVar[Mapping[str, str]] = {
        "circumstances": N_("Circumstances"),
        "reported_to": N_("Reported to"),
    }
    optional = frozenset({"fund", "reported_to"})

    def event(self, values: Values) -> dict[str, Any]:
        """Return the loss with how it came about."""
        said = {
            field: values[field] for field in ("circumstances", "reported_to") if values.get(field)
        }
        return {**super().event(values), **said}
