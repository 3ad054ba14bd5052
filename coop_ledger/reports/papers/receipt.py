"""Receipts: one, or those of a whole meeting, with the stub that stays in the book."""

from collections.abc import Sequence
from dataclasses import replace

from coop_ledger import i18n
from coop_ledger.book.questions.answers import Receipt as Answer
from coop_ledger.book.questions.answers import ReceiptLine as AnswerLine
from coop_ledger.i18n import _, fill, money, ngettext
from coop_ledger.reports.document import (
    A5_LANDSCAPE,
    Block,
    Document,
    PaperSize,
    Receipt,
    ReceiptForm,
    ReceiptLine,
)
from coop_ledger.reports.papers.common import (
    Letterhead,
    document,
    fund_name,
    in_dorome,
    moment,
    own_code,
    printed_line,
    reprinted_line,
    words_capital,
)


def receipts(
    letterhead: Letterhead, answers: Sequence[Answer], *, size: PaperSize = A5_LANDSCAPE
) -> Document:
    """One receipt a page; a receipt printed before says that it is a duplicate."""
    title = _("Receipts")
    if len(answers) == 1:
        title = fill(_("Receipt {reference}"), reference=answers[0].reference)
    blocks: list[Block] = [_receipt(letterhead, answer) for answer in answers]
    paper = document("receipt", title, letterhead, blocks, size=size, scanned=False)
    return replace(paper, counted=tuple(str(answer.number) for answer in answers))


def _receipt(letterhead: Letterhead, answer: Answer) -> Receipt:
    received = answer.total_received > 0
    amount = answer.total_received if received else answer.total_paid_out
    lines, given = answer.received, answer.paid_out
    if not received:
        lines, given = given, ()
    code = own_code(answer.hash, answer.reference, answer.member, amount)
    after = _after(answer)
    meeting = fill(_("meeting no. {number}"), number=answer.meeting) if answer.meeting else ""
    day = fill(_("{day:long_day}"), day=answer.date)
    opening = _("Received from {name}") if received else _("Paid to {name}")
    marks = (
        _("CANCELLED") if answer.reversed else "",
        fill(_("DUPLICATE no. {copy}"), copy=answer.copies) if answer.copies else "",
    )
    duplicate = " · ".join(filter(None, marks))
    return Receipt(
        form=_form(letterhead, received=received),
        number=answer.reference,
        day=i18n.day(answer.date),
        moment=f"{day} · {meeting}" if meeting else day,
        occasion=meeting,
        member=answer.member,
        name=answer.name,
        opening=fill(opening, name=answer.name),
        opening_note=fill(_("member no. {number}, the sum of"), number=answer.member),
        amount=i18n.francs(amount),
        words=words_capital(amount),
        spoken=in_dorome(amount),
        lines=tuple(_line(line) for line in lines),
        total_label=_("Total received in cash") if received else _("Total paid in cash"),
        total=money(amount),
        paid_out=tuple(_handed_over(line) for line in given),
        after=after,
        after_line=" · ".join(
            fill(_("{label}: {figure}"), label=label, figure=figure) for label, figure in after
        ),
        stub_title=" · ".join(filter(None, (_("STUB"), duplicate))),
        stub_foot=" · ".join(filter(None, (moment(letterhead.printed_at), letterhead.printed_by))),
        code=code,
        qr=_scan(letterhead, answer, amount, code),
        foot=_foot(letterhead, answer, duplicate),
        duplicate=duplicate,
        duplicate_note=reprinted_line(letterhead) if answer.copies else "",
    )


def _form(letterhead: Letterhead, *, received: bool) -> ReceiptForm:
    role, name = _("The treasurer"), letterhead.officers.get("treasurer", "")
    return ReceiptForm(
        title=_("RECEIPT") if received else _("PAYMENT"),
        amount_label=_("Received") if received else _("Paid"),
        signer_role=role,
        signer=name,
        signer_line=fill(_("{label}: {figure}"), label=role, figure=name) if name else role,
        keep=(_("Keep this receipt"), _("and compare it with the passbook.")),
    )


def _scan(letterhead: Letterhead, answer: Answer, amount: int, code: str) -> str:
    """What a reader of codes finds: the member's number only, never her name."""
    parts = [
        letterhead.group,
        answer.reference,
        f"{answer.date:%Y%m%d}",
        answer.member,
        str(amount),
        code,
    ]
    marks = ["X" if answer.reversed else "", f"D{answer.copies}" if answer.copies else ""]
    return "|".join([*parts, *filter(None, marks)])


def _foot(letterhead: Letterhead, answer: Answer, marked: str) -> str:
    printed = reprinted_line(letterhead) if answer.copies else printed_line(letterhead)
    first = marked or _("Original")
    return f"{first} · {printed}"


# -- what was paid ---------------------------------------------------------------------------------


def _line(line: AnswerLine) -> ReceiptLine:
    if line.kind == "loan_repaid":
        return _repayment(line)
    return ReceiptLine(text=_wording(line), figure=money(line.amount))


def _handed_over(line: AnswerLine) -> ReceiptLine:
    amount, what = money(line.amount), _wording(line)
    return ReceiptLine(
        text=fill(_("Handed to the member: {what}"), what=what),
        figure=amount,
        short=((fill(_("Handed: {what}"), what=what), amount),),
    )


def _wording(line: AnswerLine) -> str:
    """One thing paid, in the words of the passbook."""
    match line.kind:
        case "shares_bought":
            text = ngettext(
                "{shares:money} share × {value:money} F",
                "{shares:money} shares × {value:money} F",
                line.shares,
            )
            return fill(text, shares=line.shares, value=line.price)
        case "shares_sold_back":
            text = ngettext(
                "{shares:money} share sold back", "{shares:money} shares sold back", line.shares
            )
            return fill(text, shares=line.shares)
        case "savings_deposited":
            return _("Savings")
        case "savings_withdrawn":
            return _("Savings withdrawn")
        case "contribution_paid":
            return fund_name(line.fund)
        case "fine_paid":
            return fill(_("Fine ({reason})"), reason=line.text) if line.text else _("Fine")
        case "loan_issued":
            return fill(_("Loan {loan}"), loan=line.loan)
        case "aid_granted":
            return fill(_("Help from the group ({fund})"), fund=fund_name(line.fund))
        case _:
            return line.text or line.kind


def _repayment(line: AnswerLine) -> ReceiptLine:
    """A repayment says how it was split, so that the debt can be followed with a pencil."""
    parts = [
        (_("Loan: principal"), _("principal {amount:money}"), line.principal),
        (_("Loan: interest"), _("interest {amount:money}"), line.interest),
        (_("Loan: penalty"), _("penalty {amount:money}"), line.penalty),
    ]
    present = [part for part in parts if part[2]]
    return ReceiptLine(
        text=fill(_("Repayment of loan {loan}"), loan=line.loan),
        figure=money(line.amount),
        note=" + ".join(fill(note, amount=amount) for _label, note, amount in present),
        short=tuple((label, money(amount)) for label, _note, amount in present),
    )


def _after(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What remains after it, to be compared with the passbook."""
    after = []
    if answer.shares_after:
        shares = ngettext("{shares:money} share", "{shares:money} shares", answer.shares_after)
        after.append((_("In the passbook"), fill(shares, shares=answer.shares_after)))
    else:
        after.append((_("Savings"), i18n.francs(answer.savings_after)))
    repaid = any(line.loan for line in (*answer.received, *answer.paid_out))
    if answer.debt_after or repaid:
        debt = i18n.francs(answer.debt_after) if answer.debt_after else _("nothing")
        after.append((_("Principal left"), debt))
    return tuple(after)
