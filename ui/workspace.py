"""What the pages share: the open book, the group in front, the settings and the clock.

    record(event)      the one way a page changes the book
    changed            says what to redraw
    go, do, notice     asks the window for a page, an action, a sentence

The book is imported when one is opened, never before the first paint: SQLAlchemy alone
takes longer than the whole empty window (`performance.md`, section 6).
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from coop_ledger import i18n
from coop_ledger.settings import Settings
from ui.jobs import Jobs

if TYPE_CHECKING:
    from coop_ledger.book.book import Book, Sayable
    from coop_ledger.book.changes import Changes
    from ui.books import Books

Clock = Callable[[], datetime.datetime]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the strip above the page.

    `kind` is "info", "success", "warning" or "error"; `buttons` are words and what they do.
    """

    sentence: str
    kind: str = "info"
    buttons: tuple[tuple[str, Callable[[], object]], ...] = ()


class Workspace(QObject):
    """The open book and all that pages share."""

    changed = Signal(object)
    refused = Signal(object)
    book_changed = Signal()
    group_changed = Signal()
    settings_changed = Signal()
    language_changed = Signal()
    theme_changed = Signal()
    page_wanted = Signal(str, str)
    back_wanted = Signal()
    action_wanted = Signal(str)
    noticed = Signal(object)

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        clock: Clock = datetime.datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings or Settings()
        self.clock = clock
        self.group = ""
        self.saved_at: datetime.datetime | None = None
        self.jobs = Jobs(self)
        self.books: Books | None = None
        self._book: Book | None = None

    # -- the book ------------------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """The open book. Raises RuntimeError when none is open: pages live on an open book."""
        if self._book is None:
            raise RuntimeError("no book is open")
        return self._book

    @property
    def has_book(self) -> bool:
        """Whether a book is open."""
        return self._book is not None

    def take_book(self, book: Book | None) -> None:
        """Put another open book in front, or none; the one before is closed."""
        before, self._book = self._book, book
        self.group = ""
        self.saved_at = None
        if before is not None:
            before.close()
        self.book_changed.emit()

    def show_group(self, code: str) -> None:
        """Put a group of the open book in front."""
        if code != self.group:
            self.group = code
            self.group_changed.emit()

    def keeps(self, part: str) -> bool:
        """Return whether the rules of the group in front have a part, as "deliveries"."""
        if not (self.has_book and self.group):
            return False
        with self.book.reading() as connection:
            rules = self.book.facts(connection, self.group).rules(self.today)
        return getattr(rules, part) is not None

    @property
    def today(self) -> datetime.date:
        """The day of the PC's clock."""
        return self.clock().date()

    # -- deeds ---------------------------------------------------------------------------------

    def record(self, event: Sayable, *, draft: str = "") -> Changes | None:
        """Record an event and forget its draft; a refusal is told by `refused` and gives None."""
        return self._tell(lambda: self.book.record(event, draft=draft))

    def record_all(self, events: Iterable[Sayable], *, draft: str = "") -> Changes | None:
        """Record events, all or none; a refusal is told by `refused` and gives None."""
        return self._tell(lambda: self.book.record_all(events, draft=draft))

    def _tell(self, deed: Callable[[], Changes]) -> Changes | None:
        from coop_ledger.domain.errors import Refusal  # a book is open: its domain is loaded

        try:
            changes = deed()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return None
        self.saved_at = self.clock()
        self.changed.emit(changes)
        return changes

    # -- asking the window ---------------------------------------------------------------------

    def go(self, page: str, argument: str = "") -> None:
        """Ask for a page ("member", "12")."""
        self.page_wanted.emit(page, argument)

    def go_back(self) -> None:
        """Ask for the page before this one."""
        self.back_wanted.emit()

    def do(self, action: str) -> None:
        """Ask for an action of the table in `ui.actions`."""
        self.action_wanted.emit(action)

    def notice(self, sentence: str, kind: str = "info", *buttons: tuple[str, Any]) -> None:
        """Show a sentence above the page; success of routine work needs none."""
        self.noticed.emit(Notice(sentence, kind, buttons))

    # -- this PC -------------------------------------------------------------------------------

    def change_settings(self, **fields: Any) -> None:
        """Change settings of this PC; language, theme and zoom apply at once."""
        self.take_settings(dataclasses.replace(self.settings, **fields))

    def take_settings(self, settings: Settings) -> None:
        """Take other settings of this PC."""
        before, self.settings = self.settings, settings
        if self.settings == before:
            return
        self.settings_changed.emit()
        if self.settings.language != before.language:
            i18n.use_language(self.settings.language)
            self.language_changed.emit()
        look = (self.settings.theme, self.settings.zoom)
        if look != (before.theme, before.zoom):
            self.theme_changed.emit()
