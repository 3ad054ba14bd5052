"""The parts of the rules, and what each part asks for: every rule that can be set, once.

A part is named by its place: "saving", "funds.social", "loans.ordinary" … A kind of loan has two
more, "limits.ordinary" and "late.ordinary": together they would be too many to find one.
"""

from coop_ledger import terms
from coop_ledger.domain.rules.share_out import DEDUCTIONS
from coop_ledger.i18n import N_, _, fill, translate
from ui.presenters.rule_common import FRANCS, NO_LIMIT, NONE, Raw, funds_of
from ui.presenters.rule_fields import (
    Among,
    Count,
    Kind,
    Money,
    OneOf,
    Rate,
    Reasons,
    Rounding,
    RuleField,
    When,
    Words,
    YesNo,
    rule,
)
from ui.presenters.rule_loans import LOAN_FORMS
from ui.presenters.rule_turns import delivery_fields, tontine_fields

UNITS = (("share", N_("shares of a price")), ("amount", N_("amounts")))
KEPT = (
    ("proportional", N_("shared out with the savings")),
    ("equal", N_("shared out in equal parts")),
    ("kept", N_("kept from one cycle to the next")),
)
FEES = (("fund", N_("the fund")), ("member", N_("the member")))
JOINING = (
    ("open", N_("at any time")),
    ("refused", N_("at the beginning of a cycle")),
    ("catch_up", N_("with what the others had to save")),
    ("current_value", N_("at the worth of a share on that day")),
)
PAYS = (
    ("savings_only", N_("her savings")),
    ("savings_and_profit", N_("savings and profit")),
    ("nothing", N_("nothing")),
)
WHEN = (("share_out", N_("at the share-out")), ("at_once", N_("at once")))
DEATH = (("owed", N_("taken off her savings")), ("forgiven", N_("forgiven")))
SHARING = (
    ("share_value", N_("by the worth of a share")),
    ("savings_and_profit", N_("profit in proportion to savings")),
    ("equal_profit", N_("profit in equal parts")),
    ("own_interest", N_("each her own interest")),
    ("equal", N_("all the same")),
    ("time_weighted", N_("profit by savings and time")),
)
SEED = (("asked", N_("asked of each one")), ("none", N_("nothing")))


def parts_of(rules: Raw) -> list[tuple[str, str]]:
    """Return the parts of a group's rules in the order of its meeting, each with its title."""
    found = [("saving", _("Meetings and savings"))]
    found += [
        (f"funds.{name}", fill(_("Fund: {fund}"), fund=str(terms.fund(name))))
        for name in rules["funds"]
    ]
    if rules.get("tontine"):
        found.append(("tontine", _("Tontine")))
    if rules.get("deliveries"):
        found.append(("deliveries", _("Deliveries")))
    for name in rules.get("loans", {}):
        found += [
            (f"loans.{name}", fill(_("Loans ({name}): cost"), name=translate(name))),
            (f"limits.{name}", fill(_("Loans ({name}): who, how much"), name=translate(name))),
            (f"late.{name}", fill(_("Loans ({name}): lateness"), name=translate(name))),
        ]
    return [
        *found,
        ("fines", _("Fines")),
        ("leaving", _("Joining and leaving")),
        ("share_out", _("Share-out")),
    ]


def fields_of(part: str, rules: Raw) -> list[RuleField]:
    """Return what one part asks for."""
    kind, _dot, name = part.partition(".")
    makers = {
        "saving": _saving,
        "fines": _fines,
        "tontine": tontine_fields,
        "deliveries": delivery_fields,
        "leaving": _leaving,
        "share_out": _share_out,
    }
    if kind == "funds":
        return _fund(rules, name)
    if kind in LOAN_FORMS:
        return LOAN_FORMS[kind](rules, ("loans", name))
    return makers[kind](rules)


def _saving(rules: Raw) -> list[RuleField]:
    share, amount = (("saving", "unit"), ("share",)), (("saving", "unit"), ("amount",))
    return [
        rule(("meeting", "days"), N_("A meeting every"), Count(), unit=N_("days"), default=7),
        rule(("saving", "unit"), N_("Members save"), OneOf(UNITS)),
        rule(
            ("saving", "price"), N_("Price of a share"), Money(), unit=FRANCS, default=1, when=share
        ),
        *_limits("shares", Count(), N_("shares"), share),
        *_limits("amounts", Money(), FRANCS, amount),
        rule(
            *(("saving", "multiple_of"), N_("In multiples of"), Money()),
            unit=FRANCS,
            default=1,
            when=amount,
        ),
        rule(("saving", "equal"), N_("All bring the least, no more"), YesNo(), default=False),
        rule(
            *(("saving", "carnets_max"), N_("Passbooks of a member at most"), Count()),
            empty=None,
            placeholder=NO_LIMIT,
        ),
        *(
            rule(
                ("split", name),
                fill(_("Part of what is saved: {fund}"), fund=words),
                Money(),
                empty=None,
                placeholder=NONE,
            )
            for name, words in funds_of(rules)
            if len(rules["funds"]) > 1
        ),
    ]


def _limits(cell: str, kind: Kind, unit: str, when: When) -> list[RuleField]:
    """The least and the most at a meeting, in shares or in francs."""
    return [
        RuleField(
            *(f"saving.min.{cell}", ("saving", "min"), N_("The least at a meeting"), kind, unit),
            default=0,
            when=when,
        ),
        RuleField(
            *(f"saving.max.{cell}", ("saving", "max"), N_("The most at a meeting"), kind, unit),
            empty=None,
            placeholder=NO_LIMIT,
            when=when,
        ),
    ]


def _fund(rules: Raw, name: str) -> list[RuleField]:
    at = ("funds", name)
    pot = (rules.get("tontine") or {}).get("fund", "tontine") if rules.get("tontine") else ""
    return [
        *([] if name == pot else _fund_money(at)),
        rule((*at, "fees"), N_("Who pays the fees of a withdrawal"), OneOf(FEES), default="fund"),
        rule(
            *((*at, "donor"), N_("A donor's money: whose?"), Words()),
            empty="",
            default="",
            placeholder=N_("the group's own"),
        ),
        rule((*at, "sensitive"), N_("Shown only to whoever asks"), YesNo(), default=False),
        *_aid((*at, "aid")),
    ]


def _fund_money(at: tuple[str, ...]) -> list[RuleField]:
    return [
        rule(
            *((*at, "contribution"), N_("Contribution at each meeting"), Money()),
            unit=FRANCS,
            default=0,
        ),
        rule((*at, "arrears"), N_("Missed contributions stay owed"), YesNo(), default=True),
        rule((*at, "share_out"), N_("At the share-out"), OneOf(KEPT), default="kept"),
    ]


def _aid(at: tuple[str, ...]) -> list[RuleField]:
    return [
        rule(
            *((*at, "reasons"), N_("Help: reasons, and the most for each"), Reasons()),
            empty={},
            default={},
            placeholder=N_("any reason"),
        ),
        rule(
            *((*at, "ceiling"), N_("Help: one at most"), Money()),
            unit=FRANCS,
            empty=None,
            placeholder=NO_LIMIT,
        ),
        rule(
            *((*at, "ceiling_per_cycle"), N_("Help: at most in a cycle"), Money()),
            unit=FRANCS,
            empty=None,
            placeholder=NO_LIMIT,
        ),
        rule((*at, "keep"), N_("Help: what stays in the fund"), Money(), unit=FRANCS, default=0),
        rule(
            *((*at, "waiting_meetings"), N_("Help: a new member waits"), Count()),
            unit=N_("meetings"),
            default=0,
        ),
        rule((*at, "up_to_date"), N_("Help: her contributions are paid"), YesNo(), default=False),
    ]


FINES = {"late": N_("Being late"), "absent": N_("Being absent")}


def _fines(rules: Raw) -> list[RuleField]:
    names = dict.fromkeys((*FINES, *rules.get("fines", {})))
    return [
        rule(
            *(("fines", name), FINES.get(name, name), Money()),
            unit=FRANCS,
            empty=None,
            placeholder=N_("no fine"),
        )
        for name in names
    ]


def _leaving(rules: Raw) -> list[RuleField]:
    usual = rules.get("leaving", {})
    deceased = ("leaving", "deceased")
    return [
        rule(("joining", "in_cycle"), N_("Joining in mid-cycle"), OneOf(JOINING), default="open"),
        *_terms(
            *(("leaving",), {}),
            (N_("Who leaves gets"), N_("Who leaves is paid"), N_("The group keeps of it")),
        ),
        *_terms(
            *(("leaving", "excluded"), usual),
            (
                N_("Who is excluded gets"),
                N_("Who is excluded is paid"),
                N_("The group keeps of it (exclusion)"),
            ),
        ),
        *_terms(
            *(deceased, usual),
            (
                N_("The family of the dead gets"),
                N_("The family is paid"),
                N_("The group keeps of it (death)"),
            ),
        ),
        rule((*deceased, "loan"), N_("Loans of the dead"), OneOf(DEATH), default="owed"),
    ]


def _terms(at: tuple[str, ...], usual: Raw, labels: tuple[str, str, str]) -> list[RuleField]:
    gets, paid, keeps = labels
    return [
        rule((*at, "pays"), gets, OneOf(PAYS), default=usual.get("pays", "savings_only")),
        rule((*at, "when"), paid, OneOf(WHEN), default=usual.get("when", "share_out")),
        rule(
            *((*at, "keep_percent"), keeps, Rate()),
            unit="%",
            default=usual.get("keep_percent", "0"),
        ),
    ]


ROUNDINGS = (
    ("exact", N_("to the franc")),
    *((f"payout:{step}", N_("each envelope, to {step:francs}")) for step in (5, 25, 50, 100, 500)),
    *((f"value:{step}", N_("worth of a share, to {step:francs}")) for step in (1, 5, 10, 25)),
)


def roundings(rules: Raw) -> list[tuple[str, str]]:
    """Return the roundings to choose from, in words, with the group's own if it is another."""
    own = Rounding(()).shown(rules["share_out"].get("round", {"exact": True}))
    kind = own.partition(":")[0]
    like = next(words for text, words in ROUNDINGS if text.startswith(kind))
    pairs = dict(ROUNDINGS) | {own: like}
    return [
        (text, fill(translate(words), step=int(text.partition(":")[2] or 0)))
        for text, words in pairs.items()
    ]


def _share_out(rules: Raw) -> list[RuleField]:
    remainders = [("next_cycle", _("stays for the next cycle")), *funds_of(rules)]
    owed = {"loans": N_("Loans"), "fines": N_("Fines"), "dues": N_("Contributions")}
    at = ("share_out",)
    return [
        rule((*at, "method"), N_("Method"), OneOf(SHARING)),
        rule((*at, "round"), N_("Rounding"), Rounding(roundings(rules)), default={"exact": True}),
        rule((*at, "remainder"), N_("Remainder"), OneOf(remainders), default="next_cycle"),
        rule((*at, "seed"), N_("Left for the next cycle"), OneOf(SEED), default="asked"),
        *(
            RuleField(
                f"share_out.deduct.{name}",
                (*at, "deduct"),
                fill(_("{debts} still owed are taken off"), debts=translate(owed[name])),
                Among(name, DEDUCTIONS, ("loans", "fines")),
            )
            for name in DEDUCTIONS
        ),
    ]
