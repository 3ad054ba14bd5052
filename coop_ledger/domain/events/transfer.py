"""Money that goes from one place or fund to another, and who bears the fee."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from coop_ledger import terms
from coop_ledger.domain import fields
from coop_ledger.domain.accounts import INTERFUND, MONEY_FEES, PLACES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, Posting
from coop_ledger.domain.kept_for_members import check_kept
from coop_ledger.domain.posting_rules import PLACE_NAMES, dues, entry_of, fund_named, money
from coop_ledger.domain.rules import Rules
from coop_ledger.i18n import N_

BY_FUND = "fund"


class Purse(NamedTuple):
    """The money a fund keeps in one place."""

    fund: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMoved(Event):
    """Money goes from one place or fund to another.

    `from` and `to` name a place of `fund`, or a fund; where they name a fund, `from_place` and
    `to_place` say where it keeps the money, its box unless said. A fee is borne by the fund
    that the money leaves or by a member, as the fund's rule or `fee_borne_by` says ("fund", or
    a member's number): she then owes it as she owes a fine.
    """

    type: ClassVar[str] = "money_moved"
    title: ClassVar[str] = N_("Money moved")
    gives_receipt: ClassVar[bool] = False

    from_: str = fields.code(N_("Taken from"))
    to: str = fields.code(N_("Put into"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    fee: int | None = fields.amount(N_("Fee"), None)
    from_place: str = fields.choice(N_("Place it is taken from"), PLACE_NAMES, "")
    to_place: str = fields.choice(N_("Place it is put into"), PLACE_NAMES, "")
    fee_borne_by: str = fields.code(N_("Who bears the fee"), "")
    reason: str = fields.note(N_("Reason"), "")

    def effects(self, facts: Facts) -> Effects:
        """Move it; a fee leaves with it."""
        facts.active_cycle(self.date)
        rules = facts.rules(self.date)
        fund = fund_named(rules, self.fund)
        source = _purse("from", self.from_, self.from_place, fund, rules)
        target = _purse("to", self.to, self.to_place, fund, rules)
        if source == target:
            raise Refusal(
                N_("{field} is {value}, where the money already is: name another place or fund."),
                field="to",
                value=self.to,
            )
        _check_donor(rules, source.fund, target.fund)
        leaves = (self.fee or 0) + (self.amount if source.fund != target.fund else 0)
        if leaves:
            check_kept(facts, source.fund, leaves)
        postings = [
            Posting(money(*target), self.amount),
            Posting(money(*source), -self.amount),
        ]
        if source.fund != target.fund:
            postings += [
                Posting(AccountKey(INTERFUND, source.fund), self.amount),
                Posting(AccountKey(INTERFUND, target.fund), -self.amount),
            ]
        if self.fee:
            postings += [
                Posting(self._fee_account(facts, rules, source.fund), self.fee),
                Posting(money(*source), -self.fee),
            ]
        return Effects((entry_of(self, *postings, text=self.reason),))

    def _fee_account(self, facts: Facts, rules: Rules, fund: str) -> AccountKey:
        bearer = self.fee_borne_by or rules.funds[fund].fees
        if bearer == BY_FUND:
            return AccountKey(MONEY_FEES, fund)
        if not self.fee_borne_by:
            raise Refusal(
                N_(
                    "{fund}: by the rules a member bears the fee of {fee:francs}. Write her number "
                    "in {field}, or “fund” if the group bears it this time."
                ),
                field="fee_borne_by",
                value="",
                fund=terms.fund(fund),
                fee=self.fee,
            )
        return dues(fund, facts.member(bearer, field="fee_borne_by").code)


def _purse(field: str, name: str, place: str, fund: str, rules: Rules) -> Purse:
    if name in PLACES:
        if place not in ("", name):
            raise Refusal(
                N_("{field} is {value}, but the money is in {place}: name the place once."),
                field=f"{field}_place",
                value=place,
                place=terms.place(name),
            )
        return Purse(fund, name)
    if name in rules.funds:
        return Purse(name, place or "box")
    raise Refusal(
        N_("{field} is {value}: name a place ({places}) or a fund ({funds})."),
        field=field,
        value=name,
        places=", ".join(PLACES),
        funds=", ".join(rules.funds),
    )


def _check_donor(rules: Rules, source: str, target: str) -> None:
    """Refuse to move a donor's money to where it could be lent or shared."""
    donor = rules.funds[source].donor
    if source != target and donor and rules.funds[target].donor != donor:
        raise Refusal(
            N_(
                "{fund} holds money of {donor}, which is never lent or shared out: it cannot go to "
                "{other}. Spend it for what it was given for, or give it back."
            ),
            field="to",
            value=target,
            fund=terms.fund(source),
            donor=donor,
            other=terms.fund(target),
        )
