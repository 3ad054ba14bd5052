"""What is owed on a loan of the group, seen through its history."""

import datetime

from coop_ledger.domain.accounts import INTEREST, LOANS
from coop_ledger.domain.journal import AccountKey
from coop_ledger.domain.lending import repayments
from coop_ledger.domain.source import Movement

DAY = datetime.date(2025, 6, 5)


def moved(code: str, amount: int, kind: str) -> Movement:
    account = AccountKey(code, "loan", member="3", loan="PR-1")
    return Movement(DAY, account, amount, 0, 1, kind)


def test_closing_a_cycle_takes_no_interest_back_from_the_borrower():
    history = [
        moved(LOANS, 18000, "loan_issued"),
        moved(LOANS, -18000, "loan_repaid"),
        moved(INTEREST, -1800, "loan_repaid"),
        moved(INTEREST, 1800, "cycle_closed"),
    ]
    assert repayments(history) == [(DAY, 18000, 0), (DAY, 0, 1800)]
