"""Method and rounding, each with its price, and what every member gets."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QWidget

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from ui import theme
from ui.dialogs.share_out_person import PersonsShare
from ui.dialogs.share_out_ways import WaysSideBySide
from ui.pages.share_out_before import WorkPart, tell_figures, tell_less
from ui.parts.proof import Proof
from ui.presenters.share_out import WISHES, Compared
from ui.presenters.share_out_tables import choice_table, people_table
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.field import Choice, Field
from ui.widgets.figure import Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.message import MessageStrip
from ui.widgets.money import MoneyEdit
from ui.widgets.table_view import TableCard

# The list of roundings is worked out once the choice of a method rests.
REST_MS = 150


class ChoosePart(WorkPart):
    """Method and rounding, each with its price, and what every member gets."""

    def make(self) -> None:
        self.figures = [Figure(use="figure") for _each in range(3)]
        self.less = Label("", "secondary", wrap=True)
        top = Card(FieldGrid(self.figures, columns=3), padding=(16, 4))
        self.methods = TableCard(_("Method"), row_height=24)
        self.roundings = TableCard(_("Rounding"), row_height=24)
        self.methods.view.current_changed.connect(self._on_method)
        self.roundings.view.current_changed.connect(self._on_rounding)
        for table in (self.methods, self.roundings):
            table.view.opened.connect(lambda _origin: self.page.go_on())
        self.people = TableCard(_("What each one gets"), row_height=26)
        self.people.setMinimumHeight(200)
        self.people.view.opened.connect(lambda _origin: self.show_person())
        self.side_by_side = Button(
            _("Side by side"), Look.QUIET, icon="reports", height=32, key="F8", bind=True
        )
        self.side_by_side.clicked.connect(self.show_ways)
        self.one = Button(
            _("Her share"), Look.QUIET, icon="members", height=32, key="F9", bind=True
        )
        self.one.clicked.connect(self.show_person)
        self.proof = Proof()
        self.wrong = MessageStrip()
        left = QWidget()
        column(
            Card(self.methods, edge=True),
            Card(self.roundings, edge=True),
            self._kept(),
            1,
            spacing=8,
            parent=left,
        )
        sheet = Card(self.people, edge=True)
        sheet.body.setStretch(0, 1)
        sheet.add(row(self.less, margins=(12, 0, 12, 6)))
        sheet.add(row(self.side_by_side, self.one, 1, spacing=8, margins=(10, 2, 10, 6)))
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST_MS)
        self.rest.timeout.connect(self._tell_choices)
        theme.keep_layout(self.body, spacing=8, margins=(0,))
        for part in (
            top,
            Beside(left, sheet, stretches=(13, 16), least=860),
            self.wrong,
            self.proof,
        ):
            self.body.addWidget(part)
        self.body.setStretch(1, 1)

    def _kept(self) -> FieldGrid:
        """What is not handed out: where the remainder goes, what each one puts back."""
        self.remainder = Choice()
        self.remainder.currentIndexChanged.connect(self._on_remainder)
        self.seed = MoneyEdit("F", width=120)
        self.seed.setPlaceholderText(_("nothing"))
        self.seed.editingFinished.connect(self._on_seed)
        fields = (
            Field(_("The &remainder goes to"), self.remainder),
            Field(_("&Each one puts back"), self.seed),
        )
        return FieldGrid(fields, columns=2)

    def take_focus(self) -> None:
        self.methods.view.setFocus()

    def enter(self) -> None:
        work = self.page.work
        with QSignalBlocker(self.remainder):
            self.remainder.offer(work.remainders())
            self.remainder.choose(work.remainder)
        seed = work.text("seed")
        self.seed.set_value(int(seed) if seed.isdigit() else None)
        self._tell()
        if not self.may_go_on():
            return
        self._tell_choices()

    # -- choosing ------------------------------------------------------------------------------------

    def _on_method(self, value: str) -> None:
        if value and value != self.page.work.method:
            self.page.work.keep("method", value)
            self._tell()
            self._mark(self.methods, self._methods, value)
            self.rest.start()

    def _on_rounding(self, value: str) -> None:
        if value and value != self.page.work.rounding:
            self.page.work.keep("rounding", value)
            self._tell()
            self._mark(self.roundings, self._roundings, value)
            self.rest.start()

    def _on_remainder(self) -> None:
        self.page.work.keep("remainder", self.remainder.value())
        self._tell()

    def _on_seed(self) -> None:
        amount = self.seed.value_or_none()
        self.page.work.keep("seed", str(amount) if amount else "")
        self._tell()

    # -- showing -------------------------------------------------------------------------------------

    def _tell(self) -> None:
        work = self.page.work
        try:
            result = work.result()
        except Refusal as refusal:
            self.wrong.tell(str(refusal), "error")
            self.proof.hide()
            return
        self.wrong.hide()
        self.proof.show()
        tell_figures(self.figures, result)
        tell_less(self.less, result)
        self.people.show_table(people_table(result))
        where = dict(work.remainders()).get(work.remainder, work.remainder)
        self.proof.tell(result, work.counted, where)
        self.result = result

    def _tell_choices(self) -> None:
        """Show what each method and each rounding costs; nothing where the choice is refused."""
        work = self.page.work
        try:
            found = work.choices()
        except Refusal:
            return
        self._methods, self._roundings = work.compared(found), work.roundings(found)
        self._mark(self.methods, self._methods, work.method)
        self._mark(self.roundings, self._roundings, work.rounding)

    # -- beside the page -----------------------------------------------------------------------------

    def person(self) -> str:
        """Return the member whose line is current."""
        return self.people.view.origin().partition(":")[2]

    def show_ways(self) -> None:
        """Show every method and rounding with all its figures, and the current member's own."""
        try:
            found = self.page.work.choices(self.person())
        except Refusal as refusal:
            self.wrong.tell(str(refusal), "error")
            return
        page = self.page
        WaysSideBySide(found, self._choose, page.print_ways, page).open()

    def _choose(self, name: str, value: str) -> None:
        self.page.work.keep(name, value)
        self.enter()

    def show_person(self) -> None:
        """Show one member's share by each method, and what she wishes for it."""
        code, work = self.person(), self.page.work
        try:
            found = work.choices(code)
        except Refusal as refusal:
            self.wrong.tell(str(refusal), "error")
            return
        one = next((line for line in found.members if line.member == code), None)
        if one is None:
            return
        wishes = {name: work.wishes(name).get(code) for name in WISHES}
        PersonsShare(
            one, work.method, wishes, functools.partial(self._wish, code), self.page
        ).open()

    def _wish(self, code: str, typed: Mapping[str, int | None]) -> None:
        """Keep what was typed for a member, unless the share-out cannot be so: then it raises."""
        work = self.page.work
        before = {name: work.wishes(name).get(code) for name in WISHES}
        for name, amount in typed.items():
            work.wish(code, name, amount)
        try:
            work.result()
        except Refusal:
            for name, amount in before.items():
                work.wish(code, name, amount)
            raise
        self._tell()
        self.people.view.choose(f"member:{code}")

    def _mark(self, table: TableCard, compared: list[Compared], chosen: str) -> None:
        heads: Sequence[str] = (_("from"), _("to"))
        title = _("Method")
        if table is self.roundings:
            heads = (_("Pieces"), _("≤ 250 F"), _("Remainder"))
            title = _("Rounding")
        with QSignalBlocker(table.view):
            table.show_table(choice_table(title, heads, compared, chosen))
            table.view.choose(chosen)
        table.view.setFixedHeight(table.view.full_height())

    def may_go_on(self) -> bool:
        return self.wrong.isHidden()
