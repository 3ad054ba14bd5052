"""A donor's money for the deliveries: received, and given back where it was not granted."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger import terms
from coop_ledger.domain import deliveries, fields
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import Posting
from coop_ledger.domain.posting_rules import PLACE_NAMES, entry_of, fund_named, money
from coop_ledger.domain.records import DonationRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyReceived(Event):
    """A donor gives money for the deliveries; it is never the group's."""

    type: ClassVar[str] = "subsidy_received"
    title: ClassVar[str] = N_("Donor's money received")
    gives_receipt: ClassVar[bool] = False

    amount: int = fields.amount(N_("Amount"))
    donor: str = fields.name(N_("Donor"), "")
    reference: str = fields.note(N_("Reference of the payment"), "")
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the money into the donor's fund, and the gift into the register of donors."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund or deliveries.rule_of(rules).donor_fund)
        donor = _donor(self, facts, rules, fund)
        gift = DonationRecord(
            fund=fund,
            date=self.date,
            number=_next_gift(facts, fund, self.date),
            donor=donor,
            amount=self.amount,
            reference=self.reference,
        )
        entry = entry_of(
            self,
            Posting(money(fund, self.place), self.amount),
            Posting(deliveries.donor_account(fund), -self.amount),
            text=donor,
        )
        return Effects((entry,), (gift,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyReturned(Event):
    """A donor's money that is left, at the end of a project say, is given back."""

    type: ClassVar[str] = "subsidy_returned"
    title: ClassVar[str] = N_("Donor's money given back")
    gives_receipt: ClassVar[bool] = False

    amount: int = fields.amount(N_("Amount"))
    reference: str = fields.note(N_("Reference of the payment"), "")
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take it out of the donor's fund; what is granted to a woman stays for her centre."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund or deliveries.rule_of(rules).donor_fund)
        _refuse_own(rules, fund)
        account = deliveries.donor_account(fund)
        left = -facts.balance(account).amount
        if self.amount > left:
            raise Refusal(
                N_(
                    "{left:francs} of the donor's money are not granted ({fund}), less than "
                    "{value:francs}: give back at most that."
                ),
                field="amount",
                value=self.amount,
                left=left,
                fund=terms.fund(fund),
            )
        donor = deliveries.donor_of(facts, rules, fund)
        text = " · ".join(filter(None, (donor, self.reference)))
        cash = Posting(money(fund, self.place), -self.amount)
        return Effects((entry_of(self, Posting(account, self.amount), cash, text=text),))


def _refuse_own(rules: Rules, fund: str) -> None:
    if not rules.is_donors(fund):
        raise Refusal(
            N_("{fund} is the group's own: name the fund of the donor's money."),
            field="fund",
            value=fund,
            fund=terms.fund(fund),
        )


def _donor(event: SubsidyReceived, facts: Facts, rules: Rules, fund: str) -> str:
    """Return whose money it is; one fund holds the money of one donor."""
    _refuse_own(rules, fund)
    whose = deliveries.donor_of(facts, rules, fund)
    if not (event.donor or whose):
        raise Refusal(
            N_("The donor is missing: write who gave this money."), field="donor", value=""
        )
    if whose and event.donor and event.donor != whose:
        raise Refusal(
            N_(
                "{fund} holds the money of {donor}: give the money of {value} a fund of its "
                "own, so that each donor sees what became of it."
            ),
            field="donor",
            value=event.donor,
            fund=terms.fund(fund),
            donor=whose,
        )
    return event.donor or whose


def _next_gift(facts: Facts, fund: str, day: datetime.date) -> int:
    number = 1
    while facts.record(DonationRecord.kind, f"{fund}/{day.isoformat()}/{number}") is not None:
        number += 1
    return number
