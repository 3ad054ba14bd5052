"""Asks a book what the papers about a whole group need."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import group_card, savix
from coop_ledger.book.questions.common import cycle_named
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, group_papers
from coop_ledger.reports.papers.letterheads import cycles_of, letterhead_of


def _savix_form(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    form = savix.savix(book, group, on or printing.at.date())
    letterhead = letterhead_of(
        book, group, printing, cycle=cycle_named(cycles_of(book, group), form.cycle)
    )
    return group_papers.savix_form(letterhead, form, size=size)


def _group_card(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    cycle: str = "",
    meeting: int | None = None,
    on: datetime.date | None = None,
) -> Document:
    day = on or printing.at.date()
    card = group_card.group_card(book, group, day, cycle=cycle, meeting=meeting)
    letterhead = letterhead_of(
        book, group, printing, cycle=cycle_named(cycles_of(book, group), card.now.cycle)
    )
    return group_papers.group_card(letterhead, card, size=size)


GROUP_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "savix-form": _savix_form,
    "group-card": _group_card,
}
