"""What a correction would change, before it is recorded; and what stands in its way."""

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from coop_ledger import i18n
from coop_ledger.book import days
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.common import entry_text, group_number, names_of, today
from coop_ledger.book.schema import account, entry, event, posting, receipt, record_change
from coop_ledger.book.source import TableSource
from coop_ledger.domain.accounts import DUES, LOANS, PLACE_OF, SAVINGS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts, Outcome, number_order
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.privacy import Line, Privacy
from coop_ledger.domain.records import (
    DeliveryPlanRecord,
    DepartureRecord,
    DonationRecord,
    LoanRecord,
    MeetingRecord,
    MemberRecord,
    Record,
)
from coop_ledger.domain.source import RecordChange
from coop_ledger.i18n import N_, fill

_WAY_OUT_MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One figure before and after: `what` is savings, shares, loan, fines, cash or register.

    `of` names whose it is: a member's number, a fund with its place, or what a register loses.
    """

    what: str
    of: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """A later event that rests on what would be taken back: it is reversed first."""

    event: int
    line: int
    date: datetime.date
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """All that a correction does. Where it is `refused`, `first` lists what to reverse before."""

    refused: str
    first: tuple[InTheWay, ...]
    figures: tuple[Changed, ...]
    registers: tuple[str, ...]
    receipts: tuple[str, ...]


def effects(
    book: Book, group: str, reverses: str, on: datetime.date | None = None, **said: Any
) -> Effects:
    """Return what the reversal of an event, or of a meeting's line ("17.3"), would change."""
    day = on or today(book)
    asked = {"event": "event_reversed", "group": group, "date": day.isoformat(), **said}
    asked |= {"reverses": reverses, "reason": said.get("reason", "?")}
    try:
        outcome = book.preview(asked)
    except Refusal as refusal:
        return Effects(
            refused=str(refusal),
            first=tuple(_way_out(book, group, asked, refusal)),
            figures=(),
            registers=(),
            receipts=(),
        )
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        return Effects(
            refused="",
            first=(),
            figures=tuple(_figures(facts, outcome)),
            registers=tuple(_registers(facts, outcome)),
            receipts=_receipts(connection, number, reverses),
        )


# -- what changes ----------------------------------------------------------------------------------

_OF_MEMBER = {SAVINGS: "savings", LOANS: "loan", DUES: "fines"}


def _figures(facts: Facts, outcome: Outcome) -> Iterator[Changed]:
    """Yield each figure of a member that changes, then the money of each place."""
    moved: defaultdict[tuple[str, str], int] = defaultdict(int)
    shares: Counter[str] = Counter()
    places: Counter[AccountKey] = Counter()
    unsaid = _unsaid(private.privacy(facts), outcome)
    for one in outcome.entries:
        for key, amount, quantity in one.postings:
            if key.code in _OF_MEMBER:
                moved[key.member, _OF_MEMBER[key.code]] += amount
            if key.code == SAVINGS:
                shares[key.member] += quantity
            if key.code in PLACE_OF:
                places[key] += amount
    called = names_of(facts.members())
    for member, what in sorted(moved, key=lambda of: (number_order(of[0]), of[1])):
        amount = moved[member, what]
        stands = {
            "savings": facts.savings(member).amount,
            "loan": facts.total(LOANS, member=member),
            "fines": facts.total(DUES, member=member),
        }[what]
        after = stands - amount if what == "savings" else stands + amount
        name = private.words() if member in unsaid else called.get(member, member)
        of = "" if member in unsaid else member
        if after != stands:
            yield Changed(what=what, of=of, name=name, before=stands, after=after)
        held = facts.savings(member).quantity
        if what == "savings" and shares[member]:
            after = held + shares[member]
            yield Changed(what="shares", of=of, name=name, before=held, after=after)
    for key, amount in places.items():
        if amount:
            held = facts.balance(key).amount
            of = f"{key.fund}/{PLACE_OF[key.code]}"
            yield Changed(what="cash", of=of, name=key.fund, before=held, after=held + amount)


def _unsaid(hidden: Privacy, outcome: Outcome) -> frozenset[str]:
    """Return the members who are not named, because what is taken back is confidential."""
    found = set()
    for one in outcome.entries:
        lines = [
            Line(p.account.code, p.account.fund, p.account.member, p.account.loan)
            for p in one.postings
        ]
        if hidden.hides((one.undone or one).kind, lines):
            found |= {line.member for line in lines}
    return frozenset(found)


def _registers(facts: Facts, outcome: Outcome) -> Iterator[str]:
    """Yield what the registers say no more, or say again."""
    for change in outcome.changes:
        words = _register(facts, change)
        if words:
            yield words


def _register(facts: Facts, change: RecordChange) -> str:
    match change.before, change.after:
        case MeetingRecord() as meeting, None:
            return _say(
                N_("Meeting {number:number} of {day:day} counts as not held."),
                number=meeting.number,
                day=meeting.date,
            )
        case LoanRecord() as loan, None:
            return _say(N_("Loan {loan} was never given."), loan=loan.code)
        case MemberRecord() as member, None:
            return _say(
                N_("{name}, member {member}, never joined."), name=member.name, member=member.code
            )
        case MemberRecord() as left, MemberRecord() as member if left.status != member.status:
            return _say(
                N_("{name}, member {member}, is a member again."),
                name=member.name,
                member=member.code,
            )
        case DepartureRecord() as departure, None:
            name = facts.member(departure.member).name
            return _say(N_("The settlement sheet of {name} is void."), name=name)
        case DonationRecord() as gift, None:
            words = N_("The gift of {donor}, {amount:francs}, counts as not received.")
            return _say(words, donor=gift.donor, amount=gift.amount)
        case DeliveryPlanRecord() as before, after:
            return _plan(before, after)
    return _other(change)


def _plan(before: DeliveryPlanRecord, after: Record | None) -> str:
    """Return what a delivery plan says no more; whose it is is confidential."""
    if not isinstance(after, DeliveryPlanRecord):
        return i18n.translate(N_("A delivery plan was never opened."))
    if after.is_open and not before.is_open:
        return i18n.translate(N_("A delivery plan is open again."))
    return i18n.translate(N_("A milestone of a delivery plan counts as not reached."))


_TAKEN_BACK = {
    "rules": N_("The vote on the rules is taken back."),
    "share_out": N_("The share-out is undone: no envelope was paid."),
    "opening": N_("The opening balances are taken back."),
    "loss": N_("The theft or loss counts as not happened."),
}
_CYCLE_GONE = N_("Cycle {cycle} was never opened.")
_CYCLE_OPEN = N_("Cycle {cycle} is open again.")


def _other(change: RecordChange) -> str:
    if change.kind == "cycle":
        return _say(_CYCLE_GONE if change.after is None else _CYCLE_OPEN, cycle=change.key)
    return i18n.translate(_TAKEN_BACK.get(change.kind, ""))


def _say(words: str, **values: Any) -> str:
    return fill(i18n.translate(words), **values)


def _receipts(connection: Connection, group: int, reverses: str) -> tuple[str, ...]:
    """Return the references of the receipts that were given for what is taken back."""
    recorded = TableSource(connection, group).recorded(reverses)
    if recorded is None:
        return ()
    # Imported here: receipts ask for more than a correction needs before it is looked at.
    from coop_ledger.book.questions.receipts import reference_of

    members = {
        key.member
        for _number, one in recorded.entries
        for key, _amount, _quantity in one.postings
        if key.member
    }
    rows = connection.execute(
        select(receipt.c.number, receipt.c.member, event.c.day)
        .join_from(receipt, event, event.c.id == receipt.c.event_id)
        .where(event.c.group_id == group, event.c.number == recorded.number)
        .order_by(receipt.c.number)
    )
    return tuple(
        reference_of(days.from_number(row.day), row.number)
        for row in rows
        if not recorded.line or row.member in members
    )


# -- what stands in the way ------------------------------------------------------------------------


def _way_out(
    book: Book, group: str, asked: Mapping[str, Any], refusal: Refusal
) -> Iterator[InTheWay]:
    """Yield the later events to reverse first, the last one first; none where none helps.

    It is tried, in a transaction that is rolled back: only what is really in the way is named.
    """
    if refusal.field not in ("reverses", "amount", "date"):
        return
    with book.reading() as connection:
        number = group_number(connection, group)
        later = _resting_on(connection, number, str(asked["reverses"]))
        active = [m.code for m in book.facts(connection, group).members() if m.status == "active"]
    # Reopening a share-out takes two names: that they will be given is taken for granted here.
    asked = {"approved_by": active[:2], **asked}
    if not later or len(later) > _WAY_OUT_MOST or not _works(book, asked, later):
        return
    for one in reversed(later):  # the oldest may be needless
        fewer = [other for other in later if other is not one]
        if _works(book, asked, fewer):
            later = fewer
    yield from later


def _works(book: Book, asked: Mapping[str, Any], first: Sequence[InTheWay]) -> bool:
    """Return whether the correction goes through after some others."""
    common = {name: value for name, value in asked.items() if name not in ("id", "reverses")}
    events = [{**common, "reverses": _reference(one)} for one in first]
    try:
        book.record_all([*events, dict(asked)], dry_run=True)
    except Refusal:
        return False
    return True


def _reference(one: InTheWay) -> str:
    return f"{one.event}.{one.line}" if one.line else str(one.event)


def _resting_on(connection: Connection, group: int, reverses: str) -> list[InTheWay]:
    """Return the later events that touch the same accounts or registers, the last one first.

    Money lies in one box: that it moved since says nothing.
    """
    source = TableSource(connection, group)
    recorded = source.recorded(reverses)
    if recorded is None:
        return []
    keys = {
        key
        for _number, one in recorded.entries
        for key, _amount, _quantity in one.postings
        if key.code not in PLACE_OF and (key.member or key.loan)
    }
    members = {change.key for change in recorded.changes if change.kind == MemberRecord.kind}
    mirror = entry.alias("mirror")
    rows = connection.execute(
        select(
            event.c.number,
            entry.c.line,
            event.c.day,
            entry.c.kind,
            entry.c.text,
            *(account.c[name] for name in AccountKey._fields),
        )
        .select_from(
            event.join(entry, entry.c.event_id == event.c.id)
            .join(posting, posting.c.entry_id == entry.c.id)
            .join(account, account.c.id == posting.c.account_id)
            .outerjoin(mirror, mirror.c.reverses == entry.c.id)
        )
        .where(
            event.c.group_id == group,
            event.c.number > recorded.number,
            entry.c.reverses.is_(None),
            mirror.c.id.is_(None),
        )
    )
    found: dict[tuple[int, int], InTheWay] = {}
    for number, line, day, kind, text, *key in rows:
        leaf = AccountKey(*key)
        if leaf in keys or leaf.member in members or kind in _ENDS:
            found[number, line] = InTheWay(
                event=number,
                line=line,
                date=days.from_number(day),
                kind=kind,
                text=entry_text(kind, text),
            )
    for one in _changing(connection, group, recorded.number, recorded.changes):
        found.setdefault((one.event, one.line), one)
    return [found[place] for place in sorted(found, reverse=True)]


_ENDS = ("share_out_decided", "cycle_closed")


def _changing(
    connection: Connection, group: int, number: int, changes: Sequence[RecordChange]
) -> Iterator[InTheWay]:
    """Yield the later events that changed the same lines of a register, or ended the cycle."""
    touched = {(change.kind, change.key) for change in changes}
    rows = connection.execute(
        select(
            event.c.number,
            event.c.name,
            event.c.day,
            record_change.c.line,
            record_change.c.kind,
            record_change.c.key,
        )
        .join_from(record_change, event)
        .where(event.c.group_id == group, event.c.number > number)
    )
    source = TableSource(connection, group)
    for row in rows:
        place = f"{row.number}.{row.line}" if row.line else str(row.number)
        if row.name == "event_reversed" or (
            (row.kind, row.key) not in touched and row.name not in (*_ENDS, "cycle_opened")
        ):
            continue
        recorded = source.recorded(place)
        if recorded is not None and not recorded.reversed:
            yield InTheWay(
                event=row.number,
                line=row.line,
                date=days.from_number(row.day),
                kind=recorded.kind,
                text=entry_text(recorded.kind, ""),
            )


def as_sentences(found: Effects) -> list[str]:
    """Return the effects in words, one sentence a change."""
    words = {
        "savings": N_("{name}: savings {before:money} → {after:francs}."),
        "shares": N_("{name}: {before:number} → {after:number} shares."),
        "loan": N_("{name}: principal owed {before:money} → {after:francs}."),
        "fines": N_("{name}: fines owed {before:money} → {after:francs}."),
    }
    lines = [*found.registers]
    for change in found.figures:
        if change.what in words:
            lines.append(_say(words[change.what], **dataclasses.asdict(change)))
        else:
            fund, _slash, place = change.of.partition("/")
            lines.append(_cash(fund, place, change))
    return lines


def _cash(fund: str, place: str, change: Changed) -> str:
    from coop_ledger import terms  # words of funds, needed here only

    return _say(
        N_("{fund} ({place}): {before:money} → {after:francs}."),
        fund=terms.fund(fund),
        place=terms.place(place),
        before=change.before,
        after=change.after,
    )
