"""What a tontine still owes a woman who left, and what becomes of it."""

from dataclasses import dataclass

from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import MemberRecord
from coop_ledger.domain.tontine import credit, may_pass_on, tontines
from coop_ledger.i18n import N_, fill, translate

_PASSES = N_(
    "The tontine owes her {amount:francs}: pass her hand on, and the member who takes it over pays "
    "her. Else the sum is returned to her when the tontine ends."
)
_RETURNED = N_("The tontine owes her {amount:francs}: returned to her when the tontine ends.")
_PASSES_TO_KIN = N_(
    "The tontine owes her {amount:francs}: pass her hand on, and the member who takes it over pays "
    "{kin}, her next of kin. Else the sum goes to {kin} when the tontine ends."
)
_RETURNED_TO_KIN = N_(
    "The tontine owes her {amount:francs}: {kin}, her next of kin, receives it when the tontine "
    "ends."
)
_SETTLED = N_(
    "The tontine owed her {amount:francs} when she left: settled since, her hand was passed on or "
    "the tontine ended."
)
_NOT_NAMED = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class InThePot:
    """What a tontine owes a leaver, in francs: now, and `was` when she left.

    `may_pass_on` says that her hand can be passed on, `becomes` what becomes of the sum.
    """

    member: str
    name: str
    amount: int
    was: int
    reason: str
    may_pass_on: bool
    next_of_kin: str
    becomes: str


def in_the_pot(facts: Facts, member: MemberRecord, reason: str, was: int = 0) -> InThePot | None:
    """Return what the pots owe a member who leaves for a reason; None where it is nothing."""
    amount = credit(facts, member.code)
    if not (amount or was):
        return None
    passes = may_pass_on(facts, member.code)
    return InThePot(
        member=member.code,
        name=member.name,
        amount=amount,
        was=was or amount,
        reason=reason,
        may_pass_on=passes,
        next_of_kin=member.next_of_kin,
        becomes=becomes(amount, was, reason, member.next_of_kin, passes=passes),
    )


def leavers(facts: Facts) -> tuple[InThePot, ...]:
    """Return who left while the tontine that runs owes her, by number."""
    if all(record.ended is not None for record in tontines(facts)):
        return ()
    gone = (member for member in facts.members() if member.status != "active")
    found = (in_the_pot(facts, member, member.status) for member in gone)
    return tuple(each for each in found if each is not None)


def becomes(amount: int, was: int, reason: str, kin: str, *, passes: bool) -> str:
    """Say what becomes of what a tontine owes a leaver, or that it is settled."""
    if not amount:
        words = _SETTLED
    elif reason == "deceased":
        words = _PASSES_TO_KIN if passes else _RETURNED_TO_KIN
    else:
        words = _PASSES if passes else _RETURNED
    return fill(translate(words), amount=amount or was, kin=kin or _NOT_NAMED)
