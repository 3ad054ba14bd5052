"""Six slips on a sheet: one for each envelope, cut apart along the dashes."""

from collections.abc import Sequence
from typing import Final

from coop_ledger.i18n import _
from coop_ledger.reports import shapes, typography
from coop_ledger.reports.document import A4, Slip, Slips
from coop_ledger.reports.draw import BOLD, REGULAR, RULE, Pen
from coop_ledger.reports.typography import MIDDLE, MM

PER_SHEET: Final = 6
_TOP: Final = 10 * MM
_BOTTOM: Final = 279.4 * MM
_HEIGHT: Final = (_BOTTOM - _TOP) / 3
_MIDDLE: Final = A4.width * MM / 2
_INSIDE: Final = 5 * MM
_WIDTH: Final = _MIDDLE - A4.margin * MM - 2 * _INSIDE + 2 * MM
_MONEY_LINE: Final = 7.2 * MM
_PIECE_GAP: Final = 2.4 * MM
_LINES_WIDE: Final = 4


def draw_cuts(pen: Pen) -> None:
    """Draw the lines along which the sheet is cut, the same on every sheet."""
    edge = 10 * MM
    for row in (1, 2, 3):
        shapes.cut_across(pen, edge, _TOP + row * _HEIGHT, A4.width * MM - 2 * edge)
    shapes.cut_down(pen, _MIDDLE, _TOP, _BOTTOM - _TOP)


def draw(pen: Pen, *, slips: Slips) -> None:
    """Draw up to six slips from the top left."""
    for place, slip in enumerate(slips.slips):
        left = A4.margin * MM + 2.5 * MM if place % 2 == 0 else _MIDDLE + _INSIDE
        _draw_slip(pen, left, _TOP + (place // 2) * _HEIGHT + 4.5 * MM, slip)


def _draw_slip(pen: Pen, x: float, y: float, slip: Slip) -> None:
    right = x + _WIDTH
    shapes.ring(pen, x + 6 * MM, y + 6 * MM, 6 * MM, slip.number, 16)
    left = x + 14.5 * MM
    pen.text(left, y + 5.2 * MM, slip.name, 13, BOLD, room=right - left)
    pen.text(left, y + 10 * MM, slip.facts, 7.6, room=right - left)
    start, step, size = 16.4 * MM, 4.2 * MM, 9.0
    if len(slip.lines) > _LINES_WIDE:
        start, step, size = 15.4 * MM, 3.3 * MM, 8.2
    base = y + start - step
    for line in slip.lines:
        base += step
        pen.right(right, base, line.figure, size)
        wide = typography.width(line.figure, size)
        pen.text(x, base, line.label, size, room=_WIDTH - wide - 2 * MM)
    pen.rule(x, base + 1.6 * MM, _WIDTH, RULE)
    base += 7.8 * MM
    wide = typography.width(slip.amount, 18, BOLD)
    pen.text(x, base, _("To receive"), 10.5, BOLD, room=_WIDTH - wide - 3 * MM)
    pen.right(right, base, slip.amount, 18, BOLD)
    base += 4.6 * MM
    floor = y + _HEIGHT - 29.6 * MM
    if slip.debt:
        _draw_debt(pen, x, base, slip)
    else:
        _draw_money(pen, x, base, floor, slip)
    _draw_receipt_of(pen, x, floor, slip)


def _draw_money(pen: Pen, x: float, base: float, floor: float, slip: Slip) -> None:
    """The amount in words, the room's own count of it, then notes and coins, largest first.

    Where a group keeps much back there is less height: the drawings shrink into it.
    """
    end = x
    for down, line in enumerate(typography.broken(slip.words, 8.2, _WIDTH)[:2]):
        base += 3.6 * MM if down else 0
        end = pen.spans(x, base, line, 8.2)
    said = typography.width(slip.spoken, 8.2) + 3 * MM if slip.spoken else 0
    if end + said <= x + _WIDTH:
        pen.right(x + _WIDTH, base, slip.spoken, 8.2)
        said = 0
    scale, lines = _money_lines(slip.pieces, floor - base - 1.6 * MM)
    middle, left = base + (1.6 + 4.0 * scale) * MM, x
    for number, line_of_money in enumerate(lines):
        middle += _MONEY_LINE * scale if number else 0
        left = _draw_pieces(pen, x, middle, line_of_money, scale)
    if said and left + said > x + _WIDTH and len(lines) == 1:
        left, middle = x, middle + _MONEY_LINE * scale
    if said and left + said <= x + _WIDTH:
        pen.right(x + _WIDTH, middle + 1, slip.spoken, 8.2)


def _draw_pieces(
    pen: Pen, x: float, middle: float, line: Sequence[tuple[int, int]], scale: float
) -> float:
    for value, count in line:
        times, size = f"{count} ×", 9 * scale
        pen.text(x, middle + size * MIDDLE, times, size, BOLD)
        left = x + typography.width(times, size, BOLD) + 1 * MM
        shapes.piece(pen, left, middle, value, scale)
        x += _piece_room(value, count, scale)
    return x


def _money_lines(
    pieces: Sequence[tuple[int, int]], room: float
) -> tuple[float, list[list[tuple[int, int]]]]:
    """The largest scale at which the pieces stand on lines of the height there is."""
    for scale in (1.0, 0.9, 0.8):
        lines = _broken(pieces, scale)
        if len(lines) * _MONEY_LINE * scale <= room:
            break
    return scale, lines


def _broken(pieces: Sequence[tuple[int, int]], scale: float) -> list[list[tuple[int, int]]]:
    lines: list[list[tuple[int, int]]] = [[]]
    used = 0.0
    for value, count in pieces:
        room = _piece_room(value, count, scale)
        if lines[-1] and used + room - _PIECE_GAP > _WIDTH:
            lines.append([])
            used = 0.0
        lines[-1].append((value, count))
        used += room
    return lines


def _piece_room(value: int, count: int, scale: float) -> float:
    times = typography.width(f"{count} ×", 9 * scale, BOLD)
    return times + 1 * MM + shapes.piece_width(value) * scale + _PIECE_GAP


def _draw_debt(pen: Pen, x: float, base: float, slip: Slip) -> None:
    pen.text(x, base + 0.8 * MM, slip.debt, 10, BOLD, room=_WIDTH)
    for down, line in enumerate(typography.broken(slip.debt_words, 8.4, _WIDTH)[:3]):
        pen.spans(x, base + (5.8 + down * 4) * MM, line, 8.4)


def _draw_receipt_of(pen: Pen, x: float, y: float, slip: Slip) -> None:
    right, y = x + _WIDTH, y + 2.0 * MM
    thumb = 26 * MM
    line_end = right - thumb - 3 * MM
    for down, label in ((2.6, slip.received_on), (9.8, _("Signature"))):
        base = y + down * MM
        pen.text(x, base, label, 8.2)
        start = x + typography.width(label, 8.2) + 2 * MM
        pen.line((start, base + 1), (line_end, base + 1), 0.5)
    base = y + 16.6 * MM
    pen.text(x, base, slip.code, 11.5, BOLD)
    end = line_end
    counted = _("counted by two")
    pen.right(end, base, counted, 7.6)
    boxes = end - typography.width(counted, 7.6) - 3 * MM
    for across in (0, 4.6):
        shapes.square(pen, boxes - across * MM - 1.6 * MM, base - 1.2 * MM, 3.6 * MM)
    pen.text(x, base + 4.2 * MM, slip.serial, 7, REGULAR, room=line_end - x)
    pen.rounded(right - thumb, y - 2 * MM, thumb, 23.6 * MM, 0.5)
    shapes.thumb(pen, right - thumb, y - 2 * MM, thumb, 23.6 * MM)
