"""Arrears: who did not bring what the rules ask, fund by fund, and who brought it ahead."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import group_number, today
from coop_ledger.domain import arrears as asked
from coop_ledger.domain.accounts import DUES
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import MemberRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class FundArrears:
    """One fund's contributions of the cycle, in francs; `members` counts those who owe some."""

    fund: str
    expected: int
    paid: int
    owed: int
    ahead: int
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFundArrears:
    """A member's contributions to one fund, in francs; `missed` counts meetings not wholly paid."""

    fund: str
    expected: int
    paid: int
    owed: int
    ahead: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedSavings:
    """A meeting for which less than the least was saved; `left` in shares or francs."""

    meeting: int
    date: datetime.date
    left: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberArrears:
    """What one member did not bring, in francs.

    `owed` and `ahead` are contributions; `savings` is what was to be saved, which is no debt.
    """

    member: str
    name: str
    owed: int
    ahead: int
    savings: int
    fines_owed: int
    funds: tuple[MemberFundArrears, ...]
    missed_savings: tuple[MissedSavings, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupArrears:
    """The arrears of a group on a day."""

    on: datetime.date
    owed: int
    ahead: int
    savings: int
    funds: tuple[FundArrears, ...]
    members: tuple[MemberArrears, ...]


def arrears(book: Book, group: str, on: datetime.date | None = None) -> GroupArrears:
    """Return the arrears of the running cycle, by fund and by member; nobody is left out."""
    day = on or today(book)
    with book.reading() as connection:
        group_number(connection, group)
        return arrears_of(book.facts(connection, group), day)


def arrears_of(facts: Facts, day: datetime.date) -> GroupArrears:
    """Return the arrears that the facts of a group know of."""
    found = asked.Arrears(facts, day)
    fines: defaultdict[str, int] = defaultdict(int)
    for key, balance in facts.leaves(DUES).items():
        fines[key.member] += balance.amount
    members = tuple(
        _member(found, member, fines[member.code])
        for member in facts.members()
        if member.joined <= day and member.status == "active"
    )
    return GroupArrears(
        on=day,
        owed=sum(member.owed for member in members),
        ahead=sum(member.ahead for member in members),
        savings=sum(member.savings for member in members),
        funds=tuple(_funds(members)),
        members=members,
    )


def _member(found: asked.Arrears, member: MemberRecord, fines: int) -> MemberArrears:
    standings = found.standings(member.code)
    missed = found.missed_savings(member.code)
    return MemberArrears(
        member=member.code,
        name=member.name,
        owed=sum(each.owed for each in standings),
        ahead=sum(each.ahead for each in standings),
        savings=sum(each.amount for each in missed),
        fines_owed=fines,
        funds=tuple(
            MemberFundArrears(
                fund=each.fund,
                expected=each.expected,
                paid=each.paid,
                owed=each.owed,
                ahead=each.ahead,
                missed=each.missed,
            )
            for each in standings
        ),
        missed_savings=tuple(
            MissedSavings(meeting=each.meeting, date=each.date, left=each.left, amount=each.amount)
            for each in missed
        ),
    )


def _funds(members: Iterable[MemberArrears]) -> Iterator[FundArrears]:
    of_fund: defaultdict[str, list[MemberFundArrears]] = defaultdict(list)
    for member in members:
        for each in member.funds:
            of_fund[each.fund].append(each)
    for fund, all_of_it in of_fund.items():
        yield FundArrears(
            fund=fund,
            expected=sum(each.expected for each in all_of_it),
            paid=sum(each.paid for each in all_of_it),
            owed=sum(each.owed for each in all_of_it),
            ahead=sum(each.ahead for each in all_of_it),
            members=sum(1 for each in all_of_it if each.owed),
        )
