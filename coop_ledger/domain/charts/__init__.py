"""Charts of accounts, as data."""

from coop_ledger.domain.accounts import ChartOfAccounts
from coop_ledger.domain.charts.sycebnl import SYCEBNL

CHARTS: dict[str, ChartOfAccounts] = {chart.framework: chart for chart in (SYCEBNL,)}
