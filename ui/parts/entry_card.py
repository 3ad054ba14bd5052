"""One entry: its postings, what it corrects, and its correction by a mirror, with a reason."""

from coop_ledger import i18n
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.groups import fingerprint
from coop_ledger.i18n import _, fill
from ui.parts.why import short
from ui.presenters import journal as presenter
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, Chip
from ui.widgets.field import Field, Line
from ui.widgets.figure import Figure
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.message import MessageStrip
from ui.widgets.popover import Popover
from ui.widgets.table_view import TableCard
from ui.workspace import Workspace


class EntryCard(Card):
    """An entry beside the journal. `ask_reason` begins its correction."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(title=" ", icon="passbook", spacing=10)
        self._workspace = workspace
        self._entry: EntryLine | None = None
        self.state = Chip("")
        self.header.addWidget(self.state)
        self.amount = Figure(use="figure")
        self.amount.set_askable()
        self.amount.asked.connect(self._why)
        self.about = Label("", "secondary", wrap=True)
        self.postings = TableCard(_("Postings"), row_height=28)
        self.correct = Button(_("Correct…"), Look.HARMFUL, icon="undo", key="F2", height=34)
        self.correct.clicked.connect(self.ask_reason)
        self.asking = self._question()
        for item in (self.amount, self.about):
            self.add(item)
        self.add(self.postings, 1)
        self.add(self.asking)
        self.add(row(self.correct, 1))

    def _question(self) -> Card:
        self.reason = Line(placeholder=_("typed twice, wrong member, wrong amount…"))
        self.reason_field = Field(_("&Reason of the correction"), self.reason)
        self.explained = MessageStrip()
        self.go = Button(_("Record the mirror"), Look.HARMFUL, key="Ctrl+Return", bind=True)
        self.go.clicked.connect(self._record)
        self.whole = Button(_("The whole meeting"), Look.QUIET, height=32)
        self.whole.clicked.connect(lambda: self._record(whole=True))
        asking = Card(role="inset", spacing=10, padding=(12, 10))
        asking.add(self.explained)
        asking.add(self.reason_field)
        asking.add(row(1, self.whole, self.go))
        asking.hide()
        self.reason.accepted.connect(self._record)
        return asking

    def tell(self, entry: EntryLine, names: dict[str, str]) -> None:
        """Show an entry."""
        if self._entry is None or self._entry.number != entry.number:
            self.stop_asking()
        self._entry = entry
        self.heading.setText(fill(_("Entry {number}"), number=entry.number))
        mark = presenter.mark(entry)
        self.state.tell(mark, "warning", "undo")
        self.state.setVisible(bool(mark))
        self.amount.tell(entry.text, i18n.money(entry.amount), "F CFA", i18n.long_day(entry.date))
        loans = {posting.loan for posting in entry.postings if posting.loan}
        whose = " · ".join(filter(None, (presenter.who(entry, names), *sorted(loans))))
        self.about.setText(whose)
        self.about.setVisible(bool(whose))
        self.postings.show_table(presenter.postings_table(entry))
        reversible = entry.reversed_by is None and entry.reverses is None
        self.correct.setVisible(reversible and self.asking.isHidden())

    def is_asking(self) -> bool:
        """Return whether the reason of a correction is asked for."""
        return not self.asking.isHidden()

    def ask_reason(self) -> None:
        """Ask why the entry is to be taken back."""
        entry = self._entry
        if entry is None or entry.reversed_by is not None or entry.reverses is not None:
            return
        words = _(
            "Entry {number} stays, and an entry with the signs turned round takes it back today. "
            "Then record what is right."
        )
        self.explained.tell(fill(words, number=entry.number), "info")
        self.whole.setVisible(bool(entry.line))
        self.correct.hide()
        self.asking.show()
        self.reason.clear()
        self.reason.setFocus()

    def stop_asking(self) -> None:
        """Leave the correction."""
        self.asking.hide()
        self.reason_field.clear_error()
        self.correct.show()

    def _record(self, *, whole: bool = False) -> None:
        entry, reason = self._entry, self.reason.text().strip()
        if entry is None or self.asking.isHidden():
            return
        if not reason:
            self.reason_field.show_error(_("Say why, in a few words: it stays in the journal."))
            self.reason.setFocus()
            return
        workspace = self._workspace
        event = presenter.reversal(entry, workspace.group, workspace.today, reason, whole=whole)
        if workspace.record(event) is not None:
            self.stop_asking()

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
