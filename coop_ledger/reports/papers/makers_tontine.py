"""Asks a book what the papers of the tontine need."""

from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import members
from coop_ledger.book.questions import tontine as questions
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.common import names_of
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.tontine import running, tontines
from coop_ledger.i18n import N_
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, tontine
from coop_ledger.reports.papers.letterheads import letterhead_of


def _tontine_list(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    return _list(book, group, printing, size, number, blank=False)


def _tontine_sheet(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    return _list(book, group, printing, size, number, blank=True)


def _list(
    book: Book, group: str, printing: Printing, size: PaperSize, number: int | None, *, blank: bool
) -> Document:
    """The list of a tontine; of a group that has none, one to be kept by hand."""
    letterhead = letterhead_of(book, group, printing)
    if number is None and not _has_tontine(book, group, printing):
        people = [(line.member, line.name) for line in _active(book, group)]
        return tontine.empty_list(letterhead, people, size=size)
    answer = questions.tontine(book, group, number)
    return tontine.tontine_list(letterhead, answer, blank=blank, size=size)


def _tontine_draw(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    """The minutes of a draw; where nothing was drawn, those of a draw made by hand."""
    letterhead = letterhead_of(book, group, printing)
    if not _has_tontine(book, group, printing):
        return tontine.draw_form(letterhead, len(_active(book, group)), 1, size=size)
    answer = questions.tontine(book, group)
    found = [draw for draw in answer.draws if number in (None, draw.round)]
    if not found and number is None:
        return tontine.draw_form(letterhead, answer.hands, answer.winners, size=size)
    if not found:
        raise Refusal(
            N_("No turn was drawn by lot for round {value:number}: name another round."),
            field="number",
            value=number,
        )
    with book.reading() as connection:
        names = names_of(book.facts(connection, group).members())
    return tontine.draw_minutes(letterhead, answer, found[-1], names, size=size)


def _has_tontine(book: Book, group: str, printing: Printing) -> bool:
    with book.reading() as connection:
        facts = book.facts(connection, group)
        return bool(tontines(facts)) or running(facts, printing.at.date()) is not None


def _active(book: Book, group: str) -> list[MemberLine]:
    return [line for line in members.members(book, group) if line.status == "active"]


TONTINE_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "tontine-list": _tontine_list,
    "tontine-sheet": _tontine_sheet,
    "tontine-draw": _tontine_draw,
}
