"""What the palette finds: deeds, members, pages of the manual, ranked by how well they answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coop_ledger import names

SHOWN = 9
SPELT = 2  # what `names.matches` says of words that begin so, sounds aside


@dataclass(frozen=True, slots=True)
class Find:
    """One thing that can be chosen: its words, what it is, its icon, its key and what it does.

    `more` answers like its words; `inside`, a whole page, answers last and only as it is spelt.
    """

    text: str
    note: str
    icon: str
    deed: Callable[[], object]
    key: str = ""
    more: str = ""
    exact: str = ""
    inside: str = ""


def rank(query: str, finds: Iterable[Find]) -> list[Find]:
    """Return what answers a query, the likeliest first; an empty one leaves the order.

    A member's number finds her first; spelling is forgiven as everywhere (`interface.md` 4.6).
    """
    typed = query.strip()
    if not typed:
        return list(finds)[:SHOWN]
    scored = [(_score(typed, find), find) for find in finds]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [find for _score_of, find in best][:SHOWN]


def _score(query: str, find: Find) -> int:
    if find.exact and query.casefold() == find.exact.casefold():
        return 10
    direct = names.matches(query, find.text)
    if direct >= SPELT:
        return 2 * direct + 1
    near = names.matches(query, f"{find.text} {find.more}")
    if direct or near:  # a further word as it is spelt comes before words that only sound so
        return max(2 * near, 3 if direct else 0)
    return int(names.matches(query, find.inside) >= SPELT)
