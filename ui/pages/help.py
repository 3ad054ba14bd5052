"""The manual, page by page, beside what it explains."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser

from coop_ledger import i18n, paths
from coop_ledger.i18n import _, translate
from ui import theme
from ui.actions import ACTIONS
from ui.pages.page import Page
from ui.widgets.card import Card
from ui.widgets.label import key_text
from ui.widgets.layout import row

FIRST = "welcome"
KEYS = "keys"
# The order of a treasurer's year; what is not named comes after.
ORDER = (
    *("welcome", "new_group", "home", "meeting", "meetings", "members", "member"),
    *("loans", "new_loan", "journal", "reports", "rules", "share_out", "settings", "help"),
)


def file_of(topic: str, language: str) -> Path:
    """Return the Markdown file of a page of the manual."""
    return paths.manual() / language / f"{topic}.md"


def topics() -> list[tuple[str, str]]:
    """Return the pages of the manual in the language spoken now: their names and titles."""
    return list(_topics(i18n.language()))


@cache
def _topics(language: str) -> tuple[tuple[str, str], ...]:
    names = [file.stem for file in sorted((paths.manual() / language).glob("*.md"))]
    rank = {name: place for place, name in enumerate(ORDER)}
    names.sort(key=lambda name: rank.get(name, len(rank)))
    return tuple((name, title_of(file_of(name, language))) for name in names)


def title_of(file: Path) -> str:
    """Return the first heading of a page of the manual."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    return first.lstrip("# ").strip()


def words_of(topic: str) -> str:
    """Return the words a page of the manual can be found by: each one once."""
    return _words(file_of(topic, i18n.language()))


@cache
def _words(file: Path) -> str:
    found = re.findall(r"[^\W\d_]{3,}", file.read_text(encoding="utf-8"))
    return " ".join(dict.fromkeys(word.casefold() for word in found))


def keys_as_markdown() -> str:
    """Return the list of keys, drawn from the table of actions."""
    title, key_head, deed_head = _("All the keys"), _("Key"), _("What it does")
    lines = [f"# {title}", "", f"| {key_head} | {deed_head} |", "|---|---|"]
    for action in ACTIONS:
        if action.key:
            words = translate(action.text).rstrip("…")
            lines.append(f"| {key_text(action.key)} | {words} |")
    for key, words in (
        ("Return", _("Accepts and goes on")),
        ("Tab", _("Takes the suggestion and goes to the next field")),
        ("Ctrl+Return", _("Records")),
        ("Esc", _("Steps back")),
        ("Ctrl+D", _("Fills a column down")),
        ("Ctrl+Z", _("Undoes what was typed")),
    ):
        lines.append(f"| {key_text(key)} | {words} |")
    return "\n".join(lines)


class HelpPage(Page):
    """Contents at the left, the page at the right."""

    name = "help"
    help = "help"

    def title(self) -> str:
        return _("Help")

    def context(self) -> str:
        return _("Esc goes back to where you were")

    def build(self) -> None:
        self.contents = QListWidget()
        self.contents.setProperty("role", "bare")
        self.contents.setAccessibleName(_("Contents"))
        self.contents.currentRowChanged.connect(self._on_chosen)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("The manual"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link)
        self._topics = [*topics(), (KEYS, _("All the keys"))]
        for _topic, title in self._topics:
            self.contents.addItem(QListWidgetItem(title))
        left = Card(self.contents, edge=True)
        theme.keep_size(left, width=260)
        whole = row(left, spacing=14)
        whole.addWidget(Card(self.text, edge=True), 1)
        self.body.addLayout(whole, 1)

    def take_focus(self) -> None:
        """Reading begins at once."""
        self.text.setFocus()

    def refresh(self, changes: object = None) -> None:
        """Show the page that was asked for, the first one if there is none such."""
        names = [topic for topic, _title in self._topics]
        wanted = self.argument if self.argument in names else names[0]
        self.contents.setCurrentRow(names.index(wanted))
        self._show(wanted)

    def _on_chosen(self, place: int) -> None:
        if place >= 0:
            self._show(self._topics[place][0])

    def _on_link(self, url: QUrl) -> None:
        topic = Path(url.path()).stem
        names = [name for name, _title in self._topics]
        if topic in names:
            self.contents.setCurrentRow(names.index(topic))

    def _show(self, topic: str) -> None:
        if topic == KEYS:
            source = keys_as_markdown()
        else:
            source = file_of(topic, i18n.language()).read_text(encoding="utf-8")
        self.text.setMarkdown(source)
        self._set_lines()

    def _set_lines(self) -> None:
        """Give the lines room: a manual is read, not scanned."""
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        lines = QTextBlockFormat()
        lines.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(lines)
