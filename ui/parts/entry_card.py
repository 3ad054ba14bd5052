"""One entry: its postings, what it corrects, and its correction by a mirror, with a reason."""

from coop_ledger import i18n
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.groups import fingerprint
from coop_ledger.i18n import _, fill
from ui.parts.correction import Correction
from ui.parts.why import short
from ui.presenters import journal as presenter
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, Chip
from ui.widgets.figure import Figure
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.popover import Popover
from ui.widgets.table_view import TableCard
from ui.workspace import Workspace


class EntryCard(Card):
    """An entry beside the journal. `ask_reason` begins its correction.

    Without `accounts` the postings are said in words alone.
    """

    def __init__(self, workspace: Workspace, *, accounts: bool = True) -> None:
        super().__init__(title=" ", icon="passbook", spacing=10)
        self._workspace, self._accounts = workspace, accounts
        self._entry: EntryLine | None = None
        self._names: dict[str, str] = {}
        self.state = Chip("")
        self.header.addWidget(self.state)
        self.amount = Figure(use="figure")
        self.amount.set_askable()
        self.amount.asked.connect(self._why)
        self.about = Label("", "secondary", wrap=True)
        self.postings = TableCard(_("Postings"), row_height=28)
        self.correct = Button(_("Correct…"), Look.HARMFUL, icon="undo", key="F2", height=34)
        self.correct.clicked.connect(self.ask_reason)
        self.correction = Correction(workspace)
        self.correction.closed.connect(self._on_closed)
        for item in (self.amount, self.about):
            self.add(item)
        self.add(self.postings, 1)
        self.add(self.correction)
        self.add(row(self.correct, 1))

    def tell(self, entry: EntryLine, names: dict[str, str]) -> None:
        """Show an entry."""
        if self._entry is None or self._entry.number != entry.number:
            self.stop_asking()
        self._entry, self._names = entry, names
        self.heading.setText(fill(_("Entry {number}"), number=entry.number))
        mark = presenter.mark(entry)
        self.state.tell(mark, "warning", "undo")
        self.state.setVisible(bool(mark))
        self.amount.tell(entry.text, i18n.money(entry.amount), "F CFA", i18n.long_day(entry.date))
        loans = {posting.loan for posting in entry.postings if posting.loan}
        whose = " · ".join(filter(None, (presenter.who(entry, names), *sorted(loans))))
        self.about.setText(whose)
        self.about.setVisible(bool(whose) and not self.is_asking())
        self.postings.show_table(presenter.postings_table(entry, accounts=self._accounts))
        self.correct.setVisible(self._is_reversible(entry) and not self.is_asking())

    def tell_nothing(self) -> None:
        """No entry stands here: none can be corrected."""
        self._entry = None
        self.stop_asking()

    def is_asking(self) -> bool:
        """Return whether a correction is under way."""
        return self.correction.is_asking()

    def ask_reason(self) -> None:
        """Begin the correction: only what is taken back and why stand here until it is done."""
        entry = self._entry
        if entry is None or not self._is_reversible(entry):
            return
        for part in (self.amount, self.about, self.postings, self.correct):
            part.hide()
        self.correction.ask(entry, self._names)

    def stop_asking(self) -> None:
        """Leave the correction."""
        if self.is_asking():
            self.correction.stop()

    def _on_closed(self) -> None:
        for part in (self.amount, self.postings):
            part.show()
        if self._entry is not None:
            self.tell(self._entry, self._names)

    @staticmethod
    def _is_reversible(entry: EntryLine) -> bool:
        return entry.reversed_by is None and entry.reverses is None

    def _why(self) -> None:
        """Show where the entry comes from: its event and its seal."""
        entry = self._entry
        if entry is None:
            return
        last = fingerprint(self._workspace.book, self._workspace.group)
        lines = [(p.name, i18n.money(p.amount)) for p in entry.postings]
        Popover(
            _("Why this amount?"),
            [*lines, (_("Debit and credit"), i18n.money(sum(p.amount for p in entry.postings)))],
            subtitle=fill(_("event {event} of the group's chain"), event=entry.event),
            fingerprint=fill(_("fingerprint {code}"), code=short(last.hash)),
            parent=self.amount,
        ).show_under()
