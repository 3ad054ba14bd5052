"""Every report: its rows are as wide as its columns, its totals are sums, its lines lead somewhere."""

import pytest

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.reports.catalogue import REPORTS, report_named
from coop_ledger.reports.papers import paper_named
from coop_ledger.table import Emphasis, Kind
from tests.ui import benkadi

ASKED = {"member-statement": {"member": "7"}}
REPORT = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
# Their last money column is what stands, not what moved: its last figure is no sum.
STANDING = {"cash-book": {"balance"}, "member-statement": {"balance", "debt", "shares"}}


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Book:
    with benkadi.open_copy(tmp_path_factory.mktemp("reports")) as book:
        common = {"group": "benkadi", "date": "2026-03-05"}
        book.record({"event": "member_left", "member": "25", "reason": "left", **common})
        book.record({"event": "money_lost", "amount": 100, "circumstances": "vol", **common})
        yield book


@REPORT
def test_a_report_is_a_whole_table_in_both_languages(book, report):
    for language in i18n.LANGUAGES:
        with i18n.speaking(language):
            table = report.build(book, "benkadi", **ASKED.get(report.name, {}))
        assert table.title
        assert all(column.title for column in table.columns)
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


@REPORT
def test_a_total_is_the_sum_of_its_column(book, report):
    table = report.build(book, "benkadi", **ASKED.get(report.name, {}))
    totals = [row for row in table.rows if row.emphasis is Emphasis.TOTAL]
    for place, column in enumerate(table.columns):
        if column.kind is not Kind.MONEY or column.key in STANDING.get(report.name, ()):
            continue
        items = [row.cells[place] for row in table.rows if row.emphasis is Emphasis.ITEM]
        for total in totals:
            assert total.cells[place] in (None, sum(cell or 0 for cell in items))


@REPORT
def test_every_line_says_where_it_comes_from(book, report):
    table = report.build(book, "benkadi", **ASKED.get(report.name, {}))
    kinds = {"member", "loan", "entry", "account", "meeting", "indicator", "item", "group", "loss"}
    origins = [row.origin for row in table.rows if row.emphasis is Emphasis.ITEM]
    assert origins
    assert {origin.partition(":")[0] for origin in origins} <= kinds


@pytest.mark.parametrize(
    "report", [report for report in REPORTS if report.name != "share-out"], ids=lambda r: r.name
)
def test_a_group_that_never_met_has_reports_too(tmp_path, report):
    with benkadi.open_copy(tmp_path, "founded") as book:
        assert report.build(book, "benkadi", **ASKED.get(report.name, {})).columns


@REPORT
def test_the_paper_of_a_report_exists(report):
    assert not report.paper or paper_named(report.paper) is not None
    assert report_named(report.name) is report


def test_the_trial_balance_balances(book):
    table = report_named("trial-balance").build(book, "benkadi")
    assert table.rows[-1].cells[2] == table.rows[-1].cells[3]


def test_the_cash_book_begins_with_what_was_brought_forward_and_ends_with_the_box(book):
    table = report_named("cash-book").build(book, "benkadi")
    opening, *_lines, closing = table.rows
    assert opening.cells[5] == 0
    assert closing.cells[5] == closing.cells[3] - closing.cells[4] == 417600


@pytest.mark.parametrize(
    "report", [report for report in REPORTS if report.paper], ids=lambda r: r.name
)
def test_the_paper_of_a_report_takes_what_the_report_is_asked(report):
    paper = paper_named(report.paper)
    assert {each.name for each in report.parameters} <= {each.name for each in paper.parameters}
