"""`coop-ledger new`: an empty book."""

from coop_ledger.cli.books import shown
from coop_ledger.cli.command import argument, command_named
from coop_ledger.i18n import N_, _, fill


@command_named(
    "new", N_("Makes an empty book; never over something that is there."), [argument("book")]
)
def command(book: str) -> None:
    """Make a book and close it again."""
    from coop_ledger.book.book import Book  # SQLAlchemy: half a second that help does not pay

    Book.create(book).close()
    print(fill(_("{book} is made. Record the founding of a group in it."), book=shown(book)))
