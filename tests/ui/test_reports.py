"""Reports at the desk: chosen, asked, followed, exported."""

import zipfile

import pytest

from coop_ledger.reports.catalogue import REPORTS
from tests.ui.desk import Desk


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.press("Ctrl+R")
    desk.settle()
    yield desk
    desk.close()


def test_the_arrows_go_through_every_report(desk):
    titles = [desk.page.table.title]
    for _report in REPORTS[1:]:
        desk.press("Down")
        desk.settle()
        titles.append(desk.page.table.title)
    assert len(set(titles)) == len(REPORTS)


def test_a_line_leads_to_what_it_comes_from(desk):
    desk.press("Return", "Return")
    assert (desk.page.name, desk.page.title()) == ("member", "Awa Traoré")


def test_a_day_gives_the_report_of_that_day(desk):
    page = desk.go("reports", "trial-balance")
    now = page.table.rows[-1].cells
    page.editors["on"].setFocus()
    desk.enter("05/06/2025")
    desk.settle()
    assert page.table.rows[-1].cells != now


def test_the_table_is_exported_as_a_spreadsheet_opens_it(desk, tmp_path):
    desk.page.export_to(tmp_path / "membres.csv")
    lines = (tmp_path / "membres.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].split(";")[:2] == ["1", "Awa Traoré"]
    assert len(lines) == 27


def test_the_table_is_exported_as_a_workbook_too(desk, tmp_path):
    desk.page.export_to(tmp_path / "membres.xlsx")
    with zipfile.ZipFile(tmp_path / "membres.xlsx") as archive:
        assert "Awa Traoré" in archive.read("xl/sharedStrings.xml").decode()


def test_the_indicators_of_a_meeting_are_asked_by_its_number(desk):
    page = desk.go("reports", "indicators")
    now = page.table
    page.editors["meeting"].setFocus()
    desk.enter("2")
    desk.settle()
    assert page.table.subtitle != now.subtitle
    assert "n°\u00a02" in page.table.subtitle


def test_a_ratio_leads_to_the_page_it_is_counted_from(desk):
    page = desk.go("reports", "indicators")
    page.view.view.choose("indicator:portfolio_at_risk")
    page.view.view.setFocus()
    desk.press("Return")
    assert desk.page.name == "loans"


def test_a_folder_that_cannot_be_written_is_said(desk, tmp_path):
    desk.page.export_to(tmp_path / "nulle part" / "membres.csv")
    assert not desk.window.strip.isHidden()
