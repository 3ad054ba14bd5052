"""A round of a tontine: the turn is taken, a missing contribution is covered and paid back."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

from coop_ledger import terms
from coop_ledger.domain import fields
from coop_ledger.domain.accounts import DUES, LEFT_TO_PAY
from coop_ledger.domain.called import called
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry, Posting
from coop_ledger.domain.money import split
from coop_ledger.domain.posting_rules import (
    PLACE_NAMES,
    active_member,
    dues,
    entry_of,
    fund_named,
    money,
    pot,
)
from coop_ledger.domain.records import Record, TurnRecord
from coop_ledger.domain.rules.tontine import TO_MEMBERS
from coop_ledger.domain.tontine import Tontine, cover_funds, left_to_pay, started
from coop_ledger.domain.tontine_entries import Lines, cover, joined, to_fund
from coop_ledger.i18n import N_


def _read_hands(field: str, value: Any) -> tuple[str, ...]:
    return tuple(fields.code_of(field, item) for item in fields.list_of(field, value))


HANDS = fields.Kind("members", _read_hands, {"type": "array", "items": {"type": "string"}})
"""Members by number, one once for each of her hands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnTaken(Event):
    """The pot of a round is handed over.

    `winners` may be left out where the order says whose turn it is. `amounts` is what each got
    in hand where the pot was short; the rest is left to be paid to her.
    """

    type: ClassVar[str] = "turn_taken"
    title: ClassVar[str] = N_("Tontine: turn taken")

    round: int = fields.count(N_("Round"), most=10000)
    winners: tuple[str, ...] = fields.special(HANDS, N_("Who takes"), ())
    bid: int | None = fields.amount(N_("Bid"), None)
    bids: dict[str, int] = fields.amounts(N_("Bids by member"), {})
    amounts: dict[str, int] = fields.amounts(N_("Paid in hand, where the pot is short"), {})
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Pay the lots; what a winner is behind is kept from hers, a bid is taken off."""
        facts.active_cycle(self.date)
        tontine = started(facts, self.date)
        self._check_round(tontine)
        winners = self._winners(facts, tontine)
        bids = self._bids(facts, tontine, winners)
        turn = _Turn(self, facts, tontine, winners, bids)
        entries = tuple(turn.entry(member) for member in Counter(winners))
        turn.check_enough()
        records: tuple[Record, ...] = (turn.record(),)
        if not tontine.stored:
            records = (tontine.record, *records)
        return Effects(entries, records)

    def _check_round(self, tontine: Tontine) -> None:
        if tontine.served:
            raise Refusal(
                N_(
                    "Every hand of this tontine has taken after {rounds:number} rounds: end it "
                    "before the next one starts."
                ),
                field="round",
                value=self.round,
                rounds=tontine.rotation.rounds,
            )
        if self.round != tontine.next_round:
            raise Refusal(
                N_("Round {value:number} cannot be taken: round {next:number} is the next."),
                field="round",
                value=self.round,
                next=tontine.next_round,
            )

    def _winners(self, facts: Facts, tontine: Tontine) -> tuple[str, ...]:
        due = tontine.winners_due()
        winners = self.winners or due
        count = tontine.rotation.winners_of(self.round)
        for member in winners:
            active_member(facts, member, field="winners")
        if len(winners) != count:
            raise Refusal(
                N_(
                    "The number of winners of round {round:number} is {count:number}: name as many."
                ),
                field="winners",
                value=", ".join(winners),
                round=self.round,
                count=count,
            )
        if due and Counter(due) != Counter(winners):
            raise Refusal(
                N_(
                    "Round {round:number} is the turn of {due}, not of {named}: let them swap "
                    "their turns first, both agreeing."
                ),
                field="winners",
                value=", ".join(winners),
                round=self.round,
                due=called(facts, due),
                named=called(facts, winners),
            )
        waiting = tontine.waiting()
        for member, hands in Counter(winners).items():
            if hands > waiting[member]:
                raise Refusal(
                    N_("{name}, member {value}, has no turn left to take: name someone else."),
                    field="winners",
                    value=member,
                    name=facts.member(member).name,
                )
        return winners

    def _bids(self, facts: Facts, tontine: Tontine, winners: tuple[str, ...]) -> dict[str, int]:
        bids = dict(self.bids)
        if self.bid is not None:
            if len(winners) != 1 or bids:
                raise Refusal(
                    N_("One bid is for one winner: write the bid of each one."),
                    field="bid",
                    value=self.bid,
                )
            bids = {winners[0]: self.bid}
        if bids and tontine.record.order != "auction":
            raise Refusal(
                N_("This tontine is no auction: leave the bid out, or vote another order first."),
                field="bids",
                value=", ".join(bids),
            )
        for member, bid in bids.items():
            most = tontine.rotation.lot(self.round) * winners.count(member)
            if bid >= most:
                raise Refusal(
                    N_("{name} bids {value:francs} for {lot:francs}: write less."),
                    field=f"bids.{member}",
                    value=bid,
                    name=called(facts, [member]),
                    lot=most,
                )
        return bids


class _Turn:
    """One round as it is paid out."""

    def __init__(
        self,
        event: TurnTaken,
        facts: Facts,
        tontine: Tontine,
        winners: tuple[str, ...],
        bids: dict[str, int],
    ):
        self.event, self.facts, self.tontine = event, facts, tontine
        self.winners, self.bids = winners, bids
        self.lot = tontine.rotation.lot(event.round)
        self.shares: Counter[str] = Counter()
        self.kept: dict[str, int] = {}
        self.rest: dict[str, int] = {}
        self.kept_in_pot = 0

    def entry(self, member: str) -> JournalEntry:
        """Return the entry of one winner: her lots, less her bid and what she was behind."""
        record = self.tontine.record
        fund, place = record.fund, self.event.place
        bid = self.bids.get(member, 0)
        levy, into = self._behind(member)
        lots = self.lot * self.winners.count(member)
        in_hand = lots - bid - levy - into
        if in_hand < 0:
            raise self._above(member, bid, levy + into, lots)
        rest = self._rest(member, in_hand)
        lines: Lines = [
            (pot(fund, member), lots - into),
            (money(fund, place), -(in_hand - rest)),
            (AccountKey(LEFT_TO_PAY, fund, member=member), -rest),
        ]
        rules = self.facts.rules(self.event.date)
        if levy:
            lines += [(money(fund, place), -levy)]
            lines += to_fund(rules, record.levy_fund, member, levy, place)
        lines += self._bid(member, bid)
        self.kept_in_pot += into
        if levy + into:
            self.kept[member] = levy + into
        return joined(self.event, lines)

    def _behind(self, member: str) -> tuple[int, int]:
        """What she is behind, as (levy, pot); the share she does not pay when she takes is none."""
        tontine, rotation = self.tontine, self.tontine.rotation
        won = tontine.won(member) + [self.event.round] * self.winners.count(member)
        paid = tontine.paid(member)
        asked = rotation.to_pay(member, won, paid, self.event.round)
        return rotation.divided(member, won, paid, asked) if asked else (0, 0)

    def _rest(self, member: str, in_hand: int) -> int:
        amount = self.event.amounts.get(member, in_hand)
        if amount > in_hand:
            raise Refusal(
                N_("{name} takes {most:francs}, less than {value:francs}: correct it."),
                field=f"amounts.{member}",
                value=amount,
                name=called(self.facts, [member]),
                most=in_hand,
            )
        if amount < in_hand:
            self.rest[member] = in_hand - amount
        return in_hand - amount

    def _bid(self, member: str, bid: int) -> Lines:
        record = self.tontine.record
        if not bid:
            return []
        if record.bid_to != TO_MEMBERS:
            rules = self.facts.rules(self.event.date)
            return [
                (money(record.fund, self.event.place), -bid),
                *to_fund(rules, record.bid_to, member, bid, self.event.place),
            ]
        others = [other for other in self.tontine.members if other not in self.winners]
        parts = split(bid, [record.hands[other] for other in others])
        self.shares.update(dict(zip(others, parts, strict=True)))
        return [(pot(record.fund, other), -part) for other, part in zip(others, parts, strict=True)]

    def check_enough(self) -> None:
        """Refuse to pay lots with what was paid ahead for other rounds."""
        tontine = self.tontine
        there = tontine.collected(self.winners)
        there += min(
            left_to_pay(self.facts, tontine.record.fund),
            sum(sum(turn.rest.values()) for turn in tontine.turns),
        )
        needed = self.lot * len(self.winners) - sum(self.rest.values())
        found = max(there + self.kept_in_pot, 0)
        if needed <= found:
            return
        behind = [member for member in tontine.behind() if member not in self.winners]
        sentence = N_(
            "The pot of round {round:number} holds {there:francs} and {missing:francs} is missing, "
            "from {behind}. Let a fund cover it, or write what the winners get in hand: the rest "
            "stays owed to them."
        )
        if self.kept_in_pot:
            sentence = N_(
                "For round {round:number} there is {there:francs}: what others brought, and "
                "{kept:francs} that the winners have not paid and that is kept from their lots. "
                "{missing:francs} is missing, from {behind}. Let a fund cover it, or write what "
                "the winners get in hand: the rest stays owed to them."
            )
        raise Refusal(
            sentence,
            field="amounts",
            value=needed,
            round=self.event.round,
            there=found,
            kept=self.kept_in_pot,
            missing=needed - found,
            behind=called(self.facts, behind),
        )

    def _above(self, member: str, bid: int, behind: int, lots: int) -> Refusal:
        return Refusal(
            N_(
                "Of {lots:francs}, {name} bids {value:francs} and is {behind:francs} "
                "behind: nothing would be left. Lower the bid, or have her pay first."
            ),
            field="bids",
            value=bid,
            name=called(self.facts, [member]),
            behind=behind,
            lots=lots,
        )

    def record(self) -> TurnRecord:
        """Return the line of the register."""
        return TurnRecord(
            tontine=self.tontine.record.code,
            round=self.event.round,
            date=self.event.date,
            winners=self.winners,
            lot=self.lot,
            bids=self.bids,
            shares={member: part for member, part in sorted(self.shares.items()) if part},
            kept=self.kept,
            rest=self.rest,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnCovered(Event):
    """A fund pays what a member is missing in a round; she owes it to the fund."""

    type: ClassVar[str] = "turn_covered"
    title: ClassVar[str] = N_("Tontine: contribution covered by a fund")
    gives_receipt: ClassVar[bool] = False

    member: str = fields.code(N_("Member's number"))
    fund: str = fields.code(N_("Fund"), "")
    amount: int | None = fields.amount(N_("Amount"), None)
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put the fund's money into the pot, and to what she owes the fund."""
        facts.active_cycle(self.date)
        member = facts.member(self.member)
        tontine = started(facts, self.date)
        fund = self._fund(facts, tontine)
        missing = tontine.to_pay(self.member) if self.member in tontine.record.hands else 0
        amount = self.amount or missing
        if not missing or amount > missing:
            raise Refusal(
                N_("{name} is {missing:francs} behind in the tontine: no more can be covered."),
                field="amount" if self.amount else "member",
                value=self.amount or self.member,
                name=member.name,
                missing=missing,
            )
        return Effects((cover(self, facts, tontine, fund, self.member, amount, self.place),))

    def _fund(self, facts: Facts, tontine: Tontine) -> str:
        """The fund the rules name, else the one the assembly decided on."""
        rules = facts.rules(self.date)
        allowed = cover_funds(rules, tontine)
        if self.fund in allowed:
            return fund_named(rules, self.fund)
        if not self.fund and (len(allowed) == 1 or tontine.record.covered_by):
            return fund_named(rules, allowed[0])
        raise Refusal(
            N_("Which fund advances what is missing? Name one of these: {funds}.")
            if allowed
            else N_("The group has no fund beside the pot that could advance what is missing."),
            field="fund",
            value=self.fund,
            funds=", ".join(terms.fund(fund) for fund in allowed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePaid(Event):
    """A member pays back what a fund advanced for her, or what she still owed a tontine."""

    type: ClassVar[str] = "due_paid"
    title: ClassVar[str] = N_("Debt to a fund paid back")

    member: str = fields.code(N_("Member's number"))
    amount: int = fields.amount(N_("Amount"))
    fund: str = fields.code(N_("Fund"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Take it off what she owes the fund."""
        facts.active_cycle(self.date)
        member = facts.member(self.member)
        fund = self._fund(facts)
        owed = facts.balance(dues(fund, self.member)).amount
        if self.amount > owed:
            raise Refusal(
                N_(
                    "{name} owes {owed:francs} to {fund}, less than {value:francs}: write at most "
                    "that."
                ),
                field="amount",
                value=self.amount,
                name=member.name,
                owed=owed,
                fund=terms.fund(fund),
            )
        cash = Posting(money(fund, self.place), self.amount)
        return Effects((entry_of(self, cash, Posting(dues(fund, self.member), -self.amount)),))

    def _fund(self, facts: Facts) -> str:
        if self.fund:
            return fund_named(facts.rules(self.date), self.fund)
        owing = [
            key.fund
            for key, balance in facts.leaves(DUES).items()
            if key.member == self.member and balance.amount
        ]
        return owing[0] if owing else facts.rules(self.date).first_fund
