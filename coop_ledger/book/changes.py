"""What a write touched, so that screens know what to redraw."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from coop_ledger.domain.accounts import DUES, LEFT_TO_PAY, LOANS, PLACES, POT, SAVINGS
from coop_ledger.domain.facts import Outcome


class Topic(enum.Enum):
    """A subject that a screen shows."""

    GROUP = "group"
    RULES = "rules"
    MEMBERS = "members"
    SAVINGS = "savings"
    LOANS = "loans"
    FINES = "fines"
    CASH = "cash"
    MEETINGS = "meetings"
    SHARE_OUT = "share_out"
    JOURNAL = "journal"
    TONTINE = "tontine"
    DELIVERIES = "deliveries"


_OF_ACCOUNT = {
    POT: Topic.TONTINE,
    SAVINGS: Topic.SAVINGS,
    LOANS: Topic.LOANS,
    DUES: Topic.FINES,
    LEFT_TO_PAY: Topic.MEMBERS,
} | dict.fromkeys(PLACES.values(), Topic.CASH)
_OF_RECORD = {
    "group": Topic.GROUP,
    "rules": Topic.RULES,
    "member": Topic.MEMBERS,
    "cycle": Topic.GROUP,
    "meeting": Topic.MEETINGS,
    "saved_for": Topic.SAVINGS,
    "loan": Topic.LOANS,
    "bank_loan": Topic.LOANS,
    "count": Topic.CASH,
    "share_out": Topic.SHARE_OUT,
    "tontine": Topic.TONTINE,
    "turn": Topic.TONTINE,
    "draw": Topic.TONTINE,
    "stake": Topic.TONTINE,
    "opening": Topic.GROUP,
    "departure": Topic.MEMBERS,
    "loss": Topic.CASH,
    "delivery_plan": Topic.DELIVERIES,
    "donation": Topic.DELIVERIES,
    "aid": Topic.CASH,
}


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """One event as it was recorded: its group, its number there and its entries' numbers."""

    group: str
    number: int
    entries: tuple[int, ...]
    receipts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a recording did: the subjects it touched, its events, and how many were known."""

    topics: frozenset[Topic] = frozenset()
    events: tuple[RecordedEvent, ...] = ()
    skipped: int = 0


def topics_of(outcome: Outcome) -> Iterable[Topic]:
    """Yield the subjects that an outcome touched."""
    for change in outcome.changes:
        yield _OF_RECORD[change.kind]
    if outcome.entries:
        yield Topic.JOURNAL
    for entry in outcome.entries:
        for posting in entry.postings:
            topic = _OF_ACCOUNT.get(posting.account.code)
            if topic:
                yield topic
