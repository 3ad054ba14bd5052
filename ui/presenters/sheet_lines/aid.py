"""Help that a fund gives to a member, with what its rule allows."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger.amounts import BadText
from coop_ledger.domain import aid
from coop_ledger.i18n import N_, fill, money, translate
from ui.presenters.meeting_lines import Values, find_member
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import CHOICE, CONCERN, MEMBER, WORDS, SheetLine

OTHER = "…"


class Aid(SheetLine):
    """Help she does not give back; the reason stays in the event.

    Where the fund's rule names its reasons, one of them is chosen; what the rule does not
    allow asks who agreed and why.
    """

    kind, name, event_type = "aid", N_("Help to a member"), "aid_granted"
    asks = ("member", "fund", "reason", "text", "amount", "approved_by", "decision")
    reads: ClassVar[Mapping[str, str]] = {
        "reason": CHOICE,
        "approved_by": MEMBER,
        "decision": WORDS,
    }
    titles: ClassVar[Mapping[str, str]] = {
        "reason": N_("Reason"),
        "text": N_("Reason"),
        "approved_by": N_("Agreed by"),
        "decision": N_("Reason of the exception"),
    }

    def _likely_fund(self) -> str:
        return aid.helping(self.opening.rules)[0]

    def fund(self, values: Values) -> str:
        """Return the fund chosen, the one that helps unless said."""
        typed = values.get("fund")
        return self._chosen("fund", typed, values) if typed else self._likely_fund()

    def _reasons(self, values: Values) -> Mapping[str, int]:
        rule = self.opening.rules.funds[self.fund(values)].aid
        return rule.reasons if rule else {}

    def _reason(self, values: Values) -> str:
        chosen = values.get("reason", "")
        if self._reasons(values) and chosen != OTHER:
            return self._chosen("reason", chosen, values) if chosen else ""
        return values.get("text", "")

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields that matter: those of an exception only where one is needed."""
        listed = bool(self._reasons(values))
        left_out = {"text"} if listed and values.get("reason") != OTHER else set()
        left_out |= set() if listed else {"reason"}
        left_out |= set() if self._is_exception(values) else {"approved_by", "decision"}
        return tuple(field for field in super().fields(values) if field not in left_out)

    def _is_exception(self, values: Values) -> bool:
        """Return whether the rule does not allow it, after all that stands above on the sheet."""
        return any(values.get(field) for field in (CONCERN, "approved_by", "decision"))

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the funds, or the reasons of the fund's rule."""
        if field != "reason":
            return super().choices(field, values)
        named = {name: name for name in self._reasons(values)}
        return named | {OTHER: translate(N_("another reason…"))}

    def proposal(self, field: str, values: Values) -> str:
        """Return the fund that is likely meant, and the amount its rule gives for a reason."""
        if field == "fund":
            return fund_title(self._likely_fund())
        if field == "amount":
            amount = self._reasons(values).get(values.get("reason", ""), 0)
            return money(amount) if amount else ""
        return super().proposal(field, values)

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return what the fund may give her, under the amount."""
        woman = self.woman(values.get("member", ""))
        if field != "amount" or woman is None:
            return super().explain(field, text, values)
        opening = self.opening
        rule = opening.rules.funds[self.fund(values)]
        try:
            reason = self._reason(values)
        except BadText:
            reason = ""
        most = aid.most(opening.facts, rule, opening.cycle.code, woman.code, reason)
        held = opening.facts.cash_of(rule.name)
        words = (
            N_("{held:money} in the fund")
            if most is None
            else N_("{most:money} at most · {held:money} in the fund")
        )
        return fill(translate(words), held=held, most=most)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the help with its reason, and who agreed to an exception."""
        event = {
            "event": self.event_type,
            "member": find_member(values["member"], self.opening).code,
            "fund": self.fund(values),
            "amount": self.amount(values),
            "reason": self._reason(values),
        }
        approved = self.woman(values.get("approved_by", ""))
        if approved is not None and values.get("decision"):
            event |= {"approved_by": approved.code, "decision": values["decision"]}
        return event

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what leaves the box of the fund."""
        return {event["fund"]: -event["amount"]}
