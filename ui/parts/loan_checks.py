"""Beside a loan that is typed: may she borrow, and what will it cost her."""

from collections.abc import Sequence

from coop_ledger import i18n
from coop_ledger.i18n import _, fill, ngettext
from ui.presenters.new_loan import Check, Costs, State, for_a_year, schedule_table
from ui.widgets.card import Card, Chip
from ui.widgets.figure import Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, line, row
from ui.widgets.message import MessageStrip
from ui.widgets.table_view import TableCard

MARKS = {
    State.STOPS: ("stop", "money_out"),
    State.ASKS: ("warning", "warning"),
    State.WARNS: ("warning", "warning"),
    State.NOTES: ("info", "text2"),
    State.HOLDS: ("check", "money_in"),
}


class ChecksCard(Card):
    """Every rule with its figures, the one that blocks first."""

    def __init__(self) -> None:
        super().__init__(title=_("May she borrow?"), spacing=6)
        self.verdict = Chip("")
        self.header.addWidget(self.verdict)
        self.verdict.hide()

    def tell(self, checks: Sequence[Check]) -> None:
        """Show the rules as they stand."""
        clear(self.body)
        if not checks:
            words = _("Choose the borrower: her ceiling and the money in the box stand here.")
            self.add(Label(words, "body", "text2", wrap=True))
        for place, check in enumerate(checks):
            if place:
                self.add(line())
            icon, ink = MARKS[check.state]
            strong = check.state in (State.STOPS, State.ASKS, State.WARNS)
            rule = Label(check.words, "label", ink if strong else "text", wrap=not check.value)
            line_ = row(Icon(icon, ink, 18), rule, spacing=10)
            if check.value:
                line_.addStretch(1)
                use, paint = ("strong", ink) if strong else ("secondary", "")
                line_.addWidget(Label(check.value, use, paint))
            else:
                line_.setStretch(1, 1)
            self.add(line_)
        self._tell_verdict(checks)

    def _tell_verdict(self, checks: Sequence[Check]) -> None:
        stops = sum(check.state is State.STOPS for check in checks)
        asks = sum(check.state is State.ASKS for check in checks)
        self.verdict.setVisible(bool(checks))
        if stops:
            words = ngettext("{n:number} rule blocks", "{n:number} rules block", stops)
            self.verdict.tell(fill(words, n=stops), "error", "stop")
        elif asks:
            self.verdict.tell(_("to be voted"), "warning", "warning")
        elif any(check.state is State.WARNS for check in checks):
            self.verdict.tell(_("allowed, but a loan is late"), "warning", "warning")
        else:
            self.verdict.tell(_("yes"), "success", "check")


class CostsCard(Card):
    """The schedule in francs, what she receives, gives back and pays, before anything is recorded."""

    def __init__(self) -> None:
        super().__init__(title=_("Schedule"), note=_("before it is recorded"), spacing=10)
        self.table = TableCard(_("Schedule"), row_height=28)
        self.figures = {
            "received": Figure(use="strong"),
            "returned": Figure(use="strong"),
            "cost": Figure(use="strong"),
            "box": Figure(use="strong"),
        }
        self.rule = MessageStrip()
        self.yearly = Label("", "secondary", "text2", wrap=True)
        self.empty = Label(
            _("Type the amount: what she will pay, and when, stands here."),
            "body",
            "text2",
            wrap=True,
        )
        self.sums = FieldGrid([*self.figures.values()], columns=4)
        self.add(self.empty)
        self.add(self.table, 1)
        self.add(self.sums)
        self.add(self.rule)
        self.add(self.yearly)
        self.add(1)

    def tell(self, costs: Costs, rule: str, held: int) -> None:
        """Show what a loan comes to; `held` is what the fund's box holds before it."""
        known = bool(costs.schedule)
        self.empty.setVisible(not known)
        for part in (self.table, self.sums):
            part.setVisible(known)
        self.yearly.setText(for_a_year(costs))
        self.yearly.setVisible(bool(self.yearly.text()))
        if not known:
            self.rule.hide()
            return
        self.table.show_table(schedule_table(costs))
        self.rule.tell(rule, "info")
        figures = self.figures
        figures["received"].tell(_("She receives"), i18n.money(costs.received), "F")
        figures["returned"].tell(_("She gives back"), i18n.money(costs.returned), "F")
        figures["cost"].tell(_("The loan costs"), i18n.money(costs.cost), "F")
        left = i18n.money(held - costs.received)
        ink = "money_out" if costs.received > held else "text"
        figures["box"].tell(_("Left in the box"), left, "F", ink=ink)
