"""Asks a book what a paper needs, once, and hands the answers to the paper's own function."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import accounts, cash, groups, loans, meetings, members, receipts
from coop_ledger.book.questions import share_out as share_outs
from coop_ledger.book.questions.answers import Meeting, MemberLine, ShareOut
from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import (
    Printing,
    coin_plan,
    meeting_minutes,
    meeting_sheet,
    member_statement,
    receipt,
    registers,
    share_out_envelopes,
    share_out_statement,
)
from coop_ledger.reports.papers.common import Letterhead

ROUNDING_STEPS: Final = (1, 5, 25, 100, 250, 500)


# -- the letterhead --------------------------------------------------------------------------------


def _letterhead(
    book: Book,
    group: str,
    printing: Printing,
    *,
    fingerprint: str = "",
    rests_on: str = "",
    extra: Mapping[str, str] | None = None,
) -> Letterhead:
    line = groups.group(book, group)
    if not fingerprint:
        last = groups.fingerprint(book, group)
        fingerprint, rests_on = last.hash, fill(_("event no. {number}"), number=last.number)
    officers = {**_officers(members.members(book, group)), **(extra or {})}
    return Letterhead(
        group=group,
        name=line.name,
        place=line.place,
        kind=line.kind,
        members=line.members,
        cycle=line.cycle,
        opened=line.cycle_opened,
        ends=line.cycle_ends,
        fingerprint=fingerprint,
        rests_on=rests_on,
        printed_at=printing.at,
        printed_by=printing.by,
        officers=officers,
    )


def _officers(lines: tuple[MemberLine, ...]) -> dict[str, str]:
    """The first holder of each office."""
    officers: dict[str, str] = {}
    for line in lines:
        if line.office:
            officers.setdefault(line.office, line.name)
    return officers


# -- receipts --------------------------------------------------------------------------------------


def _receipt(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int
) -> Document:
    answer = receipts.receipt_numbered(book, group, number)
    rests_on = fill(_("event no. {number}"), number=answer.event)
    letterhead = _letterhead(book, group, printing, fingerprint=answer.hash, rests_on=rests_on)
    return receipt.receipts(letterhead, [answer], size=size)


def _receipts(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    number: int | None = None,
    cycle: str = "",
) -> Document:
    meeting = meetings.meeting(book, group, number, cycle)
    answers = receipts.receipts_of_event(book, group, meeting.event)
    if not answers:
        raise Refusal(
            N_("Meeting {value:number} gave no receipt: no money moved. Choose another meeting."),
            field="number",
            value=meeting.number,
        )
    letterhead = _meeting_letterhead(book, group, printing, meeting)
    return receipt.receipts(letterhead, answers, size=size)


# -- meetings --------------------------------------------------------------------------------------


def _meeting_letterhead(book: Book, group: str, printing: Printing, meeting: Meeting) -> Letterhead:
    rests_on = fill(_("meeting no. {number}"), number=meeting.number)
    return _letterhead(book, group, printing, fingerprint=meeting.fingerprint, rests_on=rests_on)


def _meeting_minutes(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    number: int | None = None,
    cycle: str = "",
) -> Document:
    meeting = meetings.meeting(book, group, number, cycle)
    letterhead = _meeting_letterhead(book, group, printing, meeting)
    return meeting_minutes.meeting_minutes(letterhead, meeting, size=size)


def _meeting_sheet(book: Book, group: str, printing: Printing, size: PaperSize) -> Document:
    with book.reading() as connection:
        rules = book.facts(connection, group).rules(printing.at.date())
    boxes = {
        place.fund: place.balance for place in cash.cash(book, group).places if place.place == "box"
    }
    by_share = rules.saving.unit == "share"
    sheet = meeting_sheet.SheetRules(
        price=rules.saving.price if by_share else 0,
        shares_most=(rules.saving.maximum or 0) if by_share else 0,
        contributions=tuple(
            (fund, rule.contribution) for fund, rule in rules.funds.items() if rule.contribution
        ),
        expected=tuple((fund, boxes.get(fund, 0)) for fund in rules.funds),
    )
    active = [line for line in members.members(book, group) if line.status == "active"]
    return meeting_sheet.meeting_sheet(_letterhead(book, group, printing), active, sheet, size=size)


# -- members and loans -----------------------------------------------------------------------------


def _member_statement(
    book: Book, group: str, printing: Printing, size: PaperSize, *, member: str = ""
) -> Document:
    codes = (
        [member]
        if member
        else [line.member for line in members.members(book, group) if line.status == "active"]
    )
    answers = [members.member(book, group, code) for code in codes]
    if not answers:
        raise Refusal(
            N_("The group has no member yet. Record who joined, then print."), field="member"
        )
    return member_statement.statements(_letterhead(book, group, printing), answers, size=size)


def _loan_register(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    answers = sorted(loans.loans(book, group, on=on), key=lambda loan: (loan.issued, loan.loan))
    day = on or printing.at.date()
    return registers.loan_register(_letterhead(book, group, printing), answers, day, size=size)


# -- the share-out ---------------------------------------------------------------------------------


def _share_out(
    book: Book, group: str, printing: Printing, cycle: str
) -> tuple[Letterhead, ShareOut]:
    answer = share_outs.share_out(book, group, cycle=cycle)
    lines = members.members(book, group)
    bureau = set(_officers(lines).values())
    names = {line.member: line.name for line in lines}
    witnesses = [names[code] for code in answer.approved_by if names[code] not in bureau]
    extra = {"witness": witnesses[0]} if witnesses else {}
    if not answer.decided:
        return _letterhead(book, group, printing, extra=extra), answer
    rests_on = fill(_("event no. {number}"), number=answer.event)
    return (
        _letterhead(book, group, printing, fingerprint=answer.hash, rests_on=rests_on, extra=extra),
        answer,
    )


def _share_out_statement(
    book: Book, group: str, printing: Printing, size: PaperSize, *, cycle: str = ""
) -> Document:
    return share_out_statement.statement(*_share_out(book, group, printing, cycle), size=size)


def _share_out_slips(
    book: Book, group: str, printing: Printing, size: PaperSize, *, cycle: str = ""
) -> Document:
    return share_out_envelopes.slips(*_share_out(book, group, printing, cycle), size=size)


def _share_out_register(
    book: Book, group: str, printing: Printing, size: PaperSize, *, cycle: str = ""
) -> Document:
    return share_out_envelopes.register(*_share_out(book, group, printing, cycle), size=size)


def _coin_plan(
    book: Book, group: str, printing: Printing, size: PaperSize, *, cycle: str = ""
) -> Document:
    letterhead, answer = _share_out(book, group, printing, cycle)
    paid = {member.member: member.paid for member in answer.members if member.paid}
    plan = coins.coin_plan(paid, available=_pieces_in_box(book, group, answer))
    costs = coins.rounding_costs(
        [member.net - member.seed for member in answer.members],
        ROUNDING_STEPS,
        cash=answer.cash + sum(answer.other_funds.values()),
    )
    return coin_plan.coin_plan(letterhead, answer, plan, costs, size=size)


def _pieces_in_box(book: Book, group: str, answer: ShareOut) -> coins.Pieces | None:
    """The notes and coins of the last count, if they are still the money to share."""
    if not answer.meetings:
        return None
    counts = meetings.meeting(book, group, cycle=answer.cycle).funds
    shared = answer.cash + sum(answer.other_funds.values())
    for count in counts:
        if count.pieces and coins.value_of(count.pieces) == shared:
            return count.pieces
    return None


# -- accounts --------------------------------------------------------------------------------------


def _cash_book(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    fund: str = "",
    from_: datetime.date | None = None,
    to: datetime.date | None = None,
) -> Document:
    letterhead = _letterhead(book, group, printing)
    answer = cash.cash_book(book, group, fund, from_=from_ or letterhead.opened, to=to)
    return registers.cash_book(letterhead, answer, size=size)


def _trial_balance(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    answer = accounts.trial_balance(book, group, on)
    day = on or printing.at.date()
    return registers.trial_balance(_letterhead(book, group, printing), answer, day, size=size)


MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "receipt": _receipt,
    "receipts": _receipts,
    "meeting-sheet": _meeting_sheet,
    "meeting-minutes": _meeting_minutes,
    "member-statement": _member_statement,
    "loan-register": _loan_register,
    "share-out-statement": _share_out_statement,
    "share-out-slips": _share_out_slips,
    "share-out-register": _share_out_register,
    "coin-plan": _coin_plan,
    "cash-book": _cash_book,
    "trial-balance": _trial_balance,
}
