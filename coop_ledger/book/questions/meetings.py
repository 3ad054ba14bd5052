"""Meetings: the list, and one meeting as its minutes tell it."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, or_, select

from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.answers import (
    EntryLine,
    FundCount,
    HeadingTotal,
    Meeting,
    MeetingLine,
    MeetingMemberLine,
)
from coop_ledger.book.questions.common import group_number, names_of
from coop_ledger.book.questions.journal import entries_of_event
from coop_ledger.book.questions.loans import loan
from coop_ledger.book.schema import account, entry, event, posting, receipt, record, record_change
from coop_ledger.domain.accounts import CASH, DUES, INTEREST, LOANS, PLACE_OF, SAVINGS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.records import MeetingRecord
from coop_ledger.i18n import N_

_CAME = ("present", "late", "represented")


def meetings(book: Book, group: str, cycle: str = "") -> tuple[MeetingLine, ...]:
    """Return the meetings of a cycle (the last one if none is named), the latest last."""
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        wanted = cycle or _last_cycle(facts)
        records = [item for item in _records(connection, number) if item.cycle == wanted]
        events = _events(connection, number)
        moved = _moved(connection, [events[item.key] for item in records if item.key in events])
        numbers = _numbers(connection, events.values())
    return tuple(
        MeetingLine(
            number=item.number,
            date=item.date,
            event=numbers[events[item.key]],
            present=sum(word in _CAME for word in item.attendance.values()),
            members=len(item.attendance),
            in_=moved[events[item.key]][0],
            out=moved[events[item.key]][1],
            difference=sum(_difference(count) for count in item.counts.values()),
            status="held",
        )
        for item in sorted(records, key=lambda item: item.number)
    )


def meeting(book: Book, group: str, number: int | None = None, cycle: str = "") -> Meeting:
    """Return one meeting whole: the last one of the cycle if no number is given."""
    with book.reading() as connection:
        group_id = group_number(connection, group)
        facts = book.facts(connection, group)
        wanted = cycle or _last_cycle(facts)
        found = _find(connection, group_id, wanted, number)
        event_id = _events(connection, group_id)[found.key]
        event_number = _numbers(connection, (event_id,))[event_id]
        entries = entries_of_event(connection, group_id, event_number)
        hash_ = connection.scalar(select(event.c.hash).where(event.c.id == event_id)) or ""
        receipts = dict(
            connection.execute(
                select(receipt.c.member, receipt.c.number).where(receipt.c.event_id == event_id)
            ).all()
        )
        after = _after(connection, group_id, event_id, private.privacy(facts).deliveries)
        lines = tuple(_member_lines(facts, found, entries, receipts, after))
    numbers = [line.number for line in entries]
    funds = tuple(_funds(found, entries))
    return Meeting(
        number=found.number,
        date=found.date,
        event=event_number,
        attendance=found.attendance,
        totals=tuple(_totals(entries)),
        funds=funds,
        lines=lines,
        loans_issued=tuple(_loans(book, group, entries, "loan_issued", found.date)),
        loans_repaid=tuple(_loans(book, group, entries, "loan_repaid", found.date)),
        difference=sum(fund.difference for fund in funds),
        fingerprint=hash_,
        entries=(min(numbers), max(numbers)) if numbers else None,
        others=tuple(line for line in entries if not _member_of(line)),
        represented_by=found.represented_by,
    )


class MeetingDay(NamedTuple):
    """The number and day of one meeting."""

    number: int
    date: datetime.date


def meeting_days(connection: Connection, group_id: int, cycle: str) -> list[MeetingDay]:
    """Return the meetings of a cycle, by number."""
    held = [item for item in _records(connection, group_id) if item.cycle == cycle]
    return sorted(MeetingDay(item.number, item.date) for item in held)


def _last_cycle(facts: Facts) -> str:
    cycles = facts.cycles()
    if not cycles:
        raise Refusal(
            N_("No cycle of {group} was opened yet, so there is no meeting to show."),
            field="cycle",
            group=facts.founded.name,
        )
    return cycles[-1].code


def _records(connection: Connection, group_id: int) -> list[MeetingRecord]:
    bodies = connection.scalars(
        select(record.c.body).where(
            record.c.group_id == group_id, record.c.kind == MeetingRecord.kind
        )
    )
    return [MeetingRecord.read(json.loads(body)) for body in bodies]


def _find(connection: Connection, group_id: int, cycle: str, number: int | None) -> MeetingRecord:
    held = [item for item in _records(connection, group_id) if item.cycle == cycle]
    found = [item for item in held if number in (None, item.number)]
    if not found:
        raise Refusal(
            N_("{field} is {value}: cycle {cycle} has {held:number} meetings in the book."),
            field="number",
            value=number,
            cycle=cycle,
            held=len(held),
        )
    return max(found, key=lambda item: item.number)


def _events(connection: Connection, group_id: int) -> dict[str, int]:
    """Return the event that wrote each meeting, by the meeting's key."""
    rows = connection.execute(
        select(record_change.c.key, record_change.c.event_id)
        .join_from(record_change, event, event.c.id == record_change.c.event_id)
        .where(
            event.c.group_id == group_id,
            event.c.name == "meeting_held",
            record_change.c.kind == MeetingRecord.kind,
        )
        .order_by(event.c.id)
    )
    return dict(rows.all())


def _numbers(connection: Connection, events: Iterable[int]) -> dict[int, int]:
    rows = connection.execute(select(event.c.id, event.c.number).where(event.c.id.in_(set(events))))
    return dict(rows.all())


def _moved(connection: Connection, events: Sequence[int]) -> defaultdict[int, tuple[int, int]]:
    """Return the money in and out of all places, by meeting event."""
    found: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    rows = connection.execute(
        select(
            entry.c.event_id,
            func.sum(func.abs(posting.c.amount) + posting.c.amount),
            func.sum(func.abs(posting.c.amount) - posting.c.amount),
        )
        .select_from(entry.join(posting, posting.c.entry_id == entry.c.id).join(account))
        .where(entry.c.event_id.in_(events), account.c.code.in_(PLACE_OF))
        .group_by(entry.c.event_id)
    )
    for event_id, twice_in, twice_out in rows:
        found[event_id] = (int(twice_in) // 2, int(twice_out) // 2)
    return found


def _difference(count: dict[str, Any]) -> int:
    return int(count["counted"]) - int(count["expected"]) if "counted" in count else 0


def _member_of(line: EntryLine) -> str:
    return next((part.member for part in line.postings if part.member), "")


def _cash_of(line: EntryLine) -> int:
    return sum(part.amount for part in line.postings if part.account in PLACE_OF)


def _totals(entries: Iterable[EntryLine]) -> Iterator[HeadingTotal]:
    """Yield one total a heading and fund, in the order of the sheet.

    What is split over several funds is counted once, at the first of them.
    """
    found: dict[tuple[str, str], _Total] = {}
    for line in entries:
        first = line.postings[0].fund
        for fund in dict.fromkeys(part.fund for part in line.postings):
            total = found.setdefault((line.kind, fund), _Total())
            parts = [part for part in line.postings if part.fund == fund]
            cash = sum(part.amount for part in parts if part.account in PLACE_OF)
            total.box += sum(part.amount for part in parts if part.account == CASH)
            total.in_ += max(cash, 0)
            total.out += max(-cash, 0)
            total.count += int(fund == first)
            total.quantity += sum(part.quantity for part in parts)
    for (heading, fund), total in found.items():
        yield HeadingTotal(
            heading=heading,
            fund=fund,
            in_=total.in_,
            out=total.out,
            count=total.count,
            quantity=total.quantity,
            box=total.box,
        )


@dataclass(slots=True)
class _Total:
    """One heading of one fund, while it is added up."""

    in_: int = 0
    out: int = 0
    box: int = 0
    count: int = 0
    quantity: int = 0


def _funds(found: MeetingRecord, entries: Sequence[EntryLine]) -> Iterator[FundCount]:
    for fund, count in found.counts.items():
        moved = [
            part.amount
            for line in entries
            if line.kind != "meeting_held"
            for part in line.postings
            if part.account == CASH and part.fund == fund
        ]
        in_ = sum(amount for amount in moved if amount > 0)
        out = -sum(amount for amount in moved if amount < 0)
        yield FundCount(
            fund=fund,
            opening=count["expected"] - in_ + out,
            in_=in_,
            out=out,
            expected=count["expected"],
            counted=count.get("counted"),
            difference=_difference(count),
            reason=count.get("reason", ""),
            pieces={int(piece): pieces for piece, pieces in count.get("pieces", {}).items()},
        )


@dataclass(slots=True)
class _Sums:
    """What one member did in a meeting, while it is added up."""

    shares: int = 0
    shares_amount: int = 0
    savings: int = 0
    contributions: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    principal: int = 0
    interest: int = 0
    repaid: int = 0
    fines_paid: int = 0
    fines_charged: int = 0
    lent: int = 0
    aid: int = 0
    withdrawn: int = 0

    def add(self, line: EntryLine) -> None:
        """Take one entry into the sums."""
        cash = _cash_of(line)
        match line.kind:
            case "shares_bought":
                self.shares_amount += cash
                self.shares += sum(part.quantity for part in line.postings)
            case "savings_deposited":
                self.savings += cash
                self.shares += sum(part.quantity for part in line.postings)
            case "delivery_saved":
                self.savings += cash
            case "contribution_paid":
                self.contributions[line.postings[0].fund] += cash
            case "loan_repaid":
                self.repaid += cash
                self.principal -= _of(line, LOANS)
                self.interest -= _of(line, INTEREST)
            case "fine_paid":
                self.fines_paid += cash
            case "fine_charged":
                self.fines_charged += _of(line, DUES)
            case "loan_issued":
                self.lent -= cash
            case "aid_granted":
                self.aid -= cash
            case (
                "shares_sold_back"
                | "savings_withdrawn"
                | "milestone_reached"
                | "delivery_plan_settled"
            ):
                self.withdrawn -= cash


def _of(line: EntryLine, code: str) -> int:
    return sum(part.amount for part in line.postings if part.account == code)


def _member_lines(
    facts: Facts,
    found: MeetingRecord,
    entries: Iterable[EntryLine],
    receipts: dict[str, int],
    after: defaultdict[str, tuple[int, int, int]],
) -> Iterator[MeetingMemberLine]:
    called = names_of(facts.members())
    sums: defaultdict[str, _Sums] = defaultdict(_Sums)
    hidden = private.privacy(facts)
    for line in entries:
        if _member_of(line):
            unsaid = hidden.hides(line.kind, line.postings)
            sums["" if unsaid else _member_of(line)].add(line)
    called[""] = private.words()
    for code in sorted({*found.attendance, *sums}, key=_order):
        own = sums[code]
        savings, shares, debt = after[code]
        yield MeetingMemberLine(
            member=code,
            name=called[code],
            attendance=found.attendance.get(code, ""),
            shares=own.shares,
            shares_amount=own.shares_amount,
            savings=own.savings,
            contributions=dict(own.contributions),
            repaid=own.repaid,
            principal_repaid=own.principal,
            interest_repaid=own.interest,
            fines_paid=own.fines_paid,
            fines_charged=own.fines_charged,
            lent=own.lent,
            aid=own.aid,
            withdrawn=own.withdrawn,
            shares_after=shares,
            savings_after=savings,
            debt_after=debt,
            receipt=receipts.get(code),
        )


def _order(member: str) -> tuple[bool, tuple[int, int, str]]:
    """By number; what is hidden stands together at the end, under no number."""
    return not member, number_order(member)


def _after(
    connection: Connection, group_id: int, event_id: int, apart: frozenset[str]
) -> defaultdict[str, tuple[int, int, int]]:
    """Return each member's savings, shares and debt right after a meeting, some funds apart."""
    rows = connection.execute(
        select(
            account.c.member,
            account.c.code,
            func.sum(posting.c.amount),
            func.sum(posting.c.quantity),
        )
        .select_from(account.join(posting).join(entry, entry.c.id == posting.c.entry_id))
        .where(
            account.c.group_id == group_id,
            account.c.code.in_((SAVINGS, LOANS)),
            or_(account.c.code != SAVINGS, account.c.fund.not_in(apart)),
            entry.c.event_id <= event_id,
        )
        .group_by(account.c.member, account.c.code)
    )
    found: defaultdict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for member, code, amount, quantity in rows:
        savings, shares, debt = found[member]
        if code == SAVINGS:
            found[member] = (-int(amount), int(quantity), debt)
        else:
            found[member] = (savings, shares, int(amount))
    return found


def _loans(
    book: Book, group: str, entries: Iterable[EntryLine], kind: str, on: datetime.date
) -> Iterator[Any]:
    codes = {
        part.loan: None
        for line in entries
        if line.kind == kind
        for part in line.postings
        if part.loan
    }
    for code in codes:
        yield loan(book, group, code, on)
