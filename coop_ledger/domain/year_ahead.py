"""What a set of rules comes to in a year, in francs: said aloud before it is voted.

Pure arithmetic on the rules: nothing is asked of the book. The figures are those of a
member who does the same at every meeting, and of a group in which all do as she does.
"""

import datetime
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coop_ledger.domain.lending import product_terms
from coop_ledger.domain.loans import schedule
from coop_ledger.domain.money import split
from coop_ledger.domain.rotation import Rotation
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.deliveries import DeliveryRule
from coop_ledger.domain.rules.loans import LoanProduct

DAYS_OF_A_YEAR = 365
MONTHS_OF_A_YEAR = 12
USUAL_SHARES = 3
SAMPLE_LOAN = 10_000
"""The loan of the examples, in francs: what women's groups around Bamako lend (section 6.2)."""
SAMPLE_HANDS = 12
"""The tontine of the examples, while nobody is a member: that of GDRC's model (section 1.5)."""
_ANY_DAY = datetime.date(2000, 1, 1)  # months cost the same whenever they are


@dataclass(frozen=True, slots=True)
class LoanExample:
    """What a loan of each kind costs; francs. `paid_out` is what she takes home."""

    product: str
    principal: int
    term: int
    per: str
    interest: int
    paid_out: int
    instalments: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """A tontine once round: rounds and their days, the pot and each winner's part, in francs."""

    hands: int
    rounds: int
    days: int
    pot: int
    winners: int
    each: int
    paid: int
    levy: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A plan for a delivery: so many months of savings to its goal, in francs."""

    monthly: int
    goal: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearAhead:
    """A year in francs. `brings` is what she saves at a meeting: shares, or francs.

    `into` is what she will have put into each fund, `group` what all will have; `fines`
    is what one lateness or absence a month costs in the year.
    """

    meetings: int
    members: int
    brings: int
    saved: int
    most: int | None
    into: Mapping[str, int]
    group: Mapping[str, int]
    loans: tuple[LoanExample, ...]
    fines: Mapping[str, int]
    turns: Turns | None
    delivery: Delivery | None


def meetings_of_a_year(rules: Rules) -> int:
    """How often a group meets in 365 days."""
    return DAYS_OF_A_YEAR // rules.meeting_days


def usual_saving(rules: Rules) -> int:
    """What the example saves at a meeting: three shares, or the least amount."""
    saving = rules.saving
    if saving.unit != "share":
        return saving.minimum
    most = USUAL_SHARES if saving.maximum is None else min(saving.maximum, USUAL_SHARES)
    return max(most, saving.minimum)


def year_ahead(
    rules: Rules, *, meetings: int, members: int = 1, brings: int | None = None
) -> YearAhead:
    """What rules come to over so many meetings, for one who brings the same at each.

    `brings` counts shares, or francs where savings are amounts; None takes the usual.
    """
    brings = usual_saving(rules) if brings is None else brings
    at_once = _francs(rules, brings)
    most = rules.saving.maximum
    into = Counter(dict(_into(rules, at_once, meetings)))
    turns = _turns(rules, members)
    return YearAhead(
        meetings=meetings,
        members=members,
        brings=brings,
        saved=at_once * meetings,
        most=None if most is None else _francs(rules, most) * meetings,
        into={fund: amount for fund, amount in into.items() if amount},
        group={fund: amount * members for fund, amount in into.items() if amount},
        loans=tuple(_loan(rules, product) for product in rules.loans.values()),
        fines={name: fine * MONTHS_OF_A_YEAR for name, fine in rules.fines.items() if fine},
        turns=turns,
        delivery=_delivery(rules.deliveries),
    )


def _francs(rules: Rules, brings: int) -> int:
    return brings * (rules.saving.price if rules.saving.unit == "share" else 1)


def _into(rules: Rules, at_once: int, meetings: int) -> Iterator[tuple[str, int]]:
    """What one member puts into each fund: her savings, cut at each meeting, and contributions.

    The pot of a tontine is told by its rounds, not here.
    """
    found: Counter[str] = Counter()
    if rules.split:
        parts = split(at_once, tuple(rules.split.values()))
        for fund, part in zip(rules.split, parts, strict=True):
            found[fund] += part * meetings
    else:
        found[rules.first_fund] += at_once * meetings
    pot = rules.tontine.fund if rules.tontine else ""
    for fund, rule in rules.funds.items():
        if fund != pot:
            found[fund] += rule.contribution * meetings
    yield from found.items()


def _loan(rules: Rules, product: LoanProduct) -> LoanExample:
    term = product.lending(SAMPLE_LOAN).term
    terms = product_terms(product, SAMPLE_LOAN, term, _ANY_DAY, rules.meeting_days)
    lines = schedule(terms)
    return LoanExample(
        product=product.name,
        principal=SAMPLE_LOAN,
        term=term,
        per="meeting" if product.per == "meeting" else "month",
        interest=terms.kept_back + sum(line.interest for line in lines),
        paid_out=SAMPLE_LOAN - terms.kept_back,
        instalments=tuple(line.payment for line in lines),
    )


def _turns(rules: Rules, members: int) -> Turns | None:
    """A hand for each member; a last round with fewer winners asks for less."""
    rule = rules.tontine
    if rule is None or members < 1:
        return None
    winners = min(rule.winners, members)
    shape = Rotation(
        hands={"her": 1, "the others": members - 1},
        share=rule.share,
        levy=rule.levy,
        winners=winners,
        recipient_pays=rule.recipient_pays,
    )
    paying = members if rule.recipient_pays else members - winners
    rounds = shape.rounds
    brought = shape.due("her", [1], rounds)
    return Turns(
        hands=members,
        rounds=rounds,
        days=rounds * (rule.days or rules.meeting_days),
        pot=shape.expected(1),
        winners=winners,
        each=shape.lot(1),
        paid=brought + shape.levied("her", [1], brought),
        levy=rule.levy * paying * rounds,
    )


def _delivery(rule: DeliveryRule | None) -> Delivery | None:
    if rule is None or not rule.monthly:
        return None
    months = math.ceil(rule.goal / rule.monthly)
    return Delivery(monthly=rule.monthly, goal=rule.goal, months=months)
