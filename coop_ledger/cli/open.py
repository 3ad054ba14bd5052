"""`coop-ledger open`: the desktop, on a book."""

from pathlib import Path

from coop_ledger.cli.command import argument, command_named
from coop_ledger.cli.desktop import desktop
from coop_ledger.i18n import N_


@command_named(
    "open",
    N_("Opens the desktop, on BOOK if one is named."),
    [argument("book", optional=True)],
)
def command(book: str | None) -> int:
    """Open the desktop; a book that is not there is refused before the window."""
    if book is not None and "://" not in book:
        from coop_ledger.book import disks  # only for a book that is named

        disks.check(Path(book))
    return desktop(book or "")
