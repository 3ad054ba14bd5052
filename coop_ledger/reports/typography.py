"""Type on paper: one face in three cuts, its widths, and how text is fitted and broken.

Andika has ɛ ɔ ɲ ŋ, digits of equal width, U+202F and U+2212, and letters that
new readers tell apart. Widths are in points.
"""

import functools
from collections.abc import Iterable
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from coop_ledger import paths

REGULAR: Final = "Andika"
BOLD: Final = "Andika-Bold"
ITALIC: Final = "Andika-Italic"
_FILES: Final = {
    REGULAR: "Andika-Regular.ttf",
    BOLD: "Andika-Bold.ttf",
    ITALIC: "Andika-Italic.ttf",
}

FACES: Final = tuple(_FILES)

MM: Final = 72 / 25.4
SIZE_LEAST: Final = 6.0
ELLIPSIS: Final = "…"
_OF_FIGURES: Final = "0123456789\u202f-/"
# The middle of a digit above its baseline, as a part of the size: centres figures in their row.
MIDDLE: Final = 0.345
LEADING: Final = 1.36

Span = tuple[str, str]


@functools.cache
def font(face: str) -> TTFont:
    """The face, registered once in the process because reading it costs more than a page."""
    loaded = TTFont(face, str(paths.fonts() / _FILES[face]))
    pdfmetrics.registerFont(loaded)
    return loaded


class _Widths(dict[str, float]):
    """The width of each character at size 1, looked up in the face once."""

    def __init__(self, face: str):
        super().__init__()
        self._of_code = font(face).face.charWidths
        self._unknown = font(face).face.defaultWidth

    def __missing__(self, character: str) -> float:
        # ReportLab writes the no-break space as a space.
        code = 32 if character == "\u00a0" else ord(character)
        width: float = self._of_code.get(code, self._unknown) / 1000
        self[character] = width
        return width


@functools.cache
def _widths(face: str) -> _Widths:
    return _Widths(face)


def width(text: str, size: float, face: str = REGULAR) -> float:
    """How wide a text is."""
    return size * sum(map(_widths(face).__getitem__, text))


def widest(texts: Iterable[str], size: float, face: str = REGULAR) -> float:
    """How wide the widest of several texts is."""
    return max((width(text, size, face) for text in set(texts)), default=0.0)


def fitted(text: str, size: float, face: str, room: float) -> tuple[str, float]:
    """The text and the size at which it fits: smaller down to 6 pt, then cut with an ellipsis.

    A figure is shown whole or not at all.
    """
    wide = width(text, size, face)
    if wide <= room or not text:
        return text, size
    smaller = max(SIZE_LEAST, int(size * room / wide * 10) / 10)
    if width(text, smaller, face) <= room:
        return text, smaller
    return _cut(text, smaller, face, room), smaller


def _cut(text: str, size: float, face: str, room: float) -> str:
    kept = text
    while kept and width(kept + ELLIPSIS, size, face) > room:
        kept = kept[:-1]
    if kept[-1:] in _OF_FIGURES:
        kept = kept.rstrip(_OF_FIGURES)
    return kept.rstrip(" ") + ELLIPSIS


def spans(text: str) -> tuple[Span, ...]:
    """A text with **bold** words as pieces of one face each."""
    pieces = text.split("**")
    return tuple((BOLD if odd % 2 else REGULAR, piece) for odd, piece in enumerate(pieces) if piece)


def broken(text: str, size: float, room: float) -> tuple[tuple[Span, ...], ...]:
    """The lines of a paragraph with **bold** words, broken at ordinary spaces only.

    A word wider than the room is cut, because a paper never runs over its edge.
    """
    lines: list[list[Span]] = [[]]
    used = 0.0
    for face, word, glued in _words(text):
        space = 0.0 if glued or not lines[-1] else width(" ", size, face)
        wide = width(word, size, face)
        if lines[-1] and used + space + wide > room and not glued:
            lines.append([])
            used = space = 0.0
        if wide > room:
            word = _cut(word, size, face, room)
            wide = width(word, size, face)
        lines[-1].append((face, " " + word if space else word))
        used += space + wide
    return tuple(_joined(line) for line in lines)


def _words(text: str) -> Iterable[tuple[str, str, bool]]:
    """Each word with its face, and whether it hangs on the one before without a space."""
    glued = False
    for face, piece in spans(text):
        for position, word in enumerate(piece.split(" ")):
            if word:
                yield face, word, glued and position == 0
        glued = not piece.endswith(" ")


def _joined(line: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for face, text in line:
        if joined and joined[-1][0] == face:
            joined[-1] = (face, joined[-1][1] + text)
        else:
            joined.append((face, text))
    return tuple(joined)
