"""Printing long papers, against the same pages drawn call by call on ReportLab's canvas."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from benchmarks.measure import Result, ratio
from coop_ledger import i18n
from coop_ledger.reports import layout, pdf, typography
from coop_ledger.reports.document import Document
from coop_ledger.reports.draw import REGULAR, Pen
from coop_ledger.reports.papers.receipt import receipts
from coop_ledger.reports.papers.share_out_statement import statement
from tests.reports import samples

COUNT = 1000
Call = Callable[[Canvas], None]


def results(folder: Path, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Yield 1,000 receipts and a share-out of 1,000 members (performance.md, goals 14 and 16)."""
    del folder, sizes
    with i18n.speaking("fr"):
        slips = receipts(samples.benkadi(), [_receipt(number) for number in range(COUNT)])
        shares = statement(samples.letterhead(), _share_out())
    for work, document, goal in (
        (f"{COUNT} receipts in one file, with QR: plain canvas", slips, 0.65),
        (f"statement of {COUNT} members: plain canvas", shares, 1.4),
    ):
        limit = _plain(document)
        measured = ratio(lambda document=document: pdf.render(document), limit, rounds=5)
        yield Result(work, measured, goal)


def _receipt(number: int) -> Any:
    return samples.receipt(number=number, reference=f"RC-2026-{number:06}")


def _share_out() -> Any:
    members = tuple(
        samples.member(number + 1, *samples.MAWULI[number % len(samples.MAWULI)])
        for number in range(COUNT)
    )
    fund = sum(member.paid for member in members) + 5088
    return samples.share_out(
        members,
        fund=fund,
        cash=fund,
        counted=fund,
        places={"box": fund},
        remainder=5088,
        profit=fund - sum(member.savings for member in members),
    )


# -- the limit -------------------------------------------------------------------------------------


def _plain(document: Document) -> Callable[[], bytes]:
    """Draw the same texts, lines and boxes with the canvas's own calls.

    The limit is given its layout and the patterns of its codes; the program works them out.
    """
    sheets = []
    with i18n.speaking(document.language):
        for page in layout.pages(document):
            pen = _Calls(page.height)
            for form in page.forms:
                form.draw(pen)
            page.draw(pen)
            sheets.append((page.width, page.height, pen.calls))

    def draw() -> bytes:
        file = io.BytesIO()
        canvas = Canvas(file, pageCompression=1, invariant=1)
        for width, height, calls in sheets:
            canvas.setPageSize((width, height))
            for call in calls:
                call(canvas)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    return draw


class _Calls(Pen):
    """Keeps what is drawn as calls of the canvas."""

    def __init__(self, height: float):
        super().__init__(height, lambda _face, _text: ())
        self.calls: list[Call] = []

    def text(
        self, x: float, y: float, text: str, size: float, face: str = REGULAR, *, room: float = 0.0
    ) -> None:
        if room:
            text, size = typography.fitted(text, size, face, room)
        base = self.height - y

        def call(canvas: Canvas) -> None:
            canvas.setFont(face, size)
            canvas.drawString(x, base, text)

        self.calls.append(call)

    def right(
        self, x: float, y: float, text: str, size: float, face: str = REGULAR, *, room: float = 0.0
    ) -> None:
        if room:
            text, size = typography.fitted(text, size, face, room)
        base = self.height - y

        def call(canvas: Canvas) -> None:
            canvas.setFont(face, size)
            canvas.drawRightString(x, base, text)

        self.calls.append(call)

    def line(self, start: Any, end: Any, weight: float = 0.25, **_look: Any) -> None:
        top, low = self.height - start[1], self.height - end[1]

        def call(canvas: Canvas) -> None:
            canvas.setLineWidth(weight)
            canvas.line(start[0], top, end[0], low)

        self.calls.append(call)

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.25) -> None:
        self.calls.append(lambda canvas: canvas.rect(x, self.height - y - height, width, height))

    def rounded(
        self, x: float, y: float, width: float, height: float, weight: float = 0.5, **_look: Any
    ) -> None:
        low = self.height - y - height
        self.calls.append(lambda canvas: canvas.roundRect(x, low, width, height, 4))

    def oval(
        self, x: float, y: float, across: float, down: float, weight: float = 0.5, **_look: Any
    ) -> None:
        middle = self.height - y
        self.calls.append(
            lambda canvas: canvas.ellipse(x - across, middle - down, x + across, middle + down)
        )

    def filled(self, x: float, y: float, unit: float, runs: Any) -> None:
        marks = list(runs)

        def call(canvas: Canvas) -> None:
            for column, row, length in marks:
                canvas.rect(
                    x + column * unit,
                    self.height - y - (row + 1) * unit,
                    length * unit,
                    unit,
                    stroke=0,
                    fill=1,
                )

        self.calls.append(call)
