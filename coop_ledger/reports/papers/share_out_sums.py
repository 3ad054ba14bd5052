"""Sums that the papers of a share-out share, so that they cannot differ."""

from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import _, fill
from coop_ledger.reports.document import Leader, Remember
from coop_ledger.reports.papers.common import figure


def members_paid(answer: ShareOut) -> int:
    """How many members are paid something."""
    return sum(1 for member in answer.members if member.paid)


def others_total(answer: ShareOut) -> int:
    """The money of the other funds that are shared out too, with the dues paid into them today."""
    return sum(answer.other_funds.values()) + dues_to_shared(answer)


def dues_to_shared(answer: ShareOut) -> int:
    """Contributions kept back today that go to a fund shared beside the first, in francs."""
    return sum(
        amount
        for dues in answer.dues.values()
        for fund, amount in dues.items()
        if fund in answer.other_funds
    )


def dues_to_fund(answer: ShareOut) -> int:
    """Contributions kept back today that go to the fund that is shared, in francs."""
    return answer.fund - answer.cash - answer.loans_deducted - answer.fines_deducted


def whole(answer: ShareOut) -> int:
    """All that is shared: the fund and the other funds, in francs."""
    return answer.fund + others_total(answer)


def kept_total(answer: ShareOut) -> int:
    """What is kept back of debts and put back for the new cycle, in francs."""
    debts = answer.loans_deducted + answer.fines_deducted + answer.dues_deducted
    return debts + answer.seed_total


def otherwise_total(answer: ShareOut) -> int:
    """What members have otherwise than in their envelope: in goods, or left to pay, in francs."""
    return answer.goods + answer.unpaid


def gain_title(answer: ShareOut) -> str:
    """What stands above gains; where loans never came back there is less than was saved."""
    return _("Gain") if answer.profit >= 0 else _("Missing")


def cut_off(member: ShareOutMember) -> int:
    """What the rounding of the envelope takes from a member, in francs."""
    return member.net - member.seed - member.goods - member.unpaid - member.paid


def is_cut(answer: ShareOut) -> bool:
    """Whether the rounding takes something from anyone's envelope."""
    return any(cut_off(member) for member in answer.members)


def still_owed(member: ShareOutMember) -> str:
    """What a member owes after the share-out, of what, and by when."""
    parts = [
        fill(words, amount=amount)
        for words, amount in (
            (_("loan {amount:money} F"), member.owes_loan),
            (_("fines {amount:money} F"), member.owes_fines),
            (_("contributions {amount:money} F"), member.owes_dues),
        )
        if amount
    ]
    of = ", ".join(parts) or fill(_("{amount:money} F"), amount=member.owes)
    by = fill(_("by {day:day}"), day=member.due) if member.due else _("as the assembly decides")
    return fill(_("{who}: {what}, {when}"), who=_who(member), what=of, when=by)


def _who(member: ShareOutMember) -> str:
    return f"**{member.member}** {member.name}"


def simulation() -> Remember:
    """What stands where a decided share-out is signed."""
    return Remember(
        heading=_("SIMULATION"), text=_("**Nothing is decided: this paper is not to be signed.**")
    )


def leader(label: str, amount: int) -> Leader:
    """A line of a box with its amount in francs."""
    return Leader(label=label, figure=figure(amount))
