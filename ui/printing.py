"""From the bytes of a PDF to a picture on the screen and to paper.

Unix prints the PDF itself through `lp`, which keeps its vectors; Windows has no such door, so
the pages are painted at 300 dots an inch (`platform.md`, section 4).
"""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QImage, QPageSize, QPainter

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_

if TYPE_CHECKING:
    import pypdfium2

POINTS_AN_INCH = 72
PRINT_DPI = 300
PRINT_SECONDS_MAX = 60


class PdfPages:
    """The pages of a PDF as pictures."""

    def __init__(self, pdf: bytes) -> None:
        # PDFium is loaded when a paper is first looked at.
        import pypdfium2

        self._document: pypdfium2.PdfDocument = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, page: int) -> tuple[float, float]:
        """Return a page's width and height in points."""
        width, height = self._document.get_page_size(page)
        return float(width), float(height)

    def picture(self, page: int, scale: float) -> QImage:
        """Return a page as a picture; `scale` is pixels a point."""
        sheet = self._document[page]
        bitmap = sheet.render(scale=scale, rev_byteorder=True)
        kinds = {
            "RGB": QImage.Format.Format_RGB888,
            "RGBX": QImage.Format.Format_RGBX8888,
            "RGBA": QImage.Format.Format_RGBA8888,
            "L": QImage.Format.Format_Grayscale8,
        }
        held = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kinds[bitmap.mode]
        )
        picture = held.copy()  # the bytes belong to the bitmap
        bitmap.close()
        sheet.close()
        return picture

    def close(self) -> None:
        """Give the document back."""
        self._document.close()


def printers() -> list[str]:
    """Return the printers of this PC, the usual one first."""
    if sys.platform == "win32":
        from PySide6.QtPrintSupport import QPrinterInfo  # only to print

        usual = QPrinterInfo.defaultPrinterName()
        names = list(QPrinterInfo.availablePrinterNames())
    else:
        names = _said_by("lpstat", "-e").split()
        usual = _said_by("lpstat", "-d").rpartition(": ")[2].strip()
    return sorted(names, key=lambda name: (name != usual, name))


def _said_by(program: str, *arguments: str) -> str:
    """Return what a program of the printing system says, "" where there is none."""
    found = shutil.which(program)
    if found is None:
        return ""
    try:
        answer = subprocess.run(
            [found, *arguments], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout


def print_pdf(pdf: bytes, title: str, *, printer: str, copies: int = 1) -> None:
    """Send a PDF to a printer. Raises Refusal with what the printing system said."""
    if not printer:
        raise Refusal(
            N_("No printer is set up on this PC. Save the PDF, and print it where there is one."),
            field="printer",
        )
    if sys.platform == "win32":
        _paint_on_printer(pdf, title, printer, copies)
    else:
        _send_through_lp(pdf, title, printer, copies)


def _send_through_lp(pdf: bytes, title: str, printer: str, copies: int) -> None:
    with _file_of(pdf) as path:
        command = ["lp", "-d", printer, "-n", str(copies), "-t", title, str(path)]
        try:
            answer = subprocess.run(
                command, capture_output=True, text=True, timeout=PRINT_SECONDS_MAX, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _not_printed(printer, str(error)) from error
    if answer.returncode:
        raise _not_printed(printer, answer.stderr.strip())


def _not_printed(printer: str, said: str) -> Refusal:
    return Refusal(
        N_("The printer {value} did not take the paper: {said}. Check it, or save the PDF."),
        field="printer",
        value=printer,
        said=said,
    )


@contextmanager
def _file_of(pdf: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="coop-ledger-") as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        yield path


def _paint_on_printer(pdf: bytes, title: str, printer: str, copies: int) -> None:
    from PySide6.QtPrintSupport import QPrinter  # only to print

    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setPrinterName(printer)
    device.setDocName(title)
    device.setCopyCount(copies)
    device.setResolution(PRINT_DPI)
    device.setFullPage(True)  # else the margins move
    pages = PdfPages(pdf)
    device.setPageSize(_page_size(*pages.size(0)))
    painter = QPainter()
    if not painter.begin(device):
        raise _not_printed(printer, "QPainter.begin")
    for page in range(len(pages)):
        if page:
            device.newPage()
        painter.drawImage(0, 0, pages.picture(page, PRINT_DPI / POINTS_AN_INCH))
    painter.end()
    pages.close()


def _page_size(width: float, height: float) -> QPageSize:
    from PySide6.QtCore import QSizeF

    return QPageSize(QSizeF(width, height), QPageSize.Unit.Point)


def place_for(title: str, day: datetime.date) -> Path:
    """Return where the PDF of a paper is kept: a folder a day, under the person's documents."""
    where = QStandardPaths.StandardLocation.DocumentsLocation
    home = Path(QStandardPaths.writableLocation(where))
    name = " ".join(re.sub(r"[^\w .°-]+", " ", title).split()) or "Coop Ledger"
    return home / "Coop Ledger" / day.isoformat() / f"{name}.pdf"
