"""Loans: the late ones first; one of them with its schedule, and what may be done about it."""

import functools
import itertools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.answers import Loan
from coop_ledger.book.questions.loans import loan as loan_numbered
from coop_ledger.book.questions.loans import loans, schedule_after
from coop_ledger.book.questions.members import members
from coop_ledger.book.questions.portfolio import portfolio
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill
from ui.dialogs.question import Question
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.loan_card import LoanCard
from ui.parts.loan_risk import RiskCard
from ui.parts.private_strip import PrivateStrip
from ui.presenters import loan_deeds as deeds
from ui.presenters import loans as presenter
from ui.presenters.new_loan import term_words
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.money import CountEdit, MoneyField
from ui.widgets.table_view import TableCard

EVERY, LATE = "all", "late"


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
            "print": self.print_list,
        }

    def build(self) -> None:
        self.found: tuple[Loan, ...] = ()
        self._done = self._shown = ""  # the loan just dealt with, and the one in front
        self.strip = PrivateStrip(self.workspace, self.name)
        self.strip.asked.connect(self.refresh)
        self.body.addWidget(self.strip)
        self.lend = Button(_("New loan"), Look.PRIMARY, icon="add", key="Ctrl+Shift+N")
        self.lend.clicked.connect(lambda: self.workspace.go("new_loan"))
        self.which = Choice(
            [
                ("open", _("Open loans")),
                (LATE, _("Late loans")),
                ("awaiting", _("Loans to be ratified")),
                ("written_off", _("Loans written off")),
                (EVERY, _("All the loans")),
            ]
        )
        self.which.setAccessibleName(_("Which loans"))
        self.which.currentIndexChanged.connect(self.refresh)
        self.table = TableCard(_("Loans"), row_height=30)
        self.table.view.current_changed.connect(self._show_loan)
        self.table.view.opened.connect(lambda _origin: self.amount.money.setFocus())
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        self.printed = Button(_("Register"), icon="print", key="Ctrl+P", height=34)
        self.printed.clicked.connect(self.print_list)
        bank = Button(_("From a bank"), Look.QUIET, height=34)
        bank.clicked.connect(lambda: self.workspace.go("bank_loans"))
        self.body.addLayout(row(self.which, 1, bank, self.printed))
        self.risk = RiskCard()
        self.body.addWidget(self.risk)
        lend = Button(_("New loan"), Look.PRIMARY, icon="add", key="Ctrl+Shift+N")
        lend.clicked.connect(lambda: self.workspace.go("new_loan"))
        self.empty = EmptyState(_("No loan to show here."), lend, icon="loan")
        self.body.addWidget(self.empty, 1)
        self.both = Beside(self.list, self._detail(), stretches=(3, 2), least=1000)
        self.body.addWidget(self.both, 1)
        tables = (self.card.schedule, self.card.payments)
        views = [table.view for table in tables if table is not None]
        for before, after in itertools.pairwise([self.record, *views]):
            self.setTabOrder(before, after)  # what is done stands above them

    def _detail(self) -> LoanCard:
        self.card = LoanCard(payments=True)
        self.deed = Choice([(deeds.REPAY, _("Repayment"))])
        self.deed.currentIndexChanged.connect(self._on_deed)
        self.amount = MoneyField(_("&Repayment received"), usual=self._usual)
        self.term = CountEdit(width=130)
        self.minute, self.reason = Line(width=130), Line(width=220)
        self.fields = {
            "deed": Field(_("&What is done"), self.deed),
            "amount": self.amount,
            "term": Field(_("New &term"), self.term),
            "minute": Field(_("&Minutes no."), self.minute),
            "reason": Field(_("Reas&on"), self.reason),
        }
        for edit in (self.amount.money, *self._lines()):
            edit.accepted.connect(self._after_last)
        self.record = Button(_("Record"), icon="check", key="Ctrl+Return", bind=True)
        self.record.clicked.connect(self.act)
        self.agreement = Button(_("Agreement"), Look.QUIET, icon="print", height=34)
        self.agreement.clicked.connect(self._print_agreement)
        self.after = Label("", "secondary", wrap=True)
        self.amount.amount_changed.connect(self._tell_after)
        self.term.textChanged.connect(self._tell_after)
        self.decision = FieldGrid([self.fields["minute"], self.fields["term"]], columns=2)
        self.card.put_first(
            self.fields["deed"],
            self.amount,
            self.decision,
            self.fields["reason"],
            self.after,
            row(self.agreement, 1, self.record, spacing=12),
        )
        return self.card

    def _after_last(self) -> None:
        """Lead from the last field that is asked to the button: Enter alone records nothing."""
        asked = [edit for edit in (self.amount.money, *self._lines()) if edit.isVisible()]
        if self.amount.is_wrong():
            self.amount.money.stay()
        elif asked and asked[-1].hasFocus():
            self.record.setFocus()

    def _lines(self) -> tuple[Line, ...]:
        return (self.term, self.minute, self.reason)

    def take_focus(self) -> None:
        (self.table.view if self.found else self.lend).setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        where = (workspace.book, workspace.group)
        if self.argument:
            with QSignalBlocker(self.which):
                self.which.choose(EVERY)
        self.names = {person.member: person.name for person in members(*where)}
        chosen = self.which.value()
        wanted = chosen.removeprefix(EVERY)
        self.strip.refresh()
        with self.strip.showing():
            self.found = loans(*where, status=wanted, on=workspace.today)
            if self._done and all(loan.loan != self._done for loan in self.found):
                # What was just done is read before the loan leaves the list.
                done = loan_numbered(*where, self._done, workspace.today)
                self.found = (*self.found, done)
        late = chosen == LATE
        shown = presenter.late_table if late else presenter.list_table
        self.table.show_table(shown(self.found))
        self.printed.setText(_("List of the late loans") if late else _("Register"))
        self.risk.tell(portfolio(*where, workspace.today))
        self.empty.setVisible(not self.found)
        self.both.setVisible(bool(self.found))
        if self.argument or self._done:
            self.table.view.choose(f"loan:{self.argument or self._done}")
            self.argument = self._done = ""
        self._show_loan(self.table.view.origin())

    def _show_loan(self, origin: str) -> None:
        loan = self.loan()
        if loan is None:
            return
        self.card.tell(loan, self.names, titled=True)
        offered = deeds.offered(loan)
        with QSignalBlocker(self.deed):
            self.deed.offer(offered)
            if loan.loan != self._shown and offered:
                self.deed.choose(offered[0][0])  # what was chosen was for another loan
        self._shown = loan.loan
        for edit in self._lines():
            edit.clear()
        self._on_deed()

    def _on_deed(self) -> None:
        """Ask what the deed needs, and no more."""
        loan = self.loan()
        if loan is None:
            return
        deed = self.deed.value() if self.deed.count() else ""
        asked = deeds.FIELDS.get(deed, ())
        self.fields["deed"].setVisible(self.deed.count() > 1)
        for name in ("amount", "term", "minute", "reason"):
            self.fields[name].clear_error()
            self.fields[name].setVisible(name in asked)
        self.decision.setVisible("minute" in asked)
        for part in (self.record, self.after):
            part.setVisible(bool(deed))
        if "term" in asked:
            self.term.set_value(loan.term)
            self.term.set_unit(term_words(loan.per, loan.term))
        self.amount.set_amount(deeds.proposed(deed, loan))
        self._tell_after()

    def loan(self) -> Loan | None:
        """Return the loan of the current row."""
        code = self.table.view.origin().partition(":")[2]
        return next((loan for loan in self.found if loan.loan == code), None)

    def _usual(self) -> list[int]:
        loan = self.loan()
        return [line.payment for line in loan.schedule] if loan else []

    def _tell_after(self) -> None:
        loan = self.loan()
        if loan is None or not self.deed.count():
            self.after.setText("")
            return
        self.after.setText(self._meaning(loan))

    def _meaning(self, loan: Loan) -> str:
        """Return what the deed will do, with the new days and amounts where it gives some."""
        deed = self.deed.value()
        words = deeds.means(deed, loan, self.amount.money.value_or_none())
        if deed not in (deeds.MORE_TIME, deeds.ROLL_OVER):
            return words
        workspace = self.workspace
        try:
            values = {"term": self.term.value()}
            event = deeds.event(deed, loan, workspace.group, workspace.today, values)
            lines = schedule_after(workspace.book, event)
        except (BadText, Refusal):
            return words
        return f"{words} {deeds.new_instalments(lines)}"

    # -- what is done ------------------------------------------------------------------------------

    def print_list(self) -> None:
        """Show the register, or the list of the late ones where they are shown."""
        late = self.which.value() == LATE
        name = "overdue-list" if late else "loan-register"
        show_paper(self.workspace, name, parent=self, private=self.strip.is_lifted())

    def _print_agreement(self) -> None:
        loan = self.loan()
        if loan is not None:
            show_paper(
                *(self.workspace, "loan-agreement", {"loan": loan.loan}),
                parent=self,
                private=self.strip.is_lifted(),
            )

    def act(self) -> None:
        """Record what is done about the loan, and show the receipt of what was paid."""
        loan = self.loan()
        if loan is None or not self.deed.count():
            return
        deed = self.deed.value()
        values = self._values(deed)
        if values is None:
            return
        if self._refuses(deeds.lacking(deed, values)):
            return
        if deed not in deeds.ASKED_FIRST:
            self._record(deed, loan, values)
            return
        title, whose, verb = deeds.question(deed, loan)
        facts = (whose, self._meaning(loan))
        go_on = functools.partial(self._record, deed, loan, values)
        Question(title, facts, (), verb, go_on, self).open()

    def _refuses(self, lacking: Mapping[str, str]) -> bool:
        """Say at its field what is lacking; the keyboard goes to the first."""
        for name, sentence in lacking.items():
            self.fields[name].show_error(sentence)
        for name in list(lacking)[:1]:
            self.fields[name].editor.setFocus()
        return bool(lacking)

    def _record(self, deed: str, loan: Loan, values: dict[str, object]) -> None:
        workspace = self.workspace
        event = deeds.event(deed, loan, workspace.group, workspace.today, values)
        self._done, self._shown = loan.loan, ""
        changes = workspace.record(event)
        if changes is None:
            self._done, self._shown = "", loan.loan
        else:
            amount = values.get("amount")
            self._tell_done(deed, loan, amount if isinstance(amount, int) else None, changes)

    def _values(self, deed: str) -> dict[str, object] | None:
        """Return what is typed, None where something of it cannot be read."""
        found: dict[str, object] = {
            "minute": self.minute.text().strip(),
            "reason": self.reason.text().strip(),
        }
        asked = deeds.FIELDS[deed]
        try:
            if "term" in asked:
                found["term"] = self.term.value()
        except BadText as bad:
            self.fields["term"].show_error(str(bad))
            return None
        try:
            if "amount" in asked:
                found["amount"] = self.amount.money.value()
        except BadText as bad:
            self.amount.refuse(str(bad))
            return None
        return found if "amount" not in asked or found["amount"] is not None else None

    def _tell_done(self, deed: str, loan: Loan, amount: int | None, changes: Changes) -> None:
        workspace = self.workspace
        self.table.view.setFocus()
        sentence = deeds.done(deed, loan, amount)
        receipts = [number for done in changes.events for number in done.receipts]
        if receipts:
            paper = functools.partial(show_paper, workspace, "receipt", {"number": receipts[0]})
            workspace.notice(sentence, "info", (_("Print the receipt"), paper))
        else:
            workspace.notice(sentence, "info")
