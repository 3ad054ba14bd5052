"""How a tontine turns: rounds, lots, what each hand owes when, and drawing by lot.

A hand is one name on the list; a member has one or more. Every round each hand brings the
same share and `winners` hands take a lot each. A hand takes once in the whole tontine.

Where the hands are no multiple of the winners (73 women, two a round), the last round has
fewer. Then it asks only for what its lots still need, so that every hand brings and takes
exactly the same over the whole tontine and nothing is left in the pot: with H hands, W
winners and a share p, a lot is H·p/W cut to the franc, and the last share is the lot less
what was brought before. Where the one who receives does not pay (12 × 1,000 give 11,000),
her lot is smaller by the share she keeps. Sources: savings-groups.md 1.5 and AT-15.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """The shape of one tontine; `hands` by member, `share` and `levy` in francs for one hand.

    Raises:
        Refusal: there are fewer hands than winners of one round.
    """

    hands: Mapping[str, int]
    share: int
    levy: int = 0
    winners: int = 1
    recipient_pays: bool = True
    count: int = field(init=False)
    """How many hands there are."""

    def __post_init__(self) -> None:
        """Count the hands once; check that there is one for each winner of a round."""
        object.__setattr__(self, "count", sum(self.hands.values()))
        if self.count < self.winners:
            raise Refusal(
                N_(
                    "{value:number} hands take each round, but the tontine has {hands:number}: add "
                    "some."
                ),
                field="winners",
                value=self.winners,
                hands=self.count,
            )

    @property
    def rounds(self) -> int:
        """How many rounds it takes until every hand has taken."""
        return -(-self.count // self.winners)

    @property
    def full_rounds(self) -> int:
        """How many rounds have all their winners."""
        return self.count // self.winners

    @property
    def whole_lot(self) -> int:
        """What a hand takes over the whole tontine, and brings, in francs."""
        return self.count * self.share // self.winners

    def winners_of(self, number: int) -> int:
        """How many hands take in a round; the last round may have fewer."""
        return self.winners if number <= self.full_rounds else self.count % self.winners

    def share_of(self, number: int) -> int:
        """What each hand brings to the pot in a round; less in a last round with fewer winners."""
        if number <= self.full_rounds:
            return self.share
        return self.whole_lot - self.full_rounds * self.share

    def lot(self, number: int) -> int:
        """What each winner of a round takes from the pot, before her bid."""
        kept = 0 if self.recipient_pays else self.share_of(number)
        return self.whole_lot - kept

    def expected(self, number: int) -> int:
        """What a round brings into the pot when everyone pays."""
        paying = self.count - (0 if self.recipient_pays else self.winners_of(number))
        return paying * self.share_of(number)

    def due(self, member: str, won: Sequence[int], through: int) -> int:
        """What a member must have brought to the pot once a round is over; `won` are her rounds."""
        return sum(self._units(member, won, through))

    def levied(self, member: str, won: Sequence[int], paid: int) -> int:
        """What she has brought of levies with all that she `paid` to the pot: levies come first."""
        return self.levy * _begun(self._units(member, won, self.rounds), paid)

    def to_pay(self, member: str, won: Sequence[int], paid: int, through: int) -> int:
        """What she has still to bring until a round is over, levies included."""
        missing = self.due(member, won, through) - paid
        if missing <= 0:
            return 0
        units = self._units(member, won, self.rounds)
        return missing + self.levy * (_begun(units, paid + missing) - _begun(units, paid))

    def divided(self, member: str, won: Sequence[int], paid: int, amount: int) -> tuple[int, int]:
        """Divide what a member brings into (levy, pot), round by round and the levy first.

        Raises:
            Refusal: the amount ends inside a levy, or is more than all the rounds ask for.
        """
        self._check_most(member, paid, amount)
        levy = pot = 0
        left = amount
        for room, whole in _from(self._units(member, won, self.rounds), paid):
            if not left:
                break
            first = self.levy if whole else 0
            if left <= first:
                raise self._inside_levy(amount, amount - left, first)
            taken = min(room, left - first)
            levy, pot, left = levy + first, pot + taken, left - first - taken
        return levy, pot + left

    def _units(self, member: str, won: Sequence[int], through: int) -> list[int]:
        """The shares of her hands one by one, in the order in which they are due."""
        units: list[int] = []
        for number in range(1, through + 1):
            excused = 0 if self.recipient_pays else won.count(number)
            units += [self.share_of(number)] * (self.hands.get(member, 0) - excused)
        return units

    def _check_most(self, member: str, paid: int, amount: int) -> None:
        hands = self.hands.get(member, 0)
        most = self.rounds * hands * (self.share + self.levy)
        if paid + amount > most:
            raise Refusal(
                N_(
                    "{value:francs} is more than she brings in the whole tontine ({most:francs}): "
                    "lower the amount."
                ),
                field="amount",
                value=amount,
                member=member,
                most=most,
            )

    def _inside_levy(self, amount: int, below: int, levy: int) -> Refusal:
        above = below + self.levy + self.share
        if not below:
            return Refusal(
                N_(
                    "{value:francs} does not go beyond the levy of {levy:francs}: a contribution "
                    "to the tontine is {above:francs}."
                ),
                field="amount",
                value=amount,
                levy=levy,
                above=above,
            )
        return Refusal(
            N_(
                "{value:francs} pays {below:francs} and ends within the levy of {levy:francs} of "
                "the next round: write {below:francs} or {above:francs}."
            ),
            field="amount",
            value=amount,
            levy=levy,
            below=below,
            above=above,
        )


def _begun(units: Iterable[int], paid: int) -> int:
    """How many shares were begun to be paid."""
    begun = 0
    for unit in units:
        if paid <= 0:
            break
        begun += 1
        paid -= unit
    return begun


def _from(units: Iterable[int], paid: int) -> Iterator[tuple[int, bool]]:
    """What is left of each share after what was paid, and whether it is whole."""
    for unit in units:
        if paid >= unit:
            paid -= unit
        else:
            yield unit - paid, not paid
            paid = 0


def filled(dues: Sequence[int], paid: int) -> list[int]:
    """What was paid of each due in turn: money fills the oldest round first."""
    found = []
    for due in dues:
        part = max(min(due, paid), 0)
        found.append(part)
        paid -= part
    return found


# -- by lot ----------------------------------------------------------------------------------------


def lot_text(seed: str, member: str, hand: int) -> str:
    """The text that is hashed for a hand: "4711/12/1" for the first hand of member 12."""
    return f"{seed}/{member}/{hand}"


def lot_mark(seed: str, member: str, hand: int) -> str:
    """The mark a hand draws: the SHA-256 of its text, in hexadecimal.

    Anyone can check it: `printf 4711/12/1 | sha256sum`.
    """
    return hashlib.sha256(lot_text(seed, member, hand).encode()).hexdigest()


def drawn(seed: str, hands: Sequence[str]) -> tuple[str, ...]:
    """The hands in the order in which they come out: by their marks, the smallest first.

    `hands` names a member once for each of her hands; the same seed and hands always give the
    same order, whatever the order they are named in.
    """
    marks = [
        (lot_mark(seed, member, hand), member)
        for member in set(hands)
        for hand in range(1, hands.count(member) + 1)
    ]
    return tuple(member for _mark, member in sorted(marks))
