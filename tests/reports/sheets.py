"""What stands on a page, asked of a pen that remembers: each text with its rectangle."""

from dataclasses import dataclass

from coop_ledger import i18n
from coop_ledger.reports import layout, typography
from coop_ledger.reports.document import Document
from coop_ledger.reports.draw import REGULAR, Pen


@dataclass(frozen=True)
class Written:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def overlaps(self, other: "Written", slack: float = 0.4) -> bool:
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )

    def is_inside(self, other: "Written", slack: float = 0.4) -> bool:
        return (
            other.left <= self.left + slack
            and self.right <= other.right + slack
            and other.top <= self.top + slack
            and self.bottom <= other.bottom + slack
        )


class RememberingPen(Pen):
    """Keeps every text; a mean line of Andika reaches 0.72 above and 0.1 below its baseline."""

    def __init__(self, height: float, width: float = 0):
        self.width = width
        super().__init__(height, lambda _face, text: (("/F1", f"({len(text)})"),))
        self.written: list[Written] = []
        self.frames: list[Written] = []

    def text(self, x, y, text, size, face=REGULAR, *, room=0.0):
        if room:
            text, size = typography.fitted(text, size, face, room)
        if text.strip():
            wide = typography.width(text, size, face)
            low = y + 0.1 * size
            self.written.append(Written(text, x, y - 0.72 * size, x + wide, low, size))
        super().text(x, y, text, size, face)

    def rounded(self, x, y, width, height, weight=0.5, *, radius=4):
        self.frames.append(Written("frame", x, y, x + width, y + height, 0))
        super().rounded(x, y, width, height, weight, radius=radius)

    def box(self, x, y, width, height, weight=0.25):
        self.frames.append(Written("box", x, y, x + width, y + height, 0))
        super().box(x, y, width, height, weight)

    def oval(self, x, y, across, down, weight=0.5, *, dash=""):
        if not dash:
            self.frames.append(Written("ring", x - across, y - down, x + across, y + down, 0))
        super().oval(x, y, across, down, weight, dash=dash)


def pens(document: Document) -> list[RememberingPen]:
    """A pen for each page, with what it wrote and framed."""
    found = []
    with i18n.speaking(document.language):
        for page in layout.pages(document):
            pen = RememberingPen(page.height, page.width)
            for form in page.forms:
                form.draw(pen)
            page.draw(pen)
            found.append(pen)
    return found
