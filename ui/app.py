"""The desktop: from the command line to the first paint, and everything after it.

Nothing that is not painted is imported before the paint: no SQLAlchemy, no ReportLab, no
dialogs. The book is opened by a timer that fires once the window is on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from coop_ledger import i18n, settings
from coop_ledger.i18n import _
from ui import theme
from ui.books import Books
from ui.main_window import MainWindow
from ui.workspace import Workspace


def start(arguments: Sequence[str] = ()) -> QApplication:
    """Make the application with its style and typefaces."""
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("Coop Ledger")
    application.setDesktopFileName("coop-ledger")
    application.setStyle("Fusion")
    theme.load_fonts()
    return application


class Desktop:
    """The window with its workspace, kept in step with the settings of this PC."""

    def __init__(self, application: QApplication, choices: settings.Settings | None = None) -> None:
        self.application = application
        self.translator = QTranslator(application)
        choices = choices or settings.load()
        i18n.use_language(choices.language)
        self.workspace = Workspace(choices)
        self._speak()
        theme.apply(application, mode=choices.theme, zoom=choices.zoom)
        self._set_keys()
        self.window = MainWindow(self.workspace)
        self.books = Books(self.workspace, self.window)
        self.window.own.update(self.books.answers())
        self.workspace.books = self.books
        self.workspace.language_changed.connect(self._speak)
        self.workspace.theme_changed.connect(self._dress)
        self.workspace.settings_changed.connect(self._keep)
        self.window.go("welcome")

    def _speak(self) -> None:
        """Qt's own words, in dialogs and menus of text fields, follow the language."""
        self.application.removeTranslator(self.translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self.translator.load(f"qtbase_{i18n.language()}", folder):
            self.application.installTranslator(self.translator)

    def _dress(self) -> None:
        choices = self.workspace.settings
        theme.apply(self.application, mode=choices.theme, zoom=choices.zoom)

    def _set_keys(self) -> None:
        self.application.setProperty("azerty_digits", self.workspace.settings.azerty_digits)

    def _keep(self) -> None:
        self._set_keys()
        try:
            settings.save(self.workspace.settings)
        except OSError as error:
            sentence = _("The settings could not be kept: {why}.")
            self.workspace.notice(i18n.fill(sentence, why=error.strerror), "warning")

    def begin(self, book: str = "") -> None:
        """Do what waits for the first paint: the log, and the book, which brings SQLAlchemy."""
        from ui import notices

        notices.listen(lambda error: notices.BugDialog(error, self.window).open())
        if book:
            self.books.open(book)

    def close(self) -> None:
        """Leave a proved copy behind and close the book."""
        if self.workspace.has_book:
            self.books.copy_at_close()
            self.workspace.book.close()


def main(book: str = "") -> int:
    """Show the desktop, on a book if one is named; return its exit code."""
    application = start()
    desktop = Desktop(application)
    desktop.window.show()
    QTimer.singleShot(0, desktop.window, lambda: desktop.begin(book))
    code = application.exec()
    desktop.close()
    return code
