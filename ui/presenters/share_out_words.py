"""What a share-out means in whole sentences: why less is kept back, what the vote decides."""

import datetime

from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import _, fill, ngettext

# A share-out further from its planned day than this is asked about again.
EARLY_DAYS = 15


def early(today: datetime.date, planned: datetime.date) -> str:
    """Return what sharing out before the planned day means, "" when it is not before."""
    days = (planned - today).days
    words = ngettext(
        "It is planned on {planned:day}, in {n:number} day: what would still be saved and paid "
        "back until then is not shared.",
        "It is planned on {planned:day}, in {n:number} days: what would still be saved and paid "
        "back until then is not shared.",
        days,
    )
    return fill(words, planned=planned, n=days) if days > 0 else ""


def loss(result: ShareOut) -> str:
    """Return what a loss means, "" when there is none."""
    words = _(
        "There is a loss of {loss:francs}: the members together get back less than they saved."
    )
    return fill(words, loss=-result.profit) if result.profit < 0 else ""


def debts(result: ShareOut) -> str:
    """Return what is kept back of debts, and why less than is owed; "" where nobody owes."""
    kept = result.loans_deducted + result.fines_deducted + result.dues_deducted
    if result.owed_total:
        words = _(
            "{kept:francs} are kept back from the parts of those who owe; {owed:francs} are more "
            "than their parts and stay owed."
        )
        return fill(words, kept=kept, owed=result.owed_total)
    words = _("{kept:francs} are kept back from the parts of those who owe.")
    return fill(words, kept=kept) if kept else ""


# So many of those who still owe are named on the screen; the paper names them all.
SHOWN = 5


def owing(result: ShareOut) -> tuple[str, ...]:
    """Return who still owes after the share-out, of what, and by when; the first few only."""
    debtors = [member for member in result.members if member.owes]
    lines = [_still_owed(member) for member in debtors[:SHOWN]]
    if len(debtors) > SHOWN:
        lines.append(fill(_("and {n:number} more"), n=len(debtors) - SHOWN))
    return tuple(lines)


def _still_owed(member: ShareOutMember) -> str:
    of = ", ".join(
        fill(words, amount=amount)
        for words, amount in (
            (_("loan {amount:money} F"), member.owes_loan),
            (_("fines {amount:money} F"), member.owes_fines),
            (_("contributions {amount:money} F"), member.owes_dues),
        )
        if amount
    )
    by = fill(_("by {day:day}"), day=member.due) if member.due else _("as the assembly decides")
    who = f"{member.member} {member.name}"
    return fill(_("{who}: {what}, {when}"), who=who, what=of, when=by)


def left_out(result: ShareOut) -> str:
    """Return why a share is worth less here than on the home page, "" when it is not."""
    if result.share_value is None or not result.owed_total:
        return ""
    return _(
        "The home page shows more for a share: it counts loans that will not come back; here "
        "they are left out."
    )


def vote_facts(result: ShareOut, today: datetime.date) -> tuple[str, ...]:
    """Return what recording the vote does: the day, what is paid and to how many."""
    paid = sum(member.paid > 0 for member in result.members)
    words = ngettext(
        "On {day:long_day}, {paid:francs} are paid to {n:number} member.",
        "On {day:long_day}, {paid:francs} are paid to {n:number} members.",
        paid,
    )
    said = [fill(words, day=today, paid=result.paid_total, n=paid)]
    if result.goods:
        said.append(fill(_("{goods:francs} are taken in goods."), goods=result.goods))
    if result.unpaid:
        words = _("{unpaid:francs} stay in the box and are left to pay.")
        said.append(fill(words, unpaid=result.unpaid))
    return *said, _("What is recorded here is voted for good: two members reopen it.")


def vote_warnings(
    result: ShareOut, loans_out: tuple[int, int], today: datetime.date, planned: datetime.date
) -> tuple[str, ...]:
    """Return what speaks against it; `loans_out` is how many loans are open and what they owe."""
    count, owed = loans_out
    words = ngettext(
        "{n:number} loan is still out, {owed:francs}.",
        "{n:number} loans are still out, {owed:francs} in all.",
        count,
    )
    still_out = " ".join((fill(words, n=count, owed=owed), debts(result))) if count else ""
    far = (planned - today).days > EARLY_DAYS
    lines = (early(today, planned) if far else "", loss(result), still_out)
    return tuple(line for line in lines if line)
