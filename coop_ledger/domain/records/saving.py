"""Savings brought for another meeting than the one they are brought to."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedForRecord(Record):
    """Savings brought late or early: `meeting` is the one they count for, `date` when they came.

    `amount` is in francs; `shares` counts shares, 0 where the group saves amounts.
    """

    kind: ClassVar[str] = "saved_for"
    cycle: str
    meeting: int
    member: str
    number: int
    date: datetime.date
    amount: int
    shares: int

    @property
    def key(self) -> str:
        """They are kept by meeting and member, in the order they came."""
        return f"{self.cycle}/{self.meeting}/{self.member}/{self.number}"
