"""The line that proves a share-out: what was counted = what is paid + what remains."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from coop_ledger import i18n
from coop_ledger.book.questions.answers import ShareOut
from coop_ledger.i18n import _, fill
from ui.widgets.beside import Beside
from ui.widgets.figure import Figure
from ui.widgets.label import Icon, Label
from ui.widgets.layout import column, row


class Proof(QFrame):
    """Green when the two sides are equal to the franc, which the arithmetic guarantees."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "success")
        self.on_table, self.paid, self.back, self.left = (
            Figure(use="subtitle", ink="success") for _each in range(4)
        )
        self._plus_back = Label("+", "subtitle", "success")
        verdict = column(
            Label(_("The count is right"), "strong", "success", align=Qt.AlignmentFlag.AlignRight),
            Label(_("to the franc"), "secondary", "success", align=Qt.AlignmentFlag.AlignRight),
            spacing=0,
        )
        equation, said = QWidget(), QWidget()
        row(
            Icon("proof", "success", 28),
            self.on_table,
            Label("=", "subtitle", "success"),
            self.paid,
            self._plus_back,
            self.back,
            Label("+", "subtitle", "success"),
            self.left,
            1,
            spacing=8,
            parent=equation,
        )
        said.setLayout(verdict)
        column(Beside(equation, said, stretches=(1, 0), spacing=4), margins=(18, 5), parent=self)

    def tell(self, result: ShareOut, counted: int, remainder_to: str) -> None:
        """Show the sum; `counted` is 0 while nothing was counted."""
        whole = result.cash + sum(result.other_funds.values())
        name = _("Counted in the box") if counted else _("In the box, by the book")
        if result.goods or result.not_shared:
            name = _("To share, goods included")
        self.on_table.tell(name, i18n.money(whole), "F")
        self.paid.tell(_("To hand out"), i18n.money(result.paid_total), "F")
        back = whole - result.paid_total - result.remainder
        only_seed = back == result.seed_total
        self.back.tell(
            _("Put back") if only_seed else _("Kept and put back"), i18n.money(back), "F"
        )
        for part in (self.back, self._plus_back):
            part.setVisible(bool(back))
        words = fill(_("Remainder, to {where}"), where=remainder_to)
        self.left.tell(words, i18n.money(result.remainder), "F")
