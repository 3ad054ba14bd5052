"""The rules of a group as its members would say them, and what each vote changed."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coop_ledger import i18n, terms
from coop_ledger.domain.records import RulesRecord
from coop_ledger.domain.rules import Rules, merged, read_rules
from coop_ledger.domain.rules.funds import FundRule
from coop_ledger.domain.rules.loans import LoanProduct
from coop_ledger.i18n import N_, _, fill, ngettext, translate
from coop_ledger.reports.papers.share_out_statement import METHODS

WEEK = 7
FINES = {"late": N_("Fine for being late"), "absent": N_("Fine for being absent")}
KEPT = {
    "proportional": N_("shared out with the savings"),
    "equal": N_("shared out in equal parts"),
    "kept": N_("kept from one cycle to the next"),
}
REPAID = {
    "at_end": N_("all at once, at the end"),
    "equal_principal": N_("in equal parts"),
    "free": N_("as she can, before the end"),
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """Rules of one kind: what each is about, and what it says."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote: its day, and what it changed as (what, before, after)."""

    date: datetime.date
    changed: tuple[tuple[str, str, str], ...]


def in_words(rules: Rules) -> list[Chapter]:
    """Return rules in words, in the order of a meeting."""
    loans = [
        Chapter(_loan_title(rules, product), tuple(_loan(rules, product)))
        for product in rules.loans.values()
    ]
    return [
        Chapter(_("Savings"), tuple(_saving(rules))),
        Chapter(_("Funds"), tuple(_fund(rules, fund) for fund in rules.funds.values())),
        *loans,
        Chapter(_("Fines"), tuple(_fines(rules))),
        Chapter(_("Share-out"), tuple(_share_out(rules))),
    ]


def votes(preset: Mapping[str, Any], records: Iterable[RulesRecord]) -> list[Vote]:
    """Return the votes in their order, each with what it changed."""
    parts, found = [preset], []
    before = _by_name(read_rules(merged(parts)))
    for record in sorted(records, key=lambda record: record.key):
        parts.append(record.rules)
        after = _by_name(read_rules(merged(parts)))
        names = [*before, *(name for name in after if name not in before)]
        changed = tuple(
            (name, before.get(name, "–"), after.get(name, "–"))
            for name in names
            if before.get(name) != after.get(name)
        )
        found.append(Vote(record.date, changed))
        before = after
    return found


def _by_name(rules: Rules) -> dict[str, str]:
    return {
        f"{chapter.title} · {what}": words
        for chapter in in_words(rules)
        for what, words in chapter.lines
    }


def _saving(rules: Rules) -> Iterator[tuple[str, str]]:
    saving = rules.saving
    if saving.unit == "share":
        yield _("Price of a share"), i18n.francs(saving.price)
        yield _("At each meeting"), _shares(saving.minimum, saving.maximum, equal=saving.equal)
    else:
        yield _("At each meeting"), _amounts(saving.minimum, saving.maximum, equal=saving.equal)
        if saving.multiple_of > 1:
            words = _("in multiples of {step:francs}")
            yield _("Amounts"), fill(words, step=saving.multiple_of)
    for name, part in rules.split.items():
        words = fill(_("{part:francs} go to it"), part=part)
        yield fill(_("Of each saving, {fund}"), fund=str(terms.fund(name))), words
    days = rules.meeting_days
    every = fill(ngettext("every {n:number} day", "every {n:number} days", days), n=days)
    yield _("Meetings"), _("every week") if days == WEEK else every


def _shares(least: int, most: int | None, *, equal: bool) -> str:
    if equal:
        words = ngettext(
            "{n:number} share, the same for all", "{n:number} shares, the same for all", least
        )
        return fill(words, n=least)
    if most is None:
        words = ngettext("{n:number} share at least", "{n:number} shares at least", least)
        return fill(words, n=least)
    words = _("from {least:number} to {most:number} shares for each passbook")
    return fill(words, least=least, most=most)


def _amounts(least: int, most: int | None, *, equal: bool) -> str:
    if equal:
        return fill(_("{least:francs}, the same for all"), least=least)
    if most is None:
        return fill(_("{least:francs} at least"), least=least)
    return fill(_("from {least:francs} to {most:francs}"), least=least, most=most)


def _fund(rules: Rules, fund: FundRule) -> tuple[str, str]:
    kept = translate(KEPT[fund.share_out])
    if fund.contribution:
        words = _("{amount:francs} from each member at each meeting; {kept}")
        said = fill(words, amount=fund.contribution, kept=kept)
    elif fund.name == rules.first_fund:
        said = fill(_("the savings go to it; {kept}"), kept=kept)
    else:
        said = fill(_("no contribution; {kept}"), kept=kept)
    return str(terms.fund(fund.name)), said


def _loan_title(rules: Rules, product: LoanProduct) -> str:
    if len(rules.loans) == 1:
        return _("Loans")
    return fill(_("Loans: {name}"), name=translate(product.name))


def _loan(rules: Rules, product: LoanProduct) -> Iterator[tuple[str, str]]:
    yield _("Interest"), _interest(product)
    n = product.term
    term = ngettext("{n:number} month at most", "{n:number} months at most", n)
    if product.per == "meeting":
        term = ngettext("{n:number} meeting at most", "{n:number} meetings at most", n)
    yield _("Term"), fill(term, n=n)
    yield _("Repaid"), translate(REPAID[product.repaid])
    times = product.ceiling
    ceiling = _("none") if times is None else fill(_("{n:number} times her savings"), n=times)
    yield _("Ceiling"), ceiling
    if product.guarantors:
        yield _("Guarantors"), str(product.guarantors)
    if len(rules.funds) > 1:
        yield _("Lent from"), str(terms.fund(product.fund))


def _interest(product: LoanProduct) -> str:
    if product.method == "none" or not product.rate_percent:
        return _("none")
    if product.method == "once" or product.per == "loan":
        words = _("{rate:percent} of what was lent, once")
    elif product.method == "declining":
        words = {
            "month": _("{rate:percent} a month of what is left to repay"),
            "meeting": _("{rate:percent} a meeting of what is left to repay"),
        }[product.per]
    else:
        words = {
            "month": _("{rate:percent} a month of what was lent"),
            "meeting": _("{rate:percent} a meeting of what was lent"),
        }[product.per]
    return fill(words, rate=product.rate_percent)


def _fines(rules: Rules) -> Iterator[tuple[str, str]]:
    for name, amount in rules.fines.items():
        said = i18n.francs(amount) if amount else _("none")
        yield translate(FINES.get(name, name)), said
    if not rules.fines:
        yield _("Fines"), _("none")


def _share_out(rules: Rules) -> Iterator[tuple[str, str]]:
    rule = rules.share_out
    yield _("Method"), translate(METHODS[rule.method])
    rounding = {
        "exact": _("to the franc"),
        "value": _("the worth of a share is cut to a multiple of {step:francs}"),
        "payout": _("each envelope is cut to a multiple of {step:francs}"),
    }[rule.rounding.kind]
    yield _("Rounding"), fill(rounding, step=rule.rounding.step)
    remainder = _("stays for the next cycle")
    if rule.remainder != "next_cycle":
        remainder = fill(_("goes to: {fund}"), fund=str(terms.fund(rule.remainder)))
    yield _("Remainder"), remainder
    kept = {
        frozenset({"loans", "fines"}): _("loans and fines still owed"),
        frozenset({"loans"}): _("loans still owed"),
        frozenset({"fines"}): _("fines still owed"),
    }
    yield _("Kept back from each one"), kept.get(rule.deduct, _("nothing"))
