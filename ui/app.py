"""The desktop: from the command line to the first paint, and everything after it.

    main       paints the empty window at once
    Desktop    furnishes it: style, pages, and the book if one was named

Nothing that is not painted is imported before the paint: see `ui.shell`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coop_ledger import settings
from ui.shell import Shell

if TYPE_CHECKING:
    from ui.desktop import Desktop

COVER, RAIL = 416, 204


class Opening:
    """A window on its way: `shell` is there at once, `desktop` after the first paint."""

    def __init__(self, application: QApplication, book: str = "") -> None:
        self.application, self.book = application, book
        self.choices = settings.load()
        self.desktop: Desktop | None = None
        side = RAIL if book else COVER
        self.shell = Shell(self.choices.theme, self.choices.zoom, side=side)
        self.shell.place(self.choices.window)
        # A timer of nothing: the paint that is being made is shown before the loading begins.
        self.shell.painted.connect(lambda: QTimer.singleShot(0, self.shell, self._furnish))

    def _furnish(self) -> None:
        from ui.desktop import Desktop  # everything else is loaded once the window is painted

        self.desktop = Desktop(self.application, self.choices, self.shell)
        self.desktop.begin(self.book)
        self.shell.activateWindow()
        self.shell.furnished.emit()


def start() -> QApplication:
    """Make the application under its name."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Coop Ledger")
    application.setDesktopFileName("coop-ledger")
    return application


def main(book: str = "") -> int:
    """Show the desktop, on a book if one is named; return its exit code."""
    application = start()
    opening = Opening(application, book)
    opening.shell.show()
    code = application.exec()
    if opening.desktop is not None:
        opening.desktop.close()
    return code
