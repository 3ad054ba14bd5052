"""What members brought in one cycle: contributions by fund, savings by day; no tontine."""

import datetime
from collections import defaultdict
from collections.abc import Iterator

from coop_ledger.domain.accounts import CONTRIBUTIONS, POT, RESTRICTED_FUNDS, SAVINGS
from coop_ledger.domain.journal import JournalEntry
from coop_ledger.domain.records import CycleRecord
from coop_ledger.domain.source import ZERO, Balance, Movement, Source

# Paid by her, or taken out of her savings when she left.
CONTRIBUTED = frozenset({"contribution_paid", "member_left"})
_CONTRIBUTIONS = (CONTRIBUTIONS, RESTRICTED_FUNDS)
SAVED = frozenset({"shares_bought", "savings_deposited"})
_SHARED_OUT = "share_out_decided"


def is_brought(entry: JournalEntry) -> bool:
    """Return whether an entry is a contribution or savings; what a tontine takes is neither."""
    if entry.kind not in CONTRIBUTED:
        return entry.kind in SAVED
    if entry.kind == "member_left":
        return any(posting.account.code in _CONTRIBUTIONS for posting in entry.postings)
    return not any(posting.account.code == POT for posting in entry.postings)


class Brought:
    """Sums of one cycle, kept as entries are posted."""

    def __init__(self) -> None:
        # Francs, by member, fund and day.
        self.contributions: defaultdict[str, defaultdict[str, dict[datetime.date, int]]] = (
            defaultdict(lambda: defaultdict(dict))
        )
        # Francs and shares, by member and day.
        self.savings: defaultdict[str, dict[datetime.date, Balance]] = defaultdict(dict)

    def add(self, movement: Movement) -> None:
        """Take one posting into the sums, if it is one of theirs."""
        account, day = movement.account, movement.date
        if movement.kind in CONTRIBUTED and account.code in _CONTRIBUTIONS and account.member:
            days = self.contributions[account.member][account.fund]
            days[day] = days.get(day, 0) - movement.amount
        elif movement.kind in SAVED and account.code == SAVINGS:
            amount, shares = self.savings[account.member].get(day, ZERO)
            self.savings[account.member][day] = Balance(
                amount - movement.amount, shares + movement.quantity
            )


def brought_in(source: Source, cycle: CycleRecord) -> Brought:
    """Return what the past knows of a cycle."""
    found = Brought()
    for movement in _movements(source, cycle):
        found.add(movement)
    return found


def _movements(source: Source, cycle: CycleRecord) -> Iterator[Movement]:
    """Yield the postings of a cycle: after a share-out of its first day, up to its own."""
    savings = list(source.movements(SAVINGS, since=cycle.opened))
    shared = [movement for movement in savings if movement.kind == _SHARED_OUT]
    after = max((each.entry for each in shared if each.date == cycle.opened), default=0)
    until, last = None, cycle.closed_on
    if last is not None:
        until = max((each.entry for each in shared if each.date <= last), default=None)
    movements = [*savings]
    # What a tontine takes is counted by rounds; its levy is no contribution to the other fund.
    turns = {movement.entry for movement in source.movements(POT, since=cycle.opened)}
    for code in _CONTRIBUTIONS:
        found = source.movements(code, since=cycle.opened)
        movements += (movement for movement in found if movement.entry not in turns)
    for movement in movements:
        over = last is not None and movement.date > last
        if not over and after < movement.entry and (until is None or movement.entry < until):
            yield movement
