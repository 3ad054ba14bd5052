"""A member leaves, and what was left to pay is paid."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields
from coop_ledger.domain.accounts import LEFT_TO_PAY
from coop_ledger.domain.deliveries import refuse_open_plan
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.lending import WRITTEN_OFF
from coop_ledger.domain.posting_rules import PLACE_NAMES, active_member, entry_of, fund_named, money
from coop_ledger.domain.records import DepartureRecord, MemberRecord
from coop_ledger.domain.settlement import (
    REASONS,
    Settlement,
    forgiven,
    payer_of,
    postings,
    settlement,
)
from coop_ledger.i18n import N_

SIGNATURES_AT_DEATH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Event):
    """A member leaves; what she has and owes is settled by the rules of the day.

    A death names the next of kin and two members who sign, an exclusion its minute, a
    transfer the group she goes to. `paid` says how much of it is paid at once where the box
    cannot pay all; the rest is left to pay.
    """

    type: ClassVar[str] = "member_left"
    title: ClassVar[str] = N_("Member left")

    member: str = fields.code(N_("Member's number"))
    reason: str = fields.choice(N_("Reason"), REASONS)
    paid: int | None = fields.count(N_("Paid at once"), None, least=0, most=fields.AMOUNT_MAX)
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")
    next_of_kin: str = fields.note(N_("Next of kin"), "")
    next_of_kin_phone: str = fields.phone(N_("Telephone of the next of kin"), "")
    minute: str = fields.note(N_("Decision (minute)"), "")
    to_group: str = fields.note(N_("Group she goes to"), "")
    approved_by: tuple[str, ...] = fields.members(N_("Approved by"), ())

    def effects(self, facts: Facts) -> Effects:
        """Settle her account, and keep her in the register with the day and the reason."""
        member = active_member(facts, self.member)
        self._check(facts, member)
        refuse_open_plan(facts, self.member)
        found = settlement(facts, self.member, self.date, self.reason, self.paid)
        self._check_paid(found)
        lines = postings(facts, found, self.place)
        lost = list(forgiven(facts, found))
        if lines or lost:
            facts.active_cycle(self.date)
            self._check_box(facts, found, lines)
        departure = DepartureRecord(
            member=self.member,
            date=self.date,
            reason=self.reason,
            result=found.as_json(),
            next_of_kin=self.next_of_kin or member.next_of_kin,
            next_of_kin_phone=self.next_of_kin_phone or member.next_of_kin_phone,
            minute=self.minute,
            to_group=self.to_group,
            approved_by=self.approved_by,
        )
        gone = dataclasses.replace(
            member,
            status=self.reason,
            office="",
            left_on=self.date,
            left_reason=self.reason,
            next_of_kin=departure.next_of_kin,
            next_of_kin_phone=departure.next_of_kin_phone,
        )
        entries = [JournalEntry(WRITTEN_OFF, self.date, tuple(loss)) for _loan, loss in lost]
        if lines:
            entries.append(entry_of(self, *lines))
        return Effects(tuple(entries), (gone, departure, *(loan for loan, _loss in lost)))

    def _check(self, facts: Facts, member: MemberRecord) -> None:
        if self.date < member.joined:
            raise Refusal(
                N_("{value:day} is before {name} joined on {joined:day}: correct the date."),
                field="date",
                value=self.date,
                name=member.name,
                joined=member.joined,
            )
        for code in self.approved_by:
            active_member(facts, code, field="approved_by")
        if self.reason == "deceased":
            self._check_death(member)
        if self.reason == "excluded" and not self.minute:
            raise Refusal(
                N_(
                    "An exclusion rests on a decision of the assembly: "
                    "write its day or number (minute)."
                ),
                field="minute",
            )
        if self.reason == "transferred" and not self.to_group:
            raise Refusal(
                N_("Write the group that {name} goes to (to_group)."),
                field="to_group",
                name=member.name,
            )

    def _check_death(self, member: MemberRecord) -> None:
        if not (self.next_of_kin or member.next_of_kin):
            raise Refusal(
                N_("Name the next of kin of {name}, who receives what is hers (next_of_kin)."),
                field="next_of_kin",
                name=member.name,
            )
        signing = [code for code in self.approved_by if code != self.member]
        if len(signing) < SIGNATURES_AT_DEATH:
            raise Refusal(
                N_(
                    "A death is signed by {needed:number} other members: {value:number} are named "
                    "(approved_by)."
                ),
                field="approved_by",
                value=len(signing),
                needed=SIGNATURES_AT_DEATH,
            )

    def _check_paid(self, found: Settlement) -> None:
        if self.paid and found.when != "at_once" and not found.payable:
            raise Refusal(
                N_("By the rules nothing is paid before the share-out: leave {field} out."),
                field="paid",
                value=self.paid,
            )
        if self.paid is not None and self.paid > found.payable:
            raise Refusal(
                N_(
                    "{field} is {value:francs} and {net:francs} are due to her: write at most that."
                ),
                field="paid",
                value=self.paid,
                net=found.payable,
            )

    def _check_box(self, facts: Facts, found: Settlement, lines: list[Posting]) -> None:
        """Refuse what the box cannot pay, and say how much of it can be paid now."""
        payer = payer_of(facts, found)
        asked = -sum(p.amount for p in lines if p.account == money(payer, self.place))
        held = facts.cash(payer, self.place)
        if asked > held:
            raise Refusal(
                N_(
                    "{fund}: {held:francs} are there and {asked:francs} are to be paid. Pay "
                    "{possible:francs} now (paid); the rest is left to pay."
                ),
                field="paid",
                value=found.paid,
                fund=terms.fund(payer),
                held=held,
                asked=asked,
                possible=max(0, found.paid - (asked - held)),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class RestPaid(Event):
    """What was left to pay to a member, or to one who left, is paid."""

    type: ClassVar[str] = "rest_paid"
    title: ClassVar[str] = N_("Rest paid")

    member: str = fields.code(N_("Member's number"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take it off what was left to pay, and out of the fund; also after a share-out.

        It touches nothing that a cycle counts, so it may be done between two cycles as well.
        """
        self._check_day(facts)
        member = facts.member(self.member)
        fund = self._fund(facts)
        key = AccountKey(LEFT_TO_PAY, fund, member=self.member)
        left = -facts.balance(key).amount
        if self.amount > left:
            raise Refusal(
                N_(
                    "{left:francs} are left to pay to {name} ({fund}), less than {value:francs}: "
                    "write at most that."
                ),
                field="amount",
                value=self.amount,
                name=member.name,
                fund=terms.fund(fund),
                left=left,
            )
        cash = Posting(money(fund, self.place), -self.amount)
        return Effects((entry_of(self, Posting(key, self.amount), cash),))

    def _check_day(self, facts: Facts) -> None:
        """Refuse a day of a cycle that is closed; from its last day on she may be paid."""
        closings = [cycle.closed_on for cycle in facts.cycles() if cycle.closed_on is not None]
        if not closings or self.date < max(closings):
            facts.open_cycle(self.date)

    def _fund(self, facts: Facts) -> str:
        """Return the fund that is named, or the one in which something is left for her."""
        rules = facts.rules(self.date)
        if self.fund:
            return fund_named(rules, self.fund)
        owing = [
            key.fund
            for key, balance in facts.leaves(LEFT_TO_PAY).items()
            if key.member == self.member and balance.amount
        ]
        first = rules.first_fund
        return first if first in owing else next(iter(owing), first)
