"""Asking for confidential lines on the command line: by name and with a reason, or not at all."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from coop_ledger.cli.command import Option
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    from coop_ledger.book.book import Book


def options() -> list[Option]:
    """The two options that say who asks and why."""
    return [
        Option(
            ["--private-by"],
            metavar="NAME",
            default="",
            help=N_("Shows confidential lines: who asks, as it is recorded."),
        ),
        Option(
            ["--private-reason"], metavar="TEXT", default="", help=N_("Why, as it is recorded.")
        ),
    ]


@contextmanager
def asked_for(book: "Book", group: str, by: str, reason: str, what: str) -> Iterator[None]:
    """Record the asking and show what is private inside the block; hide it if nobody asks.

    Raises:
        Refusal: only one of name and reason is given.
    """
    if not (by or reason):
        yield
        return
    for option, said in (("--private-by", by), ("--private-reason", reason)):
        if not said.strip():
            raise Refusal(
                N_("{field} is missing: confidential lines are shown by name and with a reason."),
                field=option,
                value="",
            )
    from coop_ledger.book.questions import private  # the book is open: it costs nothing more

    private.record_asking(book, group, by, reason, what)
    with private.shown():
        yield


@contextmanager
def asked_for_all(book: "Book", group: str, by: str, reason: str, what: str) -> Iterator[None]:
    """The same of one group, or of every group of the book when none is named."""
    from coop_ledger.book.questions.groups import groups  # the book is open

    asked = (group,) if group or not (by or reason) else tuple(g.group for g in groups(book))
    with ExitStack() as stack:
        for code in asked:
            stack.enter_context(asked_for(book, code, by, reason, what))
        yield
