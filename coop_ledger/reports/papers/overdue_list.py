"""Who is late, since when and with how much: the list a treasurer goes round with."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from coop_ledger.book.questions.portfolio import Overdue, Portfolio
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.i18n import _, fill, ngettext, percent
from coop_ledger.reports.document import (
    A4,
    Block,
    Carry,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    Leader,
    Leaders,
    PaperSize,
    Prose,
    Section,
    Signatures,
    Title,
    Together,
    Weight,
)
from coop_ledger.reports.papers.common import Letterhead, document, figure, signers, words


def overdue_list(
    letterhead: Letterhead,
    rows: Sequence[Overdue],
    portfolio: Portfolio,
    names: Mapping[str, str],
    *,
    size: PaperSize = A4,
) -> Document:
    """The late loans with their days, amounts and guarantors, then what is at risk."""
    title = _("Late loans")
    late = [row for row in rows if row.kind == "loan"]
    banks = [row for row in rows if row.kind == "bank_loan"]
    blocks: list[Block] = [
        Title(
            text=title,
            facts=fill(_("As it stands on {day:long_day}"), day=portfolio.on),
            aside=(_("amounts in F CFA"),),
        ),
        _late_grid(late, portfolio.on, names),
    ]
    if banks:
        blocks += [Section(text=_("What the group owes and is late with")), _bank_grid(banks)]
    frames = Signatures(signers=signers(letterhead, "treasurer", "president"), height=24)
    at_risk = (Section(text=_("Portfolio at risk")), _at_risk(portfolio), frames)
    blocks.append(Together(blocks=at_risk))
    return document("overdue-list", title, letterhead, blocks, size=size)


def _late_grid(late: Sequence[Overdue], day: datetime.date, names: Mapping[str, str]) -> Grid:
    columns = (
        Column(title=_("Loan"), strong=True),
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Borrower"), grows=True),
        Column(title=_("Telephone")),
        Column(title=_("Guarantors")),
        Column(title=_("Due")),
        Column(title=_("days\nlate"), kind=Kind.COUNT),
        Column(title=_("Late"), kind=Kind.MONEY, strong=True, carry=Carry.SUM),
        Column(title=_("Penalty"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("All\nowed"), kind=Kind.MONEY, carry=Carry.SUM),
    )
    rows = tuple(
        GridRow(
            cells=(
                row.loan,
                row.member,
                row.name,
                row.phone,
                ", ".join(names.get(code, code) for code in row.guarantors),
                row.due,
                row.days_late,
                row.late,
                row.penalty,
                row.owed,
            )
        )
        for row in late
    )
    label = ngettext("Total of {loans:number} loan", "Total of {loans:number} loans", len(late))
    missing = sum(row.late for row in late)
    totals = GridRow(
        cells=(
            None,
            None,
            fill(label, loans=len(late)),
            None,
            None,
            None,
            None,
            missing,
            sum(row.penalty for row in late),
            sum(row.owed for row in late),
        ),
        weight=Weight.TOTAL,
    )
    closing = fill(
        _("Late on {day:day}: **{words}** ({amount:francs})."),
        day=day,
        words=words(missing),
        amount=missing,
    )
    tail = (Prose(text=closing),)
    return Grid(columns=columns, rows=rows, totals=(totals,), size=8.2, tail=tail)


def _bank_grid(banks: Sequence[Overdue]) -> Grid:
    columns = (
        Column(title=_("Loan"), strong=True),
        Column(title=_("Lender"), grows=True),
        Column(title=_("Due")),
        Column(title=_("days\nlate"), kind=Kind.COUNT),
        Column(title=_("Late"), kind=Kind.MONEY, strong=True),
        Column(title=_("Principal\nleft"), kind=Kind.MONEY),
    )
    rows = tuple(
        GridRow(cells=(row.loan, row.name, row.due, row.days_late, row.late, row.owed))
        for row in banks
    )
    return Grid(columns=columns, rows=rows, size=8.6)


def tenths(ratio: Fraction) -> int:
    """A ratio in tenths of a percent, a half going up."""
    return rounded_half_up(ratio * 1000)


def _at_risk(portfolio: Portfolio) -> Leaders:
    """The operation beside each ratio, so that it can be redone with a pencil."""
    lines = []
    for risk in portfolio.at_risk:
        words_ = ngettext(
            "loans late by more than {days:number} day: {balance:money} of {out:money}",
            "loans late by more than {days:number} days: {balance:money} of {out:money}",
            risk.days,
        )
        if not risk.days:
            words_ = _("loans that are late: {balance:money} of {out:money}")
        label = fill(words_, days=risk.days, balance=risk.balance, out=risk.outstanding)
        ratio = "–" if risk.ratio is None else percent(Decimal(tenths(risk.ratio)) / 10)
        lines.append(Leader(label=label, figure=ratio))
    lines.append(Leader(label=_("Written off, in all"), figure=figure(portfolio.written_off)))
    lines.append(Leader(label=_("Recovered since"), figure=figure(portfolio.recovered)))
    return Leaders(lines=tuple(lines))
