"""The registers of tontines: the tontine as it was agreed, its turns, draws and stakes."""

import datetime
from dataclasses import dataclass, field
from typing import ClassVar

from coop_ledger.domain.records.base import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class TontineRecord(Record):
    """One tontine by the rules of the day it started; amounts in francs for one hand.

    `hands` gives how many each member holds, `turns` the order that is known, a member once
    for each of her hands, and `guarantors` who stands for whom; `brought` is what each had
    brought to the pot when the tontine ended.
    """

    kind: ClassVar[str] = "tontine"
    code: str
    started: datetime.date
    fund: str
    contribution: int
    levy: int
    levy_fund: str
    winners: int
    recipient_pays: bool
    order: str
    bid_to: str
    entry: int
    covered_by: str
    days: int
    hands: dict[str, int]
    turns: tuple[str, ...] = ()
    guarantors: dict[str, str] = field(default_factory=dict)
    ended: datetime.date | None = None
    brought: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Tontines are numbered in the order in which they start."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRecord(Record):
    """One round that was taken; `lot` is for one hand, before bids.

    `kept` is what a winner was behind and paid out of her lot, `rest` what the pot still owes
    her of it, `shares` what the bids brought each of the other members.
    """

    kind: ClassVar[str] = "turn"
    tontine: str
    round: int
    date: datetime.date
    winners: tuple[str, ...]
    lot: int
    bids: dict[str, int] = field(default_factory=dict)
    shares: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    rest: dict[str, int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Turns are kept by tontine and round."""
        return f"{self.tontine}/{self.round:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecord(Record):
    """One draw: the number read aloud, the hands in the bag, and the order they came out in."""

    kind: ClassVar[str] = "draw"
    tontine: str
    round: int
    date: datetime.date
    seed: str
    hands: tuple[str, ...]
    result: tuple[str, ...]

    @property
    def key(self) -> str:
        """Draws are kept by tontine and the first round they serve."""
        return f"{self.tontine}/{self.round:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeRecord(Record):
    """The entry stake that a member paid for her hands, in francs."""

    kind: ClassVar[str] = "stake"
    tontine: str
    member: str
    date: datetime.date
    amount: int

    @property
    def key(self) -> str:
        """A member pays once for a tontine."""
        return f"{self.tontine}/{self.member}"
