"""Contributions: what members bring to a fund."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import Posting
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    contributions,
    entry_of,
    fund_named,
    money,
)
from coop_ledger.domain.tontine_entries import contribution_to_pot
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionPaid(Event):
    """A member pays into a fund: solidarity, health …

    What she pays counts for what she owes, the oldest first, and then ahead: `for_meeting` only
    says what it was meant for.
    """

    type: ClassVar[str] = "contribution_paid"
    title: ClassVar[str] = N_("Contribution paid")

    member: str = fields.code(N_("Member's number"))
    fund: str = fields.code(N_("Fund"))
    amount: int = fields.amount(N_("Amount"))
    for_meeting: int | None = fields.count(N_("For meeting"), None, most=10000)
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the money into the fund; what a tontine takes goes to its pot, its levy off."""
        facts.active_cycle(self.date)
        facts.member(self.member)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        turn = contribution_to_pot(self, facts, fund, self.member, self.amount, self.place)
        if turn is not None:
            return Effects((turn,))  # also of one who left: her guarantor brings it
        active_member(facts, self.member)
        return Effects(
            (
                entry_of(
                    self,
                    Posting(money(fund, self.place), self.amount),
                    Posting(contributions(rules, fund, self.member), -self.amount),
                ),
            )
        )
