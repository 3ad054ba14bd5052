"""The papers of the share-out in which everything happens, and of the choice before it."""

import datetime
import functools
import tempfile
from collections.abc import Callable
from pathlib import Path

from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.book.questions.share_out import share_out
from coop_ledger.book.questions.share_out_choices import ShareOutChoices, share_out_choices
from coop_ledger.reports.document import Document
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.share_out_choices import choices
from coop_ledger.reports.papers.share_out_envelopes import register, slips
from coop_ledger.reports.papers.share_out_statement import statement
from tests.reports import hard_share_out

DAY = datetime.date(2026, 6, 20)
NOW = datetime.datetime(2026, 6, 20, 15, tzinfo=datetime.UTC)


@functools.cache
def answers() -> tuple[ShareOutChoices, ShareOut]:
    """What a real book answers before the vote and after the envelopes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Book.create(Path(folder) / "hard.coop", lambda: NOW) as book,
    ):
        book.record_all(hard_share_out.events())
        compared = share_out_choices(book, "benkadi", on=DAY, member="2")
        book.record_all(hard_share_out.shared_out())
        return compared, share_out(book, "benkadi")


def papers(home: Letterhead) -> dict[str, Callable[[], Document]]:
    """Each paper by the name of its golden file."""
    return {
        "share-out-choices": lambda: choices(home, answers()[0]),
        "share-out-statement-everything": lambda: statement(home, answers()[1]),
        "share-out-slips-everything": lambda: slips(home, answers()[1]),
        "share-out-register-everything": lambda: register(home, answers()[1]),
    }
