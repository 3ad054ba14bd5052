"""Asks a book what the papers before a share-out need."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions.share_out_choices import share_out_choices
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing
from coop_ledger.reports.papers import share_out_choices as paper
from coop_ledger.reports.papers.letterheads import letterhead_of


def _choices(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    on: datetime.date | None = None,
) -> Document:
    answer = share_out_choices(book, group, on=on or printing.at.date())
    return paper.choices(letterhead_of(book, group, printing), answer, size=size)


SHARE_OUT_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "share-out-choices": _choices,
}
