"""What the papers of the tontine are drawn from in tests."""

import datetime
from collections.abc import Callable

from coop_ledger.book.questions.tontine import Draw, Hand, Round, TontineAnswer, Winner
from coop_ledger.domain.rotation import drawn
from coop_ledger.reports.document import Document
from coop_ledger.reports.papers.common import Letterhead
from coop_ledger.reports.papers.tontine import draw_form, draw_minutes, empty_list, tontine_list

FIRST = datetime.date(2026, 1, 3)
PEOPLE = {
    "1": "Fatoumata Traoré", "2": "Mariam Coulibaly", "3": "Kadiatou Diarra", "4": "Aminata Keïta",
    "5": "Oumou Konaté",
}  # fmt: skip
# Member 2 holds two hands; two take each round, so that all have taken after three.
DRAW = Draw(
    round=1,
    date=FIRST,
    seed="4711",
    hands=("1", "2", "2", "3", "4", "5"),
    result=drawn("4711", ("1", "2", "2", "3", "4", "5")),
)
PAID = {"1": (1000, 1000, 1000), "2": (2000, 2000, 0), "3": (1000, 400, 0)}


def _turns(member: str) -> tuple[int, ...]:
    return tuple(place // 2 + 1 for place, code in enumerate(DRAW.result) if code == member)


def _hand(member: str) -> Hand:
    hands = DRAW.hands.count(member)
    paid = PAID.get(member, (1000, 0, 0))
    return Hand(
        member=member,
        name=PEOPLE[member],
        hands=hands,
        paid=sum(paid),
        took=0,
        to_pay=0,
        ahead=0,
        owed=0,
        bids=0,
        owed_to_funds=0,
        stake_paid=0,
        guarantor="",
        turns=_turns(member),
        rounds=paid,
        dues=(1000 * hands,) * 3,
    )


def _round(number: int) -> Round:
    members = DRAW.result[2 * number - 2 : 2 * number]
    return Round(
        round=number,
        day=FIRST + datetime.timedelta(days=7 * (number - 1)),
        taken=number == 1,
        expected=6000,
        collected=sum(PAID.get(member, (1000, 0, 0))[number - 1] for member in PEOPLE),
        contribution=1200,
        lot=3000,
        places=2,
        winners=tuple(Winner(member=m, name=PEOPLE[m], lot=3000, amount=3000) for m in members),
    )


def answer() -> TontineAnswer:
    """Three rounds, the first taken; who pays ahead, in part and not at all."""
    return TontineAnswer(
        tontine="1",
        started=FIRST,
        ended=None,
        running=True,
        fund="tontine",
        order="lot",
        contribution=1200,
        levy=200,
        levy_fund="loan",
        winners=2,
        recipient_pays=True,
        bid_to="members",
        entry=0,
        covered_by="",
        hands=6,
        lot=3000,
        pot=4400,
        left_to_pay=0,
        next=2,
        rounds=tuple(_round(number) for number in (1, 2, 3)),
        members=tuple(_hand(member) for member in PEOPLE),
        due=(),
        behind=(),
        owed=(),
        ahead=(),
        draws=(DRAW,),
    )


def papers(home: Letterhead) -> dict[str, Callable[[], Document]]:
    return {
        "tontine-list": lambda: tontine_list(home, answer()),
        "tontine-sheet": lambda: tontine_list(home, answer(), blank=True),
        "tontine-sheet-by-hand": lambda: empty_list(home, [*PEOPLE.items()]),
        "tontine-draw-by-hand": lambda: draw_form(home, 6, 2),
        "tontine-draw": lambda: draw_minutes(home, answer(), DRAW, PEOPLE),
    }
