"""The ways of sharing out side by side, for a group that has not voted yet."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import names_of, today
from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.share_out import SHARE_OUT_METHODS, read_rounding, rounding_as_json
from coop_ledger.domain.share_out import Rounding, ShareOut
from coop_ledger.domain.share_out_basis import Basis, basis
from coop_ledger.domain.share_out_plan import choices_of

STEPS = (5, 25, 100, 250, 500)
"""The roundings shown beside the group's own, in francs (interface.md 5.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChoice:
    """What a method would give with the rounding asked for, in francs.

    Lowest, median and highest are those of members who saved and receive something; `mine` is the payout of the
    member asked about. `pieces` and `small` are notes and coins, None where the coins in use
    cannot make the envelopes. Where a method is impossible, `refused` says why.
    """

    method: str
    chosen: bool
    lowest: int = 0
    median: int = 0
    highest: int = 0
    mine: int | None = None
    paid_total: int = 0
    remainder: int = 0
    pieces: int | None = None
    small: int | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundingChoice:
    """What a rounding would cost: `most_lost` is what it takes from one member at most."""

    rounding: dict[str, object]
    chosen: bool
    paid_total: int
    remainder: int
    pieces: int | None
    small: int | None
    most_lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberChoices:
    """What one member would receive by each method, in francs."""

    member: str
    name: str
    savings: int
    paid: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOutChoices:
    """Every method with one rounding, and every rounding with one method."""

    cycle: str
    date: datetime.date
    method: str
    rounding: dict[str, object]
    member: str
    name: str
    cash: int
    methods: tuple[MethodChoice, ...]
    roundings: tuple[RoundingChoice, ...]
    members: tuple[MemberChoices, ...]


def share_out_choices(
    book: Book,
    group: str,
    *,
    on: datetime.date | None = None,
    method: str = "",
    rounding: Mapping[str, Any] | None = None,
    member: str = "",
) -> ShareOutChoices:
    """Return what each method and each rounding would give the members of a group today.

    Raises:
        Refusal: the cycle is shared out already, or nobody is there to share with.
    """
    day = on or today(book)
    with book.reading() as connection:
        facts = book.facts(connection, group)
        cycle = facts.active_cycle(day)
        asked = read_rounding(rounding, "rounding") if rounding else None
        choices = choices_of(facts.rules(day), method=method, rounding=asked)
        if member:
            facts.member(member)
        brought = basis(facts, day, choices, weighed=True)
        called = names_of(facts.members())
    tried = {name: _tried(brought, name, choices.rounding) for name in SHARE_OUT_METHODS}
    shared = {name: found for name, found in tried.items() if isinstance(found, ShareOut)}
    if not shared:
        raise next(found for found in tried.values() if isinstance(found, Refusal))
    return ShareOutChoices(
        cycle=cycle.code,
        date=day,
        method=choices.method,
        rounding=rounding_as_json(choices.rounding),
        member=member,
        name=called.get(member, ""),
        cash=brought.cash,
        methods=tuple(
            _method(name, found, member, chosen=name == choices.method)
            for name, found in tried.items()
        ),
        roundings=tuple(_roundings(brought, choices.method, choices.rounding)),
        members=tuple(_members(shared, called)),
    )


def _tried(brought: Basis, method: str, rounding: Rounding) -> ShareOut | Refusal:
    try:
        return brought.share_out(method, rounding)
    except Refusal as refusal:
        return refusal


def _method(name: str, found: ShareOut | Refusal, member: str, *, chosen: bool) -> MethodChoice:
    if isinstance(found, Refusal):
        return MethodChoice(method=name, chosen=chosen, refused=str(found))
    there = [line for line in found.payouts if line.paid and not line.leaves]
    envelopes = sorted(line.paid for line in there if line.savings)
    envelopes = envelopes or sorted(line.paid for line in there) or [0]
    pieces = coins.pieces_for_all(line.paid for line in found.payouts)
    return MethodChoice(
        method=name,
        chosen=chosen,
        lowest=envelopes[0],
        median=_median(envelopes),
        highest=envelopes[-1],
        mine=next((line.paid for line in found.payouts if line.member == member), None),
        paid_total=found.paid_total,
        remainder=found.remainder,
        pieces=None if pieces is None else coins.count_of(pieces),
        small=None if pieces is None else coins.count_of(pieces, coins.SMALL),
    )


def _median(ordered: Sequence[int]) -> int:
    """The middle one; between the two in the middle, cut down to the franc."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2


def _roundings(brought: Basis, method: str, chosen: Rounding) -> list[RoundingChoice]:
    tried = [Rounding("exact"), *(Rounding("payout", step) for step in STEPS)]
    if method == "share_value":
        tried.insert(1, Rounding("value", 1))
    if chosen not in tried:
        tried.insert(0, chosen)
    exact = _tried(brought, method, Rounding("exact"))
    if isinstance(exact, Refusal):
        return []
    whole = {line.member: line.paid for line in exact.payouts}
    found = []
    for rounding in tried:
        result = brought.share_out(method, rounding)
        pieces = coins.pieces_for_all(line.paid for line in result.payouts)
        found.append(
            RoundingChoice(
                rounding=rounding_as_json(rounding),
                chosen=rounding == chosen,
                paid_total=result.paid_total,
                remainder=result.remainder,
                pieces=None if pieces is None else coins.count_of(pieces),
                small=None if pieces is None else coins.count_of(pieces, coins.SMALL),
                most_lost=max(0, *(whole[line.member] - line.paid for line in result.payouts)),
            )
        )
    return found


def _members(shared: Mapping[str, ShareOut], called: Mapping[str, str]) -> list[MemberChoices]:
    paid: dict[str, dict[str, int]] = {}
    for method, found in shared.items():
        for line in found.payouts:
            paid.setdefault(line.member, {})[method] = line.paid
    first = next(iter(shared.values()))
    return [
        MemberChoices(
            member=line.member,
            name=called[line.member],
            savings=line.savings,
            paid=paid[line.member],
        )
        for line in first.payouts
    ]
