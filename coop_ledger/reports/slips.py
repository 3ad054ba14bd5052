"""Six slips on a sheet: one for each envelope, cut apart along the dashes."""

from collections.abc import Sequence
from typing import Final

from coop_ledger.i18n import _
from coop_ledger.reports import shapes, typography
from coop_ledger.reports.document import A4, Slip, Slips
from coop_ledger.reports.draw import BOLD, REGULAR, RULE, Pen
from coop_ledger.reports.typography import MM

PER_SHEET: Final = 6
_TOP: Final = 10 * MM
_BOTTOM: Final = 279.4 * MM
_HEIGHT: Final = (_BOTTOM - _TOP) / 3
_MIDDLE: Final = A4.width * MM / 2
_INSIDE: Final = 5 * MM
_WIDTH: Final = _MIDDLE - A4.margin * MM - 2 * _INSIDE + 2 * MM
_MONEY_LINE: Final = 7.4 * MM


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
    base = y + 16.4 * MM
    for line in slip.lines:
        pen.right(right, base, line.figure, 9)
        wide = typography.width(line.figure, 9)
        pen.text(x, base, line.label, 9, room=_WIDTH - wide - 2 * MM)
        base += 4.2 * MM
    base -= 4.2 * MM
    pen.rule(x, base + 1.6 * MM, _WIDTH, RULE)
    base += 8.0 * MM
    wide = typography.width(slip.amount, 18, BOLD)
    pen.text(x, base, _("To receive"), 10.5, BOLD, room=_WIDTH - wide - 3 * MM)
    pen.right(right, base, slip.amount, 18, BOLD)
    base += 4.6 * MM
    if slip.debt:
        _draw_debt(pen, x, base, slip)
    else:
        _draw_money(pen, x, base, slip)
    _draw_receipt_of(pen, x, y + _HEIGHT - 29.0 * MM, slip)


def _draw_money(pen: Pen, x: float, base: float, slip: Slip) -> None:
    """The amount in words, the room's own count of it, then notes and coins, largest first."""
    end = x
    for down, line in enumerate(typography.broken(slip.words, 8.2, _WIDTH)[:2]):
        base += 3.6 * MM if down else 0
        end = pen.spans(x, base, line, 8.2)
    said = typography.width(slip.spoken, 8.2) + 3 * MM if slip.spoken else 0
    beside = end + said <= x + _WIDTH
    if beside:
        pen.right(x + _WIDTH, base, slip.spoken, 8.2)
    middle, left = base + 5.6 * MM, x
    for number, line_of_money in enumerate(_money_lines(slip.pieces)):
        middle += _MONEY_LINE if number else 0
        left = _draw_pieces(pen, x, middle, line_of_money)
    if not beside:
        middle += 0 if left + said <= x + _WIDTH else _MONEY_LINE
        pen.right(x + _WIDTH, middle + 1, slip.spoken, 8.2)


def _draw_pieces(pen: Pen, x: float, middle: float, line: Sequence[tuple[int, int]]) -> float:
    for value, count in line:
        times = f"{count} ×"
        pen.text(x, middle + 3.2, times, 9, BOLD)
        shapes.piece(pen, x + typography.width(times, 9, BOLD) + 1 * MM, middle, value)
        x += _piece_room(value, count) + 2.4 * MM
    return x


def _money_lines(pieces: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Two lines at most; the drawings stand closer where there are many."""
    for gap in (2.4, 1.6, 0.8):
        lines: list[list[tuple[int, int]]] = [[]]
        used = 0.0
        for value, count in pieces:
            room = _piece_room(value, count)
            if lines[-1] and used + room > _WIDTH:
                lines.append([])
                used = 0.0
            lines[-1].append((value, count))
            used += room + gap * MM
        if len(lines) <= 2:
            break
    return lines


def _draw_debt(pen: Pen, x: float, base: float, slip: Slip) -> None:
    pen.text(x, base + 0.8 * MM, slip.debt, 10, BOLD, room=_WIDTH)
    for down, line in enumerate(typography.broken(slip.debt_words, 8.4, _WIDTH)[:3]):
        pen.spans(x, base + (5.8 + down * 4) * MM, line, 8.4)


def _piece_room(value: int, count: int) -> float:
    return typography.width(f"{count} ×", 9, BOLD) + 1 * MM + shapes.piece_width(value)


def _draw_receipt_of(pen: Pen, x: float, y: float, slip: Slip) -> None:
    right = x + _WIDTH
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
