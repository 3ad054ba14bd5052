"""SYCEBNL (11th OHADA uniform act, in force 1 January 2024): a savings group's accounts.

Numbers and names from the reference on accounting, section 2.5 (a). Accounts of four
digits under a three-digit one (1681-1683, 1851, 1852, 4711-4713, 5521, 5522, 6581,
6582, 7581-7585) are
subdivisions of our own, as the system allows.
"""

from coop_ledger.domain.accounts import Account, AccountType, ChartOfAccounts
from coop_ledger.i18n import N_

ASSET, LIABILITY, EQUITY, INCOME, EXPENSE = AccountType

_ACCOUNTS = (
    Account("101", N_("Founding endowment"), EQUITY),
    Account("103", N_("Entrance fees"), EQUITY),
    Account("112", N_("Reserves"), EQUITY),
    Account("121", N_("Surplus brought forward"), EQUITY),
    Account("129", N_("Deficit brought forward"), EQUITY),
    Account("131", N_("Surplus of the cycle"), EQUITY),
    Account("139", N_("Deficit of the cycle"), EQUITY),
    Account("141", N_("Equipment grants"), EQUITY),
    Account("1681", N_("Restricted funds: solidarity, health"), LIABILITY),
    Account("1682", N_("Donors' funds"), LIABILITY, floor=True),
    Account("1683", N_("Subsidies granted to members"), LIABILITY, floor=True),
    Account("182", N_("Bank loans"), LIABILITY),
    Account("188", N_("Other borrowings"), LIABILITY),
    Account("1851", N_("Members' savings"), LIABILITY, floor=True),
    Account("1852", N_("Tontine: paid in and taken"), LIABILITY),
    Account("271", N_("Loans to members"), ASSET, floor=True),
    Account("276", N_("Accrued interest on loans"), ASSET),
    Account("297", N_("Allowance for loan losses"), ASSET),
    Account("311", N_("Goods for members"), ASSET, floor=True),
    Account("411", N_("Members: fines and dues"), ASSET, floor=True),
    Account("4711", N_("Sundry debtors"), ASSET),
    Account("4712", N_("Sundry creditors"), LIABILITY),
    Account("4713", N_("Left to pay to members"), LIABILITY, floor=True),
    Account("521", N_("Bank"), ASSET, floor=True),
    Account("5521", N_("Orange Money"), ASSET, floor=True),
    Account("5522", N_("Moov Money"), ASSET, floor=True),
    Account("571", N_("Cash box"), ASSET, floor=True),
    Account("585", N_("Transfers between funds"), ASSET),
    Account("605", N_("Other purchases"), EXPENSE),
    Account("618", N_("Transport"), EXPENSE),
    Account("631", N_("Bank and mobile money fees"), EXPENSE),
    Account("651", N_("Losses on loans"), EXPENSE),
    Account("658", N_("Sundry expenses and aid"), EXPENSE),
    Account("6581", N_("Cash shortages"), EXPENSE),
    Account("6582", N_("Thefts and losses"), EXPENSE),
    Account("671", N_("Interest on borrowings"), EXPENSE),
    Account("674", N_("Interest paid to savers"), EXPENSE),
    Account("701", N_("Members' contributions"), INCOME),
    Account("704", N_("Gifts received"), INCOME),
    Account("711", N_("Operating grants"), INCOME),
    Account("7581", N_("Fines"), INCOME),
    Account("7582", N_("Other income"), INCOME),
    Account("7583", N_("Cash overages"), INCOME),
    Account("7584", N_("Recovered after write-off"), INCOME),
    Account("7585", N_("Kept back from leavers"), INCOME),
    Account("771", N_("Interest on loans"), INCOME),
)

SYCEBNL = ChartOfAccounts("SYCEBNL", {account.code: account for account in _ACCOUNTS})
