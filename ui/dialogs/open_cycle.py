"""Open a cycle: the one thing a group needs before its first meeting."""

import datetime

from PySide6.QtWidgets import QDialog, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.periods import add_months
from coop_ledger.i18n import _
from ui.widgets.button import Button, Look
from ui.widgets.day import DayEdit
from ui.widgets.field import Field, Line
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.workspace import Workspace

MONTHS = 12


class OpenCycle(QDialog):
    """Its name, its first day, and the day its money is to be shared out."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle(_("Open a cycle"))
        today = workspace.today
        self.name = Line(width=160)
        self.name.setText(self._next_name())
        self.first = DayEdit(lambda: today)
        self.ends = DayEdit(lambda: today, latest=lambda: add_months(today, 5 * MONTHS))
        self.ends.set_value(add_months(today, MONTHS))
        self.fields = {
            "cycle": Field(_("&Name of the cycle"), self.name),
            "date": Field(_("&First day"), self.first),
            "ends": Field(
                _("&Share-out planned on"),
                self.ends,
                help=_("No loan may fall due after it, unless a member overrules it by name."),
            ),
        }
        record = Button(_("Open the cycle"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        record.clicked.connect(self.record)
        back = Button(_("Back"), key="Esc")
        back.clicked.connect(self.reject)
        column(
            Label(_("Open a cycle"), "subtitle"),
            *self.fields.values(),
            row(1, back, record),
            spacing=14,
            margins=(24, 20),
            parent=self,
        )
        self.name.setFocus()
        self.name.selectAll()

    def _next_name(self) -> str:
        with self._workspace.book.reading() as connection:
            cycles = self._workspace.book.facts(connection, self._workspace.group).cycles()
        last = cycles[-1].code if cycles else "0"
        return str(int(last) + 1) if last.isdigit() else str(self._workspace.today.year)

    def record(self) -> None:
        """Record it; what is refused is said under its field."""
        for field in self.fields.values():
            field.clear_error()
        days: dict[str, datetime.date] = {}
        for name, edit in (("date", self.first), ("ends", self.ends)):
            try:
                days[name] = edit.value()
            except BadText as bad:
                self.fields[name].refuse(str(bad))
                return
        event = {
            "event": "cycle_opened",
            "group": self._workspace.group,
            "date": days["date"].isoformat(),
            "cycle": self.name.text().strip(),
            "ends": days["ends"].isoformat(),
            "convert": True,  # what was put back buys shares at the price of the new cycle
        }
        try:
            self._workspace.book.preview(event)
        except Refusal as refusal:
            self.fields.get(refusal.field, self.fields["cycle"]).refuse(str(refusal))
            return
        if self._workspace.record(event) is not None:
            self.accept()
