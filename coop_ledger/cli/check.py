"""`coop-ledger check`: the proof of a book."""

from pathlib import Path

from coop_ledger.book.errors import BookInUse, BookRefused
from coop_ledger.cli.bar import bar
from coop_ledger.cli.books import opened
from coop_ledger.cli.command import UNSOUND, argument, command_named
from coop_ledger.i18n import N_, _, fill


@command_named(
    "check",
    N_(
        "Proves a book: everything in it is worked out again from its events and compared.\n\n"
        "Leaves with 0 and says “sound”, or with 1 and says what is wrong."
    ),
    [argument("book")],
)
def command(book: str) -> int | None:
    """Prove a book; what cannot even be opened as one is not sound."""
    from coop_ledger.book import audit  # SQLAlchemy: half a second that help does not pay

    try:
        with opened(book) as opened_book, bar() as shown_bar:
            found = audit.check(opened_book, shown_bar)
    except BookInUse:
        raise
    except BookRefused as refusal:
        if not Path(book).is_file():
            raise
        print(refusal)
        return UNSOUND
    for fault in found.faults:
        print(fault)
    if not found.sound:
        return UNSOUND
    if not found.events:
        said = _("this book is empty: no group was founded in it. If it is a copy, take it again.")
        print(f"sound: {said}")
        return None
    # "sound" is a word of the contract, for scripts; the rest of the line is for people.
    said = _("{events:number} events and {entries:number} entries prove each other.")
    print(f"sound: {fill(said, events=found.events, entries=found.entries)}")
    return None
