"""A new loan: the rules are looked at while it is typed, and its cost is seen before it is recorded."""

import functools
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.i18n import _, fill, translate
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.loan_checks import ChecksCard, CostsCard
from ui.presenters import new_loan as presenter
from ui.presenters.new_loan import NewLoan, Wanted
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row
from ui.widgets.member import MemberPicker
from ui.widgets.message import MessageStrip
from ui.widgets.money import CountEdit, MoneyField


class NewLoanPage(Page):
    """The form. The argument is the number of the borrower, if she is known."""

    name = "new_loan"
    help = "new_loan"
    topics = frozenset({Topic.LOANS, Topic.SAVINGS, Topic.CASH, Topic.RULES, Topic.MEMBERS})

    def title(self) -> str:
        return _("New loan")

    def context(self) -> str:
        return self.loan.code if hasattr(self, "loan") else ""

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Loans"), "loans"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"edit": self.picker.setFocus}

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.wanted = Wanted()
        self.usual_term = 0
        self.checks, self.costs = ChecksCard(), CostsCard()
        side = column(self.checks, self.costs, spacing=14)
        side.setStretch(1, 1)
        right = QWidget()
        right.setLayout(side)
        self.body.addWidget(Beside(self._form(), right, stretches=(6, 5), least=860), 1)

    def _form(self) -> Card:
        self.picker = MemberPicker(width=360)
        self.amount = MoneyField(_("&Amount asked for"), beside=True)
        self.product = Choice()
        self.term = CountEdit(width=130)
        self.issued = DayEdit(lambda: self.workspace.today)
        self.purpose = Line(width=300)
        self.guarantors = Line(width=220)
        self.borrower = Line(width=300)
        self.approved = MemberPicker(width=240)
        self.reason = Line(width=240)
        self.fields = {
            "member": Field(_("&Borrower"), self.picker),
            "principal": self.amount,
            "product": Field(_("&Kind of loan"), self.product),
            "term": Field(_("&Term"), self.term),
            "date": Field(_("&Given on"), self.issued),
            "text": Field(_("What it is &for"), self.purpose),
            "guarantors": Field(_("G&uarantors"), self.guarantors),
            "borrower": Field(_("Lent to, when she is no member"), self.borrower),
            "approved_by": Field(_("E&xception voted: by whom"), self.approved),
            "reason": Field(_("Reason of the exception"), self.reason),
        }
        self._connect_fields()
        fields = self.fields
        self.cancel = Button(_("Cancel"), key="Esc", height=40)
        self.cancel.clicked.connect(self.workspace.go_back)
        self.why_not = Label("", "secondary", wrap=True)
        self.save = Button(_("Record and print"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        self.concern = MessageStrip()
        left = QWidget()
        row(self.cancel, self.why_not, spacing=14, parent=left).setStretch(1, 1)
        card = Card(
            fields["member"],
            fields["borrower"],
            fields["principal"],
            fields["product"],
            FieldGrid([fields["term"], fields["date"]], columns=2),
            self.concern,
            FieldGrid([fields["text"], fields["guarantors"]], columns=2),
            FieldGrid([fields["approved_by"], fields["reason"]], columns=2),
            spacing=14,
            padding=(18, 16),
        )
        card.add(1)
        card.add(line())
        card.add(Beside(left, self.save, stretches=(1, 0), spacing=14))
        return card

    def _lines(self) -> tuple[QLineEdit, ...]:
        edits = (self.term, self.issued, self.purpose, self.guarantors, self.reason)
        return (*edits, self.borrower)

    def _connect_fields(self) -> None:
        self.picker.picked.connect(lambda _code: self._retell())
        self.picker.textEdited.connect(lambda _text: self._retell())
        self.amount.amount_changed.connect(self._retell)
        self.product.currentIndexChanged.connect(self._on_product)
        for edit in self._lines():
            edit.textChanged.connect(self._retell)
        self.approved.picked.connect(lambda _code: self._retell())
        self._show_exception(shown=False)

    # -- refreshing --------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        super().open(argument)
        self._clear()
        if argument:
            self.picker.choose(argument)
        self._retell()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self.loan = NewLoan(workspace.book, workspace.group, workspace.today)
        people = members(workspace.book, workspace.group, workspace.today)
        self.people = [person for person in people if person.status == "active"]
        self.picker.offer(self.people)
        self.approved.offer(self.people)
        products = self.loan.rules.loans
        self.product.offer((name, translate(name).capitalize()) for name in products)
        self.fields["product"].setVisible(len(products) > 1)
        needed = max((p.guarantors for p in products.values()), default=0)
        asked = _("3 8, or 3=20000 8=10000") if needed else _("the rules ask for none")
        self.guarantors.setPlaceholderText(asked)
        self._retell()

    def _clear(self) -> None:
        self.picker.choose("")
        self.amount.set_amount(None)
        self.issued.set_value(self.workspace.today)
        for edit in self._lines():
            if edit is not self.issued:
                edit.clear()
        self.approved.choose("")
        self._show_exception(shown=False)
        self._on_product()

    def take_focus(self) -> None:
        (self.amount.money if self.picker.code() else self.picker).setFocus()

    def _on_product(self) -> None:
        wanted = self._read() if hasattr(self, "loan") else Wanted()
        product = self.loan.product(wanted) if hasattr(self, "loan") else None
        if product is not None:
            self.usual_term = self.loan.usual_term(wanted)
            self.term.set_value(self.usual_term)
            self.term.set_unit(presenter.term_unit(product, self.usual_term))
            self.fields["borrower"].setVisible(product.non_members)

    def _follow_band(self, wanted: Wanted) -> None:
        """Propose the term that the rules give to this amount, unless another one was typed."""
        usual = self.loan.usual_term(wanted)
        if wanted.term == self.usual_term != usual:
            self.usual_term = usual
            self.term.set_value(usual)

    def _show_exception(self, *, shown: bool) -> None:
        for name in ("approved_by", "reason"):
            self.fields[name].setVisible(shown)

    # -- while typing ------------------------------------------------------------------------------

    def _read(self) -> Wanted:
        """Return what is typed, as far as it can be read."""
        known = [person.member for person in self.people]
        wanted = Wanted(
            member=self.picker.code(),
            principal=self.amount.money.value_or_none(),
            product=self.product.value(),
            issued=self.workspace.today,
            purpose=self.purpose.text().strip(),
            borrower=self.borrower.text().strip() if self.borrower.isVisibleTo(self) else "",
            approved_by=self.approved.code(),
            reason=self.reason.text().strip(),
        )
        self.unread: dict[str, BadText] = {}
        takers: Mapping[str, Callable[[], None]] = {
            "term": lambda: setattr(wanted, "term", self.term.value()),
            "date": lambda: setattr(wanted, "issued", self.issued.value()),
            "guarantors": lambda: setattr(wanted, "guarantees", self._named(known)),
        }
        for name, take in takers.items():
            try:
                take()
            except BadText as bad:
                self.unread[name] = bad
        return wanted

    def _named(self, known: list[str]) -> Mapping[str, int]:
        return presenter.read_guarantors(self.guarantors.text(), known, self.loan.gone())

    def _retell(self) -> None:
        if not hasattr(self, "loan"):
            return
        wanted = self.wanted = self._read()
        self._follow_band(wanted)
        self.checks.tell(self.loan.checks(wanted))
        product = self.loan.product(wanted)
        costs = self.loan.costs(wanted)
        held = self.loan.facts.cash(product.fund) if product else 0
        self.costs.tell(costs, presenter.in_words(product, wanted) if product else "", held)
        ready = bool(wanted.member and wanted.principal and product and not self.unread)
        refusal = self.loan.refusal(wanted) if ready else None
        self._tell_refusal(refusal)
        self._tell_button(refusal, ready=ready)

    def _tell_refusal(self, refusal: Refusal | None) -> None:
        self.concern.hide()
        for field in self.fields.values():
            field.clear_error()
        for name, bad in self.unread.items():
            self.fields[name].show_error(str(bad))
        if refusal is None:
            return
        ways = self._ways_out(refusal)
        if isinstance(refusal, Concern):
            self.concern.tell(_said(refusal), "warning", *ways)
            return
        self.fields.get(refusal.field, self.amount).show_error(str(refusal), *ways)

    def _ways_out(self, refusal: Refusal) -> list[tuple[str, Callable[[], object]]]:
        """Return buttons that do what the refusal proposes."""
        if isinstance(refusal, Concern):
            late = refusal.params.get("rule") == "due"
            term = self.loan.longest_term(self.wanted) if late else 0
            shorter = fill(_("Shorten to {term:number}"), term=term)
            ways = [(shorter, lambda: self.term.set_value(term))] if term else []
            return [*ways, (_("Exception voted…"), self._overrule)]
        return [
            (fill(_("Lend {amount:money}"), amount=amount), functools.partial(self._lend, amount))
            for amount in presenter.amounts_offered(refusal)
        ]

    def _lend(self, amount: int) -> None:
        self.amount.set_amount(amount)
        self._retell()
        self.amount.money.setFocus()

    def _overrule(self) -> None:
        self._show_exception(shown=True)
        self.approved.setFocus()

    def _tell_button(self, refusal: Refusal | None, *, ready: bool) -> None:
        self.save.setEnabled(ready and refusal is None)
        if refusal is not None:
            words = _("What is marked is to be settled first.")
        elif not self.wanted.member:
            words = _("Who borrows?")
        elif not self.wanted.principal:
            words = _("How much?")
        else:
            words = ""
        self.why_not.setText(words)

    # -- recording ---------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the loan, go to it and show its receipt."""
        workspace = self.workspace
        code = self.loan.code
        changes = workspace.record(self.loan.event(self.wanted))
        if changes is None:
            return
        papers = self._papers(changes)
        self._clear()
        workspace.go("loans", code)
        if papers:
            workspace.notice(fill(_("Loan {loan} recorded."), loan=code), "info", *papers)
        # It tells nothing but what was just typed here, be the loan confidential or not.
        agreement = {"loan": code}
        show_paper(workspace, "loan-agreement", agreement, parent=self.window(), private=True)

    def _papers(self, changes: Changes) -> list[tuple[str, Callable[[], object]]]:
        """Return what may be printed besides the agreement: a slip where another fund lends."""

        def show(paper: str, number: int) -> Callable[[], object]:
            return functools.partial(show_paper, self.workspace, paper, {"number": number})

        product = self.loan.product(self.wanted)
        receipts = [number for done in changes.events for number in done.receipts]
        entries = [number for done in changes.events for number in done.entries]
        papers = [(_("Print the receipt"), show("receipt", number)) for number in receipts[:1]]
        if product is not None and product.fund != self.loan.rules.first_fund:
            papers += [(_("Print the slip"), show("claim-slip", number)) for number in entries[:1]]
        return papers


def _said(concern: Concern) -> str:
    """Return what stands against a loan and may be overruled, in the words of the form."""
    if concern.params.get("rule") != "due":
        return str(concern)
    words = _(
        "This loan ends on {due:day}, after the share-out of {ends:day}. Shorten it, or have an "
        "exception voted."
    )
    return fill(words, due=concern.params["due"], ends=concern.params["ends"])
