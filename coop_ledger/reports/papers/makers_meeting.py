"""Asks a book what the papers of a meeting need: the blank sheet, the minutes."""

import contextlib
import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import arrears, cash, fines, funds, goods, loans, meetings, members
from coop_ledger.book.questions.answers import Meeting
from coop_ledger.book.questions.common import cycle_named, fine_name
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.fund_words import gifts_of, moves_of
from coop_ledger.reports.loan_words import decided_on
from coop_ledger.reports.papers import Printing, meeting_minutes, meeting_sheet
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.cycles import cycle_on
from coop_ledger.reports.papers.letterheads import cycles_of, letterhead_of, officers_of
from coop_ledger.reports.papers.meeting_behind import Behind, arrears_list


def meeting_letterhead(
    book: Book, group: str, printing: Printing, meeting: Meeting, cycle: str
) -> Letterhead:
    """Return the letterhead of what rests on a meeting."""
    return letterhead_of(
        book,
        group,
        printing,
        fingerprint=meeting.fingerprint,
        rests_on=fill(_("meeting no. {number}"), number=meeting.number),
        cycle=cycle_named(cycles_of(book, group), cycle),
    )


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
    letterhead = meeting_letterhead(book, group, printing, meeting, cycle)
    behind = _behind(book, group, meeting.date)
    decisions = (
        *decided_on(loans.loans(book, group, on=meeting.date), meeting.date),
        *_of_funds(book, group, meeting),
    )
    return meeting_minutes.meeting_minutes(
        letterhead, meeting, behind=behind, decisions=decisions, size=size
    )


def _of_funds(book: Book, group: str, meeting: Meeting) -> Iterator[str]:
    """Yield what was given and moved at a meeting."""
    yield from gifts_of(goods.goods_given(book, group), meeting.event)
    for count in meeting.funds:
        with contextlib.suppress(Refusal):  # a fund that was voted away since
            moved = funds.fund_movements(book, group, count.fund, meeting.date, meeting.date)
            yield from moves_of(moved, meeting.event)


def _behind(book: Book, group: str, on: datetime.date) -> Behind:
    return Behind(
        members=arrears.arrears(book, group, on).members,
        fines=fines.fines(book, group, on=on),
    )


def _arrears_list(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    day = on or printing.at.date()
    letterhead = letterhead_of(book, group, printing, cycle=cycle_on(cycles_of(book, group), day))
    return arrears_list(letterhead, _behind(book, group, day), day, size=size)


def _meeting_sheet(book: Book, group: str, printing: Printing, size: PaperSize) -> Document:
    with book.reading() as connection:
        rules = book.facts(connection, group).rules(printing.at.date())
    boxes = {
        place.fund: place.balance for place in cash.cash(book, group).places if place.place == "box"
    }
    active = [line for line in members.members(book, group) if line.status == "active"]
    behind = arrears.arrears(book, group, printing.at.date()).members
    saving = rules.saving
    by_share = saving.unit == "share"
    sheet = meeting_sheet.SheetRules(
        price=saving.price if by_share else 0,
        shares_most=(saving.maximum or 0) if by_share else 0,
        contributions=tuple(
            (fund, rule.contribution) for fund, rule in rules.funds.items() if rule.contribution
        ),
        expected=tuple((fund, boxes.get(fund, 0)) for fund in rules.funds),
        counters=tuple(officers_of(book, group).get("counter", ())),
        saves=by_share or saving.minimum > 0 or rules.tontine is None,
        amount_least=0 if by_share else saving.minimum,
        loans=bool(rules.loans) or any(line.loans_owed for line in active),
        fines=tuple((fine_name(kind), asked) for kind, asked in rules.fines.items() if asked),
        behind={
            each.member: amount
            for each in behind
            if (amount := each.owed + each.savings + each.fines_owed)
        },
    )
    return meeting_sheet.meeting_sheet(
        letterhead_of(book, group, printing), active, sheet, size=size
    )


MEETING_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "meeting-sheet": _meeting_sheet,
    "meeting-minutes": _meeting_minutes,
    "arrears-list": _arrears_list,
}
