"""The group's own loans from a bank: what is owed, what was paid, what comes in."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.portfolio import BankLoan, bank_loans
from coop_ledger.i18n import _
from ui.pages.page import Page
from ui.presenters import bank_loans as presenter
from ui.presenters.sheet_lines.loan_deeds import rate_of
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.money import CountEdit, MoneyField
from ui.widgets.table_view import TableCard


class BankLoansPage(Page):
    """The argument is the number of a loan to show."""

    name = "bank_loans"
    help = "loans"
    topics = frozenset({Topic.LOANS, Topic.RULES})

    def title(self) -> str:
        return _("Bank loans")

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Loans"), "loans"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"find": self.table.view.setFocus}

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.found: tuple[BankLoan, ...] = ()
        self.table = TableCard(_("Bank loans"), row_height=30)
        self.table.view.current_changed.connect(lambda _origin: self._show_loan())
        self.table.view.opened.connect(lambda _origin: self.deed.setFocus())
        self.empty = EmptyState(_("The group owes nothing to a bank."), icon="loan")
        self.list = Card(self.table, edge=True)
        self.heading, self.left = Label("", "card"), Label("", "secondary", wrap=True)
        self.schedule = TableCard(_("Schedule"), row_height=27)
        self.payments = TableCard(_("Paid to the bank"), row_height=27)
        self.about = Card(self.heading, self.left, self.schedule, self.payments, spacing=8)
        side = QWidget()
        column(self.empty, self.list, self.about, spacing=14, parent=side)
        self.body.addWidget(Beside(side, self._form(), stretches=(6, 5), least=860), 1)

    def _form(self) -> Card:
        self.deed = Choice()
        self.deed.currentIndexChanged.connect(self._on_deed)
        self.loan, self.lender = Line(width=160), Line(width=260)
        self.principal = MoneyField(_("&Principal"))
        self.interest, self.fees = MoneyField(_("&Interest")), MoneyField(_("&Fees of the bank"))
        self.rate, self.term = Line(_("% a month"), width=130), CountEdit(_("months"), width=130)
        self.repaid, self.method, self.fund, self.place = (Choice() for _each in range(4))
        self.fields = {
            "deed": Field(_("&What is done"), self.deed),
            "loan": Field(_("Num&ber on the contract"), self.loan),
            "lender": Field(_("&Lender"), self.lender),
            "principal": self.principal,
            "interest": self.interest,
            "fees": self.fees,
            "rate_percent": Field(_("Inte&rest asked"), self.rate),
            "term": Field(_("&Term"), self.term),
            "method": Field(_("Interest is reck&oned"), self.method),
            "repaid": Field(_("Paid bac&k"), self.repaid),
            "fund": Field(_("F&und that borrows"), self.fund),
            "place": Field(_("Pla&ce of the money"), self.place),
        }
        self.record = Button(_("Record"), Look.PRIMARY, icon="check", key="Ctrl+Return", bind=True)
        self.record.clicked.connect(self.act)
        fields = self.fields
        self.terms = FieldGrid([fields["rate_percent"], fields["term"]], columns=2)
        card = Card(
            fields["deed"],
            FieldGrid([fields["loan"], fields["lender"]], columns=2),
            *(fields[name] for name in ("principal", "interest", "fees")),
            self.terms,
            fields["method"],
            fields["repaid"],
            FieldGrid([fields["place"], fields["fund"]], columns=2),
            spacing=12,
        )
        card.add(1)
        card.add(row(1, self.record))
        return card

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (self.loan, self.lender, self.rate, self.term)

    # -- showing -----------------------------------------------------------------------------------

    def take_focus(self) -> None:
        (self.table.view if self.found else self.deed).setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self.found = bank_loans(workspace.book, workspace.group, workspace.today)
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
            rules = facts.rules(workspace.today)
        self.fund.offer(presenter.funds(rules))
        self.repaid.offer(presenter.repayments())
        self.method.offer(presenter.methods())
        self.place.offer(presenter.places())
        self.table.show_table(presenter.list_table(self.found))
        self.empty.setVisible(not self.found)
        for part in (self.list, self.about):
            part.setVisible(bool(self.found))
        self.deed.offer(presenter.deeds(self.found))
        if self.argument:
            self.table.view.choose(f"bank_loan:{self.argument}")
            self.argument = ""
        self._show_loan()

    def chosen(self) -> BankLoan | None:
        """Return the loan of the current row."""
        code = self.table.view.origin().partition(":")[2]
        return next((loan for loan in self.found if loan.loan == code), None)

    def _show_loan(self) -> None:
        loan = self.chosen()
        if loan is not None:
            self.heading.setText(presenter.heading(loan))
            self.left.setText(presenter.left(loan))
            self.schedule.show_table(presenter.schedule_table(loan))
            table = presenter.payments_table(loan)
            self.payments.show_table(table)
            self.payments.setVisible(bool(table.rows))
        self._make_room()
        self._on_deed()

    def _make_room(self) -> None:
        for table in (self.table, self.schedule, self.payments):
            table.view.setMinimumWidth(table.view.minimum_width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "payments"):
            self._make_room()

    def _on_deed(self) -> None:
        """Ask what is to be said, and propose what the schedule asks next."""
        deed = self.deed.value() if self.deed.count() else presenter.RECEIVE
        asked = presenter.FIELDS[deed]
        for name, field in self.fields.items():
            field.clear_error()
            field.setVisible(name in asked or name == "deed")
        self.terms.setVisible("term" in asked)
        for edit in self._lines():
            edit.clear()
        loan = self.chosen()
        pays = deed == presenter.PAY and loan is not None
        principal, interest = presenter.next_payment(loan) if pays and loan else (0, 0)
        self.principal.set_amount(principal or None)
        self.interest.set_amount(interest or None)
        self.fees.set_amount(None)

    # -- recording ---------------------------------------------------------------------------------

    def act(self) -> None:
        """Record what is typed, or show under its field what cannot be read."""
        deed = self.deed.value()
        values = self._values(presenter.FIELDS[deed])
        loan = self.chosen()
        code = loan.loan if deed == presenter.PAY and loan else self.loan.text().strip()
        if values is None or (deed == presenter.RECEIVE and not self._named()):
            return
        workspace = self.workspace
        event = presenter.event(deed, code, workspace.group, workspace.today, values)
        if workspace.record(event) is not None:
            workspace.notice(_("Recorded."), "info")
            self.take_focus()

    def _named(self) -> bool:
        for name in ("loan", "lender"):
            edit = {"loan": self.loan, "lender": self.lender}[name]
            if not edit.text().strip():
                self.fields[name].show_error(_("Write it: it stands on the contract."))
                edit.setFocus()
                return False
        return True

    def _values(self, asked: tuple[str, ...]) -> dict[str, object] | None:
        takers: Mapping[str, Callable[[], object]] = {
            "lender": lambda: self.lender.text().strip(),
            "principal": self.principal.money.value,
            "interest": self.interest.money.value,
            "fees": self.fees.money.value,
            "rate_percent": lambda: rate_of(self.rate.text() or "0"),
            "term": self.term.value,
            "method": self.method.value,
            "repaid": self.repaid.value,
            "fund": self.fund.value,
            "place": self.place.value,
        }
        found: dict[str, object] = {}
        for name in asked:
            if name not in takers:
                continue
            try:
                found[name] = takers[name]()
            except BadText as bad:
                self.fields[name].show_error(str(bad))
                return None
        return found
