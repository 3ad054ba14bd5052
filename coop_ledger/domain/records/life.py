"""The registers of a group's life: what it brought with it, who left it, what it lost."""

import datetime
from dataclasses import dataclass, field
from typing import Any, ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRecord(Record):
    """What a group that joins in mid-life brought.

    `arrears` are the contributions that members had not paid by then, by member and fund;
    `surplus` is what was found by fund, below nothing for a deficit; in francs.
    """

    kind: ClassVar[str] = "opening"
    cycle: str
    date: datetime.date
    surplus: dict[str, int] = field(default_factory=dict)
    arrears: dict[str, dict[str, int]] = field(default_factory=dict)
    deficit_reason: str = ""

    @property
    def key(self) -> str:
        """There is one opening in a group."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartureRecord(Record):
    """How a member left: the frozen settlement, and who decided it."""

    kind: ClassVar[str] = "departure"
    member: str
    date: datetime.date
    reason: str
    result: dict[str, Any]
    next_of_kin: str = ""
    next_of_kin_phone: str = ""
    minute: str = ""
    to_group: str = ""
    approved_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """A member leaves once; who comes back has a new number."""
        return self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRecord(Record):
    """Money of a fund that was stolen or lost, in francs."""

    kind: ClassVar[str] = "loss"
    number: int
    date: datetime.date
    fund: str
    place: str
    amount: int
    held: int
    circumstances: str
    reported_to: str = ""

    @property
    def key(self) -> str:
        """Losses are numbered in the order in which they are recorded."""
        return str(self.number)
