"""The rules of the group: those in force today in words, and the votes that made them."""

from PySide6.QtCore import Qt

from coop_ledger import i18n
from coop_ledger.book.changes import Topic
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.votes import votes_of
from coop_ledger.i18n import _, fill, translate
from ui.pages.page import Page
from ui.parts.rules_card import show_rules
from ui.presenters import rules as presenter
from ui.presenters.new_group import PRESET_NAMES
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layout import clear, line


class RulesPage(Page):
    """Read-only: a rule is changed by a dated vote."""

    name = "rules"
    help = "rules"
    topics = frozenset({Topic.RULES, Topic.GROUP})

    def title(self) -> str:
        return _("Rules of the group")

    def context(self) -> str:
        return fill(_("in force on {day:long_day}"), day=self.workspace.today)

    def build(self) -> None:
        self.rules = Card(title=_("Rules in force"))
        self.votes = Card(title=_("Votes"), note=_("the last one first"))
        self.body.addWidget(Beside(self.rules, self.votes, stretches=(3, 2)), 1)
        # Nothing is typed here: the keyboard reads, and scrolls.
        self.rules.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rules.setAccessibleName(_("Rules in force"))

    def take_focus(self) -> None:
        self.rules.setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
            rules = facts.rules(workspace.today)
            founded, records = facts.founded, votes_of(facts)
        show_rules(self.rules, presenter.in_words(rules))
        clear(self.votes.body)
        words = _(
            "This page shows the rules. Changing them by a dated vote is not offered here yet."
        )
        self.votes.add(Label(words, "secondary", wrap=True))
        for vote in reversed(presenter.votes(PRESETS[founded.preset], records)):
            self._show_vote(vote)
        self.votes.add(line())
        kind = translate(PRESET_NAMES[founded.preset])
        self.votes.add(Label(i18n.day(founded.founded), "strong"))
        self.votes.add(Label(fill(_("Founding: {kind}"), kind=kind), "body", "text2", wrap=True))
        self.votes.add(1)

    def _show_vote(self, vote: presenter.Vote) -> None:
        self.votes.add(line())
        self.votes.add(Label(i18n.day(vote.date), "strong"))
        for what, before, after in vote.changed:
            words = fill(
                _("{what}: {after} (before: {before})"), what=what, after=after, before=before
            )
            self.votes.add(Label(words, "body", "text2", wrap=True))
        if not vote.changed:
            self.votes.add(Label(_("nothing was changed"), "body", "text2"))
