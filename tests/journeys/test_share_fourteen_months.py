"""SHARE at Sikoro: eleven women, fourteen monthly meetings, a delivery at the end of most plans.

Women join and leave at different months; one loses her pregnancy, one dies, one moves away.
The subsidy is changed twice by a vote and each plan keeps the rule of its day (reference on
savings groups, section 1.7; amounts are ours, none were published). Nothing is shared out.
"""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from coop_ledger.book.questions import private
from coop_ledger.book.questions.cash import cash_book
from coop_ledger.book.questions.correction import effects
from coop_ledger.book.questions.deliveries import deliveries, donor_report
from coop_ledger.book.questions.journal import journal
from coop_ledger.book.questions.meetings import meeting
from coop_ledger.book.questions.members import member, members
from coop_ledger.book.questions.receipts import receipts_of_member
from coop_ledger.domain.accounts import DONORS, SUBSIDIES
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.periods import add_months
from coop_ledger.domain.presets import PRESETS
from coop_ledger.i18n import speaking
from coop_ledger.reports.papers import Printing, paper_named
from tests.journeys.telling import Line, Telling

START = datetime.date(2025, 3, 5)
NOW = datetime.datetime(2026, 12, 31, 12, 0, tzinfo=datetime.UTC)
FIXED = {"kind": "fixed", "amount": 2500, "trigger": ["delivery"]}
PERCENT = {"kind": "percent", "percent": "50", "trigger": ["cpn4", "delivery"], "ceiling": 4000}
BALANCE = {"kind": "balance", "trigger": ["delivery"], "ceiling": 6000}
VOTED = {1: FIXED, 5: PERCENT, 9: BALANCE}

# Of each woman: the meeting at which her plan begins, and what she saves from then on.
SAVES: dict[str, tuple[int, tuple[int, ...]]] = {
    "1": (1, (1000,) * 5),
    "2": (1, (1000,) * 3),
    "3": (3, (1000,) * 5),
    "4": (5, (1200, 1200, 1200, 1200, 1200, 1000)),
    "5": (5, (1000,) * 4),
    "6": (6, (1000,) * 3),
    "7": (9, (1000,) * 5),
    "8": (10, (1000,) * 5),
    "9": (7, (1000,) * 6),
    "10": (11, (1000,) * 2),
    "11": (2, (1000,) * 2),
}
JOINS = {"9": 7, "10": 11}


def day(number: int) -> str:
    return add_months(START, number - 1).isoformat()


def milestone(woman: str, name: str, **more: Any) -> Line:
    proof = f"CSCOM {woman}-{name}"
    return {
        "event": "milestone_reached",
        "member": woman,
        "milestone": name,
        "proof": proof,
        **more,
    }


def settled(woman: str, outcome: str, paid: int = 0, **more: Any) -> Line:
    said: Line = {"event": "delivery_plan_settled", "member": woman, "outcome": outcome, **more}
    return said | ({"paid_to_centre": paid, "centre": "CSCOM Sikoro"} if paid else {})


def left(woman: str, reason: str, **more: Any) -> Line:
    return {"event": "member_left", "member": woman, "reason": reason, **more}


HAPPENS: dict[int, list[Line]] = {
    2: [milestone("1", "cpn1"), milestone("2", "cpn1")],
    4: [
        settled("2", "lost", 500),
        settled("11", "left"),
        left("11", "left"),
    ],
    5: [milestone("1", "cpn4")],
    6: [milestone("1", "delivery", bill=7000), settled("1", "delivered", 7000)],
    8: [
        milestone("3", "delivery", bill=6000),
        settled("3", "delivered", 6000),
        milestone("5", "cpn4"),
    ],
    9: [
        milestone("4", "cpn4"),
        settled("5", "deceased", 3000, refunded_to="Moussa Diarra"),
        left("5", "deceased", next_of_kin="Moussa Diarra", approved_by=["1", "3"]),
        settled("6", "transferred"),
        left("6", "transferred", to_group="Banconi"),
    ],
    10: [milestone("4", "delivery", bill=9000), settled("4", "delivered", 9000)],
    11: [milestone("9", "cpn4")],
    12: [milestone("9", "delivery", bill=4000), settled("9", "delivered", 4000)],
    13: [milestone("10", "delivery", bill=7500), settled("10", "delivered", 7500)],
    14: [
        milestone("7", "delivery", bill=12_000),
        settled("7", "delivered", 11_000),
        left("10", "left"),
        {"event": "aid_granted", "member": "1", "fund": "donor", "amount": 500, "reason": "vélo"},
        {"event": "subsidy_returned", "amount": 2000, "reference": "VIR 9"},
    ],
}


class Months(Telling):
    """The story, told once."""

    def tell(self, until: int = 14) -> None:
        founded = {"name": "Sikoro", "kind": "savings_group", "preset": "share"}
        self.say("group_founded", day(1), **founded)
        for woman in SAVES.keys() - JOINS.keys():
            self.say("member_joined", day(1), member=woman, name=f"Fanta {woman}")
        self.say("cycle_opened", day(1), cycle="1", ends="2027-12-31")
        self.say("subsidy_received", day(1), amount=20_000, reference="VIR 1")
        for number in range(1, until + 1):
            self.meet(number)

    def meet(self, number: int) -> None:
        if number in VOTED:
            rule = PRESETS["share"]["deliveries"] | {"subsidy": VOTED[number]}
            self.say("rules_set", day(number), rules={"deliveries": rule})
        if number == 11:
            self.say("subsidy_received", day(11), amount=15_000, reference="VIR 2")
        sheet: list[Line] = []
        for woman, (first, saved) in SAVES.items():
            if JOINS.get(woman) == number:
                sheet.append({"event": "member_joined", "member": woman, "name": f"Fanta {woman}"})
            if first == number:
                due = add_months(START, number + 4).isoformat()
                sheet.append({"event": "delivery_plan_opened", "member": woman, "due": due})
                sheet.append(milestone(woman, "enrolment"))
            if first <= number < first + len(saved):
                amount = saved[number - first]
                sheet.append({"event": "delivery_saved", "member": woman, "amount": amount})
        sheet += HAPPENS.get(number, [])
        self.say("meeting_held", day(number), number=number, attendance={}, sheet=sheet)


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Months]:
    told = Months(tmp_path_factory.mktemp("share") / "sikoro.coop", "sikoro")
    told.tell()
    yield told
    told.book.close()


def plans(months: Months) -> dict[str, Any]:
    with private.shown():
        return {plan.member: plan for plan in deliveries(months.book, "sikoro")}


class TestEveryFranc:
    @pytest.mark.parametrize(
        ("woman", "saved", "granted", "savings_paid", "subsidy_paid", "refund", "returned"),
        [
            ("1", 5000, 2500, 5000, 2000, 0, 500),  # fixed, bill of 7 000
            ("2", 3000, 0, 500, 0, 2500, 0),  # a loss
            ("3", 5000, 2500, 5000, 1000, 0, 1500),  # fixed, settled after the vote
            ("4", 7000, 3500, 7000, 2000, 0, 1500),  # half of 6 000, then of 7 000
            ("5", 4000, 2000, 3000, 0, 1000, 2000),  # a death
            ("6", 3000, 0, 0, 0, 3000, 0),  # a transfer
            ("7", 5000, 6000, 5000, 6000, 0, 0),  # 12 000 less 5 000, cut at the ceiling
            ("9", 6000, 3000, 4000, 0, 2000, 3000),  # the bill below her savings
            ("10", 2000, 5500, 2000, 5500, 0, 0),  # born early
            ("11", 2000, 0, 0, 0, 2000, 0),  # left
        ],
    )
    def test_of_a_plan_went_where_it_belongs(
        self, months, woman, saved, granted, savings_paid, subsidy_paid, refund, returned
    ):
        plan = plans(months)[woman]
        paid = (plan.savings_paid, plan.subsidy_paid)
        assert (plan.saved, plan.granted) == (saved, granted)
        assert (*paid, plan.refund, plan.returned) == (
            savings_paid,
            subsidy_paid,
            refund,
            returned,
        )

    def test_is_in_a_box(self, months):
        assert months.cash("deliveries") == 5000 == months.savings("8")[0]
        assert months.cash("donor") == 16_000 == -months.total(DONORS, "donor")
        assert months.total(SUBSIDIES, "donor") == 0

    def test_was_proved_by_the_book(self, months):
        assert months.faults() == []

    def test_of_the_plan_that_goes_on_is_still_hers(self, months):
        plan = plans(months)["8"]
        assert (plan.status, plan.saved, plan.behind, plan.next_milestone) == (
            *("open", 5000, 0),
            "cpn1",
        )

    def test_is_shared_with_nobody(self, months):
        with pytest.raises(Refusal) as refused:
            months.say("share_out_decided", day(14), cycle="1", approved_by=["1"])
        assert (refused.value.field, refused.value.value) == ("cycle", "1")

    def test_of_an_open_plan_keeps_its_saver_in_the_group(self, months):
        with pytest.raises(Refusal, match="réglez-le d’abord"):
            months.say("member_left", day(14), member="8", reason="left")


class TestTheDonor:
    def test_sees_what_became_of_the_first_years_money(self, months):
        (year,) = donor_report(months.book, "sikoro", 2025).donors
        assert year.donor == "Mali Health"
        assert (year.opening, year.received, year.granted) == (0, 20_000, 10_500)
        assert (year.returned, year.paid_to_centres) == (5500, 5000)
        assert (year.waiting, year.balance) == (0, 15_000)
        assert (year.women, year.plans, year.deliveries) == (4, 10, 3)
        assert (year.losses, year.deaths, year.names) == (1, 1, ())
        grants = {told.milestone: (told.women, told.granted) for told in year.milestones}
        assert grants == {
            "enrolment": (0, 0),
            "cpn1": (0, 0),
            "cpn4": (2, 5000),
            "delivery": (3, 5500),
        }

    def test_and_of_the_second(self, months):
        (year,) = donor_report(months.book, "sikoro", 2026, "donor").donors
        assert (year.opening, year.received, year.granted) == (15_000, 15_000, 14_500)
        assert (year.returned, year.paid_to_centres) == (3000, 11_500)
        assert (year.aided, year.spent, year.given_back) == (500, 0, 2000)
        assert (year.waiting, year.balance) == (0, 16_000)
        assert [gift.reference for gift in year.gifts] == ["VIR 2"]
        with private.shown():
            (named,) = donor_report(months.book, "sikoro", 2026).donors
        assert named.names == ("Fanta 7", "Fanta 9", "Fanta 10")

    def test_on_paper_it_names_no_woman_even_while_names_are_shown(self, months):
        paper = paper_named("donor-report")
        with private.shown():
            printed = paper.make(months.book, "sikoro", Printing(at=NOW), {"year": 2026})
        assert "Fanta" not in repr(printed.blocks)


class TestCorrection:
    def test_says_what_a_plan_loses_without_whose_it_is(self, months):
        with speaking("en"):
            told = effects(months.book, "sikoro", str(months.last.number)).registers
        assert "A delivery plan is open again." in told
        assert not any("Fanta 7" in words for words in told)


class TestConfidence:
    """What says who is pregnant is hidden; the amounts stay, so that the books add up."""

    def test_the_list_of_plans_names_nobody(self, months):
        found = deliveries(months.book, "sikoro")
        assert {(plan.member, plan.name) for plan in found} == {("", private.words())}
        with pytest.raises(Refusal, match="private-by"):
            deliveries(months.book, "sikoro", member="7")

    def test_the_journal_keeps_its_amounts_and_no_name(self, months):
        told = [e for e in journal(months.book, "sikoro").entries if e.kind.startswith("deliver")]
        assert told
        assert {e.text for e in told} == {private.words()}
        assert not any(posting.member for e in told for posting in e.postings)
        assert sum(e.amount for e in told if e.kind == "delivery_saved") == 47_000

    def test_her_own_page_does_not_say_why(self, months):
        page = member(months.book, "sikoro", "5")
        assert {(line.text, line.kind, line.number) for line in page.lines} == {
            (private.words(), "private", 0)
        }
        assert sum(line.in_ - line.out for line in page.lines) == 0

    def test_nor_does_her_receipt(self, months):
        told = receipts_of_member(months.book, "sikoro", "1")
        lines = [line for receipt in told for line in (*receipt.received, *receipt.paid_out)]
        assert {(line.kind, line.fund, line.text) for line in lines} == {
            ("private", "", private.words())
        }

    def test_minutes_put_what_is_hidden_together(self, months):
        told = meeting(months.book, "sikoro", 6)
        hidden = [line for line in told.lines if not line.member]
        assert [(line.name, line.savings, line.withdrawn) for line in hidden] == [
            (private.words(), 4200, 7000)
        ]

    def test_the_cash_book_too(self, months):
        lines = cash_book(months.book, "sikoro", "deliveries").lines
        assert {(line.text, line.member) for line in lines} == {(private.words(), "")}

    def test_whoever_asks_is_in_the_chain(self, months):
        private.record_asking(months.book, "sikoro", "Aminata", "visite de suivi", "deliveries")
        with private.shown():
            assert plans(months)["7"].name == "Fanta 7"
            assert member(months.book, "sikoro", "5").lines[0].kind == "delivery_saved"
        (asked,) = private.askings(months.book, "sikoro")
        assert (asked.by, asked.reason, asked.what) == ("Aminata", "visite de suivi", "deliveries")
        assert months.faults() == []
        with pytest.raises(Refusal, match="reason"):
            private.record_asking(months.book, "sikoro", "Aminata", " ", "deliveries")


class TestOfTheMembers:
    def test_no_list_tells_what_is_saved_in_a_plan(self, months):
        assert all(line.savings == 0 for line in members(months.book, "sikoro"))
        with private.shown():
            assert any(line.savings for line in members(months.book, "sikoro"))
