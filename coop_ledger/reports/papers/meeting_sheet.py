"""The sheet to fill by hand: the columns of the screen, in the order of the meeting."""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.domain.coins import DENOMINATIONS
from coop_ledger.i18n import _, fill, money
from coop_ledger.reports.document import (
    A4_LANDSCAPE,
    Blanks,
    Block,
    Boxes,
    Cell,
    Choices,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PageBreak,
    PaperSize,
    Prose,
    Section,
    SideBySide,
    Signatures,
    Weight,
    WritingLines,
)
from coop_ledger.reports.papers.common import Letterhead, document, fund_name, name_of, signers

# More than six shares do not fit as boxes: the number is written instead.
_BOXES_MOST = 6
# Millimetres that a hand needs to write in, and how many such rows a side holds: with one line
# of totals under them, or with two.
_ROW_LEAST = 5.9
_ROWS_ALONE, _ROWS_MOST = 25, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRules:
    """What the group's rules put on the sheet.

    `price` is francs a share, 0 when members save by amounts, of which `amount_least` is asked;
    `shares_most` a meeting; `contributions` francs by fund; `expected` is the cash that each
    fund's box should hold at the opening; `counters` count it at the closing; `loans` says that
    some are given or still out; `fines` are the fines of the catalogue in francs; `behind` is
    what each member did not bring before, or owes of fines.
    """

    price: int
    shares_most: int
    contributions: tuple[tuple[str, int], ...]
    expected: tuple[tuple[str, int], ...]
    counters: tuple[str, ...] = ()
    saves: bool = True
    amount_least: int = 0
    loans: bool = True
    fines: tuple[tuple[str, int], ...] = ()
    behind: Mapping[str, int] = field(default_factory=dict)


def meeting_sheet(
    letterhead: Letterhead,
    members: Sequence[MemberLine],
    rules: SheetRules,
    *,
    denominations: Sequence[int] = DENOMINATIONS,
    size: PaperSize = A4_LANDSCAPE,
) -> Document:
    """A blank sheet of both sides: names, debts and expected cash are already there."""
    title = _("Meeting sheet")
    note = ""
    if rules.price:
        note = fill(_("one share {price:money} F"), price=rules.price)
    heading = Blanks(
        fields=(
            (_("Meeting no."), 16.0),
            (_("Date"), 34.0),
            (_("Begins"), 16.0),
            (_("Ends"), 16.0),
        ),
        aside=_("P present · L late · R represented · E excused · A absent"),
    )
    blocks: list[Block] = []
    for first, last in _sides(len(members)):
        grid = _front(members, rules, first, last)
        blocks += [heading, grid, PageBreak()]
    blocks += _back(letterhead, rules, denominations)
    return document(
        "meeting-sheet",
        title,
        letterhead,
        blocks,
        size=size,
        sheet_title=(title, "jɛkafɔ"),
        scanned=False,
        place_note=note,
    )


def _sides(members: int) -> list[tuple[int, int]]:
    """The members of each side, as many on one as on the other, so that there is room to write."""
    sides = 1 if members <= _ROWS_ALONE else math.ceil(members / _ROWS_MOST)
    edges = [members * side // sides for side in range(sides + 1)]
    return list(itertools.pairwise(edges))


@dataclass(frozen=True, slots=True)
class _Part:
    """One column: its head, what stands in it for a member, and what is summed at its foot."""

    column: Column
    cell: Callable[[MemberLine], Cell] = lambda _member: None
    summed: Callable[[MemberLine], int] | None = None


def _front(members: Sequence[MemberLine], rules: SheetRules, first: int, last: int) -> Grid:
    parts = [*_who(rules), *_money_in(rules), *_loans_and_fines(rules)]
    rows = tuple(
        GridRow(cells=tuple(part.cell(member) for part in parts)) for member in members[first:last]
    )

    def total(label: str, of: Sequence[MemberLine]) -> GridRow:
        sums = [sum(map(part.summed, of)) if part.summed else None for part in parts]
        return GridRow(cells=(None, label, *sums[2:]), weight=Weight.TOTAL)

    totals = [total(_("Totals"), members)] if last == len(members) else []
    if len(rows) < len(members):
        totals = [total(_("Totals of this page"), members[first:last]), *totals]
    return Grid(
        columns=tuple(part.column for part in parts),
        rows=rows,
        totals=tuple(totals),
        row_least=_ROW_LEAST,
        row_most=9.0,
    )


def _who(rules: SheetRules) -> Iterator[_Part]:
    letters = Choices(_("PLREA"))
    yield _Part(Column(title=_("No."), kind=Kind.CODE, strong=True), lambda line: line.member)
    yield _Part(Column(title=_("Name"), grows=True), lambda line: name_of(line.name, line.nickname))
    attendance = Column(title=_("1 Attendance"), kind=Kind.DRAWING, ruled=True)
    yield _Part(attendance, lambda _line: letters)
    if rules.behind:
        yield _Part(
            Column(title=_("Owed\nof before"), kind=Kind.MONEY, ruled=True, width=19),
            lambda line: rules.behind.get(line.member) or None,
            lambda line: rules.behind.get(line.member, 0),
        )


def _money_in(rules: SheetRules) -> Iterator[_Part]:
    for fund, amount in rules.contributions:
        title = fill(_("2 {fund}\n{amount:money} F"), fund=fund_name(fund), amount=amount)
        yield _Part(_room(title, 0))
    if rules.price and 0 < rules.shares_most <= _BOXES_MOST:
        boxes = Boxes(rules.shares_most)
        title = fill(_("3 Shares of {price:money} F\none stroke a share"), price=rules.price)
        shares = Column(title=title, kind=Kind.DRAWING, ruled=True)
        yield _Part(shares, lambda _line: boxes)
    elif rules.price:
        title = fill(_("3 Shares of {price:money} F\nhow many"), price=rules.price)
        yield _Part(_room(title, 26))
    elif rules.amount_least:
        title = fill(_("3 Savings\n{amount:money} F at least"), amount=rules.amount_least)
        yield _Part(_room(title, 26))
    elif rules.saves:
        yield _Part(_room(_("3 Savings\namount"), 26))


def _loans_and_fines(rules: SheetRules) -> Iterator[_Part]:
    if rules.loans:
        yield _Part(
            Column(title=_("4 Loan\nleft to repay"), kind=Kind.MONEY, ruled=True, width=25),
            lambda line: line.loans_owed or None,
            lambda line: line.loans_owed,
        )
        yield _Part(_room(_("4 Repaid\ntoday"), 25))
    yield _Part(_room(_("5 Fine\nreason"), 20))
    yield _Part(_room(_("5 Fine\npaid"), 18))
    if rules.loans:
        yield _Part(_room(_("6 Loan\ngranted"), 25))


def _room(title: str, width: float) -> Column:
    return Column(title=title, kind=Kind.ROOM, ruled=True, width=width)


def _back(letterhead: Letterhead, rules: SheetRules, denominations: Sequence[int]) -> list[Block]:
    """Two funds are counted on one page; a third one needs another."""
    (counter,) = signers(letterhead, "counter")
    blocks: list[Block] = []
    for start in range(0, len(rules.expected), 2):
        two = rules.expected[start : start + 2]
        opening = tuple(_count(_("Opening"), fund, amount, denominations) for fund, amount in two)
        closing = tuple(_count(_("Closing"), fund, None, denominations) for fund, _amount in two)
        blocks.append(SideBySide(left=_pair(opening), right=_pair(closing)))
        blocks.append(PageBreak())
    blocks = blocks[:-1]
    said = [fill(_("{fine} {amount:money} F"), fine=f, amount=a) for f, a in rules.fines]
    fines = (Prose(text=fill(_("Fines: {fines:list}"), fines=said), size=8.0),) if said else ()
    return [
        *blocks,
        SideBySide(
            left=(
                Section(text=_("Other income, expenses and help")),
                WritingLines(
                    labels=(_("wording"), _("fund"), _("amount")), count=2 if fines else 3
                ),
                *fines,
            ),
            right=(
                Section(text=_("Decisions and next meeting")),
                WritingLines(labels=("",), count=3),
            ),
        ),
        Signatures(
            signers=(
                *signers(letterhead, "president", "secretary", "treasurer"),
                *(replace(counter, name=name) for name in (*rules.counters, "", "")[:2]),
            ),
            height=24,
        ),
    ]


def _pair(columns: tuple[tuple[Block, ...], ...]) -> tuple[Block, ...]:
    if len(columns) == 1:
        return columns[0]
    return (SideBySide(left=columns[0], right=columns[1]),)


def _count(
    when: str, fund: str, expected: int | None, denominations: Sequence[int]
) -> tuple[Block, ...]:
    pieces = [piece for piece in denominations if piece >= 5]
    return (
        Section(text=f"{when} · {fund_name(fund)}"),
        Grid(
            columns=(
                Column(title=_("Note or coin"), kind=Kind.CODE, strong=True),
                Column(title=_("number"), grows=True),
                Column(title=_("amount"), grows=True),
            ),
            rows=tuple(GridRow(cells=(money(piece), "×", "=")) for piece in pieces),
            row_least=5.1,
            row_most=5.1,
            fives=False,
        ),
        Grid(
            columns=(
                Column(title="", grows=True),
                Column(title="", kind=Kind.MONEY, strong=True, width=30),
            ),
            rows=(
                GridRow(cells=(_("Counted"), None)),
                GridRow(cells=(_("Expected"), expected)),
                GridRow(cells=(_("Difference and reason"), None)),
            ),
            row_least=6.2,
            row_most=6.2,
            fives=False,
        ),
    )
