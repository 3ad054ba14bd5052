"""Money stolen or lost: what is typed, what it does, and the losses there were."""

import datetime
from dataclasses import dataclass
from typing import Any

from coop_ledger import terms
from coop_ledger.domain.accounts import PLACES
from coop_ledger.domain.facts import Facts
from coop_ledger.i18n import _, fill


@dataclass(slots=True, kw_only=True)
class Lost:
    """What is typed; a purse is "fund/place"."""

    purse: str
    day: datetime.date
    amount: int | None
    circumstances: str
    reported_to: str

    def event(self, group: str) -> dict[str, Any]:
        """Return the event that records it."""
        fund, _slash, place = self.purse.partition("/")
        said = {
            "event": "money_lost",
            "group": group,
            "date": self.day.isoformat(),
            "fund": fund,
            "place": place,
            "amount": self.amount,
            "circumstances": self.circumstances,
            "reported_to": self.reported_to,
        }
        return {name: value for name, value in said.items() if value not in ("", None)}


def purses(facts: Facts, day: datetime.date) -> list[tuple[str, str]]:
    """Return where money may be lost from: every place that holds some, with what it holds."""
    words = _("{fund}, {place} · {held:money} F")
    found = [
        (f"{fund}/{place}", facts.cash(fund, place))
        for fund in facts.rules(day).funds
        for place in PLACES
    ]
    return [
        (
            purse,
            fill(
                words,
                fund=terms.fund(purse.partition("/")[0]),
                place=terms.place(purse.partition("/")[2]),
                held=held,
            ),
        )
        for purse, held in found
        if held > 0
    ]
