"""The fields of a deed with the funds' money, in the rows of that deed."""

import datetime
import itertools
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.domain.coins import DENOMINATIONS
from coop_ledger.i18n import _, translate
from ui.models.handout_model import HandoutModel
from ui.presenters import fund_deeds as deeds
from ui.presenters.fund_deeds import FundDeeds, Wanted
from ui.widgets.count_grid import CountGrid
from ui.widgets.day import DayEdit
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.layout import clear, column
from ui.widgets.member import MemberPicker
from ui.widgets.money import CountEdit, MoneyField

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
    deeds.COUNT: (("fund", "place"), ("amount",), ("difference_reason",), ("date",)),
    deeds.RECEIVE: (("fund", "place"), ("amount",), ("account", "text"), ("date",)),
    deeds.PAY: (("fund", "place"), ("amount",), ("account", "text"), ("date",)),
}
"""The fields of each deed, row by row, in the order in which they are typed."""

_ASKED_WHEN_NEEDED = frozenset({"reasons", "bearer", "payer", "approved_by", "decision"})


class FundForm(QWidget):
    """Every field there is; `arrange` sets those of a deed in their rows. `changed` tells of any."""

    changed = Signal()

    def __init__(self, today: Callable[[], datetime.date]) -> None:
        super().__init__()
        self._rows = column(spacing=12, parent=self)
        self._grids: list[tuple[tuple[str, ...], FieldGrid]] = []
        self.deed = deeds.MOVE
        self.exception = False
        self.unread: dict[str, BadText] = {}
        self._make_editors(today)
        self.fields = self._make_fields()
        self._connect()

    def _make_editors(self, today: Callable[[], datetime.date]) -> None:
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
        self.date = DayEdit(today)
        self.handout = HandoutModel(self)
        self.list = EntrySheet(self.handout, _("Who receives"))
        self.count = CountGrid(DENOMINATIONS)

    def _make_fields(self) -> dict[str, Field]:
        each = _("Enter gives everyone the same; correct her line in the list.")
        return {
            "fund": Field(_("&Fund"), self.funds),
            "source": Field(_("&Taken from"), self.source),
            "target": Field(_("&Put into"), self.target),
            "member": Field(_("&Member"), self.member),
            "reasons": Field(_("&What for"), self.reasons),
            "stock": Field(_("&Goods"), self.stock),
            "item": Field(_("&Goods"), self.item),
            "quantity": Field(_("&How many"), self.quantity),
            "each": Field(_("&How many each"), self.each, help=each),
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

    def _lines(self) -> tuple[Line, ...]:
        words = (self.item, self.reason, self.text, self.centre, self.decision, self.difference)
        return (*words, self.quantity, self.each)

    def _offered(self) -> tuple[Choice, ...]:
        """Return the choices whose words come from the book."""
        return (self.funds, self.source, self.target, self.place, self.stock, self.account)

    def _connect(self) -> None:
        for choice in (*self._offered(), self.reasons, self.bearer):
            choice.currentIndexChanged.connect(self.changed)
        for picker in (self.member, self.payer, self.approved):
            picker.picked.connect(lambda _code: self.changed.emit())
            picker.textEdited.connect(lambda _text: self.changed.emit())
        for edit in (*self._lines(), self.date):
            edit.textChanged.connect(lambda _text: self.changed.emit())
        for amount in (self.amount, self.fee):
            amount.amount_changed.connect(self.changed)
        self.each.accepted.connect(self._give_each)
        self.handout.handed.connect(self.changed)
        self.count.counted.connect(self.changed)

    # -- what it shows -----------------------------------------------------------------------------

    def arrange(self, deed: str, *after: QWidget) -> None:
        """Set the fields of a deed in their rows; Tab goes through them, then to `after`."""
        self.deed = deed
        for field in self.fields.values():
            field.setParent(self)
            field.hide()
        clear(self._rows)
        self._grids = []
        for names in ROWS[deed]:
            grid = FieldGrid([self.fields[name] for name in names], columns=len(names))
            self._grids.append((names, grid))
            self._rows.addWidget(grid)
        stops = [self.fields[name].editor for names in ROWS[deed] for name in names]
        for before, then in itertools.pairwise((*stops, *after)):
            QWidget.setTabOrder(before, then)

    def empty(self, today: datetime.date) -> None:
        """Take away everything that was typed or chosen."""
        with QSignalBlocker(self):
            for choice in (*self._offered(), self.reasons):
                choice.clear()
            for edit in self._lines():
                edit.clear()
            for picker in (self.member, self.payer, self.approved):
                picker.choose("")
            self.bearer.choose(BY_FUND)
            self.amount.set_amount(None)
            self.fee.set_amount(None)
            self.date.set_value(today)
            self.handout.give({})
            self.count.set_pieces({})
            self.exception = False

    def offer(self, asked: FundDeeds, people: Sequence[MemberLine]) -> None:
        """Offer what may be chosen today, keeping what was."""
        with QSignalBlocker(self):
            for picker in (self.member, self.payer, self.approved):
                picker.offer(people)
            self.handout.offer(deeds.names_of(people))
            self.funds.offer(asked.funds(self.deed))
            self.source.offer(asked.sources())
            self.stock.offer(asked.stocks())
            accounts = deeds.ACCOUNTS.get(self.deed, ())
            self.account.offer((code, translate(words)) for code, words in accounts)
        self.offer_for_fund(asked)

    def offer_for_fund(self, asked: FundDeeds) -> None:
        """Offer what hangs on the fund: its places, its reasons, where its money may go."""
        with QSignalBlocker(self):
            self.place.offer(asked.places(self.funds.value()))
            self.target.offer(asked.targets(self.source.value()))
            offer = asked.offer(self.funds.value(), self.member.code(), "")
            known = [(name, name) for name in offer.reasons] if offer else []
            choices = [*known, (OTHER, _("another reason…"))]
            if [self.reasons.itemData(at) for at in range(self.reasons.count())] != [
                code for code, _words in choices
            ]:
                self.reasons.offer(choices)

    def start_with(self, fund: str, member: str) -> None:
        """Choose the fund and the member that a deed was asked for."""
        with QSignalBlocker(self):
            self.funds.choose(fund)
            self.source.choose(f"{fund}/box")
            stocks = [self.stock.itemData(at) for at in range(self.stock.count())]
            self.stock.choose(next((s for s in stocks if s.startswith(f"{fund}/")), ""))
            self.target.clear()
            self.member.choose(member)

    def show_for(self, wanted: Wanted) -> None:
        """Show the fields that matter, given what is typed already."""
        asked = {name for names in ROWS[self.deed] for name in names}
        shown = asked - _ASKED_WHEN_NEEDED
        if self.deed == deeds.AID and self.reasons.count() > 1:
            shown |= {"reasons"}
            shown -= {"reason"} if self.reasons.value() != OTHER else set()
        if self.deed == deeds.COUNT and wanted.place == deeds.BOX:
            shown -= {"amount"}
        if wanted.fee:
            shown |= {"bearer", "payer"} if self.bearer.value() == BY_MEMBER else {"bearer"}
        if self.exception:
            shown |= {"approved_by", "decision"}
        for names, grid in self._grids:
            for name in names:
                self.fields[name].setVisible(name in shown)
            grid.setVisible(bool(shown & set(names)))

    def first(self) -> QWidget:
        """Return where typing begins."""
        if self.deed == deeds.COUNT:
            return self.count.grid
        name = ROWS[self.deed][0][0]
        if self.deed == deeds.AID:  # the fund that helps is chosen already
            reason = "reason" if self.fields["reasons"].isHidden() else "reasons"
            name = reason if self.member.code() else "member"
        return self.fields[name].editor

    # -- what it says ------------------------------------------------------------------------------

    def read(self, asked: FundDeeds, today: datetime.date) -> Wanted:
        """Return what is typed, as far as it can be read; `unread` holds the rest."""
        wanted = Wanted(
            deed=self.deed,
            date=today,
            fund=self.funds.value(),
            source=self.source.value(),
            target=self.target.value(),
            member=self.member.code(),
            amount=self.amount.money.value_or_none(),
            fee=self.fee.money.value_or_none(),
            bearer=self._bearer(asked),
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
        self.unread = {}
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

    def _bearer(self, asked: FundDeeds) -> str:
        if self.bearer.value() == BY_MEMBER:
            return self.payer.code()
        return "" if asked.bears_fee(self.source.value()) == BY_FUND else BY_FUND

    def _give_each(self) -> None:
        try:
            count = self.each.value()
        except BadText as bad:
            self.fields["each"].refuse(str(bad))
            return
        if count is not None:
            self.handout.give_each(count)
            self.list.grid.setFocus()
