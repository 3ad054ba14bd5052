"""Spreadsheets: any Table, the journal, and the SAVIX forms of the groups.

    of_table    any Table: what a list on the screen shows
    journal     the export: every posting of the book
    savix       the export: a line a group, what is doubtful marked, what each item means

Texts are written as texts whatever they begin with, so no formula can be slipped in
(reliability.md 4.4). The file says no hour, so that the same book gives the same bytes.
"""

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coop_ledger.book.book import Book
from coop_ledger.book.questions import savix as question
from coop_ledger.exchange import csv_export
from coop_ledger.exchange.entries import groups_of
from coop_ledger.i18n import _
from coop_ledger.table import Cell, Emphasis, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_NAME_MAX = 31
_WIDEST = 60
_BEGINNING = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def of_table(table: Table) -> bytes:
    """Return a table as a spreadsheet, under the titles of its columns."""
    written = io.BytesIO()
    with _workbook(written) as book:
        formats = _Formats(book)
        sheet = book.add_worksheet(_sheet_name(table.title))
        header = [column.title for column in table.columns]
        rows = [row.cells for row in table.rows]
        _write(sheet, formats, header, rows)
        for number, row in enumerate(table.rows, start=1):
            if row.emphasis is not Emphasis.ITEM:
                sheet.set_row(number, None, formats.strong)
    return written.getvalue()


def journal(book: Book, group: str = "") -> Iterator[bytes]:
    """Yield a spreadsheet of every posting of one group, or of the whole book, by day."""
    written = io.BytesIO()
    with book.reading(), _workbook(written) as workbook:
        sheet = workbook.add_worksheet(_sheet_name(_("Journal")))
        rows = csv_export.rows_of(book, groups_of(book, group))
        _write(sheet, _Formats(workbook), csv_export.header(), rows)
    yield written.getvalue()


def savix(book: Book, group: str = "") -> Iterator[bytes]:
    """Yield a spreadsheet of the SAVIX forms of one group, or of every group that has a cycle."""
    with book.reading():
        forms = [question.savix(book, code) for code in _with_cycle(book, groups_of(book, group))]
    written = io.BytesIO()
    with _workbook(written) as workbook:
        formats = _Formats(workbook)
        _write_forms(workbook, formats, forms)
        _write_definitions(workbook, formats, forms[:1])
    yield written.getvalue()


def _with_cycle(book: Book, groups: Iterable[str]) -> Iterator[str]:
    with book.reading() as connection:
        for group in groups:
            if book.facts(connection, group).cycles():
                yield group


def _write_forms(
    workbook: "Workbook", formats: "_Formats", forms: Sequence[question.SavixForm]
) -> None:
    sheet = workbook.add_worksheet("SAVIX")
    header = [item.title for item in forms[0].items] if forms else []
    _write(sheet, formats, header, [[item.value for item in form.items] for form in forms])
    for row, form in enumerate(forms, start=1):
        for column, item in enumerate(form.items):
            if item.doubt:
                _cell(sheet, row, column, item.value, formats, doubtful=True)
                sheet.write_comment(row, column, item.doubt)


def _write_definitions(
    workbook: "Workbook", formats: "_Formats", forms: Sequence[question.SavixForm]
) -> None:
    sheet = workbook.add_worksheet(_sheet_name(_("Definitions")))
    rows = [(item.number, item.title, item.definition) for form in forms for item in form.items]
    _write(sheet, formats, [_("No."), _("Item"), _("What it means")], rows)


# -- writing ---------------------------------------------------------------------------------------


def _workbook(written: io.BytesIO) -> "Workbook":
    # Slow to load, and no front needs it before a file is written.
    from xlsxwriter import Workbook

    workbook = Workbook(written, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"created": _BEGINNING})
    return workbook


class _Formats:
    """How cells look: days, francs, titles, and what must be confirmed."""

    def __init__(self, workbook: "Workbook"):
        figures, day, doubt = "# ##0", "dd/mm/yyyy", "#FFF2CC"
        self.strong = workbook.add_format({"bold": True})
        self.head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = workbook.add_format({"valign": "top"})
        self.figure = workbook.add_format({"num_format": figures})
        self.day = workbook.add_format({"num_format": day})
        self.doubtful_text = workbook.add_format({"bg_color": doubt})
        self.doubtful_figure = workbook.add_format({"num_format": figures, "bg_color": doubt})
        self.doubtful_day = workbook.add_format({"num_format": day, "bg_color": doubt})


def _write(
    sheet: "Worksheet",
    formats: _Formats,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> None:
    widths = [len(title) for title in header]
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, formats.head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _cell(sheet, number, column, value, formats)
            widths[column] = max(widths[column], len(csv_export.cell_text(value)))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)


def _cell(
    sheet: "Worksheet",
    row: int,
    column: int,
    value: Cell,
    formats: _Formats,
    *,
    doubtful: bool = False,
) -> None:
    text: Any = formats.doubtful_text if doubtful else formats.text
    match value:
        case None:
            sheet.write_blank(row, column, None, text)
        case str():
            sheet.write_string(row, column, value, text)
        case datetime.date():
            sheet.write_datetime(
                row, column, value, formats.doubtful_day if doubtful else formats.day
            )
        case Fraction():
            sheet.write_number(row, column, float(value), text)
        case _:
            sheet.write_number(
                row, column, value, formats.doubtful_figure if doubtful else formats.figure
            )


def _sheet_name(title: str) -> str:
    """Return a title as the name of a sheet, which holds none of these signs."""
    return (
        "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:_NAME_MAX].strip() or "1"
    )
