"""What members put back for the next cycle, where its price of a share is another one.

A share put back at the old price would count as much as one bought at the new: so the money
buys shares at the new price, and what is left of it is hers, left to pay.
"""

from collections.abc import Iterator, Sequence

from coop_ledger.domain.accounts import LEFT_TO_PAY, SAVINGS
from coop_ledger.domain.event import Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.posting_rules import entry_of
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.records import RulesRecord
from coop_ledger.domain.rules import Rules, merged, read_rules
from coop_ledger.domain.votes import votes_of


def converted(
    event: Event, facts: Facts, votes: Sequence[RulesRecord] = ()
) -> Iterator[JournalEntry]:
    """Yield the entry that brings each member's shares to the price of the rules to come."""
    rules = _rules(facts, event, votes)
    by_share = rules.saving.unit == "share"
    for key, balance in facts.leaves(SAVINGS).items():
        held, shares = -balance.amount, balance.quantity
        counted = shares or (by_share and key.fund == rules.first_fund and not rules.split)
        if not held or not counted:
            continue
        bought, left = divmod(held, rules.saving.price) if by_share else (0, 0)
        if bought == shares and not left:
            continue
        postings = [Posting(key, held, -shares)]
        if held > left:
            postings.append(Posting(key, left - held, bought))
        if left:
            to_pay = AccountKey(LEFT_TO_PAY, key.fund, member=key.member)
            postings.append(Posting(to_pay, -left))
        yield entry_of(event, *postings)


def _rules(facts: Facts, event: Event, votes: Sequence[RulesRecord]) -> Rules:
    standing = [vote for vote in votes_of(facts) if vote.date <= event.date]
    said = (vote.rules for vote in (*standing, *votes))
    return read_rules(merged([PRESETS[facts.founded.preset], *said]))
