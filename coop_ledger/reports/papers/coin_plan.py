"""The notes and coins that make every envelope exact, and what another rounding would change."""

from collections.abc import Sequence
from dataclasses import replace

from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.domain.coins import (
    DENOMINATIONS,
    SMALL,
    CoinPlan,
    Pieces,
    RoundingCost,
    count_of,
    value_of,
)
from coop_ledger.i18n import _, fill, money, ngettext
from coop_ledger.reports.document import (
    A4,
    Blanks,
    Block,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PaperSize,
    Piece,
    Prose,
    Section,
    Signatures,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, figure, signers


def coin_plan(
    letterhead: Letterhead,
    answer: ShareOut,
    plan: CoinPlan,
    costs: Sequence[RoundingCost],
    *,
    denominations: Sequence[int] = DENOMINATIONS,
    size: PaperSize = A4,
) -> Document:
    """What is needed, what is in the box, what to give back and to ask for at the bank."""
    title = _("Money to prepare")
    envelopes = sum(1 for member in answer.members if member.paid)
    facts = ngettext(
        "To pay {envelopes:number} envelope to the franc on {day:day}, "
        "and keep the remainder in the box",
        "To pay {envelopes:number} envelopes to the franc on {day:day}, "
        "and keep the remainder in the box",
        envelopes,
    )
    after: tuple[Block, ...] = (
        Prose(text=_remark(plan, denominations), size=8.6),
        Section(
            text=_("And if each envelope were rounded down?"),
            aside=_("for the assembly to decide, before going for the money"),
        ),
        _comparison(costs),
        Blanks(fields=((_("Money fetched and counted by two on"), 40.0),)),
        Signatures(signers=signers(letterhead, "treasurer", "counter"), height=25),
    )
    blocks: list[Block] = [
        Title(text=title, facts=fill(facts, envelopes=envelopes, day=answer.date)),
        replace(_plan(plan, denominations, envelopes), tail=after),
    ]
    return document("coin-plan", title, letterhead, blocks, size=size)


def _plan(plan: CoinPlan, denominations: Sequence[int], envelopes: int) -> Grid:
    for_envelopes = ngettext(
        "For\n{envelopes:number} envelope", "For the\n{envelopes:number} envelopes", envelopes
    )
    parts: tuple[tuple[str, Pieces, bool], ...] = (
        (fill(for_envelopes, envelopes=envelopes), plan.in_envelopes, False),
        (_("Stays\nin the box"), plan.kept, False),
        (_("Notes and\ncoins needed"), plan.needed, True),
        (_("There are\nin the box"), plan.in_box, False),
        (_("To give back\nat the bank"), plan.to_give_back, False),
        (_("To ask for\nat the bank"), plan.to_bring, True),
    )
    used = {piece for _title, pieces, _strong in parts for piece in pieces}
    shown = sorted({*denominations, *used}, reverse=True)
    columns = (
        Column(title="", kind=Kind.DRAWING, width=20),
        Column(title=_("Note or coin\nF CFA"), kind=Kind.MONEY, strong=True),
        *(Column(title=title, kind=Kind.COUNT, strong=strong) for title, _pieces, strong in parts),
    )
    rows = tuple(
        GridRow(cells=(Piece(piece), piece, *(pieces.get(piece, 0) for _t, pieces, _s in parts)))
        for piece in shown
    )
    counts = tuple(count_of(pieces) for _title, pieces, _strong in parts)
    values = tuple(value_of(pieces) for _title, pieces, _strong in parts)
    totals = (
        GridRow(cells=(_("Number"), None, *counts), weight=Weight.TOTAL),
        GridRow(cells=(_("Value in F CFA"), None, *values), weight=Weight.TOTAL),
    )
    return Grid(columns=columns, rows=rows, totals=totals, row_least=6.4, row_most=8.2)


def _remark(plan: CoinPlan, denominations: Sequence[int]) -> str:
    remarks = []
    left_out = [piece for piece in DENOMINATIONS if piece not in denominations]
    if left_out:
        remarks.append(
            fill(
                _("Left out by the group: {pieces:list}."),
                pieces=[f"{money(piece)}\u00a0F" for piece in left_out],
            )
        )
    if plan.in_box:
        remarks.append(
            fill(
                _("Given back {back:money} = asked for {asked:money}."),
                back=value_of(plan.to_give_back),
                asked=value_of(plan.to_bring),
            )
        )
    else:
        remarks.append(_("The notes and coins in the box are not counted yet."))
    ones = plan.to_bring.get(1, 0)
    if ones:
        coins = ngettext(
            "{coins:number} coin of 1 F: ask for it in advance.",
            "{coins:number} coins of 1 F: ask for them in advance.",
            ones,
        )
        remarks.append(fill(coins, coins=ones))
    return " ".join(remarks)


def _comparison(costs: Sequence[RoundingCost]) -> Grid:
    columns = (
        Column(title=_("Rounded down to"), strong=True, grows=True),
        Column(title=_("Paid to\nthe members"), kind=Kind.MONEY),
        Column(title=_("Remainder\nin the box"), kind=Kind.MONEY),
        Column(title=_("Notes and coins\nto handle"), kind=Kind.COUNT),
        Column(title=_("of them coins\nof 250 F or less"), kind=Kind.COUNT),
        Column(title=_("Coins\nof 1 F"), kind=Kind.COUNT),
    )
    rows = tuple(
        GridRow(
            cells=(
                f"{money(cost.step)}\u00a0F",
                cost.paid,
                cost.remainder,
                *_handled(cost.pieces),
            )
        )
        for cost in costs
    )
    return Grid(columns=columns, rows=rows, row_least=5.6, row_most=6.0, fives=False)


def _handled(pieces: Pieces | None) -> tuple[int | str, ...]:
    if pieces is None:
        impossible = _("impossible")
        return (impossible, impossible, impossible)
    return (count_of(pieces), count_of(pieces, SMALL), figure(pieces.get(1, 0)))
