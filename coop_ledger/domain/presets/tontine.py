"""Tontine: a pot that goes round, each member in her turn, and a levy for the common fund.

Each round every member pays the same and one takes the pot, her own payment with it,
the order drawn once by lot (GDRC's model; reference, section 1.5). 1,200 F a round, of
which 200 F stay in the common fund, are those of the women of Samé in Bamako; there the
pot of 73 women goes to two at once, while the model has one winner. The sources say
nothing of savings beside the pot, of loans from the levy or of what becomes of it:
nothing is saved, nothing is lent and the levy is kept until the group votes otherwise.
The fine for an absence is that of Savings for Change.
"""

from typing import Any

TONTINE: dict[str, Any] = {
    "saving": {"unit": "amount", "price": 1, "min": 0, "max": None},
    "funds": {"loan": {"share_out": "kept"}, "tontine": {"share_out": "kept"}},
    "loans": {},
    "fines": {"late": 25, "absent": 50},
    "tontine": {
        "fund": "tontine",
        "contribution": 1200,
        "levy": 200,
        "levy_fund": "loan",
        "winners": 1,
        "recipient_pays": True,
        "order": "lot",
    },
    "share_out": {
        "method": "savings_and_profit",
        "round": {"exact": True},
        "remainder": "next_cycle",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
    "meeting": {"days": 7},
}
