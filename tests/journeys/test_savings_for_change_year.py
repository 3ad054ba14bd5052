"""Épargner pour le Changement at Domba: amounts with a minimum, ten per cent a month.

Twelve women bring 100 F or more each week, some of them double; loans go on from month to
month on what is left; everything is shared on the day set a year ahead (savings-groups.md
1.2). The same year is also shared equally, as many groups of the Sahel do.
"""

import datetime
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from coop_ledger.domain.errors import Refusal
from tests.journeys.telling import Line, Telling

MEMBERS = [str(number) for number in range(1, 13)]
FIRST = datetime.date(2025, 2, 3)
END = "2026-01-26"


def monday(number: int) -> str:
    return (FIRST + datetime.timedelta(days=7 * (number - 1))).isoformat()


def brings(member: str, number: int) -> int:
    """A third of the women bring more than the minimum; who has two passbooks brings double."""
    amount = 100 + 50 * (int(member) % 3 == 0) + 25 * (number % 4)
    return amount * 2 if member == "12" else amount


class Year(Telling):
    """The story, told once."""

    seen: dict[str, Any]

    def tell(self) -> None:
        self.seen = {}
        day = FIRST.isoformat()
        founded = {"name": "Ikidia (Domba)", "kind": "savings_group"}
        self.say("group_founded", day, **founded, preset="savings_for_change")
        for member in MEMBERS:
            carnets = 2 if member == "12" else 1
            self.say("member_joined", day, member=member, name=f"Nana {member}", carnets=carnets)
        self.say("cycle_opened", day, cycle="2025", ends=END)
        for number in range(1, 51):
            self.meet(number)
        self.refusals()
        self.share_out()

    def meet(self, number: int) -> None:
        sheet: list[Line] = [
            {"event": "savings_deposited", "member": member, "amount": brings(member, number)}
            for member in MEMBERS
        ]
        if number == 10:
            sheet.append(
                {
                    "event": "loan_issued", "loan": "1", "member": "6", "product": "ordinary",
                    "principal": 4000,
                }
            )  # fmt: skip
        if number in (14, 18):  # 400 of interest and 1,000; then 300 and 1,000
            sheet.append(
                {"event": "loan_repaid", "loan": "1", "amount": {14: 1400, 18: 1300}[number]}
            )
        if number == 26:  # two more months have begun on 2,000
            self.seen["owed"] = self.owes("1", monday(26))
            sheet.append({"event": "loan_repaid", "loan": "1", "amount": 2400})
        if number == 30:
            sheet.append({"event": "savings_withdrawn", "member": "3", "amount": 1000})
        self.say("meeting_held", monday(number), number=number, attendance={}, sheet=sheet)

    def refusals(self) -> None:
        for member, amount in (("1", 75), ("1", 110), ("12", 150)):
            with pytest.raises(Refusal):
                self.say("savings_deposited", END, member=member, amount=amount)

    def share_out(self) -> None:
        self.seen["cash"] = self.cash()
        self.seen["savings"] = {member: self.savings(member)[0] for member in MEMBERS}
        fields = {"cycle": "2025", "approved_by": MEMBERS}
        self.say("share_out_decided", END, **fields, method="equal_profit")
        self.seen["equal"] = self.result("2025")
        again = {"reason": "l'assemblée a revoté", "approved_by": MEMBERS[:2]}
        self.say("event_reversed", END, reverses=self.last.number, **again)
        self.seen["cash again"] = self.cash()
        self.say("share_out_decided", END, **fields)
        self.seen["result"] = self.result("2025")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    told = Year(tmp_path_factory.mktemp("epc") / "ikidia.coop", "ikidia")
    told.tell()
    yield told
    told.book.close()


def test_the_book_is_sound(year):
    assert year.faults() == []


def test_interest_goes_on_on_what_is_left_until_it_is_paid(year):
    """10 % a month: 4,000 → 400; 3,000 → 300; 2,000 → 200 for each of two months."""
    assert year.seen["owed"] == (2000, 400)
    assert year.owes("1", END) == (0, 0)


def test_the_cash_is_what_was_brought_and_the_interest(year):
    brought = sum(brings(member, number) for member in MEMBERS for number in range(1, 51))
    assert year.seen["cash"] == brought - 1000 + 1100
    assert sum(year.seen["savings"].values()) == brought - 1000


def test_profit_goes_by_savings_and_envelopes_are_cut_to_25_francs(year):
    saved, cash = year.seen["savings"], year.seen["cash"]
    for line in year.seen["result"]["members"]:
        exact = Fraction(saved[line["member"]] * cash, sum(saved.values()))
        assert line["paid"] == int(exact) // 25 * 25
    found = year.seen["result"]
    assert found["paid_total"] + found["remainder"] == cash
    assert year.cash() == found["remainder"]


def test_the_first_vote_shared_the_profit_equally(year):
    for line in year.seen["equal"]["members"]:
        exact = year.seen["savings"][line["member"]] + Fraction(1100, 12)
        assert line["paid"] == int(exact) // 25 * 25


def test_a_share_out_that_was_taken_back_put_every_franc_back(year):
    assert year.seen["cash again"] == year.seen["cash"]
