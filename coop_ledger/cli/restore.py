"""`coop-ledger restore`: a book from a backup."""

from pathlib import Path

from coop_ledger.cli.books import shown
from coop_ledger.cli.command import argument, command_named
from coop_ledger.i18n import N_, _, fill


@command_named(
    "restore",
    N_("Makes a book from a backup and proves it; never over something that is there."),
    [argument("backup"), argument("book")],
)
def command(backup: str, book: str) -> None:
    """Restore a backup under a new name."""
    from coop_ledger.book.backup import restore  # SQLAlchemy: half a second

    made = restore(Path(backup), book)
    said = _("{book} is made from the backup and proved: it holds {events:number} events.")
    print(fill(said, book=shown(book), events=made.head))
