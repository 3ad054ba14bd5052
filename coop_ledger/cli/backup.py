"""`coop-ledger backup`: a verified copy of a book."""

from pathlib import Path

from coop_ledger.cli.books import opened
from coop_ledger.cli.command import argument, command_named
from coop_ledger.i18n import N_, _, fill


@command_named(
    "backup",
    N_("Copies a book into a folder and proves the copy; older copies are thinned out."),
    [argument("book"), argument("dir")],
)
def command(book: str, dir: str) -> None:
    """Back a book up under its own name."""
    from coop_ledger.book import backup  # SQLAlchemy: half a second that help does not pay

    with opened(book) as opened_book:
        made = backup.backup(opened_book.store, Path(dir), _name(book))
    said = _("{path} is proved: it holds {events:number} events.")
    print(fill(said, path=made.path, events=made.head))


def _name(book: str) -> str:
    """Return the name of a file without its ending, or of a database without its address."""
    return book.partition("?")[0].rpartition("/")[2] if "://" in book else Path(book).stem
