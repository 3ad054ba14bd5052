"""A small group whose papers have everything hard: a debtor, a seed, an equal fund, a difference."""

import datetime
from typing import Any

GROUP = "jekabaara"
FIRST = datetime.date(2026, 1, 5)
_NAMES = ("Awa Diallo", "Bintou Sanogo", "Coumba Traoré", "Djénéba Koné", "Fanta Cissé")
_RULES: dict[str, Any] = {
    "saving": {"unit": "share", "price": 500, "min": 1, "max": 10},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 100, "share_out": "equal"},
        "health": {"share_out": "kept"},
    },
    "loans": {
        "ordinary": {
            "fund": "loan",
            "method": "once",
            "rate_percent": "10",
            "per": "loan",
            "term": 3,
            "repaid": "at_end",
            "ceiling_times_savings": 10,
            "guarantors": 0,
            "late": {"kind": "none"},
        }
    },
    "fines": {"late": 50, "absent": 100},
    "share_out": {
        "method": "savings_and_profit",
        "round": {"payout": 5},
        "remainder": "health",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
}


def events() -> list[dict[str, Any]]:
    """A cycle of three meetings, shared out; a second one with a meeting in it."""
    codes = [str(number) for number in range(1, len(_NAMES) + 1)]
    offices = {"1": "president", "2": "treasurer", "3": "secretary", "4": "key_holder"}
    story = [
        _said(
            "group_founded",
            0,
            name="Jɛkabaara",
            kind="savings_group",
            preset="vsla",
            place="Ségou",
        ),
        _said("rules_set", 0, rules=_RULES),
        *(
            _said("member_joined", 0, member=code, name=name, sex="female")
            for code, name in zip(codes, _NAMES, strict=True)
        ),
        *(_said("officer_appointed", 0, member=code, office=offices[code]) for code in offices),
        _said("cycle_opened", 0, cycle="2026", ends=_day(56).isoformat()),
    ]
    bought = [_line("shares_bought", member=code, shares=10 - 2 * int(code) + 2) for code in codes]
    social = [_line("contribution_paid", member=code, fund="social", amount=100) for code in codes]
    story += [
        _meeting(1, [*social, *bought], {"loan": 15000, "social": 500}),
        _meeting(
            2,
            [
                *social,
                *bought,
                _line("fine_charged", member="3", kind="absent", amount=100),
                _line("fine_paid", member="2", kind="late", amount=50),
                _line("income_received", amount=1250, text="Vente de jus"),
                _line("expense_paid", amount=300, text="Carnets"),
                _line("aid_granted", member="4", fund="social", amount=400, reason="Naissance"),
                _loan("P1", "5", 12000),
                _loan("P2", "1", 9000),
            ],
            {"loan": {"5000": 1, "2000": 2, "500": 1, "100": 4}, "social": {"500": 1, "100": 1}},
            attendance={"2": "late", "3": "absent", "4": "represented"},
            difference_reason="Une pièce de 100 F rendue en trop",
        ),
        _meeting(
            3,
            [*social, *bought, _line("loan_repaid", loan="P2", amount=9900)],
            {"loan": 34800, "social": 1100},
            day=49,
        ),
        _said(
            "share_out_decided",
            49,
            cycle="2026",
            seed={"1": 1000, "2": 500},
            counted={"10000": 3, "2000": 2, "500": 3, "200": 2},
            approved_by=["1", "2", "5"],
        ),
        _said("cycle_closed", 49, cycle="2026"),
        _said("cycle_opened", 49, cycle="2027", ends=_day(120).isoformat()),
        _meeting(1, [*social, *bought], None, day=56),
    ]
    return story


def _day(after: int) -> datetime.date:
    return FIRST + datetime.timedelta(days=after)


def _said(event: str, after: int, **fields: Any) -> dict[str, Any]:
    return {"event": event, "group": GROUP, "date": _day(after).isoformat(), **fields}


def _line(event: str, **fields: Any) -> dict[str, Any]:
    return {"event": event, **fields}


def _loan(loan: str, member: str, principal: int) -> dict[str, Any]:
    return _line(
        "loan_issued", loan=loan, member=member, product="ordinary", principal=principal, term=1
    )


def _meeting(
    number: int,
    sheet: list[dict[str, Any]],
    counted: dict[str, Any] | None,
    *,
    day: int = 0,
    cycle: str = "",
    attendance: dict[str, str] | None = None,
    **fields: Any,
) -> dict[str, Any]:
    came = {str(code): "present" for code in range(1, len(_NAMES) + 1)} | (attendance or {})
    said = {"number": number, "attendance": came, "sheet": sheet, **fields}
    if counted:
        said["counted"] = counted
    return _said("meeting_held", day or 7 * number, **said)
