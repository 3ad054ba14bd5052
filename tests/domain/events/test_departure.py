"""A member leaves: what she has, what she owes, what she gets, and what stays open."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain import arrears, worth
from tests.domain.log import Group, benkadi

DAY, LATER = "2025-01-08", "2025-03-01"
LOAN = {"fund": "loan", "method": "none", "term": 3}
FUNDS = {"loan": {"share_out": "proportional"}, "social": {"contribution": 50}}
AT_ONCE = {"pays": "savings_only", "when": "at_once"}


def group_of(leaving: dict[str, Any] | None = None, **rules: Any) -> Group:
    """Three members with 10, 20 and 30 shares of 100 F, and 600 F of gifts: 110 F a share."""
    all_rules = {
        "saving": {"unit": "share", "price": 100, "min": 0},
        "funds": FUNDS,
        "loans": {"ordinary": LOAN},
    }
    if leaving is not None:
        all_rules["leaving"] = leaving
    group = benkadi(rules=all_rules | rules)
    for member, shares in (("1", 10), ("2", 20), ("3", 30)):
        group.say("shares_bought", DAY, member=member, shares=shares)
    group.say("income_received", DAY, amount=600, text="don")
    return group


def lend(group: Group, principal: int, member: str = "1", **fields: Any) -> None:
    said = {"loan": f"L{member}", "member": member, "product": "ordinary"}
    group.say("loan_issued", DAY, **said, principal=principal, **fields)


def leaves(group: Group, member: str = "1", reason: str = "left", **fields: Any) -> dict[str, Any]:
    group.say("member_left", LATER, member=member, reason=reason, **fields)
    return group.facts.record("departure", member).result


class TestSettlement:
    def test_by_default_her_savings_wait_for_the_share_out(self):
        group = group_of()
        found = leaves(group)
        assert (found["net"], found["paid"], found["waits"]) == (1000, 0, 1000)
        assert tuple(group.facts.savings("1")) == (1000, 10)
        assert not group.log.said[-1].outcome.entries

    def test_a_debt_is_set_off_before_the_rest_waits(self):
        group = group_of()
        lend(group, 350)
        found = leaves(group)
        assert found["waits"] == 650
        assert tuple(group.facts.savings("1")) == (650, 6)
        assert group.facts.open_loans("1") == []

    def test_paid_at_once_the_box_pays_what_is_left(self):
        group = group_of(AT_ONCE)
        lend(group, 350)
        group.say("fine_charged", DAY, member="1", kind="late", amount=50)
        before = group.facts.cash("loan")
        assert leaves(group)["paid"] == 600
        assert group.facts.cash("loan") == before - 600
        assert group.facts.savings("1") == (0, 0)
        assert group.facts.total("411") == 0

    def test_with_profit_she_gets_her_part_of_the_surplus(self):
        found = leaves(group_of({"pays": "savings_and_profit", "when": "at_once"}))
        assert (found["profit"], found["paid"]) == (100, 1100)

    def test_with_profit_at_the_share_out_she_stays_as_the_others(self):
        group = group_of({"pays": "savings_and_profit", "when": "share_out"})
        lend(group, 350)
        found = leaves(group)
        assert found["as_others"]
        assert tuple(group.facts.savings("1")) == (1000, 10)
        assert group.facts.open_loans("1") == ["L1"]

    def test_nothing_is_paid_where_the_rule_says_so_but_debts_are_set_off(self):
        group = group_of({"pays": "nothing", "when": "at_once"})
        lend(group, 350)
        found = leaves(group)
        assert (found["loans"][0]["settled"], found["kept"]) == (350, 650)
        assert group.facts.total("7585", member="1") == -650

    def test_the_group_keeps_its_percentage(self):
        group = group_of(AT_ONCE | {"keep_percent": "12.5"})
        found = leaves(group)
        assert (found["kept"], found["paid"]) == (125, 875)

    def test_a_loan_larger_than_her_savings_stays_open_for_the_rest(self):
        group = group_of(AT_ONCE)
        lend(group, 1500, guarantors=["2"])
        found = leaves(group)
        (loan,) = found["loans"]
        assert (loan["settled"], loan["left"], loan["guarantors"]) == (1000, 500, ["2"])
        assert group.facts.total("271", member="1") == 500
        group.say("loan_repaid", "2025-03-08", loan="L1", amount=500)

    def test_missed_contributions_are_set_off_into_their_fund(self):
        group = group_of(AT_ONCE)
        for number, day in enumerate(("2025-01-15", "2025-01-22"), start=1):
            group.say("meeting_held", day, number=number, attendance={})
        found = leaves(group)
        assert [(due["kind"], due["amount"]) for due in found["dues"]] == [("arrears", 100)]
        assert found["paid"] == 900
        assert group.facts.cash("social") == 100
        assert arrears.owed(group.facts, "1", group.log.said[-1].event.date) == {}

    def test_what_the_box_cannot_pay_is_left_to_pay_and_paid_later(self):
        group = group_of(AT_ONCE)
        group.say("money_moved", DAY, from_="box", to="bank", amount=6200)
        refusal = group.refuses("member_left", LATER, member="1", reason="left")
        assert (refusal.field, refusal.params["possible"]) == ("paid", 400)
        group.refuses("member_left", LATER, member="1", reason="left", paid=1001)
        leaves(group, paid=400)
        assert group.facts.total("4713", member="1") == -600
        assert group.refuses("rest_paid", LATER, member="1", amount=601).field == "amount"
        group.say("rest_paid", LATER, member="1", amount=600, place="bank")
        assert group.facts.total("4713") == 0

    def test_savings_of_a_split_are_given_back_from_both_boxes(self):
        group = group_of(
            AT_ONCE,
            split={"loan": 50, "social": 50},
            saving={"unit": "share", "price": 100, "min": 0},
        )
        assert leaves(group, "3")["paid"] == 3000
        assert (group.facts.cash("loan"), group.facts.cash("social")) == (2100, 1500)


class TestWhoDecides:
    def test_an_exclusion_names_its_minute_and_has_its_own_terms(self):
        group = group_of(AT_ONCE | {"excluded": {"pays": "nothing"}})
        refusal = group.refuses("member_left", LATER, member="1", reason="excluded")
        assert refusal.field == "minute"
        assert leaves(group, reason="excluded", minute="AG du 1er mars")["kept"] == 1000

    def test_a_death_names_the_next_of_kin_and_two_who_sign(self):
        group = group_of(AT_ONCE | {"deceased": {"loan": "forgiven"}})
        lend(group, 350)
        said = {"member": "1", "reason": "deceased"}
        assert group.refuses("member_left", LATER, **said).field == "next_of_kin"
        said["next_of_kin"] = "Moussa Traoré"
        refusal = group.refuses("member_left", LATER, **said, approved_by=["2", "1"])
        assert refusal.field == "approved_by"
        group.say("member_left", LATER, **said, approved_by=["2", "3"])
        found = group.facts.record("departure", "1").result
        assert (found["loans"][0]["forgiven"], found["paid"]) == (350, 1000)
        assert group.facts.total("651") == 350
        assert group.facts.open_loans() == []

    def test_the_forgiven_loan_is_lost_before_her_part_of_the_surplus_is_worked_out(self):
        terms = {"pays": "savings_and_profit", "when": "at_once", "loan": "forgiven"}
        group = group_of(AT_ONCE | {"deceased": terms})
        whole = worth.surplus(group.facts, "loan")
        lend(group, 350)
        group.say("member_changed", DAY, member="1", next_of_kin="Moussa Traoré")
        found = leaves(group, reason="deceased", approved_by=["2", "3"])
        assert (whole, found["profit"]) == (600, (600 - 350) * 1000 // 6000)

    def test_a_loan_she_only_answers_for_is_not_forgiven(self):
        group = group_of(
            AT_ONCE | {"deceased": {"loan": "forgiven"}},
            loans={"ordinary": LOAN | {"non_members": True}},
        )
        lend(group, 350, borrower="Moussa Diarra")
        group.say("member_changed", DAY, member="1", next_of_kin="Moussa Traoré")
        found = leaves(group, reason="deceased", approved_by=["2", "3"])
        assert (found["loans"][0]["forgiven"], found["paid"]) == (0, 650)

    def test_a_loan_may_be_owed_after_a_death(self):
        group = group_of(AT_ONCE)
        lend(group, 350)
        group.say("member_changed", DAY, member="1", next_of_kin="Moussa Traoré")
        found = leaves(group, reason="deceased", approved_by=["2", "3"])
        assert found["paid"] == 650

    def test_a_transfer_names_the_group(self):
        group = group_of(AT_ONCE)
        said = {"member": "1", "reason": "transferred"}
        assert group.refuses("member_left", LATER, **said).field == "to_group"
        leaves(group, reason="transferred", to_group="Jigi (Kati)")


class TestAfterwards:
    def test_she_can_neither_buy_nor_borrow_nor_leave_again(self):
        group = group_of(AT_ONCE)
        leaves(group)
        group.refuses("shares_bought", LATER, member="1", shares=1)
        said = {"loan": "5", "member": "1", "product": "ordinary", "principal": 100}
        group.refuses("loan_issued", LATER, **said)
        group.refuses("member_left", LATER, member="1", reason="left")

    def test_her_number_is_not_given_again_and_she_comes_back_under_a_new_one(self):
        group = group_of(AT_ONCE)
        leaves(group)
        group.refuses("member_joined", LATER, member="1", name="Awa 1")
        group.say("member_joined", LATER, member="4", name="Awa 1", same_as="benkadi/1")

    def test_she_keeps_no_office_and_has_the_day_and_the_reason(self):
        group = group_of(AT_ONCE)
        group.say("officer_appointed", DAY, member="1", office="treasurer")
        leaves(group)
        member = group.facts.member("1")
        assert (member.office, member.status, str(member.left_on)) == ("", "left", LATER)

    def test_its_reversal_restores_her(self):
        group = group_of(AT_ONCE | {"keep_percent": "10"})
        lend(group, 350)
        group.say("officer_appointed", DAY, member="1", office="president")
        before = group.state()
        leaves(group)
        group.reverse(group.number)
        stands, registers = group.state()
        assert registers == before[1]
        assert {k: v for k, v in stands.items() if any(v)} == before[0]

    def test_nothing_is_paid_before_the_share_out_where_the_rule_waits(self):
        group = group_of()
        assert (
            group.refuses("member_left", LATER, member="1", reason="left", paid=5).field == "paid"
        )


@settings(max_examples=25)
@given(
    pays=st.sampled_from(["savings_only", "savings_and_profit", "nothing"]),
    when=st.sampled_from(["at_once", "share_out"]),
    keep=st.sampled_from(["0", "10", "33.3", "100"]),
    lent=st.integers(0, 1800),
    spent=st.integers(0, 500),
)
def test_every_franc_is_somewhere(pays, when, keep, lent, spent):
    group = group_of({"pays": pays, "when": when, "keep_percent": keep})
    if lent:
        lend(group, lent)
    if spent:
        group.say("expense_paid", DAY, amount=spent, text="registre")
    found = leaves(group)
    owes = sum(loan["left"] for loan in found["loans"])
    settled = sum(loan["settled"] for loan in found["loans"])
    assert found["savings"] + found["profit"] == settled + found["kept"] + found["net"]
    assert found["net"] == found["paid"] + found["unpaid"] + found["waits"]
    assert settled + owes == lent
    assert group.facts.total("271", member="1") == owes
    assert group.facts.savings("1").amount == found["waits"]
    assert sum(balance.amount for balance in group.facts.stands().values()) == 0


def test_money_stolen_is_an_expense_with_its_circumstances():
    group = group_of()
    group.say(
        "money_lost", DAY, amount=900, circumstances="caisse forcée la nuit", reported_to="mairie"
    )
    assert group.facts.total("6582") == 900
    assert group.facts.cash("loan") == 5700
    record = group.facts.record("loss", "1")
    assert (record.held, record.reported_to) == (6600, "mairie")
    said = {"amount": 5701, "circumstances": "perdu"}
    assert group.refuses("money_lost", DAY, **said).field == "amount"
    group.reverse(group.number)
    assert group.facts.record("loss", "1") is None
