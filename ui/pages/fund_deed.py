"""One deed with the funds' money: what it asks, what it will change, and the refusal if any."""

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.domain.facts import Outcome
from coop_ledger.i18n import _, fill, translate
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.fund_effects import EffectsCard
from ui.parts.fund_form import FundForm
from ui.presenters import fund_deeds as deeds
from ui.presenters.fund_deeds import FundDeeds, Wanted
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row

GRID_HEIGHT = 200


class FundDeedPage(Page):
    """The argument is a deed, a fund and a member: "aid:social:12"."""

    name = "fund_deed"
    help = "funds"
    topics = frozenset({Topic.CASH, Topic.RULES, Topic.MEMBERS})

    def title(self) -> str:
        return translate(deeds.TITLES[self.form.deed])

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Funds"), "funds"),)

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.form = FundForm(lambda: self.workspace.today)
        self.form.changed.connect(self._retell)
        self.fields = self.form.fields
        self.effects = EffectsCard()
        self.body.addWidget(Beside(self._sheet(), self._side(), stretches=(6, 5), least=860), 1)

    def _sheet(self) -> Card:
        self.cancel = Button(_("Cancel"), key="Esc", height=40)
        self.cancel.clicked.connect(self.workspace.go_back)
        self.why_not = Label("", "secondary", wrap=True)
        self.save = Button(_("Record"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        left = QWidget()
        row(self.cancel, self.why_not, spacing=14, parent=left).setStretch(1, 1)
        card = Card(self.form, spacing=12)
        card.add(1)
        card.add(line())
        card.add(Beside(left, self.save, stretches=(1, 0), spacing=14))
        return card

    def _side(self) -> QWidget:
        form = self.form
        self.people = Card(form.list, title=_("Who receives"), edge=True, spacing=0)
        self.pieces = Card(form.count, title=_("Notes and coins"), edge=True, spacing=0)
        for card, sheet in ((self.people, form.list), (self.pieces, form.count)):
            card.body.setStretch(0, 1)
            sheet.setMinimumHeight(GRID_HEIGHT)
            sheet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        side = QWidget()
        stack = column(self.people, self.pieces, self.effects, spacing=14, parent=side)
        stack.setStretch(0, 1)
        stack.setStretch(1, 1)
        return side

    # -- its life ----------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        self.argument = argument
        deed, _colon, rest = argument.partition(":")
        fund, _colon, member = rest.partition(":")
        form = self.form
        form.arrange(
            deed if deed in deeds.TITLES else deeds.MOVE,
            *(form.list.grid, form.count.grid, self.save, self.cancel),
        )
        form.empty(self.workspace.today)
        self._offer()
        form.start_with(fund, member)
        self._retell()

    def retranslate(self) -> None:
        super().retranslate()
        self.open(self.argument)

    def refresh(self, changes: object = None) -> None:
        self._offer()
        self._retell()

    def _offer(self) -> None:
        workspace = self.workspace
        self.asked = FundDeeds(workspace.book, workspace.group, workspace.today)
        everyone = members(workspace.book, workspace.group, workspace.today)
        self.form.offer(self.asked, [person for person in everyone if person.status == "active"])

    def take_focus(self) -> None:
        self.form.first().setFocus()

    # -- while typing ------------------------------------------------------------------------------

    def _retell(self) -> None:
        if not hasattr(self, "asked") or not self.workspace.has_book:
            return
        self.form.offer_for_fund(self.asked)
        wanted = self.wanted = self.form.read(self.asked, self.workspace.today)
        self.form.show_for(wanted)
        self.people.setVisible(wanted.deed == deeds.GIVE)
        self.pieces.setVisible(wanted.deed == deeds.COUNT and wanted.place == deeds.BOX)
        self._tell_help(wanted)
        missing = self.asked.missing(wanted)
        ready = not missing and not self.form.unread
        found = self.asked.preview(wanted) if ready else None
        refusal = found if isinstance(found, Refusal) else None
        self._tell_refusal(refusal)
        self.effects.tell(self.asked.effects(found) if isinstance(found, Outcome) else ())
        self.save.setEnabled(ready and refusal is None)
        held = refusal or self.form.unread
        settle = _("What is marked is to be settled first.") if held else ""
        self.why_not.setText(missing or settle)

    def _tell_help(self, wanted: Wanted) -> None:
        words = hidden = ""
        if wanted.deed == deeds.AID:
            offer = self.asked.offer(wanted.fund, wanted.member, wanted.reason)
            words = deeds.offer_in_words(offer) if offer else ""
            if self.asked.is_private(wanted.fund):
                hidden = _("Confidential: screens and papers do not show it.")
        self.fields["reasons"].set_help(hidden)
        self.fields["reason"].set_help(hidden)
        self.fields["amount"].set_help(words)

    def _tell_refusal(self, refusal: Refusal | None) -> None:
        for field in self.fields.values():
            field.clear_error()
        for name, bad in self.form.unread.items():
            self.fields[name].show_error(str(bad))
        if refusal is not None:
            field = self.fields[self._field_of(refusal)]
            field.show_error(deeds.said(refusal), *self._ways_out(refusal))

    def _field_of(self, refusal: Refusal) -> str:
        """Return the field on the screen that a refusal is about."""
        name = refusal.field.partition(".")[0]
        name = deeds.OF_EVENT.get(name, name)
        if name == "reason" and self.fields["reason"].isHidden():
            name = "reasons"
        seen = name in self.fields and not self.fields[name].isHidden()
        return name if seen else "date"

    def _ways_out(self, refusal: Refusal) -> list[tuple[str, Callable[[], object]]]:
        ways: list[tuple[str, Callable[[], object]]] = []
        amount = deeds.amount_offered(refusal)
        if amount:
            words = fill(_("Write {amount:money}"), amount=amount)
            ways.append((words, lambda: self._take_amount(amount)))
        if isinstance(refusal, Concern) and not self.form.exception:
            ways.append((_("Exception voted…"), self._overrule))
        return ways

    def _take_amount(self, amount: int) -> None:
        self.form.amount.set_amount(amount)
        self.form.amount.money.setFocus()
        self._retell()

    def _overrule(self) -> None:
        self.form.exception = True
        self._retell()
        self.form.approved.setFocus()

    def show_refusal(self, refusal: Refusal) -> bool:
        self._tell_refusal(refusal)
        return True

    # -- recording ---------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the deed, go back to the funds and offer the paper that goes with it."""
        if not self.save.isEnabled():
            return
        workspace, wanted = self.workspace, self.wanted
        changes = workspace.record(self.asked.event(wanted))
        if changes is None:
            return
        workspace.go("funds", deeds.fund_of(wanted))
        self._offer_paper(wanted.deed, changes)

    def _offer_paper(self, deed: str, changes: Changes) -> None:
        workspace = self.workspace
        offers = {
            deeds.AID: ("claim-slip", _("The help is recorded."), _("Print the slip")),
            deeds.GIVE: ("goods-list", _("What was given is recorded."), _("Print the list")),
        }
        numbers = [number for done in changes.events for number in done.entries]
        if deed not in offers or not numbers:
            return
        paper, words, title = offers[deed]
        values = {"number": numbers[0]}
        workspace.notice(
            words, "info", (title, lambda: show_paper(workspace, paper, values, self.window()))
        )
