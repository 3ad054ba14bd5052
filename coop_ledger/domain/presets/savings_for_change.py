"""Savings for Change / Épargner pour le Changement: amounts with a minimum, 10 % a month.

New groups start at 100 F a week and many pay more; interest of 10 % a month is kept by
the group; everything is shared on a date set a year ahead (reference, section 1.2:
Oxfam America, Norad, FFH and Le Tonus). Many Sahel groups share profit equally; the
proportional rule is the one the programme teaches.
"""

from typing import Any

SAVINGS_FOR_CHANGE: dict[str, Any] = {
    "saving": {"unit": "amount", "price": 1, "min": 100, "max": None, "multiple_of": 25},
    "funds": {"loan": {"share_out": "proportional"}},
    "loans": {
        "ordinary": {
            "fund": "loan",
            "method": "declining",
            "rate_percent": "10",
            "per": "month",
            "term": 3,
            "repaid": "free",
            "ceiling_times_savings": 3,
            "guarantors": 0,
            "late": {"kind": "none"},
            "allocation": ["penalty", "interest", "principal"],
        }
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
