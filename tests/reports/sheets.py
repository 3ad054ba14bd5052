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


class RememberingPen(Pen):
    """Keeps every text; a mean line of Andika reaches 0.72 above and 0.1 below its baseline."""

    def __init__(self, height: float):
        super().__init__(height, lambda _face, text: (("/F1", f"({len(text)})"),))
        self.written: list[Written] = []

    def text(self, x, y, text, size, face=REGULAR, *, room=0.0):
        if room:
            text, size = typography.fitted(text, size, face, room)
        if text.strip():
            wide = typography.width(text, size, face)
            low = y + 0.1 * size
            self.written.append(Written(text, x, y - 0.72 * size, x + wide, low, size))
        super().text(x, y, text, size, face)


def written(document: Document) -> list[tuple[layout.Page, list[Written]]]:
    """The texts of each page, forms included."""
    found = []
    with i18n.speaking(document.language):
        for page in layout.pages(document):
            pen = RememberingPen(page.height)
            for form in page.forms:
                form.draw(pen)
            page.draw(pen)
            found.append((page, pen.written))
    return found
