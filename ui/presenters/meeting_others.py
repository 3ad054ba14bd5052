"""Other money of a meeting: income, expenses, help, savings given back, fines forgiven, the bank."""

from collections.abc import Sequence
from typing import Any

from coop_ledger import names
from coop_ledger.amounts import BadText, parse_amount, parse_count
from coop_ledger.i18n import N_, fill, money, number, translate
from ui.presenters.meeting_lines import Lines, Values, find_member
from ui.presenters.meeting_opening import fund_title

INCOME, EXPENSE, AID, BACK, WAIVED, BANK = "income", "expense", "aid", "back", "waived", "bank"
_KINDS = {
    INCOME: N_("Income"),
    EXPENSE: N_("Expense"),
    AID: N_("Help to a member"),
    BACK: N_("Savings given back"),
    WAIVED: N_("Fine forgiven"),
    BANK: N_("Brought to the bank"),
}
_TO_MEMBER = frozenset({AID, BACK, WAIVED})


class Others(Lines):
    """Income, expenses, help, savings given back, fines forgiven, money brought to the bank."""

    key = "other"

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields of a line of this kind."""
        kind = self.kind(values)
        if not kind:
            return ("kind",)
        who = ("member",) if kind in _TO_MEMBER else ()
        fund = ("fund",) if len(self.opening.rules.funds) > 1 and kind != BACK else ()
        text = ("text",) if kind in {INCOME, EXPENSE, AID} else ()
        return ("kind", *who, *fund, "amount", *text)

    def title(self, field: str, values: Values) -> str:
        """Return what a field asks."""
        if field == "amount" and self._in_shares(values):
            return translate(N_("Shares"))
        if field == "text" and self.kind(values) == AID:
            return translate(N_("Reason"))
        return translate(_OTHER_FIELDS[field])

    def kind(self, values: Values) -> str:
        """Return the kind of a line, "" while none is typed."""
        try:
            return self._kind_named(values["kind"]) if values.get("kind") else ""
        except BadText:
            return ""

    def _kind_named(self, text: str) -> str:
        if text in _KINDS:
            return text
        wanted = names.search_key(text)
        for code, name in _KINDS.items():
            if wanted and names.search_key(translate(name)).startswith(wanted):
                return code
        raise BadText(
            N_("{text} is none of these. Type the first letter: {kinds}."),
            text=text,
            kinds=self._choices(),
        )

    def _choices(self) -> str:
        return ", ".join(translate(name) for name in _KINDS.values())

    def _in_shares(self, values: Values) -> bool:
        return self.kind(values) == BACK and self.opening.rules.saving.unit == "share"

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown. Raises BadText."""
        match field:
            case "kind":
                return translate(_KINDS[self._kind_named(text)])
            case "member":
                return self._said_member(text)
            case "fund":
                return fund_title(self._fund_named(text))
            case "amount":
                in_shares = self._in_shares(values)
                return (
                    number(parse_count(text))
                    if in_shares
                    else money(parse_amount(text, arithmetic=True))
                )
        return text.strip()

    def kept(self, field: str, text: str) -> str:
        """Return the code of a kind, a member or a fund."""
        if field == "member":
            return find_member(text, self.opening).code
        if field == "kind":
            return self._kind_named(text)
        return self._fund_named(text) if field == "fund" else text

    def _fund_named(self, text: str) -> str:
        funds = self.opening.rules.funds
        wanted = names.search_key(text)
        for fund in funds:
            if text == fund or names.search_key(fund_title(fund)).startswith(wanted):
                return fund
        raise BadText(
            N_("{text} is no fund of this group. There are {funds}."),
            text=text,
            funds=", ".join(map(fund_title, funds)),
        )

    def proposal(self, field: str, values: Values, taken: Sequence[str]) -> str:
        """Return the fund that is likely meant, and the fine that is owed."""
        if field == "fund":
            funds = list(self.opening.rules.funds)
            likely = funds[1] if self.kind(values) == AID and len(funds) > 1 else funds[0]
            return fund_title(likely)
        woman = self.woman(values.get("member", ""))
        if field == "amount" and self.kind(values) == WAIVED and woman and woman.fines_owed:
            return money(woman.fines_owed)
        return ""

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return the choices, or what she has."""
        if field == "kind":
            return self._choices()
        woman = self.woman(text if field == "member" else values.get("member", ""))
        if woman is None or field not in {"member", "amount"}:
            return ""
        return fill(
            translate(N_("saved {saved:money} · fines owed {fines:money}")),
            saved=woman.saved,
            fines=woman.fines_owed,
        )

    def event(self, values: Values) -> dict[str, Any] | None:
        """Return what happened, None while something is missing."""
        kind = self.kind(values)
        wanted = [field for field in self.fields(values) if field != "fund"]
        if not kind or not all(values.get(field) for field in wanted):
            return None
        fund = self._fund_named(values["fund"]) if values.get("fund") else ""
        woman = self.woman(values.get("member", ""))
        event: dict[str, Any] = {"event": _EVENTS[kind]}
        if woman is not None:
            event["member"] = woman.code
        if self._in_shares(values):
            return event | {"event": "shares_sold_back", "shares": parse_count(values["amount"])}
        event["amount"] = parse_amount(values["amount"], arithmetic=True)
        first = self.opening.rules.first_fund
        match kind:
            case "income" | "expense":
                event |= {"fund": fund or first, "text": values["text"]}
            case "aid":
                event |= {"fund": fund or first, "reason": values["text"]}
            case "bank":
                event |= {"from": "box", "to": "bank", "fund": fund or first}
            case "waived" if fund:
                event["fund"] = fund
        return event


_OTHER_FIELDS = {
    "kind": N_("What"),
    "member": N_("Member"),
    "fund": N_("Fund"),
    "amount": N_("Amount"),
    "text": N_("What for"),
}
_EVENTS = {
    INCOME: "income_received",
    EXPENSE: "expense_paid",
    AID: "aid_granted",
    BACK: "savings_withdrawn",
    WAIVED: "fine_waived",
    BANK: "money_moved",
}
