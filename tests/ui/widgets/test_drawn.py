"""Parts that pages draw themselves: squares of a cycle, the line of savings, choices, side by side."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.button import Button
from ui.widgets.chart import Growth, GrowthChart, grid_step
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column
from ui.widgets.options import Options
from ui.widgets.roster_edit import RosterEdit
from ui.widgets.row_button import RowButton
from ui.widgets.squares import CycleSquares


def colours(widget) -> set[str]:
    picture: QImage = widget.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 2) for y in range(0, picture.height(), 2))
    return {picture.pixelColor(x, y).name().upper() for x, y in places}


@pytest.mark.parametrize("most", [1, 7, 99, 12_345, 747_500, 10**12])
def test_gridlines_are_round_and_few(most):
    step = grid_step(most)
    assert most / step <= 3
    assert str(step).strip("0") in {"1", "2", "3", "5"}


def test_the_chart_draws_this_cycle_in_the_accent_and_says_it_in_words(qtbot):
    chart = GrowthChart()
    qtbot.addWidget(chart)
    chart.resize(480, 180)
    chart.tell(
        Growth(((1, 100), (2, 250)), ((1, 50), (2, 60), (3, 70)), "cycle passé", "L’épargne")
    )
    assert theme.hex_of("accent") in colours(chart)
    assert chart.accessibleName() == "L’épargne"


def test_a_chart_without_meetings_draws_nothing(qtbot):
    chart = GrowthChart()
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    assert theme.hex_of("accent") not in colours(chart)


def test_a_cycle_with_more_meetings_than_planned_still_has_a_square_for_each(qtbot):
    squares = CycleSquares()
    qtbot.addWidget(squares)
    squares.tell(60, 52, "60 sur 52")
    squares.resize(squares.sizeHint())
    assert theme.hex_of("accent") in colours(squares)
    assert squares.accessibleName() == "60 sur 52"


def test_the_arrows_choose_and_enter_accepts(qtbot):
    options = Options([("a", "Un", "note"), ("b", "Deux", "")])
    qtbot.addWidget(options)
    with qtbot.waitSignal(options.chosen):
        QTest.keyClick(options, Qt.Key.Key_Down)
    with qtbot.waitSignal(options.accepted):
        QTest.keyClick(options, Qt.Key.Key_Return)
    QTest.keyClick(options, Qt.Key.Key_Down)
    assert options.value() == "b"


def test_a_line_that_can_be_pressed_answers_to_enter(qtbot):
    button = RowButton("Hawa Doumbia", "échu", amount="17 250")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)
    assert button.accessibleName() == "Hawa Doumbia, échu, 17 250"


def test_fields_go_below_each_other_where_there_is_no_room(qtbot):
    grid = FieldGrid([Label("un mot assez long pour tenir de la place") for _each in range(3)])
    qtbot.addWidget(grid)
    grid.resize(2000, 200)
    grid.show()
    wide = grid.minimumSizeHint().height()
    grid.resize(400, 200)
    assert grid.minimumSizeHint().height() > 2 * wide


def test_enter_takes_the_family_name_in_grey_and_begins_a_line(qtbot):
    edit = RosterEdit()
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "Awa Tra")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    QTest.keyClicks(edit, "Fanta San")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert edit.toPlainText() == "Awa Traoré\nFanta Sangaré"


def test_ctrl_enter_takes_the_family_name_in_grey_before_the_button_is_pressed(qtbot):
    window = QWidget()
    edit, button = RosterEdit(), Button("Continuer", key="Ctrl+Return", bind=True)
    column(edit, button, parent=window)
    qtbot.addWidget(window)
    taken = []
    button.clicked.connect(lambda: taken.append(edit.toPlainText()))
    window.show()
    QTest.qWaitForWindowActive(window)
    edit.setFocus()
    QTest.keyClicks(edit, "Awa Tra")
    QTest.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert taken == ["Awa Traoré"]


def test_escape_leaves_a_family_name_as_it_is_typed(qtbot):
    edit = RosterEdit()
    qtbot.addWidget(edit)
    QTest.keyClicks(edit, "Awa Tra")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.toPlainText() == "Awa Tra\n"


def test_the_numbers_at_the_left_leave_empty_lines_out(qtbot):
    edit = RosterEdit()
    qtbot.addWidget(edit)
    edit.setPlainText("Awa Traoré\n\nFanta Keïta")
    assert edit.numbers() == ["1", "", "2"]
