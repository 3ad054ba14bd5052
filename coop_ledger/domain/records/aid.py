"""The register of help given by the funds that have a rule for it."""

import datetime
from dataclasses import dataclass
from typing import ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AidRecord(Record):
    """One help given: it counts against what a member may be given in a cycle."""

    kind: ClassVar[str] = "aid"
    number: int
    member: str
    fund: str
    cycle: str
    date: datetime.date
    amount: int

    @property
    def key(self) -> str:
        """Aids are kept in the order they were given."""
        return f"{self.number:05}"
