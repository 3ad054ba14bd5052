"""The letterhead of a paper: who speaks, about which time, and what the paper rests on."""

from collections.abc import Mapping

from coop_ledger.book.book import Book
from coop_ledger.book.questions import groups, members
from coop_ledger.book.questions.common import cycle_named
from coop_ledger.domain.records import CycleRecord
from coop_ledger.i18n import _, fill
from coop_ledger.reports.papers import Printing
from coop_ledger.reports.papers.common import Letterhead


def letterhead_of(
    book: Book,
    group: str,
    printing: Printing,
    *,
    fingerprint: str = "",
    rests_on: str = "",
    extra: Mapping[str, str] | None = None,
    cycle: CycleRecord | None = None,
) -> Letterhead:
    """The letterhead of a paper about a cycle, the last one if none is given."""
    line = groups.group(book, group)
    cycle = cycle or cycle_named(cycles_of(book, group))
    if not fingerprint:
        last = groups.fingerprint(book, group)
        fingerprint, rests_on = last.hash, fill(_("event no. {number}"), number=last.number)
    officers = {office: names[0] for office, names in officers_of(book, group).items()}
    return Letterhead(
        group=group,
        name=line.name,
        place=line.place,
        kind=line.kind,
        members=line.members,
        cycle=cycle.code if cycle else "",
        opened=cycle.opened if cycle else None,
        ends=cycle.ends if cycle else None,
        fingerprint=fingerprint,
        rests_on=rests_on,
        printed_at=printing.at,
        printed_by=printing.by,
        officers={**officers, **(extra or {})},
    )


def cycles_of(book: Book, group: str) -> list[CycleRecord]:
    """The cycles of a group, the oldest first."""
    with book.reading() as connection:
        return book.facts(connection, group).cycles()


def officers_of(book: Book, group: str) -> dict[str, list[str]]:
    """Who holds each office, by number."""
    officers: dict[str, list[str]] = {}
    for line in members.members(book, group):
        if line.office:
            officers.setdefault(line.office, []).append(line.name)
    return officers
