"""One deed with the funds' money: what it asks, what it will change, and the refusal if any."""

import itertools
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.members import members
from coop_ledger.domain.coins import DENOMINATIONS
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.i18n import _, fill, translate
from ui.models.handout_model import HandoutModel
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.fund_effects import EffectsCard
from ui.presenters import fund_deeds as deeds
from ui.presenters.fund_deeds import FundDeeds, Wanted
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.count_grid import CountGrid
from ui.widgets.day import DayEdit
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.member import MemberPicker
from ui.widgets.money import CountEdit, MoneyField

GRID_HEIGHT = 200
OTHER = "…"  # another reason than those of the rules
BY_FUND, BY_MEMBER = "fund", "member"
ROWS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    deeds.MOVE: (
        *(("source", "target"), ("amount",), ("reason",)),
        *(("fee", "bearer", "payer"), ("date",)),
    ),
    deeds.AID: (
        *(("fund", "member"), ("reasons",), ("reason",), ("amount",)),
        *(("approved_by", "decision"), ("place", "centre"), ("date",)),
    ),
    deeds.BUY: (("fund", "place"), ("item", "quantity"), ("amount",), ("date",)),
    deeds.GIVE: (("stock", "each"), ("date",)),
    deeds.COUNT: (("fund",), ("difference_reason",), ("date",)),
    deeds.RECEIVE: (("fund", "place"), ("amount",), ("account", "text"), ("date",)),
    deeds.PAY: (("fund", "place"), ("amount",), ("account", "text"), ("date",)),
}


class FundDeedPage(Page):
    """The argument is a deed, a fund and a member: "aid:social:12"."""

    name = "fund_deed"
    help = "funds"
    topics = frozenset({Topic.CASH, Topic.RULES, Topic.MEMBERS})

    def title(self) -> str:
        return translate(deeds.TITLES[self.deed])

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Funds"), "funds"),)

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.deed = getattr(self, "deed", deeds.MOVE)
        self.fund = getattr(self, "fund", "")
        self._quiet = True
        self._make_editors()
        self._make_fields()
        self._connect()
        self.effects = EffectsCard()
        self.body.addWidget(Beside(self._form(), self._side(), stretches=(6, 5), least=860), 1)
        self._quiet = False

    def _make_editors(self) -> None:
        self.funds, self.source, self.target = Choice(), Choice(), Choice()
        self.place, self.stock, self.account = Choice(), Choice(), Choice()
        self.reasons = Choice()
        self.bearer = Choice([(BY_FUND, _("the fund")), (BY_MEMBER, _("a member"))])
        self.member, self.payer = MemberPicker(width=320), MemberPicker(width=240)
        self.approved = MemberPicker(width=240)
        self.amount = MoneyField(_("&Amount"), beside=True)
        self.fee = MoneyField(_("F&ee of the withdrawal"))
        self.item, self.reason = Line(width=220), Line(width=300)
        self.text, self.centre = Line(width=300), Line(width=260)
        self.decision, self.difference = Line(width=240), Line(width=300)
        self.quantity, self.each = CountEdit(width=130), CountEdit(width=130)
        self.date = DayEdit(lambda: self.workspace.today)
        self.handout = HandoutModel(self)
        self.list = EntrySheet(self.handout, _("Who receives"))
        self.count = CountGrid(DENOMINATIONS)

    def _make_fields(self) -> None:
        self.fields = {
            "fund": Field(_("&Fund"), self.funds),
            "source": Field(_("&Taken from"), self.source),
            "target": Field(_("&Put into"), self.target),
            "member": Field(_("&Member"), self.member),
            "reasons": Field(_("&What for"), self.reasons),
            "stock": Field(_("&Goods"), self.stock),
            "item": Field(_("&Goods"), self.item),
            "quantity": Field(_("&How many"), self.quantity),
            "each": Field(
                _("&How many each"),
                self.each,
                help=_("Enter gives everyone the same; correct her line in the list."),
            ),
            "amount": self.amount,
            "fee": self.fee,
            "bearer": Field(_("Who &bears the fee"), self.bearer),
            "payer": Field(_("Her &name"), self.payer),
            "account": Field(_("&Kind"), self.account),
            "text": Field(_("What it &was"), self.text),
            "reason": Field(_("&Reason"), self.reason),
            "place": Field(_("&Place"), self.place),
            "centre": Field(_("Health &centre"), self.centre),
            "difference_reason": Field(_("&Reason of the difference"), self.difference),
            "date": Field(_("&Day"), self.date),
            "approved_by": Field(_("E&xception voted: by whom"), self.approved),
            "decision": Field(_("Reason of the exception"), self.decision),
        }

    def _connect(self) -> None:
        for choice in (self.funds, self.source, self.target, self.place, self.stock):
            choice.currentIndexChanged.connect(self._retell)
        for choice in (self.account, self.reasons, self.bearer):
            choice.currentIndexChanged.connect(self._retell)
        for picker in (self.member, self.payer, self.approved):
            picker.picked.connect(lambda _code: self._retell())
            picker.textEdited.connect(lambda _text: self._retell())
        for edit in (self.item, self.reason, self.text, self.centre, self.decision):
            edit.textChanged.connect(self._retell)
        for edit in (self.difference, self.quantity, self.date):
            edit.textChanged.connect(self._retell)
        for amount in (self.amount, self.fee):
            amount.amount_changed.connect(self._retell)
        self.each.accepted.connect(self._give_each)
        self.handout.handed.connect(self._retell)
        self.count.counted.connect(self._retell)

    def _form(self) -> Card:
        self.cancel = Button(_("Cancel"), key="Esc", height=40)
        self.cancel.clicked.connect(self.workspace.go_back)
        self.why_not = Label("", "secondary", wrap=True)
        self.save = Button(_("Record"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        left = QWidget()
        row(self.cancel, self.why_not, spacing=14, parent=left).setStretch(1, 1)
        self.form = column(spacing=12)
        self.grids: list[tuple[tuple[str, ...], FieldGrid]] = []
        card = Card(self.form, spacing=12)
        card.add(1)
        card.add(line())
        card.add(Beside(left, self.save, stretches=(1, 0), spacing=14))
        return card

    def _arrange(self) -> None:
        """Set the fields of the deed in their rows, in the order in which Tab goes."""
        for field in self.fields.values():
            field.setParent(self)
            field.hide()
        clear(self.form)
        self.grids = []
        for names in ROWS[self.deed]:
            grid = FieldGrid([self.fields[name] for name in names], columns=len(names))
            self.grids.append((names, grid))
            self.form.addWidget(grid)
        stops = [self.fields[name].editor for names, _grid in self.grids for name in names]
        stops += [self.list.grid, self.count.grid, self.save, self.cancel]
        for before, after in itertools.pairwise(stops):
            self.setTabOrder(before, after)

    def _side(self) -> QWidget:
        self.people = Card(self.list, title=_("Who receives"), edge=True, spacing=0)
        self.people.body.setStretch(0, 1)
        self.pieces = Card(self.count, title=_("Notes and coins"), edge=True, spacing=0)
        self.pieces.body.setStretch(0, 1)
        for sheet in (self.list, self.count):
            sheet.setMinimumHeight(GRID_HEIGHT)
            sheet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        side = QWidget()
        stack = column(self.people, self.pieces, self.effects, spacing=14, parent=side)
        stack.setStretch(0, 1)
        stack.setStretch(1, 1)
        return side

    # -- its life ----------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        deed, _colon, rest = argument.partition(":")
        fund, _colon, member = rest.partition(":")
        self.deed = deed if deed in deeds.TITLES else deeds.MOVE
        self.fund = fund
        self._quiet = True
        self._clear()
        self._arrange()
        self.refresh()
        self._quiet = True
        self.target.clear()
        self.funds.choose(fund)
        self.source.choose(f"{fund}/box")
        self.stock.choose(
            next((code for code, _w in self.asked.stocks() if code.startswith(f"{fund}/")), "")
        )
        self.member.choose(member)
        self._quiet = False
        self._offer_for_fund()
        self._retell()

    def retranslate(self) -> None:
        argument = f"{self.deed}:{self.fund}"
        super().retranslate()
        self.open(argument)

    def _clear(self) -> None:
        for edit in (self.item, self.reason, self.text, self.centre, self.decision):
            edit.clear()
        for edit in (self.difference, self.quantity, self.each):
            edit.clear()
        for picker in (self.member, self.payer, self.approved):
            picker.choose("")
        self.amount.set_amount(None)
        self.fee.set_amount(None)
        self.date.set_value(self.workspace.today)
        self.handout.give({})
        self.count.set_pieces({})
        self.exception = False

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self._quiet = True
        self.asked = FundDeeds(workspace.book, workspace.group, workspace.today)
        everyone = members(workspace.book, workspace.group, workspace.today)
        people = [person for person in everyone if person.status == "active"]
        for picker in (self.member, self.payer, self.approved):
            picker.offer(people)
        self.handout.offer(deeds.names_of(people))
        self.funds.offer(self.asked.funds(self.deed))
        self.source.offer(self.asked.sources())
        self.stock.offer(self.asked.stocks())
        accounts = deeds.ACCOUNTS.get(self.deed, ())
        self.account.offer((code, translate(words)) for code, words in accounts)
        self._quiet = False
        self._offer_for_fund()
        self._retell()

    def take_focus(self) -> None:
        first = ROWS[self.deed][0][0]
        if self.deed == deeds.AID and self.fund:
            first = "reasons" if self.member.code() else "member"
        if self.deed == deeds.COUNT:
            self.count.grid.setFocus()
            return
        if first == "reasons" and not self.fields["reasons"].isVisible():
            first = "reason"
        self.fields[first].editor.setFocus()

    # -- while typing ------------------------------------------------------------------------------

    def _offer_for_fund(self) -> None:
        """Offer what hangs on the fund: its places, its reasons, where money may go."""
        self._quiet = True
        self.place.offer(self.asked.places(self.funds.value()))
        self.target.offer(self.asked.targets(self.source.value()))
        offer = self.asked.offer(self.funds.value(), self.member.code(), "")
        reasons = list(offer.reasons) if offer else []
        choices = [*((name, name) for name in reasons), (OTHER, _("another reason…"))]
        if [self.reasons.itemData(at) for at in range(self.reasons.count())] != [
            code for code, _words in choices
        ]:
            self.reasons.offer(choices)
        self._quiet = False

    def _read(self) -> Wanted:
        """Return what is typed, as far as it can be read."""
        wanted = Wanted(
            deed=self.deed,
            date=self.workspace.today,
            fund=self.funds.value(),
            source=self.source.value(),
            target=self.target.value(),
            member=self.member.code(),
            amount=self.amount.money.value_or_none(),
            fee=self.fee.money.value_or_none(),
            bearer=self._bearer(),
            item=self.item.text().strip(),
            stock=self.stock.value(),
            given=self.handout.given(),
            place=self.place.value() or "box",
            account=self.account.value(),
            text=self.text.text().strip(),
            reason=self._reason(),
            centre=self.centre.text().strip(),
            pieces=self.count.pieces(),
            difference_reason=self.difference.text().strip(),
            approved_by=self.approved.code() if self.exception else "",
            decision=self.decision.text().strip() if self.exception else "",
        )
        self.unread: dict[str, BadText] = {}
        takers: Mapping[str, Callable[[], None]] = {
            "quantity": lambda: setattr(wanted, "quantity", self.quantity.value()),
            "date": lambda: setattr(wanted, "date", self.date.value()),
        }
        for name, take in takers.items():
            try:
                take()
            except BadText as bad:
                self.unread[name] = bad
        return wanted

    def _reason(self) -> str:
        if self.deed == deeds.AID and self.reasons.value() != OTHER:
            return self.reasons.value()
        return self.reason.text().strip()

    def _bearer(self) -> str:
        if self.bearer.value() == BY_MEMBER:
            return self.payer.code()
        by_rule = self.asked.bears_fee(self.source.value())
        return "" if by_rule == BY_FUND else BY_FUND

    def _retell(self) -> None:
        if self._quiet or not hasattr(self, "asked") or not self.workspace.has_book:
            return
        self._offer_for_fund()
        wanted = self.wanted = self._read()
        self._show_fields(wanted)
        self._tell_help(wanted)
        missing = self.asked.missing(wanted)
        ready = not missing and not self.unread
        found = self.asked.preview(wanted) if ready else None
        refusal = found if isinstance(found, Refusal) else None
        self._tell_refusal(refusal)
        if found is None or isinstance(found, Refusal):
            self.effects.tell(())
        else:
            self.effects.tell(self.asked.effects(found))
        self.save.setEnabled(ready and refusal is None)
        held = _("What is marked is to be settled first.") if refusal or self.unread else ""
        self.why_not.setText(missing or held)

    def _show_fields(self, wanted: Wanted) -> None:
        asked = {name for names, _grid in self.grids for name in names}
        shown = asked - {"reasons", "bearer", "payer", "approved_by", "decision"}
        if self.deed == deeds.AID and self.reasons.count() > 1:
            shown |= {"reasons"}
            shown -= {"reason"} if self.reasons.value() != OTHER else set()
        if wanted.fee:
            shown |= {"bearer", "payer"} if self.bearer.value() == BY_MEMBER else {"bearer"}
        if self.exception:
            shown |= {"approved_by", "decision"}
        for names, _grid in self.grids:
            for name in names:
                self.fields[name].setVisible(name in shown)
        for names, grid in self.grids:
            grid.setVisible(bool(shown & set(names)))
        self.people.setVisible(self.deed == deeds.GIVE)
        self.pieces.setVisible(self.deed == deeds.COUNT)

    def _tell_help(self, wanted: Wanted) -> None:
        words = ""
        if self.deed == deeds.AID:
            offer = self.asked.offer(wanted.fund, wanted.member, wanted.reason)
            words = deeds.offer_in_words(offer) if offer else ""
            private = self.asked.is_private(wanted.fund)
            hidden = _("Confidential: screens and papers do not show it.") if private else ""
            self.fields["reasons"].set_help(hidden)
            self.fields["reason"].set_help(hidden)
        self.amount.set_help(words)

    def _tell_refusal(self, refusal: Refusal | None) -> None:
        for field in self.fields.values():
            field.clear_error()
        for name, bad in self.unread.items():
            self.fields[name].show_error(str(bad))
        if refusal is None:
            return
        field = self.fields[self._field_of(refusal)]
        field.show_error(deeds.said(refusal), *self._ways_out(refusal))

    def _field_of(self, refusal: Refusal) -> str:
        """Return the field on the screen that a refusal is about."""
        name = refusal.field.partition(".")[0]
        name = deeds.OF_EVENT.get(name, name)
        if name == "reason" and not self.fields["reason"].isVisibleTo(self):
            name = "reasons"
        seen = name in self.fields and self.fields[name].isVisibleTo(self)
        return name if seen else "date"

    def _ways_out(self, refusal: Refusal) -> list[tuple[str, Callable[[], object]]]:
        ways: list[tuple[str, Callable[[], object]]] = []
        amount = deeds.amount_offered(refusal)
        if amount:
            words = fill(_("Write {amount:money}"), amount=amount)
            ways.append((words, lambda: self._take_amount(amount)))
        if isinstance(refusal, Concern) and not self.exception:
            ways.append((_("Exception voted…"), self._overrule))
        return ways

    def _take_amount(self, amount: int) -> None:
        self.amount.set_amount(amount)
        self.amount.money.setFocus()
        self._retell()

    def _overrule(self) -> None:
        self.exception = True
        self._retell()
        self.approved.setFocus()

    def _give_each(self) -> None:
        try:
            count = self.each.value()
        except BadText as bad:
            self.fields["each"].refuse(str(bad))
            return
        if count is not None:
            self.handout.give_each(count)
            self.list.grid.setFocus()

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
        fund = wanted.fund or wanted.source.partition("/")[0] or wanted.stock.partition("/")[0]
        workspace.go("funds", fund)
        self._offer_paper(changes)

    def _offer_paper(self, changes: Changes) -> None:
        workspace = self.workspace
        papers = {deeds.AID: "claim-slip", deeds.GIVE: "goods-list"}
        numbers = [number for done in changes.events for number in done.entries]
        paper = papers.get(self.deed)
        if paper is None or not numbers:
            return
        words = {
            deeds.AID: _("The help is recorded."),
            deeds.GIVE: _("What was given is recorded."),
        }[self.deed]
        title = {deeds.AID: _("Print the slip"), deeds.GIVE: _("Print the list")}[self.deed]
        values = {"number": numbers[0]}
        workspace.notice(
            words, "info", (title, lambda: show_paper(workspace, paper, values, self.window()))
        )
