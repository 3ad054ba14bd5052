"""Savings: shares and amounts, in and out."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.posting_rules import PLACE_NAMES, active_member, fund_named, saved, saved_in
from coop_ledger.domain.records import MemberRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.savings_for import Counting, counting
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesBought(Event):
    """A member buys shares at the price of the day, for its meeting or one missed or to come."""

    type: ClassVar[str] = "shares_bought"
    title: ClassVar[str] = N_("Shares bought")

    member: str = fields.code(N_("Member's number"))
    shares: int = fields.count(N_("Shares"))
    for_meeting: int | None = fields.count(N_("For meeting"), None, most=10000)
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the money into the fund and the shares to her name."""
        cycle = facts.active_cycle(self.date)
        member = active_member(facts, self.member)
        rules = facts.rules(self.date)
        _by_shares(rules)
        place = counting(facts, cycle, self.member, self.date, self.for_meeting)
        _check_shares(place, member, self.shares)
        paid = self.shares * rules.saving.price
        entry = saved(self, rules, self.member, paid, self.shares, self.place)
        return Effects((entry,), place.record(facts, paid, self.shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesSoldBack(Event):
    """A member sells shares back at the price they are bought at."""

    type: ClassVar[str] = "shares_sold_back"
    title: ClassVar[str] = N_("Shares sold back")

    member: str = fields.code(N_("Member's number"))
    shares: int = fields.count(N_("Shares"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")
    approved_by: tuple[str, ...] = fields.members(N_("Approved by"), ())

    def effects(self, facts: Facts) -> Effects:
        """Take the shares off her name and pay their price."""
        facts.active_cycle(self.date)
        _check_votes_of(facts, self.approved_by)
        member = facts.member(self.member)
        rules = facts.rules(self.date)
        _by_shares(rules)
        held = facts.savings(self.member).quantity
        if self.shares > held:
            raise Refusal(
                N_("{name} has {held:number} shares, not {value:number}: sell back at most those."),
                field="shares",
                value=self.shares,
                name=member.name,
                held=held,
            )
        paid = self.shares * rules.saving.price
        return Effects((saved(self, rules, self.member, -paid, -self.shares, self.place),))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsDeposited(Event):
    """A member saves an amount; in a group of shares it must be whole shares.

    It counts for the meeting of its day, or for one missed or to come.
    """

    type: ClassVar[str] = "savings_deposited"
    title: ClassVar[str] = N_("Savings deposited")

    member: str = fields.code(N_("Member's number"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    for_meeting: int | None = fields.count(N_("For meeting"), None, most=10000)
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the money into the fund and to her savings."""
        cycle = facts.active_cycle(self.date)
        member = active_member(facts, self.member)
        rules = facts.rules(self.date)
        place = counting(facts, cycle, self.member, self.date, self.for_meeting)
        if rules.saving.unit == "share":
            shares = _whole_shares(rules, self.amount)
            _check_shares(place, member, shares)
        else:
            shares = 0
            _check_amount(place, member, self.amount)
        if self.fund:
            fund = fund_named(rules, self.fund)
            entry = saved_in(self, fund, self.member, self.amount, shares, self.place)
        else:
            entry = saved(self, rules, self.member, self.amount, shares, self.place)
        return Effects((entry,), place.record(facts, self.amount, shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingsWithdrawn(Event):
    """A member takes savings out before the share-out."""

    type: ClassVar[str] = "savings_withdrawn"
    title: ClassVar[str] = N_("Savings withdrawn")

    member: str = fields.code(N_("Member's number"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")
    approved_by: tuple[str, ...] = fields.members(N_("Approved by"), ())

    def effects(self, facts: Facts) -> Effects:
        """Take the money out of the fund and off her savings."""
        facts.active_cycle(self.date)
        _check_votes_of(facts, self.approved_by)
        facts.member(self.member)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        shares = _whole_shares(rules, self.amount) if rules.saving.unit == "share" else 0
        entry = saved_in(self, fund, self.member, -self.amount, -shares, self.place)
        return Effects((entry,))


def _check_votes_of(facts: Facts, approved_by: tuple[str, ...]) -> None:
    """Refuse a vote by women who are no members: taking out before the share-out is voted."""
    for code in approved_by:
        active_member(facts, code, field="approved_by")


def _by_shares(rules: Rules) -> None:
    if rules.saving.unit != "share":
        raise Refusal(
            N_("This group saves amounts, not shares: record savings_deposited instead."),
            field="shares",
        )


def _check_shares(place: Counting, member: MemberRecord, shares: int) -> None:
    carnets = member.carnets
    least = 0 if place.elsewhere else place.rule.minimum * carnets
    most = None if place.rule.maximum is None else place.rule.maximum * carnets
    already = place.already.quantity
    total = already + shares
    if total < least:
        raise Refusal(
            N_("{name} must buy at least {least:number} shares in a meeting, not {value:number}."),
            field="shares",
            value=shares,
            name=member.name,
            least=least,
        )
    if most is not None and total > most:
        sentence = (
            N_(
                "{name} may buy at most {most:number} shares for meeting {meeting}; with "
                "{value:number} she would have {total:number}. Write {rest:number} or less."
            )
            if place.elsewhere
            else N_(
                "{name} may buy at most {most:number} shares in a meeting; with {value:number} "
                "she would have {total:number}. Write {rest:number} or less."
            )
        )
        raise Refusal(
            sentence,
            field="shares",
            value=shares,
            name=member.name,
            most=most,
            total=total,
            rest=max(most - already, 0),
            meeting=place.meeting,
        )


def _whole_shares(rules: Rules, amount: int) -> int:
    shares, left = divmod(amount, rules.saving.price)
    if left:
        raise no_whole_shares(amount, rules.saving.price)
    return shares


def no_whole_shares(amount: int, price: int) -> Refusal:
    """Return the refusal of cash that is no whole number of shares, with the nearest two answers."""
    shares, left = divmod(amount, price)
    return Refusal(
        N_(
            "{value:francs} is no whole number of shares of {price:francs}: write "
            "{lower:francs} ({lower_shares:number} shares) or "
            "{upper:francs} ({upper_shares:number} shares)."
        ),
        field="amount",
        value=amount,
        left=left,
        price=price,
        lower=shares * price,
        lower_shares=shares,
        upper=(shares + 1) * price,
        upper_shares=shares + 1,
    )


def _check_amount(place: Counting, member: MemberRecord, amount: int) -> None:
    rule, carnets = place.rule, member.carnets
    total = place.already.amount + amount
    if amount % rule.multiple_of:
        lower = amount - amount % rule.multiple_of
        raise Refusal(
            N_(
                "{value:francs} is no multiple of {step:francs}: write {lower:francs} or "
                "{upper:francs}."
            ),
            field="amount",
            value=amount,
            step=rule.multiple_of,
            lower=lower,
            upper=lower + rule.multiple_of,
        )
    if not place.elsewhere and total < rule.minimum * carnets:
        raise Refusal(
            N_("{name} must save at least {least:francs} in a meeting, not {value:francs}."),
            field="amount",
            value=amount,
            name=member.name,
            least=rule.minimum * carnets,
        )
    if rule.maximum is not None and total > rule.maximum * carnets:
        sentence = (
            N_("{name} may save at most {most:francs} for meeting {meeting}, not {value:francs}.")
            if place.elsewhere
            else N_("{name} may save at most {most:francs} in a meeting, not {value:francs}.")
        )
        raise Refusal(
            sentence,
            field="amount",
            value=total,
            name=member.name,
            most=rule.maximum * carnets,
            meeting=place.meeting,
        )
