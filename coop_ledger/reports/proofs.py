"""Drawings that prove a sum: bars of the same length, and the equation they come to."""

from collections.abc import Sequence
from typing import Final

from coop_ledger.reports import shapes, typography
from coop_ledger.reports.document import BarPart, Equation, ProofBars
from coop_ledger.reports.draw import BOLD, ITALIC, RULE, Pen
from coop_ledger.reports.placed import Placed
from coop_ledger.reports.typography import MM

_BAR_CAPTION: Final = 5.6 * MM
_BAR: Final = 10.6 * MM
_BAR_OUTSIDE: Final = 4.4 * MM


def place_proof_bars(block: ProofBars, width: float) -> Placed:
    """Bars of the same length, their parts as long as their amounts."""
    below = [
        _BAR_OUTSIDE if any(_is_sliver(part, bar.parts, width) for part in bar.parts) else 0.0
        for bar in block.bars
    ]

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, bar in enumerate(block.bars):
            base = y + _BAR_CAPTION - 1.7 * MM
            pen.text(x + 1.5 * MM, base, bar.caption, 8.8, room=width * 0.74)
            pen.right(x + width - 1.5 * MM, base, bar.total, 9.4, BOLD)
            if index:
                for edge in (x, x + width):
                    top = (edge, y - below[index - 1])
                    pen.line(top, (edge, y + _BAR_CAPTION), 0.5, dash="[0.5 1.6]")
            _draw_bar(pen, x, y + _BAR_CAPTION, width, _BAR, bar.parts)
            y += _BAR_CAPTION + _BAR + below[index]

    return Placed(len(block.bars) * (_BAR_CAPTION + _BAR) + sum(below), draw)


def _lengths(parts: Sequence[BarPart], width: float) -> list[float]:
    """Each part as long as its amount; one that is not nothing is at least seen."""
    whole = sum(part.amount for part in parts) or 1
    lengths = [max(width * part.amount / whole, 1.8 if part.amount else 0) for part in parts]
    longest = max(range(len(lengths)), key=lengths.__getitem__)
    lengths[longest] -= sum(lengths) - width
    return lengths


def _part_width(part: BarPart) -> float:
    label = typography.width(part.label, 7.8)
    return max(label, typography.width(part.figure, 9.6, BOLD)) + 3 * MM


def _is_sliver(part: BarPart, parts: Sequence[BarPart], width: float) -> bool:
    length = _lengths(parts, width)[parts.index(part)]
    return bool(part.amount) and length < _part_width(part)


def _draw_bar(
    pen: Pen, x: float, y: float, width: float, height: float, parts: Sequence[BarPart]
) -> None:
    pen.box(x, y, width, height, 0.7)
    left, outside = x, []
    for part, length in zip(parts, _lengths(parts, width), strict=True):
        if left > x and part.amount:
            pen.line((left, y), (left, y + height), 0.7)
        middle = left + length / 2
        if part.amount and length >= _part_width(part):
            pen.centre(middle, y + height / 2 - 0.8 * MM, part.label, 7.8)
            pen.centre(middle, y + height / 2 + 3.4 * MM, part.figure, 9.6, BOLD)
        elif part.amount:
            outside.append(f"{part.label} {part.figure}")
        left += length
    # What is too thin to be written in is named below, at the bar's end.
    label = " · ".join(outside)
    pen.right(x + width - 1.5 * MM, y + height + 3.3 * MM, label, 8.4, BOLD, room=width - 3 * MM)


def place_equation(block: Equation, width: float) -> Placed:
    """The framed sum, its terms in equal steps."""
    height = 19 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rounded(x, y, width, height, RULE)
        shapes.ring(pen, x + 6.2 * MM, y + height / 2, 2.9 * MM, block.number, 9)
        left = x + 13 * MM
        remark = min(width * 0.24, 44 * MM) if block.remark else 0
        step = (x + width - remark - 3 * MM - left) / len(block.terms)
        for index, term in enumerate(block.terms):
            middle = left + step * (index + 0.5)
            pen.centre(middle, y + 5.2 * MM, term.label, 8.2, room=step - 6 * MM)
            pen.centre(middle, y + 11.4 * MM, term.figure, 16, BOLD, room=step - 7 * MM)
            pen.centre(middle, y + 16.2 * MM, term.note, 7.6, ITALIC, room=step)
            if term.sign:
                pen.centre(left + step * index, y + 11.2 * MM, term.sign, 14)
        if block.remark:
            lines = typography.broken(block.remark, 8.4, remark)
            top = y + height / 2 - (len(lines) - 1) * 1.9 * MM + 1 * MM
            for down, line in enumerate(lines):
                pen.spans(x + width - remark - 2 * MM, top + down * 3.9 * MM, line, 8.4)

    return Placed(height, draw)
