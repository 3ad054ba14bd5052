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
from coop_ledger.reports.papers.cycles import CycleLines

# More than ten stamps a meeting are not counted by eye.
_STAMPS_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A member and her movements in the cycle that the statement is about."""

    member: Member
    lines: CycleLines

    @property
    def is_current(self) -> bool:
        """Whether what she has and owes today is what the statement ends with."""
        return self.lines.is_last and self.lines.ends is None

    @property
    def last(self) -> StatementLine | None:
        """Where the cycle left her, ahead of its share-out."""
        return self.lines.lines[-1] if self.lines.lines else self.lines.before

    @property
    def shares(self) -> int:
        """Her shares at the end."""
        return self.last.shares if self.last else 0

    @property
    def savings(self) -> int:
        """Her savings at the end, in francs."""
        return self.last.balance if self.last else 0

    @property
    def debt(self) -> int:
        """The principal she owes at the end, in francs."""
        return self.last.debt if self.last else 0


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


def statements(letterhead: Letterhead, pages: Sequence[Page], *, size: PaperSize = A5) -> Document:
    """One statement a member, each on its own page."""
    title = _("Member's statement")
    if len(pages) == 1:
        title = fill(_("Statement of member no. {number}"), number=pages[0].member.member)
    blocks: list[Block] = []
    for page in pages:
        blocks += [*([PageBreak()] if blocks else []), *_statement(page)]
    return document("member-statement", title, letterhead, blocks, size=size)


def _statement(page: Page) -> list[Block]:
    member, lines = page.member, page.lines.lines
    by_shares = page.shares > 0 or any(line.shares_bought for line in lines)
    held = i18n.francs(page.savings)
    note = _("savings")
    if by_shares:
        shares = ngettext("{shares:money} share", "{shares:money} shares", page.shares)
        held = fill(shares, shares=page.shares)
        note = fill(_("savings {amount:francs}"), amount=page.savings)
    facts = _("Statement of member no. {number} · to be compared with the passbook")
    occasions = [_day(list(same)) for _key, same in itertools.groupby(lines, _occasion)]
    grid = _by_shares(page, occasions) if by_shares else _by_amounts(page, occasions)
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


_SAVED = frozenset(
    {"shares_bought", "shares_sold_back", "savings_deposited", "savings_withdrawn"}
    | {"balances_opened"}
)
_LENT = frozenset({"loan_issued", "loan_repaid"})


def _day(lines: Sequence[StatementLine]) -> _Day:
    """Add up one occasion; what was reversed on it is taken off again."""
    last = lines[-1]
    others = sum(_brought(line) for line in lines if _kind(line) not in _SAVED | _LENT)
    loans = [
        fill(
            _("received {amount:money}")
            if line.kind == "loan_issued"
            else _("paid {amount:money}"),
            amount=line.out or line.in_,
        )
        for line in lines
        if line.kind in _LENT
    ]
    return _Day(
        number=str(last.meeting or ""),
        line=last,
        shares=sum(line.shares_bought for line in lines),
        brought=sum(_brought(line) for line in lines if _kind(line) in _SAVED),
        took=sum(_took(line) for line in lines if _kind(line) in _SAVED),
        others=others,
        loan=", ".join(loans),
    )


def _kind(line: StatementLine) -> str:
    return line.undoes or line.kind


def _brought(line: StatementLine) -> int:
    """What she brought, in francs: less than nothing where it is given back by a reversal."""
    return -line.out if line.undoes else line.in_


def _took(line: StatementLine) -> int:
    return -line.in_ if line.undoes else line.out


def _by_shares(page: Page, days: Sequence[_Day]) -> Grid:
    most = max([5, *(day.shares for day in days)])
    stamped = most <= _STAMPS_MOST
    columns = (
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Meeting"), kind=Kind.TEXT),
        Column(title=_("Shares"), kind=Kind.DRAWING if stamped else Kind.COUNT),
        Column(title=_("Shares\nin all"), kind=Kind.COUNT, strong=True),
        Column(title=_("Other\npayments"), kind=Kind.MONEY),
        Column(title=_("Loan"), kind=Kind.CODE, grows=True),
        Column(title=_("Principal\nleft"), kind=Kind.MONEY),
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
    before = page.lines.before
    if before and (before.shares or before.debt):
        cells: tuple[Cell, ...] = (
            None,
            before.date,
            _("brought forward"),
            before.shares,
            None,
            None,
            before.debt or None,
        )
        rows = (GridRow(cells=cells, weight=Weight.ASIDE), *rows)
    totals = GridRow(
        cells=(
            None,
            _("Totals"),
            None,
            page.shares,
            sum(day.others for day in days),
            None,
            page.debt,
        ),
        weight=Weight.TOTAL,
    )
    return _grid(page, columns, rows, totals)


def _by_amounts(page: Page, days: Sequence[_Day]) -> Grid:
    columns = (
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Meeting"), kind=Kind.TEXT),
        Column(title=_("Brought"), kind=Kind.MONEY),
        Column(title=_("Taken"), kind=Kind.MONEY),
        Column(title=_("Savings\nin all"), kind=Kind.MONEY, strong=True),
        Column(title=_("Other\npayments"), kind=Kind.MONEY),
        Column(title=_("Loan"), kind=Kind.CODE, grows=True),
        Column(title=_("Principal\nleft"), kind=Kind.MONEY),
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
    before = page.lines.before
    if before and (before.balance or before.debt):
        label = _("brought forward")
        cells: tuple[Cell, ...] = (
            None,
            before.date,
            label,
            None,
            before.balance,
            None,
            None,
            before.debt or None,
        )
        rows = (GridRow(cells=cells, weight=Weight.ASIDE), *rows)
    totals = GridRow(
        cells=(
            None,
            _("Totals"),
            sum(day.brought for day in days),
            sum(day.took for day in days),
            page.savings,
            sum(day.others for day in days),
            None,
            page.debt,
        ),
        weight=Weight.TOTAL,
    )
    return _grid(page, columns, rows, totals)


def _debt(day: _Day) -> Cell:
    """The debt after the day; it stands out when the day changed it."""
    if day.loan:
        return Strong(day.line.debt)
    return day.line.debt or None


def _grid(
    page: Page, columns: tuple[Column, ...], rows: tuple[GridRow, ...], totals: GridRow
) -> Grid:
    return Grid(
        columns=columns,
        rows=rows,
        totals=(totals,),
        row_least=4.6,
        row_most=5.8,
        size=8.8,
        tail=(Agreement(text=_summary(page), question=_("Passbook and statement agree")),),
    )


def _summary(page: Page) -> str:
    sentences = [
        fill(
            _("Savings: **{amount:francs}** ({words})."),
            amount=page.savings,
            words=words(page.savings),
        )
    ]
    if page.lines.ends:
        sentences.append(fill(_("Shared out on {day:day}."), day=page.lines.ends))
    if page.is_current:
        sentences += _today(page.member)
    return " ".join(sentences)


def _today(member: Member) -> list[str]:
    """What a past cycle cannot say: the other funds, fines and loans as they stand today."""
    sentences = [
        fill(_("{fund} (running total): {amount:francs}."), fund=fund_name(fund), amount=amount)
        for fund, amount in member.funds.items()
        if amount
    ]
    if member.fines_owed:
        sentences.append(fill(_("Fines owed: **{amount:francs}**."), amount=member.fines_owed))
    else:
        sentences.append(_("Fines owed: none."))
    if member.loans_owed:
        principal = sum(loan.owed.principal for loan in member.loans)
        sentences.append(
            fill(
                _(
                    "To settle all loans today: **{owed:francs}** "
                    "(principal {principal:money} + interest {interest:money})."
                ),
                owed=member.loans_owed,
                principal=principal,
                interest=member.loans_owed - principal,
            )
        )
    following = _next_instalment(member)
    if following:
        sentences.append(
            fill(
                _("Next payment of the loan: **{amount:francs}** on {day:day}."),
                amount=following.payment,
                day=following.due,
            )
        )
    return [*sentences, _("What a share is worth is decided at the share-out.")]


def _next_instalment(member: Member) -> Instalment | None:
    """The first payment of the schedule that what was paid does not cover yet."""
    for loan in member.loans:
        covered = 0
        for instalment in loan.schedule:
            covered += instalment.payment
            if loan.owed.total and covered > loan.paid:
                return instalment
    return None
