"""CSV that a French spreadsheet opens as it was meant, and never runs."""

import csv
import datetime
import io
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.book.book import Book
from coop_ledger.exchange import EXPORTS, csv_export, practice
from coop_ledger.table import Column, Kind, Row, Table


def read(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True), delimiter=";"))


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Awa", "Awa"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+22376123456", "'+22376123456"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("＝x", "'＝x"),
        (-500, "-500"),
        (1374000, "1374000"),
        (datetime.date(2026, 3, 5), "05/03/2026"),
        (Fraction(1374000, 6004), "228,847435"),
        (None, ""),
    ],
)
def test_a_text_is_never_a_formula_and_a_figure_stays_one(cell, written: str):
    assert csv_export.cell_text(cell) == written


@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1), max_size=5))
def test_what_is_written_is_read_back(rows: list[list[str]]):
    written = b"".join(csv_export.encode(["a"], rows))
    text = written.decode("utf-8-sig")
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert found == [["a"], *([csv_export.cell_text(cell) for cell in row] for row in rows)]


def test_a_table_goes_out_under_the_titles_of_its_columns():
    columns = (Column("member", "Membre"), Column("paid", "Payé", Kind.MONEY))
    table = Table("Partage", columns, (Row(("1", 59280)),))
    assert b"".join(csv_export.of_table(table)) == "\ufeffMembre;Payé\r\n1;59280\r\n".encode()


def test_the_journal_goes_out_balanced(practice_book: Path):
    with Book.open(practice_book) as book:
        header, *rows = read(b"".join(EXPORTS["csv"](book, practice.GROUP)))
    assert len(header) == 14
    debits, credits_ = (sum(int(row[n] or 0) for row in rows) for n in (11, 12))
    assert debits == credits_ > 0
    assert {row[0] for row in rows} == {practice.GROUP}
