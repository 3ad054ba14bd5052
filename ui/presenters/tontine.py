"""The tontine in words and tables: its rounds, who has paid, whose turn it is."""

from collections import Counter
from collections.abc import Mapping

from coop_ledger.book.book import Book
from coop_ledger.book.questions.pot import InThePot
from coop_ledger.book.questions.tontine import Hand, Round, TontineAnswer, tontine
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_, _, fill, francs, ngettext, translate
from coop_ledger.table import Column, Emphasis, Kind, Row, Table

DONE = "✓"
ORDER_NAMES = {
    "fixed": N_("order agreed beforehand"),
    "lot": N_("order drawn by lot"),
    "lot_each_round": N_("drawn by lot each round"),
    "auction": N_("auction each round"),
    "need": N_("the assembly names who takes"),
}


def asked(book: Book, group: str) -> TontineAnswer | None:
    """Return the tontine of a group, None where it has none."""
    try:
        return tontine(book, group)
    except Refusal:
        return None


def context_of(answer: TontineAnswer) -> str:
    """Return the grey line beside the title."""
    words = ngettext("{n:number} hand", "{n:number} hands", answer.hands)
    return fill(
        _("{hands} · {contribution:francs} each round · {order}"),
        hands=fill(words, n=answer.hands),
        contribution=answer.contribution,
        order=translate(ORDER_NAMES[answer.order]),
    )


def round_now(answer: TontineAnswer) -> Round:
    """Return the round that is to be taken, the last one when all were."""
    return answer.rounds[(answer.next or len(answer.rounds)) - 1]


def progress_words(answer: TontineAnswer) -> str:
    """Return how far the tontine is."""
    if answer.ended is not None:
        return fill(_("Ended on {day:day}"), day=answer.ended)
    if answer.next is None:
        return _("Every hand has taken: the tontine can be ended.")
    if not answer.running and not any(each.taken for each in answer.rounds):
        return _("Not started yet: it would begin like this.")
    return fill(
        _("Round {round:number} of {rounds:number}"), round=answer.next, rounds=len(answer.rounds)
    )


def names_in(each: Round) -> str:
    """Return who takes a round, in a line; a dash where nobody knows yet."""
    return ", ".join(winner.name for winner in each.winners) or "–"


def next_words(answer: TontineAnswer) -> str:
    """Return whose turn the next round is, and what she takes."""
    each = round_now(answer)
    if answer.next is None:
        return "–"
    if each.winners:
        return names_in(each)
    return {
        "lot": _("to be drawn by lot"),
        "lot_each_round": _("to be drawn by lot"),
        "auction": _("the highest bid"),
        "need": _("the assembly names her"),
        "fixed": _("name her when she takes"),
    }[answer.order]


def rounds_table(answer: TontineAnswer) -> Table:
    """Return the rounds: day, who took or takes, and what was collected."""
    bids = any(winner.bid for each in answer.rounds for winner in each.winners)
    columns = [
        Column("mark", "", Kind.CODE),
        Column("round", _("Round"), Kind.NUMBER),
        Column("day", _("Day"), Kind.DATE),
        Column("who", _("Who takes")),
        Column("collected", _("In the pot"), Kind.MONEY),
        *((Column("bid", _("Bid"), Kind.MONEY),) if bids else ()),
        Column("amount", _("In hand"), Kind.MONEY),
    ]
    rows = tuple(_round_row(each, answer, bids=bids) for each in answer.rounds)
    return Table(_("Rounds"), tuple(columns), rows)


def _round_row(each: Round, answer: TontineAnswer, *, bids: bool) -> Row:
    amount = sum(winner.amount for winner in each.winners) if each.taken else None
    mark = DONE if each.taken else "→" if each.round == answer.next else ""
    bid = (sum(winner.bid for winner in each.winners) or None,) if bids else ()
    emphasis = Emphasis.SUBTOTAL if each.round == answer.next else Emphasis.ITEM
    cells = (
        *(mark, each.round, each.day, names_in(each), each.collected or None),
        *bid,
        amount or (None if each.taken else each.lot * each.places),
    )
    return Row(cells, emphasis, origin=f"round:{each.round}")


def payers_table(answer: TontineAnswer, number: int) -> Table:
    """Return who has paid a round: a tick, or what is missing; ahead and behind in words."""
    rows = tuple(
        Row(
            (
                _tick(hand, number),
                hand.member,
                hand.name,
                _state(hand, answer),
            ),
            origin=f"member:{hand.member}",
        )
        for hand in answer.members
    )
    return Table(
        fill(_("Round {round:number}: who has paid"), round=number),
        (
            Column("tick", _("Paid"), Kind.CODE),
            Column("member", _("No."), Kind.CODE),
            Column("name", _("Name")),
            Column("state", _("State")),
        ),
        rows,
    )


def _tick(hand: Hand, number: int) -> str:
    paid, due = hand.rounds[number - 1], hand.dues[number - 1]
    return DONE if paid >= due else "½" if paid else ""


def _state(hand: Hand, answer: TontineAnswer) -> str:
    """Return what there is to say of a member: behind, ahead, what she owes."""
    words = []
    if hand.to_pay:
        words.append(fill(_("to pay {amount:money}"), amount=hand.to_pay))
    ahead = hand.paid_until - (answer.next or len(answer.rounds))
    if ahead > 0:
        rounds = ngettext("{n:number} round ahead", "{n:number} rounds ahead", ahead)
        words.append(fill(rounds, n=ahead))
    if hand.owed:
        words.append(fill(_("received, still brings {amount:money}"), amount=hand.owed))
    if hand.owed_to_funds:
        words.append(fill(_("owes the funds {amount:money}"), amount=hand.owed_to_funds))
    if hand.hands > 1:
        words.append(
            fill(ngettext("{n:number} hand", "{n:number} hands", hand.hands), n=hand.hands)
        )
    return " · ".join(words)


def paid_words(answer: TontineAnswer, number: int) -> str:
    """Return how many have paid a round, and what is missing in the pot."""
    each = answer.rounds[number - 1]
    done = sum(hand.rounds[number - 1] >= hand.dues[number - 1] for hand in answer.members)
    words = _("{done:number} of {members:number} have paid · {missing:money} F missing in the pot")
    excused, kept = _of_winners(answer, each)
    if kept:
        words = _(
            "{done:number} of {members:number} have paid · {missing:money} F missing in the pot, "
            "of which {kept:money} F will be kept from the lots of this round"
        )
    return fill(
        words,
        done=done,
        members=len(answer.members),
        missing=max(each.expected - each.collected - excused, 0),
        kept=kept,
    )


def _of_winners(answer: TontineAnswer, each: Round) -> tuple[int, int]:
    """What those who take next need not bring, and what is kept from their lots instead."""
    excused = kept = 0
    takes = Counter(winner.member for winner in each.winners if each.round == answer.next)
    for hand in answer.members:
        due, paid = hand.dues[each.round - 1], hand.rounds[each.round - 1]
        free = 0 if answer.recipient_pays else due * takes[hand.member] // hand.hands
        free = min(free, due - paid)
        excused += free
        kept += due - paid - free if takes[hand.member] else 0
    return excused, kept


def rests_words(rests: Mapping[str, int]) -> str:
    """Return who was handed less than her pot, by name, and what is left to pay her."""
    if len(rests) == 1:
        ((name, rest),) = rests.items()
        words = _("{name} has not had all of her pot: {rest:francs} is left to pay her.")
        return fill(words, name=name, rest=rest)
    words = _("Not all of the pots was handed over. Left to pay: {who}.")
    return fill(words, who=", ".join(f"{name} {francs(rest)}" for name, rest in rests.items()))


def left_words(left: InThePot) -> str:
    """Return that a woman left her money in the pot, and what becomes of it."""
    words = _("{name} has died. {becomes}")
    if left.reason != "deceased":
        words = _("{name} has left the group. {becomes}")
    return fill(words, name=left.name, becomes=left.becomes)


def draw_words(answer: TontineAnswer) -> str:
    """Return the last draw in words, "" when nothing was drawn."""
    if not answer.draws:
        return ""
    draw = answer.draws[-1]
    return fill(
        _(
            "Drawn on {day:day} from the number {seed}, read aloud: the same number gives the same order."
        ),
        day=draw.date,
        seed=draw.seed,
    )
