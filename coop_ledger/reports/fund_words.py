"""What a meeting did with the funds, in sentences for its minutes."""

from collections.abc import Iterable, Iterator

from coop_ledger import terms
from coop_ledger.book.questions.funds import FundMovements
from coop_ledger.book.questions.goods import GoodsGiven
from coop_ledger.i18n import _, fill, ngettext


def gifts_of(gifts: Iterable[GoodsGiven], event: int) -> Iterator[str]:
    """Yield what was given to how many at the meeting that an event is."""
    for gift in gifts:
        if gift.event != event or gift.reversed:
            continue
        words = ngettext(
            "{fund}: {quantity:number} × {item} given to {members:number} member.",
            "{fund}: {quantity:number} × {item} given to {members:number} members.",
            len(gift.received),
        )
        yield fill(
            words,
            fund=str(terms.fund(gift.fund)),
            quantity=gift.quantity,
            item=gift.item,
            members=len(gift.received),
        )


def moves_of(moved: FundMovements, event: int) -> Iterator[str]:
    """Yield what left a fund for another place or fund at a meeting, and why."""
    for line in moved.lines:
        amount = line.out or line.moved
        if line.event == event and line.kind == "money_moved" and amount and line.reason:
            yield fill(
                _("{fund}: {amount:francs} moved, {reason}."),
                fund=str(terms.fund(moved.fund)),
                amount=amount,
                reason=line.reason,
            )
