"""Other money that comes in at a meeting."""

from coop_ledger.i18n import N_
from ui.presenters.fund_deeds import RECEIVE
from ui.presenters.sheet_lines.account import OfAccount


class Income(OfAccount):
    """A gift, a sale, a fee."""

    kind, name, event_type = "income", N_("Income"), "income_received"
    deed = RECEIVE
