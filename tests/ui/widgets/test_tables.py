"""One table for everything that is listed."""

import datetime
import time

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from coop_ledger.table import Column, Emphasis, Kind, Row, Table
from ui import theme
from ui.models.table_model import TableModel, show
from ui.widgets.table_view import TableCard, TableView

COLUMNS = (
    Column("member", "N°", Kind.CODE),
    Column("name", "Membre"),
    Column("shares", "Parts", Kind.NUMBER),
    Column("paid", "À recevoir", Kind.MONEY),
    Column("day", "Date", Kind.DATE),
)
DAY = datetime.date(2026, 3, 5)
ROWS = (
    Row(("10", "Fatoumata Coulibaly", 88, 50000, DAY), origin="member:10"),
    Row(("2", "Élisabeth Sangaré", 98, 1055750, DAY), origin="member:2"),
    Row(("1", "Awa Traoré", 110, None, None), origin="member:1"),
)
TOTAL = Row(("", "3 membres", 296, 1105750, None), Emphasis.TOTAL)
TABLE = Table("Partage", COLUMNS, (*ROWS, TOTAL))


@pytest.fixture
def view(qtbot):
    view = TableView("Partage")
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    view.show_table(TABLE)
    return view


def names(model):
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_the_model_keeps_the_promises_of_qt():
    model = TableModel(TABLE)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show_table(Table("Rien", (), ()))


@pytest.mark.parametrize(
    ("cell", "kind", "text"),
    [
        (1055750, Kind.MONEY, "1\u202f055\u202f750"),
        (-500, Kind.MONEY, "−500"),
        (None, Kind.MONEY, "–"),
        (0, Kind.MONEY, "0"),
        (None, Kind.TEXT, ""),
        (DAY, Kind.DATE, "05/03/2026"),
        ("571", Kind.CODE, "571"),
    ],
)
def test_each_kind_is_shown_its_way(cell, kind, text):
    assert show(cell, kind) == text


def test_total_rows_stand_apart(view):
    assert view.table_model.rowCount() == 3
    assert view.table_model.totals == (TOTAL,)


def test_numbers_stand_right_and_headers_like_their_columns():
    model = TableModel(TABLE)
    role = Qt.ItemDataRole.TextAlignmentRole
    header = model.headerData(3, Qt.Orientation.Horizontal, role)
    assert header & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 3).data(role) == header


def test_rows_are_ordered_by_value_and_then_again_as_they_came(view):
    model = view.table_model
    view._on_header(0)
    assert [model.row_at(i).cells[0] for i in range(3)] == ["1", "2", "10"]
    view._on_header(0)
    assert [model.row_at(i).cells[0] for i in range(3)] == ["10", "2", "1"]
    view._on_header(0)
    assert names(model)[0] == "Fatoumata Coulibaly"


def test_names_are_ordered_as_in_french(view):
    view._on_header(1)
    assert names(view.table_model) == ["Awa Traoré", "Élisabeth Sangaré", "Fatoumata Coulibaly"]


def test_there_is_always_a_current_row(view):
    assert view.currentIndex().isValid()


def test_the_current_row_is_kept_when_the_table_is_asked_again(view):
    view.choose("member:1")
    view.show_table(Table("Partage", COLUMNS, (ROWS[2], ROWS[0])))
    assert view.origin() == "member:1"


def test_enter_opens_what_a_row_comes_from(view, qtbot):
    view.choose("member:2")
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["member:2"]


def test_a_row_is_spoken_as_one_sentence():
    model = TableModel(TABLE)
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "2, Élisabeth Sangaré, 98, 1\u202f055\u202f750, 05/03/2026"


def test_a_table_is_copied_for_a_spreadsheet(view):
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[1] == "10\tFatoumata Coulibaly\t88\t50000\t2026-03-05"


@pytest.mark.parametrize("zoom", [80, 100, 150, 200, 250])
def test_no_figure_is_cut_at_any_zoom(qtbot, look, zoom):
    theme.apply(look, zoom=zoom)
    card = TableCard("Partage")
    qtbot.addWidget(card)
    card.resize(500, 300)
    card.show()
    card.show_table(TABLE)
    fonts = {Emphasis.ITEM: "body", Emphasis.TOTAL: "strong"}
    for row in TABLE.rows:
        metrics = QFontMetrics(theme.font(fonts[row.emphasis]))
        for place, cell in enumerate(row.cells):
            if COLUMNS[place].kind is Kind.TEXT:
                continue
            needed = metrics.horizontalAdvance(show(cell, COLUMNS[place].kind))
            assert card.view.columnWidth(place) >= needed + 2 * theme.px(10)


def test_a_long_name_gives_way_and_the_last_amount_stays_in_sight(qtbot):
    rows = (Row(("1", "Fatoumata " * 6, 1, 599_913, DAY)),)
    view = TableView("Étroit")
    qtbot.addWidget(view)
    view.resize(460, 200)
    view.show()
    view.show_table(Table("Étroit", COLUMNS, rows))
    assert view.horizontalHeader().length() <= view.viewport().width()


def test_the_widest_amount_counts_even_far_down(qtbot):
    many = [Row(("1", "Awa", 1, 5, DAY))] * 900
    many[600] = Row(("1", "Awa", 1, 999_999_999, DAY))
    view = TableView("Long")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_table(Table("Long", COLUMNS, tuple(many)))
    needed = QFontMetrics(theme.font("body")).horizontalAdvance("999\u202f999\u202f999")
    qtbot.waitUntil(lambda: view.columnWidth(3) >= needed)


def test_the_totals_are_spoken_and_hidden_when_there_are_none(qtbot):
    card = TableCard("Partage")
    qtbot.addWidget(card)
    card.show_table(TABLE)
    assert "1\u202f105\u202f750" in card.totals.accessibleName()
    card.show_table(Table("Sans total", COLUMNS, ROWS))
    assert card.totals.isHidden()


def test_a_hundred_thousand_rows_are_shown_at_once(qtbot):
    rows = tuple(Row((str(n), "Awa Traoré", n, n * 5, DAY)) for n in range(100_000))
    view = TableView("Journal")
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    began = time.process_time()
    view.show_table(Table("Journal", COLUMNS, rows))
    view.grab()
    # QTableWidget needs 4.9 s of processor for this (performance.md, 6); a fiftieth is 0.1 s.
    assert time.process_time() - began < 0.5
    assert view.table_model.rowCount(QModelIndex()) == 100_000
