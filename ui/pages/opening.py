"""A group that already exists brings its balances: typed from the exercise book, once."""

import itertools
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from ui import theme
from ui.models.opening_model import CashModel, MembersModel
from ui.pages.page import Page
from ui.presenters import opening as presenter
from ui.presenters.opening import DAY, WHY, Opening, WrongCell
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.day import DayEdit
from ui.widgets.entry_grid import Order
from ui.widgets.entry_sheet import EntrySheet
from ui.widgets.field import Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row
from ui.widgets.summary import Line as Figure
from ui.widgets.summary import Summary

# Pixels at 100 %: enough rows to type in where the page is short.
LEAST_HEIGHT, CASH_HEIGHT = 240, 150


class OpeningPage(Page):
    """The members on the left, the cash and the sum on the right; Ctrl+Return records."""

    name = "opening"
    help = "opening"
    topics = frozenset({Topic.GROUP, Topic.MEMBERS, Topic.RULES, Topic.MEETINGS})

    def title(self) -> str:
        return _("Opening balances")

    def context(self) -> str:
        return _("what the group has today, from its exercise book")

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Home"), "home"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"edit": self.take_focus}

    def build(self) -> None:
        self.sheet: Opening | None = None
        self.done = EmptyState(
            _(
                "The opening balances come before the first meeting and before any money, in an "
                "open cycle. This group is past that."
            ),
            icon="proof",
        )
        self.body.addWidget(self.done, 1)
        self.holder = QWidget()
        self.inside = column(parent=self.holder)
        self.body.addWidget(self.holder, 1)

    def take_focus(self) -> None:
        if self.sheet is not None:
            self.day.setFocus()
        else:
            self.done.setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
            wanted = presenter.is_wanted(facts) and bool(facts.members())
            sheet = Opening(facts, workspace.today, self._keep) if wanted else None
        self.done.setVisible(sheet is None)
        self.holder.setVisible(sheet is not None)
        self._clear()
        self.sheet = sheet
        if sheet is not None:
            sheet.restore(workspace.book.drafts.load(presenter.draft_of(sheet.group)))
            self._show(sheet)
            self._retell()

    def _keep(self, cell: str, text: str) -> None:
        workspace = self.workspace
        workspace.book.drafts.keep(presenter.draft_of(workspace.group), cell, text)

    def _clear(self) -> None:
        while self.inside.count():
            item = self.inside.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    # -- the sheet -----------------------------------------------------------------------------------

    def _show(self, sheet: Opening) -> None:
        self.women = women = MembersModel(sheet)
        cash = CashModel(sheet)
        self.members = EntrySheet(women, _("What each member has and owes"), order=Order.ACROSS)
        self.cash = EntrySheet(cash, _("Cash counted"))
        self.members.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.cash.setMinimumHeight(theme.px(CASH_HEIGHT))
        for sheet_grid in (self.members, self.cash):  # long lists: what records stays in sight
            sheet_grid.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.members.grid.finished.connect(self._go_to_cash)
        self.cash.grid.finished.connect(self._after_cash)
        for model in (women, cash):
            model.put.connect(self._retell)
        cards = Beside(self._left(), self._right(), stretches=(8, 5), least=1000)
        self._restore_fields()
        when = FieldGrid([self.fields["date"]], columns=2)
        when.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.inside.addWidget(when)
        self.inside.addWidget(cards, 1)
        for before, after in itertools.pairwise((self.day, self.members.grid, self.cash.grid)):
            self.setTabOrder(before, after)

    def _left(self) -> Card:
        left = Card(
            self.members,
            title=_("Exercise book"),
            note=_("what she has, then what she owes"),
            edge=True,
        )
        left.body.setStretch(0, 1)
        return left

    def _right(self) -> QWidget:
        self.day = DayEdit(lambda: self.workspace.today)
        self.day.textChanged.connect(self._on_day)
        self.day.accepted.connect(self._go_to_members)
        self.why = Line(width=300)
        self.why.textChanged.connect(lambda text: self._put(WHY, text))
        self.why.accepted.connect(self._go_to_save)
        self.fields = {
            "date": Field(
                _("Counted &on"),
                self.day,
                help=_("What was done until that day is in these balances; meetings come after."),
            ),
            "deficit_reason": Field(_("Why it is &missing"), self.why),
        }
        self.figures = Summary(_("It comes to"))
        self.sum = Label("", "label", wrap=True)
        self.save = Button(
            _("Record the opening balances"), Look.PRIMARY, key="Ctrl+Return", bind=True
        )
        self.save.clicked.connect(self.record)
        counted = Card(self.cash, title=_("Cash counted"), note=_("what lies there"), edge=True)
        sums = Card(
            self.figures,
            self.sum,
            self.fields["deficit_reason"],
            title=_("It comes to"),
            spacing=12,
        )
        sums.add(1)
        sums.add(line())
        sums.add(row(1, self.save))
        holder = QWidget()
        counted.body.setStretch(0, 1)
        both = column(counted, sums, spacing=14, parent=holder)
        both.setStretch(0, 1)
        return holder

    def _restore_fields(self) -> None:
        assert self.sheet is not None
        self.why.setText(self.sheet.texts.get(WHY, ""))
        told = self.sheet.shown(DAY)
        if told:
            self.day.setText(told)
        else:
            self.day.set_value(self.workspace.today)

    def _go_to_cash(self) -> None:
        self.cash.grid.setFocus()
        self.cash.grid.go_to(0, 1)

    def _go_to_members(self) -> None:
        try:
            self.day.value()
        except BadText as bad:
            self.fields["date"].refuse(str(bad))
            return
        self.members.grid.setFocus()
        self.members.grid.go_to(0, 2)

    def _after_cash(self) -> None:
        """Go on to the reason where money is missing, else to what records."""
        if self.fields["deficit_reason"].isHidden():
            self._go_to_save()
        else:
            self._show_and_focus(self.why)

    def _go_to_save(self) -> None:
        self._show_and_focus(self.save)

    def _show_and_focus(self, widget: QWidget) -> None:
        """Bring the keyboard to a widget, and the widget into sight where the page rolls."""
        widget.setFocus()
        area: QWidget | None = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(widget)

    def _put(self, cell: str, text: str) -> None:
        if self.sheet is not None:
            self.sheet.put(cell, text)

    def _on_day(self) -> None:
        try:
            day = self.day.value()
        except BadText:
            return  # half typed; it is said when it is recorded
        if self.sheet is not None:
            self.sheet.take_day(day)

    def _retell(self) -> None:
        """Show what the sheet comes to, as it stands."""
        assert self.sheet is not None
        sums = self.sheet.sums()
        figures = (
            (_("Savings"), sums.savings, ""),
            (_("Loans in progress"), sums.loans, ""),
            (_("Fines due"), sums.fines, ""),
            (_("Surplus brought forward"), sums.surplus, "sum"),
        )
        self.figures.tell([Figure(title, (i18n.money(n),), use) for title, n, use in figures])
        self.sum.setText(presenter.in_words(self.sheet, sums))
        self.sum.set_ink("warning" if sums.surplus < 0 else "text2")
        self.fields["deficit_reason"].setVisible(sums.surplus < 0)

    # -- refusals ------------------------------------------------------------------------------------

    def show_refusal(self, refusal: Refusal) -> bool:
        cell = self.sheet.cell_of(refusal.field) if self.sheet is not None else ""
        if not cell:
            return super().show_refusal(refusal)
        named = self.women.what(*self.women.place_of(cell))
        self._refuse_cell(cell, str(refusal).replace(refusal.field, named))
        return True

    def _refuse_cell(self, cell: str, sentence: str) -> None:
        """Say a refusal under its cell, selected: what is typed now is instead of it."""
        grid = self.members.grid
        grid.setFocus()
        grid.go_to(*self.women.place_of(cell))
        grid.reading.tell(grid.visualRect(grid.currentIndex()), "", "", sentence, "error")

    # -- deeds ---------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the balances and forget the draft."""
        sheet, workspace = self.sheet, self.workspace
        if sheet is None:
            return
        for field in self.fields.values():
            field.clear_error()
        try:
            sheet.take_day(self.day.value())
        except BadText as bad:
            self.fields["date"].refuse(str(bad))
            return
        try:
            event = sheet.event(deficit=sheet.sums().surplus < 0)
        except WrongCell as bad:
            self._refuse_cell(bad.cell, str(bad))
            return
        if workspace.record(event) is None:
            return
        workspace.book.drafts.drop(presenter.draft_of(sheet.group))
        workspace.go("home")
        workspace.notice(
            _("The opening balances are in the book. The first meeting can begin."), "success"
        )
