"""Arrears: who did not bring what the rules ask or owes fines, and what is paid between meetings."""

import functools
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.arrears import GroupArrears, MemberArrears, arrears
from coop_ledger.book.questions.fines import UnpaidFine, fines
from coop_ledger.i18n import _, fill
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import arrears as presenter
from ui.presenters.arrears import Due
from ui.widgets.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card, EmptyState
from ui.widgets.field import Choice, Field
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.money import MoneyField
from ui.widgets.summary import Line, Summary
from ui.widgets.table_view import TableCard


class ArrearsPage(Page):
    """The list, and beside it what the member chosen may pay. The argument is her number."""

    name = "arrears"
    help = "arrears"
    topics = frozenset({Topic.SAVINGS, Topic.FINES, Topic.MEETINGS, Topic.MEMBERS, Topic.RULES})

    def title(self) -> str:
        return _("Arrears")

    def context(self) -> str:
        return presenter.context(self.found) if self.found else ""

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Members"), "members"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "find": self.table.view.setFocus,
            "print": lambda: show_paper(self.workspace, "arrears-list", parent=self),
        }

    def build(self) -> None:
        self.found: GroupArrears | None = None
        self.shown: tuple[MemberArrears, ...] = ()
        self.unpaid: tuple[UnpaidFine, ...] = ()
        self.dues: tuple[Due, ...] = ()
        self.which = Choice([("behind", _("Who is behind")), ("all", _("Every member"))])
        self.which.setAccessibleName(_("Which members"))
        self.which.currentIndexChanged.connect(lambda _at: self.refresh())
        self.table = TableCard(_("Arrears"), row_height=30)
        self.table.view.current_changed.connect(self._show_member)
        self.table.view.opened.connect(lambda _origin: self.due.setFocus())
        printed = Button(_("List"), icon="print", key="Ctrl+P", height=34)
        printed.clicked.connect(self.answers()["print"])
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        self.empty = EmptyState(_("Nobody is behind: all was brought."), icon="proof")
        self.body.addLayout(row(self.which, 1, printed))
        self.body.addWidget(self.empty, 1)
        self.both = Beside(self.list, self._detail(), stretches=(3, 2), least=1000)
        self.body.addWidget(self.both, 1)

    def _detail(self) -> Card:
        self.card = Card(title=_("What she has to bring"))
        self.account = Summary(_("What she has to bring"))
        self.nothing = Label(_("She is up to date."), "secondary", wrap=True)
        self.due = Choice([])
        self.due.currentIndexChanged.connect(lambda _at: self._propose())
        self.due_field = Field(_("&For"), self.due)
        self.amount = MoneyField(_("&Paid now"))
        self.fields["amount"] = self.amount
        self.fields["shares"] = self.amount
        self.record = Button(_("Record"), icon="check", key="Ctrl+Return", bind=True)
        self.record.clicked.connect(self._pay)
        self.amount.money.accepted.connect(self.record.setFocus)
        for widget in (self.account, self.nothing, self.due_field, self.amount):
            self.card.add(widget)
        self.card.add(row(1, self.record))
        self.card.body.addStretch(1)
        return self.card

    def take_focus(self) -> None:
        (self.table.view if self.shown else self.which).setFocus()

    def refresh(self, changes: Changes | None = None) -> None:
        workspace = self.workspace
        if not workspace.has_book or not workspace.group:
            return
        kept = f"member:{self.argument}" if self.argument else self.table.view.origin()
        self.argument = ""
        where = (workspace.book, workspace.group)
        self.found = arrears(*where, workspace.today)
        self.unpaid = fines(*where, on=workspace.today)
        everybody = self.which.value() == "all"
        self.shown = self.found.members if everybody else presenter.behind(self.found)
        self.table.show_table(presenter.list_table(self.found, self.shown, self.unpaid))
        self.table.view.choose(kept)
        self.empty.setVisible(not self.shown)
        self.both.setVisible(bool(self.shown))
        self._show_member(self.table.view.origin())

    def _show_member(self, origin: str) -> None:
        code = origin.partition(":")[2]
        member = next((each for each in self.shown if each.member == code), None)
        if member is None:
            return
        self.dues = presenter.dues(member, self.unpaid)
        self.card.heading.setText(f"{member.member} · {member.name}")
        own = [fine for fine in self.unpaid if fine.member == code]
        self.account.tell([*_lines(member), *_fine_lines(own)])
        self.nothing.setVisible(not self.dues)
        with QSignalBlocker(self.due):
            self.due.offer([(str(at), due.words) for at, due in enumerate(self.dues)])
        for widget in (self.due_field, self.amount, self.record):
            widget.setVisible(bool(self.dues))
        self._propose()

    def _chosen(self) -> Due | None:
        at = self.due.value()
        return self.dues[int(at)] if at and int(at) < len(self.dues) else None

    def _propose(self) -> None:
        due = self._chosen()
        self.amount.set_amount(due.left if due else None)

    def _pay(self) -> None:
        """Record what is paid now, and offer its receipt."""
        due, workspace = self._chosen(), self.workspace
        try:
            amount = self.amount.money.value()
        except BadText as bad:
            self.amount.refuse(str(bad))
            return
        if due is None or amount is None:
            return
        event = due.paid(amount, workspace.group, workspace.today.isoformat())
        changes = workspace.record(event)
        if changes is None:
            return
        receipts = [number for done in changes.events for number in done.receipts]
        self.table.view.setFocus()
        words = _("{amount:francs} received: {what}.")
        sentence = fill(words, amount=amount, what=due.words)
        if receipts:
            deed = functools.partial(show_paper, workspace, "receipt", {"number": receipts[0]})
            workspace.notice(sentence, "info", (_("Print the receipt"), deed))


def _lines(member: MemberArrears) -> list[Line]:
    lines = []
    for each in member.funds:
        words = presenter.fund_words(each)
        if words:
            ink = "money_out" if each.owed else "money_in"
            lines.append(Line(words, (i18n.money(each.owed or each.ahead),), ink=ink))
    for missed in member.missed_savings:
        words = fill(_("Savings of meeting {meeting}"), meeting=missed.meeting)
        lines.append(Line(words, (i18n.money(missed.amount),), ink="money_out"))
    return lines


def _fine_lines(own: list[UnpaidFine]) -> list[Line]:
    return [
        Line(words, (i18n.money(left),), ink="money_out")
        for words, left in presenter.fine_words(own)
    ]
