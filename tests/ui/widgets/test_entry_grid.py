"""The one rule of entry, with real keys."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest

from coop_ledger.amounts import parse_amount
from coop_ledger.i18n import money
from ui.models.entry_model import Entry, EntryColumn, EntryModel
from ui.widgets.entry_grid import EntryGrid, Order
from ui.widgets.entry_sheet import EntrySheet

ENTER = Qt.Key.Key_Return


class Sheet(EntryModel):
    def __init__(self, names=("Awa", "Fanta", "Rokia")):
        super().__init__()
        self.columns = (
            EntryColumn("number", "N°", Entry.NUMBER, editable=False, widest="00"),
            EntryColumn("name", "Membre", Entry.NAME, editable=False),
            EntryColumn("shares", "Parts", Entry.COUNT, one_key=True, widest="0"),
            EntryColumn("repaid", "Remboursement"),
        )
        self.names = names
        self.cells = {}
        self.drafts = []
        self.due = {}
        self.usually = ()

    def rows(self):
        return len(self.names)

    def shown(self, row, column):
        fixed = {0: str(row + 1), 1: self.names[row]}
        return fixed.get(column) or self.cells.get((row, column), "")

    def accept(self, row, column, text):
        self.cells[row, column] = money(parse_amount(text, arithmetic=True)) if text else ""
        self.cell_changed(row, column)

    def suggestion(self, row, column):
        return self.due.get((row, column), "")

    def usual(self, row, column):
        return self.usually

    def keep_typing(self, row, column, text):
        self.drafts.append((row, column, text))


@pytest.fixture
def sheet():
    return Sheet()


@pytest.fixture
def grid(sheet, qtbot):
    grid = EntryGrid(sheet, "Séance")
    qtbot.addWidget(grid)
    grid.resize(700, 300)
    grid.show()
    qtbot.waitExposed(grid)
    grid.setFocus()
    return grid


def press(grid, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        target = grid._editor or grid
        if isinstance(key, str):
            for character in key:
                QTest.keyClicks(grid._editor or grid, character)
        else:
            QTest.keyClick(target, key, modifier)


def here(grid):
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_the_model_keeps_the_promises_of_qt(sheet):
    QAbstractItemModelTester(sheet, QAbstractItemModelTester.FailureReportingMode.Warning)


def test_the_grid_begins_on_the_first_cell_to_type(grid):
    assert here(grid) == (0, 2)


def test_one_digit_is_a_whole_entry_where_one_key_is_enough(grid, sheet):
    press(grid, "345")
    assert [sheet.cells[row, 2] for row in range(3)] == ["3", "4", "5"]
    assert here(grid) == (0, 3)


def test_enter_accepts_and_goes_on_down_the_column(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "7500", ENTER)
    assert sheet.cells[0, 3] == "7\u202f500"
    assert here(grid) == (1, 3)


def test_the_keypad_enter_is_the_same_key(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "500", Qt.Key.Key_Enter)
    assert here(grid) == (1, 3)


def test_an_amount_may_be_a_product(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "1500*3", ENTER)
    assert sheet.cells[0, 3] == "4\u202f500"


def test_enter_on_an_empty_cell_takes_what_is_due(grid, sheet):
    sheet.due[0, 3] = "4500"
    grid.go_to(0, 3)
    press(grid, ENTER)
    assert sheet.cells[0, 3] == "4\u202f500"


def test_tab_takes_the_suggestion_and_goes_on_to_the_right(grid, sheet):
    sheet.due[0, 2] = "5"
    press(grid, Qt.Key.Key_Tab)
    assert sheet.cells[0, 2] == "5"
    assert here(grid) == (0, 3)


def test_escape_gives_up_what_is_being_typed(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "99", Qt.Key.Key_Escape)
    assert (0, 3) not in sheet.cells
    assert here(grid) == (0, 3)


def test_a_refused_text_stays_and_says_why(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "12,5", ENTER)
    assert here(grid) == (0, 3)
    assert "12,5" in grid.reading.detail.text()
    assert grid._editor.text() == "12,5"


def test_a_figure_five_times_the_usual_is_asked_about_and_enter_keeps_it(grid, sheet):
    sheet.usually = (1500, 1500)
    grid.go_to(0, 3)
    press(grid, "7500", ENTER)
    assert here(grid) == (0, 3)
    press(grid, ENTER)
    assert sheet.cells[0, 3] == "7\u202f500"


def test_a_figure_five_times_the_usual_is_mended_by_f2(grid, sheet):
    sheet.usually = (1500, 1500)
    grid.go_to(0, 3)
    press(grid, "7500", ENTER, Qt.Key.Key_F2)
    assert sheet.cells[0, 3] == "1\u202f500"
    assert here(grid) == (1, 3)


def test_control_d_fills_down_and_is_undone_in_one_step(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "100", ENTER)
    grid.go_to(0, 3)
    press(grid, Qt.Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [sheet.cells[row, 3] for row in range(3)] == ["100"] * 3
    press(grid, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [sheet.cells.get((row, 3), "") for row in range(3)] == ["100", "", ""]


def test_undo_says_what_it_undoes(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "100", ENTER)
    assert "100" in grid.undo_stack.undoText()


def test_every_key_typed_is_kept_as_a_draft(grid, sheet):
    grid.go_to(0, 3)
    press(grid, "750")
    assert sheet.drafts == [(0, 3, "7"), (0, 3, "75"), (0, 3, "750")]


def test_going_elsewhere_keeps_what_was_typed(grid, sheet, qtbot):
    grid.go_to(0, 3)
    press(grid, "250")
    grid._editor.clearFocus()
    assert sheet.cells[0, 3] == "250"


def test_after_the_last_cell_the_grid_says_it_is_finished(grid, sheet, qtbot):
    grid.go_to(2, 3)
    with qtbot.waitSignal(grid.finished):
        press(grid, "100", ENTER)


def test_across_goes_through_a_row_before_the_next(qtbot, sheet):
    grid = EntryGrid(sheet, "Séance", order=Order.ACROSS)
    qtbot.addWidget(grid)
    grid.go_on()
    assert here(grid) == (0, 3)
    grid.go_on()
    assert here(grid) == (1, 2)


def test_azerty_digits_need_no_shift_when_chosen(grid, sheet, qapp):
    qapp.setProperty("azerty_digits", True)
    # QTest aborts on a letter outside ASCII.
    none = Qt.KeyboardModifier.NoModifier
    qapp.sendEvent(grid, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Eacute, none, "é"))
    assert sheet.cells[0, 2] == "2"


def test_no_name_is_cut_at_any_zoom(qtbot, sheet):
    whole = EntrySheet(sheet, "Séance")
    qtbot.addWidget(whole)
    widths = whole.grid.widths()
    assert all(whole.grid.columnWidth(i) >= width for i, width in enumerate(widths))
