"""The ways of sharing out side by side; Enter on a line chooses it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coop_ledger.book.questions.share_out_choices import ShareOutChoices
from coop_ledger.i18n import _, fill
from ui.dialogs.aside import Aside
from ui.presenters.share_out_rounding import rounding_value
from ui.presenters.share_out_tables import roundings_table, ways_table
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.table_view import TableCard

WIDTH = 860


class WaysSideBySide(Aside):
    """Every method with one rounding, and every rounding with one method."""

    def __init__(
        self,
        found: ShareOutChoices,
        choose: Callable[[str, str], object],
        print_it: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("The ways of sharing out, side by side"), parent)
        self._choose = choose
        called = fill(_("No. {number}"), number=found.member)
        self.methods = TableCard(_("Method"), row_height=26)
        self.roundings = TableCard(_("Rounding"), row_height=26)
        self.methods.show_table(ways_table(found, called))
        self.roundings.show_table(roundings_table(found))
        self.methods.view.choose(found.method)
        self.roundings.view.choose(rounding_value(found.rounding))
        for table, name in ((self.methods, "method"), (self.roundings, "rounding")):
            table.view.setFixedHeight(table.view.full_height())
            table.view.opened.connect(lambda value, name=name: self._on_opened(name, value))
        whose = fill(_("{name}, no. {number}"), name=found.name, number=found.member)
        note = _("Enter on a line chooses it. All ways share the same money.")
        printed = Button(_("Print"), icon="print", key="Ctrl+P", bind=True)
        printed.clicked.connect(print_it)
        back = Button(_("Go back"), key="Esc")
        back.clicked.connect(self.reject)
        content = QWidget()
        column(
            Label(_("The ways of sharing out, side by side"), "subtitle", wrap=True),
            Label(whose, "label", "accent") if found.member else None,
            Card(self.methods, edge=True),
            Card(self.roundings, edge=True),
            Label(note, "secondary", wrap=True),
            spacing=10,
            parent=content,
        )
        self.lay_out(content, row(1, printed, back), WIDTH)
        self.methods.view.setFocus()

    def _on_opened(self, name: str, value: str) -> None:
        self.accept()
        self._choose(name, value)
