"""Receipts: what a member paid in and was paid on one occasion."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import EntryLine, Receipt, ReceiptLine
from coop_ledger.book.questions.common import group_number, meetings_of, names_of
from coop_ledger.book.questions.journal import entries_of_event
from coop_ledger.book.schema import account, entry, event, posting, printing, receipt, record
from coop_ledger.domain.accounts import FINES, INTEREST, LOANS, PLACE_OF, SAVINGS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.privacy import Privacy
from coop_ledger.domain.records import MemberRecord
from coop_ledger.i18n import N_

PAPER = "receipt"


def receipt_numbered(book: Book, group: str, number: int) -> Receipt:
    """Return one receipt; refuses a number no receipt has."""
    with book.reading() as connection:
        group_id = group_number(connection, group)
        rows = _rows(connection, group_id, receipt.c.number == number)
        if not rows:
            last = connection.scalar(
                select(func.max(receipt.c.number)).where(receipt.c.group_id == group_id)
            )
            raise Refusal(
                N_("{field} is {value}: the receipts of this group go from 1 to {last:number}."),
                field="number",
                value=number,
                last=last or 0,
            )
        return _receipts(connection, group_id, rows, _privacy(book, connection, group))[0]


def receipts_of_event(book: Book, group: str, event_number: int) -> tuple[Receipt, ...]:
    """Return the receipts of one event: a whole meeting, or one deposit."""
    with book.reading() as connection:
        group_id = group_number(connection, group)
        rows = _rows(connection, group_id, event.c.number == event_number)
        return tuple(_receipts(connection, group_id, rows, _privacy(book, connection, group)))


def receipts_of_member(book: Book, group: str, member: str) -> tuple[Receipt, ...]:
    """Return every receipt a member was given."""
    with book.reading() as connection:
        group_id = group_number(connection, group)
        rows = _rows(connection, group_id, receipt.c.member == member)
        return tuple(_receipts(connection, group_id, rows, _privacy(book, connection, group)))


def note_printing(book: Book, group: str, paper: str, references: Iterable[str]) -> list[int]:
    """Count one more printing of each paper and return the number of each copy, 1 at first."""
    with book.store.write() as connection:
        group_id = group_number(connection, group)
        return [_print(connection, group_id, paper, reference, book) for reference in references]


def _print(connection: Connection, group_id: int, paper: str, reference: str, book: Book) -> int:
    table = printing
    copy = 1 + (
        connection.scalar(
            select(func.max(table.c.copy)).where(
                table.c.group_id == group_id,
                table.c.paper == paper,
                table.c.reference == reference,
            )
        )
        or 0
    )
    number = 1 + (connection.scalar(select(func.max(table.c.id))) or 0)
    connection.execute(
        table.insert().values(
            id=number,
            group_id=group_id,
            paper=paper,
            reference=reference,
            copy=copy,
            printed_at=book.now().isoformat(timespec="seconds"),
        )
    )
    return copy


def reference_of(day: datetime.date, number: int) -> str:
    """Return how a receipt is called on paper."""
    return f"RC-{day.year}-{number:06}"


def _rows(connection: Connection, group_id: int, condition: Any) -> Sequence[Any]:
    return connection.execute(
        select(
            receipt.c.number,
            receipt.c.member,
            event.c.id.label("event_id"),
            event.c.number.label("event"),
            event.c.day,
            event.c.hash,
        )
        .join_from(receipt, event)
        .where(receipt.c.group_id == group_id, condition)
        .order_by(receipt.c.number)
    ).all()


def _privacy(book: Book, connection: Connection, group: str) -> Privacy:
    return private.privacy(book.facts(connection, group))


def _receipts(
    connection: Connection, group_id: int, rows: Sequence[Any], hidden: Privacy
) -> list[Receipt]:
    held = meetings_of(connection, (row.event_id for row in rows))
    copies = _copies(connection, group_id)
    names = _names(connection, group_id)
    entries: dict[int, list[EntryLine]] = {}
    found = []
    for row in rows:
        if row.event not in entries:
            entries[row.event] = entries_of_event(connection, group_id, row.event)
        own = [line for line in entries[row.event] if _member_of(line) == row.member]
        found.append(_receipt(connection, group_id, row, own, held, copies, names, hidden))
    return found


def _member_of(line: EntryLine) -> str:
    return next((posting.member for posting in line.postings if posting.member), "")


def _receipt(
    connection: Connection,
    group_id: int,
    row: Any,
    entries: list[EntryLine],
    held: Any,
    copies: dict[str, int],
    names: dict[str, str],
    hidden: Privacy,
) -> Receipt:
    lines = [(line, _cash(line)) for line in entries]
    received = tuple(_line(line, cash, hidden) for line, cash in lines if cash > 0)
    paid_out = tuple(_line(line, -cash, hidden) for line, cash in lines if cash < 0)
    savings, shares, debt = _after(connection, group_id, row)
    return Receipt(
        number=row.number,
        reference=reference_of(days.from_number(row.day), row.number),
        date=days.from_number(row.day),
        member=row.member,
        name=names.get(row.member, row.member),
        meeting=held.get(row.event_id),
        received=received,
        paid_out=paid_out,
        total_received=sum(line.amount for line in received),
        total_paid_out=sum(line.amount for line in paid_out),
        shares_after=shares,
        savings_after=savings,
        debt_after=debt,
        copies=copies.get(str(row.number), 0),
        event=row.event,
        hash=row.hash,
        reversed=bool(entries) and all(line.reversed_by for line in entries),
    )


def _cash(line: EntryLine) -> int:
    return sum(posting.amount for posting in line.postings if posting.account in PLACE_OF)


def _line(line: EntryLine, amount: int, hidden: Privacy) -> ReceiptLine:
    if hidden.hides(line.kind, line.postings):
        return private.receipt_line(amount)
    parts: defaultdict[str, int] = defaultdict(int)
    for part in line.postings:
        parts[part.account] -= part.amount
    shares = abs(sum(part.quantity for part in line.postings))
    loan = next((part.loan for part in line.postings if part.loan), "")
    return ReceiptLine(
        kind=line.kind,
        amount=amount,
        fund=next((part.fund for part in line.postings if part.fund), ""),
        shares=shares,
        price=amount // shares if shares else 0,
        loan=loan,
        principal=abs(parts[LOANS]) if loan else 0,
        interest=parts[INTEREST] if loan else 0,
        penalty=parts[FINES] if loan else 0,
        text=line.text,
    )


def _after(connection: Connection, group_id: int, row: Any) -> tuple[int, int, int]:
    """Return her savings, shares and debt on loans right after the event of a receipt."""
    rows = connection.execute(
        select(account.c.code, func.sum(posting.c.amount), func.sum(posting.c.quantity))
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(
            account.c.group_id == group_id,
            account.c.member == row.member,
            account.c.code.in_((SAVINGS, LOANS)),
            entry.c.event_id <= row.event_id,
        )
        .group_by(account.c.code)
    )
    found = {code: (int(amount), int(quantity)) for code, amount, quantity in rows}
    savings, shares = found.get(SAVINGS, (0, 0))
    return -savings, shares, found.get(LOANS, (0, 0))[0]


def _copies(connection: Connection, group_id: int) -> dict[str, int]:
    rows = connection.execute(
        select(printing.c.reference, func.max(printing.c.copy))
        .where(printing.c.group_id == group_id, printing.c.paper == PAPER)
        .group_by(printing.c.reference)
    )
    return dict(rows.all())


def _names(connection: Connection, group_id: int) -> dict[str, str]:
    bodies = connection.scalars(
        select(record.c.body).where(
            record.c.group_id == group_id, record.c.kind == MemberRecord.kind
        )
    )
    return names_of(MemberRecord.read(json.loads(body)) for body in bodies)
