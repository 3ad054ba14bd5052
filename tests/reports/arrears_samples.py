"""Arrears as papers are drawn from them: three members behind, two fines."""

import datetime

from coop_ledger.book.questions.arrears import MemberArrears, MemberFundArrears, MissedSavings
from coop_ledger.book.questions.fines import UnpaidFine
from coop_ledger.reports.papers.meeting_behind import Behind

DAY = datetime.date(2026, 2, 26)


def member(number: str, name: str, owed: int, savings: int = 0, fined: int = 0) -> MemberArrears:
    fund = MemberFundArrears(
        fund="social", expected=300, paid=300 - owed, owed=owed, ahead=0, missed=owed // 50
    )
    missed = MissedSavings(meeting=5, date=DAY, left=1, amount=savings)
    return MemberArrears(
        member=number,
        name=name,
        owed=owed,
        ahead=0,
        savings=savings,
        fines_owed=fined,
        funds=(fund,),
        missed_savings=(missed,) if savings else (),
    )


def fine(number: str, name: str, amount: int, paid: int = 0) -> UnpaidFine:
    return UnpaidFine(
        member=number,
        name=name,
        fund="loan",
        kind="absent",
        title="absence",
        charged=DAY - datetime.timedelta(weeks=2),
        amount=amount,
        paid=paid,
        left=amount - paid,
        days=14,
    )


def behind() -> Behind:
    """Awa owes a contribution, Mariam contributions and savings, Rokia a fine paid in part."""
    return Behind(
        members=(
            member("1", "Awa Traoré", 50),
            member("4", "Mariam Traoré", 150, savings=500, fined=100),
            member("6", "Rokia Traoré", 0, fined=25),
            member("7", "Kadiatou Traoré", 0),
        ),
        fines=(fine("4", "Mariam Traoré", 100), fine("6", "Rokia Traoré", 50, paid=25)),
    )
