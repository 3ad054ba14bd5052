"""What the papers of the delivery plans are drawn from in tests."""

import datetime
from collections.abc import Callable
from dataclasses import replace

from coop_ledger.book.questions.deliveries import (
    DeliveryPlan,
    DonorReport,
    DonorYear,
    Gift,
    Milestone,
    MilestoneGrants,
)
from coop_ledger.reports.document import Document
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.deliveries import donor_report, plan_sheet, settlement_slip

MILESTONES = (
    Milestone(milestone="enrolment", date=datetime.date(2026, 1, 5), adds=False, proof="MH-0412"),
    Milestone(milestone="cpn1", date=datetime.date(2026, 1, 19), adds=False, proof="CSCOM 1183"),
    Milestone(milestone="cpn2", date=None, adds=False),
    Milestone(milestone="cpn3", date=None, adds=False),
    Milestone(
        milestone="cpn4",
        date=datetime.date(2026, 3, 2),
        adds=True,
        proof="CSCOM 1260",
        granted=2250,
    ),
    Milestone(milestone="delivery", date=None, adds=True),
    Milestone(milestone="postnatal", date=None, adds=False),
)


def plan() -> DeliveryPlan:
    return DeliveryPlan(
        member="8",
        name="Kadiatou Traoré",
        number=1,
        status="open",
        outcome="",
        opened=datetime.date(2026, 1, 5),
        due=datetime.date(2026, 5, 28),
        settled=None,
        goal=7500,
        monthly=1500,
        saved=4500,
        behind=0,
        savings=4500,
        subsidy=2250,
        granted=2250,
        ceiling=5000,
        rule="percent",
        rule_amount=0,
        rule_percent="50",
        trigger=("cpn4", "delivery"),
        pays_first="savings",
        unused="refund",
        milestones=MILESTONES,
        paid_to_centre=0,
        savings_paid=0,
        subsidy_paid=0,
        centre="",
        refund=0,
        refunded_to="",
        kept=0,
        returned=0,
        fund="deliveries",
        donor_fund="donor",
        donor="Mali Health",
    )


def settled() -> DeliveryPlan:
    """After a death: the centre was paid, her husband received the rest."""
    return replace(
        plan(),
        status="closed",
        outcome="deceased",
        settled=datetime.date(2026, 5, 30),
        savings=0,
        subsidy=0,
        centre="CSCOM de Sikoro",
        paid_to_centre=3500,
        savings_paid=3500,
        refund=1000,
        refunded_to="Moussa Diarra",
        returned=2250,
    )


def report() -> DonorReport:
    year = DonorYear(
        donor="Mali Health",
        fund="donor",
        opening=15_000,
        waiting_before=0,
        received=46_500,
        granted=31_750,
        returned=4250,
        spent=0,
        balance=27_500,
        paid_to_centres=24_500,
        waiting=3000,
        gifts=(
            Gift(date=datetime.date(2026, 1, 8), donor="Mali Health", reference="VIR 221",
                 amount=25_000),
            Gift(date=datetime.date(2026, 7, 2), donor="Mali Health", reference="", amount=15_000),
        ),
        milestones=(
            MilestoneGrants(milestone="cpn1", women=0, granted=0),
            MilestoneGrants(milestone="cpn4", women=6, granted=13_250),
            MilestoneGrants(milestone="delivery", women=7, granted=18_500),
        ),
        women=9,
        plans=13,
        deliveries=7,
        losses=1,
        deaths=1,
        aided=1500,
        given_back=5000,
    )  # fmt: skip
    return DonorReport(year=2026, donors=(year,))


def papers(home: Letterhead) -> dict[str, Callable[[], Document]]:
    """The papers of the deliveries by the names of their golden files."""
    bare = tuple(replace(each, date=None, proof="", granted=0) for each in MILESTONES)
    return {
        "delivery-plan": lambda: plan_sheet(home, plan(), MILESTONES),
        "delivery-plan-blank": lambda: plan_sheet(home, None, bare),
        "delivery-settlement": lambda: settlement_slip(home, settled()),
        "donor-report": lambda: donor_report(home, report()),
        "donor-report-none": lambda: donor_report(home, DonorReport(year=2026, donors=())),
    }
