"""The life of a tontine: it starts, turns are drawn and swapped, hands pass on, it ends."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from coop_ledger.domain import fields
from coop_ledger.domain.accounts import LEFT_TO_PAY
from coop_ledger.domain.called import called
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.event import Effects, Event
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.journal import AccountKey, JournalEntry
from coop_ledger.domain.money import split
from coop_ledger.domain.posting_rules import PLACE_NAMES, active_member, dues, money, pot
from coop_ledger.domain.records import DrawRecord, Record, StakeRecord, TontineRecord
from coop_ledger.domain.rotation import drawn
from coop_ledger.domain.rules.tontine import TontineRule
from coop_ledger.domain.tontine import Tontine, new_record, rotation_of, running, stake, started
from coop_ledger.domain.tontine_entries import joined, to_fund
from coop_ledger.i18n import N_


def _read_hands(field: str, value: Any) -> dict[str, int]:
    counts = fields.mapping_of(field, value)
    read = fields.count("", least=1, most=50).metadata["kind"].read
    return {
        fields.code_of(field, member): read(f"{field}.{member}", count)
        for member, count in counts.items()
    }


def _read_order(field: str, value: Any) -> tuple[str, ...]:
    return tuple(fields.code_of(field, item) for item in fields.list_of(field, value))


def _read_guarantors(field: str, value: Any) -> dict[str, str]:
    return {
        fields.code_of(field, member): fields.code_of(f"{field}.{member}", guarantor)
        for member, guarantor in fields.mapping_of(field, value).items()
    }


def _read_seed(field: str, value: Any) -> str:
    text = str(value) if type(value) is int else value
    if isinstance(text, str) and re.fullmatch(r"[0-9]{1,40}", text):
        return text
    raise Refusal(
        N_("“{value}” is not in figures: write the number that was read aloud, like 4711."),
        field=field,
        value=value,
    )


_HANDS = fields.Kind(
    "hands", _read_hands, {"type": "object", "additionalProperties": {"type": "integer"}}
)
_ORDER = fields.Kind("members", _read_order, {"type": "array", "items": {"type": "string"}})
_GUARANTORS = fields.Kind(
    "guarantors", _read_guarantors, {"type": "object", "additionalProperties": {"type": "string"}}
)
_SEED = fields.Kind("seed", _read_seed, {"oneOf": [{"type": "string"}, {"type": "integer"}]})


@dataclass(frozen=True, slots=True, kw_only=True)
class TontineStarted(Event):
    """A tontine starts: who is in it, with how many hands, and the order if it is agreed.

    Without `hands` every active member is in it, with a hand for each of her passbooks.
    """

    type: ClassVar[str] = "tontine_started"
    title: ClassVar[str] = N_("Tontine started")
    gives_receipt: ClassVar[bool] = False

    hands: dict[str, int] = fields.special(_HANDS, N_("Hands by member"), {})
    order: tuple[str, ...] = fields.special(_ORDER, N_("Order of the turns"), ())
    guarantors: dict[str, str] = fields.special(_GUARANTORS, N_("Guarantor by member"), {})

    def effects(self, facts: Facts) -> Effects:
        """Keep it; refuse while another runs."""
        facts.active_cycle(self.date)
        now = started(facts, self.date)
        if now.stored:
            raise Refusal(
                N_("Tontine {value} still runs: end it before the next starts."),
                field="date",
                value=now.record.code,
            )
        rule = facts.rules(self.date).tontine
        assert rule is not None, "a tontine that is not stored comes from the rules"
        record = new_record(facts, rule, self.date, self._hands(facts, now, rule))
        rotation_of(record)  # refuses too few hands
        self._check_guarantors(facts, record)
        return Effects(
            records=(replace(record, turns=self._order(facts, record), guarantors=self.guarantors),)
        )

    def _hands(self, facts: Facts, now: Tontine, rule: TontineRule) -> dict[str, int]:
        hands = self.hands or now.record.hands
        for member, count in hands.items():
            active_member(facts, member, field="hands")
            if rule.hands_max is not None and count > rule.hands_max:
                raise Refusal(
                    N_("{name} has {value:number} hands: the rules allow {most:number}."),
                    field=f"hands.{member}",
                    value=count,
                    name=called(facts, [member]),
                    most=rule.hands_max,
                )
        return dict(hands)

    def _order(self, facts: Facts, record: TontineRecord) -> tuple[str, ...]:
        if not self.order:
            return ()
        if record.order != "fixed":
            raise Refusal(
                N_("By the rules the order is not fixed beforehand: give no order."),
                field="order",
                value=", ".join(self.order),
            )
        named, hands = Counter(self.order), Counter(record.hands)
        wrong = sorted((named - hands) + (hands - named))
        if wrong:
            raise Refusal(
                N_("The order must name each member once for each of her hands: look at {name}."),
                field="order",
                value=wrong[0],
                name=called(facts, wrong[:1]),
            )
        return self.order

    def _check_guarantors(self, facts: Facts, record: TontineRecord) -> None:
        for member, guarantor in self.guarantors.items():
            active_member(facts, guarantor, field=f"guarantors.{member}")
            if member not in record.hands or member == guarantor:
                raise Refusal(
                    N_("Someone else stands for {name}, and only for a member who holds a hand."),
                    field=f"guarantors.{member}",
                    value=guarantor,
                    name=called(facts, [member]),
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsDrawn(Event):
    """Turns are drawn by lot from a number read aloud; anyone can do the draw again."""

    type: ClassVar[str] = "turns_drawn"
    title: ClassVar[str] = N_("Tontine: turns drawn by lot")
    gives_receipt: ClassVar[bool] = False

    seed: str = fields.special(_SEED, N_("Number read aloud"))

    def effects(self, facts: Facts) -> Effects:
        """Put the hands that wait in order: all of them, or those of the next round."""
        facts.active_cycle(self.date)
        tontine = started(facts, self.date)
        self._check(tontine)
        hands = tuple(sorted(tontine.waiting().elements()))
        result = drawn(self.seed, hands)
        if tontine.record.order == "lot_each_round":
            result = result[: tontine.rotation.winners_of(tontine.next_round)]
        record = replace(tontine.record, turns=(*tontine.taken(), *result))
        draw = DrawRecord(
            tontine=record.code,
            round=tontine.next_round,
            date=self.date,
            seed=self.seed,
            hands=hands,
            result=result,
        )
        return Effects(records=(record, draw))

    def _check(self, tontine: Tontine) -> None:
        if tontine.record.order not in ("lot", "lot_each_round"):
            raise Refusal(
                N_("By the rules of this tontine turns are not drawn by lot: vote it first."),
                field="seed",
                value=self.seed,
            )
        if tontine.served or tontine.winners_due():
            raise Refusal(
                N_(
                    "The turns are drawn already: let two members swap their turns, or reverse "
                    "the draw with a reason."
                ),
                field="seed",
                value=self.seed,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsSwapped(Event):
    """Two members change places, both agreeing."""

    type: ClassVar[str] = "turns_swapped"
    title: ClassVar[str] = N_("Tontine: turns swapped")
    gives_receipt: ClassVar[bool] = False

    member: str = fields.code(N_("Member's number"))
    with_: str = fields.code(N_("Changes with"))
    consents: tuple[str, ...] = fields.members(N_("Who agreed"))

    def effects(self, facts: Facts) -> Effects:
        """Change the next turn of each."""
        facts.active_cycle(self.date)
        tontine = started(facts, self.date)
        first = self._place(facts, tontine, "member", self.member)
        second = self._place(facts, tontine, "with", self.with_)
        if self.member == self.with_:
            raise Refusal(
                N_("{name} changes with someone else: name another member."),
                field="with",
                value=self.with_,
                name=called(facts, [self.with_]),
            )
        if set(self.consents) != {self.member, self.with_}:
            raise Refusal(
                N_(
                    "Both must agree, {name} and {other}, and nobody else: record it when they "
                    "have said so before the group."
                ),
                field="consents",
                value=", ".join(self.consents),
                name=called(facts, [self.member]),
                other=called(facts, [self.with_]),
            )
        turns = list(tontine.record.turns)
        turns[first], turns[second] = turns[second], turns[first]
        return Effects(records=(replace(tontine.record, turns=tuple(turns)),))

    def _place(self, facts: Facts, tontine: Tontine, field: str, member: str) -> int:
        active_member(facts, member, field=field)
        taken = len(tontine.taken())
        if member in tontine.record.turns[taken:]:
            return taken + tontine.record.turns[taken:].index(member)
        sentence = N_("{name} has no turn on the list: choose someone who waits for her turn.")
        won = tontine.won(member)
        if won:
            sentence = N_(
                "{name} has already taken the pot, in round {round:number}, and has no turn left "
                "to change: choose someone who still waits for hers."
            )
        raise Refusal(
            sentence,
            field=field,
            value=member,
            name=called(facts, [member]),
            round=won[-1] if won else 0,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsPassedOn(Event):
    """Another member takes over the hands of one who did not take yet, with what she brought."""

    type: ClassVar[str] = "hands_passed_on"
    title: ClassVar[str] = N_("Tontine: hands passed on")
    gives_receipt: ClassVar[bool] = False

    member: str = fields.code(N_("Member's number"))
    to: str = fields.code(N_("Who takes over"))

    def effects(self, facts: Facts) -> Effects:
        """Move her hands, her turns and what she brought; they settle it between them."""
        facts.active_cycle(self.date)
        tontine = started(facts, self.date)
        giver = facts.member(self.member)
        active_member(facts, self.to, field="to")
        record = tontine.record
        if self.member not in record.hands or tontine.won(self.member) or self.to == self.member:
            raise Refusal(
                N_(
                    "{name}, member {value}, holds no hand that waits for its first turn: only such "
                    "hands pass on to someone else."
                ),
                field="member",
                value=self.member,
                name=giver.name,
            )
        hands = {code: count for code, count in record.hands.items() if code != self.member}
        hands[self.to] = hands.get(self.to, 0) + record.hands[self.member]
        turns = tuple(self.to if code == self.member else code for code in record.turns)
        return Effects(self._entries(tontine), (replace(record, hands=hands, turns=turns),))

    def _entries(self, tontine: Tontine) -> tuple[JournalEntry, ...]:
        brought, fund = tontine.paid(self.member), tontine.record.fund
        if not brought:
            return ()
        return (joined(self, [(pot(fund, self.member), brought), (pot(fund, self.to), -brought)]),)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryStakePaid(Event):
    """A member pays the stake of her hands, once for a tontine."""

    type: ClassVar[str] = "entry_stake_paid"
    title: ClassVar[str] = N_("Tontine: entry stake paid")

    member: str = fields.code(N_("Member's number"))
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Put it into the fund that gets the levies."""
        facts.active_cycle(self.date)
        member = active_member(facts, self.member)
        tontine = started(facts, self.date)
        record = tontine.record
        amount = record.entry * record.hands.get(self.member, 0)
        if not amount or stake(facts, record.code, self.member):
            raise Refusal(
                N_("{name}, member {value}, has no entry stake to pay in this tontine."),
                field="member",
                value=self.member,
                name=member.name,
            )
        rules = facts.rules(self.date)
        paid = StakeRecord(tontine=record.code, member=self.member, date=self.date, amount=amount)
        records: tuple[Record, ...] = (paid,) if tontine.stored else (record, paid)
        lines = to_fund(rules, record.levy_fund, self.member, amount, self.place)
        return Effects((joined(self, lines),), records)


@dataclass(frozen=True, slots=True, kw_only=True)
class TontineEnded(Event):
    """A tontine ends: what is left goes back, what is missing is owed.

    Before every hand has taken, it needs a reason.
    """

    type: ClassVar[str] = "tontine_ended"
    title: ClassVar[str] = N_("Tontine ended")

    reason: str = fields.note(N_("Reason"), "")
    place: str = fields.choice(N_("Place"), PLACE_NAMES, "box")

    def effects(self, facts: Facts) -> Effects:
        """Pay back who brought more than she took; the debt of the others is kept by member.

        Where the pot cannot pay all of it, each gets a part in proportion and the rest is left
        to be paid to her.
        """
        facts.active_cycle(self.date)
        tontine = running(facts, self.date)
        if tontine is None or not tontine.stored:
            raise Refusal(N_("No tontine runs: there is nothing to end."), field="date")
        if not tontine.served and not self.reason:
            raise Refusal(
                N_("{waiting:number} hands have not taken yet: write why the tontine ends now."),
                field="reason",
                waiting=sum(tontine.waiting().values()),
            )
        brought = {member: tontine.paid(member) for member in tontine.members}
        record = replace(tontine.record, ended=self.date, brought=brought)
        return Effects(self._entries(facts, tontine.record.fund, tontine.credit), (record,))

    def _entries(
        self, facts: Facts, fund: str, credit: Mapping[str, int]
    ) -> tuple[JournalEntry, ...]:
        due = {member: amount for member, amount in credit.items() if amount > 0}
        cash = min(facts.cash(fund, self.place), sum(due.values()))
        paid = dict(zip(due, split(cash, list(due.values())), strict=True)) if cash else {}
        entries = []
        for member, amount in credit.items():
            if amount < 0:
                lines = [(dues(fund, member), -amount), (pot(fund, member), amount)]
                entries.append(joined(self, lines))
            elif amount > 0:
                in_hand = paid.get(member, 0)
                lines = [
                    (pot(fund, member), amount),
                    (money(fund, self.place), -in_hand),
                    (AccountKey(LEFT_TO_PAY, fund, member=member), in_hand - amount),
                ]
                entries.append(joined(self, lines))
        return tuple(entries)
