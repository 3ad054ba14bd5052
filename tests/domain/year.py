"""Years of a savings group, made up by Hypothesis: rules, members, meetings, a share-out.

A year is drawn step by step in a real group, so that what is drawn may be refused: the
year is what was accepted.
"""

import datetime
import re
from random import Random
from typing import Any

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.events import READER
from coop_ledger.domain.loan_terms import METHODS, REPAYMENTS
from coop_ledger.domain.rules.share_out import SHARE_OUT_METHODS
from tests.domain.log import Group

Line = dict[str, Any]

FUNDS = ("loan", "social", "health")
START = datetime.date(2025, 1, 1)
CODES = ("1", "2", "10", "A", "7 bis")
AMOUNTS = (1, 7, 25, 50, 99, 100, 200, 200, 250, 500, 1000, 12345)
PLACES = ("box", "box", "box", "bank", "moov")
ROUNDINGS = ({"exact": True}, {"value": 1}, {"value": 5}, {"payout": 1}, {"payout": 25})
BEARERS = ("fund", "member")
AID: dict[str, Any] = {"ceiling": 500, "ceiling_per_cycle": 900, "keep": 50, "up_to_date": True}
TREATMENTS = ("kept", "equal", "proportional")
LATE: tuple[dict[str, Any], ...] = (
    {"kind": "none"},
    {"kind": "per_day", "amount": 5},
    {"kind": "per_period", "percent": "10"},
)


def rules(random: Random) -> dict[str, Any]:
    """Rules that a group could vote."""
    saving: dict[str, Any] = {"unit": "share", "price": random.choice((50, 100, 200)), "min": 0}
    if random.random() < 0.4:
        saving = {"unit": "amount", "min": 0, "multiple_of": random.choice((1, 25))}
    found: dict[str, Any] = {
        "saving": saving,
        "funds": {
            "loan": {"share_out": "proportional"},
            "social": {"share_out": random.choice(TREATMENTS)},
            "health": {"share_out": random.choice(TREATMENTS), "fees": random.choice(BEARERS)},
        },
        "loans": {"ordinary": product(random)},
        "share_out": {
            "method": random.choice(SHARE_OUT_METHODS),
            "round": random.choice(ROUNDINGS),
            "remainder": random.choice(("next_cycle", "social", "health")),
            "deduct": random.choice((["loans", "fines"], ["loans"], [])),
        },
    }
    if random.random() < 0.5:
        found["funds"]["health"]["aid"] = AID
    if random.random() < 0.5:
        found["leaving"] = {
            "pays": random.choice(("savings_only", "savings_and_profit", "nothing")),
            "when": random.choice(("at_once", "at_once", "share_out")),
            "keep_percent": random.choice(("0", "12.5")),
            "deceased": {"loan": random.choice(("owed", "forgiven"))},
        }
    if random.random() < 0.3:
        found["split"] = {"loan": 60, "health": 40}
    return found


def product(random: Random) -> dict[str, Any]:
    """A kind of loan that a group could vote."""
    method = random.choice(METHODS)
    found: dict[str, Any] = {
        "fund": random.choice(("loan", "loan", "health")),
        "method": method,
        "rate_percent": random.choice(("0", "2.5", "5", "10")),
        "per": random.choice(("month", "meeting", "loan")),
        "term": random.randint(1, 4),
        "instalment_multiple_of": random.choice((1, 5)),
        "late": random.choice(LATE),
    }
    if method == "fixed":
        found["amount"] = random.choice((1, 50, 500))
    if method != "annuity":
        found["repaid"] = random.choice(REPAYMENTS)
    return found


def line(random: Random, group: Group) -> Line:
    """One thing that may happen, at a meeting or alone; many of them are refused."""
    event = random.choice(_KINDS)
    fields: Line = {"event": event}
    if event not in _WITHOUT_MEMBER:
        members = [member.code for member in group.facts.members()]
        fields["member"] = random.choice(members or CODES)
    if event not in ("shares_bought", "shares_sold_back", "loan_issued", "member_changed"):
        fields["amount"] = random.choice(AMOUNTS)
    match event:
        case "shares_bought" | "shares_sold_back":
            fields["shares"] = random.randint(1, 6)
        case "contribution_paid":
            fields |= {"fund": random.choice(FUNDS), "place": random.choice(PLACES)}
        case "fine_charged":
            fields["kind"] = "late"
        case "aid_granted":
            fields |= {"fund": random.choice(FUNDS), "reason": "deuil"}
        case "loan_issued":
            fields |= {"product": "ordinary", "principal": random.choice(AMOUNTS)}
            fields["loan"] = f"L{random.getrandbits(40)}"
        case "loan_repaid":
            fields["loan"] = random.choice(group.facts.open_loans() or ["none"])
        case "loan_decided":
            fields = decision(random, group)
        case "money_moved":
            ends = random.choices(("box", "bank", "moov", "social", "loan"), k=2)
            fields |= {"from": ends[0], "to": ends[1]}
            if ends[1] in FUNDS:
                fields["to_place"] = random.choice(PLACES)
            elif random.random() < 0.3:
                bearer = random.choice(("fund", *CODES))
                fields |= {"fund": "health", "fee": 3, "fee_borne_by": bearer}
        case "goods_bought":
            fields |= {"item": "soap", "quantity": random.randint(1, 9)}
            fields["fund"] = random.choice(FUNDS)
        case "goods_distributed":
            del fields["amount"]
            given = random.sample(CODES, k=random.randint(1, 3))
            fields |= {"item": "soap", "given": {code: random.randint(1, 3) for code in given}}
            fields["fund"] = random.choice(FUNDS)
        case "member_changed":
            fields["nickname"] = random.choice(("Awa", "Bintou", "Ɲɛlɛ"))
        case "member_left":
            del fields["amount"]
            fields["reason"] = random.choice(("left", "left", "excluded", "deceased"))
            fields |= {"minute": "PV 1", "next_of_kin": "Moussa"}
            fields["approved_by"] = random.sample(CODES, k=2)
        case "money_lost":
            fields |= {"circumstances": "vol", "fund": random.choice(FUNDS)}
        case "income_received" | "expense_paid":
            fields |= {"text": "x", "fund": random.choice(FUNDS)}
    return fields


def decision(random: Random, group: Group) -> Line:
    """What an assembly decides about a loan, or what comes in on one that was given up."""
    lost = [
        record.code
        for record in group.facts.source.records(("loan",))
        if getattr(record, "written_off", None)
    ]
    if lost and random.random() < 0.5:
        said = {"loan": random.choice(lost), "amount": random.choice(AMOUNTS)}
        return {"event": "loan_recovered", **said}
    event = random.choice(("loan_rescheduled", "loan_rolled_over", "loan_written_off"))
    fields: Line = {"event": event, "loan": random.choice(group.facts.open_loans() or ["none"])}
    if event == "loan_written_off":
        return fields | random.choice(({}, {"amount": random.choice(AMOUNTS)}))
    return fields | {"term": random.randint(1, 3), "repaid": random.choice(REPAYMENTS)}


_KINDS = (
    *("shares_bought", "shares_bought", "savings_deposited", "savings_deposited"),
    *("shares_sold_back", "savings_withdrawn", "contribution_paid", "fine_charged", "fine_paid"),
    *("fine_waived", "aid_granted", "loan_issued", "loan_issued", "loan_repaid", "loan_repaid"),
    "loan_decided",
    *("money_moved", "member_changed", "income_received", "expense_paid"),
    *("goods_bought", "goods_distributed", "goods_distributed", "member_left", "money_lost"),
)
_WITHOUT_MEMBER = (
    *("loan_decided", "loan_repaid", "money_moved", "income_received", "expense_paid"),
    *("goods_bought", "goods_distributed", "money_lost"),
)


class Year:
    """A group and the events that it accepted, in JSON as the contract writes them."""

    def __init__(self, random: Random, *, mistakes: bool = True):
        self.random = random
        self.mistakes = mistakes
        self.group = Group()
        self.events: list[dict[str, Any]] = []
        self.day = START

    def try_(self, event: str, **fields: Any) -> bool:
        said = {"event": event, "group": "benkadi", "date": self.day.isoformat(), **fields}
        try:
            self.group.happen(READER.read(said))
        except Refusal as refused:
            str(refused)
            self.refused = refused
            return False
        self.events.append(said)
        return True

    def found(self) -> None:
        random = self.random
        assert self.try_("group_founded", name="B", kind="savings_group", preset="vsla")
        assert self.try_("rules_set", rules=rules(random))
        for number, code in enumerate(CODES[: random.randint(1, len(CODES))]):
            assert self.try_("member_joined", member=code, name=f"Awa {number}", carnets=2)
        assert self.try_("cycle_opened", cycle="2025", ends="2026-12-31")

    def live(self, steps: int) -> None:
        for number in range(1, steps + 1):
            self.day += datetime.timedelta(days=self.random.choice((0, 1, 7, 7, 31)))
            match self.random.choice(("meeting", "meeting", "line", "line", "count", "reversal")):
                case "meeting":
                    self.meet(number)
                case "line":
                    said = line(self.random, self.group)
                    self.try_(said.pop("event"), **said)
                case "count":
                    counted = max(0, self.group.facts.cash("loan") + self.random.randint(-3, 3))
                    self.try_("cash_counted", counted=counted, difference_reason="x")
                case "reversal" if self.mistakes:
                    self.reverse_one()

    def meet(self, number: int) -> None:
        """Hold a meeting; what is refused is struck off its sheet."""
        sheet = [line(self.random, self.group) for _ in range(self.random.randint(0, 8))]
        record = self.group.facts.record
        attendance = {code: "present" for code in CODES if record("member", code)}
        while not self.try_("meeting_held", number=number, attendance=attendance, sheet=sheet):
            refused = re.match(r"sheet\[(\d+)\]", self.refused.field)
            if not refused and not sheet:
                return
            del sheet[int(refused[1]) - 1 if refused else -1]

    def reverse_one(self) -> None:
        number = self.random.randint(max(1, self.group.number - 8), self.group.number)
        at = self.random.choice(("", "", ".1", ".2"))
        self.try_("event_reversed", reverses=f"{number}{at}", reason="erreur")

    def share_out(self, cycle: str) -> bool:
        fields: dict[str, Any] = {"cycle": cycle, "approved_by": self.group.approving()[:1]}
        if self.random.random() < 0.5:
            fields["method"] = self.random.choice(SHARE_OUT_METHODS)
        if self.random.random() < 0.5:
            fields["rounding"] = self.random.choice(ROUNDINGS)
        seed = {CODES[0]: self.random.choice((50, 200))}
        if self.random.random() < 0.5 and self.try_("share_out_decided", **fields, seed=seed):
            return True
        return self.try_("share_out_decided", **fields)

    def bring_to_the_box(self) -> None:
        for fund in FUNDS:
            for place in ("bank", "moov"):
                held = self.group.facts.cash(fund, place)
                if held:
                    fields = {"from": place, "to": "box", "amount": held, "fund": fund}
                    assert self.try_("money_moved", **fields)


def year(random: Random, steps: int, *, mistakes: bool = True) -> Year:
    """Draw a year: founded, lived, shared out, closed, and a second cycle begun."""
    told = Year(random, mistakes=mistakes)
    told.found()
    told.live(steps)
    told.bring_to_the_box()
    if told.share_out("2025") and told.try_("cycle_closed", cycle="2025"):
        assert told.try_("cycle_opened", cycle="2026", ends="2027-12-31")
        told.live(steps // 2)
        told.bring_to_the_box()
        told.share_out("2026")
    return told
