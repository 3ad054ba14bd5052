"""A share-out in which everything happens: one left, one owes, dues, goods, and a part that waits."""

from typing import Any

NAMES = ("Awa Diallo", "Bintou Sanogo", "Coumba Traoré", "Djénéba Koné", "Fanta Cissé")
RULES: dict[str, Any] = {
    "saving": {"unit": "share", "price": 500, "min": 0},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 100, "share_out": "kept"},
    },
    "loans": {"ordinary": {"fund": "loan", "method": "none", "term": 12}},
    "leaving": {"pays": "savings_only", "when": "share_out"},
    "share_out": {
        "method": "share_value",
        "round": {"value": 1},
        "remainder": "social",
        "deduct": ["loans", "fines", "dues"],
        "seed": "asked",
    },
}
CHOICES: dict[str, Any] = {
    "seed": {"1": 1000},
    "goods": {"1": 1500, "2": 1500},
    "unpaid": {"2": 1200},
}


def events() -> list[dict[str, Any]]:
    """The year up to the share-out, which is not said yet."""
    day = "2026-02-0{}"
    story: list[dict[str, Any]] = [
        _said("group_founded", "2026-01-01", name="Jɛkabaara", kind="savings_group", preset="vsla"),
        _said("rules_set", "2026-01-01", rules=RULES),
        *(
            _said("member_joined", "2026-01-01", member=str(number), name=name)
            for number, name in enumerate(NAMES, start=1)
        ),
        _said("cycle_opened", "2026-01-01", cycle="2026", ends="2026-12-31"),
    ]
    for number in (1, 2, 3):
        bought = [
            {"event": "shares_bought", "member": str(member), "shares": 7 - member}
            for member in range(1, 6)
        ]
        paid = [
            {"event": "contribution_paid", "member": str(member), "fund": "social", "amount": 100}
            for member in range(1, 6 if number == 1 else 4)
        ]
        sheet = [*bought, *paid]
        story.append(
            _said("meeting_held", day.format(number), number=number, attendance={}, sheet=sheet)
        )
    return [
        *story,
        _said("loan_issued", "2026-03-01", loan="P1", member="5", product="ordinary",
              principal=5000, term=9),
        _said("fine_charged", "2026-03-01", member="4", kind="late", amount=250),
        _said("goods_bought", "2026-03-02", item="savon", quantity=30, amount=3000),
        _said("member_left", "2026-04-01", member="3", reason="left"),
        _said("income_received", "2026-05-01", amount=4321, text="Vente de jus"),
    ]  # fmt: skip


def shared_out() -> list[dict[str, Any]]:
    """The vote, and an envelope that nobody fetched."""
    day, voted = "2026-06-20", {"cycle": "2026", "approved_by": ["1", "2"]}
    return [
        _said("share_out_decided", day, **voted, **CHOICES),
        _said("envelopes_kept", day, cycle="2026", kept={"4": 4599}),
    ]


def _said(event: str, day: str, **fields: Any) -> dict[str, Any]:
    return {"event": event, "group": "benkadi", "date": day, **fields}
