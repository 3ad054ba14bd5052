"""A member leaves: why, who decided, and the settlement sheet in francs before it is recorded."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.life import SettlementSheet, settlement
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill, translate
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import departure as presenter
from ui.presenters.departure import Leaving
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field, Line
from ui.widgets.figure import Avatar
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row
from ui.widgets.member import MemberPicker
from ui.widgets.message import MessageStrip
from ui.widgets.money import MoneyField
from ui.widgets.table_view import TableCard


class DeparturePage(Page):
    """The form on the left, the sheet on the right. The argument is the member's number."""

    name = "departure"
    help = "departure"
    topics = frozenset(
        {Topic.MEMBERS, Topic.SAVINGS, Topic.LOANS, Topic.FINES, Topic.CASH, Topic.TONTINE}
    )

    def title(self) -> str:
        return _("Departure of a member")

    def context(self) -> str:
        return self.called.text() if self.argument else ""

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Members"), "members"),)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"edit": self.reason.setFocus, "print": self.print_it}

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.sheet: SettlementSheet | None = None
        self.body.addWidget(Beside(self._form(), self._sheet(), stretches=(5, 6), least=860), 1)

    def _form(self) -> Card:
        self.avatar = Avatar("", 44)
        self.called = Label("", "subtitle")
        reasons = presenter.REASONS.items()
        self.reason = Choice((code, translate(words)) for code, words in reasons)
        self.reason.currentIndexChanged.connect(self._on_reason)
        self.day = DayEdit(lambda: self.workspace.today)
        self.day.textChanged.connect(self._retell)
        self.minute, self.to_group = Line(width=300), Line(width=300)
        self.kin, self.kin_phone = Line(width=220), Line(width=130)
        self.first, self.second = MemberPicker(width=220), MemberPicker(width=220)
        self.paid = MoneyField(_("Paid &now"))
        self.paid.amount_changed.connect(self._retell)
        self.kin.textChanged.connect(self._retell)
        self.fields = {
            "reason": Field(_("&Reason of the departure"), self.reason),
            "date": Field(_("&Day"), self.day),
            "minute": Field(
                _("Decision of the &assembly"),
                self.minute,
                help=_("its day or the number of its minutes"),
            ),
            "to_group": Field(_("&Group she goes to"), self.to_group),
            "next_of_kin": Field(_("Next of &kin who receives"), self.kin),
            "next_of_kin_phone": Field(_("&Telephone"), self.kin_phone),
            "approved_by": Field(_("Signed &by"), self.first),
            "second": Field(_("and b&y"), self.second),
            "paid": self.paid,
        }
        part = self.fields
        cancel = Button(_("Cancel"), key="Esc", height=40)
        cancel.clicked.connect(self.workspace.go_back)
        self.save = Button(_("Record the departure"), Look.HARMFUL, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        card = Card(
            row(self.avatar, self.called, 1, spacing=12),
            part["reason"],
            part["date"],
            part["minute"],
            part["to_group"],
            FieldGrid([part["next_of_kin"], part["next_of_kin_phone"]], columns=2),
            FieldGrid([part["approved_by"], part["second"]], columns=2),
            part["paid"],
            spacing=14,
            padding=(18, 16),
        )
        card.add(1)
        card.add(line())
        card.add(row(cancel, 1, self.save))
        return card

    def _sheet(self) -> QWidget:
        self.rule = MessageStrip()
        self.table = TableCard(_("Settlement"), row_height=28)
        self.notes = Label("", "label", wrap=True)
        printed = Button(_("Print the sheet"), icon="print", key="Ctrl+P")
        printed.clicked.connect(self.print_it)
        self.card = Card(title=_("Settlement sheet"), note=_("before it is recorded"), spacing=10)
        for part in (self.rule, self.table, self.notes):
            self.card.add(part)
        self.card.add(1)
        self.card.add(row(1, printed))
        holder = QWidget()
        holder.setLayout(column(self.card))
        return holder

    # -- what it shows -------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        super().open(argument)
        for edit in (self.minute, self.to_group):
            edit.clear()
        self.first.choose("")
        self.second.choose("")
        self.paid.set_amount(None)
        self.day.set_value(self.workspace.today)
        self.reason.choose("left")
        self._on_reason()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        lines = members(workspace.book, workspace.group, workspace.today)
        found = next((person for person in lines if person.member == self.argument), None)
        self.save.setEnabled(found is not None and found.status == "active")
        if found is None:
            self.argument = ""
            self.called.setText(_("Open a member's page first, then choose “She leaves”."))
            return
        others = [p for p in lines if p.status == "active" and p.member != found.member]
        self.first.offer(others)
        self.second.offer(others)
        self.avatar.tell(found.member)
        self.called.setText(found.name)
        with workspace.book.reading() as connection:
            record = workspace.book.facts(connection, workspace.group).member(found.member)
        if changes is None:
            self.kin.setText(record.next_of_kin)
            self.kin_phone.setText(record.next_of_kin_phone)
        self._retell()

    def take_focus(self) -> None:
        self.reason.setFocus()

    def _on_reason(self) -> None:
        asked = presenter.ASKED[self.reason.value() or "left"]
        for name in ("minute", "to_group", "next_of_kin", "next_of_kin_phone", "approved_by"):
            self.fields[name].setVisible(name in asked)
        self.fields["second"].setVisible("approved_by" in asked)
        self._retell()

    def _retell(self) -> None:
        """Work the sheet out anew from what is typed."""
        if not self.argument:
            return
        workspace = self.workspace
        try:
            leaving = self._read()
            self.sheet = settlement(
                workspace.book,
                workspace.group,
                self.argument,
                leaving.reason,
                leaving.day,
                leaving.paid,
            )
        except (BadText, Refusal):
            return
        sheet = self.sheet
        self.rule.tell(presenter.rule_in_words(sheet), "info")
        self.table.show_table(presenter.sums(sheet))
        self.notes.setText(presenter.notes(sheet, leaving.next_of_kin))
        self.paid.setVisible(sheet.paid + sheet.unpaid > 0)
        possible = presenter.possible_now(workspace.book, workspace.group, sheet)
        words = _("empty: all of it")
        if possible < sheet.paid + sheet.unpaid:
            words = _("The box can pay {amount:francs} today; the rest is left to pay.")
        self.paid.set_help(fill(words, amount=possible))

    def _read(self) -> Leaving:
        codes = (self.first.code(), self.second.code())
        return Leaving(
            member=self.argument,
            reason=self.reason.value(),
            day=self.day.value(),
            paid=self.paid.amount() if self.paid.isVisibleTo(self) else None,
            minute=self.minute.text().strip(),
            to_group=self.to_group.text().strip(),
            next_of_kin=self.kin.text().strip(),
            next_of_kin_phone=self.kin_phone.text().strip(),
            approved_by=tuple(dict.fromkeys(code for code in codes if code)),
        )

    # -- deeds ---------------------------------------------------------------------------------------

    def record(self) -> None:
        """Record the departure, and go to her page, which says how it was settled."""
        if not self.argument or not self.save.isEnabled():
            return
        for field in self.fields.values():
            field.clear_error()
        self.first.settle()
        self.second.settle()
        try:
            leaving = self._read()
        except BadText as bad:
            self.fields["paid" if bad.field == "paid" else "date"].refuse(str(bad))
            return
        workspace, member, name = self.workspace, self.argument, self.called.text()
        if workspace.record(leaving.event(workspace.group)) is None:
            return
        workspace.go("member", member)
        workspace.notice(
            fill(_("The departure of {name} is recorded."), name=name),
            "success",
            (
                _("Print the settlement sheet"),
                lambda: show_paper(workspace, "settlement-sheet", {"member": member}),
            ),
        )

    def print_it(self) -> None:
        """Show the sheet as it stands, marked as a draft."""
        if self.argument:
            values = {"member": self.argument, "reason": self.reason.value()}
            show_paper(self.workspace, "settlement-sheet", values, parent=self)
