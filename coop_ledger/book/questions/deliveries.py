"""Delivery plans, and what became of a donor's money in a calendar year."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coop_ledger.book.book import Book
from coop_ledger.book.questions import private
from coop_ledger.book.questions.common import group_number, names_of, today
from coop_ledger.domain import deliveries as arithmetic
from coop_ledger.domain.accounts import DONORS, SUBSIDIES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.records import DeliveryPlanRecord, DonationRecord
from coop_ledger.domain.source import Movement
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One milestone of a plan; `date` is None until it is reached."""

    milestone: str
    date: datetime.date | None
    adds: bool
    proof: str = ""
    bill: int | None = None
    granted: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPlan:
    """One plan: `saved` is all she saved in it, `savings` and `subsidy` what it holds now.

    `behind` is what her monthly savings should have brought by a day and did not.
    """

    member: str
    name: str
    number: int
    status: str
    outcome: str
    opened: datetime.date
    due: datetime.date
    settled: datetime.date | None
    goal: int
    monthly: int
    saved: int
    behind: int
    savings: int
    subsidy: int
    granted: int
    ceiling: int | None
    rule: str
    rule_amount: int
    rule_percent: str
    trigger: tuple[str, ...]
    pays_first: str
    unused: str
    milestones: tuple[Milestone, ...]
    paid_to_centre: int
    savings_paid: int
    subsidy_paid: int
    centre: str
    refund: int
    refunded_to: str
    kept: int
    returned: int
    fund: str
    donor_fund: str
    donor: str

    @property
    def next_milestone(self) -> str:
        """The first milestone that is not reached, "" when all are."""
        return next((each.milestone for each in self.milestones if each.date is None), "")


def deliveries(
    book: Book,
    group: str,
    *,
    status: str = "",
    member: str = "",
    on: datetime.date | None = None,
) -> tuple[DeliveryPlan, ...]:
    """Return the delivery plans, the open ones first, then by expected day.

    `status` keeps the "open" or the "closed" ones. Whose they are is confidential.

    Raises:
        Refusal: one member's plans are asked for and what is private is not shown.
    """
    day = on or today(book)
    if member and not private.is_shown():
        raise Refusal(
            N_(
                "Whether {value} has a delivery plan is confidential: say who asks and why "
                "(--private-by and --private-reason)."
            ),
            field="member",
            value=member,
        )
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        if member:
            facts.member(member)
        called = names_of(facts.members())
        found = [
            _plan(facts, record, called[record.member], day)
            for record in facts.records(DeliveryPlanRecord.kind)
            if isinstance(record, DeliveryPlanRecord)
            and member in ("", record.member)
            and status in ("", "open" if record.is_open else "closed")
        ]
    return tuple(sorted(found, key=_order))


def _order(plan: DeliveryPlan) -> tuple[object, ...]:
    return (plan.status != "open", plan.due, number_order(plan.member))


def _plan(facts: Facts, record: DeliveryPlanRecord, name: str, on: datetime.date) -> DeliveryPlan:
    held = arithmetic.Purses(0, 0)
    saved = record.savings_paid + record.refund + record.kept - record.brought
    if record.is_open:
        held = arithmetic.purses(facts, record)
        saved = arithmetic.saved_in(record, held.savings)
    shown = private.is_shown()
    return DeliveryPlan(
        member=record.member if shown else "",
        name=name if shown else private.words(),
        number=record.number,
        status="open" if record.is_open else "closed",
        outcome=record.outcome,
        opened=record.opened,
        due=record.due,
        settled=record.settled,
        goal=record.goal,
        monthly=record.monthly,
        saved=max(saved, 0),
        behind=_behind(record, saved, on) if record.is_open else 0,
        savings=held.savings,
        subsidy=held.subsidy,
        granted=record.granted,
        ceiling=record.ceiling,
        rule=record.subsidy,
        rule_amount=record.amount,
        rule_percent=record.percent,
        trigger=record.trigger,
        pays_first=record.pays_first,
        unused=record.unused,
        milestones=tuple(_milestones(record, shown=shown)),
        paid_to_centre=record.savings_paid + record.subsidy_paid,
        savings_paid=record.savings_paid,
        subsidy_paid=record.subsidy_paid,
        centre=record.centre if shown else "",
        refund=record.refund,
        refunded_to=record.refunded_to if shown else "",
        kept=record.kept,
        returned=record.returned,
        fund=record.fund,
        donor_fund=record.donor_fund,
        donor=arithmetic.donor_of(facts, facts.rules(on), record.donor_fund),
    )


def _milestones(record: DeliveryPlanRecord, *, shown: bool) -> Iterator[Milestone]:
    for code in record.milestones:
        told = record.reached.get(code)
        if told is None:
            yield Milestone(milestone=code, date=None, adds=code in record.trigger)
            continue
        yield Milestone(
            milestone=code,
            date=datetime.date.fromisoformat(told["date"]),
            adds=code in record.trigger,
            proof=told["proof"] if shown else "",
            bill=told.get("bill"),
            granted=told["granted"],
            paid=told["savings_paid"] + told["subsidy_paid"],
        )


def _behind(record: DeliveryPlanRecord, saved: int, on: datetime.date) -> int:
    """Return what is missing: one month's savings on the day of opening and each month after."""
    months = (on.year - record.opened.year) * 12 + on.month - record.opened.month
    months -= on.day < record.opened.day
    expected = record.monthly * (max(months, 0) + 1)
    return max(0, min(expected, record.goal or expected) - saved)


# -- the donor -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One sum a donor gave."""

    date: datetime.date
    donor: str
    reference: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneGrants:
    """What one milestone granted in a year, and to how many women."""

    milestone: str
    women: int
    granted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorYear:
    """A donor's money in one calendar year.

    `opening` + `received` − `granted` + `returned` − `aided` − `spent` − `given_back` =
    `balance`, which is not granted;
    `waiting_before` + `granted` − `paid_to_centres` − `returned` = `waiting`, which is granted and
    not paid yet. `names` are those of the women, and only where confidential lines are shown.
    """

    donor: str
    fund: str
    opening: int
    waiting_before: int
    received: int
    granted: int
    returned: int
    spent: int
    balance: int
    paid_to_centres: int
    waiting: int
    gifts: tuple[Gift, ...]
    milestones: tuple[MilestoneGrants, ...]
    women: int
    plans: int
    deliveries: int
    losses: int
    deaths: int
    names: tuple[str, ...] = ()
    aided: int = 0
    given_back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DonorReport:
    """What became of donors' money in a calendar year, donor by donor."""

    year: int
    donors: tuple[DonorYear, ...]


_GRANTED, _RETURNED = "milestone_reached", "delivery_plan_settled"
_AIDED, _GIVEN_BACK = frozenset({"aid_granted", "goods_distributed"}), "subsidy_returned"
_SPENT = frozenset({"expense_paid", "money_lost"})


def donor_report(book: Book, group: str, year: int | None = None, fund: str = "") -> DonorReport:
    """Return what became of donors' money in a calendar year, of one fund if asked.

    What was reversed counts as if it had never been, on the day of what it undoes.
    """
    wanted = year or today(book).year
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        plans = [p for p in facts.records("delivery_plan") if isinstance(p, DeliveryPlanRecord)]
        gifts = [g for g in facts.records("donation") if isinstance(g, DonationRecord)]
        given = list(facts.source.movements(DONORS))
        granted = list(facts.source.movements(SUBSIDIES))
        funds = dict.fromkeys(
            [*(gift.fund for gift in gifts), *(move.account.fund for move in given)]
        )
        called = names_of(facts.members())
        donors = tuple(
            _donor_year(
                arithmetic.donor_of(facts, facts.rules(today(book)), name) or name,
                name,
                wanted,
                [plan for plan in plans if plan.donor_fund == name],
                [gift for gift in gifts if gift.fund == name],
                [move for move in given if move.account.fund == name],
                [move for move in granted if move.account.fund == name],
                called,
            )
            for name in funds
            if fund in ("", name)
        )
    return DonorReport(year=wanted, donors=donors)


def _donor_year(
    donor: str,
    fund: str,
    year: int,
    plans: list[DeliveryPlanRecord],
    gifts: list[DonationRecord],
    given: list[Movement],
    granted: list[Movement],
    called: dict[str, str],
) -> DonorYear:
    now = [move for move in given if move.date.year == year]
    held = [move for move in granted if move.date.year == year]
    grants = sum(move.amount for move in now if move.kind == _GRANTED)
    returned = -sum(move.amount for move in now if move.kind == _RETURNED)
    spent = sum(move.amount for move in now if move.kind in _SPENT)
    aided = sum(move.amount for move in now if move.kind in _AIDED)
    given_back = sum(move.amount for move in now if move.kind == _GIVEN_BACK)
    total = -sum(move.amount for move in now)
    waiting = -sum(move.amount for move in held)
    opening = -sum(move.amount for move in given if move.date.year < year)
    waiting_before = -sum(move.amount for move in granted if move.date.year < year)
    helped = sorted(_helped(plans, year), key=number_order)
    return DonorYear(
        donor=donor,
        fund=fund,
        opening=opening,
        waiting_before=waiting_before,
        received=total + grants - returned + aided + spent + given_back,
        granted=grants,
        returned=returned,
        spent=spent,
        aided=aided,
        given_back=given_back,
        balance=opening + total,
        paid_to_centres=grants - returned - waiting,
        waiting=waiting_before + waiting,
        gifts=tuple(
            Gift(date=gift.date, donor=gift.donor, reference=gift.reference, amount=gift.amount)
            for gift in sorted(gifts, key=lambda gift: gift.key)
            if gift.date.year == year
        ),
        milestones=tuple(_grants(plans, year)),
        women=len(helped),
        plans=sum(_ran(plan, year) for plan in plans),
        deliveries=sum(
            told["date"].startswith(f"{year}-")
            for plan in plans
            for code, told in plan.reached.items()
            if code == "delivery"
        ),
        losses=_ended(plans, "lost", year),
        deaths=_ended(plans, "deceased", year),
        names=tuple(called[member] for member in helped) if private.is_shown() else (),
    )


def _helped(plans: Iterable[DeliveryPlanRecord], year: int) -> set[str]:
    return {
        plan.member
        for plan in plans
        for told in plan.reached.values()
        if told["date"].startswith(f"{year}-") and (told["granted"] or told["subsidy_paid"])
    }


def _grants(plans: list[DeliveryPlanRecord], year: int) -> Iterator[MilestoneGrants]:
    for code in dict.fromkeys(code for plan in plans for code in plan.milestones):
        told = [
            plan.reached[code]["granted"]
            for plan in plans
            if code in plan.reached and plan.reached[code]["date"].startswith(f"{year}-")
        ]
        if told:
            yield MilestoneGrants(milestone=code, women=sum(map(bool, told)), granted=sum(told))


def _ran(plan: DeliveryPlanRecord, year: int) -> bool:
    return plan.opened.year <= year and (plan.settled is None or plan.settled.year >= year)


def _ended(plans: Iterable[DeliveryPlanRecord], outcome: str, year: int) -> int:
    return sum(
        plan.outcome == outcome and plan.settled is not None and plan.settled.year == year
        for plan in plans
    )
