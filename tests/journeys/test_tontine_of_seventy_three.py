"""The women of Samé, Bamako: 73 of them, 1,200 F every Saturday, 200 F for the common fund.

Two take the pot each week, so that the 37th round has one winner (savings-groups.md 1.5 and 7,
case 27). Women are absent, one is covered by the fund, one pays late, one pays ahead, two swap,
one passes her hand on, one stops paying once she has received; and the fund lends.
"""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from coop_ledger.book.questions.tontine import TontineAnswer, tontine
from coop_ledger.domain import rotation
from coop_ledger.domain.errors import Refusal
from tests.journeys.telling import Line, Telling

WOMEN = [str(number) for number in range(1, 74)]
FIRST = datetime.date(2026, 1, 3)
SEED = "4711"
ORDER = rotation.drawn(SEED, WOMEN)
EARLY, COVERED, LATE, GIVER, TAKER = ORDER[70], ORDER[60], ORDER[61], ORDER[62], ORDER[63]
DEFAULTER = ORDER[2]  # she took in the second round
RULES = {
    "tontine": {
        "contribution": 1200, "levy": 200, "levy_fund": "loan", "winners": 2, "order": "lot",
        "covered_by": "loan",
    },
    "loans": {
        "ordinary": {
            "fund": "loan", "method": "flat", "rate_percent": "5", "per": "month", "term": 1,
            "repaid": "at_end", "guarantors": 0,
            "late": {"kind": "none"}, "allocation": ["penalty", "interest", "principal"],
        }
    },
}  # fmt: skip


def saturday(number: int) -> str:
    return (FIRST + datetime.timedelta(days=7 * (number - 1))).isoformat()


class Tontine(Telling):
    """The story, told once."""

    seen: dict[str, Any]

    def tell(self) -> None:
        self.seen = {}
        day = saturday(1)
        self.say("group_founded", day, name="Samedini", kind="savings_group", preset="tontine")
        self.say("rules_set", day, rules=RULES)
        for woman in WOMEN:
            self.say("member_joined", day, member=woman, name=f"Awa {woman}")
        self.say("cycle_opened", day, cycle="2026", ends="2026-12-26")
        self.say("tontine_started", day, guarantors={DEFAULTER: "40"})
        self.say("turns_drawn", day, seed=SEED)
        for number in range(1, 38):
            self.meet(number)
        self.seen["before the end"] = self.asked()
        self.say("tontine_ended", saturday(37))

    def meet(self, number: int) -> None:
        sheet = [*self.contributions(number), *self.before_the_turn(number)]
        turn: Line = {"event": "turn_taken", "round": number}
        if number == 7:
            self.short(sheet, turn)
        sheet += [turn, *self.after_the_turn(number)]
        self.say("meeting_held", saturday(number), number=number, attendance={}, sheet=sheet)
        if number in (1, 5, 14):
            self.seen[f"after {number}"] = self.asked()

    def contributions(self, number: int) -> Iterator[Line]:
        absent = {4: {COVERED}, 7: {LATE}}.get(number, set())
        if number > 30:
            absent = absent | {DEFAULTER}
        for woman in WOMEN:
            hands = 2 if woman == TAKER and number >= 15 else 1
            if woman == GIVER and number >= 15:
                hands = 0
            amount = (700 if number == 37 else 1200) * hands
            if woman == EARLY and number in (2, 3, 4):
                amount = 3600 if number == 2 else 0
            if woman == LATE and number == 8:
                amount = 2400
            if amount and woman not in absent:
                yield {
                    "event": "contribution_paid", "member": woman, "fund": "tontine",
                    "amount": amount,
                }  # fmt: skip

    def before_the_turn(self, number: int) -> Iterator[Line]:
        if number == 4:
            yield {"event": "turn_covered", "member": COVERED}
        if number == 10:
            both = [ORDER[19], ORDER[50]]
            yield {"event": "turns_swapped", "member": both[0], "with": both[1], "consents": both}
        if number == 12:
            yield {
                "event": "loan_issued", "loan": "1", "member": "8", "product": "ordinary",
                "principal": 100_000,
            }  # fmt: skip
        if number > 30:
            yield {"event": "turn_covered", "member": DEFAULTER}

    def short(self, sheet: list[Line], turn: Line) -> None:
        """Nobody covers the one who is late: the second winner takes 1,000 F less that day."""
        held = {"date": saturday(7), "number": 7, "attendance": {}, "sheet": [*sheet, turn]}
        with pytest.raises(Refusal) as short:
            self.say("meeting_held", **held)
        self.seen["short"] = short.value.params
        turn["amounts"] = {ORDER[13]: 35_500}

    def after_the_turn(self, number: int) -> Iterator[Line]:
        if number == 6:
            yield {"event": "due_paid", "member": COVERED, "amount": 1200}
        if number == 8:
            yield {"event": "rest_paid", "member": ORDER[13], "fund": "tontine", "amount": 1000}
        if number == 14:
            yield {"event": "hands_passed_on", "member": GIVER, "to": TAKER}
        if number == 16:
            yield {"event": "loan_repaid", "loan": "1", "amount": 105_000}

    def asked(self) -> TontineAnswer:
        return tontine(self.book, self.group)


@pytest.fixture(scope="module")
def same(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tontine]:
    told = Tontine(tmp_path_factory.mktemp("same") / "same.coop", "same")
    told.tell()
    yield told
    told.book.close()


def test_the_book_is_sound(same):
    assert same.faults() == []


def test_there_are_37_rounds_and_each_hand_takes_36500(same):
    rounds = same.asked().rounds
    assert len(rounds) == 37
    lots = [sum(winner.lot for winner in each.winners) for each in rounds]
    assert lots == [2 * 36_500] * 36 + [36_500]


def test_the_last_round_asks_for_700_and_leaves_nothing(same):
    last = same.asked().rounds[-1]
    assert (last.contribution, last.collected, last.lot) == (700, 36_500, 36_500)
    assert same.cash("tontine") == 0
    assert same.total("1852", "tontine") == 0


def test_turns_follow_the_draw_but_for_the_swap(same):
    took = [winner.member for each in same.asked().rounds for winner in each.winners]
    swapped = list(ORDER)
    swapped[19], swapped[50] = swapped[50], swapped[19]
    swapped[62] = TAKER
    one_line = dict.fromkeys(swapped[62:64])  # the taker has both hands of the 32nd round
    assert took == [*swapped[:62], *one_line, *swapped[64:]]


def test_the_fund_has_every_levy_the_interest_and_what_it_advanced_is_owed_to_it(same):
    covered = 6 * 1200 + 700  # the last seven rounds of the one who stopped paying
    assert same.cash("loan") == 73 * 37 * 200 + 5000 - covered
    assert same.total("411", "loan") == covered


def test_what_the_defaulter_took_and_did_not_bring_back_is_shown(same):
    owed = {each.member: each.amount for each in same.seen["after 5"].owed}
    assert owed[DEFAULTER] == 36_500 - 5000
    hand = next(h for h in same.asked().members if h.member == DEFAULTER)
    assert (hand.owed_to_funds, hand.guarantor) == (6 * 1200 + 700, "40")


def test_who_pays_ahead_is_shown_ahead_and_her_money_waits_for_its_round(same):
    ahead = next(h for h in same.seen["after 5"].members if h.member == EARLY)
    assert (ahead.paid_until, ahead.ahead) == (5, 0)
    assert same.seen["after 1"].pot == 0


def test_a_short_pot_says_who_is_missing(same):
    assert same.seen["short"]["missing"] == 1000
    assert same.seen["short"]["behind"] == f"Awa {LATE}"


def test_every_hand_has_brought_what_it_took(same):
    for hand in same.seen["before the end"].members:
        assert hand.paid == hand.took == 36_500 * hand.hands
        assert hand.to_pay == 0


def test_the_draw_can_be_done_again_from_the_number_read_aloud(same):
    (draw,) = same.asked().draws
    assert rotation.drawn(draw.seed, draw.hands) == draw.result == ORDER
