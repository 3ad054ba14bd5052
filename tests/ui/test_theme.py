"""The look: contrast computed, sizes in step with the zoom, no colour told twice."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme, tokens
from ui.widgets.button import Button
from ui.widgets.layout import column

UI = Path(theme.__file__).parent


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), tokens.READ)
def test_text_can_be_read_on_its_ground(mode, text, ground):
    look = tokens.TOKENS[mode]
    assert tokens.contrast(getattr(look, text), getattr(look, ground)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), tokens.SEEN)
def test_borders_and_marks_can_be_seen_on_their_ground(mode, mark, ground):
    look = tokens.TOKENS[mode]
    assert tokens.contrast(getattr(look, mark), getattr(look, ground)) >= 3


@pytest.mark.parametrize("hue", tokens.HUES)
def test_a_number_can_be_read_on_every_avatar(hue):
    assert tokens.contrast("#FFFFFF", hue) >= 4.5


def test_contrast_of_black_on_white_is_the_most_there_is():
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_no_colour_is_told_by_its_number_outside_the_tokens():
    numbers = re.compile(r"#[0-9A-Fa-f]{6}\b")
    files = [*UI.rglob("*.py"), *UI.rglob("*.qss")]
    told = [file.name for file in files if numbers.search(file.read_text(encoding="utf-8"))]
    assert told == ["tokens.py"]


def test_no_widget_brings_a_style_sheet_of_its_own():
    own = [f.name for f in UI.rglob("*.py") if ".setStyleSheet(" in f.read_text(encoding="utf-8")]
    assert own == ["theme.py"]


def test_icons_take_their_colour_from_a_token():
    drawings = list((UI / "resources" / "icons").glob("*.svg"))
    assert drawings
    assert all("currentColor" in file.read_text(encoding="utf-8") for file in drawings)


def test_the_style_sheet_leaves_no_token_and_no_length_untold():
    sheet = theme.style_sheet()
    assert "@" not in sheet
    assert not re.search(r"\d+u\b", sheet)


def test_every_token_has_a_value_by_day_and_by_night():
    for look in (tokens.LIGHT, tokens.DARK):
        assert all(re.fullmatch("#[0-9A-F]{6}", getattr(look, f.name)) for f in fields(look))


def test_the_theme_changes_the_palette_at_once(look: QApplication):
    theme.apply(look, mode="dark")
    window = look.palette().color(QPalette.ColorRole.Window).name().upper()
    assert window == tokens.DARK.window


def test_distances_and_sizes_follow_the_zoom(qtbot, look: QApplication):
    inner = QWidget()
    theme.keep_size(inner, width=100)
    whole = QWidget()
    layout = column(inner, spacing=12, margins=(20,), parent=whole)
    qtbot.addWidget(whole)
    theme.apply(look, zoom=200)
    assert (layout.spacing(), layout.contentsMargins().left(), inner.width()) == (24, 40, 200)


def test_words_follow_the_zoom(qtbot, look: QApplication):
    button = Button("Enregistrer")
    qtbot.addWidget(button)
    before = button.sizeHint()
    theme.apply(look, zoom=200)
    assert button.sizeHint().height() == 2 * before.height()
    assert button.sizeHint().width() > 1.8 * before.width()


def test_the_zoom_stays_within_its_bounds(look: QApplication):
    theme.apply(look, zoom=1000)
    assert theme.zoom() == 250


def test_digits_are_equally_wide_so_that_columns_stand():
    from PySide6.QtGui import QFontMetricsF

    widths = {QFontMetricsF(theme.font("body")).horizontalAdvance(digit) for digit in "0123456789"}
    assert len(widths) == 1


def test_a_member_keeps_her_colour():
    assert theme.hue("7") == theme.hue("07") == theme.hue("15")
    assert theme.hue("7") != theme.hue("8")
