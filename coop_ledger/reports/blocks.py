"""How each block is drawn: its height for a width, then its drawing from its top left."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from coop_ledger.i18n import _
from coop_ledger.reports import shapes, typography
from coop_ledger.reports.document import (
    Agreement,
    Attendance,
    Blanks,
    Block,
    Equation,
    Gap,
    Grid,
    Leaders,
    Person,
    Point,
    ProofBars,
    Prose,
    Remember,
    Section,
    SideBySide,
    Signatures,
    Signer,
    Title,
    Together,
    WritingLines,
)
from coop_ledger.reports.draw import BOLD, REGULAR, RULE, Pen
from coop_ledger.reports.grid import GridPlan
from coop_ledger.reports.placed import Placed
from coop_ledger.reports.proofs import place_equation, place_proof_bars
from coop_ledger.reports.typography import LEADING, MIDDLE, MM

_COLUMN_GAP: Final = 10 * MM


_GAPS: Final[dict[type, float]] = {
    Section: 5.0,
    Leaders: 1.2,
    Grid: 2.0,
    Prose: 3.8,
    Point: 1.3,
    ProofBars: 4.5,
    Equation: 6.0,
    Remember: 4.2,
    Signatures: 5.5,
    SideBySide: 6.0,
    Person: 3.0,
    Agreement: 4.0,
    Attendance: 1.0,
    WritingLines: 1.0,
    Blanks: 5.0,
    Together: 5.0,
}


def gap_before(block: Block) -> float:
    """The empty height above a block that does not begin its page."""
    if isinstance(block, Together) and block.blocks:
        return gap_before(block.blocks[0])
    return _GAPS.get(type(block), 0.0) * MM


def place(block: Block, width: float) -> Placed:
    """A block measured for a width in points."""
    return _PLACE[type(block)](block, width)


def _stack(blocks: Sequence[Block], width: float) -> Placed:
    placed: list[tuple[float, Placed]] = []
    y = 0.0
    for block in blocks:
        y += gap_before(block) if placed else 0.0
        item = place(block, width)
        placed.append((y, item))
        y += item.height

    def draw(pen: Pen, x: float, top: float) -> None:
        for down, item in placed:
            item.draw(pen, x, top + down)

    return Placed(y, draw)


def _together(block: Together, width: float) -> Placed:
    return _stack(block.blocks, width)


def _side_by_side(block: SideBySide, width: float) -> Placed:
    left_width = (width - _COLUMN_GAP) * block.left_share
    right_width = width - _COLUMN_GAP - left_width
    left, right = _stack(block.left, left_width), _stack(block.right, right_width)

    def draw(pen: Pen, x: float, y: float) -> None:
        left.draw(pen, x, y)
        right.draw(pen, x + left_width + _COLUMN_GAP, y)

    return Placed(max(left.height, right.height), draw)


def _gap(block: Gap, width: float) -> Placed:
    del width
    return Placed(block.height * MM, lambda pen, x, y: None)


def _title(block: Title, width: float) -> Placed:
    lines = len(block.aside)
    height = (16.0 if block.growth else 12.2 if block.facts or lines > 1 else 8.5) * MM
    low = (9.0 if lines > 1 and not block.facts else 5.6) * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        right = x + width
        if block.growth:
            right = _draw_growth(pen, right, y + 8 * MM, block.growth) - 2 * MM
        room = width - (x + width - right)
        aside = typography.widest(block.aside, 8.2, BOLD if block.growth else REGULAR)
        pen.text(x, y + low, block.text, 17, BOLD, room=room - aside - 4 * MM)
        base = y + low
        if block.facts:
            base += 6.0 * MM
            pen.text(x, base, block.facts, 8.8, room=room - aside - 4 * MM)
        if block.growth:
            base = y + 8 * MM + 1.3 * MM + (lines - 1) * 1.9 * MM
        for back, line in enumerate(reversed(block.aside)):
            face = BOLD if block.growth and back == 0 else REGULAR
            pen.right(right, base - back * 3.8 * MM, line, 8.2, face)

    return Placed(height, draw)


def _draw_growth(pen: Pen, right: float, middle: float, growth: Sequence[str]) -> float:
    before, after = growth
    large, little = 8 * MM, 6.2 * MM
    shapes.ring(pen, right - large, middle, large, after, 16)
    start = right - 2 * large - 12 * MM
    pen.line((start + 2 * MM, middle), (right - 2 * large - 2 * MM, middle), 0.6)
    tip = right - 2 * large - 2 * MM
    pen.polyline([(tip - 4, middle - 3), (tip, middle), (tip - 4, middle + 3)], 0.6)
    pen.circle(start - little, middle, little, 0.6)
    text, size = typography.fitted(before, 12, REGULAR, little * 1.6)
    pen.centre(start - little, middle + size * MIDDLE, text, size)
    return start - 2 * little


def _section(block: Section, width: float) -> Placed:
    def draw(pen: Pen, x: float, y: float) -> None:
        left, base = x, y + 4.6 * MM
        if block.number:
            shapes.ring(pen, x + 2.7 * MM, base - 1.3 * MM, 2.7 * MM, block.number, 8.5)
            left += 7.4 * MM
        aside = typography.width(block.aside, 8) + (3 * MM if block.aside else 0)
        pen.text(left, base, block.text, 11, BOLD, room=x + width - left - aside)
        if block.aside:
            pen.right(x + width, base, block.aside, 8)
        pen.rule(x, y + 6.8 * MM, width, RULE)

    return Placed(6.8 * MM, draw)


def _leaders(block: Leaders, width: float) -> Placed:
    rows = [(block.row + (1.6 if line.strong else 0)) * MM for line in block.lines]

    def draw(pen: Pen, x: float, y: float) -> None:
        for line, height in zip(block.lines, rows, strict=False):
            base = y + height - 1.6 * MM
            size, face = (10.0, BOLD) if line.strong else (9.2, REGULAR)
            wide = typography.width(line.figure, size, face)
            if line.strong:
                pen.rule(x + width * 0.64, y + 0.6 * MM, width * 0.36, RULE)
            label, fits = typography.fitted(line.label, size, face, width - wide - 2 * MM)
            pen.text(x, base, label, fits, face)
            end = x + typography.width(label, fits, face)
            if line.ticked:
                shapes.tick(pen, end + 5 * MM, base, 9)
            if not line.strong:
                pen.leader(end + 2, x + width - wide - 2, base)
            pen.right(x + width, base, line.figure, size, face)
            y += height

    return Placed(sum(rows), draw)


def _prose(block: Prose, width: float) -> Placed:
    room = width - (6 * MM if block.ticked else 0)
    lines = typography.broken(block.text, block.size, room)
    step = block.size * LEADING

    def draw(pen: Pen, x: float, y: float) -> None:
        end, base = x, y
        for down, line in enumerate(lines):
            base = y + block.size * 0.86 + down * step
            end = pen.spans(x, base, line, block.size)
        if block.ticked:
            shapes.tick(pen, end + 5 * MM, base, 9)

    return Placed(len(lines) * step, draw)


def _point(block: Point, width: float) -> Placed:
    hanging = 8 * MM
    lines = typography.broken(block.text, block.size, width - hanging)
    step = block.size * LEADING

    def draw(pen: Pen, x: float, y: float) -> None:
        base = y + block.size * 0.86
        pen.right(x + hanging - 2.4 * MM, base, block.number, block.size)
        for down, line in enumerate(lines):
            pen.spans(x + hanging, base + down * step, line, block.size)

    return Placed(len(lines) * step, draw)


def _remember(block: Remember, width: float) -> Placed:
    height = 13.4 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        pen.rounded(x, y, width, height, RULE)
        left, right = x + 4 * MM, x + width - 4 * MM
        pen.text(left, y + 5.0 * MM, block.heading, 8.4, BOLD)
        aside = typography.widest(block.asides, 8.4)
        room = right - left - aside - (4 * MM if aside else 0)
        size = 12.0
        while size > 7 and len(typography.broken(block.text, size, room)) > 1:
            size -= 0.5
        pen.spans(left, y + 10.4 * MM, typography.broken(block.text, size, room)[0], size)
        top = y + height / 2 + 1 * MM - (len(block.asides) - 1) * 1.9 * MM
        for down, line in enumerate(block.asides):
            pen.right(right, top + down * 3.9 * MM, line, 8.4)

    return Placed(height, draw)


def _person(block: Person, width: float) -> Placed:
    height = 14.6 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        radius = 6.6 * MM
        shapes.ring(pen, x + radius, y + height / 2, radius, block.number, 18)
        left, middle = x + 2 * radius + 3.4 * MM, y + height / 2
        size = 15.0
        figure = typography.width(block.figure, size, BOLD)
        note = typography.width(block.figure_note, 8.4)
        pen.text(
            left, middle - 0.2 * MM, block.name, 14, BOLD, room=x + width - left - figure - 3 * MM
        )
        pen.text(left, middle + 4.8 * MM, block.facts, 8.2, room=x + width - left - note - 3 * MM)
        pen.right(x + width, middle - 0.2 * MM, block.figure, size, BOLD)
        pen.right(x + width, middle + 4.8 * MM, block.figure_note, 8.4)

    return Placed(height, draw)


def _attendance(block: Attendance, width: float) -> Placed:
    across = max(1, min(len(block.marks), int(width / (7.2 * MM))))
    rows = -(-len(block.marks) // across)
    # Equal rows: 30 members stand as 15 and 15, not as 25 and 5.
    across = -(-len(block.marks) // rows) if rows else 1
    high = 9.8 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        step = width / across
        for place_, (number, mark) in enumerate(block.marks):
            middle = x + (place_ % across + 0.5) * step
            top = y + (place_ // across) * high
            pen.centre(middle, top + 3.2 * MM, number, 8, room=step - 1)
            if mark:
                shapes.ring(pen, middle, top + 7 * MM, 2.2 * MM, mark, 8)
            else:
                shapes.tick(pen, middle - 1, top + 8.4 * MM, 8)

    return Placed(rows * high, draw)


def _grid(block: Grid, width: float) -> Placed:
    """A table that stands beside other blocks and never runs over a page."""
    plan = GridPlan(block, width)
    height = len(block.rows) * block.row_most * MM + plan.head_height + plan.totals_height
    part = plan.part(0, height, 0, page=1)
    assert part is not None  # the room asked for is the room it needs

    def draw(pen: Pen, x: float, y: float) -> None:
        plan.draw(pen, x, y, part)

    return Placed(part.height, draw)


def _signatures(block: Signatures, width: float) -> Placed:
    frame = block.height * MM
    height = 4.4 * MM + frame
    gap = 2.4 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        wide = (width - gap * (len(block.signers) - 1)) / len(block.signers)
        for signer in block.signers:
            _draw_signer(pen, x, y, wide, frame, signer)
            x += wide + gap

    return Placed(height, draw)


def _draw_signer(pen: Pen, x: float, y: float, width: float, height: float, signer: Signer) -> None:
    top = y + 4.4 * MM
    thumb = min(24 * MM, max(20 * MM, width * 0.4))
    pen.text(x + 0.6 * MM, y + 2.8 * MM, signer.role, 8.4, BOLD, room=width - 1 * MM)
    pen.rounded(x, top, width, height, 0.5)
    pen.line((x + width - thumb, top), (x + width - thumb, top + height), 0.4)
    room = width - thumb - 3 * MM
    for down, line in enumerate(typography.broken(signer.name, 8.2, room)[:2]):
        pen.spans(x + 1.6 * MM, top + (4.0 + down * 3.6) * MM, line, 8.2)
    pen.text(x + 1.6 * MM, top + height - 1.5 * MM, _("signature"), 6.8, room=room)
    shapes.thumb(pen, x + width - thumb, top, thumb, height)


def _agreement(block: Agreement, width: float) -> Placed:
    thumb, high = 26 * MM, 23.5 * MM
    question = 27 * MM
    room = width - thumb - question - 6 * MM
    size = 8.8
    lines = typography.broken(block.text, size, room)
    height = max(high, len(lines) * size * LEADING)

    def draw(pen: Pen, x: float, y: float) -> None:
        for down, line in enumerate(lines):
            pen.spans(x, y + size + down * size * LEADING, line, size)
        right = x + width - thumb - 3 * MM
        asked = typography.broken(block.question, 8.2, question)
        for down, line in enumerate(asked):
            text = "".join(piece for _face, piece in line)
            pen.right(right, y + size + down * 3.8 * MM, text, 8.2)
        shapes.square(pen, right - 2.4 * MM, y + size + (len(asked) * 3.8 + 1.6) * MM, 4.4 * MM)
        pen.rounded(x + width - thumb, y, thumb, high, 0.5)
        shapes.thumb(pen, x + width - thumb, y, thumb, high)

    return Placed(height, draw)


def _writing_lines(block: WritingLines, width: float) -> Placed:
    label = 5.2 * MM if block.labels else 0.0
    step = 7.0 * MM

    def draw(pen: Pen, x: float, y: float) -> None:
        for index, text in enumerate(block.labels):
            if index and index == len(block.labels) - 1:
                pen.right(x + width, y + 3.4 * MM, text, 7.4)
            else:
                pen.text(x + index * width / len(block.labels), y + 3.4 * MM, text, 7.4)
        for down in range(block.count):
            pen.rule(x, y + label + (down + 1) * step - 0.5 * MM, width, 0.5)

    return Placed(label + block.count * step, draw)


def _blanks(block: Blanks, width: float) -> Placed:
    def draw(pen: Pen, x: float, y: float) -> None:
        left, base = x, y + 4.4 * MM
        for label, room in block.fields:
            pen.text(left, base, label, 9.2)
            left += typography.width(label, 9.2) + 1.6 * MM
            pen.rule(left, base + 0.6, room * MM, 0.5)
            left += (room + 4) * MM
        pen.right(x + width, base, block.aside, 8.2, room=x + width - left)

    return Placed(5.4 * MM, draw)


# One line a block: a new one is a dataclass, a function and its line here.
_PLACE: Final[dict[type, Callable[[Any, float], Placed]]] = {
    Title: _title,
    Section: _section,
    Leaders: _leaders,
    SideBySide: _side_by_side,
    ProofBars: place_proof_bars,
    Equation: place_equation,
    Prose: _prose,
    Point: _point,
    Remember: _remember,
    Person: _person,
    Attendance: _attendance,
    Grid: _grid,
    Signatures: _signatures,
    Agreement: _agreement,
    WritingLines: _writing_lines,
    Blanks: _blanks,
    Gap: _gap,
    Together: _together,
}
