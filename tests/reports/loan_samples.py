"""What the papers of loans are drawn from in tests."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from coop_ledger.book.questions.answers import Instalment, Loan, LoanChange, LoanOwed
from coop_ledger.book.questions.portfolio import Overdue, Portfolio, Risk
from coop_ledger.reports.document import Document
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.loan_agreement import loan_agreement
from coop_ledger.reports.papers.overdue_list import overdue_list

DAY = datetime.date(2026, 3, 5)
NAMES = {"6": "Hawa Konaté", "7": "Rokia Sissoko", "8": "Djénéba Koné", "18": "Maïmouna Touré"}


def agreed() -> Loan:
    """The loan of the sample drawing: 30,000 F at 5 % a month, in three parts."""
    days = (DAY, datetime.date(2026, 4, 2), datetime.date(2026, 4, 30))
    schedule = tuple(
        Instalment(due=day, principal=10000, interest=1500, payment=11500, balance=left)
        for day, left in zip(days, (20000, 10000, 0), strict=True)
    )
    return Loan(
        loan="PR-2026-000018",
        member="7",
        name="Rokia Sissoko",
        product="ordinary",
        principal=30000,
        issued=datetime.date(2026, 2, 5),
        due=days[-1],
        term=3,
        method="flat",
        rate_percent="5",
        per="month",
        repaid="equal_principal",
        guarantors=("6", "8"),
        guarantees={"6": 20000, "8": 10000},
        schedule=schedule,
        payments=(),
        paid=0,
        owed=LoanOwed(principal=30000, interest=1500, penalty=0),
        late=0,
        days_late=0,
        status="open",
        fund="loan",
        purpose="achat de tissus",
        penalty={
            "kind": "per_day",
            "amount": 50,
            "percent": "0",
            "of": "overdue",
            "grace_days": 3,
        },
    )


def hard() -> Loan:
    """A stranger's loan, kept back at the start, given between meetings, then put off."""
    due = datetime.date(2026, 8, 5)
    return replace(
        agreed(),
        borrower="Fatoumata Sidibé",
        method="upfront",
        rate_percent="8",
        principal=100000,
        kept_back=8000,
        repaid="at_end",
        guarantors=(),
        guarantees={},
        purpose="",
        penalty={},
        awaits=True,
        due=due,
        schedule=(Instalment(due=due, principal=100000, interest=0, payment=100000, balance=0),),
        changes=(LoanChange(on=DAY, kind="rescheduled", due=due, rate_percent="0"),),
    )


def late() -> tuple[Overdue, ...]:
    days = datetime.timedelta
    return (
        Overdue(
            kind="loan",
            loan="PR-2025-000009",
            member="18",
            name="Maïmouna Touré",
            phone="+223 76 12 34 56",
            due=DAY - days(33),
            days_late=33,
            late=11000,
            penalty=1650,
            owed=12650,
            guarantors=("6", "8"),
        ),
        Overdue(
            kind="loan",
            loan="PR-2026-000014",
            member="7",
            name="Rokia Sissoko",
            phone="",
            due=DAY - days(2),
            days_late=2,
            late=5750,
            penalty=0,
            owed=32250,
        ),
        Overdue(
            kind="bank_loan",
            loan="KJ-12",
            member="",
            name="Kafo Jiginew",
            phone="",
            due=DAY - days(10),
            days_late=10,
            late=52000,
            penalty=0,
            owed=100000,
        ),
    )


def portfolio() -> Portfolio:
    at_risk = ((0, 40000), (30, 10000), (90, 0))
    return Portfolio(
        on=DAY,
        outstanding=160000,
        loans=6,
        late=16750,
        loans_late=2,
        written_off=8000,
        recovered=3000,
        at_risk=tuple(
            Risk(days=days, balance=balance, outstanding=160000, ratio=Fraction(balance, 160000))
            for days, balance in at_risk
        ),
        awaiting=(),
    )


def papers(home: Letterhead) -> dict[str, Callable[[], Document]]:
    """Every paper of loans, by the name of its picture."""
    return {
        "loan-agreement": lambda: loan_agreement(home, agreed(), NAMES),
        "loan-agreement-hard": lambda: loan_agreement(home, hard(), NAMES),
        "overdue-list": lambda: overdue_list(home, late(), portfolio(), NAMES),
    }
