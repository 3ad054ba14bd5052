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
    """One member.

    `status` is active, left, excluded, deceased or transferred; `same_as` names the same
    woman elsewhere in the book, as "group/number"; `carnets_before` says how many passbooks
    she had before each day on which that changed.
    """

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
    next_of_kin: str = ""
    next_of_kin_phone: str = ""
    same_as: str = ""
    left_on: datetime.date | None = None
    left_reason: str = ""
    carnets_before: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Members are kept by their number in the group."""
        return self.code

    def carnets_on(self, day: datetime.date) -> int:
        """Return how many passbooks she had on a day."""
        changes = sorted(self.carnets_before.items())
        return next((had for until, had in changes if day.isoformat() < until), self.carnets)


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
    """One meeting; `counts` says per fund what was expected and counted.

    `represented_by` names who came in the place of a member.
    """

    kind: ClassVar[str] = "meeting"
    cycle: str
    number: int
    date: datetime.date
    attendance: dict[str, str]
    counts: dict[str, dict[str, Any]] = field(default_factory=dict)
    represented_by: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Meetings are kept by cycle and number."""
        return f"{self.cycle}/{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanRecord(Record):
    """The terms of one loan as they were agreed, and what was decided about it since.

    `late` says what lateness costs and `changes` the terms that replaced the first ones, as
    JSON values; `guarantees` is what guarantors stand for, in francs. A loan that waits for
    the assembly is `to_ratify`. What was lost on a loan `written_off` is counted apart, with
    what was `recovered` of it, in francs; `minute` is the number of the minutes that say so.

    A loan that was in progress when the group began its book was `brought_on` a day;
    `principal_before` and `interest_before` are what had been paid by then, in francs.
    """

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
    brought_on: datetime.date | None = None
    principal_before: int = 0
    interest_before: int = 0
    amount: int = 0
    step: int = 1
    late: dict[str, Any] = field(default_factory=dict)
    changes: tuple[dict[str, Any], ...] = ()
    guarantees: dict[str, int] = field(default_factory=dict)
    borrower: str = ""
    to_ratify: bool = False
    ratified_on: datetime.date | None = None
    written_off: datetime.date | None = None
    minute: str = ""
    lost_principal: int = 0
    lost_interest: int = 0
    recovered: int = 0

    @property
    def awaits(self) -> bool:
        """Whether the assembly has still to ratify it."""
        return self.to_ratify and self.ratified_on is None

    @property
    def key(self) -> str:
        """Loans are kept by the number people write on paper."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRecord(Record):
    """One count of a fund's box, or of what another place of it holds, outside a meeting."""

    kind: ClassVar[str] = "count"
    fund: str
    date: datetime.date
    number: int
    expected: int
    counted: int
    pieces: dict[str, int] = field(default_factory=dict)
    reason: str = ""
    place: str = "box"

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
