"""What is left to pay to a member, also to one who is no longer on the sheet."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from coop_ledger.amounts import BadText
from coop_ledger.domain.accounts import LEFT_TO_PAY
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.i18n import N_, fill, money, translate
from ui.presenters.meeting_lines import Values, find_member
from ui.presenters.meeting_opening import Attendee, Opening, fund_title
from ui.presenters.sheet_lines.line import SheetLine


class Rest(SheetLine):
    """The rest of an envelope, of a pot, or of what a member who left is to get."""

    kind, name, event_type = "rest", N_("Rest that was left to pay"), "rest_paid"
    asks = ("member", "fund", "amount")

    def __init__(self, opening: Opening) -> None:
        everybody = opening
        super().__init__(dataclasses.replace(opening, attendees=tuple(_owed(opening.facts))))
        self._everybody = everybody

    def is_offered(self) -> bool:
        """Return whether something is left to pay to anybody."""
        return bool(self.opening.attendees)

    def _left(self, values: Values) -> Mapping[str, int]:
        """Return what is left to pay to the member typed, by fund."""
        woman = self.woman(values.get("member", ""))
        return {} if woman is None else left_to(self.opening.facts, woman.code)

    def fields(self, values: Values) -> tuple[str, ...]:
        """Return the fields; the fund is asked for where several have something for her."""
        several = len(self._left(values)) > 1 or values.get("fund")
        return self.asks if several else ("member", "amount")

    def choices(self, field: str, values: Values) -> Mapping[str, str]:
        """Return the funds in which something is left for her."""
        return {fund: fund_title(fund) for fund in self._left(values)}

    def fund(self, values: Values) -> str:
        """Return the fund it comes out of."""
        left = self._left(values)
        if values.get("fund"):
            return super().fund(values)
        return next(iter(left), self.opening.rules.first_fund)

    def proposal(self, field: str, values: Values) -> str:
        """Return the whole of what is left for her."""
        left = self._left(values)
        if field == "fund":
            return fund_title(self.fund(values)) if left else ""
        return money(left[self.fund(values)]) if field == "amount" and left else ""

    def explain(self, field: str, text: str, values: Values) -> str:
        """Return what is left for her in each fund, or to whom something is left."""
        woman = self.woman(text if field == "member" else values.get("member", ""))
        if woman is None:
            return ", ".join(f"{each.code} {each.name}" for each in self.opening.attendees[:6])
        left = left_to(self.opening.facts, woman.code)
        return " · ".join(
            fill(translate(N_("left to pay: {left:money} F ({fund})")), left=amount,
                 fund=fund_title(fund))
            for fund, amount in left.items()
        )  # fmt: skip

    def read(self, field: str, text: str, values: Values) -> str:
        """Return a field as it is shown; who is to get nothing is told by name. Raises BadText."""
        try:
            return super().read(field, text, values)
        except BadText:
            if field != "member":
                raise
            woman = find_member(text, self._everybody)
        owed = ", ".join(f"{each.code} {each.name}" for each in self.opening.attendees[:4])
        raise BadText(
            N_("Nothing is left to pay to {name}. There is something for {owed}."),
            text=text,
            name=woman.name,
            owed=owed or "–",
        )

    def event(self, values: Values) -> dict[str, Any]:
        """Return what is paid, out of the fund that owes it."""
        event = super().event(values)
        if event["fund"] == self.opening.rules.first_fund:
            del event["fund"]
        return event


def left_to(facts: Facts, member: str) -> dict[str, int]:
    """Return what is left to pay to a member, in francs by fund."""
    return {
        key.fund: -balance.amount
        for key, balance in facts.leaves(LEFT_TO_PAY).items()
        if key.member == member and balance.amount
    }


def _owed(facts: Facts) -> Iterator[Attendee]:
    """Yield everybody to whom something is left to pay, whether or not she is still a member."""
    owed = {key.member for key, balance in facts.leaves(LEFT_TO_PAY).items() if balance.amount}
    for code in sorted(owed, key=number_order):
        member, saved = facts.member(code), facts.savings(code)
        yield Attendee(
            code=code,
            name=member.name,
            note="",
            carnets=member.carnets,
            shares=saved.quantity,
            saved=saved.amount,
            fines_owed=0,
            loans=(),
        )
