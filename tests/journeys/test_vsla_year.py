"""A VSLA of twenty-five women in Kalabambougou: a year, a share-out, and a second cycle.

They meet each Wednesday, buy one to five shares of 100 F, bring 50 F for solidarity, and
lend in five ways. One misses a meeting in ten, one comes late, the secretary makes a
mistake, two women owe at the share-out, one of them more than her part.
"""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from coop_ledger.domain.errors import Concern, Refusal
from tests.journeys.telling import Line, Telling

FIRST = datetime.date(2025, 1, 1)
MEMBERS = [str(number) for number in range(1, 26)]
MONTHLY = {"fund": "loan", "per": "month", "term": 3, "ceiling_times_savings": 3}
RULES = {
    "saving": {"unit": "share", "price": 100, "min": 1, "max": 5},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 50, "share_out": "kept"},
    },
    "loans": {
        "flat": MONTHLY | {"method": "flat", "rate_percent": "5"},
        "free": MONTHLY | {"method": "declining", "rate_percent": "10", "repaid": "free"},
        "once": MONTHLY | {"method": "once", "rate_percent": "10", "per": "loan", "term": 2},
        "health": MONTHLY | {"method": "none", "term": 4, "repaid": "equal_principal"},
        "thirds": MONTHLY
        | {"method": "declining", "rate_percent": "10", "repaid": "equal_principal"},
    },
    "fines": {"late": 50, "absent": 100},
    "share_out": {
        "method": "share_value",
        "round": {"payout": 25},
        "remainder": "social",
        "deduct": ["loans", "fines"],
        "seed": "asked",
    },
}


def wednesday(number: int, first: datetime.date = FIRST) -> str:
    return (first + datetime.timedelta(days=7 * (number - 1))).isoformat()


def shares(member: str, number: int) -> int:
    """How many shares a member buys at a meeting: one to five, as her week was."""
    return (int(member) + number) % 5 + 1


def is_absent(member: str, number: int) -> bool:
    return member == "25" and number % 10 == 0


def usual(number: int, members: list[str] = MEMBERS) -> list[Line]:
    """What everyone brings to a meeting."""
    sheet: list[Line] = []
    for member in members:
        if not is_absent(member, number):
            solidarity = {"event": "contribution_paid", "member": member, "fund": "social"}
            sheet.append(solidarity | {"amount": 50})
            bought = {"event": "shares_bought", "member": member}
            sheet.append(bought | {"shares": shares(member, number)})
    return sheet


def issued(loan: str, member: str, product: str, principal: int) -> Line:
    return {
        "event": "loan_issued", "loan": loan, "member": member, "product": product,
        "principal": principal,
    }  # fmt: skip


def repaid(loan: str, amount: int) -> Line:
    return {"event": "loan_repaid", "loan": loan, "amount": amount}


HAPPENS: dict[int, list[Line]] = {
    6: [issued("P1", "1", "flat", 5000), issued("P2", "2", "free", 5000)],
    7: [issued("P3", "3", "once", 4000)],
    8: [issued("P4", "4", "health", 4000)],
    9: [issued("P5", "5", "thirds", 6000)],
    10: [repaid("P2", 2000)],
    12: [repaid("P4", 1000)],
    13: [repaid("P5", 2600)],
    14: [repaid("P2", 3850)],
    15: [repaid("P3", 4400)],
    16: [repaid("P4", 1000)],
    17: [repaid("P5", 2400)],
    18: [repaid("P1", 5750)],
    20: [repaid("P4", 1000)],
    21: [repaid("P5", 2200)],
    24: [repaid("P4", 1000)],
    26: [{"event": "expense_paid", "amount": 1500, "account": "605", "text": "cahiers"}],
    30: [
        {"event": "aid_granted", "member": "12", "fund": "social", "amount": 20_000,
         "reason": "accouchement"},
    ],
    33: [{"event": "fine_charged", "member": "13", "kind": "noise", "amount": 200}],
    40: [issued("P6", "21", "once", 3000)],
    41: [issued("P7", "25", "once", 30_000)],
}  # fmt: skip


def attendance(number: int) -> dict[str, str]:
    words = {member: "absent" if is_absent(member, number) else "present" for member in MEMBERS}
    return words | ({"7": "late"} if number % 6 == 0 else {})


def discipline(number: int) -> list[Line]:
    """Who is absent is fined and pays at the next meeting; who is late pays at once."""
    sheet: list[Line] = []
    if number % 10 == 0:
        sheet.append({"event": "fine_charged", "member": "25", "kind": "absent", "amount": 100})
    if number % 10 == 1 and number > 1:
        sheet.append({"event": "fine_paid", "member": "25", "kind": "absent", "amount": 100})
    if number % 6 == 0:
        sheet.append({"event": "fine_paid", "member": "7", "kind": "late", "amount": 50})
    return sheet


class Year(Telling):
    """The story, told once; each test asks about one thing in it."""

    seen: dict[str, Any]

    def tell(self) -> None:
        self.seen = {}
        self.found()
        for number in range(1, 51):
            self.meet(number)
            if number == 9:
                self.seen["P5 schedule"] = self.owes("P5", wednesday(13))
            if number == 20:
                self.correct_a_mistake()
            if number == 47:
                self.keep_the_money_safe()
        self.share_out()
        self.second_cycle()

    def found(self) -> None:
        day = FIRST.isoformat()
        self.say("group_founded", day, name="Benkadi", kind="savings_group", preset="vsla")
        self.say("rules_set", day, rules=RULES)
        for member in MEMBERS:
            self.say("member_joined", day, member=member, name=f"Awa {member}", sex="female")
        for member, office in [("1", "president"), ("2", "secretary"), ("3", "treasurer")]:
            self.say("officer_appointed", day, member=member, office=office)
        self.say("cycle_opened", day, cycle="2025", ends="2025-12-24")

    def meet(self, number: int) -> None:
        sheet = [*usual(number), *discipline(number), *HAPPENS.get(number, [])]
        if number == 20:  # the secretary writes 5 for member 9, who brought 300 F
            sheet = [
                line | {"shares": 5}
                if line["event"] == "shares_bought" and line["member"] == "9"
                else line
                for line in sheet
            ]
            self.wrong_line = sheet.index(
                {"event": "shares_bought", "member": "9", "shares": 5}
            ) + 1  # fmt: skip
        self.say(
            "meeting_held",
            wednesday(number),
            number=number,
            attendance=attendance(number),
            sheet=sheet,
        )

    def correct_a_mistake(self) -> None:
        meeting, day = self.last.number, wednesday(20)
        self.seen["before correction"] = self.savings("9"), self.cash()
        with pytest.raises(Refusal):
            self.say("shares_bought", day, member="9", shares=3)
        self.say(
            "event_reversed", "2025-05-15", reverses=f"{meeting}.{self.wrong_line}",
            reason="300 F apportés, pas 500",
        )  # fmt: skip
        self.say("shares_bought", day, member="9", shares=3)
        self.seen["after correction"] = self.savings("9"), self.cash()
        with pytest.raises(Refusal):
            self.say(
                "event_reversed", "2025-05-15", reverses=f"{meeting}.{self.wrong_line}", reason="x"
            )

    def keep_the_money_safe(self) -> None:
        """Theft is most likely in the last weeks (savings-groups.md 7, 20)."""
        self.say("money_moved", wednesday(47), from_="box", to="bank", amount=200_000, fee=500)
        self.seen["in the bank"] = self.cash(place="bank")

    def share_out(self) -> None:
        day, fields = "2025-12-24", {"cycle": "2025", "approved_by": ["1", "2", "3"]}
        with pytest.raises(Refusal) as short:
            self.say("share_out_decided", day, **fields)
        self.seen["short"] = short.value.params["short"]
        self.say("money_moved", day, from_="bank", to="box", amount=200_000)
        self.seen["cash"] = self.cash()
        self.seen["social"] = self.cash("social")
        self.seen["shares"] = {member: self.savings(member)[1] for member in MEMBERS}
        seed = dict.fromkeys(("1", "2", "3", "4"), 500)
        counted = self.cash()
        self.say("share_out_decided", day, **fields, seed=seed, counted=counted)
        self.seen["result"] = self.result("2025")
        self.seen["after"] = self.cash(), self.cash("social"), self.total("1851"), self.total("271")
        with pytest.raises(Refusal):
            self.say("shares_bought", day, member="1", shares=1)
        self.say("cycle_closed", day, cycle="2025")
        self.seen["closed"] = {
            key.code: self.total(key.code) for key in self.facts().stands() if key.fund == "loan"
        }

    def second_cycle(self) -> None:
        opening = datetime.date(2026, 1, 7)
        self.say("cycle_opened", opening.isoformat(), cycle="2026", ends="2026-12-23")
        self.seen["opening"] = self.savings("1")
        self.seen["P7 goes on"] = self.owes("P7", opening.isoformat())
        left = sum(self.seen["P7 goes on"])
        for number in range(1, 21):
            day, sheet = wednesday(number, opening), usual(number + 100, MEMBERS[:10])
            if number == 5:
                sheet.append(repaid("P7", 3000))
            if number == 6:
                sheet.append(issued("P8", "1", "once", 2000))
            self.say("meeting_held", day, number=number, attendance={}, sheet=sheet)
        self.seen["P7 later"] = left, sum(self.owes("P7", "2026-06-01"))
        with pytest.raises(Concern):
            self.say("loan_issued", "2026-12-02", **{
                name: value for name, value in issued("P9", "2", "once", 100).items()
                if name != "event"
            })  # fmt: skip
        self.seen["cash 2026"] = self.cash()
        self.say("share_out_decided", "2026-12-23", cycle="2026", approved_by=["1"])
        self.seen["result 2026"] = self.result("2026")
        self.seen["after 2026"] = self.cash()


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    told = Year(tmp_path_factory.mktemp("vsla") / "benkadi.coop", "benkadi")
    told.tell()
    yield told
    told.book.close()


def test_the_book_is_sound_after_two_cycles(year):
    assert year.faults() == []


def test_the_absent_member_saved_only_when_she_came(year):
    came = [number for number in range(1, 51) if number % 10]
    assert year.seen["shares"]["25"] == sum(shares("25", number) for number in came)


def test_one_line_of_a_meeting_was_corrected_and_nothing_else(year):
    (before, cash), (after, cash_after) = (
        year.seen["before correction"],
        year.seen["after correction"],
    )
    assert (before[0] - after[0], before[1] - after[1]) == (200, 2)
    assert cash - cash_after == 200


def test_the_first_instalment_of_thirds_is_what_the_schedule_says(year):
    assert year.seen["P5 schedule"] == (6000, 600)


@pytest.mark.parametrize("loan", ["P1", "P2", "P3", "P4", "P5"])
def test_loans_repaid_to_the_franc_are_closed(year, loan):
    """750 flat, 500 + 350 declining, 400 once, nothing, 600 + 400 + 200 by thirds."""
    assert year.owes(loan, "2025-12-31") == (0, 0)


def test_the_cash_before_the_share_out_adds_up_by_hand(year):
    bought = sum(year.seen["shares"].values()) * 100
    interest = 750 + 500 + 350 + 400 + 600 + 400 + 200
    fines = 100 * 4 + 50 * 8  # the fine of meeting 50 is not paid yet
    spent = 1500 + 500
    lent = 3000 + 30_000
    assert year.seen["cash"] == bought + interest + fines - spent - lent


def test_the_solidarity_fund_adds_up_by_hand(year):
    assert year.seen["social"] == 50 * (25 * 50 - 5) - 20_000


def test_envelopes_wait_for_the_money_that_is_in_the_bank(year):
    assert year.seen["in the bank"] == 200_000
    assert 0 < year.seen["short"] <= 200_000


class TestShareOut:
    """Checked against the equation, solved by hand with exact fractions."""

    @pytest.fixture
    def fund(self, year) -> Fraction:
        """cash + what is recovered; member 25 gives back her whole part, whatever it is."""
        held, total = year.seen["shares"], sum(year.seen["shares"].values())
        recovered = 3300 + 200
        return Fraction(year.seen["cash"] + recovered) / (1 - Fraction(held["25"], total))

    def test_every_envelope_is_what_shares_and_debts_make_it(self, year, fund):
        held, total = year.seen["shares"], sum(year.seen["shares"].values())
        debts = {"21": 3300, "13": 200} | dict.fromkeys(("1", "2", "3", "4"), 500)
        for line in year.seen["result"]["members"]:
            if line["member"] != "25":
                gross = int(held[line["member"]] * fund / total)
                paid = (gross - debts.get(line["member"], 0)) // 25 * 25
                assert (line["gross"], line["paid"]) == (gross, paid)

    def test_who_owes_more_than_her_part_gets_nothing_and_owes_the_rest(self, year):
        line = year.seen["result"]["members"][24]
        assert (line["member"], line["paid"]) == ("25", 0)
        assert line["fines_deducted"] == 100
        assert line["loan_deducted"] == line["gross"] - 100
        assert line["owes"] == 33_000 - line["loan_deducted"] > 0

    def test_envelopes_seed_and_remainder_are_the_cash(self, year):
        found = year.seen["result"]
        assert found["paid_total"] + 2000 + found["remainder"] == year.seen["cash"]
        assert all(line["paid"] % 25 == 0 for line in found["members"])

    def test_the_seed_stays_in_the_box_and_the_remainder_goes_to_solidarity(self, year):
        cash, social, savings, loans = year.seen["after"]
        assert (cash, savings) == (2000, -2000)
        assert social == year.seen["social"] + year.seen["result"]["remainder"]
        assert loans + 0 == year.seen["result"]["members"][24]["owes"]

    def test_the_notes_and_coins_make_every_envelope(self, year):
        notes = year.seen["result"]["notes"]
        assert (
            sum(int(value) * pieces for value, pieces in notes.items())
            == (year.seen["result"]["paid_total"])
        )

    def test_after_the_closing_only_seed_cash_and_the_debt_stand(self, year):
        closed = year.seen["closed"]
        assert {code: amount for code, amount in closed.items() if code != "121"} == {
            "571": 2000,
            "1851": -2000,
            "271": year.seen["result"]["members"][24]["owes"],
        }


class TestSecondCycle:
    def test_seed_money_is_the_opening_savings(self, year):
        assert year.seen["opening"] == (500, 5)

    def test_a_debt_goes_on_and_its_interest_is_not_asked_twice(self, year):
        principal, interest = year.seen["P7 goes on"]
        assert (principal, interest) == (year.seen["result"]["members"][24]["owes"], 0)

    def test_she_goes_on_repaying(self, year):
        before, after = year.seen["P7 later"]
        assert before - after == 3000

    def test_the_debt_recovered_is_the_profit_of_the_second_cycle(self, year):
        found = year.seen["result 2026"]
        assert found["savings"] == 2000 + sum(
            shares(member, number) * 100 for number in range(101, 121) for member in MEMBERS[:10]
        )
        sources = found["sources"]
        assert sources["savings"] == found["savings"]
        assert sources["brought_forward"] == year.seen["result"]["members"][24]["owes"]

    def test_the_second_share_out_gives_everything_but_the_remainder(self, year):
        found = year.seen["result 2026"]
        assert found["paid_total"] + found["remainder"] == year.seen["cash 2026"]
        assert year.seen["after 2026"] == 0
        borrower = found["members"][0]
        assert (borrower["member"], borrower["loan_deducted"]) == ("1", 2200)
