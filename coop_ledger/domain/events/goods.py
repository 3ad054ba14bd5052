"""Goods for members: bought out of a fund, then given, each gift at the average cost."""

from dataclasses import dataclass
from typing import ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.goods import cost_of, goods_in
from coop_ledger.domain.journal import Posting
from coop_ledger.domain.money import split
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    entry_of,
    fund_named,
    given_away,
    goods,
    granted_of,
    money,
)
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsBought(Event):
    """A fund buys goods that it will give to the members: soap, flour, exercise books."""

    type: ClassVar[str] = "goods_bought"
    title: ClassVar[str] = N_("Goods bought")
    gives_receipt: ClassVar[bool] = False

    fund: str = fields.code(N_("Fund"), "")
    item: str = fields.code(N_("Goods"))
    quantity: int = fields.count(N_("Quantity"))
    amount: int = fields.amount(N_("Amount"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Turn money of the fund into goods."""
        facts.active_cycle(self.date)
        fund = fund_named(facts.rules(self.date), self.fund)
        if self.amount < self.quantity:
            raise Refusal(
                N_(
                    "{quantity:number} {item} for {amount:francs} is less than 1 F each: "
                    "count them by the box or by the pack."
                ),
                field="quantity",
                value=self.quantity,
                quantity=self.quantity,
                item=self.item,
                amount=self.amount,
            )
        bought = Posting(goods(fund, self.item), self.amount, self.quantity)
        paid = Posting(money(fund, self.place), -self.amount)
        return Effects((entry_of(self, bought, paid, text=self.item),))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsDistributed(Event):
    """Goods are given to members, who do not give them back or pay for them."""

    type: ClassVar[str] = "goods_distributed"
    title: ClassVar[str] = N_("Goods given")
    gives_receipt: ClassVar[bool] = False

    fund: str = fields.code(N_("Fund"), "")
    item: str = fields.code(N_("Goods"))
    given: dict[str, int] = fields.quantities(N_("Who received, and how many"))

    def effects(self, facts: Facts) -> Effects:
        """Take their cost out of the goods, each member's part by what she received."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        for member in self.given:
            active_member(facts, member, field="given")
        quantity = sum(self.given.values())
        stock = facts.balance(goods(fund, self.item))
        if quantity > stock.quantity:
            raise Refusal(
                N_(
                    "{fund}: {had:number} {item} are there and {value:number} would be given. "
                    "Give fewer, or record what was bought first. There is: {known}."
                ),
                field="given",
                value=quantity,
                fund=terms.fund(fund),
                had=stock.quantity,
                item=self.item,
                known=", ".join(goods_in(facts, fund)) or "–",
            )
        cost = cost_of(stock, quantity)
        members = sorted(self.given, key=number_order)
        parts = split(cost, [self.given[member] for member in members])
        borne = [
            Posting(given_away(rules, fund, member), part)
            for member, part in zip(members, parts, strict=True)
            if part
        ]
        taken = Posting(goods(fund, self.item), -cost, -quantity)
        gift = entry_of(self, *borne, taken, text=self.item)
        return Effects((gift, *granted_of(self, rules, fund, borne)))
