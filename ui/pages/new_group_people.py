"""The people of a group that is founded: its members typed one a line, and all read again."""

from PySide6.QtWidgets import QWidget

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, ngettext
from coop_ledger.reports.rules_words import in_sentences
from ui.pages.new_group_parts import OFFICE_NAMES, SheetPart, sum_line
from ui.parts.rules_card import show_rules
from ui.presenters.new_group import OFFICES, PRESET_NAMES
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, line
from ui.widgets.message import MessageStrip
from ui.widgets.roster_edit import RosterEdit


class MembersPart(SheetPart):
    """The members, one a line."""

    def make(self) -> None:
        self.edit = RosterEdit()
        self.edit.setPlainText(self.sheet.text("members"))
        self.edit.textChanged.connect(self._on_typed)
        self.edit.finished.connect(self.on_done)
        self.field = Field(_("&Members, one a line, in the order of the passbooks"), self.edit)
        self.field.stack.setStretch(1, 1)
        self.field.setSizePolicy(self.edit.sizePolicy())
        self.count = Label("", "subtitle")
        self.francs = column(spacing=6)
        self.how = Card(
            Label(_("First name, then family name."), wrap=True),
            Label(_("Enter takes the family name in grey and begins a line."), wrap=True),
            Label(_("From a spreadsheet: copy the column, then Ctrl+V here."), wrap=True),
            Label(_("Two namesakes: add a word in brackets, “Awa Traoré (market)”."), wrap=True),
            Label(_("A telephone number may follow the name."), wrap=True),
            title=_("How to type them"),
            icon="info",
        )
        self.tally = Card(self.count, self.francs)
        side = QWidget()
        column(self.tally, self.how, 1, spacing=14, parent=side)
        card = Card()
        card.add(self.field, 1)
        self.body.addWidget(Beside(card, side, stretches=(3, 2)), 1)

    def enter(self) -> None:
        if self.edit.toPlainText() != self.sheet.text("members"):
            self.edit.setPlainText(self.sheet.text("members"))
        cursor = self.edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.edit.setTextCursor(cursor)
        self._tell()

    def _on_typed(self) -> None:
        self.sheet.type("members", self.edit.toPlainText())
        self.field.clear_error()
        self._tell()

    def _tell(self) -> None:
        lines = [text for text in self.sheet.text("members").splitlines() if text.strip()]
        words = ngettext("{n:number} member", "{n:number} members", len(lines))
        self.count.setText(i18n.fill(words, n=len(lines)))
        clear(self.francs)
        if not lines:
            return
        try:
            year = self.sheet.year()
        except (BadText, Refusal):
            return
        for key, words, amount in year:
            if key.startswith("group ") or key in ("paid", "each"):
                self.francs.addLayout(sum_line(words, i18n.money(amount)))

    def may_go_on(self) -> bool:
        return self._told(self.field, self.sheet.members)


class ReviewPart(SheetPart):
    """Everything that will be recorded, to read again together."""

    takes_keys = False

    def make(self) -> None:
        self.wrong = MessageStrip()
        self.facts = Card(title=_("What will be recorded"))
        self.roster = Card(title=_("Members"))
        self.body.addWidget(self.wrong)
        self.rules = Card(title=_("Rules"))
        self.body.addWidget(Beside(self.facts, self.rules, stretches=(2, 3)))
        self.body.addWidget(self.roster, 1)

    def enter(self) -> None:
        clear(self.facts.body)
        clear(self.roster.body)
        clear(self.rules.body)
        sheet = self.sheet
        try:
            members, rules = sheet.members(), sheet.rules()
            sheet.events()
        except (BadText, Refusal) as wrong:
            self.wrong.tell(str(wrong), "error")
            return
        self.wrong.hide()
        officers = {typed.member: typed.name for typed in members}
        lines = [
            (_("Group"), sheet.name()),
            (_("Village or quarter"), sheet.text("place") or "–"),
            (_("Kind of group"), _(PRESET_NAMES[sheet.preset])),
            (
                _("Cycle 1"),
                i18n.fill(_("{opens:day} to {ends:day}"), opens=sheet.opens(), ends=sheet.ends()),
            ),
            (_("Meetings"), i18n.number(sheet.meetings(rules))),
        ]
        lines += [
            (_(OFFICE_NAMES[office]).replace("&", ""), officers.get(sheet.text(office), "–"))
            for office in OFFICES
        ]
        for place, (words, value) in enumerate(lines):
            if place:
                self.facts.add(line())
            self.facts.add(sum_line(words, value))
        self.facts.add(1)
        show_rules(self.rules, in_sentences(rules))
        count = ngettext("{n:number} member", "{n:number} members", len(members))
        self.roster.note.setText(i18n.fill(count, n=len(members)))
        names = [
            Label(
                f"{typed.member} · {typed.name}"
                + (f" ({typed.nickname})" if typed.nickname else "")
            )
            for typed in members
        ]
        self.roster.add(FieldGrid(names, columns=3, spacing=8))
        self.roster.add(1)
