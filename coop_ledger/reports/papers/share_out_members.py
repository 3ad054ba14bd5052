"""The second page of the statement: each member's line, each column totalled."""

from collections import Counter
from collections.abc import Callable

from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.reports.document import (
    Block,
    Carry,
    Column,
    Grid,
    GridRow,
    Kind,
    Prose,
    Title,
    Weight,
)
from coop_ledger.reports.papers.common import fund_name
from coop_ledger.reports.papers.share_out_sums import (
    cut_off,
    gain_title,
    is_cut,
    kept_total,
    others_total,
    otherwise_total,
    still_owed,
    whole,
)


def each_member(answer: ShareOut) -> list[Block]:
    """The table of all members, proved against the fund."""
    aside = _("amounts in F CFA")
    if answer.share_value_paid is not None:
        aside = fill(
            _("one share = {value:francs} · amounts in F CFA"), value=answer.share_value_paid
        )
    figures = _member_figures(answer)
    columns = (
        Column(title=_("No."), kind=Kind.CODE, strong=True),
        Column(title=_("Name"), grows=True),
        *(Column(title=title, kind=Kind.MONEY, carry=Carry.SUM) for title, _get in figures[:-1]),
        Column(title=figures[-1][0], kind=Kind.MONEY, strong=True, carry=Carry.SUM),
    )
    rows = tuple(
        GridRow(cells=(member.member, member.name, *(get(member) for _title, get in figures)))
        for member in answer.members
    )
    return [
        Title(text=_("Each member's part"), aside=(aside,)),
        Grid(
            columns=columns,
            rows=rows,
            totals=_member_totals(answer, figures),
            tail=(Prose(text=_proof(answer), size=8.8, ticked=True), *_remarks(answer)),
        ),
    ]


def _remarks(answer: ShareOut) -> list[Prose]:
    """Who owes what and by when, who left, and where the dues go."""
    remarks = []
    owing = [still_owed(member) for member in answer.members if member.owes]
    if owing:
        remarks.append(fill(_("Still owed after the share-out: {who}."), who="; ".join(owing)))
    gone = [f"{member.member} {member.name}" for member in answer.members if member.leaves]
    if gone:
        remarks.append(
            fill(
                _("Left the group and have their savings back, without profit: {names:list}."),
                names=gone,
            )
        )
    funds: Counter[str] = Counter()
    for dues in answer.dues.values():
        funds.update(dues)
    if funds:
        where = [
            fill(_("{fund} {amount:money} F"), fund=fund_name(fund), amount=amount)
            for fund, amount in funds.items()
        ]
        remarks.append(fill(_("Contributions kept back go to: {funds:list}."), funds=where))
    return [Prose(text=remark, size=8.8) for remark in remarks]


def _member_figures(answer: ShareOut) -> list[tuple[str, Callable[[ShareOutMember], int]]]:
    """The columns of figures: those every group has, and those this share-out needs."""
    value, price = answer.share_value_paid, answer.share_price
    figures: list[tuple[str, Callable[[ShareOutMember], int]]] = []
    if answer.total_shares:
        figures.append((_("Shares"), lambda member: member.shares))
    if value is not None and answer.total_shares * price == answer.savings:
        figures += [
            (fill(_("Savings\nshares × {price:money}"), price=price), lambda m: m.savings),
            (fill(_("Gain\nshares × {gain:money}"), gain=value - price), lambda m: m.profit),
        ]
    else:
        figures += [
            (_("Savings"), lambda member: member.savings),
            (gain_title(answer), lambda member: member.profit),
        ]
    if others_total(answer):
        figures.append((_("Other\nfunds"), lambda member: member.other_funds))
    figures += [
        (_("Kept back\nloan"), lambda member: -member.loan_deducted),
        (_("Kept back\nfines"), lambda member: -member.fines_deducted),
    ]
    if answer.dues_deducted:
        figures.append((_("Kept back\ndues"), lambda member: -member.dues_deducted))
    if answer.seed_total:
        figures.append((_("Put into\nthe new box"), lambda member: -member.seed))
    if answer.goods:
        figures.append((_("In\ngoods"), lambda member: -member.goods))
    if answer.unpaid:
        figures.append((_("Left\nto pay"), lambda member: -member.unpaid))
    if is_cut(answer):
        figures.append((_("Rounding"), lambda member: -cut_off(member)))
    if answer.owed_total:
        figures.append((_("Still\nowes"), lambda member: member.owes))
    received = _("To receive")
    taken = kept_total(answer) + otherwise_total(answer) + others_total(answer) + answer.given_back
    if value is not None and not taken:
        received = fill(_("To receive\nshares × {value:money}"), value=value)
    figures.append((received, lambda member: member.paid))
    return figures


def _member_totals(
    answer: ShareOut, figures: list[tuple[str, Callable[[ShareOutMember], int]]]
) -> tuple[GridRow, ...]:
    members = len(answer.members)
    label = ngettext(
        "Total of {members:number} member", "Total of {members:number} members", members
    )
    sums = (sum(get(member) for member in answer.members) for _title, get in figures)
    blank: tuple[None, ...] = (None,) * (len(figures) - 1)

    def row(text: str, amount: int, weight: Weight = Weight.PLAIN) -> GridRow:
        return GridRow(cells=(None, text, *blank, amount), weight=weight)

    total = GridRow(cells=(None, fill(label, members=members), *sums), weight=Weight.TOTAL)
    kept = [row(_("Kept back and put back"), kept_total(answer))] if kept_total(answer) else []
    if otherwise_total(answer):
        kept.append(row(_("In goods and left to pay"), otherwise_total(answer)))
    return (
        total,
        *kept,
        row(_remainder_label(answer), answer.remainder),
        row(_("Fund shared"), whole(answer), Weight.BALANCE),
    )


def _remainder_label(answer: ShareOut) -> str:
    match answer.remainder_to:
        case "next_cycle":
            return _("Remainder carried to the next cycle")
        case "social":
            return _("Remainder put into the social fund")
        case _:
            return fill(_("Remainder put into “{fund}”"), fund=fund_name(answer.remainder_to))


def _proof(answer: ShareOut) -> str:
    """The sums a pencil can redo."""
    paid, rest = answer.paid_total, answer.remainder
    if otherwise_total(answer):
        return fill(
            _("Proof: {paid:money} + {kept:money} + {later:money} + {rest:money} = {whole:money}."),
            paid=paid,
            kept=kept_total(answer),
            later=otherwise_total(answer),
            rest=rest,
            whole=whole(answer),
        )
    if kept_total(answer):
        return fill(
            _("Proof: {paid:money} + {kept:money} + {rest:money} = {whole:money}."),
            paid=paid,
            kept=kept_total(answer),
            rest=rest,
            whole=whole(answer),
        )
    return fill(
        _("Proof: {paid:money} + {rest:money} = {whole:money}."),
        paid=paid,
        rest=rest,
        whole=whole(answer),
    )
