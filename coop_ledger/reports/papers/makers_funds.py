"""Asks a book what the papers of the funds need: claim slips, and who received goods."""

import datetime
from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import aid, goods, members
from coop_ledger.i18n import _, fill
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, claim_slip, goods_list
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.cycles import cycle_on
from coop_ledger.reports.papers.letterheads import cycles_of, letterhead_of


def _claim_slip(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    if number is None:
        return claim_slip.claim_slip(letterhead_of(book, group, printing), None, size=size)
    claim = aid.claim_numbered(book, group, number)
    letterhead = _letterhead(book, group, printing, number, claim.date, claim.hash)
    return claim_slip.claim_slip(letterhead, claim, size=size)


def _goods_list(
    book: Book, group: str, printing: Printing, size: PaperSize, *, number: int | None = None
) -> Document:
    if number is None:
        there = [line for line in members.members(book, group) if line.status == "active"]
        return goods_list.goods_list(letterhead_of(book, group, printing), None, there, size=size)
    gift = goods.gift_numbered(book, group, number)
    letterhead = _letterhead(book, group, printing, number, gift.date, gift.hash)
    return goods_list.goods_list(letterhead, gift, (), size=size)


def _letterhead(
    book: Book, group: str, printing: Printing, number: int, day: datetime.date, fingerprint: str
) -> Letterhead:
    return letterhead_of(
        book,
        group,
        printing,
        fingerprint=fingerprint,
        rests_on=fill(_("entry no. {number}"), number=number),
        cycle=cycle_on(cycles_of(book, group), day),
    )


FUND_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "claim-slip": _claim_slip,
    "goods-list": _goods_list,
}
