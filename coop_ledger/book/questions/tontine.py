"""The tontine: its rounds, who took and who is due, who is behind, owes or paid ahead."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from coop_ledger.book.book import Book
from coop_ledger.book.questions.common import group_number, names_of, today
from coop_ledger.book.questions.pot import InThePot, leavers
from coop_ledger.domain.accounts import DUES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts
from coop_ledger.domain.records import TontineRecord, TurnRecord
from coop_ledger.domain.rotation import filled
from coop_ledger.domain.tontine import (
    Tontine,
    draws,
    left_to_pay,
    running,
    stake,
    started,
    tontine_of,
    tontines,
)
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Winner:
    """Who takes a round: `lot` for all her hands in it, `amount` what she got in hand.

    `kept` is what she was behind and paid out of her lot, `rest` what was left to be paid to her.
    """

    member: str
    name: str
    lot: int
    bid: int = 0
    kept: int = 0
    rest: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round; `expected` and `collected` are the pot's money without levies, in francs.

    `winners` are who took, or who is due where the order says so; `lot` is for one hand.
    """

    round: int
    day: datetime.date
    taken: bool
    expected: int
    collected: int
    contribution: int
    lot: int
    places: int
    winners: tuple[Winner, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """What one member brought and took; `to_pay` is with levies, until the round that is due.

    `rounds` is what was paid for each round in turn and `dues` what each asks for; `owed` is what
    she took and has not brought back, `ahead` what she brought for rounds to come, `bids` what the
    pot keeps for her of the bids of others, `owed_to_funds` what funds advanced for her.
    """

    member: str
    name: str
    hands: int
    paid: int
    took: int
    to_pay: int
    ahead: int
    owed: int
    bids: int
    owed_to_funds: int
    stake_paid: int
    guarantor: str
    turns: tuple[int, ...]
    rounds: tuple[int, ...]
    dues: tuple[int, ...]

    @property
    def paid_until(self) -> int:
        """The last round that is paid whole, with all before it."""
        paid = 0
        for number, (part, due) in enumerate(zip(self.rounds, self.dues, strict=True), start=1):
            if part < due:
                break
            paid = number
        return paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One draw by lot, with all that is needed to do it again."""

    round: int
    date: datetime.date
    seed: str
    hands: tuple[str, ...]
    result: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A turn that is still to come: the next ones, where the order is known."""

    round: int
    day: datetime.date
    member: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """Who owes, or is owed, how much: in francs."""

    member: str
    name: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TontineAnswer:
    """One tontine as it stands.

    `next` is the round to be taken, none when all were; `behind` who has to pay by then and how
    much, levies included; `owed` who took and has not brought it back; `pot` the money there is; `left`
    who is no member any more and has her money in it.
    """

    tontine: str
    started: datetime.date
    ended: datetime.date | None
    running: bool
    fund: str
    order: str
    contribution: int
    levy: int
    levy_fund: str
    winners: int
    recipient_pays: bool
    bid_to: str
    entry: int
    covered_by: str
    hands: int
    lot: int
    pot: int
    left_to_pay: int
    next: int | None
    rounds: tuple[Round, ...]
    members: tuple[Hand, ...]
    due: tuple[Due, ...]
    behind: tuple[Owing, ...]
    owed: tuple[Owing, ...]
    ahead: tuple[Owing, ...]
    draws: tuple[Draw, ...]
    left: tuple[InThePot, ...] = ()


def tontine(book: Book, group: str, number: int | None = None) -> TontineAnswer:
    """Return the tontine that runs, else the last one; `number` asks for an earlier one.

    Where the rules have a tontine and nobody started it yet, it is shown as it would start.

    Raises:
        Refusal: the group has no tontine, or none of this number.
    """
    with book.reading() as connection:
        group_number(connection, group)
        facts = book.facts(connection, group)
        return _answer(facts, _found(facts, today(book), number))


def _found(facts: Facts, day: datetime.date, number: int | None) -> Tontine:
    records = tontines(facts)
    if number is not None:
        for record in records:
            if record.code == str(number):
                return tontine_of(facts, record)
        raise Refusal(
            N_("{field} is {value}: the tontines of this group are {known}."),
            field="number",
            value=number,
            known=", ".join(record.code for record in records) or "–",
        )
    found = running(facts, day)
    if (found is None or not found.stored) and records:
        return tontine_of(facts, records[-1])
    return found or started(facts, day)


def _answer(facts: Facts, found: Tontine) -> TontineAnswer:
    record, rotation = found.record, found.rotation
    called = names_of(facts.members())
    members = tuple(_hand(facts, found, member, called[member]) for member in found.members)
    rounds = tuple(_rounds(found, members, called))
    return TontineAnswer(
        tontine=record.code,
        started=record.started,
        ended=record.ended,
        running=found.stored and record.ended is None,
        fund=record.fund,
        order=record.order,
        contribution=record.contribution,
        levy=record.levy,
        levy_fund=record.levy_fund,
        winners=record.winners,
        recipient_pays=record.recipient_pays,
        bid_to=record.bid_to,
        entry=record.entry,
        covered_by=record.covered_by,
        hands=rotation.count,
        lot=rotation.lot(1),
        pot=facts.cash_of(record.fund),
        left_to_pay=left_to_pay(facts, record.fund),
        next=None if found.served or record.ended else found.next_round,
        rounds=rounds,
        members=members,
        due=tuple(_due(rounds)),
        behind=_owing(members, "to_pay", wanted=record.ended is None),
        owed=_owing(members, "owed"),
        ahead=_owing(members, "ahead"),
        draws=tuple(
            Draw(
                round=draw.round,
                date=draw.date,
                seed=draw.seed,
                hands=draw.hands,
                result=draw.result,
            )
            for draw in draws(facts, record.code)
        ),
        left=leavers(facts) if record.ended is None else (),
    )


def _hand(facts: Facts, found: Tontine, member: str, name: str) -> Hand:
    record = found.record
    open_still = record.ended is None
    dues = _dues(found, member)
    return Hand(
        member=member,
        name=name,
        hands=record.hands[member],
        paid=found.paid(member),
        took=found.took(member),
        to_pay=found.to_pay(member) if open_still else 0,
        ahead=found.ahead(member) if open_still else 0,
        owed=found.still_owes(member) if open_still else 0,
        bids=found.shares(member),
        owed_to_funds=facts.total(DUES, member=member),
        stake_paid=stake(facts, record.code, member),
        guarantor=record.guarantors.get(member, ""),
        turns=_turns(found, record, member),
        rounds=tuple(filled(dues, found.paid(member))),
        dues=dues,
    )


def _dues(found: Tontine, member: str) -> tuple[int, ...]:
    """What each round asks of her for the pot."""
    won, rotation = found.won(member), found.rotation
    sums = [rotation.due(member, won, number) for number in range(rotation.rounds + 1)]
    return tuple(after - before for before, after in itertools.pairwise(sums))


def _turns(found: Tontine, record: TontineRecord, member: str) -> tuple[int, ...]:
    """The rounds she took and, where the order is known, those she will take."""
    coming = [
        place // found.rotation.winners + 1
        for place, winner in enumerate(record.turns)
        if winner == member and place >= len(found.taken())
    ]
    return (*found.won(member), *coming)


def _rounds(found: Tontine, members: tuple[Hand, ...], called: dict[str, str]) -> Iterator[Round]:
    rotation = found.rotation
    for number in range(1, rotation.rounds + 1):
        taken = number <= len(found.turns)
        winners = (
            _took(found.turns[number - 1], called)
            if taken
            else tuple(
                Winner(member=member, name=called[member], lot=rotation.lot(number))
                for member in found.winners_due(number)
            )
        )
        yield Round(
            round=number,
            day=found.day_of(number),
            taken=taken,
            expected=sum(hand.dues[number - 1] for hand in members),
            collected=sum(hand.rounds[number - 1] for hand in members),
            contribution=rotation.share_of(number) + found.record.levy,
            lot=rotation.lot(number),
            places=rotation.winners_of(number),
            winners=winners,
        )


def _took(turn: TurnRecord, called: dict[str, str]) -> tuple[Winner, ...]:
    found = []
    for member in dict.fromkeys(turn.winners):
        lot = turn.lot * turn.winners.count(member)
        bid, kept = turn.bids.get(member, 0), turn.kept.get(member, 0)
        rest = turn.rest.get(member, 0)
        found.append(
            Winner(
                member=member,
                name=called[member],
                lot=lot,
                bid=bid,
                kept=kept,
                rest=rest,
                amount=lot - bid - kept - rest,
            )
        )
    return tuple(found)


def _due(rounds: tuple[Round, ...]) -> Iterator[Due]:
    for each in rounds:
        for winner in () if each.taken else each.winners:
            yield Due(round=each.round, day=each.day, member=winner.member, name=winner.name)


def _owing(members: tuple[Hand, ...], what: str, *, wanted: bool = True) -> tuple[Owing, ...]:
    found = ((hand, getattr(hand, what)) for hand in members if wanted)
    return tuple(
        Owing(member=hand.member, name=hand.name, amount=amount) for hand, amount in found if amount
    )
