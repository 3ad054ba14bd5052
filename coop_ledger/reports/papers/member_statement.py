"""A member's statement: the stamps and the running total of her passbook, so that both can be laid
side by side.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from coop_ledger import i18n
from coop_ledger.book.questions.answers import Instalment, Member, StatementLine
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.document import (
    A5,
    Agreement,
    Block,
    Cell,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    PageBreak,
    PaperSize,
    Person,
    Stamps,
    Strong,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, figure, fund_name, words

# More than ten stamps a meeting are not counted by eye.
_STAMPS_MOST = 10


@dataclass(frozen=True, slots=True)
class _Day:
    """What a member did on one occasion."""

    number: str
    line: StatementLine
    shares: int
    brought: int
    took: int
    others: int
    loan: str


def statements(
    letterhead: Letterhead, members: Sequence[Member], *, size: PaperSize = A5
) -> Document:
    """One statement a member, each on its own page."""
    title = _("Member's statement")
    if len(members) == 1:
        title = fill(_("Statement of member no. {number}"), number=members[0].member)
    blocks: list[Block] = []
    for member in members:
        blocks += [*([PageBreak()] if blocks else []), *_statement(member)]
    return document("member-statement", title, letterhead, blocks, size=size)


def _statement(member: Member) -> list[Block]:
    by_shares = member.shares > 0 or any(line.shares_bought for line in member.lines)
    held = i18n.francs(member.savings)
    note = _("savings")
    if by_shares:
        shares = ngettext("{shares:money} share", "{shares:money} shares", member.shares)
        held = fill(shares, shares=member.shares)
        note = fill(_("savings {amount:francs}"), amount=member.savings)
    facts = _("Statement of member no. {number} · to be compared with the passbook")
    occasions = [_day(list(same)) for _key, same in itertools.groupby(member.lines, _occasion)]
    grid = _by_shares(member, occasions) if by_shares else _by_amounts(member, occasions)
    return [
        Person(
            number=member.member,
            name=member.name,
            facts=fill(facts, number=member.member),
            figure=held,
            figure_note=note,
        ),
        grid,
    ]


def _occasion(line: StatementLine) -> tuple[object, ...]:
    return (line.date, line.meeting)


def _day(lines: Sequence[StatementLine]) -> _Day:
    saved = {"shares_bought", "shares_sold_back", "savings_deposited", "savings_withdrawn"}
    lent = {"loan_issued", "loan_repaid"}
    last = lines[-1]
    others = sum(line.in_ for line in lines if line.kind not in saved | lent)
    loans = [
        fill(
            _("received {amount:money}")
            if line.kind == "loan_issued"
            else _("paid {amount:money}"),
            amount=line.out or line.in_,
        )
        for line in lines
        if line.kind in lent
    ]
    return _Day(
        number=str(last.meeting or ""),
        line=last,
        shares=sum(line.shares_bought for line in lines),
        brought=sum(line.in_ for line in lines if line.kind in saved),
        took=sum(line.out for line in lines if line.kind in saved),
        others=others,
        loan=", ".join(loans),
    )


def _by_shares(member: Member, days: Sequence[_Day]) -> Grid:
    most = max([5, *(day.shares for day in days)])
    stamped = most <= _STAMPS_MOST
    columns = (
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Meeting"), kind=Kind.TEXT),
        Column(title=_("Shares"), kind=Kind.DRAWING if stamped else Kind.COUNT),
        Column(title=_("Shares\nin all"), kind=Kind.COUNT, strong=True),
        Column(title=_("Other\npayments"), kind=Kind.MONEY),
        Column(title=_("Loan"), kind=Kind.CODE, grows=True),
        Column(title=_("Left to\nrepay"), kind=Kind.MONEY),
    )
    rows = tuple(
        GridRow(
            cells=(
                day.number,
                day.line.date,
                Stamps(day.shares, most) if stamped and day.shares >= 0 else figure(day.shares),
                day.line.shares,
                day.others,
                day.loan,
                _debt(day),
            )
        )
        for day in days
    )
    totals = GridRow(
        cells=(
            None,
            _("Totals"),
            None,
            member.shares,
            sum(day.others for day in days),
            None,
            member.loans_owed,
        ),
        weight=Weight.TOTAL,
    )
    return _grid(member, columns, rows, totals)


def _by_amounts(member: Member, days: Sequence[_Day]) -> Grid:
    columns = (
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Meeting"), kind=Kind.TEXT),
        Column(title=_("Brought"), kind=Kind.MONEY),
        Column(title=_("Taken"), kind=Kind.MONEY),
        Column(title=_("Savings\nin all"), kind=Kind.MONEY, strong=True),
        Column(title=_("Other\npayments"), kind=Kind.MONEY),
        Column(title=_("Loan"), kind=Kind.CODE, grows=True),
        Column(title=_("Left to\nrepay"), kind=Kind.MONEY),
    )
    rows = tuple(
        GridRow(
            cells=(
                day.number,
                day.line.date,
                day.brought,
                day.took,
                day.line.balance,
                day.others,
                day.loan,
                _debt(day),
            )
        )
        for day in days
    )
    totals = GridRow(
        cells=(
            None,
            _("Totals"),
            sum(day.brought for day in days),
            sum(day.took for day in days),
            member.savings,
            sum(day.others for day in days),
            None,
            member.loans_owed,
        ),
        weight=Weight.TOTAL,
    )
    return _grid(member, columns, rows, totals)


def _debt(day: _Day) -> Cell:
    """The debt after the day; it stands out when the day changed it."""
    if day.loan:
        return Strong(day.line.debt)
    return day.line.debt or None


def _grid(
    member: Member, columns: tuple[Column, ...], rows: tuple[GridRow, ...], totals: GridRow
) -> Grid:
    return Grid(
        columns=columns,
        rows=rows,
        totals=(totals,),
        row_least=4.6,
        row_most=5.8,
        size=8.8,
        tail=(Agreement(text=_summary(member), question=_("Passbook and statement agree")),),
    )


def _summary(member: Member) -> str:
    sentences = [
        fill(
            _("Savings: **{amount:francs}** ({words})."),
            amount=member.savings,
            words=words(member.savings),
        )
    ]
    sentences += [
        fill(_("{fund}: {amount:francs}."), fund=fund_name(fund), amount=amount)
        for fund, amount in member.funds.items()
        if amount
    ]
    if member.fines_owed:
        sentences.append(fill(_("Fines owed: **{amount:francs}**."), amount=member.fines_owed))
    else:
        sentences.append(_("Fines owed: none."))
    following = _next_instalment(member)
    if following:
        sentences.append(
            fill(
                _("Next payment of the loan: **{amount:francs}** on {day:day}."),
                amount=following.payment,
                day=following.due,
            )
        )
    sentences.append(_("What a share is worth is decided at the share-out."))
    return " ".join(sentences)


def _next_instalment(member: Member) -> Instalment | None:
    """The first payment of the schedule that what was paid does not cover yet."""
    for loan in member.loans:
        covered = 0
        for instalment in loan.schedule:
            covered += instalment.payment
            if loan.owed.total and covered > loan.paid:
                return instalment
    return None
