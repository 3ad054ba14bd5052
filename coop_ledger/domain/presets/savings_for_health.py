"""Savings for Health (Mali Health): two boxes, one for loans that earn, one for health.

Each woman brings 100 F a week, half to each box (Sebenikoro, "Sigida Yiriwa Ton 1");
the health box lends without interest, also between two meetings when an illness does
not wait; the other box lends at the rate that the group chooses: reference, section 1.6.
Many bring 125 F, so amounts are in steps of 25 F. The health box is kept at the
share-out ("or shared equally, ask"). The sources give no rate, term, ceiling or fines:
5 % a month for three months, a health loan repaid as she can within three months and
ratified at the next meeting, fines as in Savings for Change. Health loans
are shown only to whoever asks for them.
What a woman is lent or given for her health is confidential.
"""

from typing import Any

SAVINGS_FOR_HEALTH: dict[str, Any] = {
    "saving": {"unit": "amount", "price": 1, "min": 100, "max": None, "multiple_of": 25},
    "split": {"loan": 50, "health": 50},
    "funds": {
        "loan": {"share_out": "proportional"},
        "health": {"share_out": "kept", "sensitive": True},
    },
    "loans": {
        "ordinary": {
            "fund": "loan",
            "method": "flat",
            "rate_percent": "5",
            "per": "month",
            "term": 3,
            "repaid": "at_end",
            "ceiling_times_savings": 3,
            "guarantors": 0,
            "late": {"kind": "none"},
            "allocation": ["penalty", "interest", "principal"],
        },
        "health": {
            "fund": "health",
            "method": "none",
            "rate_percent": "0",
            "per": "month",
            "term": 3,
            "repaid": "free",
            "guarantors": 0,
            "between_meetings": True,
            "ratify": True,
            "sensitive": True,
            "late": {"kind": "none"},
            "allocation": ["penalty", "interest", "principal"],
        },
    },
    "fines": {"late": 25, "absent": 50},
    "share_out": {
        "method": "savings_and_profit",
        "round": {"payout": 25},
        "remainder": "next_cycle",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
    "meeting": {"days": 7},
}
