"""Other money that comes in at a meeting."""

from coop_ledger.i18n import N_
from ui.presenters.sheet_lines.line import SheetLine


class Income(SheetLine):
    """A gift, a sale, a fee."""

    kind, name, event_type = "income", N_("Income"), "income_received"
    asks = ("fund", "amount", "text")
