"""CSV as French spreadsheets open it: semicolons, decimal commas, UTF-8 with its mark.

    encode       rows, ready to be written
    of_table     any Table: what a list on the screen shows
    journal      the export: every posting of the book

A text that a spreadsheet would run as a formula is kept a text by an apostrophe before it; figures
stay figures. Rules: reference/interface.md 6, reliability.md 4.4 (CWE-1236).
"""

import csv
import datetime
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.answers import EntryLine, PostingLine
from coop_ledger.domain.share_out_plan import exact_decimal
from coop_ledger.exchange.entries import entries_of, groups_of
from coop_ledger.i18n import _
from coop_ledger.table import Cell, Table

MARK = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the PC
_FORMULA = tuple("=+-@\t\r\n\0＝＋－＠")


def encode(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Yield the lines of a CSV file, the header first."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    line.write(MARK)
    for row in itertools.chain([titles], rows):
        writer.writerow([cell_text(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def cell_text(cell: Cell) -> str:
    """Return a cell as a spreadsheet set to French reads it."""
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case datetime.date():
            return i18n.day(cell)
        case Fraction():
            return exact_decimal(cell).replace(".", ",")
    return str(cell)


def of_table(table: Table) -> Iterator[bytes]:
    """Yield a table as CSV, under the titles of its columns."""
    yield from encode([column.title for column in table.columns], (row.cells for row in table.rows))


def journal(book: Book, group: str = "") -> Iterator[bytes]:
    """Yield every posting of one group, or of the whole book, by day."""
    with book.reading():
        yield from encode(header(), rows_of(book, groups_of(book, group)))


def header() -> list[str]:
    """Return the titles of the journal's columns."""
    return [
        _("Group"),
        _("Date"),
        _("Entry"),
        _("Event"),
        _("Text"),
        _("Account"),
        _("Name of the account"),
        _("Fund"),
        _("Place"),
        _("Member"),
        _("Loan"),
        _("Debit"),
        _("Credit"),
        _("Shares"),
    ]


def rows_of(book: Book, groups: Iterable[str]) -> Iterator[Sequence[Cell]]:
    """Yield the postings of groups, a row each, under the titles of `header`."""
    for group in groups:
        for entry in entries_of(book, group):
            for posting in entry.postings:
                yield _row(group, entry, posting)


def _row(group: str, entry: EntryLine, posting: PostingLine) -> Sequence[Cell]:
    return (
        group,
        entry.date,
        entry.number,
        entry.event,
        entry.text,
        posting.account,
        posting.name,
        posting.fund,
        posting.place,
        posting.member,
        posting.loan,
        max(posting.amount, 0) or None,
        max(-posting.amount, 0) or None,
        posting.quantity or None,
    )
