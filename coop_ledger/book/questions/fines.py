"""Fines that are not paid: whose, what for, since when."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import fine_name, group_number, names_of, today
from coop_ledger.book.schema import account, entry, posting
from coop_ledger.domain.accounts import DUES
from coop_ledger.domain.facts import number_order


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpaidFine:
    """One fine that a member still owes, in francs; `days` is how long she has owed it."""

    member: str
    name: str
    fund: str
    kind: str
    title: str
    charged: datetime.date
    amount: int
    paid: int
    left: int
    days: int


@dataclass(slots=True)
class _Fine:
    kind: str
    charged: datetime.date
    amount: int
    paid: int = 0


def fines(
    book: Book, group: str, member: str = "", on: datetime.date | None = None
) -> tuple[UnpaidFine, ...]:
    """Return the fines not wholly paid on a day, by member, the oldest first.

    What is paid or forgiven goes to the oldest one.
    """
    day = on or today(book)
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        if member:
            facts.member(member)
        called = names_of(facts.members())
        owed = _owed(connection, number, day)
    found = [
        UnpaidFine(
            member=code,
            name=called[code],
            fund=fund,
            kind=fine.kind,
            title=fine_name(fine.kind or "other"),
            charged=fine.charged,
            amount=fine.amount,
            paid=fine.paid,
            left=fine.amount - fine.paid,
            days=(day - fine.charged).days,
        )
        for (code, fund), each in owed.items()
        for fine in each
        if fine.amount > fine.paid and member in ("", code)
    ]
    return tuple(sorted(found, key=lambda fine: (number_order(fine.member), fine.charged)))


def _owed(
    connection: Connection, group: int, until: datetime.date
) -> dict[tuple[str, str], list[_Fine]]:
    """Return every fine charged, by member and fund, with what was paid of it."""
    found: defaultdict[tuple[str, str], list[_Fine]] = defaultdict(list)
    for member, fund, kind, day, amount in _movements(connection, group, until):
        fines = found[member, fund]
        if amount > 0:
            fines.append(_Fine(kind, day, amount))
            continue
        rest = -amount
        for fine in fines:
            part = min(rest, fine.amount - fine.paid)
            fine.paid += part
            rest -= part
    return found


def _movements(
    connection: Connection, group: int, until: datetime.date
) -> Iterator[tuple[str, str, str, datetime.date, int]]:
    """Yield what was charged and paid until a day; what was undone never was."""
    mirror = entry.alias("mirror")
    rows = connection.execute(
        select(account.c.member, account.c.fund, entry.c.text, entry.c.day, posting.c.amount)
        .select_from(
            posting.join(account)
            .join(entry, entry.c.id == posting.c.entry_id)
            .outerjoin(mirror, mirror.c.reverses == entry.c.id)
        )
        .where(
            account.c.group_id == group,
            account.c.code == DUES,
            entry.c.day <= days.to_number(until),
            entry.c.reverses.is_(None),
            mirror.c.id.is_(None),
        )
        .order_by(entry.c.id, posting.c.n)
    )
    for member, fund, text, day, amount in rows:
        yield member, fund, text, days.from_number(day), amount
