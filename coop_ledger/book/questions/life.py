"""A group's life: who may join and for how much, who left and with what, what was brought and lost."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from coop_ledger import terms
from coop_ledger.book import schema
from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.common import group_number, today
from coop_ledger.book.questions.pot import InThePot, in_the_pot
from coop_ledger.domain import joining as joinings
from coop_ledger.domain import settlement as settlements
from coop_ledger.domain.accounts import LEFT_TO_PAY, LOANS
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import DepartureRecord, LossRecord, OpeningRecord
from coop_ledger.domain.settlement import Settlement
from coop_ledger.i18n import N_, _, fill, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line of a settlement sheet, in francs: above nothing for her, below for the group."""

    text: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guaranteed:
    """A loan of another member that a leaver stands for, in francs."""

    loan: str
    member: str
    name: str
    owed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementSheet:
    """The settlement of one member, before she leaves or as it was recorded; in francs.

    `lines` add up to `net`, or to nothing where she still `owes`. `left_to_pay` is what was not
    paid to her yet, today; `tontine` what a pot owes her, which no settlement pays; `payer` the fund that pays.
    """

    member: str
    name: str
    reason: str
    date: datetime.date
    decided: bool
    pays: str
    when: str
    as_others: bool
    savings: int
    shares: int
    profit: int
    settled: int
    kept: int
    net: int
    paid: int
    unpaid: int
    waits: int
    owes: int
    left_to_pay: int
    lines: tuple[SheetLine, ...]
    loans: tuple[settlements.LoanSettled, ...]
    guarantors: dict[str, str]
    stands_for: tuple[Guaranteed, ...]
    joined: datetime.date
    next_of_kin: str
    next_of_kin_phone: str
    minute: str
    to_group: str
    approved_by: dict[str, str]
    event: int
    hash: str
    tontine: InThePot | None = None
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Money stolen or lost, in francs: `held` was there before."""

    number: int
    date: datetime.date
    fund: str
    place: str
    amount: int
    held: int
    circumstances: str
    reported_to: str
    event: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftToPay:
    """What is left to pay to a member, in francs."""

    member: str
    name: str
    fund: str
    amount: int


def joining(
    book: Book, group: str, on: datetime.date | None = None, carnets: int = 1
) -> joinings.Joining:
    """Return what a woman who joins on a day must bring, and what a share costs her."""
    day = on or today(book)
    with book.reading() as connection:
        group_number(connection, group)
        return joinings.joining(book.facts(connection, group), day, carnets)


def opening(book: Book, group: str) -> OpeningRecord | None:
    """Return what the group brought with it, None where it brought nothing."""
    with book.reading() as connection:
        group_number(connection, group)
        record = book.facts(connection, group).record("opening", "")
    return record if isinstance(record, OpeningRecord) else None


def settlement(
    book: Book,
    group: str,
    member: str,
    reason: str = "left",
    on: datetime.date | None = None,
    paid: int | None = None,
) -> SettlementSheet:
    """Return the settlement sheet of a member: as recorded if she left, else as it would be."""
    if reason not in settlements.REASONS:
        raise Refusal(
            N_("{field} is {value}: choose one of {choices}."),
            field="reason",
            value=reason,
            choices=", ".join(settlements.REASONS),
        )
    with book.reading() as connection:
        number = group_number(connection, group)
        facts = book.facts(connection, group)
        facts.member(member)
        departure = facts.record(DepartureRecord.kind, member)
        if isinstance(departure, DepartureRecord):
            found = Settlement.read(departure.result)
            event, fingerprint = _event_of(connection, number, DepartureRecord.kind, member)
            return _sheet(facts, found, departure, event, fingerprint)
        found = settlements.settlement(facts, member, on or today(book), reason, paid)
        return _sheet(facts, found, None, 0, "")


def departures(book: Book, group: str) -> tuple[SettlementSheet, ...]:
    """Return the settlement sheets of all who left, the last one first."""
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        gone = [member for member in facts.members() if member.left_on is not None]
    gone.sort(key=lambda member: member.left_on or member.joined, reverse=True)
    return tuple(settlement(book, group, member.code) for member in gone)


def left_to_pay(book: Book, group: str) -> tuple[LeftToPay, ...]:
    """Return what is left to pay, by member and fund."""
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        return tuple(
            LeftToPay(
                member=key.member,
                name=facts.member(key.member).name,
                fund=key.fund,
                amount=-balance.amount,
            )
            for key, balance in facts.leaves(LEFT_TO_PAY).items()
            if balance.amount
        )


def losses(book: Book, group: str) -> tuple[Loss, ...]:
    """Return the thefts and losses, in the order they were recorded."""
    with book.reading() as connection:
        number = group_number(connection, group)
        records = book.facts(connection, group).source.records((LossRecord.kind,))
        found = [record for record in records if isinstance(record, LossRecord)]
        return tuple(
            _loss(record, *_event_of(connection, number, LossRecord.kind, record.key))
            for record in sorted(found, key=lambda record: record.number)
        )


def loss(book: Book, group: str, number: int) -> Loss:
    """Return one theft or loss; refuses a number none has."""
    found = next((each for each in losses(book, group) if each.number == number), None)
    if found is None:
        raise Refusal(
            N_("{field} is {value}: no theft or loss has this number."),
            field="number",
            value=number,
        )
    return found


def _loss(record: LossRecord, event: int, fingerprint: str) -> Loss:
    return Loss(
        number=record.number,
        date=record.date,
        fund=record.fund,
        place=record.place,
        amount=record.amount,
        held=record.held,
        circumstances=record.circumstances,
        reported_to=record.reported_to,
        event=event,
        hash=fingerprint,
    )


def _event_of(connection: Connection, group: int, kind: str, key: str) -> tuple[int, str]:
    """Return the number and the hash of the event that wrote a record."""
    event, change = schema.event, schema.record_change
    row = connection.execute(
        select(event.c.number, event.c.hash)
        .join_from(change, event)
        .where(
            event.c.group_id == group,
            change.c.kind == kind,
            change.c.key == key,
            change.c.after.is_not(None),
        )
        .order_by(event.c.number.desc())
        .limit(1)
    ).one()
    return row.number, row.hash


def _sheet(
    facts: Facts,
    found: Settlement,
    departure: DepartureRecord | None,
    event: int,
    fingerprint: str,
) -> SettlementSheet:
    member = facts.member(found.member)
    hidden = private.privacy(facts).loans
    guarantors = dict.fromkeys(
        code
        for loan in found.loans
        if loan.left and not found.as_others and loan.loan not in hidden
        for code in loan.guarantors
    )
    approved = departure.approved_by if departure else ()
    return SettlementSheet(
        member=found.member,
        name=member.name,
        reason=found.reason,
        date=found.date,
        decided=departure is not None,
        pays=found.pays,
        when=found.when,
        as_others=found.as_others,
        savings=found.savings,
        shares=found.shares,
        profit=found.profit,
        settled=found.settled,
        kept=found.kept,
        net=found.net,
        paid=found.paid,
        unpaid=found.unpaid,
        waits=found.waits,
        payer=settlements.payer_of(facts, found),
        owes=found.owes,
        left_to_pay=-facts.total(LEFT_TO_PAY, member=found.member),
        lines=tuple(_lines(found)),
        loans=found.loans,
        guarantors={code: facts.member(code).name for code in guarantors},
        stands_for=tuple(
            _guaranteed(facts, code) for code in found.stands_for if code not in hidden
        ),
        joined=member.joined,
        next_of_kin=(departure or member).next_of_kin,
        next_of_kin_phone=(departure or member).next_of_kin_phone,
        minute=departure.minute if departure else "",
        to_group=departure.to_group if departure else "",
        approved_by={code: facts.member(code).name for code in approved},
        event=event,
        hash=fingerprint,
        tontine=in_the_pot(facts, member, found.reason, found.pot),
    )


def _guaranteed(facts: Facts, code: str) -> Guaranteed:
    loan = facts.loan(code)
    owed = sum(balance.amount for key, balance in facts.leaves(LOANS).items() if key.loan == code)
    name = facts.member(loan.member).name
    return Guaranteed(loan=code, member=loan.member, name=name, owed=owed)


def _lines(found: Settlement) -> Iterator[SheetLine]:
    """Yield what the sheet adds up; where the share-out settles her, only what changes now."""
    if found.shares:
        words = ngettext(
            "Her savings: {n:number} share", "Her savings: {n:number} shares", found.shares
        )
        yield SheetLine(text=fill(words, n=found.shares), amount=found.savings)
    else:
        yield SheetLine(text=_("Her savings"), amount=found.savings)
    if found.profit > 0:
        yield SheetLine(text=_("Her part of the surplus"), amount=found.profit)
    elif found.profit:
        yield SheetLine(text=_("Her part of the loss"), amount=found.profit)
    for loan in found.loans:
        if loan.settled:
            words = _("Loan {loan}: principal and interest")
            yield SheetLine(text=fill(words, loan=loan.loan), amount=-loan.settled)
    for due in found.dues:
        if due.settled:
            words = {
                "fines": _("Fines due"),
                "arrears": _("Contributions not paid ({fund})"),
                "tontine": _("Taken from the tontine and not brought back"),
            }[due.kind]
            yield SheetLine(text=fill(words, fund=terms.fund(due.fund)), amount=-due.settled)
    if found.kept:
        yield SheetLine(text=_("Kept by the group"), amount=-found.kept)
