"""How a woman joins while a cycle is under way."""

from dataclasses import dataclass

from coop_ledger.domain.rules.reading import Reader

IN_CYCLE = ("open", "refused", "catch_up", "current_value")


@dataclass(frozen=True, slots=True)
class JoiningRule:
    """How a member joins in mid-cycle (reference on savings groups, 1.9).

    `open`: she pays nothing more than the others from that day on. `refused`: she waits for
    the next cycle. `catch_up`: she brings what the least saver was bound to have saved so
    far. `current_value`: she buys shares at what they are worth, the part above their price
    being income of the fund, so that the others lose nothing.
    """

    in_cycle: str


def read_joining(read: Reader) -> JoiningRule:
    """How members join, from the part `joining`."""
    read.refuse_unknown("in_cycle")
    return JoiningRule(in_cycle=read.choice("in_cycle", IN_CYCLE, "open"))
