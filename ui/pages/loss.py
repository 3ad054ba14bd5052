"""Money stolen or lost: how much, from where, how, and to whom it was reported."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.life import losses
from coop_ledger.i18n import _
from coop_ledger.reports.catalogue.life import losses_table
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import loss as presenter
from ui.presenters.loss import Lost
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field, Line
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row
from ui.widgets.money import MoneyField
from ui.widgets.table_view import TableCard

LEAST_HEIGHT = 200


class LossPage(Page):
    """The form on the left, the losses there were on the right."""

    name = "loss"
    help = "loss"
    topics = frozenset({Topic.CASH, Topic.RULES, Topic.GROUP})

    def title(self) -> str:
        return _("Theft or loss")

    def context(self) -> str:
        return _("known money that is gone; a difference of the count is said at the count")

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"edit": self.amount.money.setFocus, "print": self.print_it}

    def build(self) -> None:
        self.purse = Choice()
        self.amount = MoneyField(_("&Amount stolen or lost"))
        self.day = DayEdit(lambda: self.workspace.today)
        self.how, self.reported = Line(width=320), Line(width=320)
        self.fields = {
            "fund": Field(_("&Where it was"), self.purse),
            "amount": self.amount,
            "date": Field(_("&Day"), self.day),
            "circumstances": Field(
                _("&Circumstances"), self.how, help=_("when, where, who saw it, what was broken")
            ),
            "reported_to": Field(_("&Reported to"), self.reported, help=_("police, town hall…")),
        }
        cancel = Button(_("Cancel"), key="Esc", height=40)
        cancel.clicked.connect(self.workspace.go_back)
        self.save = Button(_("Record the loss"), Look.HARMFUL, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        self.reported.accepted.connect(self.save.setFocus)
        form = Card(*self.fields.values(), spacing=14, padding=(18, 16))
        form.add(1)
        form.add(line())
        form.add(row(cancel, 1, self.save))
        self.body.addWidget(Beside(form, self._past(), stretches=(2, 3), least=900), 1)

    def _past(self) -> QWidget:
        self.table = TableCard(_("Thefts and losses"), row_height=28)
        self.table.setMinimumHeight(LEAST_HEIGHT)
        self.none = Label(_("Nothing was ever stolen or lost."), "body", "text2", wrap=True)
        printed = Button(_("Print the minutes"), icon="print", key="Ctrl+P")
        printed.clicked.connect(self.print_it)
        card = Card(self.none, self.table, title=_("Thefts and losses"), spacing=10)
        card.body.setStretch(1, 1)
        card.add(row(1, printed))
        holder = QWidget()
        column(card, parent=holder)
        return holder

    def open(self, argument: str) -> None:
        super().open(argument)
        self.amount.set_amount(None)
        self.how.clear()
        self.reported.clear()
        self.day.set_value(self.workspace.today)

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
            self.purse.offer(presenter.purses(facts, workspace.today))
        self.found = losses(workspace.book, workspace.group)
        self.table.show_table(losses_table(self.found))
        self.table.setVisible(bool(self.found))
        self.none.setVisible(not self.found)

    def take_focus(self) -> None:
        self.purse.setFocus()

    def record(self) -> None:
        """Record it; the minutes are then one key away."""
        for field in self.fields.values():
            field.clear_error()
        try:
            day, amount = self.day.value(), self.amount.money.value()
        except BadText as bad:
            named = "date" if self.amount.money.value_or_none() is not None else "amount"
            self.fields[named].refuse(str(bad))
            return
        if not amount:
            self.amount.refuse(_("How much is gone?"))
            return
        lost = Lost(
            purse=self.purse.value(),
            day=day,
            amount=amount,
            circumstances=self.how.text().strip(),
            reported_to=self.reported.text().strip(),
        )
        workspace = self.workspace
        if workspace.record(lost.event(workspace.group)) is None:
            return
        self.open("")
        workspace.notice(
            _("The loss is recorded. The keepers of the keys sign its minutes."),
            "success",
            (_("Print the minutes"), self.print_it),
        )

    def print_it(self) -> None:
        """Show the minutes of the loss chosen, the last one first; a form where there is none."""
        number = self.table.view.origin().partition(":")[2] or (
            str(self.found[-1].number) if self.found else ""
        )
        values = {"number": int(number)} if number else {}
        show_paper(self.workspace, "loss-minutes", values, parent=self)
