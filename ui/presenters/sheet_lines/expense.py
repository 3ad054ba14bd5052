"""What the group pays or buys at a meeting."""

from coop_ledger.i18n import N_
from ui.presenters.sheet_lines.line import SheetLine


class Expense(SheetLine):
    """A thing bought, a service paid."""

    kind, name, event_type = "expense", N_("Expense"), "expense_paid"
    asks = ("fund", "amount", "text")
