"""What no event may bring about: a box below nothing, savings or debts below nothing.

SYSCOHADA on accounts 55 and 57: cash and electronic money stand in debit or at nil;
a credit balance is an irregularity (reference on accounting, section 2.5). Nor may an
account stand above what tables can hold and add up (reliability.md 6, case 26).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from coop_ledger import terms
from coop_ledger.domain import money
from coop_ledger.domain.accounts import (
    DONORS,
    GOODS,
    LEFT_TO_PAY,
    PLACES,
    SAVINGS,
    SUBSIDIES,
    AccountType,
)
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.journal import AccountKey, JournalEntry
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    from coop_ledger.domain.facts import Facts


def check_floors(facts: "Facts", entries: Iterable[JournalEntry]) -> None:
    """Refuse what left an account on the side where it cannot stand."""
    moved: defaultdict[AccountKey, int] = defaultdict(int)
    for entry in entries:
        for posting in entry.postings:
            moved[posting.account] += posting.amount
    if not moved:
        return
    chart = facts.chart.accounts
    for key, amount in moved.items():
        account = chart.get(key.code)
        stand = facts.balance(key)
        if abs(stand.amount) > money.MAX:
            raise _above(key)
        if account is None or not account.floor:
            continue
        debit = account.type is AccountType.ASSET
        if (stand.amount < 0 if debit else stand.amount > 0) or stand.quantity < 0:
            raise _below(key, abs(stand.amount - amount), abs(amount))


def _above(key: AccountKey) -> Refusal:
    return Refusal(
        N_("Account {value} would stand above {most:francs}: correct the amount."),
        field="amount",
        value=key.code,
        most=money.MAX,
    )


def _below(key: AccountKey, had: int, asked: int) -> Refusal:
    if key.code in PLACES.values():
        return Refusal(
            N_(
                "{fund} ({place}): {had:francs} are there and {asked:francs} would be taken out, "
                "{missing:francs} too much. Lower the amount, or bring money first."
            ),
            field="amount",
            value=asked,
            place=terms.place(key.place),
            fund=terms.fund(key.fund),
            had=had,
            asked=asked,
            missing=asked - had,
        )
    if key.code in (DONORS, SUBSIDIES):
        return Refusal(
            N_(
                "{fund}: {had:francs} of the donor's money are there for this; {asked:francs} is "
                "more than that. Lower the amount, or record first what the donor gives."
            ),
            field="amount",
            value=asked,
            fund=terms.fund(key.fund),
            had=had,
            asked=asked,
        )
    if key.code == SAVINGS:
        return Refusal(
            N_(
                "Member {member} has saved {had:francs} ({fund}); {asked:francs} cannot be taken "
                "from that. Lower the amount."
            ),
            field="amount",
            value=asked,
            member=key.member,
            fund=terms.fund(key.fund),
            had=had,
            asked=asked,
        )
    if key.code == LEFT_TO_PAY:
        return Refusal(
            N_(
                "Of what was left to pay to member {member}, {had:francs} remain; {asked:francs} "
                "cannot be taken off that. Reverse first what was paid to her."
            ),
            field="amount",
            value=asked,
            member=key.member,
            had=had,
            asked=asked,
        )
    if key.code == GOODS:
        return Refusal(
            N_(
                "{fund}: some of the {item} was given since, goods for {had:francs} are left and "
                "{asked:francs} would be taken back. Reverse what was given first."
            ),
            field="item",
            value=key.item,
            fund=terms.fund(key.fund),
            item=key.item,
            had=had,
            asked=asked,
        )
    return Refusal(
        N_(
            "Member {member} owes {had:francs} there; {asked:francs} is more than that. "
            "Lower the amount."
        ),
        field="amount",
        value=asked,
        member=key.member,
        had=had,
        asked=asked,
    )
