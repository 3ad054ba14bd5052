"""Goods given to members: each gift with the list of who received."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import group_number, meetings_of, names_of
from coop_ledger.book.questions.funds import said_on_line
from coop_ledger.book.schema import account, entry, event, posting
from coop_ledger.domain.accounts import GOODS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import number_order
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One member who received goods, and how many."""

    member: str
    name: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsGiven:
    """One gift of goods; `number` is its entry's, `cost` in francs, `left` what stays."""

    number: int
    event: int
    date: datetime.date
    meeting: int | None
    fund: str
    item: str
    quantity: int
    cost: int
    left: int
    received: tuple[Received, ...]
    reversed: bool
    hash: str


def goods_given(book: Book, group: str, fund: str = "", item: str = "") -> tuple[GoodsGiven, ...]:
    """Return the gifts of goods, the latest first; of one fund or of one kind of goods if asked."""
    with book.reading() as connection:
        number = group_number(connection, group)
        names = names_of(book.facts(connection, group).members())
        rows = _rows(connection, number, fund, item)
        held = meetings_of(connection, (row.event_id for row in rows if row.line))
    left: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        place = (row.fund, row.item)
        left[place] = left.get(place, 0) + row.quantity
        if row.kind == "goods_distributed":
            found.append(_given(row, names, held.get(row.event_id), left[place]))
    return tuple(reversed(found))


def gift_numbered(book: Book, group: str, number: int) -> GoodsGiven:
    """Return one gift of goods by the number of its entry."""
    gifts = goods_given(book, group)
    found = next((gift for gift in gifts if gift.number == number), None)
    if found is None:
        raise Refusal(
            N_("{field} is {value}: no goods were given there. Gifts of goods: {known}."),
            field="number",
            value=number,
            known=", ".join(str(gift.number) for gift in gifts[:8]) or "–",
        )
    return found


def _rows(connection: Connection, group: int, fund: str, item: str) -> list[Any]:
    mirror = entry.alias("mirror")
    query = (
        select(
            entry.c.number,
            entry.c.day,
            entry.c.line,
            entry.c.kind,
            entry.c.event_id,
            account.c.fund,
            account.c.item,
            posting.c.amount,
            posting.c.quantity,
            event.c.number.label("event"),
            event.c.body,
            event.c.hash,
            mirror.c.id.label("undone_by"),
        )
        .select_from(
            account.join(posting)
            .join(entry, entry.c.id == posting.c.entry_id)
            .join(event, event.c.id == entry.c.event_id)
            .outerjoin(mirror, mirror.c.reverses == entry.c.id)
        )
        .where(account.c.group_id == group, account.c.code == GOODS)
        .order_by(entry.c.number)
    )
    if fund:
        query = query.where(account.c.fund == fund)
    if item:
        query = query.where(account.c.item == item)
    return list(connection.execute(query))


def _given(row: Any, names: Mapping[str, str], meeting: int | None, left: int) -> GoodsGiven:
    said = said_on_line(json.loads(row.body), row.line)
    given = said["given"]
    return GoodsGiven(
        number=row.number,
        event=row.event,
        date=days.from_number(row.day),
        meeting=meeting,
        fund=row.fund,
        item=row.item,
        quantity=-row.quantity,
        cost=-row.amount,
        left=left,
        received=tuple(
            Received(member=code, name=names.get(code, code), quantity=given[code])
            for code in sorted(given, key=number_order)
        ),
        reversed=row.undone_by is not None,
        hash=row.hash,
    )
