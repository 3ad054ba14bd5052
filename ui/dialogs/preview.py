"""A paper before it is printed: look, turn the pages, choose size and printer, print or keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QWidget

from coop_ledger import i18n
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from coop_ledger.progress import Progress
from ui import printing, theme
from ui.widgets.button import Button, IconButton, Look
from ui.widgets.card import EmptyState
from ui.widgets.field import Choice, Field
from ui.widgets.label import Label, key_text
from ui.widgets.layout import column, row, upright
from ui.widgets.message import MessageStrip
from ui.widgets.money import CountEdit
from ui.workspace import Workspace

Make = Callable[[str, Progress], bytes]
# Pixels a point at 100 %: a screen shows 96 dots an inch.
SCALE = 96 / 72
SCALE_LEAST, SCALE_MOST = 0.5, 6.0
# Pages so large are read by their width; smaller papers are seen whole.
READ_BY_WIDTH = 560  # points; an A5 page is 420 wide, an A4 page 595


class Sheet(QWidget):
    """One page as a picture, as large as it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()

    def show_picture(self, picture: QPixmap) -> None:
        """Show a page."""
        self._picture = picture
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        return self._picture.deviceIndependentSize().toSize() + QSize(2, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(1, 1, self._picture)
        painter.setPen(QPen(theme.colour("rule"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Preview(QDialog):
    """The dialog. `make` draws the paper in a size, beside the window.

    `delivered` tells that it was printed or kept: a receipt is then counted.
    """

    delivered = Signal()

    def __init__(
        self,
        workspace: Workspace,
        title: str,
        make: Make,
        *,
        paper: str,
        formats: Sequence[str] = ("A4",),
        file_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._workspace, self._title, self._make, self._paper = workspace, title, make, paper
        self._file_name = file_name or title
        self._pages: printing.PdfPages | None = None
        self.pdf = b""
        # A scale that was asked for, else the page is fitted: "width", "page", or as it is best read.
        self.page, self._scale, self._fit = 0, 0.0, ""
        self._build(formats)
        self._bind()
        self.resize(parent.size() * 0.94 if parent is not None else QSize(1200, 720))
        self._draw()

    # -- building ----------------------------------------------------------------------------------

    def _build(self, formats: Sequence[str]) -> None:
        self.strip = MessageStrip(closable=True)
        self.sheet = Sheet()
        self.sheet.setAccessibleName(self._title)
        self.area = QScrollArea()
        self.area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area.setAccessibleName(_("The paper"))
        self.waiting = EmptyState(_("The paper is being drawn…"))
        self.area.setWidget(self.sheet)
        side = QWidget()
        theme.keep_size(side, width=280)
        self._fill_side(side, formats)
        row(
            column(self._turning(), self.strip, self.waiting, self.area, spacing=8),
            side,
            spacing=16,
            margins=(16, 12),
            parent=self,
        )
        self.area.hide()

    def _turning(self) -> QWidget:
        bar = QWidget()
        self.before = IconButton("chevron-left", _("Page before (PgUp)"))
        self.after = IconButton("chevron-right", _("Next page (PgDn)"))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.place = Label("", "label")
        smaller = Button(_("Smaller"), Look.QUIET, height=32)
        larger = Button(_("Larger"), Look.QUIET, height=32)
        wide = Button(_("Page width"), Look.QUIET, height=32)
        whole = Button(_("Whole page"), Look.QUIET, height=32)
        for button, key in ((smaller, "Ctrl+-"), (larger, "Ctrl++"), (whole, "Ctrl+0")):
            button.setToolTip(key_text(key))
        smaller.clicked.connect(lambda: self.zoom(1 / 1.25))
        larger.clicked.connect(lambda: self.zoom(1.25))
        wide.clicked.connect(lambda: self.fit("width"))
        whole.clicked.connect(lambda: self.fit("page"))
        title = Label(self._title, "card")
        turn = row(self.before, self.place, self.after, upright(), smaller, larger, wide, whole)
        row(title, 1, turn, parent=bar)
        return bar

    def _bind(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "Ctrl++": lambda: self.zoom(1.25),
            "Ctrl+=": lambda: self.zoom(1.25),
            "Ctrl+-": lambda: self.zoom(1 / 1.25),
            "Ctrl+0": lambda: self.fit("page"),
        }
        for key, deed in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(deed)

    def _fill_side(self, side: QWidget, formats: Sequence[str]) -> None:
        settings = self._workspace.settings
        self.format = Choice((name, name) for name in formats)
        self.format.choose(settings.paper_formats.get(self._paper, formats[0]))
        self.format.currentIndexChanged.connect(self._draw)
        found = printing.printers()
        self.printer = Choice((name, name) for name in found)
        self.printer.choose(settings.printers.get(self._paper, ""))
        self.copies = CountEdit(width=90)
        self.copies.set_value(1)
        self.print_button = Button(_("Print"), Look.PRIMARY, icon="print", key="Ctrl+P", bind=True)
        self.print_button.clicked.connect(self.print_it)
        self.save_button = Button(_("Keep as PDF"), icon="document", key="Ctrl+S", bind=True)
        self.save_button.clicked.connect(self.save)
        close = Button(_("Back"), key="Esc")
        close.clicked.connect(self.close)
        column(
            Field(_("Si&ze of the paper"), self.format),
            Field(_("&Printer"), self.printer) if found else _no_printer(self.printer),
            Field(_("&Copies"), self.copies),
            1,
            self.print_button,
            self.save_button,
            close,
            spacing=12,
            parent=side,
        )
        self._set_ready(ready=False)

    # -- drawing -----------------------------------------------------------------------------------

    def _draw(self) -> None:
        self._set_ready(ready=False)
        size, make = self.format.value(), self._make
        job = self._workspace.jobs.start(
            _("The paper is being drawn"), lambda progress: make(size, progress), self._on_drawn
        )
        # What went wrong is told by the window; an empty preview has nothing to add.
        job.failed.connect(self.reject)
        job.cancelled.connect(self.reject)

    def _on_drawn(self, pdf: bytes) -> None:
        if self._pages is not None:
            self._pages.close()
        self.pdf = pdf
        self._pages = printing.PdfPages(pdf)
        self.page = min(self.page, len(self._pages) - 1)
        self._set_ready(ready=True)
        self._show()
        self.print_button.setFocus()

    def _set_ready(self, *, ready: bool) -> None:
        self.waiting.setVisible(not ready)
        self.area.setVisible(ready)
        for button in (self.print_button, self.save_button):
            button.setEnabled(ready)

    def _show(self) -> None:
        if self._pages is None:
            return
        ratio = self.devicePixelRatioF()
        scale = self._scale or self._fitted()
        picture = QPixmap.fromImage(self._pages.picture(self.page, scale * ratio))
        picture.setDevicePixelRatio(ratio)
        self.sheet.show_picture(picture)
        count = len(self._pages)
        words = _("{page:number} / {count:number}")
        self.place.setText(i18n.fill(words, page=self.page + 1, count=count))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < count - 1)

    def _fitted(self) -> float:
        """Return the scale at which the page fills its place, in pixels a point."""
        assert self._pages is not None
        width, height = self._pages.size(self.page)
        room = self.area.viewport().size()
        by_width = self._fit == "width" or (not self._fit and width >= READ_BY_WIDTH)
        bar = self.area.verticalScrollBar().sizeHint().width()
        # The bar beside a page that is longer than its place takes its part of the width.
        beside = bar if by_width and not self.area.verticalScrollBar().isVisible() else 0
        fit = (room.width() - 8 - beside) / width
        if not by_width:
            fit = min(fit, (room.height() - 8) / height)
        return min(max(fit, SCALE_LEAST), SCALE_MOST)

    def turn(self, by: int) -> None:
        """Turn pages."""
        if self._pages is not None:
            self.page = min(max(self.page + by, 0), len(self._pages) - 1)
            self._show()

    def zoom(self, factor: float) -> None:
        """Look closer or from farther."""
        if self._pages is not None:
            scale = (self._scale or self._fitted()) * factor
            self._scale = min(max(scale, SCALE_LEAST), SCALE_MOST)
            self._show()

    def fit(self, how: str) -> None:
        """Show the whole "page", or its whole "width"."""
        self._fit, self._scale = how, 0.0
        self._show()

    def _read_on(self, by: int) -> None:
        """Go down (1) or up a page that is longer than its place, then to the next one."""
        bar = self.area.verticalScrollBar()
        end = bar.maximum() if by > 0 else bar.minimum()
        if bar.value() != end:
            bar.setValue(bar.value() + by * bar.pageStep())
            return
        before = self.page
        self.turn(by)
        if self.page != before:
            bar.setValue(bar.minimum() if by > 0 else bar.maximum())

    # -- deeds ---------------------------------------------------------------------------------------

    def print_it(self) -> None:
        """Send the paper to the printer chosen, and remember both."""
        copies = self.copies.value() or 1
        printer = self.printer.value()
        try:
            printing.print_pdf(self.pdf, self._title, printer=printer, copies=copies)
        except Refusal as refusal:
            self.strip.tell(str(refusal), "error", (_("Keep as PDF"), self.save))
            return
        settings = self._workspace.settings
        chosen = settings.printed(self._paper, paper_format=self.format.value(), printer=printer)
        self._workspace.take_settings(chosen)
        self.delivered.emit()
        self.accept()

    def save(self) -> None:
        """Keep the PDF in the folder of the day, or where the person says."""
        proposed = printing.place_for(self._file_name, self._workspace.today)
        proposed.parent.mkdir(parents=True, exist_ok=True)
        asked = self._file_dialog(proposed)
        if asked.exec():
            self.save_to(Path(asked.selectedFiles()[0]))

    def _file_dialog(self, proposed: Path) -> QFileDialog:
        """Return the dialog of the system, in the words of this program where it has them."""
        asked = QFileDialog(self, _("Keep as PDF"), str(proposed.parent), _("PDF papers (*.pdf)"))
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix("pdf")
        asked.selectFile(proposed.name)
        words = {
            QFileDialog.DialogLabel.LookIn: _("Folder:"),
            QFileDialog.DialogLabel.FileName: _("Name of the file:"),
            QFileDialog.DialogLabel.FileType: _("Kind of file:"),
            QFileDialog.DialogLabel.Accept: _("Keep here"),
            QFileDialog.DialogLabel.Reject: _("Back"),
        }
        for label, text in words.items():
            asked.setLabelText(label, text)
        return asked

    def save_to(self, path: Path) -> None:
        """Write the PDF; say where it is, or why it is not."""
        try:
            path.write_bytes(self.pdf)
        except OSError as error:
            sentence = _("{path} could not be written: {why}. Choose another place.")
            self.strip.tell(i18n.fill(sentence, path=path, why=error.strerror), "error")
            return
        self.delivered.emit()
        self.strip.tell(i18n.fill(_("Kept: {path}"), path=path), "info")

    def done(self, result: int) -> None:
        """Close the dialog and give the paper back."""
        if self._pages is not None:
            self._pages.close()
            self._pages = None
        super().done(result)

    # -- Qt --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.area.verticalScrollBar()
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._read_on(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            bar.setValue(bar.value() + by * theme.px(40))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.print_button.hasFocus():
            self.print_it()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._scale:
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._pages is not None:
            self._show()


def _no_printer(choice: Choice) -> Field:
    choice.setEnabled(False)
    return Field(
        _("&Printer"),
        choice,
        help=_("No printer is set up on this PC. Keep the PDF, and print it where there is one."),
    )


def preview(
    workspace: Workspace,
    title: str,
    make: Make,
    *,
    paper: str,
    formats: Sequence[str] = ("A4",),
    file_name: str = "",
    parent: QWidget | None = None,
) -> Preview:
    """Show a paper before it is printed.

    `make(size, progress)` returns the bytes of the PDF; it runs beside the window and must not
    touch the open book. `paper` is the name under which size and printer are remembered,
    `file_name` what its PDF is called, the title unless said.
    """
    dialog = Preview(
        workspace, title, make, paper=paper, formats=formats, file_name=file_name, parent=parent
    )
    dialog.open()
    return dialog
