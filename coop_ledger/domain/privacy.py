"""What is private in a group by its rules: deliveries always, and what a vote marks sensitive.

A fund or a kind of loan that was ever marked stays private: what was promised is kept. In a
sensitive fund, what everybody brings is no secret; what one member is given or lent is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from coop_ledger.domain.accounts import SAVINGS, SUBSIDIES
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.records import DeliveryPlanRecord, LoanRecord, RulesRecord

_OF_A_PLAN = frozenset({"delivery_saved", "milestone_reached", "delivery_plan_settled"})
_OF_EVERYBODY = frozenset(
    {
        *("shares_bought", "shares_sold_back", "savings_deposited", "savings_withdrawn"),
        *("contribution_paid", "fine_charged", "fine_paid", "fine_waived"),
        *("member_joined", "member_left", "rest_paid", "balances_opened"),
        *("meeting_held", "money_moved", "share_out_decided", "cycle_closed"),
        *("goods_bought", "goods_distributed"),
    }
)


class Posted(Protocol):
    """One posting of an entry, as the journal shows it."""

    @property
    def account(self) -> str:
        """The account of the chart."""

    @property
    def fund(self) -> str:
        """The fund."""

    @property
    def member(self) -> str:
        """The member it is kept for, or nothing."""

    @property
    def loan(self) -> str:
        """The loan it is kept for, or nothing."""


class Line(NamedTuple):
    """A posting by what privacy looks at."""

    account: str
    fund: str
    member: str
    loan: str


@dataclass(frozen=True, slots=True)
class Privacy:
    """The funds, kinds of loan and loans of a group that are private."""

    deliveries: frozenset[str] = frozenset()
    funds: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    loans: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether the group has anything private."""
        return bool(self.deliveries or self.funds or self.products)

    def hides(self, kind: str, postings: Iterable[Posted]) -> bool:
        """Whether an entry of this kind of event is private."""
        if not self:
            return False
        if kind in _OF_A_PLAN:
            return True
        return any(self._hides(kind, posting) for posting in postings)

    def _hides(self, kind: str, posting: Posted) -> bool:
        if not posting.member:
            return False
        if posting.account == SUBSIDIES or posting.loan in self.loans:
            return True
        if posting.account == SAVINGS and posting.fund in self.deliveries:
            return True
        return posting.fund in self.funds and kind not in _OF_EVERYBODY

    def hides_loan(self, product: str) -> bool:
        """Whether a loan of this kind is private."""
        return product in self.products


NOTHING_PRIVATE = Privacy()


def is_private(rules: Mapping[str, Any]) -> bool:
    """Whether rules keep anything private."""
    marked = (*_sensitive([rules], "funds"), *_sensitive([rules], "loans"))
    return bool(rules.get("deliveries") or marked)


def privacy_of(facts: Facts) -> Privacy:
    """Return what is private in a group by its preset and every vote so far."""
    votes = [vote.rules for vote in facts.records("rules") if isinstance(vote, RulesRecord)]
    parts = [PRESETS[facts.founded.preset], *votes]
    plans = [p for p in facts.records("delivery_plan") if isinstance(p, DeliveryPlanRecord)]
    kept = {
        part["deliveries"].get("fund", "deliveries") for part in parts if part.get("deliveries")
    }
    products = frozenset(_sensitive(parts, "loans"))
    found = Privacy(
        deliveries=frozenset({*kept, *(plan.fund for plan in plans)}),
        funds=frozenset(_sensitive(parts, "funds")),
        products=products,
    )
    if not products:
        return found
    loans = (loan for loan in facts.source.records(("loan",)) if isinstance(loan, LoanRecord))
    private = frozenset(loan.code for loan in loans if loan.product in products)
    return Privacy(found.deliveries, found.funds, products, private)


def _sensitive(parts: Iterable[Mapping[str, Any]], name: str) -> Iterable[str]:
    for part in parts:
        for code, rule in part.get(name, {}).items():
            if rule.get("sensitive"):
                yield code
