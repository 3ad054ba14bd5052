"""What the group pays or buys at a meeting."""

from coop_ledger.i18n import N_
from ui.presenters.fund_deeds import PAY
from ui.presenters.sheet_lines.account import OfAccount


class Expense(OfAccount):
    """A thing bought, a service paid."""

    kind, name, event_type = "expense", N_("Expense"), "expense_paid"
    deed = PAY
