"""Money that a meeting moves from one box or account to another."""

from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger import terms
from coop_ledger.domain.accounts import PLACES
from coop_ledger.i18n import N_
from ui.presenters.fund_deeds import moved
from ui.presenters.meeting_lines import Values
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import CHOICE, FRANCS, MEMBER, SheetLine

BOX = "box"


class Transfer(SheetLine):
    """From a purse to another; between two funds with its reason."""

    kind, name, event_type = "transfer", N_("Transfer"), "money_moved"
    asks = ("source", "target", "amount", "fee", "bearer", "text")
    reads: ClassVar[Mapping[str, str]] = {
        "source": CHOICE,
        "target": CHOICE,
        "fee": FRANCS,
        "bearer": MEMBER,
    }
    titles: ClassVar[Mapping[str, str]] = {
        "source": N_("Taken from"),
        "target": N_("Put into"),
        "fee": N_("Fee"),
        "bearer": N_("Who bears the fee"),
        "text": N_("Reason"),
    }
    optional: ClassVar[frozenset[str]] = frozenset({"fee"})

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields that matter: a reason between two funds, who bears a fee."""
        source, target = values.get("source", ""), values.get("target", "")
        within = source.partition("/")[0] == target.partition("/")[0]
        left_out = {"text"} if within else set()
        if source.endswith(f"/{BOX}"):
            left_out |= {"fee"}
        rule = self.opening.rules.funds.get(source.partition("/")[0])
        if not values.get("fee") or rule is None or rule.fees != "member":
            left_out |= {"bearer"}
        return tuple(field for field in self.asks if field not in left_out)

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return every purse; what the money is taken from holds something, or is a box."""
        facts = self.opening.facts
        return {
            f"{fund}/{place}": _words(fund, place)
            for place in PLACES
            for fund in self.opening.rules.funds
            if field == "target" or place == BOX or facts.cash(fund, place)
            if field == "source" or f"{fund}/{place}" != values.get("source")
        }

    def event(self, values: Values) -> dict[str, Any]:
        """Return the move from one purse to the other."""
        bearer = self.woman(values.get("bearer", ""))
        return moved(
            self._chosen("source", values["source"], values),
            self._chosen("target", values["target"], values),
            self.amount(values),
            fee=self.amount(values, "fee") if values.get("fee") else None,
            bearer=bearer.code if bearer else "",
            reason=values.get("text", ""),
        )

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return what each box gives and gets."""
        sums: dict[str, int] = {}
        if event["from"] == BOX:
            sums[event["fund"]] = -event["amount"]
        to = event["to"]
        if to == BOX:
            sums[event["fund"]] = sums.get(event["fund"], 0) + event["amount"]
        elif to not in PLACES and event.get("to_place", BOX) == BOX:
            sums[to] = event["amount"]
        return sums


def _words(fund: str, place: str) -> str:
    return fund_title(fund) if place == BOX else f"{terms.place(place)} · {fund_title(fund)}"
