"""Past meetings: the list, and one of them with its papers and the way to correct a line."""

from collections.abc import Callable, Mapping

from coop_ledger import i18n
from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.answers import EntryLine, Meeting
from coop_ledger.book.questions.meetings import meeting, meetings
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.entry_card import EntryCard
from ui.presenters import meetings as presenter
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.figure import Figure
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.table_view import TableCard


class MeetingsPage(Page):
    """The argument is a meeting's number, or nothing for the list."""

    name = "meetings"
    help = "meeting"
    topics = frozenset({Topic.MEETINGS, Topic.JOURNAL})
    one: Beside
    entry: EntryCard

    def build(self) -> None:
        """Make the list, and the card of one meeting."""
        self.held: Meeting | None = None
        self.entries: list[EntryLine] = []
        self.minutes = Button(_("Minutes"), icon="print")
        self.minutes.clicked.connect(self.print_minutes)
        self.receipts = Button(_("Receipts"), icon="print")
        self.receipts.clicked.connect(self.print_receipts)
        self.list = TableCard(_("Past meetings"))
        self.list.view.opened.connect(self._open_one)
        start = Button(_("Hold the first meeting"), Look.PRIMARY, key="F5")
        start.clicked.connect(lambda: self.workspace.go("meeting"))
        self.empty = EmptyState(
            _("No meeting of this cycle is in the book yet."), start, icon="meeting"
        )
        self.all = Card(self.list, edge=True)
        self.all.body.setStretch(0, 1)
        self._build_one()
        for widget in (self.empty, self.all, self.one):
            self.body.addWidget(widget, 1)

    def _build_one(self) -> None:
        self.present = Figure(use="subtitle")
        self.came, self.went = Figure(use="subtitle"), Figure(use="subtitle")
        self.cash = Label("", "secondary", wrap=True)
        self.lines = TableCard(_("What was recorded"), row_height=28)
        self.lines.setMinimumHeight(200)
        self.lines.view.current_changed.connect(self._show_entry)
        self.lines.view.opened.connect(lambda _origin: self.entry.ask_reason())
        figures = row(self.present, self.came, self.went, 1, spacing=32, margins=(16, 12, 16, 4))
        about = row(self.cash, margins=(16, 0, 16, 12))
        self.what = Card(edge=True, spacing=0)
        for item in (figures, about):
            self.what.add(item)
        self.what.add(self.lines, 1)
        self.entry = EntryCard(self.workspace, accounts=False)
        self.one = Beside(self.what, self.entry, stretches=(3, 2), least=1000)

    # -- what it says of itself ---------------------------------------------------------------------

    def title(self) -> str:
        """Return the meeting's number, or that this is the list."""
        if self.held is None:
            return _("Past meetings")
        return i18n.fill(_("Meeting {number:number}"), number=self.held.number)

    def context(self) -> str:
        """Return the meeting's day."""
        return i18n.long_day(self.held.date) if self.held else ""

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        """Return the list, above a meeting."""
        return ((_("Past meetings"), "meetings"),) if self.held else ()

    def bar(self) -> tuple[Button, ...]:
        """Return the papers of a meeting."""
        return (self.receipts, self.minutes) if self.held else ()

    def answers(self) -> Mapping[str, Callable[[], object]]:
        """Return what keys do here."""
        if self.held is None:
            return {}
        return {"print": self.print_minutes, "edit": self.entry.ask_reason}

    # -- its life -------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Go to the rows."""
        (self.lines if self.held else self.list).view.setFocus()

    def refresh(self, changes: Changes | None = None) -> None:
        """Ask the book again."""
        workspace = self.workspace
        if not workspace.has_book or not workspace.group:
            return
        self.held = self._asked_for()
        if self.held is None:
            self._show_list()
        else:
            self._show_one(self.held)

    def _asked_for(self) -> Meeting | None:
        if not self.argument:
            return None
        try:
            return meeting(self.workspace.book, self.workspace.group, int(self.argument))
        except Refusal:  # it was taken back whole: the list says what is there
            return None

    def _show_list(self) -> None:
        try:
            lines = meetings(self.workspace.book, self.workspace.group)
        except Refusal:  # no cycle was opened yet
            lines = ()
        self.list.show_table(presenter.list_table(lines))
        self._show_only(self.all if lines else self.empty)

    def _show_one(self, held: Meeting) -> None:
        book, group = self.workspace.book, self.workspace.group
        kept = self.lines.view.origin()
        self.entries = presenter.entries_of(book, group, held)
        self.names = {line.member: line.name for line in members(book, group)}
        came = sum(word in {"present", "late", "represented"} for word in held.attendance.values())
        self.present.tell(_("Present"), f"{came} / {len(held.attendance)}")
        came_in = sum(total.in_ for total in held.totals)
        self.came.tell(_("Came in"), f"+{i18n.money(came_in)}", "F CFA", ink="money_in")
        went_out = sum(total.out for total in held.totals)
        ink = "money_out" if went_out else "text"
        self.went.tell(_("Went out"), i18n.money(-went_out), "F CFA", ink=ink)
        self.cash.setText(presenter.cash_words(held))
        self.lines.show_table(presenter.lines_table(self.entries, self.names))
        self.lines.view.choose(kept)
        self._show_only(self.one)
        self._show_entry(self.lines.view.origin())

    def _show_only(self, shown: object) -> None:
        for widget in (self.empty, self.all, self.one):
            widget.setVisible(widget is shown)

    def _show_entry(self, origin: str) -> None:
        number = origin.partition(":")[2]
        found = [entry for entry in self.entries if str(entry.number) == number]
        self.entry.setVisible(bool(found))
        if found:
            self.entry.tell(found[0], self.names)

    def _open_one(self, origin: str) -> None:
        self.workspace.go("meetings", origin.partition(":")[2])

    def step_back(self) -> bool:
        """Leave a correction first."""
        if self.held is not None and self.entry.is_asking():
            self.entry.stop_asking()
            self.lines.view.setFocus()
            return True
        return False

    # -- papers ---------------------------------------------------------------------------------------

    def print_minutes(self) -> None:
        """Show the minutes before they are printed."""
        self._print("meeting-minutes")

    def print_receipts(self) -> None:
        """Show the receipts of the meeting before they are printed."""
        self._print("receipts")

    def _print(self, paper: str) -> None:
        if self.held is not None:
            show_paper(self.workspace, paper, {"number": self.held.number}, self)
