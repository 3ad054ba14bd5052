"""SHARE (Mali Health): each pregnant woman saves for her delivery, a donor adds the rest.

Women meet once a month and come and go with their pregnancies, so there is no common
cycle and nothing is shared out; what a woman saved stays hers, and Mali Health adds so
much that the delivery at the health centre is covered: reference, section 1.7. The
amount of the subsidy, what it depends on and its ceiling were not found; neither were
the monthly savings or the goal: the balance of the bill at the delivery, 1,000 F a month
and a goal of 5,000 F (five months, from the fourth to the delivery) are there to be
voted on. The milestones are those of the programme's fact sheet (four visits) and the
delivery. The sources name no loans and no fines.
"""

from typing import Any

SHARE: dict[str, Any] = {
    "saving": {"unit": "amount", "price": 1, "min": 0, "max": None},
    "funds": {
        "deliveries": {"share_out": "kept"},
        "donor": {"share_out": "kept", "donor": "Mali Health"},
    },
    "loans": {},
    "fines": {},
    "deliveries": {
        "fund": "deliveries",
        "donor_fund": "donor",
        "monthly": 1000,
        "goal": 5000,
        "subsidy": {"kind": "balance", "trigger": ["delivery"]},
        "milestones": [
            "enrolment",
            "cpn1",
            "cpn2",
            "cpn3",
            "cpn4",
            "delivery",
            "postnatal",
        ],
        "pays_first": "savings",
        "unused": "refund",
    },
    "share_out": {
        "method": "savings_and_profit",
        "round": {"exact": True},
        "remainder": "next_cycle",
        "deduct": ["loans", "fines"],
        "seed": "none",
    },
    "meeting": {"days": 30},
}
