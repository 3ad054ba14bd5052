"""Years with everything: the rules of any method, and every kind of event there is.

It stands on `year`, which draws what every group does; here come the tontine and the delivery
plans, money of a bank and of a donor, what goes wrong with loans, and balances brought along.
"""

import datetime
from random import Random
from typing import Any

from coop_ledger.domain.presets import PRESETS
from tests.domain.year import AMOUNTS, CODES, Line, Year, rules

FUNDS = ("loan", "social", "health")
PRESET_NAMES = tuple(sorted(PRESETS))
SHARED = {"share_out": "proportional"}


def wild_rules(random: Random) -> dict[str, Any]:
    """Rules that a group of any method could vote, all parts of them."""
    found = rules(random)
    funds = found["funds"]
    for name in ("social", "health"):
        funds[name]["contribution"] = random.choice((0, 25, 50))
    found["share_out"]["deduct"] = random.choice(
        (["loans", "fines", "dues"], ["loans", "fines", "dues"], ["loans", "fines"], ["dues"], [])
    )
    found["fines"] = {"late": 25, "absent": 50}
    found["joining"] = {"in_cycle": random.choice(("open", "catch_up", "current_value"))}
    if random.random() < 0.5:
        found["tontine"] = {
            "contribution": 50,
            "levy": random.choice((0, 10)),
            "winners": random.randint(1, 2),
            "recipient_pays": random.random() < 0.5,
            "order": random.choice(("fixed", "lot", "need", "auction")),
            "covered_by": "social",
        }
    if random.random() < 0.5:
        funds |= {"deliveries": {}, "donor": {"donor": "Mali Health"}}
        found["deliveries"] = {
            "fund": "deliveries",
            "donor_fund": "donor",
            "monthly": 100,
            "goal": 500,
            "subsidy": {"kind": "percent", "percent": "50", "trigger": ["cpn1", "delivery"]},
            "unused": random.choice(("refund", "kept")),
        }
    return found


class WildYear(Year):
    """A group in whose year anything may happen."""

    def found(self) -> None:
        random = self.random
        preset = random.choice(PRESET_NAMES)
        assert self.try_("group_founded", name="B", kind="savings_group", preset=preset)
        if random.random() < 0.7:
            # Parts of the preset that the vote leaves alone may not fit it: then the preset holds.
            voted = self.try_("rules_set", rules=wild_rules(random))
            assert voted or preset != "vsla", self.refused
        for number, code in enumerate(CODES[: random.randint(2, len(CODES))]):
            assert self.try_("member_joined", member=code, name=f"Awa {number}")
        assert self.try_("cycle_opened", cycle="2025", ends="2026-12-31")
        if random.random() < 0.3:
            self.bring_along()

    def bring_along(self) -> None:
        """Balances of a group that joins the program in mid-life."""
        saved = {code: self.random.choice((100, 200, 400)) for code in CODES[:2]}
        self.try_(
            "balances_opened",
            cash={self.group.facts.rules(self.day).first_fund: sum(saved.values()) + 77},
            savings=saved,
        )

    def live(self, steps: int) -> None:
        """Live on, with a thing now and then that few groups know."""
        for _step in range(steps):
            super().live(1)
            told = self.wild()
            if told["event"] == "round":
                self.play_round()
            else:
                self.try_(told.pop("event"), **told)

    def play_round(self) -> None:
        """Play a round of the tontine: it is begun, all pay, somebody takes the pot."""
        members = [member.code for member in self.group.facts.members()]
        self.try_("tontine_started", order=members)
        self.try_("turns_drawn", seed="123")
        for member in members:
            self.try_("contribution_paid", member=member, fund="tontine", amount=50)
        for number in (1, 2, 3):
            if self.try_("turn_taken", round=number):
                return
            if self.try_("turn_taken", round=number, bid=5, winners=members[:1]):
                return

    def meet(self, number: int) -> None:
        super().meet(len(self.group.facts.met()) + 1)

    def wild(self) -> Line:
        """Draw something that most years do not see."""
        random, facts = self.random, self.group.facts
        members = [member.code for member in facts.members()]
        member, amount = random.choice(members), random.choice(AMOUNTS)
        loans = facts.open_loans() or ["none"]
        day = (self.day + datetime.timedelta(days=90)).isoformat()
        return random.choice(
            (
                {"event": "tontine_started", "hands": dict.fromkeys(members, 1)},
                {"event": "tontine_started", "order": random.sample(members, k=len(members))},
                {"event": "turns_drawn", "seed": "123"},
                {"event": "round"},
                {"event": "round"},
                {"event": "turn_covered", "member": member},
                {"event": "tontine_ended", "reason": "x"},
                {"event": "delivery_plan_opened", "member": member, "due": day},
                {"event": "delivery_saved", "member": member, "amount": amount},
                {"event": "subsidy_received", "amount": 500},
                {
                    "event": "milestone_reached",
                    "member": member,
                    "milestone": "cpn1",
                    "proof": "carnet",
                },
                {"event": "delivery_plan_settled", "member": member, "outcome": "birth"},
                {"event": "bank_loan_received", "loan": "B1", "lender": "BNDA", "principal": 900},
                {"event": "bank_loan_repaid", "loan": "B1", "principal": 900, "interest": 9},
                {
                    "event": "loan_written_off",
                    "loan": random.choice(loans),
                    "minute": "PV 3",
                    "reason": "partie",
                },
                {
                    "event": "loan_rescheduled",
                    "loan": random.choice(loans),
                    "term": 6,
                    "minute": "PV 3",
                },
                {"event": "loan_recovered", "loan": random.choice(loans), "amount": amount},
                {"event": "rest_paid", "member": member, "amount": amount},
                {
                    "event": "member_joined",
                    "member": f"N{random.getrandbits(30)}",
                    "name": "Neuve",
                    "catch_up": amount,
                },
            )
        )

    def wishes(self) -> dict[str, Any]:
        """What members take otherwise than in money, at the vote."""
        facts = self.group.facts
        fund = facts.rules(self.day).first_fund
        members = [member.code for member in facts.members() if member.status == "active"]
        goods = facts.total("311", fund=fund)
        found: dict[str, Any] = {}
        if goods and members:
            found["goods"] = {self.random.choice(members): goods}
        if members and self.random.random() < 0.5:
            found["unpaid"] = {self.random.choice(members): self.random.choice((1, 30))}
        return found

    def close(self, cycle: str) -> bool:
        """Share out and close: with wishes if they can be, by another method if it must be.

        False where something has to be settled first: the fund holds less than it owes.
        """
        fields = {"cycle": cycle, "approved_by": self.group.approving()}
        wished = self.try_("share_out_decided", **fields, **self.wishes())
        decided = wished or any(
            self.try_("share_out_decided", **fields, **more)
            for more in ({}, {"method": "savings_and_profit"}, {"method": "equal"})
        )
        if decided and self.random.random() < 0.5:
            result = self.group.facts.record("share_out", cycle).result
            kept = {line["member"]: line["paid"] for line in result["members"][:2] if line["paid"]}
            if kept:
                assert self.try_("envelopes_kept", cycle=cycle, kept=kept), self.refused
        return decided and self.try_("cycle_closed", cycle=cycle)
