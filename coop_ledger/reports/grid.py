"""Tables that run over pages: column widths, rows on a page, sums carried forward."""

import datetime
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeGuard

from coop_ledger.i18n import _, day, fill, money
from coop_ledger.reports import shapes, typography
from coop_ledger.reports.document import (
    Boxes,
    Carry,
    Cell,
    Choices,
    Column,
    Drawing,
    Grid,
    GridRow,
    Kind,
    Piece,
    Square,
    Stamps,
    Strong,
    Tick,
    Weight,
)
from coop_ledger.reports.draw import BOLD, FIFTH, HAIRLINE, ITALIC, REGULAR, RULE, Pen
from coop_ledger.reports.typography import MIDDLE, MM

NOTHING: Final = "–"
_HEAD_SIZE: Final = 7.4
_HEAD_LINE: Final = 3.3 * MM
_TOTAL_ROW: Final = 6.4 * MM
_ASIDE_ROW: Final = 6.2 * MM
_PAD: Final = 1.3 * MM
_SIZE_LEAST: Final = 6.2
_NAME: Final = 34 * MM
# A page that ends a table shows at least so many of its rows above the total.
_LAST_ROWS: Final = 3
_RIGHT: Final = frozenset({Kind.CODE, Kind.MONEY, Kind.COUNT})

Shown = str | Strong | Drawing


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that stand on one page."""

    first: int
    last: int
    row_height: float
    height: float
    ends: bool
    brought_from: int = 0


class GridPlan:
    """A table measured for a width, ready to be cut into pages."""

    def __init__(self, grid: Grid, width: float):
        self.grid = grid
        self.width = width
        self.rows = [_shown(row, grid.columns) for row in grid.rows]
        self.totals = [_shown(row, grid.columns) for row in grid.totals]
        self.running = _running(grid)
        self.size = grid.size
        self.widths = self._column_widths()
        self.tight = self._tight()
        self.edges = _edges(self.widths)
        lines = max(column.title.count("\n") + bool(column.title) for column in grid.columns)
        self.head_height = lines * _HEAD_LINE + 1.6 * MM if lines else 0.0
        self.carries = bool(self.running)
        self.totals_height = sum(_height_of(row) for row in grid.totals)

    # -- widths --------------------------------------------------------------------------------

    def _column_widths(self) -> list[float]:
        """Every column as wide as it needs; what is left goes to those that grow, and around."""
        columns = self.grid.columns
        natural = [self._natural(index) for index in range(len(columns))]
        while self._least(natural) > self.width and self.size > _SIZE_LEAST:
            self.size -= 0.2
            natural = [self._natural(index) for index in range(len(columns))]
        left = self.width - sum(natural)
        growing = [index for index, column in enumerate(columns) if column.grows]
        if left < 0 and growing:
            for index in growing:
                natural[index] += left / len(growing)
            return natural
        shares = [0.0 if c.width else 3.0 if c.grows else 1.0 for c in columns]
        # The first column hugs the second: a number stands beside its name.
        if len(columns) > 1 and columns[0].kind in _RIGHT and columns[1].kind is Kind.TEXT:
            shares[0] = 0.0
        whole = sum(shares) or 1.0
        return [
            wide + max(left, 0) * share / whole
            for wide, share in zip(natural, shares, strict=False)
        ]

    def _least(self, natural: Sequence[float]) -> float:
        """The width below which figures must be written smaller: names give way before them."""
        columns = zip(self.grid.columns, natural, strict=True)
        return sum(min(wide, _NAME) if column.grows else wide for column, wide in columns)

    def _natural(self, index: int) -> float:
        column = self.grid.columns[index]
        if column.width:
            return column.width * MM
        title = typography.widest(column.title.split("\n"), _HEAD_SIZE)
        face = BOLD if column.strong else REGULAR
        cells = [row[index] for row in self.rows]
        drawn = max((_drawing_width(cell) for cell in cells if _is_drawing(cell)), default=0.0)
        texts = (cell for cell in cells if isinstance(cell, str))
        strong = [str(cell.value) for cell in cells if isinstance(cell, Strong)]
        if column.kind in _RIGHT:
            strong += [str(row[index]) for row in self.totals]
            strong += [figure(sum_) for sum_ in self.running.get(index, ())[-1:]]
        wide = max(
            title,
            drawn,
            typography.widest(texts, self.size, face),
            typography.widest(strong, self.size, BOLD),
        )
        return wide + 2 * _PAD

    def _tight(self) -> list[bool]:
        tight = []
        for index, column in enumerate(self.grid.columns):
            face = BOLD if column.strong else REGULAR
            texts = (row[index] for row in self.rows)
            wide = typography.widest((t for t in texts if isinstance(t, str)), self.size, face)
            tight.append(wide > self.widths[index] - 2 * _PAD + 0.01)
        return tight

    # -- pages ---------------------------------------------------------------------------------

    def part(
        self, first: int, room: float, tail: float, *, page: int, is_fresh: bool = True
    ) -> Part | None:
        """As many rows as fit in `room` from `first` on, or None to begin on a fresh page.

        The last rows stand with the totals and `tail`, the height of what is
        signed under them.
        """
        grid, left = self.grid, len(self.rows) - first
        least, most = grid.row_least * MM, grid.row_most * MM
        fixed = self.head_height + (_ASIDE_ROW if first and self.carries else 0)
        ending = room - fixed - self.totals_height - tail
        if ending >= left * least - 0.01:
            high = min(most, ending / left) if left else most
            height = fixed + left * high + self.totals_height
            return Part(first, len(self.rows), high, height, ends=True, brought_from=page - 1)
        carry = _TOTAL_ROW if self.carries else 0
        count = int((room - fixed - carry) / least + 0.001)
        count = min(count, left - min(_LAST_ROWS, left - 1)) if left else 0
        if count < min(_LAST_ROWS, left) and not is_fresh:
            return None
        count = max(count, 1) if left else 0
        high = min(most, (room - fixed - carry) / count) if count < left else least
        height = fixed + count * high + carry
        return Part(first, first + count, high, height, ends=False, brought_from=page - 1)

    def _carry_row(self, label: str, rows: int) -> list[Shown]:
        cells: list[Shown] = []
        named = False
        for index, column in enumerate(self.grid.columns):
            if index in self.running:
                cells.append(figure(self.running[index][rows - 1]))
            elif column.grows and not named:
                cells.append(label)
                named = True
            else:
                cells.append("")
        return cells

    # -- drawing -------------------------------------------------------------------------------

    def draw(self, pen: Pen, x: float, y: float, part: Part) -> None:
        """Draw one page's rows with what was brought forward and what is carried."""
        y = self._draw_head(pen, x, y)
        if part.first and self.carries:
            label = fill(_("Brought forward from page {page}"), page=part.brought_from)
            row = self._carry_row(label, part.first)
            self._draw_row(pen, x, y, _ASIDE_ROW, row, Weight.ASIDE)
            y += _ASIDE_ROW
            pen.rule(x, y, self.width, FIFTH)
        top = y
        for index in range(part.first, part.last):
            row_weight = self.grid.rows[index].weight
            self._draw_row(pen, x, y, part.row_height, self.rows[index], row_weight)
            y += part.row_height
            if index + 1 < part.last:
                fifth = self.grid.fives and (index + 1) % 5 == 0
                pen.rule(x, y, self.width, FIFTH if fifth else HAIRLINE, grey=not fifth)
        self._draw_uprights(pen, x, top, y)
        pen.rule(x, y, self.width, RULE)
        if not part.ends and self.carries:
            row = self._carry_row(_("Carried forward"), part.last)
            self._draw_row(pen, x, y, _TOTAL_ROW, row, Weight.TOTAL)
            pen.rule(x, y + _TOTAL_ROW, self.width, RULE)
        if part.ends:
            self._draw_totals(pen, x, y)

    def _draw_head(self, pen: Pen, x: float, y: float) -> float:
        if not self.head_height:
            return y
        bottom = y + self.head_height
        for column, left, right in zip(self.grid.columns, self.edges, self.edges[1:], strict=False):
            lines = column.title.split("\n")
            for back, line in enumerate(reversed(lines)):
                base = bottom - 1.4 * MM - back * _HEAD_LINE
                room = right - left - _PAD
                if column.kind in _RIGHT:
                    pen.right(x + right - _PAD, base, line, _HEAD_SIZE, room=room)
                elif column.kind is Kind.DRAWING:
                    pen.centre(x + (left + right) / 2, base, line, _HEAD_SIZE, room=room)
                else:
                    pen.text(x + left + _PAD, base, line, _HEAD_SIZE, room=room)
        pen.rule(x, bottom, self.width, RULE)
        return bottom

    def _draw_row(
        self, pen: Pen, x: float, y: float, height: float, cells: Sequence[Shown], weight: Weight
    ) -> None:
        base = y + height / 2 + self.size * MIDDLE
        whole = weight is not Weight.ITEM
        for index, cell in enumerate(cells):
            if cell == "":
                continue
            column, left, right = self.grid.columns[index], self.edges[index], self.edges[index + 1]
            face = _face(column, weight)
            if isinstance(cell, Strong):
                cell, face = str(cell.value), BOLD
            elif not isinstance(cell, str):
                _draw_drawing(pen, x + left, y, right - left, height, cell)
                continue
            text, size = cell, self.size
            if whole and column.kind not in _RIGHT:
                room = self._open_room(index, cells)
                text, size = typography.fitted(text, size, face, room)
            elif self.tight[index]:
                text, size = typography.fitted(text, size, face, right - left - 2 * _PAD)
            if column.kind in _RIGHT:
                pen.right(x + right - _PAD, base, text, size, face)
            else:
                pen.text(x + left + _PAD, base, text, size, face)

    def _open_room(self, index: int, cells: Sequence[Shown]) -> float:
        """The width of a cell and of the empty ones after it."""
        following = next((i for i in range(index + 1, len(cells)) if cells[i] != ""), len(cells))
        right = self.edges[min(following, index + 1)]
        if following > index + 1:
            right = self.edges[following]
        if following < len(cells):
            text = cells[following]
            wide = typography.width(text, self.size, BOLD) if isinstance(text, str) else 0
            right = max(right, self.edges[following + 1] - wide - 2 * _PAD)
        return right - self.edges[index] - 2 * _PAD

    def _draw_totals(self, pen: Pen, x: float, y: float) -> None:
        for row, cells in zip(self.grid.totals, self.totals, strict=False):
            height = _height_of(row)
            self._draw_row(pen, x, y, height, cells, row.weight)
            y += height
            if row.weight is Weight.TOTAL:
                pen.rule(x, y, self.width, RULE)
            elif row.weight is Weight.BALANCE:
                start = self.edges[-2]
                pen.rule(x + start, y - height, self.width - start, RULE)
                pen.rule(x + start, y - 1.6, self.width - start, RULE)
                pen.rule(x + start, y, self.width - start, RULE)

    def _draw_uprights(self, pen: Pen, x: float, top: float, bottom: float) -> None:
        for index, column in enumerate(self.grid.columns):
            if column.ruled:
                edge = x + self.edges[index]
                pen.line((edge, top), (edge, bottom), 0.5)


# -- cells -----------------------------------------------------------------------------------------


def _running(grid: Grid) -> dict[int, list[int]]:
    """For each column that is carried, what stands at its foot after each row."""
    running = {}
    for index, column in enumerate(grid.columns):
        amounts = [_amount(row.cells[index]) for row in grid.rows]
        if column.carry is Carry.SUM:
            running[index] = list(itertools.accumulate(amounts))
        elif column.carry is Carry.LAST:
            running[index] = amounts
    return running


def _shown(row: GridRow, columns: Sequence[Column]) -> list[Shown]:
    return [_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True)]


def _cell(cell: Cell, column: Column) -> Shown:
    match cell:
        case None:
            return ""
        case int():
            return figure(cell)
        case datetime.date():
            return day(cell)
        case Strong(value=value):
            return Strong(figure(value) if isinstance(value, int) else value)
        case _:
            return cell


def figure(amount: int) -> str:
    """An amount in a column without its unit; nothing is a dash, an empty cell is a question."""
    return money(amount) if amount else NOTHING


def _amount(cell: Cell) -> int:
    value = cell.value if isinstance(cell, Strong) else cell
    return value if isinstance(value, int) else 0


def _face(column: Column, weight: Weight) -> str:
    if weight in {Weight.TOTAL, Weight.BALANCE}:
        return BOLD
    if weight is Weight.ASIDE:
        return ITALIC
    return BOLD if column.strong else REGULAR


def _height_of(row: GridRow) -> float:
    return _TOTAL_ROW if row.weight is Weight.TOTAL else _ASIDE_ROW


def _edges(widths: Sequence[float]) -> list[float]:
    edges = [0.0]
    for wide in widths:
        edges.append(edges[-1] + wide)
    return edges


# -- drawings in cells -----------------------------------------------------------------------------

_STEP_CHOICE: Final = 5.6 * MM
_STEP_STAMP: Final = 4.6 * MM
_STEP_BOX: Final = 6.6 * MM


def _is_drawing(cell: Shown) -> TypeGuard[Drawing]:
    return not isinstance(cell, str | Strong)


def _drawing_width(drawing: Drawing) -> float:
    match drawing:
        case Piece():
            return 20 * MM
        case Choices(letters=letters):
            return len(letters) * _STEP_CHOICE
        case Stamps(of=of):
            return of * _STEP_STAMP
        case Boxes(of=of):
            return of * _STEP_BOX
        case Square() | Tick():
            return 5 * MM


def _draw_drawing(
    pen: Pen, x: float, y: float, width: float, height: float, drawing: Drawing
) -> None:
    middle, centre = y + height / 2, x + width / 2
    start = centre - _drawing_width(drawing) / 2
    match drawing:
        case Piece(value=value):
            shapes.either_piece(pen, centre, middle, value)
        case Choices(letters=letters):
            for place, letter in enumerate(letters):
                across = start + (place + 0.5) * _STEP_CHOICE
                pen.circle(across, middle, 2.0 * MM, 0.4)
                pen.centre(across, middle + 6 * MIDDLE, letter, 6)
        case Stamps(full=full, of=of):
            for place in range(of):
                across = start + (place + 0.5) * _STEP_STAMP
                if place < full:
                    shapes.stamp(pen, across, middle)
                else:
                    pen.line((across - 2.5, middle), (across + 2.5, middle), 0.5)
        case Boxes(of=of):
            high = min(5 * MM, height - 1.6 * MM)
            for place in range(of):
                left = start + place * _STEP_BOX + 0.3 * MM
                pen.box(left, middle - high / 2, _STEP_BOX - 0.6 * MM, high, 0.4)
        case Square():
            shapes.square(pen, centre, middle)
        case Tick():
            shapes.tick(pen, centre - 1, middle + 2.2)
