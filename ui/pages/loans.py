"""Loans: the late ones first; one of them with its schedule, its repayments and the next one."""

import functools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.answers import Loan
from coop_ledger.book.questions.loans import loans
from coop_ledger.book.questions.members import members
from coop_ledger.i18n import _, fill
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.loan_card import LoanCard
from ui.parts.private_strip import PrivateStrip
from ui.presenters import loans as presenter
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.field import Choice
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.money import MoneyField
from ui.widgets.table_view import TableCard

EVERY = "all"


class LoansPage(Page):
    """The register on the screen. The argument is the number of a loan to show."""

    name = "loans"
    help = "loans"
    topics = frozenset({Topic.LOANS, Topic.MEMBERS, Topic.RULES})

    def title(self) -> str:
        return _("Loans")

    def context(self) -> str:
        late = [loan for loan in self.found if loan.status == "late"]
        owed = sum(loan.owed.total for loan in self.found)
        return fill(
            _("{owed:money} F still owed · {late:money} F late"),
            owed=owed,
            late=sum(loan.late for loan in late),
        )

    def bar(self) -> tuple[Button, ...]:
        return (self.lend,)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "find": self.table.view.setFocus,
            "print": lambda: show_paper(self.workspace, "loan-register", parent=self),
        }

    def build(self) -> None:
        self.found: tuple[Loan, ...] = ()
        self.strip = PrivateStrip(self.workspace, self.name)
        self.strip.asked.connect(self.refresh)
        self.body.addWidget(self.strip)
        self.lend = Button(_("New loan"), Look.PRIMARY, icon="add", key="Ctrl+Shift+N")
        self.lend.clicked.connect(lambda: self.workspace.go("new_loan"))
        self.which = Choice(
            [("open", _("Open loans")), ("late", _("Late loans")), (EVERY, _("All the loans"))]
        )
        self.which.setAccessibleName(_("Which loans"))
        self.which.currentIndexChanged.connect(self.refresh)
        self.table = TableCard(_("Loans"), row_height=30)
        self.table.view.current_changed.connect(self._show_loan)
        self.table.view.opened.connect(lambda _origin: self.amount.money.setFocus())
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        printed = Button(_("Register"), icon="print", key="Ctrl+P", height=34)
        printed.clicked.connect(self.answers()["print"])
        self.body.addLayout(row(self.which, 1, printed))
        lend = Button(_("New loan"), Look.PRIMARY, icon="add", key="Ctrl+Shift+N")
        lend.clicked.connect(lambda: self.workspace.go("new_loan"))
        self.empty = EmptyState(_("No loan to show here."), lend, icon="loan")
        self.body.addWidget(self.empty, 1)
        self.both = Beside(self.list, self._detail(), stretches=(3, 2), least=1000)
        self.body.addWidget(self.both, 1)

    def _detail(self) -> LoanCard:
        self.card = LoanCard(payments=True)
        self.amount = MoneyField(_("&Repayment received"), usual=self._usual)
        self.amount.money.accepted.connect(self._repay)
        self.fields["amount"] = self.amount
        self.record = Button(_("Record"), icon="check", key="Ctrl+Return", bind=True)
        self.record.clicked.connect(self._repay)
        self.after = Label("", "secondary", wrap=True)
        self.amount.amount_changed.connect(self._tell_after)
        self.card.add(self.amount)
        self.card.add(row(self.after, self.record, spacing=12))
        return self.card

    def take_focus(self) -> None:
        (self.table.view if self.found else self.lend).setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        where = (workspace.book, workspace.group)
        if self.argument:
            with QSignalBlocker(self.which):
                self.which.choose(EVERY)
        self.names = {person.member: person.name for person in members(*where)}
        wanted = self.which.value().removeprefix(EVERY)
        self.strip.refresh()
        with self.strip.showing():
            self.found = loans(*where, status=wanted, on=workspace.today)
        self.table.show_table(presenter.list_table(self.found))
        self.empty.setVisible(not self.found)
        self.both.setVisible(bool(self.found))
        if self.argument:
            self.table.view.choose(f"loan:{self.argument}")
            self.argument = ""
        self._show_loan(self.table.view.origin())

    def _show_loan(self, origin: str) -> None:
        loan = self.loan()
        if loan is None:
            return
        self.card.tell(loan, self.names, titled=True)
        open_still = loan.owed.total > 0
        for part in (self.amount, self.record, self.after):
            part.setVisible(open_still)
        due = presenter.next_due(loan)
        self.amount.set_amount(due[1] if due else None)
        self._tell_after()

    def loan(self) -> Loan | None:
        """Return the loan of the current row."""
        code = self.table.view.origin().partition(":")[2]
        return next((loan for loan in self.found if loan.loan == code), None)

    def _usual(self) -> list[int]:
        loan = self.loan()
        return [line.payment for line in loan.schedule] if loan else []

    def _tell_after(self) -> None:
        loan, amount = self.loan(), self.amount.money.value_or_none()
        if loan is None or amount is None:
            self.after.setText("")
            return
        left = max(loan.owed.total - amount, 0)
        interest = min(amount, loan.owed.interest)
        words = _("interest {interest:money}, principal {principal:money}; left {left:money}")
        self.after.setText(fill(words, interest=interest, principal=amount - interest, left=left))

    def _repay(self) -> None:
        """Record the repayment and show its receipt."""
        loan = self.loan()
        try:
            amount = self.amount.money.value()
        except BadText as bad:
            self.amount.refuse(str(bad))
            return
        if loan is None or amount is None:
            return
        workspace = self.workspace
        event = {
            "event": "loan_repaid",
            "group": workspace.group,
            "date": workspace.today.isoformat(),
            "loan": loan.loan,
            "amount": amount,
        }
        changes = workspace.record(event)
        if changes is None:
            return
        receipts = [number for done in changes.events for number in done.receipts]
        self.table.view.setFocus()
        words = _("Repayment of {amount:francs} recorded on loan {loan}.")
        sentence = fill(words, amount=amount, loan=loan.loan)
        if receipts:
            deed = functools.partial(show_paper, workspace, "receipt", {"number": receipts[0]})
            workspace.notice(sentence, "info", (_("Print the receipt"), deed))
