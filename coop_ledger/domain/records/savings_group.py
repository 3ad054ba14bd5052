"""The registers of every savings group: its rules, members, cycles, meetings and loans."""

import datetime
from dataclasses import dataclass, field
from typing import Any, ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord(Record):
    """The group itself."""

    kind: ClassVar[str] = "group"
    code: str
    name: str
    group_kind: str
    preset: str
    place: str
    framework: str
    founded: datetime.date

    @property
    def key(self) -> str:
        """There is one group record in a group."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRecord(Record):
    """The parts of the rules that one vote set, from its day on."""

    kind: ClassVar[str] = "rules"
    date: datetime.date
    number: int
    rules: dict[str, Any]

    @property
    def key(self) -> str:
        """Rules are kept by day and, within a day, in the order of the votes."""
        return f"{self.date.isoformat()}/{self.number:03}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord(Record):
    """One member."""

    kind: ClassVar[str] = "member"
    code: str
    name: str
    joined: datetime.date
    nickname: str = ""
    sex: str = ""
    birth_year: int | None = None
    phone: str = ""
    carnets: int = 1
    office: str = ""
    status: str = "active"

    @property
    def key(self) -> str:
        """Members are kept by their number in the group."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRecord(Record):
    """One cycle: `opened` to `ends`, then `closed_on`."""

    kind: ClassVar[str] = "cycle"
    code: str
    opened: datetime.date
    ends: datetime.date
    closed_on: datetime.date | None = None

    @property
    def key(self) -> str:
        """Cycles are kept by their name."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord(Record):
    """One meeting; `counts` says per fund what was expected and counted."""

    kind: ClassVar[str] = "meeting"
    cycle: str
    number: int
    date: datetime.date
    attendance: dict[str, str]
    counts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Meetings are kept by cycle and number."""
        return f"{self.cycle}/{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRecord(Record):
    """The terms of one loan as they were agreed; they never change."""

    kind: ClassVar[str] = "loan"
    code: str
    member: str
    product: str
    fund: str
    principal: int
    issued: datetime.date
    due: datetime.date
    method: str
    rate_percent: str
    per: str
    term: int
    repaid: str
    meeting_days: int
    guarantors: tuple[str, ...] = ()
    allocation: tuple[str, ...] = ("penalty", "interest", "principal")

    @property
    def key(self) -> str:
        """Loans are kept by the number people write on paper."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRecord(Record):
    """One count of a fund's box outside a meeting."""

    kind: ClassVar[str] = "count"
    fund: str
    date: datetime.date
    number: int
    expected: int
    counted: int
    pieces: dict[str, int] = field(default_factory=dict)
    reason: str = ""

    @property
    def key(self) -> str:
        """Counts are kept by fund, day and order."""
        return f"{self.fund}/{self.date.isoformat()}/{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOutRecord(Record):
    """The frozen result of a share-out, as it was voted."""

    kind: ClassVar[str] = "share_out"
    cycle: str
    date: datetime.date
    result: dict[str, Any]

    @property
    def key(self) -> str:
        """There is one share-out a cycle."""
        return self.cycle
