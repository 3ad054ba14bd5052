"""A block measured for a width, before it has a place on a page."""

from collections.abc import Callable
from dataclasses import dataclass

from coop_ledger.reports.draw import Pen

Draw = Callable[[Pen, float, float], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A block measured for a width: how high it is, and how to draw it from its top left."""

    height: float
    draw: Draw
