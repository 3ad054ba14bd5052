"""What the frame of the window says of the group in front."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coop_ledger import i18n, paths
from coop_ledger.i18n import _, ngettext

if TYPE_CHECKING:
    from coop_ledger.book.book import Book
    from coop_ledger.book.questions.answers import GroupLine

# After two days the age of the copy turns amber (screens.md, section 2).
LATE_AFTER = datetime.timedelta(days=2)
BACKUP_SUFFIX = ".coop-backup"


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """The words of the rail and of the status bar."""

    name: str = ""
    place: str = ""
    cycle: str = ""
    typist: str = ""

    @property
    def where(self) -> str:
        """The group and its place: "Benkadi, Lafiabougou"."""
        return f"{self.name}, {self.place}" if self.place else self.name


def facts_of(book: Book, group: str) -> FrameFacts:
    """Ask the book who the group in front is."""
    # Asked once a book is open; its SQL is loaded by then.
    from coop_ledger.book.questions.groups import group as ask_group
    from coop_ledger.book.questions.members import members

    line = ask_group(book, group)
    keeper = next((m.name for m in members(book, group) if m.office == "treasurer"), "")
    typist = i18n.fill(_("Typed by {name} (treasurer)"), name=keeper) if keeper else ""
    return FrameFacts(name=line.name, place=line.place, cycle=cycle_of(line), typist=typist)


def is_practice(book: Book) -> bool:
    """Return whether a book is the practice book, which is nobody's money."""
    return book.store.path is not None and book.store.path.parent == paths.practice()


def cycle_of(line: GroupLine) -> str:
    """Return where a group is in its cycle: "Cycle 3 · 13 meetings"."""
    if not line.cycle:
        return _("no cycle open")
    held = i18n.fill(
        ngettext("{n:number} meeting", "{n:number} meetings", line.meetings), n=line.meetings
    )
    return i18n.fill(_("Cycle {cycle} · {held}"), cycle=line.cycle, held=held)


def last_copy(folder: str) -> datetime.datetime | None:
    """Return when the newest backup in a folder was written, None when there is none."""
    if not folder:
        return None
    try:
        found = [file.stat().st_mtime for file in Path(folder).glob(f"*{BACKUP_SUFFIX}")]
    except OSError:
        return None
    return datetime.datetime.fromtimestamp(max(found)) if found else None  # noqa: DTZ006 - local


def age_of_copy(at: datetime.datetime | None, now: datetime.datetime) -> tuple[str, bool]:
    """Return how old the copy is, in words, and whether it is late."""
    if at is None:
        return _("USB: no copy yet"), True
    days = (now.date() - at.date()).days
    if days <= 0:
        return _("USB: today"), False
    words = ngettext("USB: {n:number} day ago", "USB: {n:number} days ago", days)
    return i18n.fill(words, n=days), now - at > LATE_AFTER
