"""A window on Benkadi's book, worked with real keys, each of them counted."""

import time
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.settings import Settings
from tests.ui import benkadi, crawl
from ui import theme
from ui.books import Books
from ui.main_window import MainWindow
from ui.pages.page import Page
from ui.workspace import Workspace


class Desk:
    """The window with a book open; `keys` counts what was pressed, a chord as all its keys."""

    def __init__(
        self,
        folder: Path,
        what: str = "whole",
        *,
        language: str = "fr",
        mode: str = "light",
        zoom: int = 100,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        self.keys = 0
        i18n.use_language(language)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if (theme.mode(), theme.zoom()) != (mode, zoom):
            theme.apply(application, mode=mode, zoom=zoom)
        choices = Settings(language=language, theme=mode, zoom=zoom)
        clock = benkadi.NOW.replace(tzinfo=None)
        self.workspace = Workspace(choices, clock=lambda: clock)
        self.window = MainWindow(self.workspace)
        self.window.resize(*size)
        self.window.show()
        self.workspace.books = Books(self.workspace, self.window)
        if what == "empty":
            self.workspace.take_book(Book.create(folder / "vide.coop", now=lambda: benkadi.NOW))
        elif what != "none":
            self.workspace.take_book(benkadi.open_copy(folder, what))
            self.workspace.show_group(benkadi.GROUP)
        QTest.qWaitForWindowActive(self.window)

    @property
    def page(self) -> Page:
        """The page in front."""
        assert self.window.page is not None
        return self.window.page

    def go(self, page: str, argument: str = "") -> Page:
        """Go to a page without counting keys, and wait until it stands."""
        self.window.go(page, argument)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Let timers and jobs come to their end."""
        for _each in range(200):
            QApplication.processEvents()
            if self.workspace.jobs.is_idle():
                break
            time.sleep(0.01)
        for _each in range(3):  # a layout that turned tells its parents one after the other
            QApplication.processEvents()

    def faults(self) -> list[str]:
        """Everything a crawl finds wrong with the page in front, once it stands."""
        self.settle()
        return crawl.faults(self.page)

    def press(self, *names: str) -> None:
        """Press keys by their names, "Return" or "Ctrl+Shift+P"."""
        for name in names:
            key = QKeySequence(name)[0]
            QTest.keyClick(self.target(), key.key(), key.keyboardModifiers())
            self.keys += name.count("+") + 1
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text letter by letter; QTest knows no letter outside ASCII."""
        none = Qt.KeyboardModifier.NoModifier
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, none, letter)
            QApplication.sendEvent(self.target(), event)
            self.keys += 1
        QApplication.processEvents()

    def enter(self, *texts: str) -> None:
        """Type texts, each followed by Enter."""
        for text in texts:
            self.type(text)
            self.press("Return")

    def target(self) -> QWidget:
        """What the keyboard is in."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal.focusWidget() or modal
        return QApplication.focusWidget() or self.window

    def close(self) -> None:
        """Put everything away."""
        self.settle()
        self.window.hide()
        QApplication.processEvents()
        self.workspace.take_book(None)
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        i18n.use_language("fr")
