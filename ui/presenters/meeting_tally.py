"""The sums of a meeting sheet, always up to date: a cell is taken out and put back, never added again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.presenters.meeting_column import Event, Meant
from ui.presenters.meeting_opening import Opening


@dataclass(frozen=True, slots=True)
class Box:
    """The cash of one fund through the meeting, in francs; `counted` is None until it is."""

    fund: str
    opening: int
    in_: int
    out: int
    counted: int | None

    @property
    def expected(self) -> int:
        """What the box must hold at the end."""
        return self.opening + self.in_ - self.out

    @property
    def difference(self) -> int:
        """Counted less expected, 0 until it is counted."""
        return 0 if self.counted is None else self.counted - self.expected


@dataclass(frozen=True, slots=True)
class Total:
    """A column's total as the sheet adds it up, and as the paper says once it is typed."""

    key: str
    shown: str
    figure: int
    paper: int | None

    @property
    def differs(self) -> bool:
        """Whether the paper says something else."""
        return self.paper is not None and self.paper != self.figure


class Tally:
    """What every cell and line comes to, by its name: "repaid/7", "loan/2"."""

    def __init__(self) -> None:
        self.figures: Counter[str] = Counter()
        self.brought: Counter[str] = Counter()
        self.in_: Counter[str] = Counter()
        self.out: Counter[str] = Counter()
        self._meant: dict[str, Meant] = {}

    def shown(self, owner: str) -> str | None:
        """Return what a cell shows, None while it comes to nothing."""
        meant = self._meant.get(owner)
        return meant.shown if meant else None

    def figure(self, owner: str) -> int | None:
        """Return what a cell adds to its column, None while it comes to nothing."""
        meant = self._meant.get(owner)
        return meant.figure if meant else None

    def events(self, owner: str) -> tuple[Event, ...]:
        """Return the events of a cell or line."""
        meant = self._meant.get(owner)
        return meant.events if meant else ()

    def settle(self, owner: str, meant: Meant | None) -> None:
        """Put what a cell or a line comes to in the place of what it came to before."""
        before = self._meant.pop(owner, None)
        if before is not None:
            self._add(owner, before, -1)
        if meant is not None:
            self._meant[owner] = meant
            self._add(owner, meant, 1)

    def _add(self, owner: str, meant: Meant, sign: int) -> None:
        key, _slash, subject = owner.partition("/")
        self.figures[key] += sign * meant.figure
        self.brought[subject] += sign * meant.brought
        for fund, moved in meant.cash.items():
            (self.in_ if moved > 0 else self.out)[fund] += sign * abs(moved)


def meeting_event(
    opening: Opening,
    attendance: Mapping[str, str],
    sheet: Sequence[Event],
    counted: Mapping[str, Mapping[int, int]] | None = None,
    reason: str = "",
) -> dict[str, Any]:
    """Return a `meeting_held` as the book reads it (contract, section 2)."""
    event: dict[str, Any] = {
        "event": "meeting_held",
        "group": opening.group,
        "date": opening.date.isoformat(),
        "number": opening.number,
        "attendance": dict(attendance),
        "sheet": list(sheet),
    }
    counts = {
        fund: {str(value): count for value, count in pieces.items()}
        for fund, pieces in (counted or {}).items()
        if pieces
    }
    if counts:
        event["counted"] = counts
    if reason:
        event["difference_reason"] = reason
    return event


def cash_count(opening: Opening, box: Box, reason: str) -> dict[str, Any]:
    """Return the count of a box at the opening, where it differs from the book."""
    return {
        "event": "cash_counted",
        "group": opening.group,
        "date": opening.date.isoformat(),
        "fund": box.fund,
        "counted": box.opening,
        "difference_reason": reason,
    }
