"""A woman who joins while a cycle is under way: what she must pay, by the group's rule."""

import datetime
from dataclasses import dataclass

from coop_ledger.domain import worth
from coop_ledger.domain.accounts import OTHER_INCOME
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.posting_rules import entry_of, money, saved
from coop_ledger.domain.records import CycleRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What joining on a day means.

    `least` is what she must bring (francs); `meetings` how many were held before her;
    `share` what one share costs her, None in a group of amounts or outside a cycle.
    """

    rule: str
    cycle: CycleRecord | None
    meetings: int
    least: int
    share: int | None

    @property
    def in_cycle(self) -> bool:
        """Whether a cycle is under way."""
        return self.meetings > 0


def joining(facts: Facts, on: datetime.date, carnets: int = 1) -> Joining:
    """Return what joining on a day means."""
    rules = facts.rules(on)
    cycle = next((c for c in facts.cycles() if c.closed_on is None and c.opened <= on), None)
    held = [] if cycle is None else _held_before(facts, cycle, on)
    rule = rules.joining.in_cycle if held else "open"
    price = rules.saving.price if rules.saving.unit == "share" else None
    if price is not None and rule == "current_value":
        price = worth.paid_for_shares(facts, rules.first_fund, price, 1)
    return Joining(
        rule=rule,
        cycle=cycle,
        meetings=len(held),
        least=sum(_bound(facts.rules(day), carnets) for day in held) if rule == "catch_up" else 0,
        share=price,
    )


def _held_before(facts: Facts, cycle: CycleRecord, on: datetime.date) -> list[datetime.date]:
    return [
        day for key, day in facts.met().items() if key.startswith(f"{cycle.code}/") and day < on
    ]


def _bound(rules: Rules, carnets: int) -> int:
    """What the least saver was bound to bring to a meeting, in francs."""
    price = rules.saving.price if rules.saving.unit == "share" else 1
    return rules.saving.minimum * price * carnets


def check(facts: Facts, on: datetime.date, carnets: int, paid: int | None) -> None:
    """Refuse a woman who may not join now, or who brings less than she must."""
    found = joining(facts, on, carnets)
    if found.rule == "refused" and found.cycle is not None:
        raise Refusal(
            N_(
                "Nobody joins while cycle {cycle} is under way: she may join when the next one "
                "opens, after {ends:day}."
            ),
            field="member",
            cycle=found.cycle.code,
            ends=found.cycle.ends,
        )
    if (paid or 0) < found.least:
        raise Refusal(
            N_(
                "After {meetings:number} meetings she must bring what the others were bound to "
                "save: {least:francs}. Write it as her catch-up payment (catch_up)."
            ),
            field="catch_up",
            value=paid,
            meetings=found.meetings,
            least=found.least,
        )


def entry(event: Event, facts: Facts, member: str, paid: int) -> JournalEntry:
    """Return the entry of what she brings: her savings, and what is above their price."""
    facts.active_cycle(event.date)
    rules = facts.rules(event.date)
    at_value = joining(facts, event.date).rule == "current_value"
    if rules.saving.unit == "share":
        shares = _shares(facts, rules, paid, at_value=at_value)
        credited = shares * rules.saving.price
    else:
        shares = 0
        credited = worth.saved_for_amount(facts, rules.first_fund, paid) if at_value else paid
    if not credited:
        raise Refusal(
            N_("{value:francs} buys no savings at their present value: write more."),
            field="catch_up",
            value=paid,
        )
    found = saved(event, rules, member, credited, shares)
    if credited == paid:
        return found
    fund = rules.first_fund
    return entry_of(
        event,
        *found.postings,
        Posting(money(fund), paid - credited),
        Posting(AccountKey(OTHER_INCOME, fund, member=member), credited - paid),
    )


def _shares(facts: Facts, rules: Rules, paid: int, *, at_value: bool) -> int:
    """Return the shares an amount buys; refuse what is no whole number of them."""
    price = rules.saving.price

    def cost(shares: int) -> int:
        if not at_value:
            return shares * price
        return worth.paid_for_shares(facts, rules.first_fund, price, shares)

    shares = paid // price
    if at_value:
        shares = paid // cost(1)
        while cost(shares + 1) <= paid:  # together they may cost some francs less
            shares += 1
    if cost(shares) == paid:
        return shares
    if at_value:
        raise Refusal(
            N_(
                "{field} is {value:francs}, which is no whole number of shares at their present "
                "value, {share:francs}: write {lower:francs} or {upper:francs}."
            ),
            field="catch_up",
            value=paid,
            share=cost(1),
            lower=cost(shares),
            upper=cost(shares + 1),
        )
    raise Refusal(
        N_(
            "{field} is {value:francs}, which is no whole number of shares of "
            "{price:francs}: write {lower:francs} or {upper:francs}."
        ),
        field="catch_up",
        value=paid,
        price=price,
        lower=cost(shares),
        upper=cost(shares + 1),
    )
