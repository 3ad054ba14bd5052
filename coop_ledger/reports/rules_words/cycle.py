"""Fines, joining, leaving and the share-out, in sentences."""

from collections.abc import Iterator

from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.leaving import OWN_RULES, LeavingTerms
from coop_ledger.i18n import N_, _, fill, translate
from coop_ledger.reports.rules_words.sentence import Sentence, fund_name, word

_FINES = {
    "late": N_("Whoever comes late pays {amount:francs}."),
    "absent": N_("Whoever is absent pays {amount:francs}."),
}
_FINE_NAMES = {
    "late": N_("Coming late"),
    "absent": N_("Being absent"),
    "disorder": N_("Disorder"),
    "other": N_("Other faults"),
}
_JOINING = {
    "open": N_("A woman can join at any time; from then on she pays as the others do."),
    "refused": N_("A woman joins when a cycle begins, not in the middle of it."),
    "catch_up": N_(
        "Whoever joins in the middle of a cycle brings what the others were bound to save until then."
    ),
    "current_value": N_(
        "Whoever joins in the middle of a cycle pays a share at what it is worth on that day."
    ),
}
_LEAVERS = {
    "": {
        "savings_only": N_("Whoever leaves gets her savings back, without profit."),
        "savings_and_profit": N_(
            "Whoever leaves gets her savings back, and her part of the profit."
        ),
        "nothing": N_("Whoever leaves gets nothing back."),
    },
    "excluded": {
        "savings_only": N_("Whoever is excluded gets her savings back, without profit."),
        "savings_and_profit": N_(
            "Whoever is excluded gets her savings back, and her part of the profit."
        ),
        "nothing": N_("Whoever is excluded gets nothing back."),
    },
    "deceased": {
        "savings_only": N_("When a member dies, her family gets her savings, without profit."),
        "savings_and_profit": N_(
            "When a member dies, her family gets her savings and her part of the profit."
        ),
        "nothing": N_("When a member dies, her family gets nothing."),
    },
}
_PAID = {
    "share_out": N_("It is paid at the share-out."),
    "at_once": N_("It is paid at once."),
}
_LOAN_AT_DEATH = {
    "owed": N_("What she owed on loans is taken off first."),
    "forgiven": N_("What she owed on loans is forgiven."),
}
_METHODS = {
    "share_value": N_(
        "The fund is divided by the number of shares: all shares are worth the same."
    ),
    "savings_and_profit": N_(
        "Each member gets her savings back, and profit in proportion to her savings."
    ),
    "equal_profit": N_("Each member gets her savings back, and an equal part of the profit."),
    "own_interest": N_("Each member gets her savings back, and the interest that she paid."),
    "equal": N_("All members get the same."),
    "time_weighted": N_(
        "Each member gets her savings back, and profit for what she saved and how long it worked."
    ),
}
_ROUNDING = {
    "exact": N_("Everyone is paid to the franc."),
    "value": N_("What a share is worth is cut to a multiple of {step:francs}."),
    "payout": N_("Each envelope is cut to a multiple of {step:francs}."),
}
_DEDUCTED = {
    "loans": N_("Loans that a member still owes are taken off her part."),
    "fines": N_("Fines that a member still owes are taken off her part."),
    "dues": N_("Contributions that a member still owes are taken off her part."),
}


def fine_sentences(rules: Rules) -> Iterator[Sentence]:
    """Yield the catalogue of fines."""
    for name, amount in rules.fines.items():
        if not amount:
            words = _("{fault}: the assembly says the fine.")
        elif name in _FINES:
            words = translate(_FINES[name])
        else:
            words = _("{fault}: a fine of {amount:francs}.")
        fault = word(_FINE_NAMES, name)
        said = fill(words, fault=fault[:1].upper() + fault[1:], amount=amount)
        yield Sentence(f"fines.{name}", said)
    if not rules.fines:
        yield Sentence("fines", _("There are no fines."))


def life_sentences(rules: Rules) -> Iterator[Sentence]:
    """Yield what holds of those who join in mid-cycle, and of those who leave."""
    yield Sentence("joining.in_cycle", translate(_JOINING[rules.joining.in_cycle]))
    yield from _leaver(rules, "", rules.leaving.terms)
    for reason in OWN_RULES:
        yield from _leaver(rules, reason, rules.leaving.of(reason))


def _leaver(rules: Rules, reason: str, terms: LeavingTerms) -> Iterator[Sentence]:
    path = f"leaving.{reason}" if reason else "leaving"
    said = [translate(_LEAVERS[reason][terms.pays])]
    if terms.pays != "nothing":
        said.append(translate(_PAID["at_once" if rules.shares_nothing else terms.when]))
        if terms.keep_percent:
            words = _("The group keeps {part:percent} of it.")
            said.append(fill(words, part=terms.keep_percent))
    if reason == "deceased":
        said.append(translate(_LOAN_AT_DEATH[terms.loan]))
    yield Sentence(path, " ".join(said))


def share_out_sentences(rules: Rules) -> Iterator[Sentence]:
    """Yield how the money of a cycle is shared out."""
    if all(fund.share_out == "kept" for fund in rules.funds.values()):
        yield Sentence("share_out", _("Nothing is shared out: every box is kept."))
        return
    rule = rules.share_out
    yield Sentence("share_out.method", translate(_METHODS[rule.method]))
    rounding = translate(_ROUNDING[rule.rounding.kind])
    yield Sentence("share_out.round", fill(rounding, step=rule.rounding.step))
    remainder = _("What is left over stays for the next cycle.")
    if rule.remainder != "next_cycle":
        words = _("What is left over goes to the box “{fund}”.")
        remainder = fill(words, fund=fund_name(rule.remainder))
    yield Sentence("share_out.remainder", remainder)
    for name, words in _DEDUCTED.items():
        if name in rule.deduct:
            yield Sentence(f"share_out.deduct.{name}", translate(words))
    if not rule.deduct:
        yield Sentence("share_out.deduct", _("Nothing is taken off a member's part."))
    if rule.seed == "asked":
        words = _("Each member says how much of her part she leaves for the next cycle.")
    else:
        words = _("Nobody leaves a part of hers for the next cycle.")
    yield Sentence("share_out.seed", words)
