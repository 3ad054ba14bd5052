"""Postings and journal entries; an entry that does not balance cannot exist."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from coop_ledger.domain import money
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


class AccountKey(NamedTuple):
    """One leaf of a subledger: an account of the chart and what it is kept by.

    The cash of the loan fund's box is `571 · loan · box`; member 12's savings
    are `1851 · loan · member 12`. A control account is the sum of its leaves,
    so a subledger cannot differ from it.
    """

    code: str
    fund: str = ""
    place: str = ""
    member: str = ""
    loan: str = ""
    item: str = ""


class Posting(NamedTuple):
    """One line of an entry: debit is plus, credit is minus, in whole francs.

    `quantity` counts what the account holds besides money: shares on savings.
    """

    account: AccountKey
    amount: int
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Balanced postings of one day, made by one event; each fund balances by itself.

    `kind` is the type of the event that made it; `line` its place in a
    meeting's sheet (0 outside one); `reverses` the id of the entry it mirrors,
    and `undone` that entry.

    Raises:
        Refusal: fewer than two postings, a posting of zero or above the limit, or
            debits that differ from credits.
    """

    kind: str
    date: datetime.date
    postings: tuple[Posting, ...]
    text: str = ""
    line: int = 0
    reverses: int | None = None
    undone: "JournalEntry | None" = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Check that the entry balances."""
        if len(self.postings) == 2:  # most entries: seen at a glance
            (to, amount, _), (by, opposite, _) = self.postings
            if amount == -opposite and to.fund == by.fund and 0 < abs(amount) <= money.MAX:
                return
        differences: defaultdict[str, int] = defaultdict(int)
        for account, amount, _ in self.postings:
            differences[account.fund] += amount
            if not amount or not -money.MAX <= amount <= money.MAX:
                raise _impossible(amount)
        if any(differences.values()):
            raise _unbalanced(differences)
        if len(self.postings) < 2:
            raise Refusal(
                N_("An entry needs at least two postings: add the other side."), field="postings"
            )

    def mirrored(self, *, kind: str, date: datetime.date, text: str, of: int) -> "JournalEntry":
        """Return the entry that undoes this one; `of` is this entry's id in the book."""
        opposite = tuple(Posting(p.account, -p.amount, -p.quantity) for p in self.postings)
        return JournalEntry(kind, date, opposite, text, reverses=of, undone=self)


def _impossible(amount: int) -> Refusal:
    if not amount:
        return Refusal(
            N_("A posting of 0 F says nothing: leave it out or give its amount."), field="postings"
        )
    return Refusal(
        N_("{value:francs} is more than one posting can hold, {most:francs}: correct the amount."),
        field="amount",
        value=abs(amount),
        most=money.MAX,
    )


def _unbalanced(differences: dict[str, int]) -> Refusal:
    difference = sum(differences.values())
    if difference:
        return Refusal(
            N_(
                "The debits of this entry differ from its credits by {difference:francs}. "
                "Correct an amount so that both sides are equal."
            ),
            field="postings",
            value=difference,
            difference=abs(difference),
        )
    fund = next(fund for fund, amount in differences.items() if amount)
    return Refusal(
        N_(
            "This entry takes {difference:francs} from one fund to another without saying so "
            "({fund}). Add account 585, transfers between funds, on both sides."
        ),
        field="postings",
        value=differences[fund],
        difference=abs(differences[fund]),
        fund=fund,
    )
