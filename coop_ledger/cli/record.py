"""`coop-ledger record`: events from files, all of them or none."""

import sys

from coop_ledger.book.errors import BookRefused
from coop_ledger.cli.bar import bar
from coop_ledger.cli.books import opened, shown
from coop_ledger.cli.command import REFUSED, Option, argument, command_named
from coop_ledger.cli.event_files import EventFiles
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, fill, ngettext


@command_named(
    "record",
    N_(
        "Records events: all of them, or none.\n\nA FILE holds one JSON object a line; - is "
        "standard input. Several files are recorded together. An event whose id is already in the "
        "book is skipped and counted, so that recording a file twice is harmless. `coop-ledger "
        "events` tells every event and its fields."
    ),
    [
        argument("book"),
        argument("file", many=True),
        Option(["--dry-run"], is_flag=True, help=N_("Checks everything and writes nothing.")),
    ],
)
def command(book: str, file: tuple[str, ...], *, dry_run: bool) -> int | None:
    """Record the events of files in one transaction."""
    files = EventFiles(file, book)
    with opened(book) as opened_book:
        try:
            with bar(files.percent) as shown_bar:
                changes = opened_book.record_all(files, shown_bar, dry_run=dry_run)
        except BookRefused:
            raise
        except Refusal as refusal:
            print(files.place(refusal), file=sys.stderr)
            return REFUSED
    for line in _told(shown(book), len(changes.events), changes.skipped, dry_run=dry_run):
        print(line)
    return None


def _told(book: str, count: int, skipped: int, *, dry_run: bool) -> list[str]:
    recorded = ngettext(
        "{count:number} event recorded in {book}.",
        "{count:number} events recorded in {book}.",
        count,
    )
    tried = ngettext(
        "{count:number} event can be recorded in {book}; nothing was written.",
        "{count:number} events can be recorded in {book}; nothing was written.",
        count,
    )
    known = ngettext(
        "{count:number} event was in the book already and was skipped.",
        "{count:number} events were in the book already and were skipped.",
        skipped,
    )
    told = [fill(tried if dry_run else recorded, count=count, book=book)]
    return [*told, fill(known, count=skipped)] if skipped else told
