"""What goes wrong: a refusal is a sentence in the page, a bug is told once, with its details kept.

listen         excepthook and Qt's own messages go to the log file
BugDialog      says that nothing was lost, and lets the details be copied
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from coop_ledger import __version__, paths
from coop_ledger.i18n import _
from ui import theme
from ui.widgets.button import Button, Look
from ui.widgets.label import Label
from ui.widgets.layout import column, row

log = logging.getLogger("coop_ledger")
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
LOG_BYTES, LOG_FILES = 500_000, 3


def listen(tell: Callable[[BaseException], object]) -> None:
    """Write Qt's messages and every unexpected error to the log; `tell` shows the error."""
    import logging.handlers  # sockets and all: 9 ms, after the first paint

    folder = paths.logs()
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "coop-ledger.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    qInstallMessageHandler(_on_qt_message)

    def on_error(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(error)

    sys.excepthook = on_error


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(LEVELS[kind], "Qt: %s", message)


def details_of(error: BaseException) -> str:
    """Return what a person who mends the program needs, without anything from the book."""
    lines = traceback.format_exception(error)
    return f"Coop Ledger {__version__} · Python {sys.version.split()[0]}\n{''.join(lines)}"


class BugDialog(QDialog):
    """An error nobody foresaw: what it means for the book, and its details to hand on."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        details = details_of(error)
        log.error(details)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName(_("Details"))
        close = Button(_("Go on"), Look.PRIMARY)
        close.clicked.connect(self.accept)
        copy = Button(_("Copy the details"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(details))
        column(
            Label(_("The program made a mistake."), "subtitle"),
            Label(
                _(
                    "What was recorded is safe; what you were doing just now may not be. Look at it "
                    "before you go on. The details below help whoever mends the program."
                ),
                ink="text2",
                wrap=True,
            ),
            text,
            row(copy, 1, close),
            margins=(24, 20),
            parent=self,
        )
        room = self.screen().availableSize() if parent is None else parent.window().size()
        self.resize(QSize(theme.px(720), theme.px(460)).boundedTo(room))
        close.setFocus()
