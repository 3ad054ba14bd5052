"""Rules in sentences, numbered through, so that any of them can be called by its number."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from coop_ledger import i18n
from coop_ledger.i18n import _, fill
from coop_ledger.reports.rules_words import Chapter, Told
from ui import theme
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layout import clear, line, row


def show_rules(card: Card, chapters: Iterable[Chapter]) -> None:
    """Fill a card with chapters of rules."""
    clear(card.body)
    number = 0
    for place, chapter in enumerate(chapters):
        if place:
            card.add(line())
        card.add(Label(chapter.title, "strong"))
        for sentence in chapter.sentences:
            number += 1
            at = Label(f"{i18n.number(number)}.", ink="text2", align=Qt.AlignmentFlag.AlignRight)
            theme.keep_size(at, width=24)
            said = row(at, Label(sentence.text, wrap=True), spacing=8)
            said.setAlignment(at, Qt.AlignmentFlag.AlignTop)
            said.setStretch(1, 1)
            card.add(said)
    card.add(1)


def show_changes(card: Card, changes: Iterable[Told]) -> None:
    """Add to a card what a vote changes: what will be, and under it what was."""
    nothing = True
    for change in changes:
        nothing = False
        if change.after:
            card.add(Label(change.after, wrap=True))
        if change.before:
            words = _("Before: {sentence}") if change.after else _("No longer: {sentence}")
            said = fill(words, sentence=change.before)
            card.add(Label(said, "secondary", wrap=True))
    if nothing:
        card.add(Label(_("Nothing changes."), "body", "text2"))
