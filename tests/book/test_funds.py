"""The funds of a real book: where each keeps its money, why it moved, who received goods."""

import datetime
from collections.abc import Iterator

import pytest

from coop_ledger.book.questions.aid import aid_offer, claim_numbered
from coop_ledger.book.questions.funds import Fund, fund_movements, funds
from coop_ledger.book.questions.goods import gift_numbered, goods_given
from coop_ledger.domain.errors import Refusal
from tests.journeys.telling import Telling

DAY, NEXT = "2026-01-07", "2026-01-21"
RULES = {
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {
            "contribution": 50,
            "share_out": "equal",
            "aid": {"reasons": {"deuil": 3000}, "ceiling_per_cycle": 4000, "keep": 500},
        },
        "health": {"share_out": "kept", "sensitive": True},
        "gift": {"donor": "Mali Health"},
    },
    "loans": {
        "urgent": {"fund": "health", "method": "none", "repaid": "free", "term": 3},
    },
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:
    """A group of three: every fund has moved money, soap was bought and partly given."""
    told = Telling(tmp_path_factory.mktemp("funds") / "benkadi.coop", "benkadi")
    told.say("group_founded", DAY, name="Benkadi", kind="savings_group", preset="vsla")
    told.say("rules_set", DAY, rules=RULES)
    for member in ("1", "2", "3"):
        told.say("member_joined", DAY, member=member, name=f"Awa {member}")
    told.say("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
    sheet = [
        *({"event": "shares_bought", "member": m, "shares": 5} for m in "123"),
        {"event": "income_received", "fund": "social", "amount": 20_000, "text": "don"},
        {"event": "income_received", "fund": "health", "amount": 9000, "text": "don"},
        {"event": "goods_bought", "fund": "social", "item": "savon", "quantity": 24,
         "amount": 6000},
        {"event": "goods_distributed", "fund": "social", "item": "savon",
         "given": {"1": 2, "2": 2, "3": 1}},
    ]  # fmt: skip
    counted = {"loan": 1500}
    told.say("meeting_held", DAY, number=1, attendance={}, sheet=sheet, counted=counted)
    move = {"from": "social", "to": "health", "to_place": "moov", "amount": 1000, "fee": 25}
    told.say("money_moved", NEXT, **move, reason="pour les urgences")
    told.say("money_moved", NEXT, from_="box", to="bank", fund="social", amount=2000)
    aid = {"member": "2", "fund": "social", "amount": 3000, "reason": "deuil"}
    told.say("aid_granted", NEXT, **aid)
    help_ = {"member": "3", "fund": "health", "amount": 4000, "reason": "paludisme"}
    told.say("aid_granted", NEXT, **help_, centre="CSCOM de Banconi")
    loan = {"loan": "S1", "member": "1", "product": "urgent", "principal": 2000}
    told.say("loan_issued", NEXT, **loan, text="césarienne")
    yield told
    told.book.close()


def test_the_book_is_sound(told):
    assert told.faults() == []


def the(told: Telling, name: str) -> Fund:
    return next(fund for fund in funds(told.book, "benkadi").funds if fund.fund == name)


def test_every_fund_says_where_its_money_is(told):
    social = the(told, "social")
    held = [(place.place, place.balance) for place in social.places]
    assert held == [("box", 20_000 - 6000 - 1025 - 2000 - 3000), ("bank", 2000)]
    assert social.cash == sum(amount for _, amount in held)
    answer = funds(told.book, "benkadi")
    assert [fund.fund for fund in answer.funds] == ["loan", "social", "health", "gift"]
    assert answer.total == sum(fund.cash for fund in answer.funds)
    assert (the(told, "gift").cash, the(told, "gift").donor) == (0, "Mali Health")


def test_goods_and_loans_of_a_fund_are_beside_its_money(told):
    social, health = the(told, "social"), the(told, "health")
    (soap,) = social.goods
    assert (soap.item, soap.quantity, soap.value) == ("savon", 19, 4750)
    assert (health.loans, health.loans_out) == (1, 2000)


def test_what_is_shared_counts_money_and_goods_and_what_is_kept_stays(told):
    social, health, loan = the(told, "social"), the(told, "health"), the(told, "loan")
    assert (social.shared, social.stays) == (social.cash + 4750, 0)
    assert (health.shared, health.stays) == (0, 9000 + 1000 - 4000 - 2000)
    assert (loan.last_count, loan.counted) == (datetime.date(2026, 1, 7), 1500)


def test_movements_carry_their_reason_and_come_to_the_money_there_is(told):
    found = fund_movements(told.book, "benkadi", "social")
    assert (
        found.opening + found.total_in - found.total_out
        == found.closing
        == the(told, "social").cash
    )
    by_kind = {line.kind: line for line in found.lines}
    moved = [line for line in found.lines if line.kind == "money_moved"]
    assert (moved[0].reason, moved[0].out, moved[0].moved) == ("pour les urgences", 1025, 0)
    assert (moved[1].out, moved[1].moved) == (0, 2000)
    assert (by_kind["goods_distributed"].goods, by_kind["goods_distributed"].out) == (-1250, 0)
    assert (by_kind["aid_granted"].reason, by_kind["aid_granted"].name) == ("deuil", "Awa 2")


def test_reasons_of_a_private_fund_are_hidden_until_they_are_asked_for(told):
    aid = next(
        line
        for line in fund_movements(told.book, "benkadi", "health").lines
        if line.kind == "aid_granted"
    )
    assert (aid.reason, aid.hidden) == ("", True)
    moved = fund_movements(told.book, "benkadi", "health").lines[1]
    assert (moved.kind, moved.reason) == ("money_moved", "pour les urgences")
    asked = fund_movements(told.book, "benkadi", "health", private=True)
    assert "paludisme" in [line.reason for line in asked.lines]


def test_a_period_begins_with_what_was_there(told):
    day = datetime.date(2026, 1, 21)
    found = fund_movements(told.book, "benkadi", "social", from_=day)
    assert (found.opening, len(found.lines)) == (14_000, 3)
    with pytest.raises(Refusal):
        fund_movements(told.book, "benkadi", "social", from_=day, to=datetime.date(2026, 1, 1))


def test_a_gift_lists_who_received(told):
    (gift,) = goods_given(told.book, "benkadi")
    assert [(line.member, line.name, line.quantity) for line in gift.received] == [
        ("1", "Awa 1", 2), ("2", "Awa 2", 2), ("3", "Awa 3", 1),
    ]  # fmt: skip
    assert (gift.quantity, gift.cost, gift.left, gift.meeting) == (5, 1250, 19, 1)
    assert gift_numbered(told.book, "benkadi", gift.number) == gift
    assert goods_given(told.book, "benkadi", item="riz") == ()
    with pytest.raises(Refusal):
        gift_numbered(told.book, "benkadi", 1)


def test_a_fund_says_how_much_it_may_give(told):
    offer = aid_offer(told.book, "benkadi", "social", "2", "Deuil")
    assert (offer.reasons, offer.given, offer.most) == ({"deuil": 3000}, 3000, 1000)
    assert aid_offer(told.book, "benkadi", "social", "1", "deuil").most == 3000
    assert aid_offer(told.book, "benkadi", "social", "1").most == 4000
    free = aid_offer(told.book, "benkadi", "health", "1")
    assert (free.by_rule, free.most, free.reasons) == (False, None, {})


def number_of(told: Telling, kind: str, fund: str) -> int:
    lines = fund_movements(told.book, "benkadi", fund).lines
    return next(line.number for line in lines if line.kind == kind)


def test_a_slip_hides_the_illness_and_names_the_centre(told):
    number = number_of(told, "aid_granted", "health")
    slip = claim_numbered(told.book, "benkadi", number)
    assert (slip.kind, slip.name, slip.amount, slip.centre) == (
        "aid", "Awa 3", 4000, "CSCOM de Banconi",
    )  # fmt: skip
    assert (slip.reason, slip.hidden) == ("", True)
    assert claim_numbered(told.book, "benkadi", number, private=True).reason == "paludisme"


def test_a_loan_has_a_slip_with_its_due_day(told):
    slip = claim_numbered(told.book, "benkadi", number_of(told, "loan_issued", "health"))
    assert (slip.kind, slip.loan, slip.amount, slip.due) == (
        "loan", "S1", 2000, datetime.date(2026, 4, 21),
    )  # fmt: skip
    with pytest.raises(Refusal):
        claim_numbered(told.book, "benkadi", 1)
