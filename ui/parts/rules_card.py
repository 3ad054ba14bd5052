"""Rules in words: what each is about at the left, what it says at the right."""

from collections.abc import Iterable

from ui.presenters.rules import Chapter
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layout import clear, line, row


def show_rules(card: Card, chapters: Iterable[Chapter]) -> None:
    """Fill a card with chapters of rules."""
    clear(card.body)
    for place, chapter in enumerate(chapters):
        if place:
            card.add(line())
        card.add(Label(chapter.title, "strong"))
        for what, words in chapter.lines:
            said = Label(words, wrap=True)
            both = row(Label(what, ink="text2", wrap=True), said, spacing=14)
            both.setStretch(0, 2)
            both.setStretch(1, 3)
            card.add(both)
    card.add(1)
