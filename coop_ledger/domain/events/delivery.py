"""Delivery plans: opened, saved for, reached milestone by milestone, and settled.

A woman's savings are hers (1851 in the fund of the deliveries). What a donor gives stays the
donor's (1682) until a milestone grants part of it for her (1683), which only the health
centre can be paid: she never takes it home and nobody shares it out.
"""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger import terms
from coop_ledger.domain import deliveries, fields
from coop_ledger.domain.deliveries import OUTCOMES, Paid
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import JournalEntry, Posting
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    entry_of,
    fund_named,
    money,
    saved_in,
    savings,
)
from coop_ledger.domain.records import DeliveryPlanRecord
from coop_ledger.domain.rules.deliveries import DeliveryRule, read_subsidy
from coop_ledger.domain.rules.reading import Reader
from coop_ledger.i18n import N_

LONGEST = datetime.timedelta(days=310)
"""The furthest a delivery can lie ahead; a later day is a slip of the pen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPlanOpened(Event):
    """A pregnant woman begins to save for her delivery."""

    type: ClassVar[str] = "delivery_plan_opened"
    title: ClassVar[str] = N_("Delivery plan opened")
    gives_receipt: ClassVar[bool] = False

    member: str = fields.code(N_("Member's number"))
    due: datetime.date = fields.day(N_("Expected day of the delivery"))
    goal: int | None = fields.amount(N_("Goal"), None)
    monthly: int | None = fields.amount(N_("Savings each month"), None)
    subsidy: dict[str, Any] = fields.rules(N_("Subsidy voted for her"), {})

    def effects(self, facts: Facts) -> Effects:
        """Write the plan with the rule of today; one plan is open at a time."""
        facts.active_cycle(self.date)
        member = active_member(facts, self.member)
        rule = deliveries.rule_of(facts.rules(self.date))
        before = list(deliveries.plans_of(facts, self.member))
        if any(plan.is_open for plan in before):
            raise Refusal(
                N_("{name} has a plan that is open: settle it before opening another."),
                field="member",
                value=self.member,
                name=member.name,
            )
        if not self.date <= self.due <= self.date + LONGEST:
            raise Refusal(
                N_(
                    "The expected day of the delivery is {value:day}: write a day from "
                    "{first:day} to {last:day}."
                ),
                field="due",
                value=self.due,
                first=self.date,
                last=self.date + LONGEST,
            )
        return Effects(records=(self._plan(facts, rule, len(before) + 1),))

    def _plan(self, facts: Facts, rule: DeliveryRule, number: int) -> DeliveryPlanRecord:
        subsidy = rule.subsidy
        if self.subsidy:
            subsidy = read_subsidy(Reader(self.subsidy, "subsidy"), rule.milestones)
        return DeliveryPlanRecord(
            member=self.member,
            number=number,
            opened=self.date,
            due=self.due,
            fund=rule.fund,
            donor_fund=rule.donor_fund,
            goal=self.goal or rule.goal,
            monthly=self.monthly or rule.monthly,
            subsidy=subsidy.kind,
            amount=subsidy.amount,
            percent=str(subsidy.percent),
            trigger=subsidy.trigger,
            ceiling=subsidy.ceiling,
            milestones=rule.milestones,
            pays_first=rule.pays_first,
            unused=rule.unused,
            # Before her first plan, what she has in the fund was already saved for it.
            brought=facts.savings(self.member, rule.fund).amount if number > 1 else 0,
            stood=facts.savings(self.member, rule.fund).amount,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySaved(Event):
    """A woman saves for her delivery; the group's rule on shares does not count here."""

    type: ClassVar[str] = "delivery_saved"
    title: ClassVar[str] = N_("Saved for the delivery")

    member: str = fields.code(N_("Member's number"))
    amount: int = fields.amount(N_("Amount"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the money into the fund and to her savings."""
        facts.active_cycle(self.date)
        active_member(facts, self.member)
        plan = _open_plan(facts, self)
        fund = fund_named(facts.rules(self.date), plan.fund)
        return Effects((saved_in(self, fund, self.member, self.amount, 0, self.place),))


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReached(Event):
    """A visit, the delivery … took place: its proof grants what the donor adds.

    The health centre may be paid at once.
    """

    type: ClassVar[str] = "milestone_reached"
    title: ClassVar[str] = N_("Milestone of the plan reached")

    member: str = fields.code(N_("Member's number"))
    milestone: str = fields.code(N_("Milestone"))
    proof: str = fields.note(N_("Proof: stamp or receipt number"))
    bill: int | None = fields.amount(N_("Bill of the health centre"), None)
    paid_to_centre: int | None = fields.amount(N_("Paid to the health centre"), None)
    centre: str = fields.note(N_("Health centre"), "")
    place: str = fields.choice(N_("Place of her savings"), PLACE_NAMES, "box")
    subsidy_place: str = fields.choice(N_("Place of the donor's money"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Grant the subsidy of this milestone, then pay the centre."""
        facts.active_cycle(self.date)
        plan = _open_plan(facts, self)
        self._check(plan)
        held = deliveries.purses(facts, plan)
        granted = deliveries.subsidy_due(plan, self.milestone, held, self.bill)
        _check_donor(facts, plan, granted)
        held = dataclasses.replace(held, subsidy=held.subsidy + granted)
        to_centre = self.paid_to_centre or 0
        paid = deliveries.payment(plan, held, to_centre) if to_centre else Paid(0, 0)
        reached = {
            "date": self.date.isoformat(),
            "proof": self.proof,
            "granted": granted,
            "savings_paid": paid.savings,
            "subsidy_paid": paid.subsidy,
        }
        if self.bill is not None:
            reached["bill"] = self.bill
        after = dataclasses.replace(
            plan,
            reached={**plan.reached, self.milestone: reached},
            granted=plan.granted + granted,
            savings_paid=plan.savings_paid + paid.savings,
            subsidy_paid=plan.subsidy_paid + paid.subsidy,
            centre=self.centre or plan.centre,
        )
        entries = (
            *_granted(self, plan, granted),
            *_paid(self, plan, paid, self.place, self.subsidy_place, self.centre),
        )
        return Effects(entries, (after,))

    def _check(self, plan: DeliveryPlanRecord) -> None:
        if self.milestone not in plan.milestones:
            raise Refusal(
                N_("{value} is no milestone of this plan: choose one of {choices}."),
                field="milestone",
                value=self.milestone,
                choices=", ".join(plan.milestones),
            )
        before = plan.reached.get(self.milestone)
        if before is not None:
            raise Refusal(
                N_(
                    "{value} was already reached on {reached:day}: reverse that first if it was "
                    "wrong."
                ),
                field="milestone",
                value=terms.milestone(self.milestone),
                reached=datetime.date.fromisoformat(before["date"]),
            )
        if not self.proof:
            raise Refusal(
                N_("The proof is missing: write the number of the stamp or of the receipt."),
                field="proof",
                value="",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPlanSettled(Event):
    """A plan ends: the centre is paid, what is left goes where it belongs."""

    type: ClassVar[str] = "delivery_plan_settled"
    title: ClassVar[str] = N_("Delivery plan settled")

    member: str = fields.code(N_("Member's number"))
    outcome: str = fields.choice(N_("How it ended"), OUTCOMES)
    paid_to_centre: int | None = fields.amount(N_("Paid to the health centre"), None)
    centre: str = fields.note(N_("Health centre"), "")
    receipt: str = fields.note(N_("Receipt of the health centre"), "")
    refund: int | None = fields.count(
        N_("Savings given back"), None, least=0, most=fields.AMOUNT_MAX
    )
    refunded_to: str = fields.name(N_("Given to (her next of kin)"), "")
    place: str = fields.choice(N_("Place of her savings"), PLACE_NAMES, "box")
    subsidy_place: str = fields.choice(N_("Place of the donor's money"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Pay the centre, give back her savings, and the unused subsidy to the donor's fund."""
        facts.active_cycle(self.date)
        plan = _open_plan(facts, self)
        if self.outcome == "delivered" and "delivery" in plan.milestones:
            self._check_delivered(plan)
        held = deliveries.purses(facts, plan)
        goes = deliveries.settlement(
            plan, held, self.outcome, self.paid_to_centre or 0, self.refund
        )
        if goes.refund and self.outcome == "deceased" and not self.refunded_to:
            raise Refusal(
                N_(
                    "{left:francs} of her savings are given back: write the name of the next of "
                    "kin who receives them."
                ),
                field="refunded_to",
                left=goes.refund,
            )
        after = dataclasses.replace(
            plan,
            outcome=self.outcome,
            settled=self.date,
            savings_paid=plan.savings_paid + goes.paid.savings,
            subsidy_paid=plan.subsidy_paid + goes.paid.subsidy,
            centre=self.centre or plan.centre,
            refund=goes.refund,
            refunded_to=self.refunded_to,
            returned=goes.returned,
            kept=goes.kept,
        )
        entries = (
            *_paid(self, plan, goes.paid, self.place, self.subsidy_place, self.centre),
            *self._refunded(plan, goes.refund),
            *_granted(self, plan, -goes.returned),
        )
        return Effects(entries, (after,))

    def _check_delivered(self, plan: DeliveryPlanRecord) -> None:
        if "delivery" not in plan.reached:
            raise Refusal(
                N_(
                    "The delivery is not recorded: record it first as a milestone with its "
                    "proof, or say how else the plan ended."
                ),
                field="outcome",
                value=self.outcome,
            )

    def _refunded(self, plan: DeliveryPlanRecord, refund: int) -> Iterator[JournalEntry]:
        if refund:
            yield entry_of(
                self,
                Posting(savings(plan.fund, plan.member), refund),
                Posting(money(plan.fund, self.place), -refund),
                text=self.refunded_to,
            )


def _open_plan(
    facts: Facts, event: DeliverySaved | MilestoneReached | DeliveryPlanSettled
) -> DeliveryPlanRecord:
    member = facts.member(event.member)
    plan = deliveries.open_plan(facts, event.member)
    if plan is None:
        raise Refusal(
            N_("{name} has no plan that is open: open one first."),
            field="member",
            value=event.member,
            name=member.name,
        )
    if event.date < plan.opened:
        raise Refusal(
            N_("{value:day} is before the plan was opened on {opened:day}: correct the date."),
            field="date",
            value=event.date,
            opened=plan.opened,
        )
    return plan


def _check_donor(facts: Facts, plan: DeliveryPlanRecord, granted: int) -> None:
    left = -facts.balance(deliveries.donor_account(plan.donor_fund)).amount
    if granted > left:
        raise Refusal(
            N_(
                "This milestone adds {value:francs}, and {left:francs} of the donor's money are "
                "left ({fund}): record first the {missing:francs} that the donor must give."
            ),
            field="milestone",
            value=granted,
            left=left,
            missing=granted - left,
            fund=terms.fund(plan.donor_fund),
        )


def _granted(event: Event, plan: DeliveryPlanRecord, amount: int) -> Iterator[JournalEntry]:
    """Yield the entry that gives the donor's money a name, or takes it back where below nothing."""
    if amount:
        yield entry_of(
            event,
            Posting(deliveries.donor_account(plan.donor_fund), amount),
            Posting(deliveries.subsidy_account(plan), -amount),
        )


def _paid(
    event: Event, plan: DeliveryPlanRecord, paid: Paid, place: str, subsidy_place: str, centre: str
) -> Iterator[JournalEntry]:
    """Yield the entry of a payment to the centre out of both purses."""
    postings: list[Posting] = []
    if paid.savings:
        postings.append(Posting(savings(plan.fund, plan.member), paid.savings))
        postings.append(Posting(money(plan.fund, place), -paid.savings))
    if paid.subsidy:
        postings.append(Posting(deliveries.subsidy_account(plan), paid.subsidy))
        postings.append(Posting(money(plan.donor_fund, subsidy_place), -paid.subsidy))
    if postings:
        yield entry_of(event, *postings, text=centre)
