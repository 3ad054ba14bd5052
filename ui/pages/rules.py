"""The rules of the group: those in force today in sentences, and the votes that made them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt

from coop_ledger import i18n
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.rules import RulesOfDay, VoteLine
from coop_ledger.book.questions.rules import rules as rules_of
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import merged, read_rules
from coop_ledger.i18n import _, fill, translate
from coop_ledger.reports.rules_words import Told, in_sentences, told_change
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.rules_card import show_changes, show_rules
from ui.presenters.new_group import PRESET_NAMES
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layout import clear, line, row


class RulesPage(Page):
    """To read and to print; a rule is changed by a vote, on a page of its own."""

    name = "rules"
    help = "rules"
    topics = frozenset({Topic.RULES, Topic.GROUP})

    def title(self) -> str:
        return _("Rules of the group")

    def context(self) -> str:
        return fill(_("in force on {day:day}"), day=self.workspace.today)

    def bar(self) -> tuple[Button, ...]:
        return (self.print_button, self.change_button)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"edit": self.change, "print": self.print_rules}

    def build(self) -> None:
        self.print_button = Button(_("Print to sign"), icon="print", key="Ctrl+P")
        self.print_button.clicked.connect(self.print_rules)
        self.change_button = Button(_("Record a vote"), Look.PRIMARY, icon="edit", key="F2")
        self.change_button.clicked.connect(self.change)
        self.rules = Card(title=_("Rules in force"))
        self.votes = Card(title=_("Votes"), note=_("the last one first"))
        self.body.addWidget(Beside(self.rules, self.votes, stretches=(3, 2)), 1)
        # Nothing is typed here: the keyboard reads, and scrolls.
        self.rules.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rules.setAccessibleName(_("Rules in force"))

    def take_focus(self) -> None:
        self.rules.setFocus()

    def refresh(self, changes: object = None) -> None:
        answer = rules_of(self.workspace.book, self.workspace.group, self.workspace.today)
        show_rules(self.rules, in_sentences(read_rules(answer.rules)))
        clear(self.votes.body)
        for vote, told in reversed(list(_told(answer))):
            self._show_vote(vote, told)
        kind = translate(PRESET_NAMES[answer.preset])
        self.votes.add(Label(i18n.day(answer.founded), "strong"))
        self.votes.add(Label(fill(_("Founding: {kind}"), kind=kind), "body", "text2", wrap=True))
        self.votes.add(1)

    def _show_vote(self, vote: VoteLine, told: Iterable[Told]) -> None:
        number = fill(_("event no. {number}"), number=vote.event)
        self.votes.add(row(Label(i18n.day(vote.date), "strong"), Label(number, "secondary"), 1))
        if vote.text:
            self.votes.add(Label(vote.text, "body", "text2", wrap=True))
        show_changes(self.votes, told)
        self.votes.add(line())

    def change(self) -> None:
        """Go where a vote is recorded."""
        self.workspace.go("rules_vote")

    def print_rules(self) -> None:
        """Show the page that the group signs."""
        show_paper(self.workspace, "rules", parent=self.window())


def _told(answer: RulesOfDay) -> Iterable[tuple[VoteLine, tuple[Told, ...]]]:
    """Yield each vote with what it changed, in sentences."""
    parts: list[Mapping[str, Any]] = [PRESETS[answer.preset]]
    for vote in answer.votes:
        before = merged(parts)
        parts.append(vote.rules)
        yield vote, told_change(before, merged(parts))
