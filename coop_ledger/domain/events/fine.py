"""Fines: charged, paid, forgiven."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.accounts import FINES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    dues,
    entry_of,
    fund_named,
    money,
)
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class FineCharged(Event):
    """A member is fined; she owes it until it is paid or waived."""

    type: ClassVar[str] = "fine_charged"
    title: ClassVar[str] = N_("Fine charged")
    gives_receipt: ClassVar[bool] = False

    member: str = fields.code(N_("Member's number"))
    kind: str = fields.code(N_("Kind of fine"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")

    def effects(self, facts: Facts) -> Effects:
        """Put the fine to what she owes."""
        facts.active_cycle(self.date)
        active_member(facts, self.member)
        fund = fund_named(facts.rules(self.date), self.fund)
        return Effects(
            (
                entry_of(
                    self,
                    Posting(dues(fund, self.member), self.amount),
                    Posting(AccountKey(FINES, fund, member=self.member), -self.amount),
                    text=self.kind,
                ),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FinePaid(Event):
    """A member pays a fine: one she owes, or one charged and paid on the spot."""

    type: ClassVar[str] = "fine_paid"
    title: ClassVar[str] = N_("Fine paid")

    member: str = fields.code(N_("Member's number"))
    kind: str = fields.code(N_("Kind of fine"), "")
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take it off what she owes; what was never charged is income at once."""
        facts.active_cycle(self.date)
        member = facts.member(self.member)
        fund = fund_named(facts.rules(self.date), self.fund)
        owed = facts.balance(dues(fund, self.member)).amount
        if owed and self.amount > owed:
            raise Refusal(
                N_(
                    "{name} owes {owed:francs} of fines, less than {value:francs}: write at most that."
                ),
                field="amount",
                value=self.amount,
                name=member.name,
                owed=owed,
            )
        account = dues(fund, self.member) if owed else AccountKey(FINES, fund, member=self.member)
        cash = Posting(money(fund, self.place), self.amount)
        return Effects((entry_of(self, cash, Posting(account, -self.amount), text=self.kind),))


@dataclass(frozen=True, slots=True, kw_only=True)
class FineWaived(Event):
    """The group forgives a fine, or part of it."""

    type: ClassVar[str] = "fine_waived"
    title: ClassVar[str] = N_("Fine waived")
    gives_receipt: ClassVar[bool] = False

    member: str = fields.code(N_("Member's number"))
    kind: str = fields.code(N_("Kind of fine"), "")
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")

    def effects(self, facts: Facts) -> Effects:
        """Take it off what she owes and off the income."""
        facts.active_cycle(self.date)
        member = facts.member(self.member)
        fund = fund_named(facts.rules(self.date), self.fund)
        owed = facts.balance(dues(fund, self.member)).amount
        if self.amount > owed:
            raise Refusal(
                N_("{name} owes {owed:francs} of fines: no more than that can be waived."),
                field="amount",
                value=self.amount,
                name=member.name,
                owed=owed,
            )
        return Effects(
            (
                entry_of(
                    self,
                    Posting(AccountKey(FINES, fund, member=self.member), self.amount),
                    Posting(dues(fund, self.member), -self.amount),
                    text=self.kind,
                ),
            )
        )
