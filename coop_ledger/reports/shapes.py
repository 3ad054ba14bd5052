"""Small drawings that papers share: what a woman who does not read finds alone.

Her number in a ring, notes and coins, the oval for her thumb; the emblem of the
group, ticks, boxes, the code to scan. All line art: little ink, no grey.
"""

import functools
import re
from typing import Final

import segno

from coop_ledger.i18n import _, money
from coop_ledger.reports import typography
from coop_ledger.reports.draw import BOLD, HAIRLINE, RULE, Pen
from coop_ledger.reports.typography import MIDDLE, MM

# 1 000 F CFA and more are notes; 500 is found as both, and drawn as the coin it mostly is.
NOTE_LEAST: Final = 1000
_NOTE: Final = (11.6 * MM, 5.4 * MM)
_THUMB_RATIO: Final = 1.33


def ring(pen: Pen, x: float, y: float, radius: float, text: str, size: float) -> None:
    """Draw a bold text in a ring around x, y."""
    pen.circle(x, y, radius, 0.6)
    shown, fits = typography.fitted(text, size, BOLD, radius * 1.7)
    pen.centre(x, y + fits * MIDDLE, shown, fits, BOLD)


def tick(pen: Pen, x: float, y: float, size: float = 7) -> None:
    """Draw a tick whose foot is at x, y."""
    pen.polyline(
        [
            (x - size * 0.35, y - size * 0.35),
            (x, y),
            (x + size * 0.72, y - size * 0.85),
        ],
        max(0.7, size / 9),
    )


def square(pen: Pen, x: float, y: float, side: float = 3.6 * MM) -> None:
    """Draw an empty box to tick, centred on x, y."""
    pen.box(x - side / 2, y - side / 2, side, side, 0.5)


def stamp(pen: Pen, x: float, y: float, radius: float = 1.75 * MM) -> None:
    """Draw one share as the passbook stamps it, centred on x, y."""
    reach = radius * 0.62
    pen.circle(x, y, radius, 0.5)
    pen.line((x - reach, y - reach), (x + reach, y + reach), 0.7)
    pen.line((x - reach, y + reach), (x + reach, y - reach), 0.7)


def thumb(pen: Pen, x: float, y: float, width: float, height: float, *, label: str = "") -> None:
    """Draw the dotted oval of a thumb in the box at x, y, with its name below."""
    label_height = 4.2 * MM
    down = (height - label_height - 1.6 * MM) / 2
    across = min(down / _THUMB_RATIO, width / 2 - 1.6 * MM)
    middle = x + width / 2
    tall = min(down, across * _THUMB_RATIO)
    pen.oval(middle, y + 1.6 * MM + down, across, tall, 0.5, dash="[0.4 1.6]")
    name = label or _("left thumb")
    pen.centre(middle, y + height - 1.5 * MM, name, 6.8, room=width - 2)


def piece_width(value: int) -> float:
    """How wide the drawing of a note or coin is."""
    return _NOTE[0] if value >= NOTE_LEAST else 2 * _coin_radius(value)


def piece(pen: Pen, x: float, y: float, value: int, scale: float = 1.0) -> None:
    """Draw a note or a coin from x, centred on y, with its value inside."""
    size = max(typography.SIZE_LEAST, 7.0 * scale)
    if value >= NOTE_LEAST:
        wide, high = _NOTE[0] * scale, _NOTE[1] * scale
        pen.box(x, y - high / 2, wide, high, 0.6)
        pen.box(x + 1.7, y - high / 2 + 1.7, wide - 3.4, high - 3.4, HAIRLINE)
        pen.centre(x + wide / 2, y + size * MIDDLE, money(value), size, room=wide - 5)
        return
    radius = _coin_radius(value) * scale
    pen.circle(x + radius, y, radius, 0.6)
    pen.circle(x + radius, y, radius - 1.5, HAIRLINE)
    pen.centre(x + radius, y + size * MIDDLE, money(value), size, room=2 * radius - 4)


def _coin_radius(value: int) -> float:
    return (3.3 if value >= 100 else 3.0 if value >= 25 else 2.7) * MM


def three_locks(pen: Pen, x: float, y: float, width: float) -> None:
    """Draw the emblem of a group: a chest with a handle and three keyholes."""
    height = width * 0.78
    lid = height * 0.34
    pen.arch(x + width / 2, y + height * 0.24, width * 0.2, height * 0.24, RULE)
    pen.rounded(x, y + height * 0.24, width, height * 0.76, RULE, radius=width * 0.06)
    pen.rule(x, y + height * 0.24 + lid * 0.62, width, 0.5)
    for part in (1, 3, 5):
        middle, top = x + width * part / 6, y + height * 0.64
        pen.circle(middle, top, width * 0.05, 0.6)
        pen.line((middle, top + width * 0.05), (middle, top + width * 0.16), 0.8)


def soap(pen: Pen, x: float, y: float, width: float) -> None:
    """Draw the emblem of a cooperative: a bar of soap and three bubbles."""
    height = width * 0.78
    pen.rounded(x, y + height * 0.42, width, height * 0.58, RULE, radius=width * 0.14)
    pen.rounded(
        x + width * 0.13, y + height * 0.56, width * 0.74, height * 0.3, 0.5, radius=width * 0.09
    )
    for across, down, radius in ((0.62, 0.24, 0.07), (0.8, 0.12, 0.1), (0.93, 0.3, 0.045)):
        pen.circle(x + width * across, y + height * down, width * radius, 0.5)


EMBLEMS: Final = {"box": three_locks, "soap": soap}


_DARK: Final = re.compile(b"\x01+")


@functools.lru_cache(maxsize=64)
def _pattern(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    # Choosing the best of eight masks costs seven times the rest, and any mask reads well.
    matrix = segno.make_qr(text, error="m", mask=3, boost_error=False).matrix
    runs = [
        (run.start(), row, run.end() - run.start())
        for row, modules in enumerate(matrix)
        for run in _DARK.finditer(modules)
    ]
    return len(matrix), tuple(runs)


def scan_code(pen: Pen, x: float, y: float, side: float, text: str) -> None:
    """Draw a QR code of level M as vectors in the square at x, y."""
    modules, runs = _pattern(text)
    pen.filled(x, y, side / modules, runs)


def cut_across(pen: Pen, x: float, y: float, width: float) -> None:
    """Draw a level cutting line with scissors at its left end."""
    pen.line((x, y), (x + width, y), 0.5, dash="[2.2 1.8]")
    _scissors(pen, x + 1.2 * MM, y, level=True)


def cut_down(pen: Pen, x: float, y: float, height: float) -> None:
    """Draw an upright cutting line with scissors near its top."""
    pen.line((x, y), (x, y + height), 0.5, dash="[2.2 1.8]")
    _scissors(pen, x, y + 5 * MM, level=False)


def _scissors(pen: Pen, x: float, y: float, *, level: bool) -> None:
    long, wide = 2.4 * MM, 0.8 * MM

    def at(along: float, across: float) -> tuple[float, float]:
        return (x + along, y + across) if level else (x + across, y + along)

    for side in (-1, 1):
        pen.line(at(0.6 * MM, side * wide), at(long, -side * wide), 0.6)
        pen.circle(*at(0, side * wide), 0.55 * MM, 0.5)


def either_piece(pen: Pen, x: float, y: float, value: int) -> None:
    """Draw the blank shape of a note or coin centred on x, y; 500 F is found as both."""
    wide, high = _NOTE[0] * 0.92, _NOTE[1] * 0.82
    if value >= NOTE_LEAST:
        pen.box(x - wide / 2, y - high / 2, wide, high, 0.6)
        pen.box(x - wide / 2 + 1.6, y - high / 2 + 1.6, wide - 3.2, high - 3.2, HAIRLINE)
        return
    radius = min(_coin_radius(value) * 0.66, high / 2)
    if value == 500:
        left = x - wide * 0.62
        pen.box(left, y - high / 2, wide * 0.66, high, 0.6)
        pen.box(left + 1.6, y - high / 2 + 1.6, wide * 0.66 - 3.2, high - 3.2, HAIRLINE)
        x = left + wide * 0.66 + 2 + radius
    pen.circle(x, y, radius, 0.6)
    pen.circle(x, y, radius - 1.2, HAIRLINE)
