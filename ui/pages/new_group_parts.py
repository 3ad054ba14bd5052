"""The first steps of founding a group: its name, its rules, its cycle."""

import functools
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, translate
from coop_ledger.names import Person, clean_note
from ui.pages.assistant import Part
from ui.presenters.new_group import OFFICES, PRESET_NAMES, PRESET_NOTES, NewGroup
from ui.presenters.rule_fields import RuleField
from ui.widgets.beside import Beside
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.member import MemberPicker
from ui.widgets.options import Options
from ui.workspace import Workspace

OFFICE_NAMES = {
    "president": N_("&President"),
    "secretary": N_("S&ecretary"),
    "treasurer": N_("&Treasurer"),
}
Deed = Callable[[], object]


class SheetPart(Part):
    """A step that types into the sheet. `go_on` is what Enter on its last field does."""

    def __init__(self, sheet: NewGroup, workspace: Workspace, go_on: Deed) -> None:
        super().__init__()
        self.sheet, self.workspace, self.on_done = sheet, workspace, go_on
        self.make()

    def make(self) -> None:
        """Make the widgets."""

    def _told(self, field: Field, ask: Callable[[], object]) -> bool:
        """Return whether `ask` has an answer; what is wrong is said under the field."""
        try:
            ask()
        except (BadText, Refusal) as wrong:
            field.refuse(str(wrong))
            return False
        field.clear_error()
        return True


class GroupPart(SheetPart):
    """Name, place and the kind of group."""

    def make(self) -> None:
        self.named = Field(_("&Name of the group"), Line(width=320))
        self.place = Field(
            _("&Village or quarter"),
            Line(width=320),
            help=_("It stands under the name on every paper."),
        )
        self.preset = Options([(c, _(PRESET_NAMES[c]), _(PRESET_NOTES[c])) for c in PRESET_NAMES])
        self.preset.setAccessibleName(_("Kind of group"))
        for cell, field in (("name", self.named), ("place", self.place)):
            edit = field.editor
            assert isinstance(edit, Line)
            edit.setText(self.sheet.text(cell))
            edit.textChanged.connect(functools.partial(self._on_typed, cell, field))
        self.preset.choose(self.sheet.preset)
        self.preset.chosen.connect(lambda value: self.sheet.type("preset", value))
        self.preset.accepted.connect(self.on_done)
        chosen = column(Label(_("Kind of group"), "label"), self.preset, spacing=5)
        card = Card(FieldGrid([self.named, self.place], columns=2), chosen, spacing=16)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _on_typed(self, cell: str, field: Field, text: str) -> None:
        self.sheet.type(cell, text)
        field.clear_error()

    def may_go_on(self) -> bool:
        named = self._told(self.named, self.sheet.name)
        return named and self._told(self.place, lambda: clean_note(self.sheet.text("place")))


class RulesPart(SheetPart):
    """The rules, filled in; beside them what a year comes to."""

    def make(self) -> None:
        self.card = Card(
            title=_("Rules"), note=_("filled in for this kind of group; change what you voted")
        )
        self.year = Card(title=_("The year in francs"))
        self.body.addWidget(Beside(self.card, self.year, stretches=(3, 2)), 1)
        self._preset = ""
        self._fields: dict[str, Field] = {}
        self._asked: set[tuple[str, int]] = set()

    def enter(self) -> None:
        if self._preset != self.sheet.preset:
            self._preset = self.sheet.preset
            self._fill()
        self._tell_year()

    def _fill(self) -> None:
        clear(self.card.body)
        self._fields = {rule.cell: self._field(rule) for rule in self.sheet.rule_fields}
        last = [*self._fields.values()][-1].editor
        assert isinstance(last, Line)
        last.accepted.connect(self.on_done)
        self.card.add(FieldGrid([*self._fields.values()], columns=3))
        self.card.add(1)
        before: QWidget = self.card
        for field in self._fields.values():
            self.setTabOrder(before, field.editor)
            before = field.editor

    def take_focus(self) -> None:
        next(iter(self._fields.values())).editor.setFocus()

    def _field(self, rule: RuleField) -> Field:
        pairs = rule.choices()
        if pairs:
            choice = Choice(pairs)
            choice.choose(self.sheet.rule_text(rule))
            choice.currentIndexChanged.connect(lambda _at: self._on_chosen(rule, choice.value()))
            return Field(translate(rule.label), choice)
        edit = Line(_(rule.unit) if rule.unit else "", width=150)
        edit.setText(self.sheet.rule_text(rule))
        edit.setPlaceholderText(_(rule.placeholder) if rule.placeholder else "")
        edit.textChanged.connect(lambda text: self._on_typed(rule, text))
        edit.editingFinished.connect(self._tell_wrong)
        return Field(translate(rule.label), edit)

    def _on_typed(self, rule: RuleField, text: str) -> None:
        self.sheet.type_rule(rule, text)
        self._fields[rule.cell].clear_error()
        wrong = self.sheet.wrong_rules()
        for cell, field in self._fields.items():  # a figure may be right again by another one
            if field.is_wrong() and cell not in wrong:
                field.clear_error()
        self._tell_year()

    def _tell_wrong(self) -> None:
        """Say under each field what is wrong there, once a field is left."""
        for cell, said in self.sheet.wrong_rules().items():
            if cell in self._fields:
                self._fields[cell].show_error(said)

    def _on_chosen(self, rule: RuleField, value: str) -> None:
        """Take a choice; other rules may be asked for then."""
        self._on_typed(rule, value)
        if [asked.cell for asked in self.sheet.rule_fields] != [*self._fields]:
            self._fill()
            self._fields[rule.cell].editor.setFocus()

    def _tell_year(self) -> None:
        clear(self.year.body)
        try:
            lines, meetings = self.sheet.year(), self.sheet.meetings(self.sheet.rules())
        except (BadText, Refusal):
            self.year.note.setText("")
            words = _("The year is counted as soon as every rule can be read.")
            self.year.add(Label(words, "body", "text2", wrap=True))
            self.year.add(1)
            return
        self.year.note.setText(i18n.fill(_("{n:number} meetings"), n=meetings))
        for place, (_key, words, amount) in enumerate(lines):
            if place:
                self.year.add(line())
            self.year.add(sum_line(words, i18n.money(amount)))
        self.year.add(1)

    def may_go_on(self) -> bool:
        self._tell_wrong()
        for cell, said in self.sheet.wrong_rules().items():
            self._fields.get(cell, [*self._fields.values()][-1]).refuse(said)
            return False
        asked = [self._asks(rule) for rule in reversed(self.sheet.rule_fields)]
        return not any(asked)

    def _asks(self, rule: RuleField) -> bool:
        """Ask once whether a sum a hundred times the usual was meant; going on again keeps it."""
        found = self.sheet.absurd(rule)
        if found is None or (rule.cell, found[0]) in self._asked:
            return False
        typed, usual = found
        self._asked.add((rule.cell, typed))
        field = self._fields[rule.cell]
        edit = field.editor
        assert isinstance(edit, Line)
        edit.setFocus()
        edit.stay()
        words = _(
            "{typed:francs} is {times:number} times the usual {usual:francs}. "
            "Go on again if that is what was voted."
        )
        field.show_warning(
            i18n.fill(words, typed=typed, times=typed // usual, usual=usual),
            (
                i18n.fill(_("Put {meant:money}"), meant=usual),
                lambda: edit.setText(i18n.money(usual)),
            ),
            (i18n.fill(_("Keep {amount:money}"), amount=typed), field.clear_error),
        )
        return True


class CyclePart(SheetPart):
    """When the cycle begins and is shared out, and who holds an office."""

    def make(self) -> None:
        today = lambda: self.workspace.today  # noqa: E731 - two editors share it
        self.opens = Field(
            _("The cycle &begins"),
            DayEdit(today),
            help=_("The day of the founding; members join that day."),
        )
        self.ends = Field(
            _("&Share-out planned"), DayEdit(today), help=_("Loans should be repaid before.")
        )
        for cell, field in (("opens", self.opens), ("ends", self.ends)):
            edit = field.editor
            assert isinstance(edit, DayEdit)
            edit.setText(self.sheet.text(cell))
            edit.textChanged.connect(lambda text, cell=cell: self._on_day(cell, text))
        self.pickers = {office: MemberPicker(width=240) for office in OFFICES}
        self.officers = {o: Field(_(OFFICE_NAMES[o]), self.pickers[o]) for o in OFFICES}
        for office, picker in self.pickers.items():
            picker.picked.connect(lambda code, office=office: self.sheet.type(office, code))
            picker.textEdited.connect(lambda _text, office=office: self._on_edited(office))
        self.pickers[OFFICES[-1]].accepted.connect(self.on_done)
        note = _("may be left for later")
        card = Card(
            FieldGrid([self.opens, self.ends], columns=2),
            line(),
            row(Label(_("Officers"), "card"), Label(note, "secondary"), 1),
            FieldGrid([*self.officers.values()], columns=3),
            spacing=16,
        )
        self.body.addWidget(card)
        self.body.addStretch(1)

    def _on_day(self, cell: str, text: str) -> None:
        self.sheet.type(cell, text)
        for field in (self.opens, self.ends):
            field.clear_error()
        ends = self.ends.editor
        assert isinstance(ends, DayEdit)
        if cell == "opens":  # the end follows it, unless it was typed
            ends.setText(self.sheet.text("ends"))

    def _on_edited(self, office: str) -> None:
        self.sheet.type(office, "")
        self.officers[office].clear_error()

    def enter(self) -> None:
        self._name_the_end()
        people = self.sheet.members()
        for office, picker in self.pickers.items():
            typed = picker.text()
            picker.offer(people)
            picker.choose(self.sheet.text(office))
            if not picker.code():  # a name nobody has stays there to be refused
                picker.setText(typed)

    def _name_the_end(self) -> None:
        """A group that keeps all its funds has no share-out to plan."""
        kept = all(fund.share_out == "kept" for fund in self.sheet.rules().funds.values())
        words = _("The cycle &ends") if kept else _("&Share-out planned")
        self.ends.label.setText(words)
        self.ends.editor.setAccessibleName(words.replace("&", ""))
        after = _("Nothing is shared out; a new cycle is opened then.")
        self.ends.set_help(after if kept else _("Loans should be repaid before."))

    def may_go_on(self) -> bool:
        days = self._told(self.opens, self.sheet.opens) and self._told(self.ends, self.sheet.ends)
        return days and all(self._is_known(office) for office in OFFICES)

    def _is_known(self, office: str) -> bool:
        """Return whether an office is left empty or given to a member; the nearest are offered."""
        picker, field = self.pickers[office], self.officers[office]
        picker.settle_if_sure()
        if picker.code() or not picker.text().strip():
            field.clear_error()
            return True
        words = _("No member is called {text}. Choose one of the list, or leave it empty.")
        near = picker.nearest()
        field.refuse(
            i18n.fill(words, text=picker.text().strip()),
            *((person.name, functools.partial(self._appoint, office, person)) for person in near),
        )
        return False

    def _appoint(self, office: str, person: Person) -> None:
        self.pickers[office].choose(person.member)
        self.sheet.type(office, person.member)
        self.officers[office].clear_error()
        self.pickers[office].setFocus()


def sum_line(words: str, amount: str) -> QHBoxLayout:
    """Return words at the left and their amount at the right."""
    both = row(Label(words, ink="text2", wrap=True), Label(amount, "strong"), spacing=14)
    both.setStretch(0, 1)
    return both
