"""The share-out after the vote: print, hand over, close."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_day
from coop_ledger.domain.periods import add_months
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from ui.pages.share_out_before import WorkPart
from ui.papers import show_paper
from ui.presenters.share_out_tables import envelopes_table, notes_in_words
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Field, Line
from ui.widgets.figure import Avatar, Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row
from ui.widgets.message import MessageStrip
from ui.widgets.money import reading
from ui.widgets.row_button import RowButton
from ui.widgets.table_view import TableCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PAPERS = (
    ("share-out-statement", N_("Statement of the group"), N_("proves itself on its first page")),
    ("share-out-slips", N_("Slips of the envelopes"), N_("one for each member, with its notes")),
    ("share-out-register", N_("List to be signed"), N_("room for a signature or a thumb")),
    ("coin-plan", N_("Money to prepare"), N_("notes and coins to fetch from the bank")),
)


class PrintPart(WorkPart):
    """The papers, in the order they are needed."""

    def make(self) -> None:
        self.voted = MessageStrip()
        card = Card(title=_("Papers of the share-out"), icon="print", spacing=0)
        self.rows: list[RowButton] = []
        for place, (paper, title, note) in enumerate(PAPERS):
            if place:
                card.add(line())
            button = RowButton(translate(title), translate(note), icon="document")
            button.clicked.connect(functools.partial(self._show, place, paper))
            card.add(button)
            self.rows.append(button)
        self.body.addWidget(self.voted)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def enter(self) -> None:
        result = self.page.work.result()
        words = _("The share-out is voted and recorded: {paid:francs} for {n:number} members.")
        paid = [member for member in result.members if member.paid]
        self.voted.tell(fill(words, paid=result.paid_total, n=len(paid)), "success")

    def take_focus(self) -> None:
        self.rows[0].setFocus()

    def _show(self, place: int, paper: str) -> None:
        """Show a paper; the next one is under the cursor when it is closed."""
        cycle = self.page.work.cycle
        values = {"cycle": cycle.code} if cycle else {}
        preview = show_paper(self.page.workspace, paper, values, parent=self.page)
        following: QWidget = self.rows[place + 1] if place + 1 < len(self.rows) else self.page.on
        preview.finished.connect(lambda _result: following.setFocus())


class PayPart(WorkPart):
    """One envelope after the other; Enter ticks it and goes on."""

    def make(self) -> None:
        self.avatar = Avatar("", 48)
        self.name = Label("", "subtitle", wrap=True)
        self.amount = Figure(use="hero")
        self.heard = Label("", "label", "accent", wrap=True)
        self.notes = Label("", "body", "text2", wrap=True)
        self.left = Figure(use="strong")
        self.tick = Button(_("Handed over"), icon="check", key="Return")
        self.tick.clicked.connect(self._tick)
        who = row(self.avatar, self.name, spacing=12)
        who.setStretch(1, 1)
        now = Card(who, self.amount, self.heard, self.notes, spacing=8, padding=(18, 16))
        now.add(1)
        now.add(row(self.left, 1))
        now.add(row(1, self.tick))
        self.table = TableCard(_("Envelopes"), row_height=28)
        self.table.setMinimumHeight(240)
        self.table.view.opened.connect(lambda _origin: self._tick())
        self.table.view.current_changed.connect(lambda _origin: self._tell())
        sheet = Card(self.table, edge=True)
        sheet.body.setStretch(0, 1)
        self.body.addWidget(Beside(now, sheet, stretches=(2, 3), least=860), 1)

    def enter(self) -> None:
        self.result = self.page.work.result()
        self.table.show_table(envelopes_table(self.result, self.page.work))
        waiting = self.page.work.left_to_hand(self.result)
        if waiting:
            self.table.view.choose(f"member:{waiting[0].member}")
        self._tell()

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _tell(self) -> None:
        code = self.table.view.origin().partition(":")[2]
        found = next((line for line in self.result.members if line.member == code), None)
        if found is None:
            return
        self.avatar.tell(found.member)
        self.name.setText(found.name)
        self.amount.tell("", i18n.money(found.paid), "F CFA")
        self.heard.setText(reading(found.paid).partition(" · ")[2])
        self.notes.setText(notes_in_words(found.notes))
        waiting = self.page.work.left_to_hand(self.result)
        self.left.tell(
            _("Still on the table"),
            i18n.money(sum(line.paid for line in waiting)),
            "F",
            fill(
                ngettext("{n:number} envelope", "{n:number} envelopes", len(waiting)),
                n=len(waiting),
            ),
        )
        handed = self.page.work.handed(code)
        self.tick.setText(_("Take the tick back") if handed else _("Handed over"))
        self.tick.updateGeometry()

    def _tick(self) -> None:
        """Tick the current envelope and go to the next one that waits."""
        view = self.table.view
        code = view.origin().partition(":")[2]
        self.page.work.tick(code)
        at = view.currentIndex().row()
        order = [line.member for line in self.result.members]
        waiting = {line.member for line in self.page.work.left_to_hand(self.result)}
        after = [member for member in (*order[at + 1 :], *order[:at]) if member in waiting]
        view.show_table(envelopes_table(self.result, self.page.work))
        self.page.retell()
        if after and self.page.work.handed(code):
            view.choose(f"member:{after[0]}")
        self._tell()
        if not waiting:
            self.page.on.setFocus()


class ClosePart(WorkPart):
    """The cycle is closed, the next one opened."""

    def make(self) -> None:
        self.about = MessageStrip()
        self.code = Line(width=120)
        self.ends = DayEdit(lambda: self.page.workspace.today)
        self.ends.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.fields = {
            "cycle": Field(_("&Name of the next cycle"), self.code),
            "ends": Field(_("Its &share-out is planned on"), self.ends),
        }
        self.ends.accepted.connect(self.page.go_on)
        self.only = Button(_("Close without opening another"), Look.QUIET, height=34)
        self.only.clicked.connect(self._close_only)
        card = Card(
            FieldGrid([*self.fields.values()], columns=2),
            row(self.only, 1),
            title=_("Next cycle"),
            icon="flag",
        )
        self.body.addLayout(column(self.about, card, 1, spacing=14))

    def enter(self) -> None:
        work = self.page.work
        code, ends = work.next_cycle()
        if not self.code.text():
            self.code.setText(code)
            self.ends.set_value(ends)
        self.only.setVisible(work.open)
        if not work.open:
            self.about.tell(
                _("No cycle is open: open one, and money can be recorded again."), "info"
            )
            return
        left = len(work.left_to_hand(work.result()))
        words = ngettext(
            "{n:number} envelope is not ticked: it is paid in the book all the same.",
            "{n:number} envelopes are not ticked: they are paid in the book all the same.",
            left,
        )
        if left:
            self.about.tell(fill(words, n=left), "warning")
        else:
            self.about.tell(
                _("Every envelope is handed over. What is closed stays closed."), "success"
            )

    def take_focus(self) -> None:
        self.page.on.setFocus()

    def events(self) -> list[dict[str, Any]]:
        """Return the events of the closing; [] when the day was refused under its field."""
        today = self.page.workspace.today
        try:
            ends = parse_day(self.ends.text(), today, latest=add_months(today, 36))
        except BadText as bad:
            self.fields["ends"].show_error(str(bad))
            return []
        return self.page.work.closing_events(self.code.text().strip(), ends)

    def _close_only(self) -> None:
        draft = self.page.work.draft
        if self.page.workspace.record_all(self.page.work.closing_events("", None)) is not None:
            self.page.workspace.book.drafts.drop(draft)
