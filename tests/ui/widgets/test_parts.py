"""Buttons, cards, figures, messages and what opens over a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui import crawl
from ui.dialogs.about import AboutDialog
from ui.notices import BugDialog, details_of
from ui.widgets.button import Button, IconButton, Look
from ui.widgets.card import Card, Chip, EmptyState
from ui.widgets.figure import Avatar, Figure
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.message import MessageStrip
from ui.widgets.popover import Popover
from ui.widgets.rail import initials


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 500)
    return window


def show(window, *widgets, qtbot):
    column(*widgets, parent=window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_both_enter_keys_press_a_bound_button(window, qtbot):
    pressed = []
    button = Button("Enregistrer", Look.PRIMARY, key="Ctrl+Return", bind=True)
    button.clicked.connect(lambda: pressed.append(1))
    show(window, button, qtbot=qtbot)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert len(pressed) == 2


def test_a_button_that_is_off_does_not_answer_its_key(window, qtbot):
    pressed = []
    button = Button("Clôturer", key="F12", bind=True)
    button.clicked.connect(lambda: pressed.append(1))
    button.setEnabled(False)
    show(window, button, qtbot=qtbot)
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert pressed == []


def test_a_compact_button_tells_its_key_as_a_tip(window, qtbot):
    button = Button("Mode salle", icon="room", key="F11")
    show(window, row(button, 1), qtbot=qtbot)
    wide = button.sizeHint().width()
    button.set_compact(compact=True)
    assert button.sizeHint().width() < wide
    assert button.toolTip() == "F11"


def test_no_button_answers_enter_meant_for_a_field(window):
    assert not Button("Annuler").autoDefault()


def test_an_icon_alone_has_a_name_and_a_tip(window):
    close = IconButton("close", "Fermer", parent=window)
    assert (close.accessibleName(), close.toolTip()) == ("Fermer", "Fermer")


def test_a_figure_is_spoken_with_its_label_and_unit(window):
    figure = Figure("Épargne", "32\u202f000", "F CFA", "64 parts")
    assert figure.accessibleName() == "Épargne 32\u202f000 F CFA"
    assert figure.accessibleDescription() == "64 parts"


def test_enter_asks_a_figure_where_it_comes_from(window, qtbot):
    figure = Figure("Épargne", "32\u202f000", "F CFA")
    figure.set_askable()
    show(window, figure, qtbot=qtbot)
    with qtbot.waitSignal(figure.asked):
        QTest.keyClick(figure, Qt.Key.Key_Return)


def test_a_card_shows_that_its_figure_has_the_keyboard(window, qtbot):
    figure = Figure("Épargne", "32\u202f000", "F CFA")
    figure.set_askable()
    other = Button("Ailleurs")
    card = Card(figure)
    show(window, card, other, qtbot=qtbot)
    figure.setFocus()
    assert card.property("asked") is True
    other.setFocus()
    assert card.property("asked") is False


def test_a_message_is_spoken_and_its_buttons_act(window, qtbot):
    done = []
    strip = MessageStrip()
    show(window, strip, qtbot=qtbot)
    assert strip.sentence == ""
    strip.tell("60 000 F dépasse.", "error", ("Mettre 55 500", lambda: done.append(1)))
    assert strip.accessibleName() == "60 000 F dépasse."
    next(b for b in strip.findChildren(Button)).click()
    assert done == [1]


def test_a_new_message_takes_the_buttons_of_the_old_one_away(window, qtbot):
    strip = MessageStrip()
    show(window, strip, qtbot=qtbot)
    strip.tell("Un", "error", ("Faire", lambda: None))
    strip.tell("Deux", "info")
    assert [b for b in strip.findChildren(Button) if not b.isHidden()] == []


def test_why_an_amount_closes_on_escape_and_gives_the_keyboard_back(window, qtbot):
    figure = Figure("Épargne", "32\u202f000", "F CFA")
    figure.set_askable()
    show(window, figure, 1, qtbot=qtbot)
    why = why_this(figure)
    QTest.keyClick(why, Qt.Key.Key_Escape)
    assert not why.isVisible()
    assert figure.hasFocus()


def test_enter_follows_from_an_amount_to_its_entries(window, qtbot):
    figure = Figure("Épargne", "32\u202f000", "F CFA")
    show(window, figure, 1, qtbot=qtbot)
    why = why_this(figure)
    with qtbot.waitSignal(why.followed):
        QTest.keyClick(why, Qt.Key.Key_Return)


def test_the_sheet_of_an_amount_stays_inside_the_window(window, qtbot):
    figure = Figure("Épargne", "32\u202f000", "F CFA")
    show(window, 1, row(1, figure), qtbot=qtbot)
    why = why_this(figure)
    assert window.rect().contains(why.geometry())
    assert crawl.faults(window) == []


def why_this(figure):
    why = Popover(
        "Pourquoi ce montant ?",
        [("64 parts achetées", "64 × 500"), ("Épargne", "32\u202f000 F CFA")],
        subtitle="au 5 mars 2026",
        follow="Voir les 14 écritures",
        fingerprint="empreinte 7F3A",
        parent=figure,
    )
    why.show_under()
    return why


def test_an_empty_place_says_what_to_do(window, qtbot):
    empty = EmptyState("Aucun prêt en cours.", Button("Nouveau prêt", key="F7"), icon="loan")
    show(window, empty, Chip("à jour", "success", "check"), Avatar("7"), line(), qtbot=qtbot)
    assert crawl.faults(window) == []


def test_clearing_a_row_takes_everything_away(window):
    box = row(Label("un"), row(Label("deux")), 1)
    window.setLayout(box)
    clear(box)
    assert box.count() == 0


def test_a_bug_is_told_with_details_that_can_be_copied(window, qtbot):
    try:
        _ = 1 // 0
    except ZeroDivisionError as error:
        dialog = BugDialog(error, window)
        details = details_of(error)
    assert "ZeroDivisionError" in details
    dialog.open()
    copy = next(b for b in dialog.findChildren(Button) if b.look is Look.NORMAL)
    copy.click()
    assert QApplication.clipboard().text() == details
    assert crawl.faults(dialog) == []
    dialog.close()


def test_the_about_box_says_the_version(window):
    from coop_ledger import __version__

    dialog = AboutDialog(window)
    assert any(__version__ in label.text() for label in dialog.findChildren(Label))


def test_a_folded_rail_shows_two_letters_of_the_group():
    assert initials("Benkadi") == "BE"
