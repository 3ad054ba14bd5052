"""The minutes of a meeting: from the cash counted at its opening to the cash counted at its end."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from coop_ledger import i18n
from coop_ledger.book.questions.answers import FundCount, HeadingTotal, Loan, Meeting
from coop_ledger.book.questions.common import entry_text
from coop_ledger.i18n import N_, _, fill, money, ngettext, pgettext
from coop_ledger.reports.document import (
    A4,
    Attendance,
    Block,
    Cell,
    Column,
    Document,
    Grid,
    GridRow,
    Kind,
    Leader,
    Leaders,
    PaperSize,
    Prose,
    Remember,
    Section,
    SideBySide,
    Signatures,
    Strong,
    Title,
    Together,
    Weight,
    WritingLines,
)
from coop_ledger.reports.papers.common import (
    Letterhead,
    document,
    figure,
    fund_name,
    in_dorome,
    signers,
    words,
)
from coop_ledger.reports.papers.meeting_behind import Behind, still_to_bring

_FUNDS_BESIDE: Final = 2
_LOANS_BESIDE: Final = 8
# In the order of the meeting; what a plug-in event adds comes after, under its own text.
_HEADINGS: Mapping[str, str] = {
    "contribution_paid": N_("Contributions"),
    "shares_bought": N_("Shares bought"),
    "savings_deposited": N_("Savings brought"),
    "delivery_saved": N_("Saved for deliveries"),
    "subsidy_received": N_("Donor's money"),
    "loan_repaid": N_("Repayments"),
    "loan_recovered": N_("Recovered on loans written off"),
    "bank_loan_received": N_("Borrowed from a bank"),
    "fine_paid": N_("Fines paid"),
    "income_received": N_("Other income"),
    "shares_sold_back": N_("Shares sold back"),
    "savings_withdrawn": N_("Savings withdrawn"),
    "loan_issued": N_("Loans granted"),
    "bank_loan_repaid": N_("Paid back to a bank"),
    "aid_granted": N_("Help from the group"),
    "rest_paid": N_("What was left to pay"),
    "milestone_reached": N_("Health centre, at milestones"),
    "delivery_plan_settled": N_("Delivery plans settled"),
    "subsidy_returned": N_("Given back to the donor"),
    "goods_bought": N_("Goods bought"),
    "expense_paid": N_("Expenses"),
    "money_moved": N_("Money moved"),
}


def meeting_minutes(
    letterhead: Letterhead,
    answer: Meeting,
    *,
    behind: Behind | None = None,
    decisions: Sequence[str] = (),
    size: PaperSize = A4,
) -> Document:
    """One meeting as it is read aloud and signed; no reason of a help, no illness."""
    answer = replace(answer, funds=_used(answer.funds))
    title = fill(_("Minutes of meeting no. {number}"), number=answer.number)
    facts = fill(_("{day:long_day}"), day=answer.date)
    blocks: list[Block] = [
        Title(text=title, facts=facts[:1].upper() + facts[1:]),
        Section(text=_("Attendance"), aside=_attendance_line(answer)),
        Attendance(marks=_marks(answer)),
        *_represented(answer),
        _movements(answer),
        *_reasons(answer),
        *_details(answer, decisions),
        *still_to_bring(behind or Behind()),
        Together(
            blocks=(
                _remember(answer),
                Prose(text=_closing(answer), size=9.0),
                Signatures(
                    signers=signers(
                        letterhead, "president", "secretary", "treasurer", "key_holder"
                    ),
                    height=24,
                ),
            )
        ),
    ]
    return document("meeting-minutes", title, letterhead, blocks, size=size)


def _used(funds: tuple[FundCount, ...]) -> tuple[FundCount, ...]:
    """A fund that holds nothing and moved nothing is not read aloud."""
    used = tuple(
        count for count in funds if count.opening or count.in_ or count.out or count.counted
    )
    return used or funds[:1]


# -- who came --------------------------------------------------------------------------------------


def _marks(answer: Meeting) -> tuple[tuple[str, str], ...]:
    return tuple(_mark(line.member, line.attendance) for line in answer.lines if line.attendance)


def _mark(member: str, how: str) -> tuple[str, str]:
    match how:
        case "present":
            return member, ""
        case "late":
            return member, pgettext("attendance", "L")
        case "represented":
            return member, pgettext("attendance", "R")
        case "excused":
            return member, pgettext("attendance", "E")
        case _:
            return member, pgettext("attendance", "A")


def _attendance_line(answer: Meeting) -> str:
    count = Counter(answer.attendance.values())
    parts = [
        (ngettext("{n:number} present", "{n:number} present", count["present"]), "present"),
        (ngettext("{n:number} late (L)", "{n:number} late (L)", count["late"]), "late"),
        (
            ngettext(
                "{n:number} represented (R)", "{n:number} represented (R)", count["represented"]
            ),
            "represented",
        ),
        (ngettext("{n:number} excused (E)", "{n:number} excused (E)", count["excused"]), "excused"),
        (ngettext("{n:number} absent (A)", "{n:number} absent (A)", count["absent"]), "absent"),
    ]
    return " · ".join(fill(text, n=count[how]) for text, how in parts if count[how])


def _represented(answer: Meeting) -> tuple[Block, ...]:
    """Who came in whose place."""
    called = {line.member: line.name for line in answer.lines}
    said = [
        fill(_("{member} {name}, by {who}"), member=member, name=called.get(member, ""), who=who)
        for member, who in answer.represented_by.items()
    ]
    if not said:
        return ()
    return (Prose(text=fill(_("Represented: {members:list}."), members=said), size=8.8),)


# -- the money -------------------------------------------------------------------------------------


def _movements(answer: Meeting) -> Grid:
    funds = [count.fund for count in answer.funds]
    columns = (
        Column(title=_("Movements"), grows=True),
        Column(title=_("Number"), kind=Kind.COUNT),
        *(Column(title=f"{fund_name(fund)}\nF CFA", kind=Kind.MONEY, width=30) for fund in funds),
    )

    def line(label: str, cells: Iterable[Cell], weight: Weight = Weight.ITEM) -> GridRow:
        return GridRow(cells=(label, None, *cells), weight=weight)

    opening = line(
        _("In the box at the opening"), (count.opening for count in answer.funds), Weight.TOTAL
    )
    totals = (
        line(
            _("Expected at the closing"), (count.expected for count in answer.funds), Weight.TOTAL
        ),
        line(
            _("Counted at the closing"),
            (
                _("not counted") if count.counted is None else count.counted
                for count in answer.funds
            ),
            Weight.TOTAL,
        ),
        line(_("Difference"), (_difference(count) for count in answer.funds), Weight.PLAIN),
    )
    return Grid(
        columns=columns,
        rows=(opening, *_heading_rows(answer, funds)),
        totals=totals,
        row_least=5.0,
        row_most=5.0,
        fives=False,
    )


def _difference(count: FundCount) -> Cell:
    if count.counted is None:
        return "–"
    if not count.difference:
        return _("none")
    sign = "+" if count.difference > 0 else ""
    return Strong(f"{sign}{figure(count.difference)}")


def _heading_rows(answer: Meeting, funds: list[str]) -> Iterable[GridRow]:
    """One line a heading, in the order of the meeting; a repayment shows its interest apart."""
    order = list(_HEADINGS)
    totals = sorted(
        (total for total in answer.totals if total.heading != "meeting_held"),
        key=lambda total: order.index(total.heading) if total.heading in order else len(order),
    )
    for heading in dict.fromkeys(total.heading for total in totals):
        same = [total for total in totals if total.heading == heading]
        if not any(total.in_ or total.out or total.box for total in same):
            continue
        if heading == "loan_repaid":
            yield from _repayment_rows(answer, same, funds)
        else:
            yield _row(_label(heading), sum(total.count for total in same), same, funds)


def _label(heading: str) -> str:
    return i18n.translate(_HEADINGS[heading]) if heading in _HEADINGS else entry_text(heading, "")


def _into_box(total: HeadingTotal) -> int:
    """What a heading brought to the box: what went to a bank or a wallet is not in it."""
    return total.in_ - total.out if total.box is None else total.box


def _row(label: str, count: int, totals: list[HeadingTotal], funds: list[str]) -> GridRow:
    net = dict.fromkeys(funds, 0)
    for total in totals:
        net[total.fund] = net.get(total.fund, 0) + _into_box(total)
    return GridRow(cells=(label, count, *(net[fund] for fund in funds)))


def _repayment_rows(
    answer: Meeting, totals: list[HeadingTotal], funds: list[str]
) -> Iterable[GridRow]:
    count = sum(total.count for total in totals)
    interest = sum(line.interest_repaid for line in answer.lines)
    penalty = sum(
        line.repaid - line.principal_repaid - line.interest_repaid for line in answer.lines
    )
    if len(totals) > 1 or not (interest or penalty):
        yield _row(_("Repayments"), count, totals, funds)
        return
    paid, fund = totals[0].in_, totals[0].fund
    for label, amount in (
        (_("Repayments: principal"), paid - interest - penalty),
        (_("Repayments: interest"), interest),
        (_("Repayments: penalties"), penalty),
    ):
        if amount or label != _("Repayments: penalties"):
            cells = (amount if name == fund else 0 for name in funds)
            yield GridRow(cells=(label, count, *cells))


def _reasons(answer: Meeting) -> list[Block]:
    return [
        Prose(
            text=fill(
                _("Reason of the difference, {fund}: {reason}"),
                fund=fund_name(count.fund),
                reason=count.reason,
            ),
            size=8.8,
        )
        for count in answer.funds
        if count.difference and count.reason
    ]


def _counted(answer: Meeting) -> tuple[Block, ...]:
    heading = Section(text=_("Money counted at the closing"))
    funds = [count for count in answer.funds if count.pieces]
    if all(count.counted is None for count in answer.funds):
        return (heading, Prose(text=_("Not counted: the sums are those of the book."), size=8.8))
    if not funds:
        return (heading, Prose(text=_("Counted as a whole, not by note and coin."), size=8.8))
    pieces = sorted({piece for count in funds for piece in count.pieces}, reverse=True)
    columns: list[Column] = [Column(title=_("Note or coin"), kind=Kind.MONEY, strong=True)]
    for count in funds:
        columns += [
            Column(title="", kind=Kind.CODE),
            Column(title=fund_name(count.fund), kind=Kind.MONEY),
        ]
    rows = []
    for piece in pieces:
        cells: list[Cell] = [piece]
        for count in funds:
            held = count.pieces.get(piece, 0)
            cells += [f"{money(held)} ×" if held else None, piece * held]
        rows.append(GridRow(cells=tuple(cells)))
    sums: list[Cell] = [_("Total")]
    for count in funds:
        sums += [None, count.counted]
    return (
        heading,
        Grid(
            columns=tuple(columns),
            rows=tuple(rows),
            totals=(GridRow(cells=tuple(sums), weight=Weight.TOTAL),),
            row_least=4.3,
            row_most=4.3,
            fives=False,
        ),
    )


def _details(answer: Meeting, decisions: Sequence[str]) -> tuple[Block, ...]:
    """Notes and coins beside the loans; three funds or many loans need the whole width."""
    loans = len(answer.loans_repaid) + len(answer.loans_issued)
    if len(answer.funds) > _FUNDS_BESIDE or loans > _LOANS_BESIDE:
        return (*_counted(answer), *_loans(answer, decisions))
    return (SideBySide(left=_counted(answer), right=_loans(answer, decisions)),)


# -- loans and decisions ---------------------------------------------------------------------------


def _loans(answer: Meeting, decisions: Sequence[str]) -> tuple[Block, ...]:
    lines = [
        Leader(
            label=fill(_("{member} {name}"), member=loan.member, name=loan.name),
            figure=_repaid(answer, loan),
        )
        for loan in answer.loans_repaid
    ]
    lines += [
        Leader(
            label=fill(_("{member} {name}"), member=loan.member, name=loan.name),
            figure=fill(_("{amount:money} granted"), amount=loan.principal),
        )
        for loan in answer.loans_issued
    ]
    shown: list[Block] = [Section(text=_("Loans repaid and granted"), aside="F CFA")]
    if lines:
        shown.append(Leaders(lines=tuple(lines)))
    else:
        shown.append(Prose(text=_("None."), size=8.8))
    shown.append(Section(text=_("Decisions")))
    shown += [Prose(text=sentence, size=8.8) for sentence in decisions]
    shown.append(WritingLines(labels=(), count=2))
    return tuple(shown)


def _repaid(answer: Meeting, loan: Loan) -> str:
    paid = sum(payment.amount for payment in loan.payments if payment.date == answer.date)
    if not loan.owed.total:
        return fill(_("{amount:money} paid · settled"), amount=paid)
    interest = loan.owed.total - loan.owed.principal
    if not interest:
        return fill(_("{amount:money} paid · left {left:money}"), amount=paid, left=loan.owed.total)
    return fill(
        _("{amount:money} paid · left {left:money} + interest {interest:money}"),
        amount=paid,
        left=loan.owed.principal,
        interest=interest,
    )


# -- the end ---------------------------------------------------------------------------------------


def _held(count: FundCount) -> int:
    return count.expected if count.counted is None else count.counted


def _remember(answer: Meeting) -> Remember:
    sums = " · ".join(
        fill(_("{fund} **{amount:francs}**"), fund=fund_name(count.fund), amount=_held(count))
        for count in answer.funds
    )
    spoken = (in_dorome(_held(count)) for count in answer.funds)
    return Remember(
        heading=_("To be remembered and said together"),
        text=sums,
        asides=tuple(text for text in spoken if text),
    )


def _closing(answer: Meeting) -> str:
    sums = [
        fill(
            _("**{words}** ({amount:francs}) for “{fund}”"),
            words=words(_held(count)),
            amount=_held(count),
            fund=fund_name(count.fund),
        )
        for count in answer.funds
    ]
    return fill(
        _("These minutes are closed at the sum of: {sums:list}. Read aloud and approved."),
        sums=sums,
    )
