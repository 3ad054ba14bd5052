"""Loans of the group from a bank."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLoanRecord(Record):
    """The terms on which a bank lent to the group."""

    kind: ClassVar[str] = "bank_loan"
    code: str
    lender: str
    fund: str
    principal: int
    received: datetime.date
    due: datetime.date
    method: str
    rate_percent: str
    per: str
    term: int
    repaid: str
    meeting_days: int

    @property
    def key(self) -> str:
        """Bank loans are kept by the number on the contract."""
        return self.code
