"""A figure told as a short sum: what was put together by kind of entry."""

from collections import defaultdict

from coop_ledger import i18n
from coop_ledger.book.questions.answers import Why
from coop_ledger.book.questions.common import entry_text
from coop_ledger.i18n import _, fill

LINES = 6


def sum_of(found: Why, title: str) -> list[tuple[str, str]]:
    """Return (words, amount) for each kind of entry behind a figure; the last line is the sum."""
    counts: defaultdict[str, int] = defaultdict(int)
    amounts: defaultdict[str, int] = defaultdict(int)
    for line in found.lines:
        counts[line.kind] += 1
        amounts[line.kind] += line.amount
    kinds = sorted(amounts, key=lambda kind: -abs(amounts[kind]))
    lines = [
        (fill(_("{text} × {n:number}"), text=entry_text(kind, ""), n=counts[kind]), amounts[kind])
        for kind in kinds[:LINES]
    ]
    rest = sum(amounts[kind] for kind in kinds[LINES:])
    if rest:
        lines.append((_("Other entries"), rest))
    total = (title, i18n.francs(found.amount))
    return [*((words, i18n.money(amount)) for words, amount in lines), total]
