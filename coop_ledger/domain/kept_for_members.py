"""Money that lies in a fund and belongs to women by name: the fund cannot give it to others.

What is left to pay to those who left, or of an envelope (account 4713), waits in the fund's
cash. Only paying it to them takes it out.
"""

from coop_ledger import terms
from coop_ledger.domain.accounts import LEFT_TO_PAY
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.i18n import N_

_NAMED = 3


def free_cash(facts: Facts, fund: str, place: str = "") -> int:
    """Return what a fund may give out, in francs: of one place, or wherever it lies."""
    free = max(0, facts.cash_of(fund) + facts.total(LEFT_TO_PAY, fund=fund))
    return min(facts.cash(fund, place), free) if place else free


def check_kept(facts: Facts, fund: str, amount: int, field: str = "amount") -> None:
    """Refuse to take from a fund what is left to pay to its members."""
    refusal = not_free(facts, fund, amount, field)
    if refusal is not None:
        raise refusal


def not_free(facts: Facts, fund: str, amount: int, field: str = "amount") -> Refusal | None:
    """Return why an amount cannot leave a fund on account of what it keeps, None if it can."""
    kept = facts.by_member(LEFT_TO_PAY, fund)
    owners = [member for member, left in kept.items() if left.amount]
    free = free_cash(facts, fund)
    if not owners or amount <= free:
        return None
    names = ", ".join(facts.member(member).name for member in owners[:_NAMED])
    return Refusal(
        N_(
            "{fund}: {left:francs} of its money belong to {names}, who are not paid yet; "
            "{rest:francs} are free and {value:francs} are asked. Pay them first, take "
            "{rest:francs} at most, or take it from another fund."
        ),
        field=field,
        value=amount,
        fund=terms.fund(fund),
        left=-facts.total(LEFT_TO_PAY, fund=fund),
        names=f"{names}…" if len(owners) > _NAMED else names,
        rest=free,
    )
