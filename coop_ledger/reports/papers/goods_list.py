"""The list of who received goods: a line a member, with room for her thumb."""

from collections.abc import Sequence

from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.goods import GoodsGiven
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.document import (
    A4,
    Blanks,
    Block,
    Carry,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PaperSize,
    Prose,
    Signatures,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, fund_name, name_of, signers

_COLUMNS = (48, 36)  # millimetres for a signature and for a thumb


def goods_list(
    letterhead: Letterhead,
    gift: GoodsGiven | None,
    members: Sequence[MemberLine],
    *,
    size: PaperSize = A4,
) -> Document:
    """One gift of goods: how many each received, the sum, and who signs that it was handed out.

    Without a gift it is the list to be filled by hand while goods are given, `members` on it.
    """
    if gift is None:
        return _to_fill(letterhead, members, size)
    title = fill(_("List of goods received: {item}"), item=gift.item)
    day = fill(_("{day:long_day}"), day=gift.date)
    if gift.meeting:
        day = fill(_("{day:long_day}, meeting no. {number}"), day=gift.date, number=gift.meeting)
    people = ngettext(
        "Received by {members:number} member",
        "Received by {members:number} members",
        len(gift.received),
    )
    total = GridRow(
        cells=(None, fill(people, members=len(gift.received)), gift.quantity, None, None),
        weight=Weight.TOTAL,
    )
    cost = fill(
        _("{fund}: {quantity:number} × {item}, bought for {cost:francs}; {left:number} left."),
        quantity=gift.quantity,
        item=gift.item,
        fund=fund_name(gift.fund),
        cost=gift.cost,
        left=gift.left,
    )
    rows = tuple(
        GridRow(cells=(line.member, line.name, line.quantity, None, None)) for line in gift.received
    )
    asides = (_("CANCELLED"), day) if gift.reversed else (day,)
    blocks: list[Block] = [
        Title(text=title, aside=asides),
        _grid(letterhead, rows, (total,), Prose(text=cost)),
    ]
    return document("goods-list", title, letterhead, blocks, size=size)


def _to_fill(letterhead: Letterhead, members: Sequence[MemberLine], size: PaperSize) -> Document:
    title = _("List of goods received")
    rows = tuple(
        GridRow(cells=(line.member, name_of(line.name, line.nickname), None, None, None))
        for line in members
    )
    goods = Blanks(fields=((_("Goods"), 50), (_("Day"), 34), (_("How many each"), 18)))
    blocks: list[Block] = [Title(text=title), goods, _grid(letterhead, rows, (), None)]
    return document("goods-list", title, letterhead, blocks, size=size)


def _grid(
    letterhead: Letterhead,
    rows: tuple[GridRow, ...],
    totals: tuple[GridRow, ...],
    closing: Prose | None,
) -> Grid:
    signature, thumb = _COLUMNS
    filled = bool(totals)
    return Grid(
        columns=(
            Column(title=_("No."), kind=Kind.CODE, strong=True),
            Column(title=_("Name"), grows=True),
            Column(title=_("Quantity"), kind=Kind.COUNT, strong=True, carry=Carry.SUM)
            if filled
            else Column(title=_("Quantity"), kind=Kind.ROOM, ruled=True, width=20),
            Column(title=_("Signature"), kind=Kind.ROOM, ruled=True, width=signature),
            Column(title=_("Left thumb"), kind=Kind.ROOM, ruled=True, width=thumb),
        ),
        rows=rows,
        totals=totals,
        row_least=9.0,
        row_most=11.6,
        size=10.5,
        fives=False,
        tail=(
            *((closing,) if closing else ()),
            Signatures(signers=signers(letterhead, "president", "treasurer", "secretary")),
        ),
    )
