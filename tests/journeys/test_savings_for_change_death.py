"""Saving for Change at Nyèta, a year as it may come: a woman joins late, one dies, money is
stolen, one leaves, and what is left is shared out to the franc.

Twelve women meet every second Monday and bring 500 F each. Loans cost 10 % a month on what is
left. By the rules of the group a death forgives the loan and pays savings with their part of
the surplus to the next of kin, who leaves gets her savings at once less 5 %, and who comes late
buys at present value (savings-groups.md 1.2, 1.9).
"""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from coop_ledger.book.questions import life
from coop_ledger.domain.errors import Refusal
from tests.journeys.telling import Line, Telling

MEMBERS = [str(number) for number in range(1, 13)]
FIRST = datetime.date(2025, 2, 3)
END = "2026-01-19"
BRINGS = 500
RULES = {
    "meeting": {"days": 14},
    "joining": {"in_cycle": "current_value"},
    "leaving": {
        "pays": "savings_only",
        "when": "at_once",
        "keep_percent": "5",
        "deceased": {
            "pays": "savings_and_profit",
            "when": "at_once",
            "keep_percent": "0",
            "loan": "forgiven",
        },
    },
}


def monday(number: int) -> str:
    return (FIRST + datetime.timedelta(days=14 * (number - 1))).isoformat()


class Year(Telling):
    """The story, told once; `there` are the women who still bring."""

    there: list[str]
    seen: dict[str, Any]

    def tell(self) -> None:
        self.there, self.seen = list(MEMBERS), {}
        day = FIRST.isoformat()
        said = {"kind": "savings_group", "preset": "savings_for_change"}
        self.say("group_founded", day, name="Nyèta", **said)
        self.say("rules_set", day, rules=RULES)
        for member in MEMBERS:
            self.say("member_joined", day, member=member, name=f"Nana {member}")
        self.say("member_changed", day, member="9", next_of_kin="Seydou Traoré (son fils)")
        self.say("cycle_opened", day, cycle="2025", ends=END)
        for number in range(1, 26):
            self.meet(number)
        self.share_out()

    def meet(self, number: int) -> None:
        before = getattr(self, f"before_{number}", None)
        if before:
            before(monday(number))
        sheet: list[Line] = [
            {"event": "savings_deposited", "member": member, "amount": BRINGS}
            for member in self.there
        ]
        lend = {"event": "loan_issued", "product": "ordinary"}
        if number == 4:
            sheet.append({**lend, "loan": "1", "member": "5", "principal": 5000})
        if number == 5:
            sheet.append({**lend, "loan": "2", "member": "9", "principal": 4000})
        if number == 8:  # 8 weeks: two months have begun on 5,000
            sheet.append({"event": "loan_repaid", "loan": "1", "amount": 6000})
        if number == 14:
            sheet.append({"event": "fine_charged", "member": "3", "kind": "late", "amount": 100})
        said = {"number": number, "attendance": {}, "sheet": sheet}
        self.say("meeting_held", monday(number), **said)

    def before_9(self, day: str) -> None:
        """Oumou joins: 12 × 8 × 500 are saved and 1,000 of interest received."""
        self.seen["value"] = life.joining(self.book, self.group, datetime.date.fromisoformat(day))
        said = {"member": "13", "name": "Oumou 13", "same_as": "jigi/4"}
        self.say("member_joined", day, **said, catch_up=4900)
        self.there.append("13")
        self.seen["joined"] = self.savings("13")[0]

    def before_11(self, day: str) -> None:
        """Nana 9 dies with a loan of 4,000."""
        said = {"member": "9", "reason": "deceased"}
        with pytest.raises(Refusal):
            self.say("member_left", day, **said, approved_by=["1"])
        self.seen["cash before the death"] = self.cash()
        self.say("member_left", day, **said, approved_by=["1", "2"])
        self.there.remove("9")
        self.seen["death"] = life.settlement(self.book, self.group, "9")
        self.seen["cash after the death"] = self.cash()

    def before_15(self, day: str) -> None:
        """Nana 3 leaves for Ségou, a fine not paid; the box is robbed that night."""
        self.say("member_left", day, member="3", reason="left")
        self.there.remove("3")
        self.seen["left"] = life.settlement(self.book, self.group, "3")
        stolen = {"circumstances": "coffre forcé la nuit", "reported_to": "gendarmerie"}
        self.say("money_lost", day, amount=3000, **stolen)
        with pytest.raises(Refusal):
            self.say("savings_deposited", day, member="3", amount=500)
        with pytest.raises(Refusal):
            self.say("member_joined", day, member="3", name="Une autre")

    def share_out(self) -> None:
        self.seen["cash"] = self.cash()
        self.seen["savings"] = {member: self.savings(member)[0] for member in self.there}
        said = {"cycle": "2025", "approved_by": self.there[:3], "seed": {"1": 1000, "13": 500}}
        self.say("share_out_decided", END, **said)
        self.seen["result"] = self.result("2025")
        self.say("cycle_closed", END, cycle="2025")
        opened = {"cycle": "2026", "ends": "2027-01-18", "convert": True}
        self.say("cycle_opened", END, **opened)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    told = Year(tmp_path_factory.mktemp("nyeta") / "nyeta.coop", "nyeta")
    told.tell()
    yield told
    told.book.close()


def test_the_book_is_sound(year):
    assert year.faults() == []


def test_who_comes_late_buys_at_present_value(year):
    """48,000 saved are worth 49,000: for 4,900 F she has 4,800, and 100 are the group's."""
    assert (year.seen["value"].rule, year.seen["value"].meetings) == ("current_value", 8)
    assert year.seen["joined"] == 4_800


def test_a_death_pays_the_next_of_kin_and_forgives_the_loan(year):
    """10 × 500 saved; of 1,100 of surplus 4,000 of her loan are lost: she bears 221 of 2,900."""
    sheet = year.seen["death"]
    part = 5_000 * (1_100 - 4_000) // 65_800
    assert (sheet.savings, sheet.profit, sheet.net) == (5_000, part, 4_779)
    assert (sheet.paid, sheet.next_of_kin) == (4_779, "Seydou Traoré (son fils)")
    assert sheet.loans[0].forgiven == 4_000
    assert year.seen["cash before the death"] - year.seen["cash after the death"] == 4_779
    assert year.facts().open_loans("9") == []


def test_who_leaves_gets_her_savings_less_her_fine_and_what_the_group_keeps(year):
    """14 × 500 saved, 100 of fine, 5 % of 7,000 kept."""
    sheet = year.seen["left"]
    assert (sheet.savings, sheet.profit, sheet.kept) == (7_000, 0, 350)
    assert sheet.paid == 7_000 - 100 - 350


def test_the_cash_is_everything_that_came_less_everything_that_went(year):
    brought = 500 * (12 * 8 + 13 * 2 + 12 * 4 + 11 * 11) + 4_900
    lent, repaid = 5_000 + 4_000, 6_000
    paid = 4_779 + 6_550
    assert year.seen["cash"] == brought - lent + repaid - paid - 3_000


def test_the_losses_are_borne_by_those_who_stay_in_proportion(year):
    saved, cash = year.seen["savings"], year.seen["cash"]
    assert saved == {member: 500 * 25 for member in saved if member != "13"} | {
        "13": 4_800 + 500 * 17
    }
    for line in year.seen["result"]["members"]:
        exact = Fraction(saved[line["member"]] * cash, sum(saved.values()))
        assert line["gross"] == int(exact)
        assert line["paid"] == (int(exact) - line["seed"]) // 25 * 25
    assert cash < sum(saved.values())


def test_every_franc_of_the_box_is_paid_put_back_or_left_over(year):
    result = year.seen["result"]
    assert result["paid_total"] + 1_500 + result["remainder"] == year.seen["cash"]
    assert year.cash() == 1_500 + result["remainder"]


def test_the_next_cycle_begins_with_what_was_put_back(year):
    assert (year.savings("1")[0], year.savings("13")[0]) == (1_000, 500)
    assert year.facts().total("121", fund="loan") == -year.seen["result"]["remainder"]


def test_those_who_left_stay_in_the_registers(year):
    gone = {sheet.member: sheet.reason for sheet in life.departures(year.book, year.group)}
    assert gone == {"3": "left", "9": "deceased"}
    assert life.loss(year.book, year.group, 1).reported_to == "gendarmerie"
