"""Accounts: what kind each is, and the roles the posting rules name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


class AccountType(Enum):
    """The five kinds of account and the side on which each normally stands."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a chart: its number, its name (a marked text) and its kind.

    `floor` says that its leaves may never stand on the wrong side: a box cannot
    hold less than nothing, nor a member owe less than nothing.
    """

    code: str
    name: str
    type: AccountType
    floor: bool = False


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    """The accounts of one framework, by number."""

    framework: str
    accounts: Mapping[str, Account]

    def account(self, code: str) -> Account:
        """Return an account by its number, or refuse a number the chart does not have."""
        found = self.accounts.get(code)
        if found is None:
            raise Refusal(
                N_(
                    "Account {value} is not in the {framework} chart. "
                    "Choose one of its accounts, for example {example}."
                ),
                field="account",
                value=code,
                framework=self.framework,
                example="605",
            )
        return found


CASH = "571"
SAVINGS = "1851"
POT = "1852"
LOANS = "271"
RESTRICTED_FUNDS = "1681"
DONORS = "1682"
SUBSIDIES = "1683"
BORROWED = "182"
GOODS = "311"
DUES = "411"
LEFT_TO_PAY = "4713"
INTERFUND = "585"
RETAINED = "121"
SURPLUS = "131"
CONTRIBUTIONS = "701"
FINES = "7581"
OTHER_INCOME = "7582"
CASH_OVER = "7583"
RECOVERED = "7584"
LEAVING_PENALTIES = "7585"
INTEREST = "771"
CASH_SHORT = "6581"
THEFTS = "6582"
LOAN_LOSSES = "651"
INTEREST_PAID = "671"
OTHER_EXPENSE = "658"
PURCHASES = "605"
MONEY_FEES = "631"

PLACES: Mapping[str, str] = {
    "box": CASH,
    "bank": "521",
    "orange_money": "5521",
    "moov": "5522",
}
PLACE_OF: Mapping[str, str] = {code: place for place, code in PLACES.items()}
