"""What the group's first fund is worth today, beyond what its members saved in it.

Interest counts when it is received, so a loan is worth the principal that is out.
"""

from coop_ledger.domain.accounts import INTEREST, INTERFUND, SAVINGS, AccountType
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import DepartureRecord

_OWN = (AccountType.EQUITY, AccountType.INCOME, AccountType.EXPENSE)


def surplus(facts: Facts, fund: str) -> int:
    """Return what a fund holds beyond savings and debts, below nothing for a loss, in francs."""
    chart = facts.chart.accounts
    codes = [code for code, account in chart.items() if account.type in _OWN]
    return -sum(facts.total(code, fund=fund) for code in (*codes, INTERFUND))


def saved(facts: Facts, fund: str) -> tuple[int, int]:
    """Return the savings of a fund that share in its surplus, in francs, and their shares.

    What waits for a leaver who gets no profit does not.
    """
    leaves = [
        leaf for member, leaf in facts.by_member(SAVINGS, fund).items() if not _waits(facts, member)
    ]
    return -sum(leaf.amount for leaf in leaves), sum(leaf.quantity for leaf in leaves)


def _waits(facts: Facts, member: str) -> bool:
    if facts.member(member).status == "active":
        return False
    departure = facts.record(DepartureRecord.kind, member)
    return isinstance(departure, DepartureRecord) and not departure.result["as_others"]


def paid_for_shares(facts: Facts, fund: str, price: int, shares: int) -> int:
    """Return what shares cost at their present value: never below their price.

    The part above the price is cut up to the franc, so that a share of the others is worth
    no less afterwards.
    """
    total, left = saved(facts, fund)[1], surplus(facts, fund)
    above = -(-shares * left // total) if total and left > 0 else 0
    return shares * price + above


def saved_for_amount(facts: Facts, fund: str, paid: int) -> int:
    """Return the savings that an amount buys where each franc saved is worth more than one."""
    total, left = saved(facts, fund)[0], surplus(facts, fund)
    return paid * total // (total + left) if total and left > 0 else paid


def profit_of(facts: Facts, fund: str, member: str, method: str, active: int, lost: int = 0) -> int:
    """Return a member's part of the surplus as if it were shared today, cut down to the franc.

    By the group's own way of sharing: equally, her own interest, or by what she saved. A
    loss is borne in proportion to savings. `lost` is what the fund loses with her, in francs.
    """
    left = surplus(facts, fund) - lost
    amount, shares = facts.savings(member, fund)
    all_saved, all_shares = saved(facts, fund)
    if left > 0 and method == "equal_profit":
        return left // active if active else 0
    if left > 0 and method == "own_interest":
        return min(left, max(0, -facts.total(INTEREST, fund=fund, member=member)))
    part, whole = (shares, all_shares) if method == "share_value" else (amount, all_saved)
    return left * part // whole if whole else 0
