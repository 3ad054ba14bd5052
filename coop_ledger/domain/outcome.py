"""All that one recorded event did, and who gets a receipt for it."""

from collections.abc import Iterable
from dataclasses import dataclass

from coop_ledger.domain.accounts import PLACE_OF
from coop_ledger.domain.event import Event
from coop_ledger.domain.journal import JournalEntry
from coop_ledger.domain.source import RecordChange


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that one recorded event did, in order."""

    entries: tuple[JournalEntry, ...]
    changes: tuple[RecordChange, ...]
    receipts: tuple[str, ...]


def number_order(code: str) -> tuple[int, int, str]:
    """Return the order of a code as people count: 2 before 10, numbers before words."""
    is_number = code.isascii() and code.isdigit()
    return (0, int(code), code) if is_number else (1, 0, code)


def on_line(entry: JournalEntry, line: int) -> JournalEntry:
    """Return an entry as one that a line of a meeting made."""
    return JournalEntry(
        entry.kind, entry.date, entry.postings, entry.text, line, entry.reverses, entry.undone
    )


def receipts_of(event: Event, entries: Iterable[JournalEntry]) -> tuple[str, ...]:
    """Return the members who get a receipt, in the order of their numbers."""
    lines = {line for line, part in enumerate(event.parts(), start=1) if part.gives_receipt}
    if event.gives_receipt and not event.parts():
        lines.add(0)
    moved: set[str] = set()
    for entry in entries:
        if entry.line in lines and any(p.account.code in PLACE_OF for p in entry.postings):
            moved.add(next((p.account.member for p in entry.postings if p.account.member), ""))
    return tuple(sorted((member for member in moved if member), key=number_order))
