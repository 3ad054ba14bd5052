"""What the meeting's sheet asks about help, transfers and goods, and the events it makes."""

import datetime

import pytest

from coop_ledger import i18n
from coop_ledger.amounts import BadText
from tests.journeys.telling import Telling
from ui.presenters.meeting_opening import open_meeting
from ui.presenters.sheet_lines.aid import Aid
from ui.presenters.sheet_lines.expense import Expense
from ui.presenters.sheet_lines.goods import GoodsBought, GoodsGiven
from ui.presenters.sheet_lines.line import CONCERN
from ui.presenters.sheet_lines.transfer import Transfer

DAY = "2026-01-07"
RULES = {
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"share_out": "kept", "aid": {"reasons": {"deuil": 3000, "incendie": 0}}},
        "health": {"share_out": "kept", "fees": "member"},
    }
}


@pytest.fixture(autouse=True)
def english():
    i18n.use_language("en")


@pytest.fixture(scope="module")
def opening(tmp_path_factory):
    told = Telling(tmp_path_factory.mktemp("lines") / "benkadi.coop", "benkadi")
    told.say("group_founded", DAY, name="Benkadi", kind="savings_group", preset="vsla")
    told.say("rules_set", DAY, rules=RULES)
    for member in ("1", "2", "3"):
        told.say("member_joined", DAY, member=member, name=f"Awa {member}")
    told.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
    for fund in RULES["funds"]:
        told.say("income_received", DAY, fund=fund, amount=10_000, text="don")
    told.say("money_moved", DAY, **{"from": "box", "to": "moov", "fund": "health", "amount": 4000})
    bought = {"item": "savon", "quantity": 12, "amount": 3000}
    told.say("goods_bought", DAY, fund="social", **bought)
    day = datetime.date(2026, 1, 14)
    yield open_meeting(told.book, "benkadi", day, day)
    told.book.close()


class TestHelp:
    def test_the_reason_of_the_rule_proposes_its_amount_and_asks_no_text(self, opening):
        line, values = Aid(opening), {"member": "2", "reason": "deuil"}
        assert line.fields(values) == ("member", "fund", "reason", "amount")
        assert line.proposal("amount", values) == "3\u202f000"
        assert "3\u202f000 at most" in line.explain("amount", "", values)
        event = line.event(values | {"amount": "3000"})
        assert event == {
            "event": "aid_granted", "member": "2", "fund": "social", "amount": 3000,
            "reason": "deuil",
        }  # fmt: skip
        assert line.cash(event) == {"social": -3000}

    def test_what_the_rule_does_not_allow_asks_who_agreed_and_why(self, opening):
        line = Aid(opening)
        values = {"member": "2", "reason": "deuil", "amount": "5000", CONCERN: "amount"}
        assert line.fields(values)[-2:] == ("approved_by", "decision")
        assert not line.is_complete(values)
        event = line.event(values | {"approved_by": "3", "decision": "vote"})
        assert (event["approved_by"], event["decision"]) == ("3", "vote")

    def test_another_reason_is_typed(self, opening):
        line, values = Aid(opening), {"member": "2", "reason": "…"}
        assert "text" in line.fields(values)
        assert line.event(values | {"text": "vol", "amount": "100"})["reason"] == "vol"

    def test_a_fund_without_a_rule_asks_a_text(self, opening):
        line, values = Aid(opening), {"member": "2", "fund": "health"}
        assert line.fields(values) == ("member", "fund", "text", "amount")
        assert line.explain("amount", "", values) == "10\u202f000 in the fund"


class TestTransfer:
    def test_between_two_funds_it_needs_a_reason(self, opening):
        line, values = Transfer(opening), {"source": "social/box", "target": "loan/box"}
        assert line.fields(values) == ("source", "target", "amount", "text")
        event = line.event(values | {"amount": "500", "text": "vote"})
        assert event == {
            "event": "money_moved", "fund": "social", "from": "box", "to": "loan",
            "to_place": "box", "amount": 500, "reason": "vote",
        }  # fmt: skip
        assert line.cash(event) == {"social": -500, "loan": 500}

    def test_a_withdrawal_asks_the_fee_and_who_bears_it(self, opening):
        line, values = Transfer(opening), {"source": "health/moov", "target": "health/box"}
        assert line.fields(values) == ("source", "target", "amount", "fee")
        values |= {"amount": "1000", "fee": "20"}
        assert "bearer" in line.fields(values)
        event = line.event(values | {"bearer": "1"})
        assert (event["fee"], event["fee_borne_by"], event["to"]) == (20, "1", "box")
        assert line.cash(event) == {"health": 1000}

    def test_money_is_taken_from_boxes_and_from_accounts_that_hold_some(self, opening):
        line = Transfer(opening)
        assert list(line.choices("source", {})) == [
            "loan/box", "social/box", "health/box", "health/moov",
        ]  # fmt: skip
        assert "loan/box" not in line.choices("target", {"source": "loan/box"})
        assert line.read("source", "health", {}) == "Health"
        with pytest.raises(BadText):
            line.read("target", "zz", {})


class TestGoods:
    def test_what_is_bought_says_how_many_and_how_much(self, opening):
        line = GoodsBought(opening)
        values = {"fund": "social", "item": "savon", "quantity": "48", "amount": "12000"}
        event = line.event(values)
        assert (event["item"], event["quantity"], event["amount"]) == ("savon", 48, 12_000)
        assert line.cash(event) == {"social": -12_000}
        assert line.proposal("item", {}) == "savon"

    def test_the_same_number_goes_to_everyone(self, opening):
        line, values = GoodsGiven(opening), {"item": "savon", "each": "2"}
        assert line.is_offered()
        assert line.is_complete(values)
        assert line.event(values)["given"] == {"1": 2, "2": 2, "3": 2}
        assert line.event(values)["fund"] == "social"
        assert line.explain("each", "2", values) == "6 for 3 members"
        assert line.cash(line.event(values)) == {}

    @pytest.mark.parametrize(
        "who, given", [("3 1", {"3", "1"}), ("-2", {"1", "3"}), ("all", {"1", "2", "3"})]
    )
    def test_or_to_some_or_to_all_but_some(self, opening, who, given):
        values = {"item": "savon", "each": "1", "who": who}
        assert set(GoodsGiven(opening).event(values)["given"]) == given

    def test_nobody_is_no_answer(self, opening):
        with pytest.raises(BadText):
            GoodsGiven(opening).read("who", "-1 -2 -3", {"item": "savon"})


def test_an_expense_is_sundry_unless_another_kind_is_said(opening):
    line = Expense(opening)
    values = {"fund": "loan", "amount": "1500", "text": "cahiers"}
    sundry = {"event": "expense_paid", "fund": "loan", "amount": 1500, "text": "cahiers"}
    assert line.is_complete(values)
    assert line.proposal("account", values) == "Sundry expense"
    assert line.event(values) == sundry
    kept = line.kept("account", "purch", values)
    assert line.event(values | {"account": kept}) == sundry | {"account": "605"}
