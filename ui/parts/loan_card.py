"""One loan: how it stands, its schedule, what was paid on it."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from coop_ledger import i18n
from coop_ledger.book.questions.answers import Loan
from coop_ledger.i18n import _, fill
from ui import theme
from ui.presenters import loans as presenter
from ui.widgets.card import Card, Chip
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, column, row
from ui.widgets.table_view import TableCard

SCHEDULE_HEIGHT = 190


class LoanCard(Card):
    """A loan beside something else; `payments` shows the repayments below the schedule."""

    def __init__(self, *, payments: bool = False) -> None:
        super().__init__(title=" ", icon="loan", spacing=8)
        self.state = Chip("")
        self.header.addWidget(self.state)
        self.terms = Label("", "secondary", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.paid = Label("", "secondary", "accent")
        self.left = Label("", "secondary")
        self.schedule = TableCard(_("Schedule"), row_height=27)
        self.facts = column(spacing=6)
        self.deeds = column(spacing=8)
        self.add(self.terms)
        self.add(self.bar)
        self.add(row(self.paid, 1, self.left))
        self.add(self.deeds)
        self.add(self.schedule, 1)
        self.payments = TableCard(_("Repayments"), row_height=27) if payments else None
        if self.payments is not None:
            self.paid_title = Label(_("Repayments"), "strong")
            self.add(self.paid_title)
            self.add(self.payments, 1)
        self.add(self.facts)

    def put_first(self, *parts: QWidget | QHBoxLayout) -> None:
        """Put what may be done about the loan above its schedule."""
        for part in parts:
            if isinstance(part, QWidget):
                self.deeds.addWidget(part)
            else:
                self.deeds.addLayout(part)

    def tell(self, loan: Loan, names: dict[str, str], *, titled: bool = False) -> None:
        """Show a loan; `names` are those of the members, for its guarantors."""
        title = fill(_("Loan {loan}"), loan=loan.loan)
        self.heading.setText(f"{title} · {loan.borrower or loan.name}" if titled else title)
        words, kind, icon = presenter.state_of(loan)
        self.state.tell(words, kind, icon)
        self.terms.setText(presenter.terms_in_words(loan))
        whole = loan.paid + loan.owed.total
        self.bar.setRange(0, max(whole, 1))
        self.bar.setValue(loan.paid)
        self.bar.setAccessibleName(fill(_("{paid:money} paid"), paid=loan.paid))
        self.paid.setText(fill(_("repaid {paid:money}"), paid=loan.paid))
        self.left.setText(fill(_("left {left:money}"), left=loan.owed.total))
        self.schedule.show_table(presenter.schedule_table(loan))
        self._make_room()
        if self.payments is not None:
            table = presenter.payments_table(loan)
            self.payments.show_table(table)
            for widget in (self.payments, self.paid_title):
                widget.setVisible(bool(table.rows))
        self._tell_facts(loan, names)

    def _make_room(self) -> None:
        view = self.schedule.view
        view.setMinimumWidth(view.minimum_width())
        view.setMinimumHeight(min(view.full_height(), theme.px(SCHEDULE_HEIGHT)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "schedule"):
            self._make_room()

    def _tell_facts(self, loan: Loan, names: dict[str, str]) -> None:
        clear(self.facts)
        due = presenter.next_due(loan)
        if due is not None:
            day, amount = due
            past = loan.status == "late"
            words = _("Fell due on {day:long_day}") if past else _("Next: {day:long_day}")
            title = fill(words, day=day)
            self.facts.addLayout(_fact("meeting", title, presenter.heard(amount)))
            if past and loan.due_now != amount:
                title = _("With what falls due before the next meeting")
                self.facts.addLayout(_fact("meeting", title, presenter.heard(loan.due_now)))
        if loan.borrower:
            words = fill(_("{name} answers for her"), name=f"{loan.name} ({loan.member})")
            self.facts.addLayout(_fact("members", loan.borrower, words))
        if loan.guarantors:
            people = presenter.guarantors(loan, names)
            self.facts.addLayout(_fact("members", _("Guarantors"), people))
        if loan.owed.penalty:
            words = i18n.francs(loan.owed.penalty)
            self.facts.addLayout(_fact("warning", _("Penalty for lateness"), words))
        decided = presenter.decisions(loan)
        if decided:
            self.facts.addLayout(_fact("flag", _("Decided since"), "\n".join(decided)))


def _fact(icon: str, title: str, words: str) -> QHBoxLayout:
    both = column(Label(title, "label"), Label(words, "secondary", wrap=True), spacing=0)
    line = row(Icon(icon, size=18), both, spacing=12)
    line.setStretch(1, 1)
    return line
