"""The meeting page: the next meeting's sheet, kept key by key, recorded whole."""

import datetime
from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer

from coop_ledger import i18n
from coop_ledger.book.changes import Changes, Topic
from coop_ledger.book.questions.groups import fingerprint
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.i18n import _
from ui.pages.meeting_view import MeetingView
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import meeting_close
from ui.presenters.meeting_close import Problem
from ui.presenters.meeting_opening import Opening, open_meeting
from ui.presenters.meeting_sheet import DATE, MeetingSheet
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.layout import clear


class MeetingPage(Page):
    """The sheet of the meeting that comes next in the open cycle."""

    name = "meeting"
    help = "meeting"
    topics = frozenset(Topic)
    keeps_the_keyboard = True
    # The book and draft on the screen: only work found there after a restart is "taken up".
    _at_work: tuple[object, str] = (None, "")

    def build(self) -> None:
        """Make the buttons; the sheet is laid out when its meeting is known."""
        self.view: MeetingView | None = None
        self._first_thing: Button | None = None
        self._stands: tuple[object, ...] = ()
        self._looked_at = ""
        # However often it is asked for, work is taken up once, when the page stands.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._resume)
        self.past_button = Button(_("Past meetings"), icon="passbook")
        self.past_button.clicked.connect(lambda: self.workspace.go("meetings"))
        self.blank_button = Button(_("Blank sheet"), icon="print")
        self.blank_button.clicked.connect(self.print_blank)

    # -- what it says of itself -----------------------------------------------------------------------

    def title(self) -> str:
        """Return the meeting's number."""
        if self.view is None:
            return _("Meeting")
        return i18n.fill(_("Meeting {number:number}"), number=self.view.sheet.opening.number)

    def context(self) -> str:
        """Return the meeting's day."""
        return i18n.long_day(self.view.sheet.opening.date) if self.view else ""

    def bar(self) -> tuple[Button, ...]:
        """Return the two papers' ends of a meeting: the blank sheet, and what was held."""
        return (self.past_button, self.blank_button)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        """Return what keys do here."""
        answers: dict[str, Callable[[], object]] = {"print": self.print_blank}
        if self.view is not None:
            answers |= {"close_off": self.check, "next_panel": self.view.toggle_panel}
        return answers

    # -- its life ---------------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        """Show the sheet; what is half typed is where it was left."""
        super().open(argument)
        if self.view is not None and argument:
            self.view.go_cell(argument)

    def refresh(self, changes: Changes | None = None) -> None:
        """Lay the sheet out anew if the book says something else than before."""
        workspace = self.workspace
        if not workspace.has_book or not workspace.group:
            return
        stands = (workspace.book, workspace.group, fingerprint(workspace.book, workspace.group))
        if stands != self._stands:
            self._stands = stands
            self._load()
            if self.isVisible():
                self.take_focus()

    def take_focus(self) -> None:
        """Go where the work was left."""
        if self.view is not None:
            self._soon.start()
        elif self._first_thing is not None:
            self._first_thing.setFocus()

    def _resume(self) -> None:
        if self.view is not None:
            self.view.resume()

    def _load(self) -> None:
        """Read what the book says and what the draft holds, and lay both out."""
        clear(self.body)
        self.view = None
        try:
            opening, texts = self._opening()
        except Refusal as refusal:
            self._show_empty(*self._way_out(refusal))
            return
        if not opening.attendees:
            self._show_empty(
                _("This group has no member yet. Write them down, then hold the first meeting."),
                _("Add members"),
                "members",
            )
            return
        book, draft = self.workspace.book, opening.draft
        sheet = MeetingSheet(
            opening,
            texts,
            keep=lambda texts: book.drafts.keep_all(draft, texts),
            try_out=lambda events: meeting_close.try_out(book, events),
        )
        self._show(MeetingView(sheet))

    def _opening(self) -> tuple[Opening, dict[str, str]]:
        book, group, today = self.workspace.book, self.workspace.group, self.workspace.today
        opening = open_meeting(book, group, today)
        texts = book.drafts.load(opening.draft)
        if texts.get(DATE):
            opening = open_meeting(book, group, today, datetime.date.fromisoformat(texts[DATE]))
        return opening, texts

    def _show(self, view: MeetingView) -> None:
        self.view = view
        self._looked_at = ""
        self.body.addWidget(view)
        view.checking.connect(self.check)
        view.recording.connect(self.record)
        view.day_changed.connect(lambda: QTimer.singleShot(0, self, self._change_day))
        work = (self.workspace.book, view.sheet.opening.draft)
        found, self._at_work = self._at_work != work, work
        if found and not view.sheet.is_empty:
            view.hints.tell(_("Taken up where it was left: nothing that was typed is lost."))

    def _show_empty(self, sentence: str, verb: str, page: str) -> None:
        button = Button(verb, Look.PRIMARY)
        button.clicked.connect(lambda: self._go_out(page))
        self._first_thing = button
        self.body.addWidget(Card(EmptyState(sentence, button, icon="meeting")))

    def _way_out(self, refusal: Refusal) -> tuple[str, str, str]:
        """Return why no meeting can be held, the one thing to do first, and where."""
        with self.workspace.book.reading() as connection:
            facts: Facts = self.workspace.book.facts(connection, self.workspace.group)
            if any(cycle.closed_on is None for cycle in facts.cycles()):
                return str(refusal), _("Go to the share-out"), "share_out"
        said = _("No cycle is open. Open one: it says until when the group saves before it shares.")
        return said, _("Open a cycle"), "open_cycle"

    def _go_out(self, page: str) -> None:
        if page != "open_cycle":
            self.workspace.go(page)
            return
        from ui.dialogs.open_cycle import OpenCycle  # only when it is asked for

        OpenCycle(self.workspace, self).open()

    def _change_day(self) -> None:
        """Take another day: what is due and which rules hold may change with it."""
        if self.view is None:
            return
        wanted = self.view.sheet.text(DATE)
        if wanted and wanted != self.view.sheet.opening.date.isoformat():
            self._load()
            self.take_focus()
            # Nothing was recorded, but the top bar names the day.
            self.workspace.changed.emit(Changes())

    def retranslate(self) -> None:
        """Say everything in another language, in the cell where one is."""
        super().retranslate()
        if self.isVisible():
            self.take_focus()

    # -- deeds --------------------------------------------------------------------------------------------

    def check(self) -> bool:
        """Look at everything once, say what is wrong; return whether it can be recorded."""
        view = self.view
        if view is None or not view.commit():
            return False
        found = meeting_close.problems(view.sheet, self.workspace.book)
        wrong = [problem for problem in found if problem.kind == "error"]
        self._looked_at = _sentences(found)
        view.show_closing(found)
        return not wrong

    def record(self) -> None:
        """Record the meeting; what should be looked at is said once before."""
        view = self.view
        if view is None or not view.commit():
            return
        looked = self._looked_at if view.step == "closing" else ""
        warned = _sentences(meeting_close.warnings(view.sheet))
        if not self.check() or (warned and warned != looked):
            return
        opening, events = view.sheet.opening, view.sheet.events()
        if self.workspace.record_all(events, draft=opening.draft) is not None:
            self.workspace.go("meetings", str(opening.number))

    def print_blank(self) -> None:
        """Show the blank sheet of this group's next meeting before it is printed."""
        if self.workspace.has_book and self.workspace.group:
            show_paper(self.workspace, "meeting-sheet", parent=self)


def _sentences(problems: list[Problem]) -> str:
    return "\n".join(problem.sentence for problem in problems)
