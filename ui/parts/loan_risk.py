"""Above the loans: what is out, what is late, what is at risk, what waits."""

from coop_ledger import i18n
from coop_ledger.book.questions.portfolio import Portfolio
from coop_ledger.i18n import _, fill, ngettext
from ui.presenters.loans import ratio
from ui.widgets.card import Card
from ui.widgets.figure import Figure
from ui.widgets.grid import FieldGrid


class RiskCard(Card):
    """Four figures, each with what it is made of under it."""

    def __init__(self) -> None:
        super().__init__(spacing=4, padding=(18, 10))
        names = ("out", "late", "risk", "older")
        self.figures = {name: Figure(use="strong") for name in names}
        self.add(FieldGrid([*self.figures.values()], columns=4))

    def tell(self, portfolio: Portfolio) -> None:
        """Show the figures of a day."""
        loans = ngettext("{n:number} loan", "{n:number} loans", portfolio.loans)
        note = fill(loans, n=portfolio.loans)
        if portfolio.awaiting:
            waits = fill(_("{n:number} to be ratified"), n=len(portfolio.awaiting))
            note = f"{note} · {waits}"
        figures = self.figures
        figures["out"].tell(_("Out on loan"), i18n.money(portfolio.outstanding), "F", note)
        late = ngettext("{n:number} loan", "{n:number} loans", portfolio.loans_late)
        ink = "money_out" if portfolio.late else "text"
        figures["late"].tell(
            _("Late"),
            i18n.money(portfolio.late),
            "F",
            fill(late, n=portfolio.loans_late),
            ink=ink,
        )
        first, older = portfolio.at_risk[0], portfolio.at_risk[1]
        of = _("{balance:money} of {out:money}")
        figures["risk"].tell(
            _("At risk: late loans"),
            ratio(first.ratio),
            "",
            fill(of, balance=first.balance, out=first.outstanding),
        )
        figures["older"].tell(
            _("Late for more than 30 days"),
            ratio(older.ratio),
            "",
            fill(of, balance=older.balance, out=older.outstanding),
        )
