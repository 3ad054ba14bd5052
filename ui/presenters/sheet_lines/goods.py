"""Goods at a meeting: bought out of a fund, given to the members."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from coop_ledger.amounts import BadText, parse_count
from coop_ledger.domain.accounts import GOODS
from coop_ledger.domain.goods import goods_in
from coop_ledger.i18n import N_, fill, ngettext, number, translate
from ui.presenters.meeting_lines import Values, find_member
from ui.presenters.meeting_opening import fund_title
from ui.presenters.sheet_lines.line import COUNT, WORDS, SheetLine


class GoodsBought(SheetLine):
    """Soap or other goods that a fund buys for the members."""

    kind, name, event_type = "goods", N_("Purchase of goods"), "goods_bought"
    asks = ("fund", "item", "quantity", "amount")
    reads: ClassVar[Mapping[str, str]] = {"item": WORDS, "quantity": COUNT}
    titles: ClassVar[Mapping[str, str]] = {"item": N_("Goods"), "quantity": N_("Quantity")}

    def proposal(self, field: str, values: Values) -> str:
        """Return the fund and the goods of the last purchase."""
        known = _known(self)
        if field == "fund" and known:
            return fund_title(known[-1][0])
        if field == "item" and known:
            return known[-1][1]
        return super().proposal(field, values)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the purchase."""
        return super().event(values) | {
            "item": values["item"],
            "quantity": parse_count(values["quantity"]),
        }


class GoodsGiven(SheetLine):
    """The same number to each: to everyone, to some, or to everyone but some."""

    kind, name, event_type = "given", N_("Goods given"), "goods_distributed"
    asks = ("fund", "item", "each", "who")
    reads: ClassVar[Mapping[str, str]] = {"item": WORDS, "each": COUNT, "who": WORDS}
    titles: ClassVar[Mapping[str, str]] = {
        "item": N_("Goods"),
        "each": N_("How many each"),
        "who": N_("To whom"),
    }
    optional: ClassVar[frozenset[str]] = frozenset({"fund", "who"})

    def proposal(self, field: str, values: Values) -> str:
        """Return the goods there are, and everyone."""
        known = _known(self)
        if field == "fund" and known:
            return fund_title(known[-1][0])
        if field == "item" and known:
            return known[-1][1]
        return translate(N_("all")) if field == "who" else super().proposal(field, values)

    def fund(self, values: Values) -> str:
        """Return the fund chosen, that of the goods unless said."""
        known = _known(self)
        if values.get("fund") or not known:
            return super().fund(values)
        return known[-1][0]

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown; who receives as numbers."""
        if field != "who":
            return super().read(field, text, values)
        chosen = self._who(text)
        everyone = len(chosen) == len(self.opening.attendees)
        return translate(N_("all")) if everyone else " ".join(chosen)

    def _who(self, text: str) -> list[str]:
        """Return who receives: all, "3 8 12", or all but some as "-3 -8". Raises BadText."""
        everyone = [woman.code for woman in self.opening.attendees]
        typed = text.strip()
        if not typed or typed.casefold() in {"all", translate(N_("all")).casefold()}:
            return everyone
        parts = [part for part in re.split(r"[\s,;]+", typed) if part]
        but = {find_member(part[1:], self.opening).code for part in parts if part[0] in "-−"}
        named = [find_member(part, self.opening).code for part in parts if part[0] not in "-−"]
        chosen = [code for code in (named or everyone) if code not in but]
        if not chosen:
            raise BadText(N_("{text}: nobody is left to receive."), text=text)
        return list(dict.fromkeys(chosen))

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return what there is, and what the line comes to."""
        stock = goods_in(self.opening.facts, self.fund(values))
        if field == "item":
            return ", ".join(f"{item} {number(held.quantity)}" for item, held in stock.items())
        if field == "who":
            words = N_("all, or their numbers: 3 8 12; all but two of them: -3 -8")
            return translate(words)
        try:
            each = parse_count(text if field == "each" else values.get("each", ""))
            members = len(self._who(values.get("who", "")))
        except BadText:
            return super().explain(field, text, values)
        said = ngettext(
            "{n:number} for {m:number} member", "{n:number} for {m:number} members", members
        )
        return fill(said, n=each * members, m=members)

    def event(self, values: Values) -> dict[str, Any]:
        """Return the gift with everyone who receives."""
        each = parse_count(values["each"])
        return {
            "event": self.event_type,
            "fund": self.fund(values),
            "item": values["item"],
            "given": dict.fromkeys(self._who(values.get("who", "")), each),
        }

    def cash(self, event: Mapping[str, Any]) -> Mapping[str, int]:
        """Return nothing: goods are no money."""
        return {}


def _known(line: SheetLine) -> list[tuple[str, str]]:
    """Return the fund and name of all goods ever bought: those still there last, then today's."""
    leaves = line.opening.facts.leaves(GOODS)
    funds = line.opening.rules.funds
    found = [(stock.quantity > 0, key.fund, key.item) for key, stock in leaves.items()]
    today = [(e["fund"], e["item"]) for e in line.above if e["event"] == "goods_bought"]
    return [*((fund, item) for _there, fund, item in sorted(found) if fund in funds), *today]
