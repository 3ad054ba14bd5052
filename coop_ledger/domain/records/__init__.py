"""What the events of a group add up to besides money: its registers.

Each record is frozen; a register holds the last one of each key. They are
derived: `check` rebuilds them from the event log and compares.
"""

from coop_ledger.domain.records.aid import AidRecord
from coop_ledger.domain.records.bank_loan import BankLoanRecord
from coop_ledger.domain.records.base import Record
from coop_ledger.domain.records.delivery import DeliveryPlanRecord, DonationRecord
from coop_ledger.domain.records.life import DepartureRecord, LossRecord, OpeningRecord
from coop_ledger.domain.records.saving import SavedForRecord
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
from coop_ledger.domain.records.tontine import DrawRecord, StakeRecord, TontineRecord, TurnRecord

__all__ = [
    "RECORDS",
    "AidRecord",
    "BankLoanRecord",
    "CountRecord",
    "CycleRecord",
    "DeliveryPlanRecord",
    "DepartureRecord",
    "DonationRecord",
    "DrawRecord",
    "GroupRecord",
    "LoanRecord",
    "LossRecord",
    "MeetingRecord",
    "MemberRecord",
    "OpeningRecord",
    "Record",
    "RulesRecord",
    "SavedForRecord",
    "ShareOutRecord",
    "StakeRecord",
    "TontineRecord",
    "TurnRecord",
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
        BankLoanRecord,
        CountRecord,
        ShareOutRecord,
        SavedForRecord,
        TontineRecord,
        TurnRecord,
        DrawRecord,
        StakeRecord,
        OpeningRecord,
        DepartureRecord,
        LossRecord,
        AidRecord,
        DeliveryPlanRecord,
        DonationRecord,
    )
}
