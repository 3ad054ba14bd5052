"""Places the blocks of a document on pages: heights first, drawing when every page is known."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from coop_ledger.i18n import _, fill
from coop_ledger.reports import receipts, shapes, slips, typography
from coop_ledger.reports.blocks import gap_before, place
from coop_ledger.reports.document import (
    Block,
    Document,
    Foot,
    Gap,
    Grid,
    Head,
    Leaders,
    PageBreak,
    PaperSize,
    Person,
    Receipt,
    Section,
    Slips,
    Title,
    Together,
)
from coop_ledger.reports.draw import BOLD, HEAD_RULE, REGULAR, Pen
from coop_ledger.reports.grid import GridPlan, Part
from coop_ledger.reports.placed import Draw, Placed
from coop_ledger.reports.typography import MM

# A heading is not left alone at the foot of a page.
_AFTER_HEADING: Final = 25 * MM


@dataclass(frozen=True, slots=True)
class Form:
    """A drawing that several pages share; the same key is the same drawing."""

    key: str
    draw: Callable[[Pen], None]


@dataclass(slots=True)
class Page:
    """One sheet: its size in points, what it shares with others, and what is its own."""

    width: float
    height: float
    forms: list[Form] = field(default_factory=list)
    items: list[Callable[[Pen], None]] = field(default_factory=list)

    def draw(self, pen: Pen) -> None:
        """Draw what is this page's own."""
        for item in self.items:
            item(pen)


def pages(document: Document) -> list[Page]:
    """The pages of a document, in the language it was written in."""
    flow = _Flow(document)
    for block in document.blocks:
        flow.add(block)
    return flow.finished()


class _Flow:
    """Fills page after page from the top."""

    def __init__(self, document: Document):
        self.document = document
        self.size = document.size
        self.margin = self.size.margin * MM
        self.width = self.size.width * MM - 2 * self.margin
        self.bottom = self.size.height * MM - _foot_height(self.size)
        self.pages: list[Page] = []
        self.y = 0.0
        self.before: type | None = None
        self.title: Title | Person | None = None

    def add(self, block: Block) -> None:
        match block:
            case PageBreak():
                self._new_page()
            case Receipt():
                self._add_receipt(block)
            case Slips():
                page = self._blank_page()
                page.forms.append(Form("cuts", slips.draw_cuts))
                page.items.append(partial(slips.draw, slips=block))
            case Grid():
                self._add_grid(block)
            case Leaders():
                for line in block.lines:
                    self._add_placed(replace(block, lines=(line,)))
            case _:
                self._add_placed(block)

    def finished(self) -> list[Page]:
        count = len(self.pages)
        for number, page in enumerate(self.pages, start=1):
            if not isinstance(self.document.blocks[0], Receipt):
                foot = self.document.foot
                ruled = not isinstance(self.document.blocks[0], Slips)
                draw = partial(_draw_foot, size=self.size, foot=foot, ruled=ruled)
                page.forms.append(Form("foot", draw))
            page.items.append(partial(self._draw_number, number=number, count=count))
        return self.pages

    def _draw_number(self, pen: Pen, *, number: int, count: int) -> None:
        text = fill(_("Page {page}/{pages}"), page=number, pages=count)
        if isinstance(self.document.blocks[0], Receipt):
            receipts.draw_number(pen, self.size, text, f"{number}/{count}")
            return
        pen.right(self.margin + self.width, self._foot_base(), text, 7, BOLD)

    def _foot_base(self) -> float:
        return self.size.height * MM - self.margin - 1.2 * MM

    # -- pages ---------------------------------------------------------------------------------

    def _blank_page(self) -> Page:
        page = Page(self.size.width * MM, self.size.height * MM)
        self.pages.append(page)
        self.y = self.bottom
        return page

    def _new_page(self) -> None:
        page = self._blank_page()
        head = self.document.head
        page.forms.append(Form("head", partial(_draw_head, size=self.size, head=head)))
        self.y = _head_height(self.size)
        self.before = None

    def _room(self) -> float:
        return self.bottom - self.y

    def _add_receipt(self, block: Receipt) -> None:
        height = receipts.height(block, self.size, self.document.head)
        page = Page(self.size.width * MM, height)
        draw_form = partial(
            receipts.draw_form, form=block.form, head=self.document.head, size=self.size
        )
        if self.size.height:
            page.forms.append(Form(f"receipt-{block.form.title}", draw_form))
        page.items.append(
            partial(receipts.draw, receipt=block, head=self.document.head, size=self.size)
        )
        self.pages.append(page)

    # -- blocks --------------------------------------------------------------------------------

    def _add_placed(self, block: Block) -> None:
        if isinstance(block, Title | Person):
            self.title = block
        placed = place(block, self.width)
        needed = placed.height + (_AFTER_HEADING if isinstance(block, Section) else 0)
        if not self.pages or self.y + self._gap(block) + needed > self.bottom + 0.5:
            self._new_page()
        self.y += self._gap(block)
        self._put(placed.draw, self.y)
        self.y += placed.height
        self.before = type(block)

    def _repeat_title(self) -> None:
        """Say on the next page too what the table is, and whose."""
        match self.title:
            case Title():
                self._add_placed(replace(self.title, facts="", growth=(), aside=()))
            case Person():
                self._add_placed(self.title)

    def _gap(self, block: Block) -> float:
        if self.before is None or self.before is Gap:
            return 0.0
        if self.before is Leaders and isinstance(block, Leaders):
            return 0.0
        return gap_before(block)

    def _put(self, draw: Draw, y: float) -> None:
        self.pages[-1].items.append(lambda pen: draw(pen, self.margin, y))

    def _add_grid(self, block: Grid) -> None:
        if not self.pages:
            self._new_page()
        plan = GridPlan(block, self.width)
        tail = self._tail(block)
        tail_height = gap_before(block.tail[0]) + tail.height if tail else 0.0
        self.y += self._gap(block)
        first = 0
        while True:
            part = plan.part(
                first,
                self._room(),
                tail_height,
                page=len(self.pages),
                is_fresh=self.before in {None, Title, Person},
            )
            if part is None:
                self._new_page()
                continue
            self._put(partial(_draw_part, plan=plan, part=part), self.y)
            self.y += part.height
            if part.ends:
                break
            first = part.last
            self._new_page()
            self._repeat_title()
        self.before = Grid
        if tail:
            self.y += gap_before(block.tail[0])
            self._put(tail.draw, self.y)
            self.y += tail.height
            return
        for following in block.tail:
            self._add_placed(following)

    def _tail(self, block: Grid) -> Placed | None:
        """What must stand under the table; what is as high as a page follows as it comes."""
        if not block.tail:
            return None
        tail = place(Together(blocks=block.tail), self.width)
        return tail if tail.height < 0.75 * (self.bottom - _head_height(self.size)) else None


def _draw_part(pen: Pen, x: float, y: float, *, plan: GridPlan, part: Part) -> None:
    plan.draw(pen, x, y, part)


# -- head and foot ---------------------------------------------------------------------------------


def _is_small(size: PaperSize) -> bool:
    return size.width < 200 or size.height < 210.5


def _head_height(size: PaperSize) -> float:
    return (size.margin + (13.6 if _is_small(size) else 17.6)) * MM


def _foot_height(size: PaperSize) -> float:
    return (size.margin + 6.2) * MM


def _draw_head(pen: Pen, *, size: PaperSize, head: Head) -> None:
    small = _is_small(size)
    x, y = size.margin * MM, size.margin * MM
    right = size.width * MM - x
    emblem, name, rule = (10.0, 11.0, 10.4) if small else (13.5, 14.0, 12.6)
    shapes.EMBLEMS[head.emblem](pen, x, y, emblem * MM)
    if head.qr:
        side = (10.4 if small else 12.6) * MM
        shapes.scan_code(pen, right - side, y - 1.2 * MM, side, head.qr)
        right -= side + 3 * MM
    left = x + (emblem + 3.2) * MM
    second, base_one = 8.5 if not small else 7.8, y + (4.3 if small else 5.2) * MM
    base_two = base_one + (4.0 if small else 4.9) * MM
    middle = size.width * MM / 2
    half = (middle - 40 * MM - left) if head.title else (right - left) * 0.62
    pen.text(left, base_one, head.name, name, BOLD, room=half - 4 * MM)
    pen.text(left, base_two, head.place, second, room=half - 4 * MM)
    wide = max(
        typography.width(head.cycle, second + 1, BOLD), typography.width(head.period, second)
    )
    room = min(wide, right - left - half)
    pen.right(right, base_one, head.cycle, second + 1, BOLD, room=room + 0.1)
    pen.right(right, base_two, head.period, second, room=room + 0.1)
    if head.title:
        pen.text(middle - 40 * MM, base_one + 1.4 * MM, head.title, 15, BOLD, room=50 * MM)
        start = middle - 40 * MM + typography.width(head.title, 15, BOLD) + 2 * MM
        pen.text(start, base_one + 1.4 * MM, head.title_note, 9, room=right - room - start - 4 * MM)
    pen.rule(x, y + rule * MM, size.width * MM - 2 * x, HEAD_RULE)


def _draw_foot(pen: Pen, *, size: PaperSize, foot: Foot, ruled: bool) -> None:
    x, width = size.margin * MM, (size.width - 2 * size.margin) * MM
    base = size.height * MM - size.margin * MM - 1.2 * MM
    points = 6.6 if size.width < 200 else 7.0
    if ruled:
        pen.rule(x, base - 3.2 * MM, width, 0.5)
    label = fill(_("Control code **{code}**"), code=foot.code)
    line = [*typography.spans(label), (REGULAR, f" · {foot.rests_on}" if foot.rests_on else "")]
    end = pen.spans(x, base, line, points)
    edge = x + width - 14 * MM
    wide = typography.width(foot.printed, points)
    start = max(end + 3 * MM, (end + edge - wide) / 2)
    pen.text(start, base, foot.printed, points, room=edge - start)
