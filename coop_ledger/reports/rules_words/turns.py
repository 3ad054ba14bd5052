"""The tontine and the delivery plans, in sentences."""

from collections.abc import Iterator

from coop_ledger import terms
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.deliveries import DeliveryRule, SubsidyRule
from coop_ledger.domain.rules.tontine import TO_MEMBERS, TontineRule
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from coop_ledger.reports.rules_words.sentence import Sentence, fund_name

_ORDER = {
    "fixed": N_("The order of the turns is agreed at the beginning."),
    "lot": N_("The order of the turns is drawn by lot, once for all."),
    "lot_each_round": N_("At each round lots are drawn among those who have not had the pot yet."),
    "auction": N_("The pot goes to whoever offers most for it."),
    "need": N_("The assembly gives the pot to whoever needs it most."),
}


def tontine_sentences(rules: Rules, rule: TontineRule) -> Iterator[Sentence]:
    """Yield how the pot goes round."""
    for part, text in (*_rounds(rules, rule), *_pot(rule), *_hands(rule)):
        yield Sentence(f"tontine.{part}", text)


def _rounds(rules: Rules, rule: TontineRule) -> Iterator[tuple[str, str]]:
    words = _("At each round every hand pays {amount:francs}.")
    yield "contribution", fill(words, amount=rule.contribution)
    if rule.levy:
        words = _("Of it, {levy:francs} go to the box “{fund}”; the rest makes the pot.")
        yield "levy", fill(words, levy=rule.levy, fund=fund_name(rule.levy_fund))
    if rule.days is None:
        yield "days", _("There is a round at each meeting.")
    else:
        words = ngettext(
            "There is a round every {n:number} day.",
            "There is a round every {n:number} days.",
            rule.days,
        )
        yield "days", fill(words, n=rule.days)
    yield "fund", fill(_("The pot is kept in the box “{fund}”."), fund=fund_name(rule.fund))


def _pot(rule: TontineRule) -> Iterator[tuple[str, str]]:
    words = ngettext(
        "{n:number} hand takes the pot at each round.",
        "{n:number} hands share the pot at each round.",
        rule.winners,
    )
    yield "winners", fill(words, n=rule.winners)
    yield "order", translate(_ORDER[rule.order])
    if rule.order == "auction" and rule.bid_to == TO_MEMBERS:
        yield "bid_to", _("What she offers is shared among the others.")
    elif rule.order == "auction":
        words = _("What she offers goes to the box “{fund}”.")
        yield "bid_to", fill(words, fund=fund_name(rule.bid_to))
    if rule.recipient_pays:
        yield "recipient_pays", _("Whoever takes the pot pays for that round too.")
    else:
        yield "recipient_pays", _("Whoever takes the pot does not pay for that round.")


def _hands(rule: TontineRule) -> Iterator[tuple[str, str]]:
    if rule.hands_max is not None:
        words = ngettext(
            "A member has {n:number} hand only.",
            "A member has {n:number} hands at most.",
            rule.hands_max,
        )
        yield "hands_max", fill(words, n=rule.hands_max)
    if rule.entry:
        words = _("Each hand pays a stake of {amount:francs}, once, when it enters.")
        yield "entry", fill(words, amount=rule.entry)
    if rule.covered_by:
        words = _("“{fund}” pays a missing contribution; whoever missed it owes it to that box.")
        yield "covered_by", fill(words, fund=fund_name(rule.covered_by))


# -- deliveries ------------------------------------------------------------------------------------


def delivery_sentences(rule: DeliveryRule) -> Iterator[Sentence]:
    """Yield what is saved for a delivery, and what a donor adds."""
    for part, text in (*_savings(rule), *_subsidy(rule.subsidy), *_end(rule)):
        yield Sentence(f"deliveries.{part}", text)


def _savings(rule: DeliveryRule) -> Iterator[tuple[str, str]]:
    words = _("What a woman saves for her delivery is kept in the box “{fund}”.")
    yield "fund", fill(words, fund=fund_name(rule.fund))
    words = _("The money that is added is kept apart, in the box “{fund}”.")
    yield "donor_fund", fill(words, fund=fund_name(rule.donor_fund))
    if rule.monthly:
        words = _("Each woman saves {amount:francs} a month.")
        yield "monthly", fill(words, amount=rule.monthly)
    if rule.goal:
        yield "goal", fill(_("Her goal is {amount:francs}."), amount=rule.goal)
    words = _("The steps that are followed: {steps:list}.")
    yield "milestones", fill(words, steps=[_step(name) for name in rule.milestones])


def _subsidy(rule: SubsidyRule) -> Iterator[tuple[str, str]]:
    steps = [_step(name) for name in rule.trigger]
    if rule.kind == "none":
        yield "subsidy.kind", _("Nothing is added to what she saves.")
        return
    if rule.kind == "fixed":
        words = _("{amount:francs} are added to her savings after: {steps:list}.")
    elif rule.kind == "percent":
        words = _("For 100 F saved, {percent:number} F are added after: {steps:list}.")
    else:
        words = _("What her savings do not cover of the bill is added after: {steps:list}.")
    said = fill(words, amount=rule.amount, percent=rule.percent, steps=steps)
    yield "subsidy.kind", said
    if rule.ceiling is not None:
        words = _("{most:francs} are added at most for one delivery.")
        yield "subsidy.ceiling", fill(words, most=rule.ceiling)


def _end(rule: DeliveryRule) -> Iterator[tuple[str, str]]:
    if rule.pays_first == "savings":
        yield "pays_first", _("The health centre is paid from her savings first.")
    else:
        yield "pays_first", _("The health centre is paid from the money added first.")
    if rule.unused == "refund":
        yield "unused", _("What she has saved and not used is given back to her.")
    else:
        yield "unused", _("What she has saved and not used stays in the box.")


def _step(milestone: str) -> str:
    """A milestone within a sentence: "CPN1" stays, "Enrolment" becomes "enrolment"."""
    name = str(terms.milestone(milestone))
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
