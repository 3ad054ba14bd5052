"""A vote on the rules: what is voted at the left, what it changes at the right, then recorded."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.members import members
from coop_ledger.domain.accounts import SAVINGS
from coop_ledger.i18n import _, fill, ngettext, translate
from ui.pages.page import Page
from ui.parts.rules_card import show_changes
from ui.presenters.rule_fields import RuleField
from ui.presenters.rules_vote import NEW_PARTS, Effect, FrancsChange, VoteSheet
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.message import MessageStrip

STATE = "state"


class RulesVotePage(Page):
    """The form of a vote. Nothing is recorded before the group has heard what changes."""

    name = "rules_vote"
    help = "rules"
    topics = frozenset({Topic.RULES, Topic.GROUP, Topic.MEMBERS})
    sheet: VoteSheet  # made when the page first opens, and kept while its group stays in front
    typed_in: tuple[object, str]
    _kept = ""

    def title(self) -> str:
        return _("Vote on the rules")

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Rules of the group"), "rules"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"edit": self.part.setFocus}

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.part = Choice()
        self.part.currentIndexChanged.connect(self._fill)
        self.room = column(spacing=14)
        self.form = Card(
            Field(_("&Part of the rules"), self.part),
            self.room,
            line(),
            self._adding(),
            title=_("What is voted"),
        )
        self.form.add(1)
        self.changes = Card(title=_("What changes"))
        self.francs = Card(title=_("In francs, in a year"))
        side = QWidget()
        column(self.changes, self.francs, self._closing(), 1, spacing=14, parent=side)
        self.body.addWidget(Beside(self.form, side, stretches=(3, 2), least=900), 1)

    def _adding(self) -> QWidget:
        self.kind = Choice([(kind, translate(words)) for kind, words in NEW_PARTS])
        self.named = Line(width=180)
        self.name_field = Field(_("Its &name"), self.named)
        self.add = Button(_("Add"), icon="add")
        self.add.clicked.connect(self._on_add)
        self.named.accepted.connect(self._on_add)
        self.kind.currentIndexChanged.connect(self._on_kind)
        fields = FieldGrid([Field(_("Add &to the rules"), self.kind), self.name_field], columns=2)
        adding = QWidget()
        column(fields, row(self.add, 1), parent=adding)
        return adding

    def _closing(self) -> Card:
        self.day = DayEdit(lambda: self.workspace.today)
        self.day.textChanged.connect(self._on_day)
        self.day.editingFinished.connect(self._on_day_finished)
        self.note = Line(width=260)
        self.note.textChanged.connect(self._on_note)
        self.wrong = MessageStrip()
        self.why_not = Label("", "secondary", wrap=True)
        self.save = Button(_("Record the vote"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        self.day_field = Field(
            _("&Day of the vote"),
            self.day,
            help=_("What was done before this day keeps the rules of its own day."),
        )
        self.note_field = Field(
            _("&Who proposed it, how many voted for it"), self.note, help=_("may be left empty")
        )
        self.forget = Button(_("Forget what is typed"), Look.QUIET)
        self.forget.clicked.connect(self._on_forget)
        foot = row(self.why_not, self.save, spacing=14)
        foot.setStretch(0, 1)
        begin_anew = row(self.forget, 1)
        return Card(
            self.day_field, self.note_field, self.wrong, foot, begin_anew, title=_("The vote")
        )

    # -- refreshing --------------------------------------------------------------------------------

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
        people = members(workspace.book, workspace.group, workspace.today)
        active = sum(person.status == "active" for person in people)
        shares = sum(balance.quantity for balance in facts.leaves(SAVINGS).values())
        typed_in = (workspace.book, workspace.group)
        if hasattr(self, "sheet") and self.typed_in == typed_in:
            self.sheet.stand_on(facts.rules, workspace.today, active, shares)
        else:
            self.sheet = VoteSheet(facts.rules, workspace.today, active, shares)
            self._take_up()
        self.typed_in = typed_in
        self.day.setText(self.sheet.day_text or i18n.day(workspace.today))
        self.note.setText(self.sheet.note)
        self._offer_parts(self.part.value())
        self._on_kind()

    def _draft(self) -> str:
        return f"rules_vote:{self.workspace.group}"

    def _take_up(self) -> None:
        """Take up what was typed before the program, or the current, stopped."""
        kept = self.workspace.book.drafts.load(self._draft())
        if STATE in kept:
            self.sheet.restore(kept[STATE])

    def _keep(self) -> None:
        state, drafts = self.sheet.state(), self.workspace.book.drafts
        if state == self._kept:
            return
        if not self.sheet.is_empty():
            drafts.keep(self._draft(), STATE, state)
        elif self._kept:
            drafts.drop(self._draft())
        self._kept = state

    def take_focus(self) -> None:
        self.part.setFocus()

    def _offer_parts(self, part: str = "") -> None:
        self.part.blockSignals(True)
        self.part.offer(self.sheet.parts())
        self.part.choose(part)
        self.part.blockSignals(False)
        self._fill()

    def _fill(self) -> None:
        """Show what the chosen part asks for."""
        if not hasattr(self, "sheet"):
            return
        clear(self.room)
        part = self.part.value()
        self._rules = {rule.cell: rule for rule in self.sheet.fields(part)}
        self._cells = {cell: self._field(rule) for cell, rule in self._rules.items()}
        self.fields = {f"rules.{cell}": field for cell, field in self._cells.items()}
        self.fields |= {"date": self.day_field, "text": self.note_field}
        self.room.addWidget(FieldGrid([*self._cells.values()], columns=3))
        if self.sheet.may_go(part):
            gone = Button(_("Do away with it"), Look.QUIET, icon="close")
            gone.clicked.connect(self._on_gone)
            self.room.addLayout(row(gone, 1))
        before: QWidget = self.part
        for field in self._cells.values():
            self.setTabOrder(before, field.editor)
            before = field.editor
        self._retell()

    def _field(self, rule: RuleField) -> Field:
        pairs = rule.choices()
        if pairs:
            choice = Choice(pairs)
            choice.choose(self.sheet.text(rule))
            choice.currentIndexChanged.connect(lambda _at: self._on_chosen(rule, choice.value()))
            return Field(translate(rule.label), choice)
        edit = Line(translate(rule.unit), width=150)
        edit.setText(self.sheet.text(rule))
        edit.setPlaceholderText(translate(rule.placeholder))
        edit.textChanged.connect(lambda text: self._on_typed(rule, text))
        return Field(translate(rule.label), edit)

    # -- while typing --------------------------------------------------------------------------------

    def _on_typed(self, rule: RuleField, text: str) -> None:
        self.sheet.type(rule, text)
        self._retell()

    def _on_chosen(self, rule: RuleField, value: str) -> None:
        """Take a choice; other rules may be asked for then."""
        self.sheet.type(rule, value)
        if [asked.cell for asked in self.sheet.fields(self.part.value())] == [*self._cells]:
            self._retell()
            return
        self._fill()
        self._cells[rule.cell].editor.setFocus()

    def _on_kind(self) -> None:
        needs_name = self.kind.value() in ("fund", "loan", "fine")
        self.named.setEnabled(needs_name)
        self.name_field.clear_error()

    def _on_add(self) -> None:
        try:
            part = self.sheet.add(self.kind.value(), self.named.text())
        except BadText as bad:
            self.name_field.refuse(str(bad))
            return
        self.named.clear()
        self.name_field.clear_error()
        self._offer_parts(part)
        self.part.setFocus()

    def _on_gone(self) -> None:
        self.sheet.do_away(self.part.value())
        self._offer_parts()
        self.part.setFocus()

    def _on_day(self, text: str) -> None:
        if hasattr(self, "sheet"):
            self.sheet.day_text = text
            self._retell()

    def _on_day_finished(self) -> None:
        """Lay the form on the rules of that day."""
        if hasattr(self, "sheet"):
            self._offer_parts(self.part.value())

    def _on_note(self, text: str) -> None:
        if hasattr(self, "sheet"):
            self.sheet.note = text
            self._keep()

    def _on_forget(self) -> None:
        self._forget()
        self._offer_parts(self.part.value())
        self.part.setFocus()

    def _forget(self) -> None:
        """Begin anew, with the rules as they are."""
        self.sheet.clear()
        self.day.set_value(self.workspace.today)
        self.note.clear()
        self.workspace.book.drafts.drop(self._draft())

    def _retell(self) -> None:
        self._keep()
        self.forget.setVisible(not self.sheet.is_empty())
        wrong = self.sheet.wrong()
        for cell, field in self._cells.items():
            if cell in wrong:
                field.show_error(wrong[cell])
            else:
                field.clear_error()
        if "day" in wrong:
            self.day_field.show_error(wrong["day"])
        else:
            self.day_field.clear_error()
        elsewhere = [said for cell, said in wrong.items() if cell not in (*self._cells, "day")]
        if elsewhere:
            self.wrong.tell(elsewhere[0], "error")
        else:
            self.wrong.hide()
        clear(self.changes.body)
        clear(self.francs.body)
        effect = Effect((), ()) if wrong else self.sheet.effect()
        if not wrong:
            show_changes(self.changes, effect.told)
            for sentence in self.sheet.warnings():
                self.changes.add(Label(sentence, "strong", "warning", wrap=True))
        self._tell_francs(effect.francs)
        self.changes.setVisible(not wrong)
        self._tell_button(changes=len(effect.told), wrong=bool(wrong))

    def _tell_francs(self, francs: tuple[FrancsChange, ...]) -> None:
        for place, change in enumerate(francs):
            if place:
                self.francs.add(line())
            now = _("none") if change.after is None else i18n.money(change.after)
            was = _("none") if change.before is None else i18n.money(change.before)
            words = Label(change.words, ink="text2", wrap=True)
            right = Qt.AlignmentFlag.AlignRight
            before = Label(fill(_("before: {amount}"), amount=was), "secondary", align=right)
            amounts = column(Label(now, "strong", align=right), before, spacing=0)
            both = row(words, amounts, spacing=14)
            both.setStretch(0, 1)
            self.francs.add(both)
        self.francs.setVisible(bool(francs))

    def _tell_button(self, *, changes: int, wrong: bool) -> None:
        self.save.setEnabled(bool(changes) and not wrong)
        if wrong:
            words = _("What is marked is to be settled first.")
        elif not changes:
            words = _("Nothing changes yet.")
        else:
            words = fill(
                ngettext(
                    "Read the change aloud first.",
                    "Read the {n:number} changes aloud first.",
                    changes,
                ),
                n=changes,
            )
        self.why_not.setText(words)

    # -- recording -----------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the vote, and go to the rules as they are now."""
        workspace = self.workspace
        if workspace.record(self.sheet.event(workspace.group)) is None:
            return
        self._forget()
        workspace.go("rules")
