"""A tontine as it stands: who took, whose turn it is, what each brought and still owes.

What a member brought and took is on her leaf of account 1852 (credit: the pot owes her;
debit: she took more than she brought so far); the turns say what she took, so what she
brought is known without a register of its own, and survives any correction.
"""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coop_ledger.domain.accounts import LEFT_TO_PAY, POT
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.facts import Facts, number_order
from coop_ledger.domain.records import DrawRecord, StakeRecord, TontineRecord, TurnRecord
from coop_ledger.domain.rotation import Rotation
from coop_ledger.domain.rules import Rules
from coop_ledger.domain.rules.tontine import TontineRule
from coop_ledger.i18n import N_

BY_LIST = ("fixed", "lot")
"""The orders in which the whole list is known before the rounds begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tontine:
    """One tontine at a moment; `credit` is what the pot owes each member, below nothing if she owes.

    `stored` is false where nobody said that it starts: the rules have a tontine, so that the
    first contribution or turn begins it with every active member and her passbooks.
    """

    record: TontineRecord
    turns: tuple[TurnRecord, ...]
    credit: Mapping[str, int]
    rotation: Rotation
    stored: bool = True

    @property
    def next_round(self) -> int:
        """The round that nobody took yet; one above the last when all did."""
        return len(self.turns) + 1

    @property
    def served(self) -> bool:
        """Whether every hand has taken."""
        return len(self.turns) >= self.rotation.rounds

    @property
    def last_due(self) -> int:
        """The last round that is due by now: the one that is next to be taken."""
        return min(self.next_round, self.rotation.rounds)

    @property
    def members(self) -> list[str]:
        """The members who hold a hand, by number."""
        return sorted(self.record.hands, key=number_order)

    def taken(self) -> list[str]:
        """The hands that took, in their order."""
        return [member for turn in self.turns for member in turn.winners]

    def waiting(self) -> Counter[str]:
        """How many hands of each member have not taken yet."""
        left = Counter(self.record.hands)
        left.subtract(self.taken())
        return +left

    def winners_due(self, number: int | None = None) -> tuple[str, ...]:
        """The hands whose turn a round is, where the order says so; the next round if none named."""
        wanted = number or self.next_round
        before = self.rotation.winners * (wanted - 1)
        count = self.rotation.winners_of(wanted)
        found = self.record.turns[before : before + count]
        return found if len(found) == count else ()

    def won(self, member: str) -> list[int]:
        """The rounds a member took, once for each hand."""
        return [turn.round for turn in self.turns for winner in turn.winners if winner == member]

    def took(self, member: str) -> int:
        """The lots a member took, before bids, in francs."""
        return sum(turn.lot * turn.winners.count(member) for turn in self.turns)

    def shares(self, member: str) -> int:
        """What the bids of others brought a member and the pot keeps for her, in francs."""
        return sum(turn.shares.get(member, 0) for turn in self.turns)

    def paid(self, member: str) -> int:
        """What a member brought to the pot, in francs; as it was when the tontine ended."""
        if self.record.ended is not None:
            return self.record.brought.get(member, 0)
        return self.credit.get(member, 0) + self.took(member) - self.shares(member)

    def due(self, member: str, through: int | None = None) -> int:
        """What she must have brought to the pot by a round, the one that is due if none named."""
        return self.rotation.due(member, self.won(member), through or self.last_due)

    def to_pay(self, member: str, through: int | None = None) -> int:
        """What she has still to bring until a round, its levies included, in francs."""
        rounds = through or self.last_due
        return self.rotation.to_pay(member, self.won(member), self.paid(member), rounds)

    def ahead(self, member: str) -> int:
        """What she brought to the pot for rounds that are not due yet, in francs."""
        return max(self.paid(member) - self.due(member), 0)

    def still_owes(self, member: str) -> int:
        """What a member who took has not brought back yet, in francs."""
        return max(-self.credit.get(member, 0), 0)

    def divided(self, member: str, amount: int) -> tuple[int, int]:
        """Divide what a member brings into (levy, pot)."""
        return self.rotation.divided(member, self.won(member), self.paid(member), amount)

    def collected(self, taking: Sequence[str] = ()) -> int:
        """What there is in the pot for the lots due by now: nothing of what was paid ahead.

        `taking` are the winners of the round, who may be excused from paying in it.
        """
        brought = 0
        for member in self.members:
            won = self.won(member) + [self.last_due] * taking.count(member)
            due = self.rotation.due(member, won, self.last_due)
            brought += min(self.paid(member), due)
        return brought - sum(turn.lot * len(turn.winners) for turn in self.turns)

    def behind(self) -> dict[str, int]:
        """What each member who is behind has to bring, by number."""
        found = {member: self.to_pay(member) for member in self.members}
        return {member: amount for member, amount in found.items() if amount}

    def day_of(self, number: int) -> datetime.date:
        """The day a round was taken, or is planned for: so many days after the one before."""
        if number <= len(self.turns):
            return self.turns[number - 1].date
        step = datetime.timedelta(days=self.record.days)
        if not self.turns:
            return self.record.started + step * (number - 1)
        return self.turns[-1].date + step * (number - len(self.turns))


def running(facts: Facts, day: datetime.date) -> Tontine | None:
    """Return the tontine that runs on a day, None where the rules have none and none runs."""
    records = tontines(facts)
    if records and records[-1].ended is None:
        return _read(facts, records[-1], stored=True)
    rule = facts.rules(day).tontine
    if rule is None:
        return None
    hands = {member.code: member.carnets for member in facts.members() if member.status == "active"}
    if sum(hands.values()) < rule.winners:
        return None
    return _read(facts, new_record(facts, rule, day, hands), stored=False)


def started(facts: Facts, day: datetime.date) -> Tontine:
    """Return the tontine that runs on a day, or refuse.

    Raises:
        Refusal: the rules have no tontine.
    """
    found = running(facts, day)
    if found is None:
        raise Refusal(
            N_("The rules of {group} have no tontine: vote it first."),
            field="date",
            value=day,
            group=facts.founded.name,
        )
    return found


def cover_funds(rules: Rules, tontine: Tontine) -> tuple[str, ...]:
    """Return the funds that may advance a missing contribution, the one meant first.

    It is the fund the rules named when the tontine started, or name today; where they name none,
    the assembly decides on any fund of the group but a pot and a donor's money.
    """
    named = (tontine.record.covered_by, rules.tontine.covered_by if rules.tontine else "")
    found = tuple(dict.fromkeys(fund for fund in named if fund))
    pots = {tontine.record.fund, rules.tontine.fund if rules.tontine else ""}
    return found or tuple(
        name for name, fund in rules.funds.items() if name not in pots and not fund.donor
    )


def tontines(facts: Facts) -> list[TontineRecord]:
    """Return every tontine that was started, in order."""
    found = [record for record in facts.records("tontine") if isinstance(record, TontineRecord)]
    return sorted(found, key=lambda record: number_order(record.code))


def tontine_of(facts: Facts, record: TontineRecord) -> Tontine:
    """Return one tontine as it stands, also one that ended."""
    return _read(facts, record, stored=True)


def new_record(
    facts: Facts, rule: TontineRule, day: datetime.date, hands: Mapping[str, int]
) -> TontineRecord:
    """Return the record of a tontine that starts on a day by the rules."""
    return TontineRecord(
        code=str(len(tontines(facts)) + 1),
        started=day,
        fund=rule.fund,
        contribution=rule.contribution,
        levy=rule.levy,
        levy_fund=rule.levy_fund,
        winners=rule.winners,
        recipient_pays=rule.recipient_pays,
        order=rule.order,
        bid_to=rule.bid_to,
        entry=rule.entry,
        covered_by=rule.covered_by,
        days=rule.days or facts.rules(day).meeting_days,
        hands=dict(hands),
    )


def rotation_of(record: TontineRecord) -> Rotation:
    """Return the shape of a tontine."""
    return Rotation(
        hands=record.hands,
        share=record.contribution - record.levy,
        levy=record.levy,
        winners=record.winners,
        recipient_pays=record.recipient_pays,
    )


def draws(facts: Facts, tontine: str) -> list[DrawRecord]:
    """Return the draws of a tontine, in order."""
    return [
        record
        for record in facts.records("draw")
        if isinstance(record, DrawRecord) and record.tontine == tontine
    ]


def stake(facts: Facts, tontine: str, member: str) -> int:
    """Return the entry stake a member paid for a tontine, in francs."""
    record = facts.record("stake", f"{tontine}/{member}")
    return record.amount if isinstance(record, StakeRecord) else 0


def owed(facts: Facts, member: str) -> int:
    """Return what a member took from tontines and has not brought back, in francs.

    When she leaves it is settled into the pot: cash of the tontine's fund against her leaf of
    account 1852, which then stands at nothing.
    """
    return sum(
        max(balance.amount, 0) for key, balance in facts.leaves(POT).items() if key.member == member
    )


def credit(facts: Facts, member: str) -> int:
    """Return what the pots owe a member, in francs: brought and not taken yet."""
    return sum(
        max(-balance.amount, 0)
        for key, balance in facts.leaves(POT).items()
        if key.member == member
    )


def holds_hand(facts: Facts, member: str) -> bool:
    """Return whether a member holds a hand of a tontine that runs."""
    return any(record.ended is None and member in record.hands for record in tontines(facts))


def may_pass_on(facts: Facts, member: str) -> bool:
    """Return whether a member holds only hands that wait: another may take them over."""
    return any(
        record.ended is None
        and member in record.hands
        and not tontine_of(facts, record).won(member)
        for record in tontines(facts)
    )


def left_to_pay(facts: Facts, fund: str) -> int:
    """Return what the pot still owes of lots that were not paid out whole, in francs."""
    return -facts.total(LEFT_TO_PAY, fund=fund)


def _read(facts: Facts, record: TontineRecord, *, stored: bool) -> Tontine:
    turns = [
        turn
        for turn in facts.records("turn")
        if isinstance(turn, TurnRecord) and turn.tontine == record.code
    ]
    credit = {
        member: -balance.amount for member, balance in facts.by_member(POT, record.fund).items()
    }
    return Tontine(
        record=record,
        turns=tuple(sorted(turns, key=lambda turn: turn.round)),
        credit=credit,
        rotation=rotation_of(record),
        stored=stored,
    )


@dataclass(frozen=True, slots=True)
class PotDue:
    """What a member is asked for at a meeting: for its round, and behind for those before it."""

    today: int = 0
    behind: int = 0
    round: int = 0


def pot_dues(facts: Facts, day: datetime.date) -> tuple[str, Mapping[str, PotDue]]:
    """Return the fund of the tontine that runs and what each hand is asked for, levies included.

    ("", {}) where none runs; who holds no hand is not asked.
    """
    found = running(facts, day)
    if found is None:
        return "", {}
    number = found.last_due
    dues = {}
    for member in found.members:
        behind = found.to_pay(member, number - 1) if number > 1 else 0
        dues[member] = PotDue(found.to_pay(member, number) - behind, behind, number)
    return found.record.fund, dues
