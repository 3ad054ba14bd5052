"""Asks a book what a paper needs, once, and hands the answers to the paper's own function."""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import accounts, cash, meetings, members, receipts
from coop_ledger.book.questions import share_out as share_outs
from coop_ledger.book.questions.answers import CashBook, Receipt, ShareOut
from coop_ledger.book.questions.common import cycle_named
from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.records import CycleRecord
from coop_ledger.i18n import N_, _, fill
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import (
    Printing,
    coin_plan,
    member_statement,
    receipt,
    registers,
    share_out_envelopes,
    share_out_statement,
)
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.cycles import cycle_on, lines_of
from coop_ledger.reports.papers.letterheads import cycles_of, letterhead_of, officers_of
from coop_ledger.reports.papers.makers_deliveries import DELIVERY_MAKERS
from coop_ledger.reports.papers.makers_funds import FUND_MAKERS
from coop_ledger.reports.papers.makers_group import GROUP_MAKERS
from coop_ledger.reports.papers.makers_life import LIFE_MAKERS
from coop_ledger.reports.papers.makers_loans import LOAN_MAKERS
from coop_ledger.reports.papers.makers_meeting import MEETING_MAKERS, meeting_letterhead
from coop_ledger.reports.papers.makers_rules import RULES_MAKERS
from coop_ledger.reports.papers.makers_share_out import SHARE_OUT_MAKERS
from coop_ledger.reports.papers.makers_tontine import TONTINE_MAKERS

ROUNDING_STEPS: Final = (1, 5, 25, 100, 250, 500)


# -- receipts --------------------------------------------------------------------------------------


def _receipt(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int
) -> Document:
    answer = receipts.receipt_numbered(book, group, number)
    rests_on = fill(_("event no. {number}"), number=answer.event)
    letterhead = letterhead_of(
        book,
        group,
        printing,
        fingerprint=answer.hash,
        rests_on=rests_on,
        cycle=_cycle_of_receipt(book, group, answer),
    )
    return receipt.receipts(letterhead, [answer], size=size)


def _cycle_of_receipt(book: Book, group: str, answer: Receipt) -> CycleRecord | None:
    """A cycle may open on the day the one before it met for the last time."""
    cycles = cycles_of(book, group)
    for cycle in cycles if answer.meeting else ():
        held = meetings.meetings(book, group, cycle.code)
        if any(meeting.event == answer.event for meeting in held):
            return cycle
    return cycle_on(cycles, answer.date)


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
    letterhead = meeting_letterhead(book, group, printing, meeting, cycle)
    return receipt.receipts(letterhead, answers, size=size)


# -- members ---------------------------------------------------------------------------------------


def _member_statement(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    member: str = "",
    cycle: str = "",
) -> Document:
    cycles = cycles_of(book, group)
    wanted = cycle_named(cycles, cycle)
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
    pages = [
        member_statement.Page(member=answer, lines=lines_of(answer.lines, cycles, wanted))
        for answer in answers
    ]
    letterhead = letterhead_of(book, group, printing, cycle=wanted)
    return member_statement.statements(letterhead, pages, size=size)


# -- the share-out ---------------------------------------------------------------------------------


def _share_out(
    book: Book, group: str, printing: Printing, cycle: str
) -> tuple[Letterhead, ShareOut]:
    answer = share_outs.share_out(book, group, cycle=cycle)
    bureau = {name for names in officers_of(book, group).values() for name in names}
    names = {line.member: line.name for line in members.members(book, group)}
    witnesses = [names[code] for code in answer.approved_by if names[code] not in bureau]
    rests_on = fill(_("event no. {number}"), number=answer.event) if answer.decided else ""
    letterhead = letterhead_of(
        book,
        group,
        printing,
        fingerprint=answer.hash,
        rests_on=rests_on,
        extra={"witness": witnesses[0]} if witnesses else {},
        cycle=cycle_named(cycles_of(book, group), answer.cycle),
    )
    return letterhead, answer


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
        [member.net - member.seed - member.goods - member.unpaid for member in answer.members],
        ROUNDING_STEPS,
        cash=answer.cash - answer.goods + sum(answer.other_funds.values()),
    )
    return coin_plan.coin_plan(letterhead, answer, plan, costs, size=size)


def _pieces_in_box(book: Book, group: str, answer: ShareOut) -> coins.Pieces | None:
    """The notes and coins of the last count, if they are still the money to share."""
    if not answer.meetings:
        return None
    counts = meetings.meeting(book, group, cycle=answer.cycle).funds
    others = [count.pieces for count in counts if answer.other_funds.get(count.fund)]
    there = answer.cash - answer.goods + answer.not_shared
    shared = there + sum(answer.other_funds.values())
    for count in counts:
        held = Counter(count.pieces)
        for pieces in others:
            held.update(pieces)
        if coins.value_of(held) == shared and shared:
            return dict(held)
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
    cycle = cycle_on(cycles_of(book, group), to or printing.at.date())
    start = from_ or (cycle.opened if cycle else None)
    answer = cash.cash_book(book, group, fund, from_=start, to=to)
    letterhead = letterhead_of(book, group, printing, cycle=cycle)
    pieces = _pieces_at_end(book, group, cycle, answer)
    return registers.cash_book(letterhead, answer, pieces, size=size)


def _pieces_at_end(
    book: Book, group: str, cycle: CycleRecord | None, answer: CashBook
) -> Mapping[int, int] | None:
    """The notes and coins of the last meeting, if they are the closing balance of the book."""
    held = meetings.meetings(book, group, cycle.code) if cycle else ()
    numbers = [meeting.number for meeting in held if meeting.date <= answer.to]
    if cycle is None or not numbers:
        return None
    counts = meetings.meeting(book, group, max(numbers), cycle.code).funds
    return next(
        (
            count.pieces
            for count in counts
            if count.fund == answer.fund and coins.value_of(count.pieces) == answer.closing
        ),
        None,
    )


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
    letterhead = letterhead_of(book, group, printing, cycle=cycle_on(cycles_of(book, group), day))
    return registers.trial_balance(letterhead, answer, day, size=size)


MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "receipt": _receipt,
    "receipts": _receipts,
    "member-statement": _member_statement,
    **SHARE_OUT_MAKERS,
    "share-out-statement": _share_out_statement,
    "share-out-slips": _share_out_slips,
    "share-out-register": _share_out_register,
    "coin-plan": _coin_plan,
    "cash-book": _cash_book,
    "trial-balance": _trial_balance,
    **MEETING_MAKERS,
    **LOAN_MAKERS,
    **GROUP_MAKERS,
    **DELIVERY_MAKERS,
    **FUND_MAKERS,
    **LIFE_MAKERS,
    **RULES_MAKERS,
    **TONTINE_MAKERS,
}
