"""VSLA / AVEC: shares of a fixed price, a social fund that is kept, loans of three months.

Shares 1 to 5 a meeting, the price fixed for the cycle, the social fund kept at
share-out: vsla.net, "The VSLA methodology". Loans up to 3 times savings, 12 weeks,
a service fee of 5 to 10 %: AVEC training modules (reference, section 1.1).
"""

from typing import Any

VSLA: dict[str, Any] = {
    "saving": {"unit": "share", "price": 100, "min": 1, "max": 5},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 50, "share_out": "kept"},
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
        }
    },
    "fines": {"late": 50, "absent": 100},
    "share_out": {
        "method": "share_value",
        "round": {"payout": 25},
        "remainder": "social",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
    "meeting": {"days": 7},
}
