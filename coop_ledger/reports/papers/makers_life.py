"""Asks a book what the papers of its life need: settlement sheets, minutes."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import life
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, settlement_sheet
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.cycles import cycle_on
from coop_ledger.reports.papers.letterheads import cycles_of, letterhead_of


def _settlement_sheet(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    member: str = "",
    reason: str = "left",
) -> Document:
    if not member:
        blank = letterhead_of(book, group, printing)
        return settlement_sheet.settlement_sheet(blank, None, size=size)
    sheet = life.settlement(book, group, member, reason, printing.at.date())
    letterhead = _letterhead(book, group, printing, sheet.event, sheet.date, sheet.hash)
    return settlement_sheet.settlement_sheet(letterhead, sheet, size=size)


def _departure_minutes(
    book: Book, group: str, printing: Printing, size: PaperSize, *, member: str = ""
) -> Document:
    if not member:
        blank = letterhead_of(book, group, printing)
        return settlement_sheet.departure_minutes(blank, None, size=size)
    sheet = life.settlement(book, group, member)
    if not sheet.decided:
        raise Refusal(
            N_("{name} has not left the group: there are no minutes of it. Choose who left."),
            field="member",
            value=member,
            name=sheet.name,
        )
    letterhead = _letterhead(book, group, printing, sheet.event, sheet.date, sheet.hash)
    return settlement_sheet.departure_minutes(letterhead, sheet, size=size)


def _loss_minutes(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    if number is None:
        return settlement_sheet.loss_minutes(letterhead_of(book, group, printing), None, size=size)
    loss = life.loss(book, group, number)
    letterhead = _letterhead(book, group, printing, loss.event, loss.date, loss.hash)
    return settlement_sheet.loss_minutes(letterhead, loss, size=size)


def _letterhead(
    book: Book, group: str, printing: Printing, event: int, day: datetime.date, fingerprint: str
) -> Letterhead:
    return letterhead_of(
        book,
        group,
        printing,
        fingerprint=fingerprint,
        rests_on=fill(_("event no. {number}"), number=event) if event else "",
        cycle=cycle_on(cycles_of(book, group), day),
    )


LIFE_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "settlement-sheet": _settlement_sheet,
    "departure-minutes": _departure_minutes,
    "loss-minutes": _loss_minutes,
}
