"""What the home page says of a group: every figure with how it comes about, and what to do."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from coop_ledger import i18n, spoken
from coop_ledger.book.questions.answers import Dashboard, Loan
from coop_ledger.i18n import _, fill, ngettext
from coop_ledger.terms import fund as fund_term

SHARE_OUT_NEAR = 28  # days before the share-out that it is announced
BOX_ICONS = {"loan": "cash-box", "main": "cash-box", "social": "heart", "health": "heart"}


@dataclass(frozen=True, slots=True)
class Box:
    """One fund's money: what it is called, how it comes about, what it holds."""

    fund: str
    icon: str
    name: str
    proof: str
    amount: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do: where it is done (a page, or an action of the window)."""

    icon: str
    title: str
    note: str
    page: str
    key: str = ""


def boxes(found: Dashboard) -> list[Box]:
    """Return each fund with its proof; the first one's sum comes out exactly."""
    first = next(iter(found.funds), "")
    return [
        Box(
            fund,
            BOX_ICONS.get(fund, "cash-box"),
            str(fund_term(fund)),
            _first_fund_proof(found, held) if fund == first else _other_proof(found, fund),
            i18n.money(held),
        )
        for fund, held in found.funds.items()
    ]


def _first_fund_proof(found: Dashboard, held: int) -> str:
    savings, lent = found.fund_savings, found.fund_loans_out
    others = found.fund_of_others
    fines_due = savings + found.profit + others - lent - held
    parts = [_("savings {savings:money}")]
    if found.profit >= 0:
        parts.append(_("+ profit {profit:money}"))
    else:
        parts.append(_("− loss {loss:money}"))
    if others:
        parts.append(_("+ money of others {others:money}"))
    if lent:
        parts.append(_("− loans out {loans:money}"))
    if fines_due:
        parts.append(_("− fines due {fines:money}"))
    return fill(
        " ".join(parts),
        savings=savings,
        profit=found.profit,
        loss=-found.profit,
        others=others,
        loans=lent,
        fines=fines_due,
    )


def _other_proof(found: Dashboard, fund: str) -> str:
    away = sum(p.balance for p in found.cash.places if p.fund == fund and p.place != "box")
    if away:
        return fill(_("of which {away:money} outside the box"), away=away)
    if fund in found.last_aids:
        day, amount = found.last_aids[fund]
        return fill(_("last aid: {amount:money} on {day:day}"), amount=amount, day=day)
    return _("no aid granted yet") if fund == "social" else ""


def said_aloud(amount: int) -> str:
    """Return how the room hears an amount, "" when it cannot be said by fives."""
    heard = spoken.dorome(amount)
    return fill(_("To say at the opening: “{heard}”"), heard=heard) if heard else ""


def when(day: datetime.date | None, today: datetime.date) -> tuple[str, str]:
    """Return how far a meeting is in words, and its meaning: "info", "warning" or ""."""
    if day is None:
        return "", ""
    days = (day - today).days
    if days == 0:
        return _("Today"), "info"
    if days < 0:
        words = ngettext("{n:number} day late", "{n:number} days late", -days)
        return fill(words, n=-days), "warning"
    return fill(ngettext("in {n:number} day", "in {n:number} days", days), n=days), ""


def is_over(found: Dashboard, today: datetime.date) -> bool:
    """Return whether the next meeting would come after the planned end, which is near.

    A cycle in which nobody met and nothing was saved begins with its meeting, however late.
    """
    day, ends = found.next_meeting_on, found.cycle_ends
    if day is None or ends is None or _is_empty(found):
        return False
    return day > ends and (ends - today).days <= SHARE_OUT_NEAR


def late_note(loan: Loan) -> str:
    """Return since when a loan is late."""
    words = ngettext(
        "due since {n:number} day · loan {loan}",
        "due since {n:number} days · loan {loan}",
        loan.days_late,
    )
    return fill(words, n=loan.days_late, loan=loan.loan)


def compared(found: Dashboard) -> tuple[str, str]:
    """Return how savings stand against the last cycle at the same meeting, and the ink."""
    if not found.savings_by_meeting or not found.savings_last_cycle:
        return "", ""
    number, now = found.savings_by_meeting[-1]
    before = dict(found.savings_last_cycle).get(number)
    if before is None:
        return "", ""
    if now >= before:
        words = _("+{more:money} against meeting {number:number} of the last cycle")
        return fill(words, more=now - before, number=number), "money_in"
    words = _("−{less:money} against meeting {number:number} of the last cycle")
    return fill(words, less=before - now, number=number), "money_out"


def to_do(found: Dashboard, today: datetime.date, *, treasurer: bool) -> list[ToDo]:
    """Return what waits to be done, the most urgent first."""
    about = [*_about_the_cycle(found, today), *_about_the_work(found, treasurer=treasurer)]
    return [*_about_the_tontine(found), *about]


def _about_the_tontine(found: Dashboard) -> Iterator[ToDo]:
    if found.tontine_waits and found.next_meeting_on is not None:
        note = _("who is in it, and in which order")
        yield ToDo("play", _("Start the tontine"), note, "tontine", "Ctrl+Shift+T")


def begins_with_tontine(found: Dashboard) -> bool:
    """Return whether a tontine that was voted waits for its start, in an open cycle."""
    return found.tontine_waits and found.next_meeting_on is not None and not found.savings


def _about_the_cycle(found: Dashboard, today: datetime.date) -> Iterator[ToDo]:
    ends = found.cycle_ends
    if found.next_meeting_on is None:
        title = _("Open a cycle")
        yield ToDo("flag", title, _("no money is recorded without one"), "share_out")
    elif found.share_out_decided:
        title = fill(_("Close cycle {cycle}"), cycle=found.cycle)
        note = _("the share-out is voted: hand over the envelopes")
        yield ToDo("wallet", title, note, "share_out", "Ctrl+Shift+P")
    elif ends is None or (ends - today).days > SHARE_OUT_NEAR or _is_empty(found):
        return
    elif found.shares_nothing:
        note = fill(_("cycle {cycle} ends on {day:day}"), cycle=found.cycle, day=ends)
        yield ToDo("flag", _("Open the next cycle"), note, "share_out", "Ctrl+Shift+P")
    else:
        title = fill(_("Prepare the share-out of cycle {cycle}"), cycle=found.cycle)
        note = fill(_("planned on {day:day}"), day=ends)
        yield ToDo("wallet", title, note, "share_out", "Ctrl+Shift+P")


def begins_with_plans(found: Dashboard) -> bool:
    """Return whether a group that lives by delivery plans has members and nothing else yet."""
    return found.keeps_plans and bool(found.members) and not found.plans_open and _is_empty(found)


def _is_empty(found: Dashboard) -> bool:
    """Return whether an open cycle has no meeting and no money yet."""
    money = found.savings or found.loans_out or found.cash.total
    return found.next_meeting_on is not None and not found.meetings_held and not money


def _about_the_work(found: Dashboard, *, treasurer: bool) -> Iterator[ToDo]:
    if found.late_loans:
        names = ", ".join(loan.name for loan in found.late_loans[:2])
        words = ngettext(
            "Claim {n:number} late loan", "Claim {n:number} late loans", len(found.late_loans)
        )
        yield ToDo("loan", fill(words, n=len(found.late_loans)), names, "loans", "F7")
    if found.behind:
        words = ngettext(
            "Recover the arrears of {n:number} member",
            "Recover the arrears of {n:number} members",
            found.behind,
        )
        note = fill(
            _("contributions {owed:money} · fines {fines:money}"),
            owed=found.contributions_owed,
            fines=found.fines_owed,
        )
        yield ToDo("members", fill(words, n=found.behind), note, "arrears")
    if found.left_to_pay:
        title = fill(_("Pay {left:francs} that is left"), left=found.left_to_pay)
        first = next(iter(found.left_to_pay_to), "")
        names = ", ".join(list(found.left_to_pay_to.values())[:2])
        yield ToDo("wallet", title, names, f"member:{first}")
    if found.plans_open:
        words = ngettext(
            "Follow {n:number} delivery plan", "Follow {n:number} delivery plans", found.plans_open
        )
        past = ngettext(
            "{n:number} is past its term", "{n:number} are past their term", found.plans_past
        )
        note = fill(past, n=found.plans_past) if found.plans_past else _("savings and milestones")
        yield ToDo("heart", fill(words, n=found.plans_open), note, "deliveries", "Ctrl+Shift+A")
    elif begins_with_plans(found):
        note = _("who, when, and how much she saves")
        yield ToDo("heart", _("Open a delivery plan"), note, "deliveries", "Ctrl+Shift+A")
    if found.members and _is_empty(found):
        title = _("This group already exists: bring its balances")
        note = _("savings, loans, fines and the cash counted")
        yield ToDo("passbook", title, note, "opening")
    if not found.members:
        yield ToDo("members", _("Add the members"), _("nobody is in the group yet"), "members")
    elif not treasurer:
        note = _("her name stands on every paper")
        yield ToDo("members", _("Name the treasurer"), note, "members", "Ctrl+M")
    if found.meetings_held:
        words = ngettext("{n:number} statement on A5", "{n:number} statements on A5", found.members)
        note = fill(words, n=found.members)
        yield ToDo("print", _("Print the members' statements"), note, "paper:member-statement")
