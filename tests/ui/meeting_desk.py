"""A window on a book, typed in with real keys, each of them counted."""

import datetime

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coop_ledger.book.book import Book
from coop_ledger.settings import Settings
from ui.main_window import MainWindow
from ui.pages.meeting import MeetingPage
from ui.pages.meeting_view import MeetingView
from ui.presenters.meeting_sheet import MeetingSheet
from ui.workspace import Workspace


class Desk:
    """The window with a book open on a group; `keys` counts what was pressed, a chord as two."""

    def __init__(
        self, book: Book, group: str, now: datetime.datetime, language: str = "fr"
    ) -> None:
        self.book, self.keys = book, 0
        self.workspace = Workspace(
            Settings(language=language), clock=lambda: now.replace(tzinfo=None)
        )
        self.window = MainWindow(self.workspace)
        self.window.resize(1366, 768)
        self.window.show()
        self.workspace.take_book(book)
        self.workspace.show_group(group)
        QApplication.processEvents()

    def press(self, words: str) -> None:
        """Press keys: 'text is typed as it is, Return or Ctrl+D is a key, 3:Return is three."""
        for word in words.split():
            if word.startswith("'"):
                for character in word[1:]:
                    self._click(character)
                continue
            times, colon, name = word.rpartition(":")
            for _each in range(int(times) if colon else 1):
                self._chord(name)

    def _click(self, character: str) -> None:
        QTest.keyClicks(self._target(), character)
        self.keys += 1
        QApplication.processEvents()

    def _chord(self, name: str) -> None:
        key = QKeySequence(name)[0]
        QTest.keyClick(self._target(), key.key(), key.keyboardModifiers())
        self.keys += 1 if key.keyboardModifiers() == Qt.KeyboardModifier.NoModifier else 2
        QApplication.processEvents()

    def _target(self):
        return QApplication.focusWidget() or self.window

    @property
    def page(self) -> MeetingPage:
        page = self.window.page
        assert isinstance(page, MeetingPage)
        return page

    @property
    def view(self) -> MeetingView:
        assert self.page.view is not None
        return self.page.view

    @property
    def sheet(self) -> MeetingSheet:
        return self.view.sheet

    @property
    def cell(self) -> str:
        """The cell the keyboard is in."""
        return self.sheet.here

    def close(self) -> None:
        """Close the window and its book."""
        self.window.hide()
        QApplication.processEvents()
        self.workspace.take_book(None)
        self.leave()

    def leave(self) -> None:
        """Close the window; the book stays open for another one."""
        self.window.hide()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
