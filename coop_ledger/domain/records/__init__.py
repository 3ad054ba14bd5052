"""What the events of a group add up to besides money: its registers.

Each record is frozen; a register holds the last one of each key. They are
derived: `check` rebuilds them from the event log and compares.
"""

from coop_ledger.domain.records.base import Record
from coop_ledger.domain.records.savings_group import (
    CountRecord,
    CycleRecord,
    GroupRecord,
    LoanRecord,
    MeetingRecord,
    MemberRecord,
    RulesRecord,
    ShareOutRecord,
)

__all__ = [
    "RECORDS",
    "CountRecord",
    "CycleRecord",
    "GroupRecord",
    "LoanRecord",
    "MeetingRecord",
    "MemberRecord",
    "Record",
    "RulesRecord",
    "ShareOutRecord",
]

RECORDS: dict[str, type[Record]] = {
    record.kind: record
    for record in (
        GroupRecord,
        RulesRecord,
        MemberRecord,
        CycleRecord,
        MeetingRecord,
        LoanRecord,
        CountRecord,
        ShareOutRecord,
    )
}
