"""What is private stays hidden in every answer, unless it was asked for and the asking recorded.

`record_asking` writes who asks and why into the group's chain; `shown` then shows it for as
long as its block lasts, and nothing else does. A hidden line keeps its amounts, so that the books still add up: who it concerns
and why are replaced by one sentence.
"""

import dataclasses
import datetime
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from coop_ledger import i18n
from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.changes import Changes
from coop_ledger.book.questions.answers import (
    CashBookLine,
    EntryLine,
    Loan,
    ReceiptLine,
    StatementLine,
    WhyLine,
)
from coop_ledger.book.questions.common import group_number
from coop_ledger.book.schema import account, entry, event, posting, record
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.privacy import NOTHING_PRIVATE, Line, Privacy, is_private, privacy_of
from coop_ledger.i18n import N_

HIDDEN = "private"
"""The kind of a line whose event is not to be known."""

Movement = TypeVar("Movement", bound=Any)
"""A movement of a fund, as `questions.funds` makes it."""

_SHOWN: ContextVar[bool] = ContextVar("private lines shown", default=False)


def words() -> str:
    """Return what stands in the place of what is hidden."""
    return i18n.translate(N_("confidential line"))


def is_shown() -> bool:
    """Return whether what is private is shown now."""
    return _SHOWN.get()


@contextmanager
def shown() -> Iterator[None]:
    """Show what is private; whoever opens this has recorded that it was asked for."""
    token = _SHOWN.set(True)
    try:
        yield
    finally:
        _SHOWN.reset(token)


def record_asking(book: Book, group: str, by: str, reason: str, what: str) -> Changes:
    """Record in the group's chain who asks to see what is private, and why.

    Raises:
        Refusal: the name or the reason is missing.
    """
    return book.record(
        {
            "event": "private_lines_shown",
            "group": group,
            "date": book.now().date().isoformat(),
            "by": by.strip(),
            "reason": reason.strip(),
            "what": what,
        }
    )


def privacy(facts: Facts) -> Privacy:
    """Return what is to be hidden now: nothing while it is shown."""
    return NOTHING_PRIVATE if is_shown() else privacy_of(facts)


_TOLD = select(record.c.body).where(
    record.c.group_id == bindparam("group"),
    record.c.kind.in_(("group", "rules")),
)
_MARKS = (
    '"sensitive"',
    '"deliveries"',
    *(f'"preset":"{name}"' for name, rules in PRESETS.items() if is_private(rules)),
)


def may_hide(connection: Connection, group_id: int) -> bool:
    """Whether a group can have anything private: a glance, before its facts are read."""
    bodies = connection.scalars(_TOLD, {"group": group_id}).all()
    return not is_shown() and any(mark in body for body in bodies for mark in _MARKS)


def entries(found: Privacy, lines: Iterable[EntryLine]) -> list[EntryLine]:
    """Return journal entries, those that are private without who and why."""
    return [_entry(line) if found.hides(line.kind, line.postings) else line for line in lines]


def _entry(line: EntryLine) -> EntryLine:
    bare = tuple(dataclasses.replace(part, member="", loan="") for part in line.postings)
    return dataclasses.replace(line, text=words(), postings=bare)


def loan(found: Privacy, told: Loan, *, of_member: bool = False) -> Loan:
    """Return a loan; a private one without whose it is, or on her page without what it is."""
    if not found.hides_loan(told.product):
        return told
    bare = dataclasses.replace(told, product=words(), purpose="", guarantors=(), guarantees={})
    if of_member:
        return bare
    return dataclasses.replace(bare, member="", name=words(), borrower="")


def statement(
    connection: Connection,
    group_id: int,
    found: Privacy,
    member: str,
    lines: Iterable[StatementLine],
) -> tuple[StatementLine, ...]:
    """Return the movements of one member, the private ones without what they were."""
    if not found:
        return tuple(lines)
    hidden = _numbers(connection, group_id, found, member)
    return tuple(
        line._replace(text=words(), kind=HIDDEN, number=0) if line.number in hidden else line
        for line in lines
    )


def cash_lines(
    connection: Connection, group_id: int, found: Privacy, lines: Iterable[CashBookLine]
) -> tuple[CashBookLine, ...]:
    """Return the lines of a cash book, the private ones without who and why."""
    if not found:
        return tuple(lines)
    hidden = _numbers(connection, group_id, found)
    return tuple(
        dataclasses.replace(line, text=words(), member="") if line.number in hidden else line
        for line in lines
    )


def fund_movements(
    connection: Connection, group_id: int, found: Privacy, lines: Iterable[Movement]
) -> tuple[Movement, ...]:
    """Return the movements of a fund, the private ones without who and why."""
    if not found:
        return tuple(lines)
    hidden = _numbers(connection, group_id, found)
    said = {"text": words(), "reason": "", "hidden": True, "member": "", "name": ""}
    return tuple(
        dataclasses.replace(line, **said) if line.number in hidden else line for line in lines
    )


def receipt_line(amount: int) -> ReceiptLine:
    """Return a line of a receipt that says its amount and nothing else."""
    return ReceiptLine(kind=HIDDEN, amount=amount, text=words())


def why_lines(
    connection: Connection, group_id: int, found: Privacy, member: str, lines: Iterable[WhyLine]
) -> tuple[WhyLine, ...]:
    """Return the entries behind a figure, the private ones without what they were."""
    if not found:
        return tuple(lines)
    hidden = _numbers(connection, group_id, found, member)
    return tuple(
        dataclasses.replace(line, text=words(), kind=HIDDEN) if line.number in hidden else line
        for line in lines
    )


def _numbers(
    connection: Connection, group_id: int, found: Privacy, member: str = ""
) -> frozenset[int]:
    """Return the numbers of the entries that are private."""
    rows = connection.execute(
        select(
            entry.c.number,
            entry.c.kind,
            account.c.code,
            account.c.fund,
            account.c.member,
            account.c.loan,
        )
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(
            account.c.group_id == group_id,
            account.c.member == member if member else account.c.member != "",
        )
    )
    return frozenset(
        row.number
        for row in rows
        if found.hides(row.kind, (Line(row.code, row.fund, row.member, row.loan),))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One time that private lines were shown: when, by whom, why and what."""

    date: datetime.date
    number: int
    by: str
    reason: str
    what: str


def askings(book: Book, group: str) -> tuple[Asking, ...]:
    """Return who asked to see what is private, the last one first."""
    with book.reading() as connection:
        rows = connection.execute(
            select(event.c.number, event.c.day, event.c.body)
            .where(
                event.c.group_id == group_number(connection, group),
                event.c.name == "private_lines_shown",
            )
            .order_by(event.c.number.desc())
        ).all()
    bodies = [(row, json.loads(row.body)) for row in rows]
    return tuple(
        Asking(
            date=days.from_number(row.day),
            number=row.number,
            by=body["by"],
            reason=body["reason"],
            what=body["what"],
        )
        for row, body in bodies
    )
