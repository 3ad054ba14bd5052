"""SILC (Catholic Relief Services): amounts written in a ledger, a social fund, one share-out.

Savings are amounts and not shares (Jamii's guide to SILC), the social fund is the
group's second fund, and everything is shared in proportion to savings after eight to
twelve months, without time weights (ACE Africa): reference, section 1.3. The sources
give no figures: the least saved is that of new groups in Mali (section 6.2), the social
fund, the loan and the fines are those of the VSLA preset. An agent guide without
interest exists: a group that follows it votes a rate of 0.
"""

from typing import Any

SILC: dict[str, Any] = {
    "saving": {"unit": "amount", "price": 1, "min": 100, "max": None, "multiple_of": 25},
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
        "method": "savings_and_profit",
        "round": {"payout": 25},
        "remainder": "next_cycle",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
    "meeting": {"days": 7},
}
