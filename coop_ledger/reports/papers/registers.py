"""Registers a controller reads: loans, cash book, trial balance."""

import datetime
import itertools
from collections.abc import Iterable, Mapping, Sequence

from coop_ledger.book.questions.answers import CashBook, CashBookLine, Loan, TrialBalance
from coop_ledger.i18n import _, fill, money, ngettext
from coop_ledger.reports.document import (
    A4,
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
from coop_ledger.reports.papers.common import (
    Letterhead,
    between,
    document,
    fund_name,
    signers,
    words,
)

# -- loans -----------------------------------------------------------------------------------------


def loan_register(
    letterhead: Letterhead, loans: Sequence[Loan], day: datetime.date, *, size: PaperSize = A4
) -> Document:
    """Every loan: what was lent, what came back, what is owed and what is late."""
    title = _("Loan register")
    owed = sum(loan.owed.total for loan in loans)
    columns = (
        Column(title=_("Loan"), kind=Kind.TEXT, strong=True),
        Column(title=_("Granted"), kind=Kind.TEXT),
        Column(title=_("No."), kind=Kind.CODE),
        Column(title=_("Name"), grows=True),
        Column(title=_("Lent"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("Due"), kind=Kind.TEXT),
        Column(title=_("Repaid"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("of it\ninterest"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("Owed"), kind=Kind.MONEY, strong=True, carry=Carry.SUM),
        Column(title=_("of it\nlate"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("days\nlate"), kind=Kind.COUNT),
        Column(title=_("Written\noff"), kind=Kind.MONEY, carry=Carry.SUM),
    )
    rows = tuple(
        GridRow(
            cells=(
                loan.loan,
                loan.issued,
                loan.member,
                loan.borrower or loan.name,
                loan.principal,
                loan.due,
                loan.paid,
                _interest(loan),
                loan.owed.total,
                loan.late,
                loan.days_late,
                loan.lost,
            )
        )
        for loan in loans
    )
    label = ngettext("Total of {loans:number} loan", "Total of {loans:number} loans", len(loans))
    totals = GridRow(
        cells=(
            None,
            fill(label, loans=len(loans)),
            None,
            None,
            sum(loan.principal for loan in loans),
            None,
            sum(loan.paid for loan in loans),
            sum(_interest(loan) for loan in loans),
            owed,
            sum(loan.late for loan in loans),
            None,
            sum(loan.lost for loan in loans),
        ),
        weight=Weight.TOTAL,
    )
    closing = fill(
        _(
            "This register is closed on {day:day} at the sum owed of: **{words}** ({amount:francs})."
        ),
        day=day,
        words=words(owed),
        amount=owed,
    )
    blocks: list[Block] = [
        Title(
            text=title,
            facts=fill(_("As it stands on {day:long_day}"), day=day),
            aside=(_("amounts in F CFA"),),
        ),
        Grid(
            columns=columns,
            rows=rows,
            totals=(totals,),
            size=8.0,
            tail=(
                Prose(text=closing),
                Signatures(signers=signers(letterhead, "treasurer", "president"), height=24),
            ),
        ),
    ]
    return document("loan-register", title, letterhead, blocks, size=size)


def _interest(loan: Loan) -> int:
    return sum(payment.interest for payment in loan.payments)


# -- cash book -------------------------------------------------------------------------------------


def cash_book(
    letterhead: Letterhead,
    answer: CashBook,
    pieces: Mapping[int, int] | None = None,
    *,
    size: PaperSize = A4,
) -> Document:
    """The money of a fund in and out, proved from the opening balance to the closing one.

    `pieces` are the notes and coins of the last count, if they are the closing balance.
    """
    title = _("Cash book")
    columns = (
        Column(title=_("Entry"), kind=Kind.CODE),
        Column(title=_("Date"), kind=Kind.TEXT),
        Column(title=_("Wording"), grows=True),
        Column(title=_("In"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("Out"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("Balance"), kind=Kind.MONEY, strong=True, carry=Carry.LAST),
    )
    opening = GridRow(
        cells=(None, answer.from_, _("Balance brought forward"), None, None, answer.opening),
        weight=Weight.ASIDE,
    )
    totals = (
        GridRow(
            cells=(None, None, _("Totals"), answer.total_in, answer.total_out, None),
            weight=Weight.TOTAL,
        ),
        GridRow(
            cells=(None, None, _("Balance to carry forward"), None, None, answer.closing),
            weight=Weight.BALANCE,
        ),
    )
    proof = fill(
        _("Proof: {opening:money} + {in_:money} − {out:money} = {closing:money}"),
        opening=answer.opening,
        in_=answer.total_in,
        out=answer.total_out,
        closing=answer.closing,
    )
    closing = fill(
        _(
            "This cash book is closed on {day:long_day} at the sum of: **{words}** ({amount:francs})."
        ),
        day=answer.to,
        words=words(answer.closing),
        amount=answer.closing,
    )
    blocks: list[Block] = [
        Title(
            text=title,
            aside=(fill(_("{fund} · cash · amounts in F CFA"), fund=fund_name(answer.fund)),),
        ),
        Grid(
            columns=columns,
            rows=(opening, *_grouped(answer.lines)),
            totals=totals,
            row_most=6.0,
            tail=(
                Prose(text=proof, size=8.8, ticked=_is_proved(answer)),
                *_counted(answer, pieces or {}),
                Prose(text=closing),
                Signatures(
                    signers=signers(letterhead, "treasurer", "president", "supervisor"), height=26
                ),
            ),
        ),
    ]
    period = between(answer.from_, answer.to)
    return document("cash-book", title, letterhead, blocks, size=size, period=period)


def _counted(answer: CashBook, pieces: Mapping[int, int]) -> tuple[Prose, ...]:
    if not pieces:
        return ()
    each = " + ".join(
        f"{pieces[piece]} × {money(piece)}".replace(" ", "\u00a0")
        for piece in sorted(pieces, reverse=True)
        if pieces[piece]
    )
    text = fill(_("Counted: {each} = {sum:money}"), each=each, sum=answer.closing)
    return (Prose(text=text, size=8.8, ticked=True),)


def _is_proved(answer: CashBook) -> bool:
    last = answer.lines[-1].balance if answer.lines else answer.opening
    return answer.opening + answer.total_in - answer.total_out == answer.closing == last


def _grouped(lines: Sequence[CashBookLine]) -> Iterable[GridRow]:
    """One line for the same thing done by many members on one occasion, with how many they were.

    Nothing is left out: the numbers of the entries and the sum of their money stay.
    """
    for _key, same in itertools.groupby(lines, _same):
        yield _grouped_row(list(same))


def _same(line: CashBookLine) -> tuple[object, ...]:
    alone = "" if line.member else line.number
    return (line.date, line.meeting, line.text, line.in_ > 0, alone)


def _grouped_row(lines: Sequence[CashBookLine]) -> GridRow:
    first, last = lines[0], lines[-1]
    number = str(first.number) if first is last else f"{first.number}–{last.number}"
    text = first.text
    members = len({line.member for line in lines})
    if members > 1:
        text = fill(_("{text} ({count:number} members)"), text=text, count=members)
    elif first.member:
        text = fill(_("{text}, member no. {member}"), text=text, member=first.member)
    if first.meeting:
        text = fill(_("{text} · meeting no. {number}"), text=text, number=first.meeting)
    came = sum(line.in_ for line in lines)
    went = sum(line.out for line in lines)
    return GridRow(cells=(number, first.date, text, came or None, went or None, last.balance))


# -- trial balance ---------------------------------------------------------------------------------


def trial_balance(
    letterhead: Letterhead, answer: TrialBalance, day: datetime.date, *, size: PaperSize = A4
) -> Document:
    """Every account with its balance; debit and credit are equal or the book is not sound."""
    title = _("Trial balance")
    columns = (
        Column(title=_("Account"), kind=Kind.TEXT, strong=True),
        Column(title=_("Name of the account"), grows=True),
        Column(title=_("Debit\nF CFA"), kind=Kind.MONEY, carry=Carry.SUM),
        Column(title=_("Credit\nF CFA"), kind=Kind.MONEY, carry=Carry.SUM),
    )
    rows = tuple(
        GridRow(cells=(line.account, line.name, line.debit, line.credit))
        for line in answer.accounts
    )
    totals = GridRow(
        cells=(None, _("Totals"), answer.total_debit, answer.total_credit), weight=Weight.TOTAL
    )
    equal = answer.total_debit == answer.total_credit
    sentence = (
        _("Proof: debit {debit:money} = credit {credit:money}.")
        if equal
        else _("NOT BALANCED: debit {debit:money}, credit {credit:money}. Check the book.")
    )
    proof = fill(sentence, debit=answer.total_debit, credit=answer.total_credit)
    blocks: list[Block] = [
        Title(text=title, facts=fill(_("As it stands on {day:long_day}"), day=day)),
        Grid(
            columns=columns,
            rows=rows,
            totals=(totals,),
            row_most=6.8,
            tail=(
                Prose(text=proof, size=9.2, ticked=equal),
                Signatures(signers=signers(letterhead, "treasurer", "supervisor"), height=26),
            ),
        ),
    ]
    period = fill(_("on {day:day}"), day=day)
    return document("trial-balance", title, letterhead, blocks, size=size, period=period)
