"""Asks a book what the papers of the tontine need."""

from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import tontine as questions
from coop_ledger.book.questions.common import names_of
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, tontine
from coop_ledger.reports.papers.letterheads import letterhead_of


def _tontine_list(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    answer = questions.tontine(book, group, number)
    return tontine.tontine_list(letterhead_of(book, group, printing), answer, size=size)


def _tontine_sheet(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    answer = questions.tontine(book, group, number)
    return tontine.tontine_list(letterhead_of(book, group, printing), answer, blank=True, size=size)


def _tontine_draw(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    answer = questions.tontine(book, group)
    found = [draw for draw in answer.draws if number in (None, draw.round)]
    if not found:
        raise Refusal(
            N_("No turn was drawn by lot in this tontine: draw first (turns_drawn)."),
            field="number",
            value=number,
        )
    with book.reading() as connection:
        names = names_of(book.facts(connection, group).members())
    letterhead = letterhead_of(book, group, printing)
    return tontine.draw_minutes(letterhead, answer, found[-1], names, size=size)


TONTINE_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "tontine-list": _tontine_list,
    "tontine-sheet": _tontine_sheet,
    "tontine-draw": _tontine_draw,
}
