"""Which cycle a paper is about, and which of a member's movements belong to it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coop_ledger.book.questions.answers import StatementLine
from coop_ledger.domain.records import CycleRecord

_ENDS: Final = frozenset({"share_out_decided", "cycle_closed"})


def cycle_on(cycles: Sequence[CycleRecord], day: datetime.date) -> CycleRecord | None:
    """The cycle a day belongs to; a day that ends one and opens the next belongs to the first."""
    running = [
        cycle
        for cycle in cycles
        if cycle.opened <= day and (cycle.closed_on is None or day <= cycle.closed_on)
    ]
    begun = [cycle for cycle in cycles if cycle.opened <= day]
    return next(iter([*running, *reversed(begun)]), None)


def cycle_begun_by(cycles: Sequence[CycleRecord], day: datetime.date) -> CycleRecord | None:
    """The last cycle opened by a day: where a loan of the day on which a cycle opens belongs."""
    return next((cycle for cycle in reversed(cycles) if cycle.opened <= day), None)


@dataclass(frozen=True, slots=True)
class CycleLines:
    """A member's movements in one cycle.

    `before` is the last movement ahead of them, the share-out of the cycle
    before; `ends` says that the cycle was shared out to her, and when.
    """

    lines: tuple[StatementLine, ...]
    before: StatementLine | None = None
    ends: datetime.date | None = None
    is_last: bool = True


def lines_of(
    lines: Sequence[StatementLine], cycles: Sequence[CycleRecord], wanted: CycleRecord | None
) -> CycleLines:
    """Cut a member's movements, which stand in the order of the book, into the wanted cycle's."""
    if wanted is None:
        return CycleLines(tuple(lines))
    number = list(cycles).index(wanted)
    start = _first(lines, wanted)
    following = cycles[number + 1] if number + 1 < len(cycles) else None
    end = _first(lines, following) if following else len(lines)
    own = lines[start:end]
    ended = [line.date for line in own if line.kind == "share_out_decided"]
    return CycleLines(
        lines=tuple(line for line in own if (line.undoes or line.kind) not in _ENDS),
        before=lines[start - 1] if start else None,
        ends=ended[-1] if ended else None,
        is_last=following is None,
    )


def _first(lines: Sequence[StatementLine], cycle: CycleRecord) -> int:
    """Where a cycle begins: after the share-out of the one before, if both are on one day."""
    ended = [
        place
        for place, line in enumerate(lines)
        if line.kind in _ENDS and line.date == cycle.opened
    ]
    if ended:
        return ended[-1] + 1
    return next(
        (place for place, line in enumerate(lines) if line.date >= cycle.opened), len(lines)
    )
