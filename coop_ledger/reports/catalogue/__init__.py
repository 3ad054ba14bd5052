"""The reports, one line each; a new one is a function in a module beside and a line here."""

from typing import Final

from coop_ledger.i18n import N_
from coop_ledger.reports.catalogue import (
    accounts,
    indicators,
    life,
    loans,
    meetings,
    members,
    share_out,
)
from coop_ledger.reports.report import Parameter, Report

_ON: Final = Parameter(name="on", title=N_("Day"), kind="day")
_FROM: Final = Parameter(name="from_", title=N_("From"), kind="day")
_TO: Final = Parameter(name="to", title=N_("To"), kind="day")
_CYCLE: Final = Parameter(name="cycle", title=N_("Cycle"), kind="cycle")

REPORTS: Final = (
    Report(
        name="members",
        title=N_("Members"),
        summary=N_("What each member has saved and what she owes."),
        answer=members.member_list,
        parameters=(_ON,),
    ),
    Report(
        name="member-statement",
        title=N_("Member's statement"),
        summary=N_("Every movement of one member, with the running totals of her passbook."),
        answer=members.member_statement,
        parameters=(Parameter(name="member", title=N_("Member"), kind="member", required=True),),
        paper="member-statement",
    ),
    Report(
        name="departures",
        title=N_("Departures"),
        summary=N_("Who left, why, and how each was settled."),
        answer=life.departures,
    ),
    Report(
        name="losses",
        title=N_("Thefts and losses"),
        summary=N_("What was stolen or lost, how, and to whom it was reported."),
        answer=life.losses,
        paper="loss-minutes",
    ),
    Report(
        name="meetings",
        title=N_("Meetings"),
        summary=N_("Each meeting of the cycle: who came, what came in and went out."),
        answer=meetings.meeting_list,
        parameters=(_CYCLE,),
    ),
    Report(
        name="loan-register",
        title=N_("Loan register"),
        summary=N_("Every loan, what was paid on it and what is owed."),
        answer=loans.loan_register,
        parameters=(_ON,),
        paper="loan-register",
    ),
    Report(
        name="cash-book",
        title=N_("Cash book"),
        summary=N_("What came into a box and went out of it, day by day."),
        answer=accounts.cash_book,
        parameters=(Parameter(name="fund", title=N_("Fund"), kind="fund"), _FROM, _TO),
        paper="cash-book",
    ),
    Report(
        name="journal",
        title=N_("Journal"),
        summary=N_("Every entry with its postings; debit and credit are equal."),
        answer=accounts.journal,
        parameters=(_FROM, _TO),
    ),
    Report(
        name="trial-balance",
        title=N_("Trial balance"),
        summary=N_("Where every account stands; debit and credit are equal."),
        answer=accounts.trial_balance,
        parameters=(_ON,),
        paper="trial-balance",
    ),
    Report(
        name="share-out",
        title=N_("Share-out"),
        summary=N_("What each member gets at the end of the cycle, and how it comes about."),
        answer=share_out.share_out,
        parameters=(_CYCLE,),
        paper="share-out-statement",
    ),
    Report(
        name="indicators",
        title=N_("Indicators"),
        summary=N_("Each ratio with what is divided by what, and what it means."),
        answer=indicators.indicators,
        parameters=(
            _CYCLE,
            Parameter(name="meeting", title=N_("Meeting"), kind="number"),
            _ON,
        ),
        paper="group-card",
    ),
    Report(
        name="groups-side-by-side",
        title=N_("The groups side by side"),
        summary=N_("The main ratios of every group of this book."),
        answer=indicators.groups_side_by_side,
        parameters=(_ON,),
    ),
    Report(
        name="savix",
        title=N_("SAVIX form"),
        summary=N_("The 24 items of a group, filled in; what is doubtful says why."),
        answer=indicators.savix,
        parameters=(_ON,),
        paper="savix-form",
    ),
)


def report_named(name: str) -> Report | None:
    """Return the report with a name, None if there is none."""
    return next((report for report in REPORTS if report.name == name), None)
