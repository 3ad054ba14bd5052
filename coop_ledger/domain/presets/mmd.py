"""MMD, Mata Masu Dubara (CARE Niger, 1991): all pay the same, all receive the same.

Twenty-five to thirty women pay the same sum each week, about 0.25 USD (GDRC), which is
125 to 150 F (section 1.6); loans are small and short; where everyone pays the same, the
money is divided equally: reference, section 1.4. The sources give no rate, term or
fines: loans of one month at 5 %, fines as in Savings for Change. A member has one
passbook only: with two she would pay twice and receive once.
"""

from typing import Any

MMD: dict[str, Any] = {
    "saving": {
        "unit": "amount",
        "price": 1,
        "min": 125,
        "equal": True,
        "carnets_max": 1,
    },
    "funds": {"loan": {"share_out": "proportional"}},
    "loans": {
        "ordinary": {
            "fund": "loan",
            "method": "flat",
            "rate_percent": "5",
            "per": "month",
            "term": 1,
            "repaid": "at_end",
            "ceiling_times_savings": 3,
            "guarantors": 0,
            "late": {"kind": "none"},
            "allocation": ["penalty", "interest", "principal"],
        }
    },
    "fines": {"late": 25, "absent": 50},
    "share_out": {
        "method": "equal",
        "round": {"payout": 25},
        "remainder": "next_cycle",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
    "meeting": {"days": 7},
}
