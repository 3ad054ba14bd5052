"""The share-out after the vote: print, hand over, close."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from coop_ledger import i18n
from coop_ledger.amounts import BadText, parse_day
from coop_ledger.book.questions.answers import ShareOutMember
from coop_ledger.domain.periods import add_months
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from ui.pages.share_out_before import WorkPart
from ui.papers import show_paper
from ui.presenters.share_out_tables import envelopes_table, notes_in_words
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Check, Field, Line
from ui.widgets.figure import Avatar, Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, line, row
from ui.widgets.message import MessageStrip
from ui.widgets.money import MoneyEdit, reading
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
        self.again = Button(_("Reopen the share-out…"), Look.HARMFUL, height=34)
        self.again.clicked.connect(self.page.reopen)
        self.body.addWidget(self.voted)
        self.body.addWidget(card)
        self.body.addLayout(row(self.again, 1))
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


def _beside(member: ShareOutMember) -> str:
    """Return what is hers besides the envelope: goods, and what is left to pay."""
    said = []
    if member.goods:
        said.append(fill(_("and goods for {goods:francs}"), goods=member.goods))
    if member.unpaid + member.kept:
        words = _("{unpaid:francs} are left to pay her")
        said.append(fill(words, unpaid=member.unpaid + member.kept))
    return " · ".join(said)


class PayPart(WorkPart):
    """One envelope after the other; Enter ticks it and goes on."""

    def make(self) -> None:
        self.avatar = Avatar("", 48)
        self.name = Label("", "subtitle", wrap=True)
        self.amount = Figure(use="hero")
        self.heard = Label("", "label", "accent", wrap=True)
        self.notes = Label("", "body", "text2", wrap=True)
        self.left = Figure(use="strong")
        self.part = MoneyEdit("F", width=120)
        self.part.setPlaceholderText(_("all of it"))
        self.part.accepted.connect(self._hand_part)
        self.part.textEdited.connect(self._on_typing)
        self.part_field = Field(_("Only a &part of it"), self.part)
        self.tick = Button(_("Handed over"), icon="check", key="Return")
        self.tick.clicked.connect(self._tick)
        who = row(self.avatar, self.name, spacing=12)
        who.setStretch(1, 1)
        now = Card(who, self.amount, self.heard, self.notes, spacing=8, padding=(18, 16))
        now.add(row(self.part_field, 1))
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
        work = self.page.work
        left_at = work.text("at")
        self.table.show_table(envelopes_table(self.result, work))
        waiting = [line.member for line in work.left_to_hand(self.result)]
        if left_at or waiting:
            self.table.view.choose(f"member:{left_at or waiting[0]}")
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
        self.amount.tell("", i18n.money(found.paid - found.kept), "F CFA", _beside(found))
        self.heard.setText(reading(found.paid - found.kept).partition(" · ")[2])
        self.part_field.clear_error()
        self.part.set_value(self.page.work.part_handed(code))
        whose, _colon, typed = self.page.work.text("typing").partition(":")
        if whose == code:
            self.part.setText(typed)
        self.page.work.keep("at", code)
        self.notes.setText(notes_in_words(found.notes))
        waiting = self.page.work.left_to_hand(self.result)
        self.left.tell(
            _("Still on the table"),
            i18n.money(self.page.work.on_the_table(self.result)),
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
        self.page.work.tick(self._code())
        self._go_on()

    def _on_typing(self, text: str) -> None:
        """Keep what is half typed: a power cut leaves it in this very envelope."""
        self.page.work.keep("typing", f"{self._code()}:{text}")

    def _code(self) -> str:
        return self.table.view.origin().partition(":")[2]

    def _hand_part(self) -> None:
        """Note that only a part was handed over; what is left stays hers."""
        code = self._code()
        whole = next(line.paid - line.kept for line in self.result.members if line.member == code)
        try:
            amount = self.part.value()
        except BadText as bad:
            self.part_field.refuse(str(bad))
            return
        if amount is not None and amount >= whole:
            words = _("Her envelope holds {whole:francs}: type less, or hand it over whole.")
            self.part_field.refuse(fill(words, whole=whole))
            return
        self.page.work.keep("typing", "")
        self.page.work.hand_part(code, amount)
        self._go_on()
        self.table.view.setFocus()

    def _go_on(self) -> None:
        """Go to the next envelope that waits."""
        view, code = self.table.view, self._code()
        at = view.currentIndex().row()
        order = [line.member for line in self.result.members]
        waiting = {line.member for line in self.page.work.left_to_hand(self.result)}
        after = [member for member in (*order[at + 1 :], *order[:at]) if member in waiting]
        view.show_table(envelopes_table(self.result, self.page.work))
        self.page.retell()
        if after and self.page.work.is_seen(code):
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
        self.keeps = Check(_("Put it &back into the box, to each one's name, and pay it later"))
        self.again = Button(_("Reopen the share-out…"), Look.HARMFUL, height=34)
        self.again.clicked.connect(self.page.reopen)
        card = Card(
            FieldGrid([*self.fields.values()], columns=2),
            row(self.only, 1),
            title=_("Next cycle"),
            icon="flag",
        )
        last = row(self.again, 1)
        self.body.addLayout(column(self.about, self.keeps, card, last, 1, spacing=14))

    def enter(self) -> None:
        work = self.page.work
        code, ends = work.next_cycle()
        if not self.code.text():
            self.code.setText(code)
            self.ends.set_value(ends)
        self.only.setVisible(work.open)
        self.again.setVisible(work.open and not work.shares_nothing)
        named = _("It &ends on") if work.shares_nothing else _("Its &share-out is planned on")
        self._name_the_end(named)
        if work.open and work.shares_nothing:
            self.keeps.hide()
            words = _("Nothing is shared out: every box is kept, and what each one saved is hers.")
            self.about.tell(words, "info")
            return
        if not work.open:
            self.keeps.hide()
            self.about.tell(
                _("No cycle is open: open one, and money can be recorded again."), "info"
            )
            return
        left = work.not_handed(work.result())
        words = ngettext(
            "{n:number} envelope is not handed over, or not whole: {amount:francs}.",
            "{n:number} envelopes are not handed over, or not whole: {amount:francs}.",
            len(left),
        )
        self.keeps.setVisible(bool(left))
        self.keeps.setChecked(any(map(work.is_seen, (m.member for m in work.result().members))))
        if left:
            self.about.tell(fill(words, n=len(left), amount=sum(left.values())), "warning")
        else:
            self.about.tell(
                _("Every envelope is handed over. What is closed stays closed."), "success"
            )

    def _name_the_end(self, words: str) -> None:
        self.fields["ends"].label.setText(words)
        self.ends.setAccessibleName(words.replace("&", ""))

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
        return self.page.work.closing_events(self.code.text().strip(), ends, keeps=self._keeps())

    def _keeps(self) -> bool:
        return not self.keeps.isHidden() and self.keeps.isChecked()

    def _close_only(self) -> None:
        draft = self.page.work.draft
        events = self.page.work.closing_events("", None, keeps=self._keeps())
        if self.page.workspace.record_all(events) is not None:
            self.page.workspace.book.drafts.drop(draft)
