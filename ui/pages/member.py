"""One member: who she is, her figures, her passbook, her loans."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from coop_ledger import i18n
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.answers import Loan
from coop_ledger.book.questions.dashboard import dashboard
from coop_ledger.book.questions.members import member, members
from coop_ledger.book.questions.people import elsewhere
from coop_ledger.i18n import _, fill, ngettext
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.loan_card import LoanCard
from ui.parts.private_strip import PrivateStrip
from ui.parts.why import ask_why
from ui.presenters import member as presenter
from ui.presenters.loans import next_due
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.figure import Avatar, Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.money import MoneyField
from ui.widgets.table_view import TableCard

LEAST_HEIGHT = 260  # pixels: enough of a passbook to read when it stands above the loan


class MemberPage(Page):
    """A member by her number: the argument of the page."""

    name = "member"
    help = "member"
    topics = frozenset({Topic.MEMBERS, Topic.SAVINGS, Topic.LOANS, Topic.FINES, Topic.MEETINGS})

    def title(self) -> str:
        return self.found.name if hasattr(self, "found") else _("Member")

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Members"), "members"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "print": self._print,
            "new_loan": self._lend,
            "find": self.table.view.setFocus,
        }

    def build(self) -> None:
        self.strip = PrivateStrip(self.workspace, self.name)
        self.strip.asked.connect(self.refresh)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._who())
        self.rest = RestCard(self)
        self.body.addWidget(self.rest)
        self.figures = {name: Figure() for name in ("savings", "loans", "fines", "presence")}
        for name in ("savings", "loans", "fines"):
            figure = self.figures[name]
            figure.set_askable()
            figure.asked.connect(lambda name=name: self._ask(name))
        cards = [Card(figure, 1, padding=(12, 10)) for figure in self.figures.values()]
        self.body.addWidget(FieldGrid(cards, columns=4, fill=True))
        self.table = TableCard(_("Passbook"), row_height=28)
        self.table.setMinimumHeight(LEAST_HEIGHT)
        self.table.view.opened.connect(lambda origin: self.workspace.go("journal", origin))
        self.book_card = Card(title=_("Passbook"), edge=True)
        self.book_card.add(self.table, 1)
        self.loan = LoanCard()
        self.repay = Button(_("Repayment…"), icon="wallet", height=34)
        self.repay.clicked.connect(self._go_loan)
        self.loan.add(row(self.repay, 1))
        self.no_loan = Card(title=_("Loans"), icon="loan")
        self.no_loan.add(Label(_("She has no loan."), "body", "text2", wrap=True))
        self.no_loan.add(1)
        self.body.addWidget(
            Beside(self.book_card, self.loan, self.no_loan, stretches=(2, 1, 1), least=1000), 1
        )

    def _who(self) -> Card:
        self.avatar = Avatar("", 56)
        self.called = Label("", "subtitle")
        self.note = Label("", "secondary", wrap=True)
        printed = Button(_("Statement"), icon="print", key="Ctrl+P")
        printed.clicked.connect(self._print)
        self.lend = Button(_("New loan"), Look.PRIMARY, icon="add", key="Ctrl+Shift+N", height=36)
        self.lend.clicked.connect(self._lend)
        self.aid = Button(_("Help…"), icon="heart", height=36)
        self.aid.clicked.connect(lambda: self.workspace.go("fund_deed", f"aid::{self.argument}"))
        self.leave = Button(
            _("She leaves…"), Look.QUIET, icon="flag", key="Ctrl+D", bind=True, height=36
        )
        self.leave.clicked.connect(lambda: self.workspace.go("departure", self.argument))
        self.settled = Button(_("Settlement sheet"), icon="print", height=36)
        self.settled.clicked.connect(lambda: self._print_of_departure("settlement-sheet"))
        self.minutes = Button(_("Minutes"), Look.QUIET, icon="print", height=36)
        self.minutes.clicked.connect(lambda: self._print_of_departure("departure-minutes"))
        self.more = Label("", "secondary", wrap=True)
        words = column(1, self.called, self.note, self.more, 1, spacing=2)
        who, left, right = QWidget(), QWidget(), QWidget()
        row(self.avatar, words, spacing=12, parent=who).setStretch(1, 1)
        row(self.minutes, self.settled, self.leave, printed, spacing=12, parent=left)
        row(self.aid, self.lend, spacing=12, parent=right)
        deeds = Beside(left, right, spacing=12)
        return Card(Beside(who, deeds, stretches=(1, 0), spacing=8), padding=(14, 9))

    def take_focus(self) -> None:
        self.figures["savings"].setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        if not self.argument:
            return
        self.strip.refresh()
        with self.strip.showing():
            self.found = member(workspace.book, workspace.group, self.argument, workspace.today)
        self._tell_who()
        self._tell_figures()
        self.table.show_table(presenter.passbook(self.found))
        words = ngettext(
            "{n:number} line, the latest on top",
            "{n:number} lines, the latest on top",
            len(self.found.lines),
        )
        self.book_card.note.setText(fill(words, n=len(self.found.lines)))
        loan = self._loan()
        self.loan.setVisible(loan is not None)
        self.no_loan.setVisible(loan is None)
        if loan is not None:
            people = members(workspace.book, workspace.group)
            self.loan.tell(loan, {person.member: person.name for person in people})
            due = next_due(loan)
            self.repay.setVisible(due is not None)

    def _tell_who(self) -> None:
        self.avatar.tell(self.found.member)
        self.called.setText(self.found.name)
        self.note.setText(presenter.who(self.found))
        workspace = self.workspace
        others = elsewhere(workspace.book, workspace.group, self.found.member)
        more = presenter.more(self.found, others)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        active = self.found.status == "active"
        for button in (self.leave, self.aid, self.lend):
            button.setVisible(active)
        for button in (self.settled, self.minutes):
            button.setVisible(self.found.left_on is not None)
        self.rest.tell(self.found.left_to_pay)

    def _tell_figures(self) -> None:
        workspace, found = self.workspace, self.found
        self.home = dashboard(workspace.book, workspace.group, workspace.today)
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
            price = facts.rules(workspace.today).saving.price
        came = presenter.presence(workspace.book, workspace.group, found.member)
        tell = self.figures
        tell["savings"].tell(
            _("Savings"), i18n.money(found.savings), "F CFA", presenter.savings_note(found, price)
        )
        interest = sum(loan.owed.interest for loan in found.loans)
        note = fill(_("of which interest {interest:money}"), interest=interest) if interest else ""
        tell["loans"].tell(_("Left on loans"), i18n.money(found.loans_owed), "F CFA", note)
        tell["fines"].tell(
            _("Fines due"),
            i18n.money(found.fines_owed),
            "F CFA",
            "" if found.fines_owed else _("nothing due"),
        )
        tell["presence"].tell(
            _("Meetings she came to"),
            f"{came.came} / {came.held}",
            "",
            presenter.presence_note(came) if came.held else "",
        )

    def _loan(self) -> Loan | None:
        """Return the loan to show: an open one first, the last one else."""
        loans = self.found.loans
        return next((loan for loan in loans if loan.status != "closed"), next(iter(loans), None))

    # -- deeds ---------------------------------------------------------------------------------------

    def _ask(self, name: str) -> None:
        titles = {"savings": _("Savings"), "loans": _("Principal left"), "fines": _("Fines due")}
        note = presenter.estimate(self.found, self.home.share_value) if name == "savings" else ""
        ask_why(
            self.workspace,
            self.figures[name],
            name,
            title=titles[name],
            note=note,
            member=self.found.member,
        )

    def _print(self) -> None:
        show_paper(
            *(self.workspace, "member-statement", {"member": self.argument}),
            parent=self,
            private=self.strip.is_lifted(),
        )

    def _print_of_departure(self, paper: str) -> None:
        show_paper(self.workspace, paper, {"member": self.argument}, parent=self)

    def pay_rest(self, amount: int) -> None:
        """Pay what was left to pay to her, or a part of it."""
        workspace = self.workspace
        event = {"event": "rest_paid", "group": workspace.group, "member": self.argument}
        event |= {"date": workspace.today.isoformat()}
        workspace.record({**event, "amount": amount})

    def _lend(self) -> None:
        self.workspace.go("new_loan", self.argument)

    def _go_loan(self) -> None:
        loan = self._loan()
        if loan is not None:
            self.workspace.go("loans", loan.loan)


class RestCard(Card):
    """What is left to pay to her, and the way to pay it."""

    def __init__(self, page: MemberPage) -> None:
        super().__init__(role="warned", padding=(14, 9))
        self._page = page
        self.sentence = Label("", "strong", wrap=True)
        self.amount = MoneyField(_("&Amount paid to her"))
        pay = Button(_("Pay the rest"), Look.PRIMARY, icon="wallet", height=36)
        pay.clicked.connect(self._pay)
        self.amount.money.accepted.connect(pay.setFocus)
        who = QWidget()
        column(1, self.sentence, 1, parent=who)
        self.add(Beside(who, self.amount, pay, stretches=(1, 0, 0), least=700))
        self.hide()

    def tell(self, left: int) -> None:
        """Show what is left, nothing when nothing is."""
        words = fill(_("{amount:francs} are left to pay to her."), amount=left)
        self.sentence.setText(words)
        self.amount.set_amount(left or None)
        self.setVisible(left > 0)
        self._page.fields = {"amount": self.amount} if left else {}

    def _pay(self) -> None:
        amount = self.amount.amount()
        if amount:
            self._page.pay_rest(amount)
