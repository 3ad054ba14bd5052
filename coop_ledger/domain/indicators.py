"""The ratios by which a savings group is known: each with what is divided and by what.

Formulas: SEEP and SAVIX as working definitions (reference on savings groups, 4.3), and
those published by DreamInsights and LedgerLink (4.2). The guides themselves were not to
be had, so every ratio carries its numerator, its denominator and its meaning; a ratio
whose denominator is nothing has no value, instead of a wrong one.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coop_ledger.domain.money import rounded_half_up
from coop_ledger.i18n import N_

LAST_MEETINGS = 4
"""DreamInsights means the last four meetings when it speaks of attendance now."""

DAYS_A_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One meeting: how many came, were represented, and could have come."""

    present: int
    represented: int
    members: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is counted of a group on a day of a cycle; money in whole francs.

    `cash` is all the money of the fund that lends and shares, `box` that in its box;
    `late` the principal of loans with an instalment overdue, `late_30` those overdue for
    more than 30 days. `assets_before` is what the fund was worth when the cycle opened.
    """

    on: datetime.date
    opened: datetime.date
    members_at_start: int
    members: int
    women: int
    left: int
    attendance: Sequence[Attendance]
    savings: int
    savings_brought: int
    loans_out: int
    loans_open: int
    borrowers: int
    borrowers_of_cycle: int
    loans_made: int
    principal_made: int
    late: int
    late_30: int
    loans_late: int
    written_off: int
    loans_written_off: int
    due: int
    paid_on_time: int
    box: int
    cash: int
    owned: int
    debts: int
    social_fund: int
    assets_before: int

    @property
    def days(self) -> int:
        """The days of the cycle up to this one, one at least."""
        return max((self.on - self.opened).days, 1)

    @property
    def all_savings(self) -> int:
        """What the members have in the fund: saved in this cycle and brought into it."""
        return self.savings + self.savings_brought

    @property
    def assets(self) -> int:
        """What the fund is worth before its debts: cash, loans and property."""
        return self.cash + self.loans_out + self.owned

    @property
    def profit(self) -> int:
        """What the cycle earned above the savings; below nothing when it lost."""
        return self.assets - self.debts - self.all_savings


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A ratio by its stable name: `numerator` divided by `denominator`.

    `unit` is "percent" for a part of something, "francs" or "number" for an average.
    """

    name: str
    title: str
    meaning: str
    unit: str
    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        """The exact ratio; None where there is nothing to divide by."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None


def indicators(measures: Measures) -> tuple[Indicator, ...]:
    """Return all the ratios of a group, in the order in which they are read."""
    return (
        *_of_members(measures),
        *_of_savings(measures),
        *_of_loans(measures),
        *_earned(measures),
    )


def _of_members(m: Measures) -> tuple[Indicator, ...]:
    last = m.attendance[-LAST_MEETINGS:]
    return (
        _part(
            "attendance",
            N_("Attendance"),
            N_("Of all the places at the meetings of the cycle, how many were taken in person."),
            sum(meeting.present for meeting in m.attendance),
            sum(meeting.members for meeting in m.attendance),
        ),
        _part(
            "attendance_now",
            N_("Attendance at the last four meetings"),
            N_("The same, at the last four meetings only: how it goes now."),
            sum(meeting.present for meeting in last),
            sum(meeting.members for meeting in last),
        ),
        _part(
            "represented_now",
            N_("Represented at the last four meetings"),
            N_("Members who sent their money by someone; they do not count as present."),
            sum(meeting.represented for meeting in last),
            sum(meeting.members for meeting in last),
        ),
        _part(
            "drop_out",
            N_("Drop-out"),
            N_("Members who left during the cycle, of those who left and those who are there."),
            m.left,
            m.members + m.left,
        ),
        _part(
            "retention",
            N_("Retention"),
            N_("Members who stayed, of those who stayed and those who left: 1 less the drop-out."),
            m.members,
            m.members + m.left,
        ),
        _part(
            "growth",
            N_("Growth of the group"),
            N_("How many more members than at the start of the cycle, of those at the start."),
            m.members - m.members_at_start,
            m.members_at_start,
        ),
    )


def _of_savings(m: Measures) -> tuple[Indicator, ...]:
    return (
        _francs(
            "average_savings",
            N_("Savings per member"),
            N_("The savings the members have in the fund, what is lent out included, per member."),
            m.all_savings,
            m.members,
        ),
        _francs(
            "average_projected_payout",
            N_("Share-out per member, if it were today"),
            N_("What the fund is worth, its debts taken off, per member."),
            m.assets - m.debts,
            m.members,
        ),
        _part(
            "return_on_savings",
            N_("Return on savings"),
            N_("The profit of the cycle so far, of the savings: what 100 francs have earned."),
            m.profit,
            m.all_savings,
        ),
        _part(
            "return_on_savings_a_year",
            N_("Return on savings in a year"),
            N_("The same if it went on like this for 365 days; SAVIX calls it annualised."),
            _in_a_year(m),
            m.all_savings,
        ),
    )


def _of_loans(m: Measures) -> tuple[Indicator, ...]:
    return (
        _part(
            "members_with_loan",
            N_("Members with a loan"),
            N_("Members who owe on a loan now, of all the members."),
            m.borrowers,
            m.members,
        ),
        _part(
            "members_who_borrowed",
            N_("Members who borrowed in the cycle"),
            N_("Members who took at least one loan in this cycle, of all the members."),
            m.borrowers_of_cycle,
            m.members,
        ),
        _francs(
            "average_loan",
            N_("Average loan"),
            N_("All that was lent in the cycle, per loan."),
            m.principal_made,
            m.loans_made,
        ),
        _francs(
            "average_loan_outstanding",
            N_("Average still owed on a loan"),
            N_("The principal that is out on loan, per open loan."),
            m.loans_out,
            m.loans_open,
        ),
        _part(
            "fund_utilisation",
            N_("Use of the loan fund"),
            N_("What is out on loan now, of what is out and what lies ready; SAVIX's definition."),
            m.loans_out,
            m.loans_out + m.cash,
        ),
        _part(
            "lent_of_savings",
            N_("Lent in the cycle, of the savings"),
            N_("All that was lent in the cycle, of what was saved in it: it may exceed 100 %."),
            m.principal_made,
            m.savings,
        ),
        _part(
            "portfolio_at_risk",
            N_("Portfolio at risk"),
            N_("The principal of the loans that are late, of all the principal out on loan."),
            m.late,
            m.loans_out,
        ),
        _part(
            "portfolio_at_risk_30",
            N_("Portfolio at risk over 30 days"),
            N_("The same for the loans that are late by more than 30 days."),
            m.late_30,
            m.loans_out,
        ),
        _part(
            "written_off",
            N_("Written off"),
            N_("Principal written off in the cycle, of that and what is still out on loan."),
            m.written_off,
            m.written_off + m.loans_out,
        ),
        _part(
            "loans_written_off",
            N_("Loans written off"),
            N_("Loans written off in the cycle, of all those made in it."),
            m.loans_written_off,
            m.loans_made,
        ),
        _part(
            "paid_on_time",
            N_("Paid on time"),
            N_(
                "What fell due on loans in the cycle and was paid by its day, of all that fell due."
            ),
            m.paid_on_time,
            m.due,
        ),
    )


def _earned(m: Measures) -> tuple[Indicator, ...]:
    average = rounded_half_up(Fraction(m.assets_before + m.assets, 2))
    return (
        _part(
            "return_on_assets",
            N_("Return on assets"),
            N_(
                "The profit of the cycle so far, of the mean of what the fund was worth at its "
                "start and is worth now."
            ),
            m.profit,
            average,
        ),
        _part(
            "return_on_assets_a_year",
            N_("Return on assets in a year"),
            N_("The same if it went on like this for 365 days; published means lie near 33 %."),
            _in_a_year(m),
            average,
        ),
    )


def _in_a_year(m: Measures) -> int:
    return rounded_half_up(Fraction(m.profit * DAYS_A_YEAR, m.days))


def _part(name: str, title: str, meaning: str, numerator: int, denominator: int) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        meaning=meaning,
        unit="percent",
        numerator=numerator,
        denominator=denominator,
    )


def _francs(name: str, title: str, meaning: str, numerator: int, denominator: int) -> Indicator:
    return Indicator(
        name=name,
        title=title,
        meaning=meaning,
        unit="francs",
        numerator=numerator,
        denominator=denominator,
    )
