"""The year in francs in words, for the assistant, the vote and the paper that is signed."""

from collections.abc import Iterator
from typing import NamedTuple

from coop_ledger import terms
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.year_ahead import LoanExample, Turns, YearAhead
from coop_ledger.i18n import N_, _, fill, ngettext, translate

_FINES = {
    "late": N_("Being late once a month costs in a year"),
    "absent": N_("Being absent once a month costs in a year"),
}


class YearLine(NamedTuple):
    """One figure of the year: what it is called, in words and in francs."""

    key: str
    words: str
    amount: int


def year_lines(rules: Rules, year: YearAhead) -> list[YearLine]:
    """Return what a year comes to, the savings first."""
    return [
        *_savings(rules, year),
        *_funds(year),
        *_turns(rules, year.turns),
        *_delivery(year),
        *(line for loan in year.loans for line in _loan(rules, loan)),
        *(
            YearLine(f"fine {name}", translate(words), year.fines[name])
            for name, words in _FINES.items()
            if name in year.fines
        ),
    ]


def _savings(rules: Rules, year: YearAhead) -> Iterator[YearLine]:
    if year.saved and rules.saving.unit == "share":
        words = ngettext(
            "Whoever buys {n:number} share at each of {meetings:number} meetings will have saved",
            "Whoever buys {n:number} shares at each of {meetings:number} meetings will have saved",
            year.brings,
        )
        said = fill(words, n=year.brings, meetings=year.meetings)
        yield YearLine("saved", said, year.saved)
    elif year.saved:
        words = _(
            "Whoever brings {amount:francs} to each of {meetings:number} meetings will have saved"
        )
        yield YearLine("saved", fill(words, amount=year.brings, meetings=year.meetings), year.saved)
    if year.most is not None and not rules.saving.equal:
        yield YearLine("most", _("Whoever always brings the most will have saved"), year.most)


def _funds(year: YearAhead) -> Iterator[YearLine]:
    """Yield what goes into each fund: hers where it is not the savings told before, and all."""
    for fund, amount in year.into.items():
        if amount != year.saved:
            words = fill(_("She will have put into “{fund}”"), fund=str(terms.fund(fund)))
            yield YearLine(f"into {fund}", words, amount)
    if year.members > 1:
        for fund, amount in year.group.items():
            words = _("All {n:number} members will have put into “{fund}”")
            said = fill(words, n=year.members, fund=str(terms.fund(fund)))
            yield YearLine(f"group {fund}", said, amount)


def _turns(rules: Rules, turns: Turns | None) -> Iterator[YearLine]:
    if turns is None or rules.tontine is None:
        return
    words = ngettext(
        "With {hands:number} hands, each pays in {n:number} round ({days:number} days)",
        "With {hands:number} hands, each pays in {n:number} rounds ({days:number} days)",
        turns.rounds,
    )
    said = fill(words, hands=turns.hands, n=turns.rounds, days=turns.days)
    yield YearLine("paid", said, turns.paid)
    yield YearLine("each", _("and takes the pot once"), turns.each)
    if turns.levy:
        words = _("In that time “{fund}” gets")
        said = fill(words, fund=str(terms.fund(rules.tontine.levy_fund)))
        yield YearLine("levy", said, turns.levy)


def _delivery(year: YearAhead) -> Iterator[YearLine]:
    plan = year.delivery
    if plan is not None and plan.goal:
        words = ngettext(
            "Whoever saves {amount:francs} a month has in {n:number} month",
            "Whoever saves {amount:francs} a month has in {n:number} months",
            plan.months,
        )
        said = fill(words, amount=plan.monthly, n=plan.months)
        yield YearLine("goal", said, plan.monthly * plan.months)


def _loan(rules: Rules, loan: LoanExample) -> Iterator[YearLine]:
    if loan.per == "meeting":
        words = ngettext(
            "Interest on {lent:money} lent for {n:number} meeting",
            "Interest on {lent:money} lent for {n:number} meetings",
            loan.term,
        )
    else:
        words = ngettext(
            "Interest on {lent:money} lent for {n:number} month",
            "Interest on {lent:money} lent for {n:number} months",
            loan.term,
        )
    said = fill(words, lent=loan.principal, n=loan.term)
    if len(rules.loans) > 1:
        said = fill(_("{what} ({kind})"), what=said, kind=translate(loan.product))
    yield YearLine(f"loan {loan.product}", said, loan.interest)
    if loan.paid_out != loan.principal:
        words = _("Of {lent:money} lent, the borrower takes home")
        yield YearLine(
            f"loan {loan.product} paid out", fill(words, lent=loan.principal), loan.paid_out
        )
