"""Sigida Yiriwa Ton at Sebenikoro: ten years old when it joins the programme, August 2016.

Eighteen women bring 100 F a week, half to each box; the health box buys soap, a piece for each
every two weeks, lends without interest when an illness does not wait, and helps by rule; the
other box lends at 5 % a month and is shared out, the health box is not (savings-groups.md 1.6,
sources 19 and 27; the amounts of loans, help and soap are ours). Each meeting counts both boxes,
and what must lie in them is added up here, by hand, beside the book.
"""

import datetime
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from coop_ledger.book.questions.aid import claim_numbered
from coop_ledger.book.questions.dashboard import dashboard
from coop_ledger.book.questions.funds import Fund, fund_movements, funds
from coop_ledger.book.questions.goods import goods_given
from coop_ledger.domain.errors import Concern, Refusal
from coop_ledger.i18n import speaking
from coop_ledger.reports.fund_words import gifts_of, moves_of
from tests.journeys.telling import Line, Telling

MEMBERS = [str(number) for number in range(1, 19)]
JOINED = "2016-08-05"
FIRST = datetime.date(2016, 8, 12)  # a Friday, as every meeting after it
END = "2016-12-30"
WEEKS = 20
BROUGHT = {member: 2600 + 100 * (int(member) % 4) for member in MEMBERS}
LATE = "14"  # absent at meetings 5 and 6, which she pays at meeting 9
CARTON = 36  # pieces of soap: two gifts of one piece each
RULES = {
    "funds": {
        "loan": {"share_out": "proportional"},
        "health": {
            "share_out": "kept",
            "sensitive": True,
            "aid": {
                "reasons": {"hospitalisation": 5000, "accouchement": 2500},
                "ceiling_per_cycle": 6000,
                "keep": 5000,
                "waiting_meetings": 4,
                "up_to_date": True,
            },
        },
        "donor": {"share_out": "kept", "donor": "Mali Health"},
    }
}


def friday(number: int) -> str:
    return (FIRST + datetime.timedelta(weeks=number - 1)).isoformat()


def saved_by(member: str, number: int) -> int:
    """100 F; member 3 doubles every second week; one woman is away twice."""
    if member == LATE and number in (5, 6):
        return 0
    return 200 if member == "3" and number % 2 == 0 else 100


class Story(Telling):
    """The story, told once; `box` is what must lie in each box, added up beside the book."""

    seen: dict[str, Any]

    def tell(self) -> None:
        self.seen, self.box, self.soap = {}, Counter[str](), Fraction(0)
        self.join()
        for number in range(1, WEEKS + 1):
            self.between(number)
            self.meet(number)
        self.share_out()

    def join(self) -> None:
        founded = {"name": "Sigida Yiriwa Ton 1", "kind": "savings_group", "place": "Sebenikoro"}
        self.say("group_founded", JOINED, **founded, preset="savings_for_health")
        self.say("rules_set", JOINED, rules=RULES)
        for member in MEMBERS:
            self.say("member_joined", JOINED, member=member, name=f"Assitan {member}")
        self.say("cycle_opened", JOINED, cycle="2016", ends=END)
        loan = {
            "loan": "P1", "member": "7", "product": "ordinary", "principal": 10_000,
            "principal_left": 6000, "interest_left": 500, "issued": "2016-07-01",
        }  # fmt: skip
        self.say(
            *("balances_opened", JOINED),
            cash={"loan": {"box": 21_350}, "health": {"box": 24_100, "orange_money": 5000}},
            savings=BROUGHT,
            loans=[loan],
            fines={"11": 50},
        )
        self.box.update(loan=21_350, health=24_100)
        self.seen["brought"] = {fund: self.fund(fund) for fund in ("loan", "health")}

    def fund(self, name: str) -> Fund:
        return next(f for f in funds(self.book, self.group).funds if f.fund == name)

    def refused(self, event: str, date: str, **fields: Any) -> Refusal:
        with pytest.raises(Refusal) as caught:
            self.say(event, date, **fields)
        return caught.value

    # -- between two meetings ------------------------------------------------------------------------

    def between(self, number: int) -> None:
        match number:
            case 3:
                self.donation("2016-08-24")
            case 5:  # 3,000 F come from Orange Money, and the fund bears the fee of 60 F
                self.withdraw("2016-09-07", 3000, fee=60)
            case 10:
                self.urgent("2016-10-12")
            case 11:  # this time the woman who asked for the cash bears it
                self.withdraw("2016-10-19", 1000, fee=20, fee_borne_by="9")

    def donation(self, day: str) -> None:
        gift = {"fund": "donor", "amount": 10_000, "place": "orange_money", "account": "704"}
        self.say("income_received", day, **gift, text="moustiquaires")
        for fund in ("loan", "health"):
            moved = {"from": "donor", "from_place": "orange_money", "to": fund, "amount": 500}
            self.seen[f"donor to {fund}"] = self.refused("money_moved", day, **moved)
        nets = {"fund": "donor", "item": "moustiquaire"}
        self.say(*("goods_bought", day), **nets, quantity=18, amount=9000, place="orange_money")
        self.say("goods_distributed", day, **nets, given=dict.fromkeys(MEMBERS, 1))

    def withdraw(self, day: str, amount: int, **fee: Any) -> None:
        moved = {"fund": "health", "from": "orange_money", "to": "box", "amount": amount}
        self.say("money_moved", day, **moved, **fee, reason="pour les soins")
        self.box["health"] += amount

    def urgent(self, day: str) -> None:
        """Wednesday night: a child with malaria. The treasurer lends, the group decides later."""
        loan = {"loan": "S1", "member": "12", "product": "health"}
        self.say("loan_issued", day, **loan, principal=7500, term=2, text="paludisme de l’enfant")
        self.box["health"] -= 7500
        with self.book.reading() as connection:
            found: Any = self.book.facts(connection, self.group).loan("S1")
        self.seen["awaits"] = found.awaits
        lines = fund_movements(self.book, self.group, "health").lines
        number = next(line.number for line in lines if line.kind == "loan_issued")
        self.seen["slip"] = claim_numbered(self.book, self.group, number)

    # -- meetings ------------------------------------------------------------------------------------

    def meet(self, number: int) -> None:
        sheet = [self.saves(m, saved_by(m, number)) for m in MEMBERS if saved_by(m, number)]
        sheet += self.money(number)
        if number % 2 == 0:
            sheet += self.soap_of(number)
        there = [m for m in MEMBERS if saved_by(m, number)]
        self.say(
            *("meeting_held", friday(number)),
            number=number,
            attendance={m: "present" if m in there else "absent" for m in MEMBERS},
            sheet=sheet,
            counted={fund: self.box[fund] for fund in ("loan", "health")},
        )

    def saves(self, member: str, amount: int, **more: int) -> Line:
        self.box.update(loan=amount // 2, health=amount // 2)
        return {"event": "savings_deposited", "member": member, "amount": amount, **more}

    def soap_of(self, number: int) -> list[Line]:
        """A carton every fourth week, dearer from the tenth; a piece for each who is there."""
        lines: list[Line] = []
        soap = {"fund": "health", "item": "savon"}
        if number % 4 == 2:
            price = 2700 if number < 10 else 2770
            lines.append({"event": "goods_bought", **soap, "quantity": CARTON, "amount": price})
            self.box["health"] -= price
        given = {m: 1 for m in MEMBERS if saved_by(m, number)}
        lines.append({"event": "goods_distributed", **soap, "given": given})
        return lines

    def money(self, number: int) -> list[Line]:
        """What else happened at a meeting, and what it did to the boxes."""
        lines: list[Line] = []
        match number:
            case 1:
                lines = [{"event": "fine_paid", "member": "11", "amount": 50}]
                self.box["loan"] += 50
            case 5 | 6:
                absent = {"member": LATE, "kind": "absent", "amount": 50}
                lines = [{"event": "fine_charged", **absent}]
                if number == 6:
                    loan = {"loan": "P2", "member": "2", "product": "ordinary"}
                    lines.append({"event": "loan_issued", **loan, "principal": 8000, "term": 2})
                    self.box["loan"] -= 8000
            case 8:
                self.seen["P1 owed"] = self.owes("P1", friday(8))
                lines = [{"event": "loan_repaid", "loan": "P1", "amount": 7000}]
                self.box["loan"] += 7000
            case 9:
                aid = {"member": LATE, "fund": "health", "reason": "hospitalisation"}
                self.seen["behind"] = self.refused("aid_granted", friday(8), **aid, amount=5000)
                lines = [self.saves(LATE, 100, for_meeting=missed) for missed in (5, 6)]
                lines.append({"event": "fine_paid", "member": LATE, "amount": 100})
                lines.append({"event": "aid_granted", **aid, "amount": 5000})
                self.box.update(loan=100, health=-5000)
            case 10:
                lines = [{"event": "loan_ratified", "loan": "S1", "minute": "10"}]
            case 12:
                aid = {"member": "4", "fund": "health", "reason": "accouchement", "amount": 4000}
                self.seen["too much"] = self.refused("aid_granted", friday(11), **aid)
                voted = {"approved_by": "1", "decision": "des jumeaux"}
                paid = {"event": "fine_paid", "member": "9", "fund": "health", "amount": 20}
                lines = [{"event": "aid_granted", **aid, **voted}, paid]
                self.box["health"] += 20 - 4000
            case 13 | 16 | 17:
                lines = [{"event": "loan_repaid", "loan": "S1", "amount": 2500}]
                self.box["health"] += 2500
            case 14:
                lines = [{"event": "loan_repaid", "loan": "P2", "amount": 8800}]
                self.box["loan"] += 8800
            case 15:
                gift = {"from": "loan", "to": "health", "amount": 1000}
                lines = [{"event": "money_moved", **gift, "reason": "vote : soutenir la santé"}]
                self.box.update(loan=-1000, health=1000)
        return lines

    # -- the end of the cycle ------------------------------------------------------------------------

    def share_out(self) -> None:
        self.seen["before"] = {name: self.fund(name) for name in ("loan", "health", "donor")}
        self.seen["savings"] = self.savings_in("loan")
        self.say("share_out_decided", END, cycle="2016", approved_by=MEMBERS)
        self.seen["result"] = self.result("2016")
        self.say("cycle_closed", END, cycle="2016")
        self.say("cycle_opened", "2017-01-06", cycle="2017", ends="2017-12-29")
        self.box["loan"] = self.seen["result"]["remainder"]
        sheet = [self.saves(member, 100) for member in MEMBERS]
        counted = {fund: self.box[fund] for fund in ("loan", "health")}
        everybody = dict.fromkeys(MEMBERS, "present")
        held = {"number": 1, "attendance": everybody, "sheet": sheet, "counted": counted}
        self.say("meeting_held", "2017-01-06", **held)

    def savings_in(self, fund: str) -> dict[str, int]:
        facts = self.facts()
        return {member: facts.savings(member, fund).amount for member in MEMBERS}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    told = Story(tmp_path_factory.mktemp("sfh") / "sigida.coop", "sigida")
    told.tell()
    yield told
    told.book.close()


def test_the_book_is_sound(story):
    assert story.faults() == []


def test_what_ten_years_left_is_found_again(story):
    loan, health = story.seen["brought"]["loan"], story.seen["brought"]["health"]
    assert sum(BROUGHT.values()) == 49_500
    assert (loan.cash, loan.loans_out, loan.dues, loan.savings) == (21_350, 6000, 50, 24_750)
    assert (health.cash, health.savings, health.restricted) == (29_100, 24_750, 4350)
    assert [(p.place, p.balance) for p in health.places] == [
        ("box", 24_100), ("orange_money", 5000),
    ]  # fmt: skip


def test_a_loan_of_before_costs_what_is_left_of_its_interest(story):
    """5 % of 10,000 for each of three months begun; 500 of the first two were paid before."""
    assert story.seen["P1 owed"] == (6000, 1000)
    assert story.owes("P2", END) == (0, 0)  # 8,000 and twice 400 in two months


def test_each_box_holds_what_was_added_up_by_hand(story):
    """Every meeting was counted by these sums, and none had a difference to explain."""
    assert story.cash("loan") == story.box["loan"]
    assert story.cash("health") == story.box["health"]
    assert story.cash("health", "orange_money") == 5000 - 3000 - 60 - 1000 - 20
    assert [story.total(account, "health") for account in ("6581", "7583")] == [0, 0]


def test_every_franc_of_the_health_fund_is_somewhere(story):
    """What came in, less soap, help, the fee and what is out; one fee the member paid back."""
    weeks = sum(saved_by(m, n) for m in MEMBERS for n in range(1, WEEKS + 1)) + 200
    soap = 2 * 2700 + 3 * 2770
    held = 29_100 + weeks // 2 - soap - 5000 - 4000 - 60 + 1000
    assert story.seen["before"]["health"].cash == held
    assert story.seen["before"]["health"].savings == (49_500 + weeks) // 2


def test_who_bears_a_fee_owes_it_until_she_pays(story):
    lines = fund_movements(story.book, "sigida", "health", datetime.date(2016, 8, 1), private=True)
    fees = [line.out for line in lines.lines if line.kind == "money_moved" and line.out]
    assert fees == [60, 20]
    assert story.total("631", "health") == 0  # carried to the surplus when the cycle closed
    assert story.total("411", "health") == 0


def test_soap_goes_to_each_every_two_weeks_at_its_average_cost(story):
    gifts = list(reversed(goods_given(story.book, "sigida", "health")))
    assert [gift.date.isoformat() for gift in gifts] == [friday(n) for n in range(2, 21, 2)]
    assert [gift.quantity for gift in gifts] == [18, 18, 17, 18, 18, 18, 18, 18, 18, 18]
    amount, pieces = 0, 0
    for number, gift in zip(range(2, 21, 2), gifts, strict=True):
        if number % 4 == 2:
            amount, pieces = amount + (2700 if number < 10 else 2770), pieces + CARTON
        exact = Fraction(amount * gift.quantity, pieces)
        assert abs(gift.cost - exact) <= Fraction(1, 2)
        amount, pieces = amount - gift.cost, pieces - gift.quantity
        assert gift.left == pieces
    (left,) = story.seen["before"]["health"].goods
    assert (left.quantity, left.value) == (1, amount)
    assert LATE not in [line.member for line in gifts[2].received]


def test_an_urgent_loan_waits_for_the_next_meeting_and_costs_nothing(story):
    slip = story.seen["slip"]
    assert story.seen["awaits"]
    assert (slip.kind, slip.amount, slip.member, slip.fund) == ("loan", 7500, "12", "health")
    assert (slip.reason, slip.hidden) == ("", True)
    ratified: Any = story.facts().loan("S1")
    assert (ratified.awaits, ratified.ratified_on) == (False, datetime.date(2016, 10, 14))
    assert story.owes("S1", END) == (0, 0)
    assert story.total("771", "health") == 0


def test_help_follows_the_rule_until_the_group_votes_otherwise(story):
    behind, much = story.seen["behind"], story.seen["too much"]
    assert isinstance(behind, Concern)
    assert behind.params["owed"] == 200
    assert isinstance(much, Concern)
    assert (much.field, much.params["most"]) == ("amount", 2500)
    given = [(aid.member, aid.amount) for aid in story.facts().records("aid")]
    assert given == [(LATE, 5000), ("4", 4000)]


def test_a_donors_money_buys_nets_and_never_leaves_for_another_fund(story):
    assert not isinstance(story.seen["donor to loan"], Concern)
    assert not isinstance(story.seen["donor to health"], Concern)
    donor = story.seen["before"]["donor"]
    assert (donor.cash, donor.goods, donor.shared) == (1000, (), 0)


def test_the_minutes_say_who_got_soap_and_why_money_changed_box(story):
    gifts = goods_given(story.book, "sigida")
    (sixth,) = [gift for gift in gifts if gift.meeting == 6 and gift.fund == "health"]
    with speaking("en"):
        assert list(gifts_of(gifts, sixth.event)) == [
            "Health fund: 17 × savon given to 17 members."
        ]
        moved = fund_movements(story.book, "sigida", "loan", datetime.date(2016, 8, 1))
        (event,) = [line.event for line in moved.lines if line.kind == "money_moved"]
        (said,) = moves_of(moved, event)
    assert said.startswith("Loan fund: 1")
    assert said.endswith("vote : soutenir la santé.")


def test_the_home_page_proves_the_first_fund_by_its_own_figures(story):
    """Half of what is saved, and every health loan, belong to the other box."""
    found = dashboard(story.book, "sigida")
    cash, savings = found.funds["loan"], found.fund_savings
    assert (savings, found.savings) == (900, 900 + story.fund("health").savings)
    assert cash == savings + found.profit - found.fund_loans_out
    assert found.last_aids == {"health": (datetime.date(2016, 10, 28), 4000)}


def test_the_income_fund_is_shared_by_savings_and_cut_to_25_francs(story):
    saved, cash = story.seen["savings"], story.seen["before"]["loan"].cash
    interest, fines = 1000 + 800, 50 + 100
    weeks = sum(saved_by(m, n) for m in MEMBERS for n in range(1, WEEKS + 1)) + 200
    assert cash == 21_350 + weeks // 2 + 6000 + interest + fines - 1000
    found = story.seen["result"]
    for line in found["members"]:
        exact = Fraction(saved[line["member"]] * cash, sum(saved.values()))
        assert line["paid"] == int(exact) // 25 * 25
    assert found["paid_total"] + found["remainder"] == cash


def test_the_health_fund_is_kept_and_the_next_cycle_goes_on_from_it(story):
    before, after = story.seen["before"]["health"], story.fund("health")
    assert after.cash == before.cash + 18 * 50
    assert after.savings == before.savings + 18 * 50
    assert after.goods == before.goods
    assert story.fund("loan").savings == 18 * 50
    assert story.fund("donor").cash == 1000
