"""The funds: where each keeps its money, what becomes of it, and why it moved."""

import functools
import itertools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.funds import FundMovements, Funds, fund_movements, funds
from coop_ledger.book.questions.goods import GoodsGiven, goods_given
from coop_ledger.i18n import _, fill, translate
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.private_strip import PrivateStrip
from ui.presenters import fund_deeds as deeds
from ui.presenters import funds as presenter
from ui.presenters.funds import FundCard
from ui.widgets.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card, Chip, EmptyState
from ui.widgets.field import Choice
from ui.widgets.figure import Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, column, row
from ui.widgets.table_view import TableCard

MOVES, GIFTS = "moves", "gifts"
LEAST_HEIGHT = 220
_DEEDS = (
    (deeds.MOVE, "switch"),
    (deeds.AID, "heart"),
    (deeds.BUY, "cash-box"),
    (deeds.GIVE, "members"),
    (deeds.COUNT, "check"),
    (deeds.RECEIVE, "add"),
    (deeds.PAY, "wallet"),
)


class FundsPage(Page):
    """Every fund as a card; below, the movements of the one chosen. The argument is a fund."""

    name = "funds"
    help = "funds"
    topics = frozenset({Topic.CASH, Topic.LOANS, Topic.RULES, Topic.GROUP, Topic.SHARE_OUT})

    def title(self) -> str:
        return _("Funds")

    def context(self) -> str:
        total = self.found.total if hasattr(self, "found") else 0
        return fill(_("{total:francs} in all the boxes and accounts"), total=total)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "find": self.table.view.setFocus,
            "print": self._print,
            "new_loan": lambda: self.workspace.go("new_loan"),
        }

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.found = Funds(funds=(), total=0)
        self.moved: FundMovements | None = None
        self.gifts: tuple[GoodsGiven, ...] = ()
        self.cards: dict[str, FundSheet] = {}
        self.sheets = column(spacing=0)
        self.body.addLayout(self.sheets)
        self.deeds = {name: self._deed(name, icon) for name, icon in _DEEDS}
        self.body.addWidget(FieldGrid([*self.deeds.values()], columns=7, spacing=8, fill=True))
        self.which = Choice()
        self.which.setAccessibleName(_("Fund"))
        self.which.currentIndexChanged.connect(self._show_fund)
        self.what = Choice([(MOVES, _("Movements")), (GIFTS, _("Goods given"))])
        self.what.setAccessibleName(_("What is listed"))
        self.what.currentIndexChanged.connect(self._show_table)
        self.paper = Button(_("Slip"), icon="print", height=32)
        self.paper.clicked.connect(self._print_line)
        self.book = Button(_("Cash book"), icon="print", key="Ctrl+P", height=32)
        self.book.clicked.connect(self._print)
        self.table = TableCard(_("Movements"), row_height=28)
        self.table.setMinimumHeight(LEAST_HEIGHT)
        self.table.view.opened.connect(lambda origin: self.workspace.go("journal", origin))
        self.table.view.current_changed.connect(lambda _origin: self._tell_line())
        self.received = TableCard(_("Who received"), row_height=28)
        self.received.setMinimumHeight(LEAST_HEIGHT)
        self.received.view.opened.connect(
            lambda origin: self.workspace.go("member", origin.partition(":")[2])
        )
        self.tables = Beside(self.table, self.received, stretches=(3, 2), least=760, spacing=1)
        self.empty = EmptyState(_("No money has moved in this fund yet."), icon="wallet")
        chosen, papers, bar = QWidget(), QWidget(), QWidget()
        row(self.which, self.what, 1, parent=chosen)
        row(self.paper, self.book, 1, parent=papers)
        both = Beside(chosen, papers, stretches=(1, 0), spacing=8)
        column(both, margins=(12, 8), parent=bar)
        self.strip = PrivateStrip(self.workspace, self.name)
        self.strip.asked.connect(self._show_fund)
        self.body.addWidget(self.strip)
        self.list = Card(bar, edge=True, spacing=0)
        self.list.add(self.empty, 1)
        self.list.add(self.tables, 1)
        self.body.addWidget(self.list, 1)

    def _deed(self, name: str, icon: str) -> Button:
        button = Button(translate(deeds.BUTTONS[name]), icon=icon, height=36)
        button.clicked.connect(functools.partial(self._do, name))
        return button

    def open(self, argument: str) -> None:
        """Show a fund, its latest movement in front: what was just done."""
        super().open(argument)
        if argument and self.moved is not None and self.moved.lines:
            self.table.view.choose(f"entry:{self.moved.lines[-1].number}")

    def take_focus(self) -> None:
        first = next(iter(self.cards.values()), None)
        (first.figure if first else self.deeds[deeds.MOVE]).setFocus()

    # -- what it says ------------------------------------------------------------------------------

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self.found = funds(workspace.book, workspace.group)
        self._tell_cards(presenter.cards(self.found))
        with QSignalBlocker(self.which):
            self.which.offer((f.fund, presenter.name_of(f.fund)) for f in self.found.funds)
            if self.argument:
                self.which.choose(self.argument)
                self.argument = ""
        self._show_fund()

    def _tell_cards(self, shown: list[FundCard]) -> None:
        if list(self.cards) != [card.fund for card in shown]:
            clear(self.sheets)
            self.cards = {card.fund: FundSheet() for card in shown}
            for fund, sheet in self.cards.items():
                sheet.figure.asked.connect(functools.partial(self._choose, fund))
            grid = FieldGrid([*self.cards.values()], columns=4, fill=True)
            self.sheets.addWidget(grid)
            self._order_tabs()
        notes = {fund.fund: presenter.note_of(fund) for fund in self.found.funds}
        for card in shown:
            self.cards[card.fund].tell(card, notes[card.fund])

    def _order_tabs(self) -> None:
        stops = [*(sheet.figure for sheet in self.cards.values()), *self.deeds.values()]
        for before, after in itertools.pairwise(stops):
            self.setTabOrder(before, after)

    def _choose(self, fund: str) -> None:
        """Show the movements of a fund and bring the keyboard to them."""
        self.which.choose(fund)
        (self.which if self.tables.isHidden() else self.table.view).setFocus()

    def _show_fund(self) -> None:
        workspace, fund = self.workspace, self.which.value()
        for name, sheet in self.cards.items():
            sheet.set_role("chosen" if name == fund else "card")
        if not fund:
            return
        self.strip.refresh()
        with self.strip.showing():
            self.moved = fund_movements(workspace.book, workspace.group, fund)
        self.gifts = goods_given(workspace.book, workspace.group, fund)
        self.what.setVisible(bool(self.gifts))
        if not self.gifts:
            self.what.choose(MOVES)
        self._show_table()

    def _show_table(self) -> None:
        gifts = self.what.value() == GIFTS and bool(self.gifts)
        if self.moved is None:
            return
        table = (
            presenter.gifts_table(self.gifts) if gifts else presenter.movements_table(self.moved)
        )
        self.table.show_table(table)
        self.tables.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)
        self._tell_line()

    def _tell_line(self) -> None:
        """Show who received the gift in front, and the paper that goes with the line."""
        gifts = self.what.value() == GIFTS
        found = [gift for gift in self.gifts if gifts and gift.number == self._number()]
        self.received.setVisible(bool(found))
        if found:
            self.received.show_table(presenter.received_table(found[0]))
        paper = presenter.paper_of(self._kind())
        words = _("Claim slip") if paper == "claim-slip" else _("List to sign")
        self.paper.setText(words)
        self.paper.setVisible(bool(paper))

    def _kind(self) -> str:
        """Return the kind of the line in front."""
        number = self._number()
        if self.what.value() == GIFTS and self.gifts:
            return presenter.GIFTS
        lines = self.moved.lines if self.moved else ()
        return next((line.kind for line in lines if line.number == number), "")

    def _number(self) -> int:
        number = self.table.view.origin().partition(":")[2]
        return int(number) if number.isdecimal() else 0

    # -- deeds -------------------------------------------------------------------------------------

    def _do(self, deed: str) -> None:
        fund = self.which.value()
        if deed == deeds.AID and fund == next(iter(self.cards), ""):
            fund = ""  # help comes from another fund than the first, unless it is chosen there
        self.workspace.go("fund_deed", f"{deed}:{fund}")

    def _print(self) -> None:
        show_paper(
            *(self.workspace, "cash-book", {"fund": self.which.value()}),
            parent=self,
            private=self.strip.is_lifted(),
        )

    def _print_line(self) -> None:
        paper = presenter.paper_of(self._kind())
        if paper:
            show_paper(
                *(self.workspace, paper, {"number": self._number()}),
                parent=self,
                private=self.strip.is_lifted(),
            )


class FundSheet(Card):
    """One fund: its money, place by place, its loans and goods, and what becomes of it."""

    def __init__(self) -> None:
        super().__init__(spacing=4, padding=(14, 10))
        self.icon, self.called = Icon("wallet"), Label("", "card")
        self.state = Chip("")
        self.figure = Figure(use="figure")
        self.figure.set_askable()
        self.lines = column(spacing=2)
        self.note_line = Label("", "secondary", wrap=True)
        self.add(row(self.icon, self.called, 1, spacing=8))
        self.add(self.figure)
        self.add(self.lines)
        self.add(1)
        self.add(self.note_line)
        self.add(row(self.state, 1))

    def tell(self, card: FundCard, note: str) -> None:
        """Show a fund."""
        self.icon.set_icon(card.icon, "accent")
        self.called.setText(card.name)
        self.figure.tell("", card.amount, "F CFA")
        self.figure.setAccessibleName(
            fill(_("{fund}, {amount} F CFA: its movements"), fund=card.name, amount=card.amount)
        )
        self.state.tell(*card.state)
        self.note_line.setText(note)
        clear(self.lines)
        for words, figure in card.lines:
            self.lines.addLayout(row(Label(words, "secondary"), 1, Label(figure, "label")))
