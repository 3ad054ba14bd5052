"""What the assistant asks of each kind of group: what groups of that kind decide themselves.

Everything else is as the preset has it, and can be changed later by a vote.
"""

from collections.abc import Mapping

from coop_ledger.i18n import N_
from ui.presenters.rule_fields import (
    Count,
    InOrder,
    Money,
    OfHundred,
    OneOf,
    Rate,
    RuleField,
    Times,
    Words,
    YesNo,
)
from ui.presenters.rule_turns import ORDER, SUBSIDY

_LOAN = ("loans", "ordinary")
_FRANCS = "F CFA"
_NO_LIMIT = N_("no limit")
_LATE = RuleField("late", ("fines", "late"), N_("Fine for being late"), Money(), _FRANCS)
_ABSENT = RuleField("absent", ("fines", "absent"), N_("Fine for being absent"), Money(), _FRANCS)
_DAYS = RuleField("days", ("meeting", "days"), N_("A meeting every"), Count(), N_("days"))
_LENDING = (
    RuleField("rate", (*_LOAN, "rate_percent"), N_("&Interest on loans"), Rate(), N_("% a month")),
    RuleField("term", (*_LOAN, "term"), N_("Loans last at most"), Count(), N_("months")),
    RuleField(
        "ceiling",
        (*_LOAN, "ceiling_times_savings"),
        N_("A loan is at most"),
        Times(),
        N_("× her savings"),
        empty=None,
        placeholder=_NO_LIMIT,
    ),
)
_COMMON = (*_LENDING, _LATE, _ABSENT, _DAYS)
_LEAST = RuleField("least", ("saving", "min"), N_("&Least saved"), Money(), _FRANCS)
_SOCIAL = RuleField(
    "social", ("funds", "social", "contribution"), N_("Social fund"), Money(), _FRANCS
)
_POT = ("tontine",)
_PLAN = ("deliveries",)
_SUBSIDY_KIND = (*_PLAN, "subsidy", "kind")
_STEPS = (
    ("enrolment", N_("her enrolment")),
    ("cpn1", N_("the first prenatal visit")),
    ("cpn4", N_("the fourth prenatal visit")),
    ("delivery", N_("the delivery")),
    ("postnatal", N_("the visit after the birth")),
)

RULE_FIELDS: Mapping[str, tuple[RuleField, ...]] = {
    "vsla": (
        RuleField("price", ("saving", "price"), N_("Price of a &share"), Money(), _FRANCS),
        RuleField("most", ("saving", "max"), N_("Shares at most"), Count(), N_("a meeting")),
        _SOCIAL,
        *_COMMON,
    ),
    "savings_for_change": (_LEAST, *_COMMON),
    "silc": (_LEAST, _SOCIAL, *_COMMON),
    "mmd": (
        RuleField("least", ("saving", "min"), N_("&Each one brings"), Money(), _FRANCS),
        *_COMMON,
    ),
    "tontine": (
        RuleField("contribution", (*_POT, "contribution"), N_("&Each hand pays"), Money(), _FRANCS),
        RuleField(
            "levy", (*_POT, "levy"), N_("Of it, kept in common"), Money(), _FRANCS, default=0
        ),
        RuleField(
            "hands",
            (*_POT, "hands_max"),
            N_("Hands of a member at most"),
            Count(),
            empty=None,
            placeholder=_NO_LIMIT,
        ),
        RuleField("winners", (*_POT, "winners"), N_("Hands that take the pot"), Count()),
        RuleField("order", (*_POT, "order"), N_("&Order of the turns"), OneOf(ORDER)),
        RuleField(
            "recipient", (*_POT, "recipient_pays"), N_("Who takes the pot pays too"), YesNo()
        ),
        _LATE,
        _ABSENT,
        RuleField("days", ("meeting", "days"), N_("A round every"), Count(), N_("days")),
    ),
    "savings_for_health": (
        _LEAST,
        RuleField(
            "to_health",
            ("split", "health"),
            N_("Of 100 F, to the health box"),
            OfHundred("loan"),
            _FRANCS,
        ),
        *_LENDING,
        RuleField(
            "health_term",
            ("loans", "health", "term"),
            N_("Health loans last at most"),
            Count(),
            N_("months"),
        ),
        RuleField(
            "health_ceiling",
            ("loans", "health", "ceiling"),
            N_("A health loan is at most"),
            Money(),
            _FRANCS,
            empty=None,
            placeholder=_NO_LIMIT,
        ),
        _LATE,
        _ABSENT,
        _DAYS,
    ),
    "share": (
        RuleField("monthly", (*_PLAN, "monthly"), N_("&Saved each month"), Money(), _FRANCS),
        RuleField("goal", (*_PLAN, "goal"), N_("&Goal"), Money(), _FRANCS),
        RuleField("donor", ("funds", "donor", "donor"), N_("&Who adds"), Words()),
        RuleField("subsidy", _SUBSIDY_KIND, N_("What is &added"), OneOf(SUBSIDY)),
        RuleField(
            "amount",
            (*_PLAN, "subsidy", "amount"),
            N_("Amount added"),
            Money(),
            _FRANCS,
            default=1000,
            when=(_SUBSIDY_KIND, ("fixed",)),
        ),
        RuleField(
            "percent",
            (*_PLAN, "subsidy", "percent"),
            N_("Added for 100 F"),
            Rate(),
            "F",
            default="100",
            when=(_SUBSIDY_KIND, ("percent",)),
        ),
        RuleField(
            "after",
            (*_PLAN, "subsidy", "trigger"),
            N_("Added after"),
            InOrder(_STEPS),
            when=(_SUBSIDY_KIND, ("fixed", "percent", "balance")),
        ),
        RuleField(
            "most_added",
            (*_PLAN, "subsidy", "ceiling"),
            N_("Added at most"),
            Money(),
            _FRANCS,
            empty=None,
            placeholder=_NO_LIMIT,
            when=(_SUBSIDY_KIND, ("fixed", "percent", "balance")),
        ),
        RuleField("days", ("meeting", "days"), N_("A meeting every"), Count(), N_("days")),
    ),
}
