"""The questions of a group's life: settlements, women in several groups, what a correction does."""

import datetime
from collections.abc import Iterator

import pytest

from coop_ledger.book import audit
from coop_ledger.book.questions import life, members, people
from coop_ledger.book.questions.correction import as_sentences, effects
from coop_ledger.book.questions.dashboard import dashboard
from coop_ledger.domain.errors import Refusal
from tests.journeys.telling import Telling

RULES = {
    "saving": {"unit": "share", "price": 100, "min": 0},
    "loans": {"ordinary": {"method": "none", "term": 3}},
    "leaving": {"pays": "savings_only", "when": "at_once"},
    "joining": {"in_cycle": "catch_up"},
}
DAY = "2025-01-08"


class Lives(Telling):
    """Benkadi with three women, and Jigi where one of them is found too."""

    def tell(self) -> None:
        self.found("benkadi", "1", "2", "3")
        self.say("member_joined", "2025-01-02", member="4", name="Oumou 4", sex="female")
        sheet = [
            {"event": "shares_bought", "member": str(member), "shares": shares}
            for member, shares in ((1, 10), (2, 20), (3, 30))
        ]
        self.meeting = self.say("meeting_held", DAY, number=1, attendance={}, sheet=sheet).number
        self.lent = self.say(
            "loan_issued", "2025-01-10", loan="L1", member="2", product="ordinary",
            principal=500, guarantors=["1"],
        ).number  # fmt: skip
        self.say("member_changed", "2025-01-11", member="4", next_of_kin="Moussa")
        self.left = self.say("member_left", "2025-02-01", member="1", reason="left").number
        self.say("money_lost", "2025-02-02", amount=300, circumstances="vol", reported_to="mairie")
        self.group = "jigi"
        self.found("jigi", "7")
        self.say("member_changed", "2025-01-01", member="7", same_as="benkadi/4")
        self.group = "benkadi"

    def found(self, code: str, *numbers: str) -> None:
        day = "2025-01-01"
        self.say("group_founded", day, name=code.title(), kind="savings_group", preset="vsla")
        self.say("rules_set", day, rules=RULES)
        for number in numbers:
            self.say("member_joined", day, member=number, name=f"Awa {number}")
        self.say("cycle_opened", day, cycle="1", ends="2025-12-31")


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lives]:
    told = Lives(tmp_path_factory.mktemp("lives") / "book.coop", "benkadi")
    told.tell()
    yield told
    told.book.close()


def test_the_book_is_sound(lives):
    assert audit.check(lives.book).sound


def test_a_settlement_is_looked_at_before_it_is_recorded(lives):
    sheet = life.settlement(lives.book, "benkadi", "2")
    assert (sheet.decided, sheet.net, sheet.owes) == (False, 1450, 0)
    assert sum(line.amount for line in sheet.lines) == 1450


def test_a_settlement_recorded_is_what_was_decided(lives):
    sheet = life.settlement(lives.book, "benkadi", "1", "excluded")
    assert (sheet.decided, sheet.reason, sheet.paid) == (True, "left", 950)
    assert [(g.loan, g.name, g.owed) for g in sheet.stands_for] == [("L1", "Awa 2", 500)]
    assert (sheet.event, len(sheet.hash)) == (lives.left, 64)
    (same,) = life.departures(lives.book, "benkadi")
    assert same == sheet


def test_an_unknown_reason_or_loss_is_refused(lives):
    with pytest.raises(Refusal):
        life.settlement(lives.book, "benkadi", "2", "angry")
    with pytest.raises(Refusal):
        life.loss(lives.book, "benkadi", 9)


def test_a_loss_is_told_with_what_was_there_before(lives):
    found = life.loss(lives.book, "benkadi", 1)
    assert (found.held, found.amount, found.reported_to) == (4500, 300, "mairie")


def test_who_joins_in_mid_cycle_is_told_what_to_bring(lives):
    assert life.joining(lives.book, "benkadi").least == 0  # this group asks for no share at least
    assert life.opening(lives.book, "benkadi") is None
    assert life.left_to_pay(lives.book, "benkadi") == ()


def test_the_same_woman_is_found_from_either_group(lives):
    (there,) = people.elsewhere(lives.book, "benkadi", "4")
    assert (there.group_name, there.member) == ("Jigi", "7")
    (back,) = people.elsewhere(lives.book, "jigi", "7")
    assert (back.group, back.name) == ("benkadi", "Oumou 4")
    assert people.elsewhere(lives.book, "benkadi", "2") == ()


def test_women_of_other_groups_and_those_who_left_may_join_untyped(lives):
    offered = [person.reference for person in people.people(lives.book, "benkadi")]
    assert offered == ["benkadi/1", "jigi/7"]
    assert "benkadi/4" not in [p.reference for p in people.people(lives.book, "jigi")]


def test_the_list_says_who_left(lives):
    status = {line.member: line.status for line in members.members(lives.book, "benkadi")}
    assert status == {"1": "left", "2": "active", "3": "active", "4": "active"}


class TestEffectsOfACorrection:
    def test_a_single_line_changes_one_member_and_the_box(self, lives):
        found = effects(lives.book, "benkadi", f"{lives.meeting}.3")
        assert [(c.what, c.of, c.before, c.after) for c in found.figures] == [
            ("savings", "3", 3000, 0),
            ("shares", "3", 30, 0),
            ("cash", "loan/box", 4200, 1200),
        ]
        assert len(found.receipts) == 1
        assert as_sentences(found)[0].split() == "Awa 3 : épargne 3 000 → 0 F CFA.".split()

    def test_what_rests_on_it_is_named_with_the_way_out(self, lives):
        found = effects(lives.book, "benkadi", str(lives.meeting))
        assert found.refused
        found = effects(lives.book, "benkadi", f"{lives.meeting}.1")
        assert [(one.event, one.line) for one in found.first] == [(lives.left, 0)]
        assert found.first[0].date == datetime.date(2025, 2, 1)

    def test_a_departure_taken_back_makes_her_a_member_again(self, lives):
        found = effects(lives.book, "benkadi", str(lives.left))
        assert found.registers == (
            "Awa 1, membre 1, est de nouveau membre.",
            "La feuille de règlement de Awa 1 est annulée.",
        )

    def test_a_loan_taken_back_was_never_given(self, lives):
        found = effects(lives.book, "benkadi", str(lives.lent))
        assert "Le prêt L1 n’a jamais été accordé." in as_sentences(found)

    def test_looking_changes_nothing(self, lives):
        before = lives.cash()
        effects(lives.book, "benkadi", f"{lives.meeting}.1")
        assert lives.cash() == before
        assert audit.check(lives.book).sound

    def test_a_cycle_shared_out_and_closed_is_opened_again_first(self, tmp_path):
        told = Lives(tmp_path / "book.coop", "benkadi")
        told.found("benkadi", "1", "2", "3")
        bought = told.say("shares_bought", DAY, member="1", shares=5).number
        decided = told.say("share_out_decided", DAY, cycle="1", approved_by=["1"]).number
        closed = told.say("cycle_closed", DAY, cycle="1").number
        found = effects(told.book, "benkadi", str(bought))
        assert [one.event for one in found.first] == [closed, decided]
        told.book.close()


def test_what_is_left_to_pay_is_paid_between_two_cycles(tmp_path):
    told = Lives(tmp_path / "book.coop", "benkadi")
    told.found("benkadi", "1", "2", "3")
    told.say("shares_bought", DAY, member="1", shares=5)
    told.say("share_out_decided", DAY, cycle="1", unpaid={"1": 200}, approved_by=["1"])
    told.say("cycle_closed", DAY, cycle="1")
    told.say("rest_paid", "2025-01-20", member="1", amount=150)
    (left,) = life.left_to_pay(told.book, "benkadi")
    assert (left.amount, told.cash()) == (50, 50)
    seen = dashboard(told.book, "benkadi", datetime.date(2025, 1, 20))
    assert (seen.profit, seen.fund_of_others) == (0, 50)
    assert audit.check(told.book).sound
    told.book.close()
