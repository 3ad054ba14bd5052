"""Home: the money to expect, what comes next, and what waits to be done."""

import datetime
from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coop_ledger import i18n
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.answers import Dashboard, Loan
from coop_ledger.book.questions.dashboard import dashboard
from coop_ledger.book.questions.members import members
from coop_ledger.i18n import _, fill, ngettext
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.why import ask_why
from ui.presenters import frame, home
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, Chip
from ui.widgets.chart import Growth, GrowthChart
from ui.widgets.figure import Avatar, Figure
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, column, line, row
from ui.widgets.row_button import RowButton
from ui.widgets.squares import CycleSquares

LATE_SHOWN = 2


class HomePage(Page):
    """The seven facts, each of which leads to its detail."""

    name = "home"
    help = "home"
    topics = frozenset(Topic)

    def title(self) -> str:
        return _("Home")

    def context(self) -> str:
        return i18n.long_day(self.workspace.today)

    def build(self) -> None:
        self.body.addWidget(Beside(self._money(), self._next(), stretches=(7, 5)))
        self.body.addWidget(
            Beside(self._late(), self._cycle(), self._copy(), stretches=(1, 1, 1), least=700)
        )
        self.body.addWidget(Beside(self._chart(), self._deeds(), stretches=(8, 5), least=640), 1)

    # -- the cards ---------------------------------------------------------------------------------

    def _money(self) -> QWidget:
        self.expected = Figure(use="hero")
        self.expected.set_askable()
        self.expected.asked.connect(self._ask_cash)
        self.heard = Label("", "body", "text2", wrap=True)
        self.boxes = column(spacing=8)
        self.funds = Button(_("Funds"), Look.QUIET, key="Ctrl+B", height=32)
        self.funds.clicked.connect(lambda: self.workspace.go("funds"))
        top = row(self.expected, self.funds)
        top.setStretch(0, 1)
        top.setAlignment(self.funds, Qt.AlignmentFlag.AlignTop)
        self.money = Card(top, self.heard, line(), self.boxes, spacing=6, padding=(18, 14))
        self.money.add(1)
        return self.money

    def _next(self) -> QWidget:
        self.when = Chip("")
        self.next = Figure(use="figure")
        self.facts = row(spacing=24)
        self.start = Button("", Look.PRIMARY, icon="play", key="F5")
        self.start.clicked.connect(self._begin)
        sheet = Button(_("Blank sheet"), icon="print", height=40)
        sheet.clicked.connect(lambda: show_paper(self.workspace, "meeting-sheet", parent=self))
        card = Card(
            row(Label(_("Next meeting"), "label", "text2"), 1, self.when),
            self.next,
            self.facts,
            spacing=8,
            padding=(18, 14),
        )
        card.add(1)
        card.add(row(self.start, sheet, 1, spacing=12))
        return card

    def _late(self) -> QWidget:
        self.late = Card(title=_("Late loans"), icon="warning")
        self.late_chip = Chip("")
        everything = Button(_("All the loans"), Look.QUIET, height=28)
        everything.clicked.connect(lambda: self.workspace.go("loans"))
        self.all_loans = everything
        self.late.header.insertWidget(2, self.late_chip)
        self.late.header.addWidget(everything)
        return self.late

    def _cycle(self) -> QWidget:
        self.cycle = Card(title=_("Cycle"), icon="flag")
        self.held = Label("", "secondary")
        self.cycle.header.addWidget(self.held)
        self.squares = CycleSquares()
        self.planned = Figure(use="strong")
        self.value = Figure(use="strong")
        self.cycle.add(self.squares)
        self.cycle.add(row(self.planned, 1, self.value))
        self.cycle.add(1)
        return self.cycle

    def _copy(self) -> QWidget:
        self.copy = Card(title=_("Copy on a USB stick"), icon="usb")
        self.age = Label("", "subtitle", wrap=True)
        self.copy_note = Label("", "secondary", wrap=True)
        button = Button(_("Copy now"), icon="usb", key="Ctrl+U")
        button.clicked.connect(lambda: self.workspace.do("back_up"))
        self.copy.add(self.age)
        self.copy.add(self.copy_note)
        self.copy.add(1)
        self.copy.add(row(button, 1))
        return self.copy

    def _chart(self) -> QWidget:
        self.growth = Card(title=_("Savings of the cycle"), note=_("francs added up, by meeting"))
        self.compared = Label("", "label", wrap=True)
        self.chart = GrowthChart()
        self.no_chart = Label(
            _("The line begins with the first meeting."), "body", "text2", wrap=True
        )
        self.growth.add(self.compared)
        self.growth.add(self.chart, 1)
        self.growth.add(self.no_chart)
        return self.growth

    def _deeds(self) -> QWidget:
        self.deeds = Card(title=_("To do"), spacing=0)
        return self.deeds

    # -- what they say -------------------------------------------------------------------------------

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        found = dashboard(workspace.book, workspace.group, workspace.today)
        self._tell_money(found)
        self._tell_next(found)
        self._tell_late(found.late_loans)
        self._tell_cycle(found)
        self._tell_copy()
        self._tell_chart(found)
        self._tell_deeds(found)

    def _tell_money(self, found: Dashboard) -> None:
        self.expected.tell(
            _("Cash expected in the boxes"), i18n.money(found.expected_cash), "F CFA"
        )
        said = home.said_aloud(found.expected_cash)
        self.heard.setText(said)
        self.heard.setVisible(bool(said))
        clear(self.boxes)
        for box in home.boxes(found):
            words = column(
                Label(box.name, "label"), Label(box.proof, "secondary", wrap=True), spacing=0
            )
            both = row(Icon(box.icon), words, Label(box.amount, "subtitle"), spacing=14)
            both.setStretch(1, 1)
            self.boxes.addLayout(both)

    def _tell_next(self, found: Dashboard) -> None:
        words, kind = home.when(found.next_meeting_on, self.workspace.today)
        self.when.tell(words, kind or "info")
        self.when.setVisible(bool(words))
        title = fill(_("Meeting {number:number}"), number=found.next_meeting)
        day = found.next_meeting_on
        self.next.tell(
            "", title if day else _("No cycle is open"), "", i18n.long_day(day) if day else ""
        )
        clear(self.facts)
        count = ngettext("{n:number} member", "{n:number} members", found.members)
        self.facts.addWidget(Figure(_("Expected"), fill(count, n=found.members), use="strong"))
        due = Figure(_("To be repaid"), i18n.money(found.due_next), "F", use="strong")
        self.facts.addWidget(due)
        self.facts.addStretch(1)
        self._tell_start(found)

    def _tell_start(self, found: Dashboard) -> None:
        """The one thing to do next: the meeting, or what must come before it."""
        resumed = bool(self.workspace.book.drafts.names(f"meeting:{self.workspace.group}:"))
        words = _("Take up the meeting") if resumed else _("Begin the meeting")
        self.next_page = "meeting"
        if found.next_meeting_on is None or found.share_out_decided:
            self.next_page = "share_out"
            closed = found.next_meeting_on is None
            words = _("Open the cycle") if closed else _("Go on with the share-out")
        elif home.begins_with_tontine(found) and not resumed:
            self.next_page, words = "tontine", _("Start the tontine")
        elif home.is_over(found, self.workspace.today) and not resumed:
            self.next_page, words = "share_out", _("Share out the cycle")
            if found.shares_nothing:
                words = _("Open the next cycle")
        elif home.begins_with_plans(found) and not resumed:
            self.next_page, words = "deliveries", _("Open a delivery plan")
        self.start.setText(words)
        self.start.key = "F5" if self.next_page == "meeting" else ""
        self.start.updateGeometry()

    def _tell_late(self, loans: tuple[Loan, ...]) -> None:
        self.late_chip.tell(i18n.number(len(loans)), "error")
        self.late_chip.setVisible(bool(loans))
        clear(self.late.body)
        if not loans:
            self.late.add(Label(_("Every loan is paid as agreed."), "body", "text2", wrap=True))
        before: QWidget = self.all_loans
        for place, loan in enumerate(loans[:LATE_SHOWN]):
            if place:
                self.late.add(line())
            button = self._late_row(loan)
            self.late.add(button)
            self.setTabOrder(before, button)
            before = button
        self.late.add(1)

    def _late_row(self, loan: Loan) -> QWidget:
        button = RowButton(loan.name, home.late_note(loan), amount=i18n.money(loan.late))
        button.set_leading(Avatar(loan.member, 30))
        button.clicked.connect(lambda: self.workspace.go("loans", loan.loan))
        return button

    def _tell_cycle(self, found: Dashboard) -> None:
        self.cycle.heading.setText(fill(_("Cycle {cycle}"), cycle=found.cycle or "–"))
        words = fill(
            _("meeting {held:number} of {planned:number}"),
            held=found.meetings_held,
            planned=max(found.meetings_planned, found.meetings_held),
        )
        self.held.setText(words if found.cycle else "")
        self.squares.tell(found.meetings_held, found.meetings_planned, words)
        ends = found.cycle_ends
        planned = _("End of the cycle") if found.shares_nothing else _("Share-out planned")
        self.planned.tell(planned, self._day_in_words(ends) if ends else "–")
        value = found.share_value
        self.value.setVisible(value is not None)
        if value is not None:
            self.value.tell(_("Worth of a share"), i18n.number(value, 2), "F")

    def _day_in_words(self, day: datetime.date) -> str:
        return i18n.long_day(day).partition(" ")[2]

    def _tell_copy(self) -> None:
        folder = self.workspace.settings.backup_folder
        at = frame.last_copy(folder)
        now = self.workspace.clock()
        words, late = frame.age_of_copy(at, now.replace(tzinfo=None))
        self.age.setText(words.partition(":")[2].strip().capitalize() or words)
        note = _("Kept elsewhere, it saves the group's year.")
        if at is not None:
            note = fill(_("{day:long_day}, {at:clock}, in {folder}"), day=at, at=at, folder=folder)
        self.copy_note.setText(note)
        self.copy.set_role("warned" if late else "card")

    def _tell_chart(self, found: Dashboard) -> None:
        shown = bool(found.savings_by_meeting)
        self.chart.setVisible(shown)
        self.no_chart.setVisible(not shown)
        words, ink = home.compared(found)
        self.compared.setText(words)
        self.compared.setVisible(bool(words))
        self.compared.set_ink(ink or "text2")
        sentence = fill(
            _("Savings stand at {amount:francs} after {n:number} meetings. {compared}"),
            amount=found.savings,
            n=found.meetings_held,
            compared=words,
        )
        lines = (found.savings_by_meeting, found.savings_last_cycle)
        self.chart.tell(Growth(*lines, _("last cycle"), sentence, found.meetings_planned))

    def _tell_deeds(self, found: Dashboard) -> None:
        workspace = self.workspace
        people = members(workspace.book, workspace.group, workspace.today)
        treasurer = any(person.office == "treasurer" for person in people)
        clear(self.deeds.body)
        deeds = home.to_do(found, workspace.today, treasurer=treasurer)
        for place, deed in enumerate(deeds):
            if place:
                self.deeds.add(line())
            button = RowButton(deed.title, deed.note, icon=deed.icon, key=deed.key)
            button.clicked.connect(lambda _on=False, deed=deed: self._do(deed))
            self.deeds.add(button)
        if not deeds:
            self.deeds.add(Label(_("Nothing waits. Until the next meeting!"), "body", "text2"))
        self.deeds.add(1)

    # -- deeds ---------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        self.start.setFocus()

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"print": lambda: show_paper(self.workspace, "meeting-sheet", parent=self)}

    def _do(self, deed: home.ToDo) -> None:
        kind, _colon, name = deed.page.partition(":")
        if kind == "paper":
            show_paper(self.workspace, name, parent=self)
        else:
            self.workspace.go(kind, name)

    def _begin(self) -> None:
        self.workspace.go(self.next_page)

    def _ask_cash(self) -> None:
        ask_why(self.workspace, self.expected, "cash", title=_("Cash of all the funds"))
