"""Receipts: on A5 with a stub to keep, on A6 and on a roll the same facts in the same order."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from coop_ledger.i18n import _
from coop_ledger.reports import shapes, typography
from coop_ledger.reports.document import (
    A5_LANDSCAPE,
    Head,
    PaperSize,
    Receipt,
    ReceiptForm,
    ReceiptLine,
)
from coop_ledger.reports.draw import BOLD, HEAD_RULE, ITALIC, REGULAR, RULE, Pen
from coop_ledger.reports.typography import MM

_STUB: Final = (10 * MM, 56 * MM)
_CUT: Final = 72.5 * MM
_BODY: Final = (79 * MM, 121 * MM)
_FOOT: Final = 136.6 * MM
_BOX_TOP: Final = 103 * MM
_BOX: Final = 27.5 * MM
_LINE: Final = 4.9 * MM
_NOTE: Final = 4.3 * MM


def height(receipt: Receipt, size: PaperSize, head: Head) -> float:
    """How high the sheet is, in points; a roll is cut after its content."""
    if size.height:
        return size.height * MM
    return sum(step.height for step in _strip(receipt, size, head)) + 2 * size.margin * MM


def draw_form(pen: Pen, *, form: ReceiptForm, head: Head, size: PaperSize) -> None:
    """Draw what all receipts of one printing share."""
    if size is A5_LANDSCAPE:
        _draw_stub_form(pen, head)
        _draw_body_form(pen, form, head)


def draw(pen: Pen, *, receipt: Receipt, head: Head, size: PaperSize) -> None:
    """Draw one receipt."""
    if size is A5_LANDSCAPE:
        _draw_stub(pen, receipt)
        _draw_body(pen, receipt)
        return
    y = size.margin * MM
    for step in _strip(receipt, size, head):
        step.draw(pen, y)
        y += step.height


def draw_number(pen: Pen, size: PaperSize, page: str, short: str) -> None:
    """Write the page number on the receipt and on its stub; a roll says it in its last line."""
    if size is A5_LANDSCAPE:
        pen.right(_BODY[0] + _BODY[1], _FOOT, page, 6.6, BOLD)
        pen.right(_STUB[0] + _STUB[1], _FOOT, short, 6.6, BOLD)


# -- A5: the stub ----------------------------------------------------------------------------------


def _draw_stub_form(pen: Pen, head: Head) -> None:
    x, width = _STUB
    y = 10 * MM
    shapes.EMBLEMS[head.emblem](pen, x, y - 0.5 * MM, 9.5 * MM)
    pen.text(x + 12 * MM, y + 7.4 * MM, head.name, 7.4, room=width - 12 * MM)
    pen.rule(x, y + 10.4 * MM, width, RULE)
    pen.rounded(x, _BOX_TOP, 26 * MM, _BOX, 0.5)
    shapes.thumb(pen, x, _BOX_TOP, 26 * MM, _BOX)
    pen.text(x + 28.5 * MM, _BOX_TOP + 3.6 * MM, _("The member"), 7.6, room=27 * MM)
    pen.text(x + 28.5 * MM, _BOX_TOP + 20.4 * MM, _("Control code"), 7.6, room=27 * MM)
    pen.rule(x, _FOOT - 3.2 * MM, width, RULE)
    shapes.cut_down(pen, _CUT, 8 * MM, 132 * MM)


def _draw_stub(pen: Pen, receipt: Receipt) -> None:
    x, width = _STUB
    right = x + width
    pen.text(x + 12 * MM, 13.6 * MM, receipt.stub_title, 10.5, BOLD, room=width - 12 * MM)
    day = typography.width(receipt.day, 8.2)
    pen.text(x, 25.6 * MM, receipt.number, 10.5, BOLD, room=width - day - 2 * MM)
    pen.right(right, 25.6 * MM, receipt.day, 8.2)
    shapes.ring(pen, x + 5 * MM, 34.8 * MM, 5 * MM, receipt.member, 13)
    left = x + 12.6 * MM
    pen.text(left, 34.2 * MM, receipt.name, 10, BOLD, room=right - left)
    pen.text(left, 38.2 * MM, receipt.occasion, 7.6, room=right - left)
    lines = [short for line in receipt.lines for short in _short(line)]
    words = typography.broken(receipt.words, 8.0, width)[:3]
    given = [short for line in receipt.paid_out for short in _short(line)]
    rows = len(lines) + len(given) + len(receipt.after)
    room = _BOX_TOP - 68 * MM
    if (rows + len(words)) * 4.2 * MM > room:
        words = ()  # the receipt beside it has them
    step = min(_LINE, room / (rows + len(words)))
    y = 46.8 * MM
    y = _draw_pairs(pen, x, y, width, step, lines)
    pen.rule(x, y - step + 1.8 * MM, width, RULE)
    y += 2.4 * MM
    _draw_amount(pen, x, y, width, receipt, 13)
    for line in words:
        y += step + 0.8 * MM if line is words[0] else step * 0.86
        pen.spans(x, y, line, 8.0)
    y += 2.0 * MM
    pen.rule(x, y, width, RULE)
    y = _draw_pairs(pen, x, y + step, width, step, given)
    _draw_pairs(pen, x, y, width, step, receipt.after, face=BOLD)
    pen.text(x + 28.5 * MM, _BOX_TOP + 25.8 * MM, receipt.code, 12.5, BOLD)
    pen.text(x, _FOOT, receipt.stub_foot, 6.6, room=width - 8 * MM)


def _draw_pairs(
    pen: Pen,
    x: float,
    y: float,
    width: float,
    step: float,
    pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...],
    face: str = REGULAR,
    size: float = 8.8,
) -> float:
    """Labels on the left, figures on the right; the baseline after the last."""
    for label, figure in pairs:
        wide = typography.width(figure, size, face)
        pen.text(x, y, label, size, room=width - wide - 2 * MM)
        pen.right(x + width, y, figure, size, face)
        y += step
    return y


def _draw_amount(pen: Pen, x: float, y: float, width: float, receipt: Receipt, size: float) -> None:
    amount, size = typography.fitted(receipt.amount, size, BOLD, width - 12 * MM)
    wide = typography.width(amount, size, BOLD)
    pen.text(x, y, receipt.form.amount_label, 9.5, BOLD, room=width - wide - 2 * MM)
    pen.right(x + width, y, amount, size, BOLD)


def _short(line: ReceiptLine) -> tuple[tuple[str, str], ...]:
    return line.short or ((line.text, line.figure),)


# -- A5: the receipt -------------------------------------------------------------------------------


def _draw_body_form(pen: Pen, form: ReceiptForm, head: Head) -> None:
    x, width = _BODY
    right, y = x + width, 10 * MM
    shapes.EMBLEMS[head.emblem](pen, x, y - 0.5 * MM, 11 * MM)
    title = typography.width(form.title, 15, BOLD)
    cycle = max(title, typography.width(head.cycle, 8))
    left = x + 14 * MM
    pen.text(left, y + 4.0 * MM, head.name, 12.5, BOLD, room=right - left - cycle - 4 * MM)
    pen.text(left, y + 8.2 * MM, head.place, 7.8, room=right - left - cycle - 4 * MM)
    pen.right(right, y + 4.2 * MM, form.title, 15, BOLD)
    pen.right(right, y + 8.2 * MM, head.cycle, 8)
    pen.rule(x, y + 10.4 * MM, width, HEAD_RULE)
    pen.text(x + 0.5 * MM, _BOX_TOP - 1.6 * MM, form.signer_role, 8.2, BOLD, room=46 * MM)
    pen.rounded(x, _BOX_TOP, 46 * MM, _BOX, 0.5)
    pen.text(x + 1.6 * MM, _BOX_TOP + 4 * MM, form.signer, 8.2, room=43 * MM)
    pen.text(x + 1.6 * MM, _BOX_TOP + _BOX - 1.5 * MM, _("signature"), 6.8)
    pen.rounded(x + 49 * MM, _BOX_TOP, 28 * MM, _BOX, 0.5)
    label = _("member's thumb")
    shapes.thumb(pen, x + 49 * MM, _BOX_TOP, 28 * MM, _BOX, label=label)
    first, second = form.keep
    pen.right(right, _BOX_TOP + _BOX - 4.6 * MM, first, 9, BOLD, room=42 * MM)
    pen.right(right, _BOX_TOP + _BOX - 0.6 * MM, second, 8, room=42 * MM)
    code_x = right - 24.5 * MM
    for down, word in enumerate(typography.broken(_("Control code"), 7.6, 16 * MM)):
        text = "".join(piece for _face, piece in word)
        pen.right(code_x, _BOX_TOP + (5.4 + down * 3.4 - 3) * MM, text, 7.6)
    pen.rule(x, _FOOT - 3.2 * MM, width, RULE)


def _draw_body(pen: Pen, receipt: Receipt) -> None:
    x, width = _BODY
    right = x + width
    moment = typography.width(receipt.moment, 8.6)
    pen.text(x, 26.8 * MM, receipt.number, 13, BOLD, room=width - moment - 3 * MM)
    pen.right(right, 26.8 * MM, receipt.moment, 8.6, room=width * 0.66)
    shapes.ring(pen, x + 6 * MM, 38.4 * MM, 6 * MM, receipt.member, 15)
    left = x + 15 * MM
    amount = typography.width(receipt.amount, 20, BOLD)
    pen.text(left, 37.6 * MM, receipt.opening, 12, BOLD, room=right - left - amount - 3 * MM)
    pen.text(left, 42.2 * MM, receipt.opening_note, 8.2, room=right - left - amount - 3 * MM)
    pen.right(right, 40.4 * MM, receipt.amount, 20, BOLD)
    _draw_words(pen, receipt)
    pen.rule(x, 53.2 * MM, width, RULE)
    rows = len(receipt.lines) + len(receipt.paid_out) + 3
    notes = sum(bool(line.note) for line in (*receipt.lines, *receipt.paid_out))
    scale = min(1.0, 41 * MM / (rows * _LINE + notes * _NOTE + 4 * MM))
    y = _draw_lines(pen, 58.2 * MM, receipt.lines, scale)
    pen.rule(right - 26 * MM, y - _LINE * scale + 1.5 * MM, 26 * MM, RULE)
    y += 0.6 * MM
    pen.text(x, y, receipt.total_label, 9.6, BOLD, room=width - 28 * MM)
    pen.right(right, y, receipt.total, 10.5, BOLD)
    y = _draw_lines(pen, y + _LINE * scale, receipt.paid_out, scale)
    pen.rule(x, y - _LINE * scale + 2.0 * MM, width, RULE)
    y += 1.6 * MM
    pen.text(x, y, _("After this receipt"), 8.8, BOLD)
    pen.right(right, y, receipt.after_line, 8.8, room=width - 36 * MM)
    shapes.scan_code(pen, right - 22 * MM, _BOX_TOP - 5.0 * MM, 22 * MM, receipt.qr)
    pen.right(right - 24.5 * MM, _BOX_TOP + 13.4 * MM, receipt.code, 14, BOLD)
    face = BOLD if receipt.duplicate else REGULAR
    pen.text(x, _FOOT, receipt.foot, 6.6, face, room=width - 16 * MM)
    if receipt.duplicate:
        _draw_across(pen, x, receipt.duplicate)


def _draw_words(pen: Pen, receipt: Receipt) -> None:
    """The amount in words, on two smaller lines when it is long, with the room's own count."""
    x, width = _BODY
    room = width - typography.width(receipt.spoken, 8.6) - 3 * MM
    lines = typography.broken(f"**{receipt.words}**", 9.6, room)
    size, base = 9.6, 50.4 * MM
    if len(lines) > 1:
        base = 47.9 * MM
        for size in (7.8, 7.0, 6.2):
            lines = typography.broken(f"**{receipt.words}**", size, room)
            if len(lines) <= 2:
                break
    for down, line in enumerate(lines):
        pen.spans(x, base + down * 3.5 * MM, line, size)
    pen.right(x + width, 50.4 * MM, receipt.spoken, 8.6)


def _draw_across(pen: Pen, x: float, text: str) -> None:
    """The word that no copy may lose, in hollow letters: it hides nothing and costs no ink."""
    slope = math.radians(7)
    wide = typography.width(text, 40, BOLD)
    size = min(40.0, 40 * 112 * MM / wide)
    pen.outlined(x + 5 * MM, 107 * MM, text, size, (math.cos(slope), math.sin(slope)))


def _draw_lines(pen: Pen, y: float, lines: tuple[ReceiptLine, ...], scale: float) -> float:
    x, width = _BODY
    for line in lines:
        figure = typography.width(line.figure, 9.2)
        room = width - figure - 4 * MM
        text, size = typography.fitted(line.text, 9.2, REGULAR, room)
        pen.text(x, y, text, size)
        pen.leader(x + typography.width(text, size) + 2, x + width - figure - 2, y)
        pen.right(x + width, y, line.figure, 9.2)
        if line.note:
            y += _NOTE * scale
            pen.text(x + 4 * MM, y, line.note, 8.2, ITALIC, room=width - 30 * MM)
        y += _LINE * scale
    return y


# -- A6 and rolls ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """One band of a narrow receipt; a firm one keeps its height when a sheet must be filled."""

    height: float
    draw: Callable[[Pen, float], None]
    firm: bool = False


def _strip(receipt: Receipt, size: PaperSize, head: Head) -> list[_Step]:
    """The receipt from top to bottom, closer together where the sheet has an end."""
    strip = _Strip(size)
    form = receipt.form
    strip.heading(head)
    strip.rule()
    strip.pair(form.title, receipt.number, 11, BOLD, BOLD, 5.6)
    strip.pair(receipt.day, receipt.occasion, 8.4, REGULAR, REGULAR, 4.4)
    strip.rule()
    if receipt.duplicate:
        strip.centred(receipt.duplicate, 12, BOLD, 6.0)
        strip.centred(receipt.duplicate_note, 8.2, REGULAR, 4.2)
        strip.rule()
    strip.member(receipt)
    strip.pairs(receipt.lines)
    strip.rule()
    strip.amount(receipt)
    strip.wrapped(f"**{receipt.words}**", 9.5)
    strip.pair(receipt.spoken, "", 8.6, REGULAR, REGULAR, 4.4)
    if receipt.paid_out:
        strip.rule()
        strip.pairs(receipt.paid_out)
    strip.rule()
    for label, figure in receipt.after:
        strip.pair(label, figure, 9.5, REGULAR, BOLD, 5.0)
    strip.rule()
    strip.codes(receipt)
    strip.pair(form.signer_line, "", 8.4, REGULAR, REGULAR, 4.6)
    strip.rule()
    strip.centred(form.keep[0], 10, BOLD, 5.0)
    strip.centred(form.keep[1], 8.4, REGULAR, 4.2)
    strip.centred(receipt.foot, 7, REGULAR, 3.4)
    return strip.fitted()


class _Strip:
    """Gathers the bands of a narrow receipt."""

    def __init__(self, size: PaperSize):
        self.size = size
        self.x = size.margin * MM
        self.width = (size.width - 2 * size.margin) * MM
        self.right = self.x + self.width
        self.middle = size.width * MM / 2
        self.narrow = size.width < 80
        self.steps: list[_Step] = []

    def fitted(self) -> list[_Step]:
        """The bands as they are on a roll; on a sheet of fixed height drawn together to fit."""
        firm = sum(step.height for step in self.steps if step.firm)
        loose = sum(step.height for step in self.steps if not step.firm)
        room = (self.size.height - 2 * self.size.margin) * MM - firm
        if not self.size.height or loose <= room:
            return self.steps
        return [
            step if step.firm else replace(step, height=step.height * room / loose)
            for step in self.steps
        ]

    def heading(self, head: Head) -> None:
        emblem = shapes.EMBLEMS[head.emblem]
        if self.size.height:
            left = self.x + 14 * MM

            def draw_beside(pen: Pen, y: float) -> None:
                emblem(pen, self.x, y, 11 * MM)
                room = self.right - left
                pen.text(left, y + 4.2 * MM, head.name, 11.5, BOLD, room=room)
                line = " · ".join(filter(None, (head.place, head.cycle)))
                pen.text(left, y + 8.4 * MM, line, 7.8, room=room)

            self.steps.append(_Step(9.4 * MM, draw_beside, firm=True))
            return
        wide = 13 * MM
        self._add(11.2, lambda pen, y: emblem(pen, self.middle - wide / 2, y, wide))
        self.centred(head.name, 11.5, BOLD, 5.4)
        self.centred(head.place, 8.2, REGULAR, 4.0)
        self.centred(head.cycle, 8.2, REGULAR, 4.0)

    def rule(self) -> None:
        self._add(2.6, lambda pen, y: pen.rule(self.x, y + 1.3 * MM, self.width, RULE))

    def centred(self, text: str, size: float, face: str, step: float) -> None:
        lines = typography.broken(text, size, self.width)

        def draw_text(pen: Pen, y: float) -> None:
            for down, line in enumerate(lines):
                shown = "".join(piece for _face, piece in line)
                base = y + (step * (down + 1) - 1.2) * MM
                pen.centre(self.middle, base, shown, size, face, room=self.width)

        if text:
            self._add(step * len(lines) + 0.2, draw_text)

    def pair(
        self, label: str, figure: str, size: float, left: str, right: str, step: float
    ) -> None:
        wide = typography.width(figure, size, right)

        def draw_pair(pen: Pen, y: float) -> None:
            base = y + (step - 1.4) * MM
            taken = min(wide, self.width * 0.7)
            pen.text(self.x, base, label, size, left, room=self.width - taken - 2 * MM)
            if figure:
                pen.right(self.right, base, figure, size, right, room=taken + 0.1)

        if label or figure:
            self._add(step, draw_pair)

    def pairs(self, lines: tuple[ReceiptLine, ...]) -> None:
        for line in lines:
            for label, figure in _short(line):
                self.pair(label, figure, 9.5, REGULAR, REGULAR, 5.0)

    def wrapped(self, text: str, size: float) -> None:
        lines = typography.broken(text, size, self.width)

        def draw_lines(pen: Pen, y: float) -> None:
            for down, line in enumerate(lines):
                pen.spans(self.x, y + (3.4 + down * 4.2) * MM, line, size)

        self._add(len(lines) * 4.2 + 0.6, draw_lines)

    def member(self, receipt: Receipt) -> None:
        left = self.x + 13.6 * MM

        def draw_member(pen: Pen, y: float) -> None:
            shapes.ring(pen, self.x + 5.4 * MM, y + 5.8 * MM, 5.4 * MM, receipt.member, 14)
            pen.text(left, y + 5.0 * MM, receipt.opening, 10.5, BOLD, room=self.right - left)
            pen.text(left, y + 9.4 * MM, receipt.opening_note, 8.2, room=self.right - left)

        self.steps.append(_Step(12.6 * MM, draw_member, firm=True))

    def amount(self, receipt: Receipt) -> None:
        size = 13.0 if self.narrow else 16.0
        self._add(
            7.8,
            lambda pen, y: _draw_amount(pen, self.x, y + 6 * MM, self.width, receipt, size),
        )

    def codes(self, receipt: Receipt) -> None:
        high = (23 if self.size.height else 29) * MM
        side = (20 if self.narrow or self.size.height else 23) * MM
        # A thumb needs 26 mm; 58 mm paper prints 48, and the code to scan takes 20 and its margin.
        thumb = (24 if self.narrow else 26) * MM
        label = _("left thumb") if self.narrow else _("member's thumb")

        def draw_codes(pen: Pen, y: float) -> None:
            shapes.scan_code(pen, self.x, y + 0.6 * MM, side, receipt.qr)
            base, left = y + high - 0.4 * MM, self.x
            if self.size.height:
                base, left = y + 12 * MM, self.x + side + 4 * MM
            box = self.right - thumb
            size = 10.5 if self.narrow else 13.0
            pen.text(left, base, _("Code"), 8.4)
            left += typography.width(_("Code"), 8.4) + 1.5 * MM
            pen.text(left, base, receipt.code, size, BOLD)
            pen.rounded(box, y + 0.6 * MM, thumb, high, 0.5)
            shapes.thumb(pen, box, y + 0.6 * MM, thumb, high, label=label)

        self.steps.append(_Step(high + 2 * MM, draw_codes, firm=True))

    def _add(self, height: float, draw_step: Callable[[Pen, float], None]) -> None:
        self.steps.append(_Step(height * MM, draw_step))
