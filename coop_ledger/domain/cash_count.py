"""Cash counted against cash expected: the entry that says the difference."""

from coop_ledger import terms
from coop_ledger.domain.accounts import CASH_OVER, CASH_SHORT
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Event
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.posting_rules import entry_of, money
from coop_ledger.i18n import N_


def difference_entry(
    event: Event, fund: str, expected: int, counted: int, reason: str, place: str = "box"
) -> tuple[JournalEntry, ...]:
    """Return the entry that brings a place to what was counted, none when it agrees.

    Raises:
        Refusal: the count differs from the book and no reason is given.
    """
    difference = counted - expected
    if not difference:
        return ()
    if not reason:
        sentence = (
            N_(
                "{fund}: {expected:francs} should be there and {counted:francs} were counted, "
                "{difference:francs} are missing. Count again, or give the reason."
            )
            if difference < 0
            else N_(
                "{fund}: {expected:francs} should be there and {counted:francs} were counted, "
                "{difference:francs} too much. Count again, or give the reason."
            )
        )
        raise Refusal(
            sentence,
            field="difference_reason",
            value="",
            fund=terms.fund(fund),
            expected=expected,
            counted=counted,
            difference=abs(difference),
        )
    other = AccountKey(CASH_SHORT if difference < 0 else CASH_OVER, fund)
    held = money(fund, place)
    return (entry_of(event, Posting(held, difference), Posting(other, -difference), text=reason),)
