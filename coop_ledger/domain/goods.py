"""Goods a fund keeps for its members: what there is, and what a gift of them costs."""

from fractions import Fraction

from coop_ledger.domain.accounts import GOODS
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.money import rounded_half_up
from coop_ledger.domain.source import Balance


def goods_in(facts: Facts, fund: str) -> dict[str, Balance]:
    """Return the goods of a fund that are not given yet: their cost in francs, and how many."""
    return {
        key.item: stock
        for key, stock in facts.leaves(GOODS).items()
        if key.fund == fund and stock.quantity
    }


def cost_of(stock: Balance, quantity: int) -> int:
    """Return the cost of some of the goods at their average; the last ones take what is left.

    Goods cost at least a franc each, so a gift never costs nothing nor leaves goods that do.
    """
    if quantity == stock.quantity:
        return stock.amount
    return rounded_half_up(Fraction(stock.amount * quantity, stock.quantity))
