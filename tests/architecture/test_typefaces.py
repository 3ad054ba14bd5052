"""The typefaces that ship can say every name and every amount, in columns that line up."""

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

from coop_ledger import paths

BAMBARA = "ɛɔɲŋƐƆƝŊ"
FRENCH = "àâçéèêëîïôœùûüÀÂÇÉÈÊËÎÏÔŒÙÛÜ«»’–…·×"
SPACES = "\u00a0\u202f"
MINUS = "\u2212"

PAPER = sorted(paths.fonts().glob("*.ttf"))
SCREEN = sorted(paths.resource("ui", "resources", "fonts").glob("*.ttf"))


def file_name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", PAPER, ids=file_name)
def test_a_typeface_of_paper_has_every_letter_and_the_minus(qapp: QApplication, path: Path):
    font = QRawFont(str(path), 100)
    missing = [c for c in BAMBARA + FRENCH + SPACES + MINUS if not font.supportsCharacter(ord(c))]
    assert not missing


@pytest.mark.parametrize("path", SCREEN, ids=file_name)
def test_a_typeface_of_the_screen_has_every_letter(qapp: QApplication, path: Path):
    font = QRawFont(str(path), 100)
    missing = [c for c in BAMBARA + FRENCH + SPACES if not font.supportsCharacter(ord(c))]
    assert not missing


@pytest.mark.parametrize("path", PAPER + SCREEN, ids=file_name)
def test_digits_have_one_width_so_that_columns_line_up(qapp: QApplication, path: Path):
    font = QRawFont(str(path), 100)
    widths = {
        point.x()
        for point in font.advancesForGlyphIndexes(font.glyphIndexesForString("0123456789"))
    }
    assert len(widths) == 1


@pytest.mark.parametrize(
    "folder",
    sorted({path.parent for path in PAPER + SCREEN}),
    ids=lambda folder: folder.parent.name,
)
def test_a_typeface_comes_with_its_licence(folder: Path):
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
