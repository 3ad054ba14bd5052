"""Documents to PDF: pages drawn once into ReportLab's file, the same bytes every time."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from coop_ledger import i18n
from coop_ledger.progress import Progress, silent
from coop_ledger.reports import layout, typography
from coop_ledger.reports.document import Document
from coop_ledger.reports.draw import Pen, Run

# Text armour for old mail costs a third of the time and a fifth of the file.
rl_config.useA85 = 0

PROGRAM: Final = "Coop Ledger"
# A string in a PDF stands in parentheses; these bytes must be marked in it.
_ESCAPES: Final = {
    byte: f"\\{byte:03o}" for byte in (*range(32), *range(127, 256), ord("("), ord(")"), ord("\\"))
}


class _Letters:
    """Turns text into the codes of the fonts embedded in one file, remembering each letter."""

    def __init__(self, canvas: Canvas):
        self.canvas = canvas
        self.first: dict[str, dict[str, str]] = {face: {} for face in typography.FACES}
        self.runs: dict[tuple[str, str], tuple[Run, ...]] = {}

    def encode(self, face: str, text: str) -> tuple[Run, ...]:
        """The font and the code of each run of letters."""
        known = self.first[face]
        try:
            return ((known[""], f"({''.join([known[letter] for letter in text])})"),)
        except KeyError:
            return self._learn(face, text)

    def _learn(self, face: str, text: str) -> tuple[Run, ...]:
        font = typography.font(face)
        # What splitString keeps its subsets by has no public name, and none in the stubs.
        document = self.canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
        runs = []
        for subset, codes in font.splitString(text, document):
            name = font.getSubsetInternalName(subset, document)
            runs.append((name, f"({codes.decode('latin-1').translate(_ESCAPES)})"))
            if subset == 0:
                self.first[face][""] = name
        for letter in set(text):
            ((subset, code),) = font.splitString(letter, document)
            if subset == 0:
                self.first[face][letter] = code.decode("latin-1").translate(_ESCAPES)
        return tuple(runs)


def render(document: Document, progress: Progress = silent) -> bytes:
    """A document as the bytes of a PDF; the same document gives the same bytes."""
    return render_all([document], progress)


def render_all(documents: Iterable[Document], progress: Progress = silent) -> bytes:
    """Several documents one after the other in one PDF, each with its own page numbers."""
    documents = list(documents)
    first = documents[0]
    file = io.BytesIO()
    typography.font(typography.REGULAR)
    canvas = Canvas(
        file,
        pageCompression=1,
        invariant=1,
        initialFontName=typography.REGULAR,  # type: ignore[arg-type]  # a name, whatever the stubs say
        lang=first.language,
    )
    canvas.setTitle(first.title)
    canvas.setAuthor(first.head.name)
    canvas.setSubject(first.head.period)
    canvas.setCreator(PROGRAM)
    canvas.setProducer(PROGRAM)
    letters = _Letters(canvas)
    for number, document in enumerate(documents):
        with i18n.speaking(document.language):
            _draw(canvas, letters, document, str(number), progress)
    canvas.save()
    return file.getvalue()


def write(document: Document, path: Path, progress: Progress = silent) -> None:
    """Write a document to a file. Raises OSError when the file cannot be written."""
    path.write_bytes(render(document, progress))


def _draw(
    canvas: Canvas, letters: _Letters, document: Document, name: str, progress: Progress
) -> None:
    pages = layout.pages(document)
    names: dict[str, str] = {}
    for number, page in enumerate(pages, start=1):
        canvas.setPageSize((page.width, page.height))
        for form in page.forms:
            if form.key not in names:
                names[form.key] = f"{name}-{len(names)}"
                pen = Pen(page.height, letters.encode)
                form.draw(pen)
                canvas.beginForm(names[form.key], 0, 0, page.width, page.height)
                canvas.addLiteral("\n".join(pen.operators))
                canvas.endForm()
            canvas.doForm(names[form.key])
        pen = Pen(page.height, letters.encode)
        page.draw(pen)
        canvas.addLiteral("\n".join(pen.operators))
        canvas.showPage()
        progress.step(number, len(pages))
