"""What the form asks of a tontine and of delivery plans."""

from coop_ledger import terms
from coop_ledger.domain.rules.deliveries import MILESTONES
from coop_ledger.i18n import N_, _, fill
from ui.presenters.rule_common import FRANCS, NO_LIMIT, Raw, funds_of
from ui.presenters.rule_fields import Among, Count, Money, OneOf, Rate, RuleField, YesNo, rule

ORDER = (
    ("fixed", N_("agreed at the beginning")),
    ("lot", N_("drawn by lot once")),
    ("lot_each_round", N_("drawn by lot at each round")),
    ("auction", N_("to the highest offer")),
    ("need", N_("to whoever needs it")),
)
SUBSIDY = (
    ("none", N_("nothing")),
    ("fixed", N_("an amount in francs")),
    ("percent", N_("so much for 100 F saved")),
    ("balance", N_("the rest of the bill")),
)
PAYS_FIRST = (("savings", N_("her savings")), ("subsidy", N_("the money added")))
UNUSED = (("refund", N_("given back to her")), ("kept", N_("kept in the fund")))


def tontine_fields(rules: Raw) -> list[RuleField]:
    """Return what is asked of a tontine."""
    at = ("tontine",)
    pot = rules["tontine"].get("fund", "tontine")
    others = [pair for pair in funds_of(rules) if pair[0] != pot]
    first = others[0][0] if others else ""
    return [
        rule((*at, "contribution"), N_("A hand pays each round"), Money(), unit=FRANCS),
        rule((*at, "levy"), N_("Of it, kept for the common fund"), Money(), unit=FRANCS, default=0),
        rule((*at, "levy_fund"), N_("The common fund"), OneOf(others), default=first),
        rule((*at, "winners"), N_("Hands that take the pot"), Count(), default=1),
        rule((*at, "order"), N_("Order"), OneOf(ORDER), default="fixed"),
        rule(
            *(
                (*at, "bid_to"),
                N_("What is offered goes to"),
            ),
            OneOf([("members", _("the other members")), *others]),
            default="members",
            when=((*at, "order"), ("auction",)),
        ),
        rule((*at, "recipient_pays"), N_("Who takes the pot pays too"), YesNo(), default=True),
        rule(
            *((*at, "hands_max"), N_("Hands of a member at most"), Count()),
            empty=None,
            placeholder=NO_LIMIT,
        ),
        rule(
            *((*at, "days"), N_("A round every"), Count()),
            unit=N_("days"),
            empty=None,
            placeholder=N_("each meeting"),
        ),
        rule((*at, "entry"), N_("Stake paid once"), Money(), unit=FRANCS, default=0),
        rule(
            (*at, "covered_by"),
            N_("A missing part is advanced by"),
            OneOf([("", _("nobody")), *others]),
            empty="",
            default="",
        ),
    ]


def delivery_fields(rules: Raw) -> list[RuleField]:
    """Return what is asked of delivery plans."""
    at, subsidy = ("deliveries",), ("deliveries", "subsidy")
    kind = (*subsidy, "kind")
    adding = (kind, ("fixed", "percent", "balance"))
    milestones = rules["deliveries"].get("milestones", list(MILESTONES))
    return [
        rule((*at, "monthly"), N_("Saved each month"), Money(), unit=FRANCS, default=0),
        rule((*at, "goal"), N_("Goal"), Money(), unit=FRANCS, default=0),
        rule(kind, N_("The donor adds"), OneOf(SUBSIDY), default="none"),
        rule(
            *((*subsidy, "amount"), N_("Amount added"), Money()),
            unit=FRANCS,
            default=0,
            when=(kind, ("fixed",)),
        ),
        rule(
            *((*subsidy, "percent"), N_("Added for 100 F"), Rate()),
            unit="F",
            default="0",
            when=(kind, ("percent",)),
        ),
        rule(
            *((*subsidy, "ceiling"), N_("Added at most"), Money()),
            unit=FRANCS,
            empty=None,
            placeholder=NO_LIMIT,
            when=adding,
        ),
        rule(
            (*at, "pays_first"), N_("The centre is paid from"), OneOf(PAYS_FIRST), default="savings"
        ),
        rule((*at, "unused"), N_("What is not used"), OneOf(UNUSED), default="refund"),
        *(
            RuleField(
                f"deliveries.subsidy.trigger.{name}",
                (*subsidy, "trigger"),
                fill(_("Added: {step}"), step=str(terms.milestone(name))),
                Among(name, MILESTONES, ("delivery",)),
                when=adding,
            )
            for name in milestones
        ),
        *(
            RuleField(
                f"deliveries.milestones.{name}",
                (*at, "milestones"),
                fill(_("Followed: {step}"), step=str(terms.milestone(name))),
                Among(name, MILESTONES, MILESTONES),
            )
            for name in MILESTONES
        ),
    ]
