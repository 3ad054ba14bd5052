"""The tontine on paper: the list of turns with a tick for each round, and the minutes of a draw."""

import math
from collections.abc import Iterator, Mapping, Sequence

from coop_ledger.book.questions.tontine import Draw, Hand, Round, TontineAnswer
from coop_ledger.domain.rotation import lot_mark
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.document import (
    A4,
    A4_LANDSCAPE,
    Blanks,
    Block,
    Cell,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PageBreak,
    PaperSize,
    Prose,
    Remember,
    Signatures,
    Square,
    Strong,
    Tick,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, fund_name, signers

# As many rounds as a landscape sheet has room for beside the names, and millimetres for a cross.
_ROUNDS_MOST = 22
_ROUND_WIDTH = 8.6
_ROW_LEAST = 5.7
_MARK_LENGTH = 12
"""Letters of a mark on paper: enough to see the order, and to compare with one computed again."""


def tontine_list(
    letterhead: Letterhead,
    answer: TontineAnswer,
    *,
    blank: bool = False,
    size: PaperSize = A4_LANDSCAPE,
) -> Document:
    """The names, the rounds, and a tick where a round is paid; empty where a hand will cross.

    `blank` leaves out what is paid: the list as it is taken to the meetings.
    """
    title = _("Tontine: list of turns")
    blocks: list[Block] = [
        Title(text=title, facts=_facts(answer)),
        Prose(text=_legend(blank=blank), size=8.4),
    ]
    sheets = list(_sheets(answer.rounds))
    for number, rounds in enumerate(sheets):
        last = number == len(sheets) - 1
        blocks += [_crosses(letterhead, answer, rounds, blank=blank, signed=last)]
        if not last:
            blocks.append(PageBreak())
    name = "tontine-sheet" if blank else "tontine-list"
    return document(name, title, letterhead, blocks, size=size)


def empty_list(
    letterhead: Letterhead, people: Sequence[tuple[str, str]], *, size: PaperSize = A4_LANDSCAPE
) -> Document:
    """The list of a tontine that is kept by hand: the names, and rounds to be crossed."""
    title = _("Tontine: list of turns")
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        Column(title=_("Turn"), kind=Kind.ROOM, ruled=True, width=_ROUND_WIDTH),
        *(
            Column(title=str(number), kind=Kind.ROOM, ruled=True, width=_ROUND_WIDTH)
            for number in range(1, _ROUNDS_MOST)
        ),
    )
    rooms = (None,) * _ROUNDS_MOST
    grid = Grid(
        columns=columns,
        rows=tuple(GridRow(cells=(code, name, *rooms)) for code, name in people),
        row_least=_ROW_LEAST,
        row_most=7.0,
        size=8.4,
        tail=_signed(letterhead),
    )
    heading = Title(text=title, aside=(_("A cross when she has paid"),))
    return document("tontine-sheet", title, letterhead, [heading, grid], size=size, scanned=False)


def _facts(answer: TontineAnswer) -> str:
    hands = ngettext("{n:number} hand", "{n:number} hands", answer.hands)
    words = _("{hands} · {contribution:francs} a round and a hand · {rounds:number} rounds")
    said = [
        fill(
            words,
            hands=fill(hands, n=answer.hands),
            contribution=answer.contribution,
            rounds=len(answer.rounds),
        )
    ]
    if answer.levy:
        levy = _("of which {levy:money} F for {fund}")
        said.append(fill(levy, levy=answer.levy, fund=fund_name(answer.levy_fund)))
    lot = ngettext(
        "{n:number} winner takes {lot:francs}",
        "{n:number} winners take {lot:francs} each",
        answer.winners,
    )
    said.append(fill(lot, n=answer.winners, lot=answer.lot))
    return " · ".join(said)


def _legend(*, blank: bool) -> str:
    if blank:
        return _("A cross when she has paid · the box is her turn")
    return _("Tick: paid · ½: in part · box: her turn · P: she took the pot")


def _sheets(rounds: Sequence[Round]) -> Iterator[Sequence[Round]]:
    """The rounds of each sheet, as many on one as on the other."""
    sheets = math.ceil(len(rounds) / _ROUNDS_MOST)
    for sheet in range(sheets):
        yield rounds[len(rounds) * sheet // sheets : len(rounds) * (sheet + 1) // sheets]


def _crosses(
    letterhead: Letterhead,
    answer: TontineAnswer,
    rounds: Sequence[Round],
    *,
    blank: bool,
    signed: bool,
) -> Grid:
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        Column(title=_("Turn"), kind=Kind.CODE),
        *(
            Column(
                title=f"{each.round}\n{each.day:%d/%m}",
                kind=Kind.DRAWING,
                ruled=True,
                width=_ROUND_WIDTH,
            )
            for each in rounds
        ),
    )
    rows = tuple(
        GridRow(
            cells=(
                hand.member,
                hand.name,
                " ".join(str(turn) for turn in hand.turns),
                *(_cross(hand, each, blank=blank) for each in rounds),
            )
        )
        for hand in answer.members
    )
    return Grid(
        columns=columns,
        rows=rows,
        totals=() if blank else (_paid(answer, rounds),),
        row_least=_ROW_LEAST,
        row_most=7.0,
        size=8.4,
        tail=_signed(letterhead) if signed else (),
    )


def _cross(hand: Hand, each: Round, *, blank: bool) -> Cell:
    """What stands in one cell: who took has paid, for what she was behind was kept from her lot."""
    if each.taken and each.round in hand.turns and not blank:
        return Strong("P")
    paid, due = hand.rounds[each.round - 1], hand.dues[each.round - 1]
    if paid and not blank:
        return Tick() if paid >= due else "½"
    return Square() if each.round in hand.turns else None


def _paid(answer: TontineAnswer, rounds: Sequence[Round]) -> GridRow:
    """How many have paid each round."""
    counts = [
        sum(
            bool(hand.dues[each.round - 1])
            and hand.rounds[each.round - 1] >= hand.dues[each.round - 1]
            for hand in answer.members
        )
        for each in rounds
    ]
    cells = (None, _("Have paid"), None, *(str(count) if count else None for count in counts))
    return GridRow(cells=cells, weight=Weight.TOTAL)


def _signed(letterhead: Letterhead) -> tuple[Block, ...]:
    return (
        Signatures(signers=signers(letterhead, "president", "treasurer", "secretary"), height=22),
    )


# -- the draw --------------------------------------------------------------------------------------


def draw_minutes(
    letterhead: Letterhead,
    answer: TontineAnswer,
    draw: Draw,
    names: Mapping[str, str],
    *,
    size: PaperSize = A4,
) -> Document:
    """The minutes of a draw: the number, the order it gave, and how anyone can do it again."""
    title = _("Minutes of the draw of turns")
    count = ngettext("{n:number} hand in the draw", "{n:number} hands in the draw", len(draw.hands))
    how = _(
        "The number was read aloud before the group, then typed. For each hand the text "
        "“number/member/hand” is put through SHA-256; the smallest mark takes first. Anyone can "
        "check it: printf {example} | sha256sum gives the mark of the first line."
    )
    first = draw.result[0]
    blocks: list[Block] = [
        Title(
            text=title,
            facts=fill(_("Drawn on {day:long_day}"), day=draw.date),
            aside=(fill(count, n=len(draw.hands)),),
        ),
        Remember(
            heading=_("Number read aloud"),
            text=draw.seed,
            asides=(fill(_("each takes {lot:money} F"), lot=answer.lot),),
        ),
        Grid(
            columns=(
                Column(title=_("Round"), kind=Kind.CODE, strong=True),
                Column(title=_("Day"), kind=Kind.TEXT),
                Column(title=_("No."), kind=Kind.CODE),
                Column(title=_("Name"), grows=True),
                Column(title=_("Mark"), kind=Kind.TEXT),
                Column(title=_("Signature or thumb"), kind=Kind.ROOM, ruled=True, width=44),
            ),
            rows=tuple(_drawn_rows(answer, draw, names)),
            row_least=6.2,
            row_most=9.0,
            tail=(
                Prose(text=fill(how, example=f"{draw.seed}/{first}/{_hand_of(draw, 0)}"), size=8.6),
                _draw_signed(letterhead),
            ),
        ),
    ]
    return document("tontine-draw", title, letterhead, blocks, size=size)


def draw_form(
    letterhead: Letterhead, hands: int, winners: int, *, size: PaperSize = A4
) -> Document:
    """The minutes of a draw made by hand, to be filled in while the names come out of the bag."""
    title = _("Minutes of the draw of turns")
    grid = Grid(
        columns=(
            Column(title=_("Round"), kind=Kind.CODE, strong=True),
            Column(title=_("No."), kind=Kind.ROOM, ruled=True, width=18),
            Column(title=_("Name"), kind=Kind.ROOM, ruled=True, grows=True),
            Column(title=_("Signature or thumb"), kind=Kind.ROOM, ruled=True, width=50),
        ),
        rows=tuple(
            GridRow(cells=(str(place // winners + 1), None, None, None)) for place in range(hands)
        ),
        row_least=6.6,
        row_most=9.0,
        tail=(_draw_signed(letterhead),),
    )
    blanks = Blanks(fields=((_("Drawn on"), 50.0), (_("Number read aloud"), 50.0)))
    blocks: list[Block] = [Title(text=title), blanks, grid]
    return document("tontine-draw", title, letterhead, blocks, size=size, scanned=False)


def _draw_signed(letterhead: Letterhead) -> Signatures:
    return Signatures(
        signers=signers(letterhead, "president", "secretary", "treasurer", "witness"), height=24
    )


def _drawn_rows(answer: TontineAnswer, draw: Draw, names: Mapping[str, str]) -> Iterator[GridRow]:
    for place, member in enumerate(draw.result):
        number = draw.round + place // answer.winners
        mark = lot_mark(draw.seed, member, _hand_of(draw, place))
        yield GridRow(
            cells=(
                str(number),
                answer.rounds[number - 1].day,
                member,
                names[member],
                mark[:_MARK_LENGTH],
                None,
            )
        )


def _hand_of(draw: Draw, place: int) -> int:
    """Which hand of a member came out at a place: her hands come out by their marks."""
    member = draw.result[place]
    hands = range(1, draw.hands.count(member) + 1)
    by_mark = sorted(hands, key=lambda hand: lot_mark(draw.seed, member, hand))
    return by_mark[draw.result[:place].count(member)]
