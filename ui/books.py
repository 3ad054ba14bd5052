"""Whole books from the window: open, make, close, copy, prove.

Every function that needs the book imports it itself: this module is loaded before the first
paint, SQLAlchemy is not.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from coop_ledger import i18n, paths
from coop_ledger.i18n import _
from coop_ledger.progress import Progress
from ui.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coop_ledger.book.audit import Audit
    from coop_ledger.book.backup import Backup
    from coop_ledger.book.book import Book

SUFFIX = ".coop"


class Books(QObject):
    """Deeds on whole books, for a workspace and its window."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window

    def answers(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of `ui.actions` that are about whole books."""
        return {
            "open_book": self.choose,
            "practise": self.practise,
            "back_up": self.back_up,
            "check": self.check,
            "close_book": self.close,
        }

    # -- opening -------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which book to open."""
        kinds = i18n.fill(_("Books ({pattern})"), pattern=f"*{SUFFIX}")
        folder = str(paths.data())
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Open a book"), folder, kinds)
        if name:
            self.open(name)

    def open(self, target: str, *, otherwise: Callable[[], object] = lambda: None) -> bool:
        """Open a book and go to its group; return whether it was opened.

        What is to be seen `otherwise` is shown before the refusal, which would not survive it.
        """
        from coop_ledger.book.book import Book
        from coop_ledger.domain.errors import Refusal

        try:
            book = Book.open(target)
        except Refusal as refusal:
            otherwise()
            self._workspace.refused.emit(refusal)
            return False
        self._take(book, target)
        return True

    def _take(self, book: Book, target: str) -> None:
        from coop_ledger.book.questions.groups import groups

        workspace = self._workspace
        workspace.take_book(book)
        workspace.take_settings(workspace.settings.opened(target))
        found = groups(book)
        if not found:
            workspace.go("new_group")
            return
        latest = max(found, key=lambda line: (line.last_meeting or line.founded, line.name))
        workspace.show_group(latest.group)
        workspace.go("home")

    def create(self, target: str) -> bool:
        """Make an empty book and put it in front; return whether it was made."""
        from coop_ledger.book.book import Book
        from coop_ledger.domain.errors import Refusal

        try:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            book = Book.create(target)
        except Refusal as refusal:
            self._workspace.refused.emit(refusal)
            return False
        self._workspace.take_book(book)
        self._workspace.take_settings(self._workspace.settings.opened(target))
        return True

    def close(self) -> None:
        """Copy the book, prove the copy, close it and go back to the welcome."""
        if self._workspace.has_book:
            self.copy_at_close()
            self._workspace.take_book(None)

    def _remember(self) -> None:
        """Keep what the book is called and when it was closed, for the list of recent books."""
        from coop_ledger.book.questions.groups import groups

        workspace = self._workspace
        called = {line.group: line.name for line in groups(workspace.book)}
        typed = workspace.book.drafts.load("new_group").get("name", "")
        name = called.get(workspace.group) or next(iter(called.values()), typed)
        target = workspace.book.store.target
        if name and target in workspace.settings.recent_books:
            workspace.take_settings(workspace.settings.closed(target, name, workspace.clock()))

    def copy_at_close(self) -> None:
        """Leave a verified copy of the open book on this PC; what fails is told."""
        self._remember()
        from coop_ledger.book.backup import backup
        from coop_ledger.domain.errors import Refusal

        book = self._workspace.book
        try:
            backup(book.store, paths.backups(), Path(book.store.target).stem)
        except Refusal as refusal:
            self._workspace.refused.emit(refusal)

    # -- practising ----------------------------------------------------------------------------

    def practise(self) -> None:
        """Open the practice book, made when it is not there: nobody's money."""
        target = paths.practice() / f"exercice{SUFFIX}"
        if target.exists():
            self.open(str(target))
            return

        def make(progress: Progress) -> str:
            from coop_ledger.exchange.practice import make_practice_book

            target.parent.mkdir(parents=True, exist_ok=True)
            make_practice_book(target, progress)
            return str(target)

        self._workspace.jobs.start(_("The practice book is being made"), make, self.open)

    # -- copies --------------------------------------------------------------------------------

    def back_up(self) -> None:
        """Write a verified copy into a folder, usually on a USB stick; without a book, read one."""
        if not self._workspace.has_book:
            self.receive()
            return
        settings = self._workspace.settings
        start = settings.backup_folder or str(paths.backups())
        folder = QFileDialog.getExistingDirectory(
            self._window, _("Where should the copy go?"), start
        )
        if folder:
            self._copy_to(folder)

    def _copy_to(self, folder: str) -> None:
        snapshot = self._workspace.book.snapshot()
        stem = Path(self._workspace.book.store.target).stem

        def copy(_progress: Progress) -> Backup:
            from coop_ledger.book.backup import backup

            with snapshot:
                return backup(snapshot.store, Path(folder), stem)

        self._workspace.jobs.start(
            _("The copy is being written and proved"),
            copy,
            lambda made: self._on_copied(made, folder),
        )

    def _on_copied(self, made: Backup, folder: str) -> None:
        self._workspace.change_settings(backup_folder=folder)
        sentence = i18n.fill(
            _("The copy is written and proved: {name}. Take the stick out safely."),
            name=made.path.name,
        )
        self._workspace.notice(sentence, "success")

    def receive(self) -> None:
        """Take a copy from a USB stick back as a new book."""
        from coop_ledger.book.backup import SUFFIX as COPY
        from coop_ledger.book.backup import restore
        from coop_ledger.domain.errors import Refusal

        kinds = i18n.fill(_("Copies ({pattern})"), pattern=f"*{COPY}")
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Which copy?"), "", kinds)
        if not name:
            return
        target = free_name(paths.data(), Path(name).name.removesuffix(COPY).split(".")[0])
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            restore(Path(name), target)
        except Refusal as refusal:
            self._workspace.refused.emit(refusal)
            return
        self.open(str(target))

    # -- proving -------------------------------------------------------------------------------

    def check(self) -> None:
        """Rebuild everything from the log and compare, on a snapshot."""
        snapshot = self._workspace.book.snapshot()

        def prove(progress: Progress) -> Audit:
            from coop_ledger.book.audit import check

            with snapshot:
                return check(snapshot, progress)

        self._workspace.jobs.start(_("The book is being checked"), prove, self._on_checked)

    def _on_checked(self, audit: Audit) -> None:
        if audit.sound:
            sentence = i18n.ngettext(
                "The book is sound: its {n:number} event was done again and gives the same book.",
                "The book is sound: its {n:number} events were done again and give the same book.",
                audit.events,
            )
            self._workspace.notice(i18n.fill(sentence, n=audit.events), "success")
        else:
            self._workspace.notice(str(audit.faults[0]), "error")


def free_name(folder: Path, stem: str) -> Path:
    """Return a path for a book that is not there yet: "benkadi.coop", "benkadi-2.coop" …"""
    number, path = 1, folder / f"{stem}{SUFFIX}"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path
