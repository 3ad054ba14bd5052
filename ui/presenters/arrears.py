"""Arrears on the screen: who is behind, with what, and what a payment between meetings records."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coop_ledger.book.questions.arrears import GroupArrears, MemberArrears, MemberFundArrears
from coop_ledger.book.questions.fines import UnpaidFine
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.table import Column, Kind, Row, Table
from ui.presenters.meeting_opening import fund_title


@dataclass(frozen=True, slots=True)
class Due:
    """One thing a member may pay now: its words, what is left of it, and the event it makes."""

    words: str
    left: int
    event: dict[str, Any]

    def paid(self, amount: int, group: str, date: str) -> dict[str, Any]:
        """Return the event of a payment of it."""
        return {**self.event, "group": group, "date": date, "amount": amount}


def behind(found: GroupArrears) -> tuple[MemberArrears, ...]:
    """Return who has something to bring: contributions, savings or fines."""
    return tuple(m for m in found.members if m.owed or m.savings or m.fines_owed)


def list_table(
    found: GroupArrears, shown: Sequence[MemberArrears], fines: Sequence[UnpaidFine]
) -> Table:
    """Return the members with what each has to bring, fund by fund."""
    funds = [fund.fund for fund in found.funds if fund.owed]
    saves, fined = any(m.savings for m in shown), any(m.fines_owed for m in shown)
    ahead = any(m.ahead for m in shown)
    oldest: dict[str, int] = {}
    for fine in fines:
        oldest[fine.member] = max(fine.days, oldest.get(fine.member, 0))
    columns = [
        Column("member", _("No."), Kind.CODE),
        Column("name", _("Member")),
        *(Column(fund, fund_title(fund), Kind.MONEY) for fund in funds),
        *([Column("savings", _("Savings"), Kind.MONEY)] if saves else []),
        *([Column("fines", _("Fines"), Kind.MONEY)] if fined else []),
        *([Column("days", _("Days"), Kind.NUMBER)] if fined else []),
        *([Column("ahead", _("Ahead"), Kind.MONEY)] if ahead else []),
    ]

    def line(member: MemberArrears) -> Row:
        owed = {each.fund: each.owed for each in member.funds}
        cells: list[str | int | None] = [member.member, member.name]
        cells += [owed.get(fund) or None for fund in funds]
        cells += [member.savings or None] if saves else []
        cells += [member.fines_owed or None, oldest.get(member.member)] if fined else []
        cells += [member.ahead or None] if ahead else []
        return Row(tuple(cells), origin=f"member:{member.member}")

    return Table(
        title=_("Arrears"), columns=tuple(columns), rows=tuple(line(member) for member in shown)
    )


def dues(member: MemberArrears, fines: Sequence[UnpaidFine]) -> tuple[Due, ...]:
    """Return what a member may pay now, each by itself; a fine with the day it was charged."""
    found = [
        Due(
            fund_title(each.fund),
            each.owed,
            {"event": "contribution_paid", "member": member.member, "fund": each.fund},
        )
        for each in member.funds
        if each.owed
    ]
    found += [
        Due(
            fill(_("Savings of meeting {meeting}"), meeting=missed.meeting),
            missed.amount,
            {
                "event": "savings_deposited",
                "member": member.member,
                "for_meeting": missed.meeting,
            },
        )
        for missed in member.missed_savings
    ]
    by_fund: dict[str, list[UnpaidFine]] = {}
    for fine in fines:
        if fine.member == member.member:
            by_fund.setdefault(fine.fund, []).append(fine)
    for fund, each in by_fund.items():
        said = fill(_("{fine} {day:day}"), fine=each[0].title, day=each[0].charged)
        words = fill(_("Fine: {fine}"), fine=said)
        if len(each) > 1:
            words = fill(_("Fines, the oldest: {fine}"), fine=said)
        left = sum(fine.left for fine in each)
        found.append(
            Due(words, left, {"event": "fine_paid", "member": member.member, "fund": fund})
        )
    return tuple(found)


def fund_words(standing: MemberFundArrears) -> str:
    """Return where a member stands with a fund, "" where she is up to date."""
    if standing.owed:
        sentence = ngettext(
            "{fund}, {missed:number} meeting not paid",
            "{fund}, {missed:number} meetings not paid",
            standing.missed,
        )
        return fill(sentence, fund=fund_title(standing.fund), missed=standing.missed)
    if standing.ahead:
        return fill(_("{fund}, brought ahead"), fund=fund_title(standing.fund))
    return ""


def fine_words(fines: Sequence[UnpaidFine]) -> list[tuple[str, int]]:
    """Return each unpaid fine in words with what is left of it."""
    return [
        (
            fill(
                _("{fine}, {day:day}, {days:number} d"),
                fine=fine.title,
                day=fine.charged,
                days=fine.days,
            ),
            fine.left,
        )
        for fine in fines
    ]


def context(found: GroupArrears) -> str:
    """Return the sums of a group in one line."""
    fines = sum(member.fines_owed for member in found.members)
    return fill(
        _("{owed:money} F of contributions · {fines:money} F of fines · {day:day}"),
        owed=found.owed,
        fines=fines,
        day=found.on,
    )
