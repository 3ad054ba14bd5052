"""What the form asks of a kind of loan."""

from itertools import permutations
from typing import Any

from coop_ledger.i18n import N_, translate
from ui.presenters.rule_common import FRANCS, NO_LIMIT, Raw, funds_of
from ui.presenters.rule_fields import (
    Bands,
    Cost,
    Count,
    InOrder,
    Money,
    OneOf,
    Rate,
    RuleField,
    Times,
    YesNo,
    rule,
)

METHODS = (
    ("flat", N_("on what was lent")),
    ("declining", N_("on what is left to repay")),
    ("annuity", N_("on what is left, equal payments")),
    ("rollover", N_("unpaid interest is added to the debt")),
    ("once", N_("once, on what was lent")),
    ("upfront", N_("kept back at the start")),
    ("fixed", N_("an amount in francs")),
    ("none", N_("no interest")),
)
BY_RATE = ("flat", "declining", "annuity", "rollover", "once", "upfront")
PER = (("month", N_("month")), ("meeting", N_("meeting")), ("loan", N_("loan")))
REPAID = (
    ("at_end", N_("all at once, at the end")),
    ("equal_principal", N_("in equal parts")),
    ("principal_at_end", N_("interest first, the loan at the end")),
    ("equal_payment", N_("in equal payments")),
    ("free", N_("as she can, before the end")),
)
LATE = (
    ("none", N_("nothing")),
    ("once", N_("once")),
    ("per_period", N_("each period")),
    ("per_day", N_("each day")),
)
LATE_OF = (("overdue", N_("what is late")), ("principal", N_("what is left of the loan")))
_PAID_PARTS = {
    "penalty": N_("lateness"),
    "interest": N_("interest"),
    "principal": N_("loan"),
}


def _loan_cost(rules: Raw, at: tuple[str, ...]) -> list[RuleField]:
    method = (*at, "method")
    funds = [pair for pair in funds_of(rules) if not rules["funds"][pair[0]].get("donor")]
    first = next(iter(rules["funds"]))
    return [
        rule((*at, "fund"), N_("Lent from"), OneOf(funds), default=first),
        rule(method, N_("Interest"), OneOf(METHODS)),
        rule(
            *((*at, "rate_percent"), N_("Rate"), Rate()),
            unit="%",
            default="0",
            when=(method, BY_RATE),
        ),
        rule(
            *((*at, "amount"), N_("Interest in francs"), Money()),
            unit=FRANCS,
            default=0,
            when=(method, ("fixed",)),
        ),
        rule((*at, "per"), N_("Interest for each"), OneOf(PER), default="month"),
        rule((*at, "term"), N_("A loan lasts at most"), Count(), default=1),
        rule(
            *((*at, "repaid"), N_("Repaid"), OneOf(REPAID)),
            default="at_end",
            when=(method, tuple(code for code, _words in METHODS if code != "annuity")),
        ),
        rule(
            *((*at, "instalment_multiple_of"), N_("Payments in multiples of"), Money()),
            unit=FRANCS,
            default=1,
        ),
        rule(
            *((*at, "bands"), N_("By amount, like 20 000: 2; 3"), Bands(REPAID)),
            empty=[],
            default=[],
            placeholder=N_("the same for all"),
        ),
    ]


def _loan_limits(rules: Raw, at: tuple[str, ...]) -> list[RuleField]:
    open_ended: dict[str, Any] = {"empty": None, "placeholder": NO_LIMIT}
    meetings: dict[str, Any] = {"unit": N_("meetings"), "default": 0}
    return [
        rule(
            *((*at, "ceiling_times_savings"), N_("A loan is at most"), Times()),
            unit=N_("× her savings"),
            **open_ended,
        ),
        rule((*at, "ceiling"), N_("In francs, at most"), Money(), unit=FRANCS, **open_ended),
        rule(
            *((*at, "ceiling_percent_of_cash"), N_("Of the fund's money, at most"), Rate()),
            unit="%",
            **open_ended,
        ),
        rule((*at, "guarantors"), N_("Guarantors"), Count(), default=0),
        rule(
            (*at, "guarantor_loans_max"),
            N_("Loans one guarantor stands for"),
            Count(),
            **open_ended,
        ),
        rule(
            (*at, "guarantors_cover"), N_("Guarantors cover the whole loan"), YesNo(), default=False
        ),
        rule((*at, "first_meeting"), N_("First loan at meeting no."), Count(), default=0),
        rule(
            *((*at, "last_days"), N_("None at the end of the cycle"), Count()),
            unit=N_("days"),
            default=0,
        ),
        rule((*at, "loans_at_once"), N_("Loans at a time"), Count(), **open_ended),
        rule((*at, "waiting_meetings"), N_("A new member waits"), Count(), **meetings),
        rule((*at, "up_to_date"), N_("Only who owes nothing late"), YesNo(), default=False),
        rule((*at, "between_meetings"), N_("Also between meetings"), YesNo(), default=True),
        rule((*at, "ratify"), N_("Then put to the next meeting"), YesNo(), default=False),
        rule((*at, "non_members"), N_("Also to others, through a member"), YesNo(), default=False),
        rule((*at, "sensitive"), N_("Shown only to whoever asks"), YesNo(), default=False),
    ]


def _loan_late(rules: Raw, at: tuple[str, ...]) -> list[RuleField]:
    kind = (*at, "late", "kind")
    orders = [
        (",".join(order), " · ".join(translate(_PAID_PARTS[part]) for part in order))
        for order in permutations(_PAID_PARTS)
    ]
    penalised = (kind, ("once", "per_period", "per_day"))
    return [
        rule(kind, N_("Lateness costs"), OneOf(LATE), default="none"),
        rule(
            *((*at, "late", "cost"), N_("How much: 500, or 10 %"), Cost()),
            default=None,
            when=penalised,
        ),
        rule(
            *((*at, "late", "of"), N_("Percent of"), OneOf(LATE_OF)),
            default="overdue",
            when=penalised,
        ),
        rule(
            *((*at, "late", "grace_days"), N_("Grace"), Count()),
            unit=N_("days"),
            default=0,
            when=penalised,
        ),
        rule(
            *((*at, "allocation"), N_("A repayment pays first"), InOrder(orders)),
            default=list(_PAID_PARTS),
        ),
    ]


LOAN_FORMS = {"loans": _loan_cost, "limits": _loan_limits, "late": _loan_late}
