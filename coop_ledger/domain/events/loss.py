"""Money of the group is stolen or lost."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields
from coop_ledger.domain.accounts import THEFTS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.posting_rules import PLACE_NAMES, entry_of, fund_named, money
from coop_ledger.domain.records import LossRecord
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLost(Event):
    """Money was stolen or lost: an expense of its fund, that its members bear together.

    A difference found by counting is `cash_counted`; this one is known, with its circumstances
    and to whom it was reported (reference on savings groups, 1.9).
    """

    type: ClassVar[str] = "money_lost"
    title: ClassVar[str] = N_("Money stolen or lost")
    gives_receipt: ClassVar[bool] = False

    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")
    circumstances: str = fields.note(N_("Circumstances"))
    reported_to: str = fields.note(N_("Reported to"), "")

    def effects(self, facts: Facts) -> Effects:
        """Take it out of its place, and keep how it came about."""
        facts.active_cycle(self.date)
        fund = fund_named(facts.rules(self.date), self.fund)
        held = facts.cash(fund, self.place)
        if self.amount > held:
            raise Refusal(
                N_(
                    "{fund} ({place}): by the book {held:francs} were there, so {value:francs} "
                    "cannot be lost. Record first what came in, or correct the amount."
                ),
                field="amount",
                value=self.amount,
                fund=terms.fund(fund),
                place=terms.place(self.place),
                held=held,
            )
        number = 1
        while facts.record("loss", str(number)) is not None:
            number += 1
        record = LossRecord(
            number=number,
            date=self.date,
            fund=fund,
            place=self.place,
            amount=self.amount,
            held=held,
            circumstances=self.circumstances,
            reported_to=self.reported_to,
        )
        entry = entry_of(
            self,
            Posting(AccountKey(THEFTS, fund), self.amount),
            Posting(money(fund, self.place), -self.amount),
        )
        return Effects((entry,), (record,))
