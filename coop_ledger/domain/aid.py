"""When a fund helps a member: what its rule allows, and what a group may decide otherwise."""

import datetime
from collections.abc import Mapping
from typing import Any

from coop_ledger import names, terms
from coop_ledger.domain.arrears import Arrears
from coop_ledger.domain.errors import Concern
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import AidRecord, MemberRecord
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.funds import AidRule, FundRule
from coop_ledger.i18n import N_

_ReasonAmount = tuple[str, int]


def helping(rules: Rules) -> list[str]:
    """Return the funds in the order in which one thinks of them for a help.

    First those that have a rule for it, then the group's others, then the first fund, where
    savings are lent, and last a donor's.
    """
    first = rules.first_fund

    def order(fund: str) -> tuple[bool, bool, bool]:
        rule = rules.funds[fund]
        return bool(rule.donor), rule.aid is None, fund == first

    return sorted(rules.funds, key=order)


def given(facts: Facts, fund: str, cycle: str, member: str) -> int:
    """Return what a fund gave a member in a cycle, in francs."""
    return sum(
        record.amount
        for record in aids(facts)
        if (record.fund, record.cycle, record.member) == (fund, cycle, member)
    )


def aids(facts: Facts) -> list[AidRecord]:
    """Return every help given under a rule, the oldest first."""
    return [record for record in facts.records("aid") if isinstance(record, AidRecord)]


def next_number(facts: Facts) -> int:
    """Return the number of the next help."""
    return max((record.number for record in aids(facts)), default=0) + 1


def meetings_since(facts: Facts, member: MemberRecord, on: datetime.date) -> int:
    """Return how many meetings were held from the day a member joined to the day before `on`."""
    return sum(member.joined <= day < on for day in facts.met().values())


def reason_of(rule: AidRule, said: str) -> _ReasonAmount | None:
    """Return the reason of the rules that is meant and its amount, None when it is none of them."""
    wanted = names.search_key(said)
    for name, amount in rule.reasons.items():
        if names.search_key(name) == wanted:
            return name, amount
    return None


def most(facts: Facts, rule: FundRule, cycle: str, member: str, reason: str = "") -> int | None:
    """Return the most a fund may give a member for a reason, in francs; None for no limit."""
    aid = rule.aid
    if aid is None:
        return None
    known = reason_of(aid, reason)
    limits = [
        aid.ceiling,
        known[1] if known and known[1] else None,
        None
        if aid.ceiling_per_cycle is None
        else aid.ceiling_per_cycle - given(facts, rule.name, cycle, member),
        max(facts.cash_of(rule.name) - aid.keep, 0) if aid.keep else None,
    ]
    return min((max(limit, 0) for limit in limits if limit is not None), default=None)


def concern(
    facts: Facts,
    rule: FundRule,
    member: MemberRecord,
    *,
    amount: int,
    reason: str,
    on: datetime.date,
    cycle: str,
) -> Concern | None:
    """Return the first thing in which a help is not what the rule says, None when it is."""
    aid = rule.aid
    if aid is None:
        return None
    said: Mapping[str, Any] = {"fund": terms.fund(rule.name), "name": member.name}
    return (
        _about_reason(aid, reason, amount, said)
        or _about_ceilings(facts, aid, rule, member, amount, cycle, said)
        or _about_her(facts, aid, member, on, said)
        or _about_what_stays(facts, aid, rule, amount, said)
    )


def _about_reason(
    aid: AidRule, reason: str, amount: int, said: Mapping[str, Any]
) -> Concern | None:
    if not aid.reasons:
        return None
    known = reason_of(aid, reason)
    if known is None:
        return Concern(
            N_(
                "{fund} helps for {reasons}, and not for {value}: choose one of them, or have an "
                "exception voted (approved_by, decision)."
            ),
            field="reason",
            value=reason,
            reasons=", ".join(aid.reasons),
            **said,
        )
    if known[1] and amount > known[1]:
        return Concern(
            N_(
                "{fund} gives {most:francs} for {reason}, less than {value:francs}: give that, or "
                "have an exception voted (approved_by, decision)."
            ),
            field="amount",
            value=amount,
            most=known[1],
            reason=known[0],
            **said,
        )
    return None


def _about_ceilings(
    facts: Facts,
    aid: AidRule,
    rule: FundRule,
    member: MemberRecord,
    amount: int,
    cycle: str,
    said: Mapping[str, Any],
) -> Concern | None:
    if aid.ceiling is not None and amount > aid.ceiling:
        return Concern(
            N_(
                "{fund} gives {most:francs} at most at one time, less than {value:francs}: give "
                "that, or have an exception voted (approved_by, decision)."
            ),
            field="amount",
            value=amount,
            most=aid.ceiling,
            **said,
        )
    if aid.ceiling_per_cycle is None:
        return None
    before = given(facts, rule.name, cycle, member.code)
    if before + amount > aid.ceiling_per_cycle:
        return Concern(
            N_(
                "{fund} gives a member {most:francs} a cycle; {name} was given {before:francs} "
                "already, {left:francs} are left. Give that, or have an exception voted "
                "(approved_by, decision)."
            ),
            field="amount",
            value=amount,
            most=aid.ceiling_per_cycle,
            before=before,
            left=max(aid.ceiling_per_cycle - before, 0),
            **said,
        )
    return None


def _about_her(
    facts: Facts,
    aid: AidRule,
    member: MemberRecord,
    on: datetime.date,
    said: Mapping[str, Any],
) -> Concern | None:
    held = meetings_since(facts, member, on) if aid.waiting_meetings else 0
    if held < aid.waiting_meetings:
        return Concern(
            N_(
                "{name} has been a member for {held:number} meetings and {fund} helps after "
                "{wanted:number}: wait, or have an exception voted (approved_by, decision)."
            ),
            field="member",
            value=member.code,
            held=held,
            wanted=aid.waiting_meetings,
            **said,
        )
    owed = behind(facts, member.code, on) if aid.up_to_date else 0
    if owed > 0:
        return Concern(
            N_(
                "{name} is {owed:francs} behind with what she should have brought, and {fund} helps "
                "who is up to date: let her pay first, or have an exception voted (approved_by, "
                "decision)."
            ),
            field="member",
            value=member.code,
            owed=owed,
            **said,
        )
    return None


def behind(facts: Facts, member: str, on: datetime.date) -> int:
    """Return what a member did not bring of contributions and of compulsory savings, in francs."""
    followed = Arrears(facts, on)
    missed = sum(meeting.amount for meeting in followed.missed_savings(member))
    return missed + sum(standing.owed for standing in followed.standings(member))


def _about_what_stays(
    facts: Facts, aid: AidRule, rule: FundRule, amount: int, said: Mapping[str, Any]
) -> Concern | None:
    held = facts.cash_of(rule.name)
    if not aid.keep or held - amount >= aid.keep:
        return None
    return Concern(
        N_(
            "{fund} holds {held:francs}, of which {keep:francs} must stay: {left:francs} can be "
            "given. Give that, or have an exception voted (approved_by, decision)."
        ),
        field="amount",
        value=amount,
        held=held,
        keep=aid.keep,
        left=max(held - aid.keep, 0),
        **said,
    )
