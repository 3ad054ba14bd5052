"""The funds of a group: where each keeps its money, what it is owed, what becomes of it."""

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private as confidential
from coop_ledger.book.questions.common import (
    check_period,
    entry_text,
    group_number,
    meetings_of,
    names_of,
    today,
)
from coop_ledger.book.schema import account, entry, event, posting
from coop_ledger.domain.accounts import (
    BORROWED,
    DONORS,
    DUES,
    GOODS,
    LEFT_TO_PAY,
    LOANS,
    PLACE_OF,
    PLACES,
    RESTRICTED_FUNDS,
    SAVINGS,
    SUBSIDIES,
)
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.goods import goods_in
from coop_ledger.domain.posting_rules import fund_named
from coop_ledger.domain.privacy import NOTHING_PRIVATE
from coop_ledger.domain.records import CountRecord, MeetingRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPlace:
    """What a fund keeps in one place, in francs."""

    place: str
    balance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundGoods:
    """Goods of a fund that are not given yet: how many, and what they cost."""

    item: str
    quantity: int
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """One fund as it stands: money, debts, goods, and what becomes of it at the share-out.

    `restricted` is what was brought for its purpose and is not used yet; `shared` is what
    would be shared out today, `stays` what would stay in the fund, loans and dues aside.
    """

    fund: str
    share_out: str
    contribution: int
    donor: str
    sensitive: bool
    fees: str
    places: tuple[FundPlace, ...]
    cash: int
    loans: int
    loans_out: int
    dues: int
    savings: int
    restricted: int
    donated: int
    borrowed: int
    left_to_pay: int
    goods: tuple[FundGoods, ...]
    goods_value: int
    shared: int
    stays: int
    last_count: datetime.date | None
    counted: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """Every fund of a group, and all their money."""

    funds: tuple[Fund, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMovement:
    """One entry in which a fund's money or goods moved.

    `moved` is what only changed place within the fund; `goods` is the cost of goods that came
    (plus) or were given (minus). A reason that is private is empty, and `hidden` says so.
    """

    date: datetime.date
    number: int
    event: int
    kind: str
    text: str
    reason: str
    hidden: bool
    meeting: int | None
    member: str
    name: str
    in_: int
    out: int
    moved: int
    goods: int
    balance: int
    reversed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMovements:
    """The movements of one fund between two days, and the money it held before and after."""

    fund: str
    opening: int
    lines: tuple[FundMovement, ...]
    total_in: int
    total_out: int
    closing: int
    from_: datetime.date
    to: datetime.date


def funds(book: Book, group: str) -> Funds:
    """Return every fund of the rules of today, and any other that still holds something."""
    with book.reading() as connection:
        facts = book.facts(connection, group)
        rules = facts.rules(today(book))
        counts = _last_counts(facts)
        named = [*rules.funds, *sorted(_others(facts) - set(rules.funds))]
        found = tuple(_fund(facts, today(book), name, counts.get(name)) for name in named)
    return Funds(funds=found, total=sum(fund.cash for fund in found))


def _others(facts: Facts) -> set[str]:
    chart = facts.chart.accounts
    return {
        key.fund for key, stand in facts.stands().items() if stand.amount and chart[key.code].floor
    }


def _fund(
    facts: Facts, on: datetime.date, name: str, last: tuple[datetime.date, int] | None
) -> Fund:
    rule = facts.rules(on).funds.get(name)
    cash = facts.cash_of(name)
    stock = goods_in(facts, name)
    value = sum(goods.amount for goods in stock.values())
    share_out = rule.share_out if rule else "kept"
    worth = cash + value
    return Fund(
        fund=name,
        share_out=share_out,
        contribution=rule.contribution if rule else 0,
        donor=rule.donor if rule else "",
        sensitive=rule.sensitive if rule else False,
        fees=rule.fees if rule else "fund",
        places=tuple(
            FundPlace(place=place, balance=facts.cash(name, place))
            for place in PLACES
            if place == "box" or facts.cash(name, place)
        ),
        cash=cash,
        loans=sum(facts.loan(code).fund == name for code in facts.open_loans()),
        loans_out=facts.total(LOANS, fund=name),
        dues=facts.total(DUES, fund=name),
        savings=-facts.total(SAVINGS, fund=name),
        restricted=-facts.total(RESTRICTED_FUNDS, fund=name),
        donated=-facts.total(DONORS, fund=name) - facts.total(SUBSIDIES, fund=name),
        borrowed=-facts.total(BORROWED, fund=name),
        left_to_pay=-facts.total(LEFT_TO_PAY, fund=name),
        goods=tuple(
            FundGoods(item=item, quantity=goods.quantity, value=goods.amount)
            for item, goods in stock.items()
        ),
        goods_value=value,
        shared=0 if share_out == "kept" else worth,
        stays=worth if share_out == "kept" else 0,
        last_count=last[0] if last else None,
        counted=last[1] if last else None,
    )


def _last_counts(facts: Facts) -> Mapping[str, tuple[datetime.date, int]]:
    """Return the day and the francs of the last count of each fund's box, at a meeting or not."""
    found: dict[str, tuple[datetime.date, int]] = {}
    for kept in facts.source.records(("count", "meeting")):
        if isinstance(kept, CountRecord):
            if kept.place != "box":
                continue
            counts: Mapping[str, Any] = {kept.fund: {"counted": kept.counted}}
        elif isinstance(kept, MeetingRecord):
            counts = kept.counts
        else:
            continue
        for fund, count in counts.items():
            counted = count.get("counted")
            if counted is not None and (fund not in found or kept.date >= found[fund][0]):
                found[fund] = (kept.date, counted)
    return found


# Why money changes place or a count differs is the group's business, whatever the fund.
_PRIVATE = frozenset({"aid_granted", "loan_issued"})


def fund_movements(
    book: Book,
    group: str,
    fund: str = "",
    from_: datetime.date | None = None,
    to: datetime.date | None = None,
    *,
    private: bool = False,
) -> FundMovements:
    """Return what moved in a fund between two days, both included, with the reasons.

    Reasons of a sensitive fund stay hidden unless `private` says that they were asked for.
    """
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        last = to or today(book)
        first = from_ or _cycle_began(facts) or facts.founded.founded
        check_period(first, last)
        rules = facts.rules(last)
        name = fund_named(rules, fund)
        private = private or confidential.is_shown()
        hides = rules.funds[name].sensitive and not private
        opening = _held_before(connection, number, name, first)
        rows = _rows(connection, number, name, first, last)
        held = meetings_of(connection, (row.event_id for row in rows if row.line))
        unsaid = NOTHING_PRIVATE if private else confidential.privacy(facts)
        told = _lines(facts, rows, held, opening, hides=hides)
        lines = confidential.fund_movements(connection, number, unsaid, told)
    total_in, total_out = (sum(getattr(line, way) for line in lines) for way in ("in_", "out"))
    return FundMovements(
        fund=name,
        opening=opening,
        lines=lines,
        total_in=total_in,
        total_out=total_out,
        closing=opening + total_in - total_out,
        from_=first,
        to=last,
    )


def _cycle_began(facts: Facts) -> datetime.date | None:
    return next((c.opened for c in reversed(facts.cycles()) if c.closed_on is None), None)


def _held_before(connection: Connection, group: int, fund: str, day: datetime.date) -> int:
    total = connection.scalar(
        select(func.sum(posting.c.amount))
        .join_from(account, posting)
        .where(
            account.c.group_id == group,
            account.c.fund == fund,
            account.c.code.in_(PLACE_OF),
            posting.c.day < days.to_number(day),
        )
    )
    return int(total or 0)


def _rows(
    connection: Connection, group: int, fund: str, first: datetime.date, last: datetime.date
) -> list[Any]:
    """Return the postings on a fund's money and goods, with the entry and the event of each."""
    other, whose = posting.alias("other"), account.alias("whose")
    mirror = entry.alias("mirror")
    member = (
        select(func.max(whose.c.member))
        .join_from(other, whose, whose.c.id == other.c.account_id)
        .where(other.c.entry_id == entry.c.id)
        .scalar_subquery()
    )
    return list(
        connection.execute(
            select(
                entry.c.id,
                entry.c.event_id,
                entry.c.day,
                entry.c.number,
                entry.c.line,
                entry.c.kind,
                entry.c.text,
                entry.c.reverses,
                account.c.code,
                posting.c.amount,
                event.c.number.label("event"),
                event.c.body,
                member.label("member"),
                mirror.c.id.label("undone_by"),
            )
            .select_from(
                account.join(posting)
                .join(entry, entry.c.id == posting.c.entry_id)
                .join(event, event.c.id == entry.c.event_id)
                .outerjoin(mirror, mirror.c.reverses == entry.c.id)
            )
            .where(
                account.c.group_id == group,
                account.c.fund == fund,
                account.c.code.in_((*PLACE_OF, GOODS)),
                posting.c.day.between(days.to_number(first), days.to_number(last)),
            )
            .order_by(posting.c.day, posting.c.entry_id, posting.c.n)
        )
    )


def _lines(
    facts: Facts, rows: list[Any], held: Mapping[int, int], opening: int, *, hides: bool
) -> Iterator[FundMovement]:
    names = names_of(facts.members())
    stand = opening
    by_entry: dict[int, list[Any]] = {}
    for row in rows:
        by_entry.setdefault(row.id, []).append(row)
    for together in by_entry.values():
        row = together[0]
        amounts = [each.amount for each in together if each.code != GOODS]
        change = sum(amounts)
        stand += change
        reason = _reason(row)
        unsaid = hides and row.kind in _PRIVATE
        yield FundMovement(
            date=days.from_number(row.day),
            number=row.number,
            event=row.event,
            kind=row.kind,
            # The reason of a move stands beside it, not twice.
            text=entry_text(row.kind, "" if row.kind == "money_moved" else row.text),
            reason="" if unsaid else reason,
            hidden=unsaid and bool(reason),
            meeting=held.get(row.event_id),
            member=row.member or "",
            name=names.get(row.member or "", ""),
            in_=max(change, 0),
            out=max(-change, 0),
            moved=sum(amount for amount in amounts if amount > 0)
            if min(amounts, default=0) < 0
            else 0,
            goods=sum(each.amount for each in together if each.code == GOODS),
            balance=stand,
            reversed=row.undone_by is not None or row.reverses is not None,
        )


def _reason(row: Any) -> str:
    """Return why an entry was made, as its event says it."""
    said = said_on_line(json.loads(row.body), row.line)
    text = said.get("text", "") if row.kind == "money_moved" else ""
    found = said.get("reason") or said.get("difference_reason") or text
    return str(found)


def said_on_line(body: Mapping[str, Any], line: int) -> Mapping[str, Any]:
    """Return an event as it was said, or one line of a meeting's sheet as its own event."""
    if not line:
        return body
    said: Mapping[str, Any] = body["sheet"][line - 1]
    return {"group": body["group"], "date": body["date"], **said}
