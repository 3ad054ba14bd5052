"""One deed of a tontine: what it asks, what it will change, and the refusal if any."""

import functools
import itertools
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill, ngettext, translate
from ui.models.tontine_models import HandsModel, PlacesModel
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.fund_effects import EffectsCard
from ui.presenters import tontine_deeds as deeds
from ui.presenters.funds import name_of
from ui.presenters.tontine_deeds import TontineDeeds, Wanted
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.entry_grid import Order
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.field import Check, Choice, Field, Line
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.member import MemberPicker
from ui.widgets.money import MoneyField

LIST_HEIGHT = 260
PLACES_HEIGHT = 150
ASKS: Mapping[str, tuple[str, ...]] = {
    deeds.START: ("hands", "date"),
    deeds.DRAW: ("seed", "date"),
    deeds.TAKE: ("places", "date"),
    deeds.PAY: ("member", "amount", "date"),
    deeds.COVER: ("member", "fund", "date"),
    deeds.REPAY: ("member", "amount", "date"),
    deeds.SWAP: ("member", "other", "agreed", "date"),
    deeds.PASS: ("member", "other", "date"),
    deeds.STAKE: ("member", "date"),
    deeds.END: ("reason", "date"),
}


class TontineDeedPage(Page):
    """The argument is a deed and a member: "pay:12"."""

    name = "tontine_deed"
    help = "tontine"
    topics = frozenset({Topic.TONTINE, Topic.MEMBERS, Topic.RULES})

    def title(self) -> str:
        return translate(deeds.TITLES[self.deed])

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Tontine"), "tontine"),)

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.deed = getattr(self, "deed", deeds.PAY)
        self._quiet = True
        self.member, self.other = MemberPicker(width=320), MemberPicker(width=320)
        self.amount = MoneyField(_("&Amount"), beside=True)
        self.fund = Choice()
        self.seed, self.reason = Line(width=200), Line(width=320)
        self.agreed = Check(_("Both agree, before the group"))
        self.date = DayEdit(lambda: self.workspace.today)
        self.hands, self.places = HandsModel(self), PlacesModel(self)
        self.hand_list = EntrySheet(self.hands, _("Who is in it"))
        self.place_list = EntrySheet(self.places, _("Who takes"), order=Order.ACROSS)
        self.hand_list.setMinimumHeight(LIST_HEIGHT)
        # However many members there are, what records stays in sight.
        self.hand_list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.place_list.setMinimumHeight(PLACES_HEIGHT)
        self.fields = {
            "member": Field(_("&Member"), self.member),
            "other": Field(_("&With whom"), self.other),
            "fund": Field(_("Which &fund advances it"), self.fund),
            "amount": self.amount,
            "seed": Field(
                _("Number &read aloud"),
                self.seed,
                help=_(
                    "Any number in figures, said before the group: that of a banknote, a date "
                    "like 20112026 …"
                ),
            ),
            "reason": Field(_("&Reason"), self.reason),
            "agreed": Field(_("&Consent"), self.agreed),
            "hands": Field(
                _("&Hands"),
                self.hand_list,
                help=_("A hand brings the contribution and takes the pot once. Empty: not in it."),
            ),
            "places": Field(_("&Who takes"), self.place_list),
            "date": Field(_("&Day"), self.date),
        }
        self._connect()
        self.effects = EffectsCard()
        self.who = Card()
        side = QWidget()
        stack = column(self.who, self.effects, spacing=14, parent=side)
        stack.setStretch(0, 1)
        self.body.addWidget(Beside(self._form(), side, stretches=(6, 5), least=860), 1)
        self._quiet = False

    def _connect(self) -> None:
        for picker in (self.member, self.other):
            picker.picked.connect(lambda _code: self._on_member())
            picker.textEdited.connect(lambda _text: self._retell())
        for edit in (self.seed, self.reason, self.date):
            edit.textChanged.connect(self._retell)
        self.amount.amount_changed.connect(self._retell)
        self.agreed.toggled.connect(self._retell)
        self.fund.currentIndexChanged.connect(self._retell)
        self.hands.changed.connect(self._retell)
        self.places.changed.connect(self._retell)
        for sheet in (self.hand_list, self.place_list):
            sheet.grid.finished.connect(self._leave_list)

    def _leave_list(self) -> None:
        """Go on behind the last cell: to the way out of a refusal, else to what records."""
        way_out = self.fields["places"].error.findChild(Button)
        if self.save.isEnabled():
            self.save.setFocus()
        elif way_out is not None and way_out.isVisible():
            way_out.setFocus()
        else:
            self.date.setFocus()

    def _form(self) -> Card:
        self.cancel = Button(_("Cancel"), key="Esc", height=40)
        self.cancel.clicked.connect(self.workspace.go_back)
        self.why_not = Label("", "secondary", wrap=True)
        self.save = Button(_("Record"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        left = QWidget()
        row(self.cancel, self.why_not, spacing=14, parent=left).setStretch(1, 1)
        self.form = column(spacing=12)
        self.summary = Label("", "label", wrap=True)
        card = Card(self.form, self.summary, spacing=12)
        card.add(1)
        card.add(line())
        card.add(Beside(left, self.save, stretches=(1, 0), spacing=14))
        return card

    def _arrange(self) -> None:
        """Set the fields of the deed one below the other, in the order in which Tab goes."""
        for field in self.fields.values():
            field.setParent(self)
            field.hide()
        clear(self.form)
        asked = ASKS[self.deed]
        for name in asked:
            if name == "hands":  # a long list: it has the other half of the page to itself
                self.who.add(self.fields[name], 1)
            else:
                self.form.addWidget(self.fields[name])
            self.fields[name].show()
        stops = [_stop(self.fields[name].editor) for name in asked]
        for before, after in itertools.pairwise([*stops, self.save, self.cancel]):
            self.setTabOrder(before, after)

    # -- its life ----------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        deed, _colon, member = argument.partition(":")
        self.deed = deed if deed in deeds.TITLES else deeds.PAY
        self._quiet = True
        for edit in (self.seed, self.reason):
            edit.clear()
        for picker in (self.member, self.other):
            picker.choose("")
        self.amount.set_amount(None)
        self.agreed.setChecked(False)
        self.date.set_value(self.workspace.today)
        self._arrange()
        self.refresh()
        self._offer_lists()
        self.fields["fund"].setVisible("fund" in ASKS[self.deed] and not self.asked.cover_fund())
        self.member.choose(member)
        self._quiet = False
        self._on_member()

    def retranslate(self) -> None:
        super().retranslate()
        self.open(self.deed)

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        quiet, self._quiet = self._quiet, True
        self.asked = TontineDeeds(workspace.book, workspace.group, workspace.today)
        named = set(self.asked.people(self.deed))
        everyone = members(workspace.book, workspace.group, workspace.today)
        people = [person for person in everyone if person.status == "active"]
        # Who left may still hold a hand: someone takes it over.
        holders = everyone if self.deed == deeds.PASS else people
        self.fund.offer((fund, name_of(fund)) for fund in self.asked.cover_funds())
        self.member.offer([person for person in holders if person.member in named])
        swap = self.deed == deeds.SWAP
        self.other.offer([p for p in people if p.member in named] if swap else people)
        words = _("&Who takes over") if self.deed == deeds.PASS else _("&With whom")
        self.fields["other"].label.setText(words)
        self.other.setAccessibleName(words.replace("&", ""))
        self._quiet = quiet
        self._retell()

    def _offer_lists(self) -> None:
        asked = self.asked
        active = {code: asked.names[code] for code in asked.active}
        self.hands.offer(active, asked.carnets, in_order=asked.in_order)
        waiting = asked.tontine.waiting() if asked.tontine else ()
        self.places.offer(
            {code: asked.names[code] for code in waiting},
            asked.places(),
            asked.lot(),
            asked.winners(),
            bids=asked.is_auction,
        )

    def take_focus(self) -> None:
        first = ASKS[self.deed][0]
        if first == "member" and self.member.code():
            first = ASKS[self.deed][1]
        if self.deed == deeds.TAKE and self.asked.winners():
            (self.save if self.save.isEnabled() else self.place_list.grid).setFocus()
            return
        _stop(self.fields[first].editor).setFocus()

    # -- while typing ------------------------------------------------------------------------------

    def _on_member(self) -> None:
        """Propose the amount that is due from the member named."""
        if self._quiet:
            return
        if "amount" in ASKS[self.deed]:
            self.amount.set_amount(self.asked.proposal(self.deed, self.member.code()))
        self._retell()

    def _read(self) -> Wanted:
        """Return what is typed, as far as it can be read."""
        wanted = Wanted(
            deed=self.deed,
            date=self.workspace.today,
            member=self.member.code(),
            other=self.other.code(),
            amount=self.amount.money.value_or_none() if self.deed != deeds.COVER else None,
            fund=self.fund.value() if self.deed == deeds.COVER else "",
            seed=self.seed.text().strip(),
            reason=self.reason.text().strip(),
            agreed=self.agreed.isChecked(),
            hands=self.hands.hands(),
            guarantors=self.hands.guarantors(),
            order=self.hands.order(),
            winners=self.places.winners(),
            bids=self.places.bids(),
            amounts=self.places.amounts(),
        )
        self.unread: dict[str, BadText] = {}
        try:
            wanted.date = self.date.value()
        except BadText as bad:
            self.unread["date"] = bad
        return wanted

    def _retell(self) -> None:
        if self._quiet or not hasattr(self, "asked"):
            return
        wanted = self.wanted = self._read()
        self.amount.set_help(self.asked.explain(self.deed, wanted.member))
        missing = self.asked.missing(wanted)
        ready = not missing and not self.unread and self.asked.tontine is not None
        found = self.asked.preview(wanted) if ready else None
        refusal = found if isinstance(found, Refusal) else None
        if refusal is not None and refusal.field == "amounts":
            self.places.ask_amounts()
        self._tell_refusal(refusal)
        if found is None or isinstance(found, Refusal):
            self.effects.tell(())
        else:
            self.effects.tell(self.asked.effects(found))
        starting = self.deed == deeds.START
        self.summary.setText(self._summary(wanted))
        self.who.setVisible(starting)
        self.effects.setVisible(self.deed not in (deeds.DRAW, deeds.START))
        self.save.setEnabled(ready and refusal is None)
        held = _("What is marked is to be settled first.") if refusal or self.unread else ""
        self.why_not.setText(missing or held)

    def _summary(self, wanted: Wanted) -> str:
        """Say what a start comes to, what an end gives back, and when an order is shown."""
        if self.deed == deeds.START:
            return self.asked.summary(wanted.hands)
        if self.deed == deeds.END:
            return self.asked.ending(wanted.date)
        if self.deed == deeds.DRAW:
            return _(
                "The number is said aloud first. The order is shown once it is recorded; a draw "
                "that was recorded is only undone by reversing it, with a reason."
            )
        return ""

    def _tell_refusal(self, refusal: Refusal | None) -> None:
        for field in self.fields.values():
            field.clear_error()
        for name, bad in self.unread.items():
            self.fields[name].show_error(str(bad))
        if refusal is not None:
            name = refusal.field.partition(".")[0]
            name = deeds.OF_EVENT.get(name, name)
            seen = name if name in ASKS[self.deed] else ASKS[self.deed][0]
            self.fields[seen].show_error(str(refusal), *self._ways_out(refusal))

    def _ways_out(self, refusal: Refusal) -> list[tuple[str, Callable[[], object]]]:
        """Offer to let a fund cover who is missing: all at once where only one can."""
        missing = self.asked.coverable() if refusal.field == "amounts" else []
        if self.deed != deeds.TAKE or not missing:
            return []
        if not self.asked.cover_fund():
            go = functools.partial(self.workspace.go, "tontine_deed", deeds.COVER)
            return [(_("Let a fund cover it"), go)]
        words = ngettext(
            "Let the fund cover {n:number} member",
            "Let the fund cover the {n:number} members",
            len(missing),
        )
        return [(fill(words, n=len(missing)), lambda: self._cover(missing))]

    def _cover(self, missing: list[str]) -> None:
        covers = [
            Wanted(
                deed=deeds.COVER,
                date=self.wanted.date,
                member=member,
                fund=self.asked.cover_fund(),
            )
            for member in missing
        ]
        self.workspace.record_all([self.asked.event(wanted) for wanted in covers])
        self.take_focus()

    def show_refusal(self, refusal: Refusal) -> bool:
        self._tell_refusal(refusal)
        return True

    # -- recording ---------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the deed, go back to the tontine and offer the paper that goes with it."""
        if not self.save.isEnabled():
            return
        workspace, deed = self.workspace, self.deed
        changes = workspace.record(self.asked.event(self.wanted))
        if changes is None:
            return
        workspace.go("tontine")
        receipts = [number for done in changes.events for number in done.receipts]
        if deed == deeds.DRAW:
            self._offer(_("The order is drawn."), _("Print the minutes"), "tontine-draw", {})
        elif receipts:
            said = fill(_("{deed}: recorded."), deed=translate(deeds.TITLES[deed]))
            values = {"number": receipts[0]}
            self._offer(said, _("Print the receipt"), "receipt", values)

    def _offer(self, words: str, title: str, paper: str, values: Mapping[str, int]) -> None:
        workspace, window = self.workspace, self.window()
        workspace.notice(
            words, "info", (title, lambda: show_paper(workspace, paper, values, parent=window))
        )


def _stop(editor: QWidget) -> QWidget:
    """Return what takes the keys of a field."""
    return editor.grid if isinstance(editor, EntrySheet) else editor
