"""What is said of a cell while it is typed in, and what it is called."""

from coop_ledger import spoken
from coop_ledger.amounts import BadText, parse_amount
from coop_ledger.i18n import _, fill, francs, money
from ui.presenters.meeting_opening import box_name
from ui.presenters.meeting_sheet import MeetingSheet


def reading(sheet: MeetingSheet, cell: str, text: str) -> tuple[str, str, str]:
    """Return the amount in francs, how it is said in dɔrɔmɛ, and a grey line."""
    key, _slash, subject = cell.partition("/")
    kind, _dot, field = key.partition(".")
    column, woman = sheet.column(key), sheet.woman(subject)
    grey = ""
    if column is not None and woman is not None:
        grey = column.explain(woman, text, sheet.attendance(subject))
    elif kind in {"loan", "other"}:
        grey = sheet.line(kind).explain(field, text, sheet.values(kind, subject))
    in_francs = column.kind == "money" if column else _is_money(sheet, kind, field, subject)
    amount = _amount(text) if in_francs else None
    if amount is None:
        return "", "", grey
    before = sheet.shown(cell)
    if before and before != money(amount):
        was = fill(_("before: {amount}"), amount=before)
        grey = f"{grey} · {was}" if grey else was
    return francs(amount), spoken.dorome(amount), grey


def _is_money(sheet: MeetingSheet, kind: str, field: str, subject: str) -> bool:
    if kind in {"loan", "other"}:
        return sheet.line(kind).is_francs(field, sheet.values(kind, subject))
    return (kind, field) == ("opening", "counted")


def _amount(text: str) -> int | None:
    """Return the amount a text says, None when it says none."""
    try:
        return parse_amount(text.strip().rstrip("+-−"), arithmetic=True)
    except BadText:
        return None


def what(sheet: MeetingSheet, cell: str) -> str:
    """Return what a cell is: "Awa Traoré, shares"."""
    key, _slash, subject = cell.partition("/")
    kind, _dot, field = key.partition(".")
    column, total = sheet.column(key), sheet.column(subject)
    if column is not None:
        woman = sheet.woman(subject)
        return f"{woman.name if woman else subject}, {column.title}"
    if kind in {"loan", "other"}:
        title = sheet.line(kind).title(field, sheet.values(kind, subject))
        whose = _("Loan {number}") if kind == "loan" else _("Other {number}")
        return f"{fill(whose, number=subject)}, {title}"
    if kind == "count":
        sentence = _("{box}, pieces of {value:francs}")
        return fill(sentence, box=box_name(field), value=int(subject))
    if total is not None:
        return fill(_("{column}, total of the paper"), column=total.title)
    return ""
