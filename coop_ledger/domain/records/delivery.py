"""The registers of delivery plans: the plans themselves, and what donors gave for them."""

import datetime
from dataclasses import dataclass, field
from typing import Any, ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPlanRecord(Record):
    """One plan of one woman, with the rule of the day on which it was opened.

    `reached` says of each milestone its day, its proof and what was granted and paid then.
    `brought` is what an earlier plan left her in the fund, `stood` all she had in it on that day;
    `savings_paid` and `subsidy_paid` are what
    the health centre got of each purse so far.
    """

    kind: ClassVar[str] = "delivery_plan"
    member: str
    number: int
    opened: datetime.date
    due: datetime.date
    fund: str
    donor_fund: str
    goal: int
    monthly: int
    subsidy: str
    amount: int
    percent: str
    trigger: tuple[str, ...]
    ceiling: int | None
    milestones: tuple[str, ...]
    pays_first: str
    unused: str
    brought: int = 0
    stood: int = 0
    reached: dict[str, dict[str, Any]] = field(default_factory=dict)
    granted: int = 0
    savings_paid: int = 0
    subsidy_paid: int = 0
    outcome: str = ""
    settled: datetime.date | None = None
    centre: str = ""
    refund: int = 0
    refunded_to: str = ""
    returned: int = 0
    kept: int = 0

    @property
    def key(self) -> str:
        """Plans are kept by member, and numbered: she may have another child."""
        return plan_key(self.member, self.number)

    @property
    def is_open(self) -> bool:
        """Whether it is not settled yet."""
        return self.settled is None


def plan_key(member: str, number: int) -> str:
    """Return the key of a member's first, second … plan."""
    return f"{member}/{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DonationRecord(Record):
    """One sum a donor gave: the register of donors (SYCEBNL, articles 17 and 18)."""

    kind: ClassVar[str] = "donation"
    fund: str
    date: datetime.date
    number: int
    donor: str
    amount: int
    reference: str = ""

    @property
    def key(self) -> str:
        """Donations are kept by fund, day and order."""
        return f"{self.fund}/{self.date.isoformat()}/{self.number}"
