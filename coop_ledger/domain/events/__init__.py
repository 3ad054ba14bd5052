"""Every type of event, one line each; a new one is a class in a module and a line here."""

from coop_ledger.domain.event import Event, EventReader
from coop_ledger.domain.events.bank_loan import BankLoanReceived, BankLoanRepaid
from coop_ledger.domain.events.contribution import ContributionPaid
from coop_ledger.domain.events.correction import EntryPosted, EventReversed
from coop_ledger.domain.events.delivery import (
    DeliveryPlanOpened,
    DeliveryPlanSettled,
    DeliverySaved,
    MilestoneReached,
)
from coop_ledger.domain.events.departure import MemberLeft, RestPaid
from coop_ledger.domain.events.envelopes import EnvelopesKept
from coop_ledger.domain.events.fine import FineCharged, FinePaid, FineWaived
from coop_ledger.domain.events.fund import AidGranted, CashCounted, ExpensePaid, IncomeReceived
from coop_ledger.domain.events.goods import GoodsBought, GoodsDistributed
from coop_ledger.domain.events.group import (
    CycleOpened,
    GroupFounded,
    MemberChanged,
    MemberJoined,
    OfficerAppointed,
    RulesSet,
)
from coop_ledger.domain.events.loan import LoanIssued, LoanRepaid
from coop_ledger.domain.events.loan_decision import (
    LoanRatified,
    LoanRecovered,
    LoanRescheduled,
    LoanRolledOver,
    LoanWrittenOff,
)
from coop_ledger.domain.events.loss import MoneyLost
from coop_ledger.domain.events.meeting import MeetingHeld
from coop_ledger.domain.events.opening import BalancesOpened
from coop_ledger.domain.events.privacy import PrivateLinesShown
from coop_ledger.domain.events.saving import (
    SavingsDeposited,
    SavingsWithdrawn,
    SharesBought,
    SharesSoldBack,
)
from coop_ledger.domain.events.share_out import CycleClosed, ShareOutDecided
from coop_ledger.domain.events.subsidy import SubsidyReceived, SubsidyReturned
from coop_ledger.domain.events.tontine import (
    EntryStakePaid,
    HandsPassedOn,
    TontineEnded,
    TontineStarted,
    TurnsDrawn,
    TurnsSwapped,
)
from coop_ledger.domain.events.transfer import MoneyMoved
from coop_ledger.domain.events.turn import DuePaid, TurnCovered, TurnTaken

EVENT_TYPES: dict[str, type[Event]] = {
    event.type: event
    for event in (
        GroupFounded,
        RulesSet,
        MemberJoined,
        MemberChanged,
        OfficerAppointed,
        MemberLeft,
        RestPaid,
        CycleOpened,
        BalancesOpened,
        MeetingHeld,
        SharesBought,
        SharesSoldBack,
        SavingsDeposited,
        SavingsWithdrawn,
        ContributionPaid,
        FineCharged,
        FinePaid,
        FineWaived,
        AidGranted,
        LoanIssued,
        LoanRepaid,
        LoanRescheduled,
        LoanRolledOver,
        LoanWrittenOff,
        LoanRecovered,
        LoanRatified,
        BankLoanReceived,
        BankLoanRepaid,
        IncomeReceived,
        ExpensePaid,
        MoneyMoved,
        GoodsBought,
        GoodsDistributed,
        CashCounted,
        MoneyLost,
        DeliveryPlanOpened,
        DeliverySaved,
        MilestoneReached,
        DeliveryPlanSettled,
        SubsidyReceived,
        SubsidyReturned,
        TontineStarted,
        TurnsDrawn,
        TurnTaken,
        TurnCovered,
        DuePaid,
        TurnsSwapped,
        HandsPassedOn,
        EntryStakePaid,
        TontineEnded,
        ShareOutDecided,
        EnvelopesKept,
        CycleClosed,
        EntryPosted,
        EventReversed,
        PrivateLinesShown,
    )
}

READER = EventReader(EVENT_TYPES)
