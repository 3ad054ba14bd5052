"""The journal: every entry page by page, and the one way to correct one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, QTimer

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill, ngettext
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.entry_card import EntryCard
from ui.parts.private_strip import PrivateStrip
from ui.presenters import journal as presenter
from ui.presenters.journal import Filter
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.table_view import TableCard

EVERY = "all"
# The list follows the words typed once they rest so long.
REST_MS = 150


class JournalPage(Page):
    """The argument is "entry:45", "entries:1 4 9" (those behind a figure) or nothing."""

    name = "journal"
    help = "journal"
    topics = frozenset({Topic.JOURNAL})

    def title(self) -> str:
        return _("Journal")

    def context(self) -> str:
        return _("What is recorded stays; a mistake is corrected by its mirror.")

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "find": self.query.setFocus,
            "edit": self.detail.ask_reason,
            "print": lambda: show_paper(self.workspace, "cash-book", parent=self),
        }

    def build(self) -> None:
        self.wanted = Filter()
        self.entries: list[EntryLine] = []
        self.before: int | None = None
        self.most = presenter.READ_MOST
        self.goal = 0
        self.names: dict[str, str] = {}
        self.query = Line(placeholder=_("Words, number, amount, member or loan"), width=320)
        self.query.setAccessibleName(_("Find entries"))
        self.kind = Choice([(EVERY, _("Every kind of entry"))])
        self.kind.setAccessibleName(_("Kind of entry"))
        self.day = DayEdit(lambda: self.workspace.today, width=140)
        self.day.setAccessibleName(_("Day"))
        self.day.setPlaceholderText(_("any day"))
        self.day.clear()
        for signal in (self.query.accepted, self.day.accepted, self.kind.currentIndexChanged):
            signal.connect(lambda *_args: self._look())
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(lambda: self._look(presenter.READ_TYPING))
        self.query.textEdited.connect(lambda _text: self.rest.start())
        self.chosen = Label("", "secondary")
        self.all = Button(_("Every entry"), Look.QUIET, height=32)
        self.all.clicked.connect(self._show_all)
        self.strip = PrivateStrip(self.workspace, self.name)
        self.strip.asked.connect(self.refresh)
        self.body.addWidget(self.strip)
        self.body.addWidget(FieldGrid([self.query, self.kind, self.day], columns=3))
        self.table = TableCard(_("Journal"), row_height=28)
        self.table.setMinimumHeight(220)
        self.table.view.current_changed.connect(self._show_entry)
        self.more = Button(_("Earlier entries"), icon="chevron-down", height=32)
        self.more.clicked.connect(self._read_on)
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        self.list.add(row(self.chosen, 1, self.more, self.all, margins=(12, 8)))
        self.detail = EntryCard(self.workspace)
        self.empty = EmptyState(_("No entry to show here."), icon="passbook")
        self.body.addWidget(self.empty, 1)
        self.both = Beside(self.list, self.detail, stretches=(3, 2), least=1000)
        self.body.addWidget(self.both, 1)

    def take_focus(self) -> None:
        self.table.view.setFocus()

    # -- what is shown -----------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        what, _colon, numbers = argument.partition(":")
        wanted = frozenset(int(number) for number in numbers.split())
        self.argument = ""
        if not argument:
            self._look()
            return
        self._clear()
        self.wanted = Filter(numbers=wanted if what == "entries" else frozenset())
        self.goal = int(numbers) if what == "entry" else 0
        self.refresh()

    def _clear(self) -> None:
        """Empty what is looked for, so that it never says otherwise than the list."""
        self.rest.stop()
        self.query.clear()
        self.day.clear()
        with QSignalBlocker(self.kind):
            self.kind.choose(EVERY)

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self.strip.refresh()
        people = members(workspace.book, workspace.group)
        self.names = {person.member: person.name for person in people}
        self.wanted.people = {p.member: f"{p.name} {p.nickname}" for p in people}
        kept = f"entry:{self.goal}" if self.goal else self.table.view.origin()
        # One entry is shown among its neighbours, however far back it is.
        self.entries, self.before = [], self.goal + presenter.PAGE // 2 if self.goal else None
        self._read_on()
        self.table.view.choose(kept)
        self._show_entry(self.table.view.origin())

    def _read_on(self) -> None:
        workspace = self.workspace
        most = self.most
        with self.strip.showing():
            found = presenter.read_on(
                workspace.book, workspace.group, self.wanted, self.before, most
            )
        self.entries += found.entries
        self.before = found.before
        kept = self.table.view.origin()
        self.table.show_table(presenter.list_table(self.entries, self.names))
        self.table.view.choose(kept)
        self.more.setVisible(self.before is not None)
        shown = bool(self.entries) or self.before is not None
        self.empty.setVisible(not shown)
        self.both.setVisible(shown)
        self._tell_filter()

    def _tell_filter(self) -> None:
        filtered = bool(self.wanted.numbers or self.wanted.text or self.wanted.kind)
        filtered = filtered or self.wanted.day is not None or bool(self.goal)
        count = len(self.entries)
        words = fill(ngettext("{n:number} entry", "{n:number} entries", count), n=count)
        self.chosen.setText(words + ("…" if self.before is not None else ""))
        self.all.setVisible(filtered)
        with QSignalBlocker(self.kind):
            pairs = presenter.kinds(self.entries) if not self.wanted.kind else []
            if pairs:
                self.kind.offer([(EVERY, _("Every kind of entry")), *pairs])

    def _look(self, most: int = presenter.READ_MOST) -> None:
        """Take what is looked for and read from the latest entry on."""
        self.rest.stop()
        self.goal, self.most = 0, most
        try:
            day = self.day.value() if self.day.text().strip() else None
        except BadText as bad:
            self.workspace.notice(str(bad), "warning")
            return
        kind = self.kind.value()
        self.wanted = Filter(text=self.query.text(), kind="" if kind == EVERY else kind, day=day)
        self.refresh()

    def _show_all(self) -> None:
        self._clear()
        self._look()

    def _show_entry(self, origin: str) -> None:
        number = int(origin.partition(":")[2] or 0)
        entry = next((entry for entry in self.entries if entry.number == number), None)
        if entry is not None:
            self.detail.tell(entry, self.names)
        else:
            self.detail.tell_nothing()

    def show_refusal(self, refusal: Refusal) -> bool:
        return self.detail.correction.show_refusal(refusal)

    def step_back(self) -> bool:
        if self.detail.is_asking():
            self.detail.stop_asking()
            self.table.view.setFocus()
            return True
        if self.all.isHidden():
            return False
        self._show_all()
        return True
