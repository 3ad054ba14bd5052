"""What fills the window: the style, the pages, and the settings of this PC kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from coop_ledger import i18n, settings
from coop_ledger.i18n import _
from ui import theme
from ui.books import Books
from ui.main_window import MainWindow
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.shell import Shell


class Desktop:
    """The workspace and the window's contents, in a shell if there is one."""

    def __init__(
        self,
        application: QApplication,
        choices: settings.Settings | None = None,
        shell: Shell | None = None,
    ) -> None:
        self.application, self.shell = application, shell
        self.translator = QTranslator(application)
        choices = choices or settings.load()
        i18n.use_language(choices.language)
        self.workspace = Workspace(choices)
        self._speak()
        theme.dress(application, mode=choices.theme, zoom=choices.zoom)
        self._set_keys()
        self.window = MainWindow(self.workspace)
        self.books = Books(self.workspace, self.window)
        self.window.own.update(self.books.answers())
        self.workspace.books = self.books
        self.workspace.language_changed.connect(self._speak)
        self.workspace.theme_changed.connect(self._dress)
        self.workspace.settings_changed.connect(self._keep)
        if shell is not None:
            shell.setCentralWidget(self.window)
            shell.may_close = self.window.may_close

    def begin(self, book: str = "") -> None:
        """Show the book that was named, else the welcome; unexpected errors are told from now."""
        from ui import notices

        notices.listen(lambda error: notices.BugDialog(error, self.window).open())
        if book:
            self.books.open(book, otherwise=lambda: self.window.go("welcome"))
        else:
            self.window.go("welcome")

    def close(self) -> None:
        """Leave a proved copy behind, close the book, remember where the window stood."""
        if self.workspace.has_book:
            self.books.copy_at_close()
            self.workspace.book.close()
        if self.shell is not None:
            self.workspace.change_settings(window=self.shell.geometry_text())

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
        self.application.setProperty("dorome", self.workspace.settings.dorome)

    def _keep(self) -> None:
        self._set_keys()
        try:
            settings.save(self.workspace.settings)
        except OSError as error:
            sentence = _("The settings could not be kept: {why}.")
            self.workspace.notice(i18n.fill(sentence, why=error.strerror), "warning")
