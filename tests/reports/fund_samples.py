"""What the papers of the funds are drawn from in tests."""

import datetime

from coop_ledger.book.questions.aid import Claim
from coop_ledger.book.questions.goods import GoodsGiven, Received

DAY = datetime.date(2026, 3, 7)
HASH = "5f3a" * 16
SOAP = (
    "Awa Traoré",
    "Bintou Keïta",
    "Coumba Diarra",
    "Djénéba Coulibaly (la grande)",
    "Fanta Koné",
)


def claim(*, kind: str = "loan", hidden: bool = True) -> Claim:
    return Claim(
        number=214,
        kind=kind,
        date=DAY,
        member="12",
        name="Mariam Coulibaly",
        fund="health",
        place="box",
        amount=17_500,
        centre="CSCOM de Sebenikoro" if kind == "aid" else "",
        reason="" if hidden else "Paludisme grave de l’enfant",
        hidden=hidden,
        loan="S7" if kind == "loan" else "",
        due=datetime.date(2026, 6, 7) if kind == "loan" else None,
        approved_by="",
        reversed=False,
        hash=HASH,
    )


def gift() -> GoodsGiven:
    return GoodsGiven(
        number=215,
        event=98,
        date=DAY,
        meeting=24,
        fund="health",
        item="savon",
        quantity=11,
        cost=2750,
        left=37,
        received=tuple(
            Received(member=str(place), name=name, quantity=2 + (place == 3))
            for place, name in enumerate(SOAP, start=1)
        ),
        reversed=False,
        hash=HASH,
    )
