"""What members have still to bring: a table of the minutes, and a paper of its own."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from coop_ledger.book.questions.arrears import MemberArrears
from coop_ledger.book.questions.fines import UnpaidFine
from coop_ledger.i18n import _, fill
from coop_ledger.reports.document import (
    A4,
    Block,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PaperSize,
    Prose,
    Section,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, fund_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What members had not brought at the end of the meeting, and the fines they owed."""

    members: Sequence[MemberArrears] = ()
    fines: Sequence[UnpaidFine] = ()


def arrears_list(
    letterhead: Letterhead, behind: Behind, on: datetime.date, *, size: PaperSize = A4
) -> Document:
    """Who has what to bring on a day, to be read out or pinned up."""
    title = _("Arrears and unpaid fines")
    day = fill(_("{day:long_day}"), day=on)
    blocks: list[Block] = [Title(text=title, facts=day[:1].upper() + day[1:])]
    blocks += still_to_bring(behind) or (Prose(text=_("Nobody is behind: all was brought.")),)
    return document("arrears-list", title, letterhead, blocks, size=size, scanned=False)


def still_to_bring(behind: Behind) -> tuple[Block, ...]:
    """Who did not bring what the rules ask, and whose fines are not paid; nobody, no table."""
    fines: dict[str, list[UnpaidFine]] = {}
    for fine in behind.fines:
        fines.setdefault(fine.member, []).append(fine)
    late = [line for line in behind.members if line.owed or line.savings or line.member in fines]
    if not late:
        return ()
    funds = dict.fromkeys(each.fund for line in late for each in line.funds if each.owed)
    saves = any(line.savings for line in late)
    columns = [
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Not brought, and fines not paid"), grows=True),
        *(Column(title=fund_name(fund), kind=Kind.MONEY, width=26) for fund in funds),
        *([Column(title=_("Savings"), kind=Kind.MONEY, width=22)] if saves else []),
        *([Column(title=_("Fines"), kind=Kind.MONEY, width=22)] if fines else []),
    ]

    def cells(line: MemberArrears) -> list[int | None]:
        owed = {each.fund: each.owed for each in line.funds}
        found: list[int | None] = [owed.get(fund) or None for fund in funds]
        if saves:
            found.append(line.savings or None)
        if fines:
            found.append(sum(fine.left for fine in fines.get(line.member, ())) or None)
        return found

    rows = tuple(
        GridRow(cells=(line.member, _with_fines(line, fines.get(line.member, [])), *cells(line)))
        for line in late
    )
    sums = [sum(filter(None, column)) for column in zip(*map(cells, late), strict=True)]
    return (
        Section(text=_("Still to be brought"), aside="F CFA"),
        Grid(
            columns=tuple(columns),
            rows=rows,
            totals=(GridRow(cells=(None, _("Total"), *sums), weight=Weight.TOTAL),),
            row_least=4.6,
            row_most=4.6,
            fives=False,
        ),
    )


def _with_fines(line: MemberArrears, fines: Sequence[UnpaidFine]) -> str:
    """Her name, and what her fines are for with the day they were charged."""
    said = [fill(_("{fine} {day:day}"), fine=fine.title, day=fine.charged) for fine in fines]
    return " · ".join((line.name, *said))
