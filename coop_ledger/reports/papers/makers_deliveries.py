"""Asks a book what the papers of the delivery plans need."""

from collections.abc import Callable, Mapping
from typing import Final

from coop_ledger.book.book import Book
from coop_ledger.book.questions import deliveries as questions
from coop_ledger.book.questions.deliveries import DeliveryPlan, Milestone
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rules.deliveries import MILESTONES
from coop_ledger.i18n import N_
from coop_ledger.reports.document import Document, PaperSize
from coop_ledger.reports.papers import Printing, deliveries
from coop_ledger.reports.papers.letterheads import letterhead_of


def _delivery_plan(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    member: str = "",
    number: int | None = None,
) -> Document:
    letterhead = letterhead_of(book, group, printing)
    if not member:
        milestones = _to_be_stamped(book, group, printing)
        return deliveries.plan_sheet(letterhead, None, milestones, size=size)
    plan = _plan(book, group, member, number)
    return deliveries.plan_sheet(letterhead, plan, plan.milestones, size=size)


def _to_be_stamped(book: Book, group: str, printing: Printing) -> tuple[Milestone, ...]:
    """The milestones of the group's rule, or those of the programme, none reached."""
    with book.reading() as connection:
        rule = book.facts(connection, group).rules(printing.at.date()).deliveries
    names, trigger = (rule.milestones, rule.subsidy.trigger) if rule else (MILESTONES, ())
    return tuple(Milestone(milestone=name, date=None, adds=name in trigger) for name in names)


def _plan(book: Book, group: str, member: str, number: int | None) -> DeliveryPlan:
    plans = questions.deliveries(book, group, member=member)
    wanted = [plan for plan in plans if number in (None, plan.number)]
    if not wanted:
        raise Refusal(
            N_("Member {value} has no such delivery plan: open one first."),
            field="member",
            value=member,
        )
    return max(wanted, key=lambda plan: plan.number)


def _delivery_settlement(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    member: str = "",
    number: int | None = None,
) -> Document:
    letterhead = letterhead_of(book, group, printing)
    plan = _plan(book, group, member, number) if member else None
    if plan is not None and plan.status == "open":
        raise Refusal(
            N_("The plan of {name} is open: settle it first."),
            field="member",
            value=member,
            name=plan.name,
        )
    return deliveries.settlement_slip(letterhead, plan, size=size)


def _donor_report(
    book: Book,
    group: str,
    printing: Printing,
    size: PaperSize,
    *,
    year: int | None = None,
    fund: str = "",
) -> Document:
    answer = questions.donor_report(book, group, year or printing.at.year, fund)
    return deliveries.donor_report(letterhead_of(book, group, printing), answer, size=size)


DELIVERY_MAKERS: Final[Mapping[str, Callable[..., Document]]] = {
    "delivery-plan": _delivery_plan,
    "delivery-settlement": _delivery_settlement,
    "donor-report": _donor_report,
}
