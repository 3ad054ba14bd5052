"""Fields as they are typed in."""

import datetime
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from coop_ledger.amounts import BadText
from tests.ui import crawl
from ui.widgets.beside import Beside
from ui.widgets.count_grid import CountGrid
from ui.widgets.day import DayEdit
from ui.widgets.field import Check, Choice, Field, Line
from ui.widgets.layout import column
from ui.widgets.member import MemberPicker
from ui.widgets.money import CountEdit, MoneyEdit, MoneyField, reading
from ui.widgets.steps import Step, Steps

TODAY = datetime.date(2026, 3, 5)
ENTER = Qt.Key.Key_Return


@dataclass
class Person:
    member: str
    name: str
    nickname: str = ""
    phone: str = ""


PEOPLE = (
    Person("7", "Kadiatou Sidibé", "Kadi"),
    Person("10", "Fatoumata Coulibaly"),
    Person("17", "Sira Sissoko"),
    Person("25", "Fatoumata Coulibaly", "vendeuse"),
)


@pytest.fixture
def shown(qtbot):
    kept = []  # qtbot holds its widgets weakly

    def show(*widgets):
        window = QWidget()
        column(*widgets, parent=window)
        qtbot.addWidget(window)
        window.resize(600, 400)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        kept.append(window)
        return window

    return show


def test_an_amount_is_read_aloud_while_it_is_typed(shown):
    field = MoneyField("Montant")
    shown(field)
    QTest.keyClicks(field.money, "1500")
    assert field.heard.text() == "1\u202f500 F CFA · kɛmɛ saba".replace(
        " F CFA", "\u00a0F\u00a0CFA"
    )


def test_the_large_amount_is_said_in_words_beside_it(shown):
    field = MoneyField("Montant demandé", beside=True)
    shown(field)
    field.set_amount(60000)
    assert field.words.text() == "soixante mille francs CFA"
    assert field.heard.text() == "waa tan ni fila"


def test_the_reading_in_bambara_can_be_switched_off(qapp):
    qapp.setProperty("dorome", False)
    assert "kɛmɛ" not in reading(1500)
    qapp.setProperty("dorome", True)


@pytest.mark.parametrize(
    ("typed", "amount"), [("1500*3", 4500), ("2000+500", 2500), ("300d", 1500), ("1 500 F", 1500)]
)
def test_amounts_may_be_reckoned_where_they_are_typed(shown, typed, amount):
    field = MoneyField("Montant")
    shown(field)
    QTest.keyClicks(field.money, typed)
    QTest.keyClick(field.money, ENTER)
    assert field.amount() == amount
    assert field.money.text().replace("\u202f", "") == str(amount)


def test_an_unreadable_amount_is_told_under_the_field(shown):
    field = MoneyField("Montant")
    shown(field)
    QTest.keyClicks(field.money, "12,5")
    QTest.keyClick(field.money, ENTER)
    assert "12,5" in field.error.sentence


def test_an_empty_amount_is_none_and_no_error(shown):
    field = MoneyField("Montant")
    shown(field)
    assert field.amount() is None
    assert field.error.sentence == ""


def test_five_times_the_usual_is_asked_about_with_the_amount_meant(shown):
    field = MoneyField("Montant", usual=lambda: (1500, 1500))
    shown(field)
    QTest.keyClicks(field.money, "7500")
    QTest.keyClick(field.money, ENTER)
    assert "1\u00a0500" in field.error.sentence
    put = next(b for b in field.error.findChildren(QWidget) if getattr(b, "look", None))
    put.click()
    assert field.amount() == 1500
    assert field.error.sentence == ""


def test_the_usual_amount_is_not_asked_about(shown):
    field = MoneyField("Montant", usual=lambda: (1500, 1500))
    shown(field)
    QTest.keyClicks(field.money, "1500")
    QTest.keyClick(field.money, ENTER)
    assert field.error.sentence == ""


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (("+",), datetime.date(2026, 3, 6)),
        (("-",), datetime.date(2026, 3, 4)),
        ((Qt.Key.Key_PageUp,), datetime.date(2026, 2, 5)),
        (("-", "-", "t"), TODAY),
        (("h",), datetime.date(2026, 3, 4)),
    ],
)
def test_days_are_moved_by_single_keys(shown, keys, day):
    edit = DayEdit(lambda: TODAY, latest=lambda: datetime.date(2026, 12, 31))
    shown(edit)
    for key in keys:
        QTest.keyClicks(edit, key) if isinstance(key, str) else QTest.keyClick(edit, key)
    assert edit.value() == day


def test_a_day_is_completed_from_what_is_typed(shown):
    edit = DayEdit(lambda: TODAY)
    shown(edit)
    edit.selectAll()
    QTest.keyClicks(edit, "5/3")
    QTest.keyClick(edit, ENTER)
    assert edit.text() == "05/03/2026"


def test_a_day_that_is_none_is_refused(shown):
    edit = DayEdit(lambda: TODAY)
    shown(edit)
    edit.setText("31/2")
    with pytest.raises(BadText):
        edit.value()


def test_a_number_and_enter_pick_a_member(shown, qtbot):
    picker = MemberPicker(PEOPLE)
    shown(picker, Line())
    with qtbot.waitSignal(picker.picked):
        QTest.keyClicks(picker, "17")
        QTest.keyClick(picker, ENTER)
    assert picker.code() == "17"
    assert picker.text() == "17 · Sira Sissoko"


def test_a_name_is_found_however_it_is_spelt(shown):
    picker = MemberPicker(PEOPLE)
    shown(picker)
    QTest.keyClicks(picker, "kulibali")
    assert [person.member for person in picker._found] == ["10", "25"]


def test_homonyms_are_told_apart_by_their_word(shown):
    picker = MemberPicker(PEOPLE)
    shown(picker)
    QTest.keyClicks(picker, "vendeuse")
    QTest.keyClick(picker, ENTER)
    assert picker.text() == "25 · Fatoumata Coulibaly (vendeuse)"


def test_enter_goes_on_to_the_next_field(shown):
    first, second = Line(), Line()
    shown(first, second)
    first.setFocus()
    QTest.keyClicks(first, "Awa")
    QTest.keyClick(first, ENTER)
    assert second.hasFocus()


def test_control_enter_is_left_to_the_page(shown):
    first, second = Line(), Line()
    shown(first, second)
    first.setFocus()
    QTest.keyClick(first, ENTER, Qt.KeyboardModifier.ControlModifier)
    assert first.hasFocus()


def test_enter_leaves_a_choice(shown):
    choice, line = Choice((("a", "Un"), ("b", "Deux"))), Line()
    shown(choice, line)
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, ENTER)
    assert (choice.value(), line.hasFocus()) == ("b", True)


def test_a_field_names_its_editor_and_leads_to_it(qtbot):
    line = Line()
    field = Field("&Motif", line, help="facultatif")
    qtbot.addWidget(field)
    assert field.label.buddy() is line
    assert line.accessibleName() == "Motif"
    assert line.accessibleDescription() == "facultatif"


def test_an_error_pushes_the_page_down(qtbot):
    field = Field("Motif", Line())
    qtbot.addWidget(field)
    before = field.sizeHint().height()
    field.show_error("Écrivez un motif.")
    assert field.sizeHint().height() > before


def test_a_check_is_toggled_by_the_space_bar(shown):
    check = Check("Chiffres sans Maj")
    shown(check)
    QTest.keyClick(check, Qt.Key.Key_Space)
    assert check.isChecked()


def test_cash_is_counted_note_by_note_with_enter(shown):
    grid = CountGrid((10000, 5000, 1000))
    shown(grid)
    grid.grid.setFocus()
    for pieces in ("14", "2", "3"):
        QTest.keyClicks(grid.grid, pieces[0])
        QTest.keyClicks(grid.grid._editor, pieces[1:])
        QTest.keyClick(grid.grid._editor, ENTER)
    assert grid.pieces() == {10000: 14, 5000: 2, 1000: 3}
    assert grid.total() == 153_000


def test_a_count_of_pieces_is_whole(shown):
    edit = CountEdit()
    shown(edit)
    edit.setText("2,5")
    with pytest.raises(BadText):
        edit.value()


STEPS = [Step(title) for title in ("Ouverture", "Présences", "Parts", "Comptage", "Clôture")]


def test_steps_fold_to_the_current_one_where_there_is_no_room(shown):
    steps = Steps(STEPS)
    steps.tell(STEPS, 3, 3)
    window = shown(steps)
    assert not steps.folded
    window.resize(300, 200)
    assert steps.folded
    assert steps.accessibleName() == "Étape 4 sur 5\u00a0: Comptage"


def test_arrows_go_through_the_steps(shown, qtbot):
    steps = Steps(STEPS)
    steps.tell(STEPS, 1, 1)
    shown(steps)
    with qtbot.waitSignal(steps.chosen) as told:
        QTest.keyClick(steps, Qt.Key.Key_Right)
    assert told.args == [2]


def test_two_columns_become_one_where_there_is_no_room(shown, qtbot):
    left, right = Line(width=250), Line(width=250)
    both = Beside(left, right, least=400)
    window = shown(both)
    assert left.y() == right.y()
    window.resize(350, 400)
    qtbot.waitUntil(lambda: left.y() < right.y())


def test_every_field_has_a_name(shown):
    window = shown(
        MoneyField("&Montant"),
        Field("&Jour", DayEdit(lambda: TODAY)),
        Field("M&embre", MemberPicker(PEOPLE)),
        Field("&Produit", Choice((("a", "Ordinaire"),))),
        CountGrid((1000, 500)),
    )
    assert crawl.faults(window) == []


EDITORS = {
    "text": Line,
    "amount": MoneyEdit,
    "count": CountEdit,
    "day": lambda: DayEdit(lambda: TODAY),
    "member": lambda: MemberPicker(PEOPLE),
}


def by_code(editor):
    editor.setFocus()


def by_a_click(editor):
    QTest.mouseClick(editor, Qt.MouseButton.LeftButton, pos=editor.rect().center())


def by_tab(editor):
    QTest.keyClick(editor.window().focusWidget(), Qt.Key.Key_Tab)


@pytest.mark.parametrize("come", [by_code, by_a_click, by_tab])
@pytest.mark.parametrize("kind", EDITORS)
def test_what_is_typed_replaces_what_was_proposed(shown, kind, come):
    before, editor = Line(), EDITORS[kind]()
    shown(before, editor)
    before.setFocus()
    editor.setText("100")
    come(editor)
    QTest.keyClicks(editor, "5")
    assert editor.text() == "5"


@pytest.mark.parametrize("kind", EDITORS)
def test_a_second_click_places_the_cursor_in_what_is_there(shown, kind):
    editor = EDITORS[kind]()
    shown(editor)
    editor.setText("100")
    by_a_click(editor)
    by_a_click(editor)
    assert not editor.hasSelectedText()


@pytest.mark.parametrize("kind", EDITORS)
def test_what_is_typed_after_a_refusal_replaces_what_was_refused(shown, kind):
    field = Field("X", EDITORS[kind]())
    shown(field)
    field.editor.setFocus()
    field.editor.setText("")
    QTest.keyClicks(field.editor, "999")
    field.refuse("Too much.")
    QTest.keyClicks(field.editor, "5")
    assert field.editor.text() == "5"


@pytest.mark.parametrize("kind", EDITORS)
def test_what_is_proposed_under_the_cursor_is_replaced_by_what_is_typed(shown, kind):
    editor = EDITORS[kind]()
    shown(editor)
    editor.setFocus()
    editor.setText("100")
    QTest.keyClicks(editor, "5")
    assert editor.text() == "5"


def test_who_was_picked_before_is_not_taken_again_by_an_empty_line(shown):
    picker = MemberPicker(PEOPLE)
    shown(picker, Line())
    QTest.keyClicks(picker, "17")
    QTest.keyClick(picker, ENTER)
    picker.choose("")  # the form begins anew
    picker.setFocus()
    QTest.keyClick(picker, ENTER)
    assert picker.code() == ""


def test_a_line_that_is_put_away_half_typed_picks_nobody(shown):
    picker = MemberPicker(PEOPLE)
    holder = shown(picker, Line())
    QTest.keyClicks(picker, "17")
    holder.hide()
    assert picker.code() == ""
