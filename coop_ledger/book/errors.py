"""What can be wrong with the file or the server that holds a book, and how it is said.

BookRefused      it cannot be opened, made, copied or written; nothing was changed
  BookInUse      someone else has it open: the command line leaves with 3
CommitUnknown    whether the last deed was recorded is not known: reopen, look its id up
Fault            one thing found wrong in a book that is open
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coop_ledger import i18n
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


class BookRefused(Refusal):
    """A book that cannot be opened, made, copied or written; nothing was changed."""


class BookInUse(BookRefused):
    """A book that another program or another person is holding."""


class CommitUnknown(Exception):
    """The disk or the server failed while it was confirming: stored or not, nobody knows yet.

    The caller reopens the book and looks for the id of the event before it says anything.
    """

    SENTENCE = N_(
        "The disk or the network failed at the last moment, and it is not known whether this was "
        "recorded. Open the book again and look before you type it a second time."
    )

    def __str__(self) -> str:
        return i18n.translate(self.SENTENCE)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing found wrong in a book; its text is a sentence in the reader's language."""

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return i18n.fill(i18n.translate(self.sentence), **self.values)
