"""The share-out before the vote: check, count, vote; what is chosen stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from coop_ledger import i18n, terms
from coop_ledger.amounts import BadText, parse_day
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.book.questions.members import members
from coop_ledger.domain import coins
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.periods import add_months
from coop_ledger.i18n import _, fill, ngettext
from ui.pages.assistant import Part
from ui.parts.loan_checks import MARKS
from ui.parts.proof import Proof
from ui.presenters.new_loan import State
from ui.presenters.share_out import read_numbers
from ui.presenters.share_out_rounding import rounding_words
from ui.presenters.share_out_words import left_out, owing
from ui.widgets.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.count_grid import CountGrid
from ui.widgets.field import Field, Line
from ui.widgets.figure import Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.message import MessageStrip

if TYPE_CHECKING:
    from ui.pages.share_out import ShareOutPage


class WorkPart(Part):
    """A step of the share-out. `page.work` is asked anew each time: recording replaces it."""

    def __init__(self, page: ShareOutPage) -> None:
        super().__init__()
        self.page = page
        self.make()

    def make(self) -> None:
        """Make the widgets."""


class CheckPart(WorkPart):
    """What should be settled before sharing."""

    takes_keys = False

    def make(self) -> None:
        self.card = Card(title=_("Is everything ready?"), spacing=8)
        self.figures = [Figure(use="figure") for _each in range(3)]
        self.sums = FieldGrid([Card(f, 1) for f in self.figures], columns=3, fill=True)
        self.wrong = MessageStrip()
        self.less = Label("", "secondary", wrap=True)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.less)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def enter(self) -> None:
        clear(self.card.body)
        for place, check in enumerate(self.page.work.checks()):
            if place:
                self.card.add(line())
            icon, ink = MARKS[check.state]
            strong = check.state is State.ASKS
            value = Label(check.value, "strong" if strong else "secondary", ink if strong else "")
            words = Label(check.words, "label")
            self.card.add(row(Icon(icon, ink, 18), words, 1, value, spacing=10))
            if check.meaning:
                meaning = Label(check.meaning, "secondary", "warning", wrap=True)
                self.card.add(row(meaning, margins=(28, 0, 0, 0)))
        self.wrong.hide()
        try:
            result = self.page.work.result()
            tell_figures(self.figures, result)
            tell_less(self.less, result)
        except Refusal as refusal:
            self.wrong.tell(str(refusal), "warning")
        self.sums.setVisible(self.may_go_on())

    def may_go_on(self) -> bool:
        return self.wrong.isHidden()


def tell_less(label: Label, result: ShareOut) -> None:
    """Say why a share is worth less than on the home page, where it is."""
    words = left_out(result)
    label.setText(words)
    label.setVisible(bool(words))


def tell_figures(figures: list[Figure], result: ShareOut) -> None:
    """Show the fund, the profit and the worth of a share, each with how it comes about."""
    fund, profit, worth = figures
    words = _("cash {cash:money} + debts kept back {debts:money}")
    note = fill(words, cash=result.cash, debts=result.fund - result.cash)
    fund.tell(_("Fund to share"), i18n.money(result.fund), "F CFA", note)
    note = fill(_("fund − savings {savings:money}"), savings=result.savings)
    name = _("Profit") if result.profit >= 0 else _("Loss")
    profit.tell(name, i18n.money(abs(result.profit)), "F CFA", note)
    if result.share_value is None:
        count = len(result.members)
        note = fill(ngettext("{n:number} member", "{n:number} members", count), n=count)
        worth.tell(_("To hand out"), i18n.money(result.paid_total), "F CFA", note)
        return
    words = _("{fund:money} ÷ {n:number} shares; bought at {price:money}")
    shared = result.fund - result.given_back
    note = fill(words, fund=shared, n=result.total_shares, price=result.share_price)
    worth.tell(_("Worth of a share"), i18n.number(result.share_value, 2), "F", note)


class CountPart(WorkPart):
    """The cash on the table, by note and coin, against what the book expects."""

    def make(self) -> None:
        self.grid = CountGrid(coins.DENOMINATIONS)
        self.grid.counted.connect(self._on_counted)
        self.grid.grid.finished.connect(self.page_on)
        self.expected, self.counted = Figure(use="figure"), Figure(use="figure")
        self.verdict = MessageStrip()
        self.reason = Field(_("&Reason of the difference"), Line())
        edit = self.reason.editor
        assert isinstance(edit, Line)
        self.reason_edit = edit
        self.record = Button(_("Record the difference"), height=34)
        self.record.clicked.connect(self._record)
        side = QWidget()
        column(
            Card(self.expected),
            Card(self.counted),
            self.verdict,
            self.reason,
            row(self.record, 1),
            1,
            spacing=14,
            parent=side,
        )
        sheet = Card(self.grid, edge=True)
        sheet.body.setStretch(0, 1)
        self.body.addWidget(Beside(sheet, side, stretches=(1, 1)), 1)

    def page_on(self) -> None:
        self.page.go_on()

    def enter(self) -> None:
        self.grid.set_pieces(self.page.work.pieces)
        self._tell()

    def take_focus(self) -> None:
        self.grid.grid.setFocus()
        self.grid.grid.go_to(0, 1)

    def _on_counted(self) -> None:
        self.page.work.count(self.grid.pieces())
        self._tell()

    def _tell(self) -> None:
        expected, counted = self.page.work.expected(), self.grid.total()
        self.expected.tell(_("Expected by the book"), i18n.money(expected), "F CFA")
        self.counted.tell(_("Counted"), i18n.money(counted), "F CFA")
        differs = bool(counted) and counted != expected
        for part in (self.reason, self.record):
            part.setVisible(differs)
        self.reason.clear_error()
        if not counted:
            words = _("Type how many there are of each, Enter by Enter.")
            self.verdict.tell(words, "info")
        elif differs:
            words = _("{missing:francs} are missing. Count again, or write the reason.")
            if counted > expected:
                words = _("{missing:francs} too much. Count again, or write the reason.")
            self.verdict.tell(fill(words, missing=abs(expected - counted)), "warning")
        else:
            self.verdict.tell(_("The count is right."), "success")

    def _record(self) -> None:
        """Record the difference with its reason, so that book and box agree."""
        reason = self.reason_edit.text().strip()
        if not reason:
            self.reason.show_error(_("Say why, in a few words: it stays in the journal."))
            self.reason_edit.setFocus()
            return
        self.page.workspace.record(self.page.work.difference_event(reason))

    def may_go_on(self) -> bool:
        counted = self.grid.total()
        right = counted == self.page.work.expected()
        if not right and not counted:
            self.verdict.tell(_("Count the cash first: it is what will be handed out."), "warning")
        elif not right:
            self.reason_edit.setFocus()
        return right


def _sometimes(result: ShareOut) -> list[tuple[str, str]]:
    """Return the lines of the vote that most groups do not need."""
    lines = (
        (_("Kept back of contributions"), result.dues_deducted),
        (_("Put back"), result.seed_total),
        (_("Taken in goods"), result.goods),
        (_("Left to pay"), result.unpaid),
        (_("Given back to those who left"), result.given_back),
    )
    return [(words, i18n.francs(amount)) for words, amount in lines if amount]


class VotePart(WorkPart):
    """What the assembly votes on, and who approves it."""

    def make(self) -> None:
        self.card = Card(title=_("What is put to the vote"), spacing=8)
        self.proof = Proof()
        self.numbers = Line(placeholder=_("their numbers: 1 4 10"), width=320)
        self.field = Field(
            _("&Approved by"),
            self.numbers,
            help=_("officers or witnesses, by their numbers; they stand on every paper"),
        )
        self.names = Label("", "label", "accent", wrap=True)
        self.numbers.textChanged.connect(self._tell_names)
        self.numbers.accepted.connect(self._to_the_button)
        self.by = Line(placeholder=_("no day is set"), width=150)
        self.by.editingFinished.connect(self._on_by)
        self.due = Field(
            _("What is still owed is &due on"),
            self.by,
            help=_("a day the assembly sets; without one, the day of each loan holds"),
        )
        self.owing = Label("", "secondary", wrap=True)
        asked = Card(self.field, self.names, self.owing, self.due, 1)
        self.body.addWidget(Beside(self.card, asked, stretches=(1, 1), least=760))
        self.body.addWidget(self.proof)
        self.body.addStretch(1)

    def _to_the_button(self) -> None:
        """Lead to the button: Enter alone records no vote."""
        if self.may_go_on():
            self.page.on.setFocus()

    def enter(self) -> None:
        page, work = self.page, self.page.work
        self.people = {m.member: m.name for m in members(page.workspace.book, page.workspace.group)}
        self.numbers.setText(work.text("approved"))
        result = work.result()
        where = dict(work.remainders()).get(work.remainder, work.remainder)
        self.proof.tell(result, work.counted, where)
        clear(self.card.body)
        lines = [
            (_("Method"), str(terms.share_out_method(work.method))),
            (_("Rounding"), rounding_words(work.rounding)),
            (_("Remainder to"), where),
            (_("Members paid"), i18n.number(sum(m.paid > 0 for m in result.members))),
            (_("Kept back of loans"), i18n.francs(result.loans_deducted)),
            (_("Kept back of fines"), i18n.francs(result.fines_deducted)),
            *_sometimes(result),
            (_("Still owed after it"), i18n.francs(result.owed_total)),
        ]
        self._tell_owing(result)
        self.by.setText(i18n.day(work.owed_by) if work.owed_by else "")
        for place, (words, value) in enumerate(lines):
            if place:
                self.card.add(line())
            self.card.add(row(Label(words, ink="text2"), 1, Label(value, "strong"), spacing=14))
        self._tell_names()

    def _tell_owing(self, result: ShareOut) -> None:
        for part in (self.due, self.owing):
            part.setVisible(bool(result.owed_total))
        self.owing.setText("\n".join((_("Still owed after it"), *owing(result))))

    def _on_by(self) -> None:
        """Keep the day by which what is owed is due; none where nothing is typed."""
        work = self.page.work
        self.due.clear_error()
        if not self.by.text().strip():
            work.keep("owed_by", "")
            self._tell_owing(work.result())
            return
        latest = add_months(work.today, 60)
        try:
            day = parse_day(self.by.text(), work.today, latest=latest)
        except BadText as bad:
            self.due.show_error(str(bad))
            return
        if day < work.today:
            self.due.show_error(_("This day is over: give a later one, or none."))
            return
        work.keep("owed_by", day.isoformat())
        self.by.setText(i18n.day(day))
        self._tell_owing(work.result())

    def take_focus(self) -> None:
        self.numbers.setFocus()

    def approved(self) -> tuple[str, ...]:
        """Return the members named; raises BadText for one that is none."""
        return read_numbers(self.numbers.text(), self.people)

    def _tell_names(self) -> None:
        self.field.clear_error()
        self.page.work.keep("approved", self.numbers.text())
        try:
            codes = self.approved()
        except BadText as bad:
            self.field.show_error(str(bad))
            return
        self.names.setText(", ".join(self.people[code] for code in codes))

    def may_go_on(self) -> bool:
        self._on_by()
        if not self.due.error.isHidden():
            self.by.setFocus()
            return False
        try:
            named = self.approved()
        except BadText as bad:
            self.field.show_error(str(bad))
            return False
        if not named:
            self.field.show_error(_("Type the numbers of those who approved, like 1 4 10."))
            self.numbers.setFocus()
        return bool(named)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say why the vote was refused, under the names."""
        self.field.show_error(str(refusal))
        return True
