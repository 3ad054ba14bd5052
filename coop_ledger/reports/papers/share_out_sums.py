"""Sums that the papers of a share-out share, so that they cannot differ."""

from coop_ledger.book.questions.answers import ShareOut, ShareOutMember
from coop_ledger.i18n import _
from coop_ledger.reports.document import Leader, Remember
from coop_ledger.reports.papers.common import figure


def members_paid(answer: ShareOut) -> int:
    """How many members are paid something."""
    return sum(1 for member in answer.members if member.paid)


def others_total(answer: ShareOut) -> int:
    """The money of the other funds that are shared out too, in francs."""
    return sum(answer.other_funds.values())


def whole(answer: ShareOut) -> int:
    """All that is shared: the fund and the other funds, in francs."""
    return answer.fund + others_total(answer)


def kept_total(answer: ShareOut) -> int:
    """What is kept back on loans and fines and put back for the new cycle, in francs."""
    return answer.loans_deducted + answer.fines_deducted + answer.seed_total


def gain_title(answer: ShareOut) -> str:
    """What stands above gains; where loans never came back there is less than was saved."""
    return _("Gain") if answer.profit >= 0 else _("Missing")


def cut_off(member: ShareOutMember) -> int:
    """What the rounding of the envelope takes from a member, in francs."""
    return member.net - member.seed - member.paid


def is_cut(answer: ShareOut) -> bool:
    """Whether the rounding takes something from anyone's envelope."""
    return any(cut_off(member) for member in answer.members)


def simulation() -> Remember:
    """What stands where a decided share-out is signed."""
    return Remember(
        heading=_("SIMULATION"), text=_("**Nothing is decided: this paper is not to be signed.**")
    )


def leader(label: str, amount: int) -> Leader:
    """A line of a box with its amount in francs."""
    return Leader(label=label, figure=figure(amount))
