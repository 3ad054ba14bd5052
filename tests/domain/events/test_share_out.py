"""The end of a cycle: the share-out is decided and paid, then the cycle is closed."""

from typing import Any

import pytest

from coop_ledger.domain.source import Balance
from tests.domain.log import Group, benkadi

DAY, END = "2025-01-08", "2025-12-24"
ONE_FUND = {"loan": {"share_out": "proportional"}}
EXACT = {"method": "share_value", "round": {"exact": True}, "remainder": "next_cycle"}
LOAN = {"fund": "loan", "method": "none", "term": 1}


def saved(*shares: int, funds: Any = ONE_FUND, share_out: Any = None, **rules: Any) -> Group:
    """A group whose members have bought these shares at 100 F."""
    all_rules = {
        "saving": {"unit": "share", "price": 100, "min": 0},
        "funds": funds,
        "loans": {"ordinary": LOAN},
        "share_out": EXACT | (share_out or {}),
    }
    group = benkadi(*map(str, range(1, len(shares) + 1)), rules=all_rules | rules)
    for number, count in enumerate(shares, start=1):
        if count:
            group.say("shares_bought", DAY, member=str(number), shares=count)
    return group


def decide(group: Group, date: str = END, **fields: Any) -> dict[str, Any]:
    said = {"cycle": "2025", "approved_by": ["1"]}
    group.say("share_out_decided", date, **said | fields)
    return result(group)


def result(group: Group, cycle: str = "2025") -> dict[str, Any]:
    record = group.facts.record("share_out", cycle)
    return record.result


def refused(group: Group, **fields: Any):
    said = {"cycle": "2025", "approved_by": ["1"]}
    return group.refuses("share_out_decided", END, **said | fields)


def members(result: dict[str, Any], name: str) -> list[int]:
    return [member[name] for member in result["members"]]


def lend(group: Group, member: str, principal: int) -> None:
    said = {"member": member, "product": "ordinary", "principal": principal}
    group.say("loan_issued", DAY, loan=f"L{group.number}", **said)


class TestPayment:
    def test_savings_and_profit_leave_the_box_and_nothing_is_owed_any_more(self):
        group = saved(1, 3)
        group.say("income_received", DAY, amount=100, text="don")
        decide(group)
        (first, second) = group.log.said[-1].outcome.entries
        assert [(p.account.code, p.amount, p.quantity) for p in second.postings] == [
            ("1851", 300, -3),
            ("571", -375, 0),
            ("131", 75, 0),
        ]
        assert group.facts.cash("loan") == 0
        assert group.facts.total("1851") == 0
        assert first.kind == "share_out_decided"

    def test_nobody_gets_a_receipt_for_there_are_slips(self):
        group = saved(1, 3)
        group.say("share_out_decided", END, cycle="2025", approved_by=["1"])
        assert group.log.said[-1].outcome.receipts == ()

    def test_the_result_is_frozen_with_the_keys_of_the_contract(self):
        group = saved(1, 3)
        found = decide(group, counted={"200": 2})
        assert found.keys() >= {
            *("cycle", "method", "fund", "profit", "total_shares", "share_value"),
            *("share_value_paid", "members", "paid_total", "remainder", "remainder_to", "notes"),
        }
        assert found["members"][0].keys() >= {
            *("member", "shares", "savings", "profit", "gross", "loan_deducted"),
            *("fines_deducted", "seed", "net", "paid", "owes"),
        }
        assert (found["counted"], found["approved_by"]) == (400, ["1"])

    def test_a_loss_is_borne_by_all(self):
        group = saved(1, 3)
        group.say("expense_paid", DAY, amount=40, text="perte")
        found = decide(group)
        assert members(found, "paid") == [90, 270]
        assert found["profit"] == -40


class TestRefusals:
    def test_a_cycle_that_is_not_the_open_one(self):
        assert refused(saved(1), cycle="2024").params["open"] == "2025"

    def test_no_approval_or_that_of_a_stranger(self):
        assert refused(saved(1), approved_by=[]).field == "approved_by"
        assert refused(saved(1), approved_by=["9"]).field == "approved_by"

    def test_a_count_that_is_not_what_the_book_expects(self):
        assert refused(saved(2), counted=199).params["difference"] == 1
        assert refused(saved(2), counted={"200": 2}).params["difference"] == 200

    def test_no_shares_at_all_b28(self):
        assert refused(saved(0, 0)).field == "method"

    def test_a_group_without_members(self):
        group = Group()
        founded = {"name": "B", "kind": "savings_group", "preset": "vsla"}
        group.say("group_founded", DAY, **founded)
        group.say("cycle_opened", DAY, cycle="2025", ends=END)
        group.log.registers()
        assert (
            group.refuses("share_out_decided", END, cycle="2025", approved_by=["1"]).field
            == "approved_by"
        )

    @pytest.mark.parametrize(
        "fields, field",
        [
            ({"method": "lottery"}, "method"),
            ({"rounding": {"payout": 0}}, "rounding"),
            ({"rounding": {"up": 5}}, "rounding"),
            ({"rounding": {"exact": 1}}, "rounding"),
            ({"remainder": "party"}, "remainder"),
            ({"seed": {"9": 100}}, "seed"),
            ({"seed": {"1": 150}}, "seed"),
            ({"seed": {"1": 300}}, "seed"),
        ],
    )
    def test_a_choice_that_does_not_exist(self, fields, field):
        assert refused(saved(2, 2), **fields).field == field

    def test_seed_money_where_the_rules_keep_none(self):
        assert refused(saved(2, share_out={"seed": "none"}), seed={"1": 100}).field == "seed"

    def test_a_date_before_the_last_meeting(self):
        group = saved(2)
        group.say("meeting_held", "2025-12-31", number=1, attendance={})
        assert refused(group).params["last"].isoformat() == "2025-12-31"

    def test_envelopes_the_box_cannot_fill_while_the_money_is_in_the_bank(self):
        group = saved(2, 2)
        group.say("money_moved", DAY, from_="box", to="bank", amount=150)
        assert refused(group).params["short"] == 150
        group.say("money_moved", END, from_="bank", to="box", amount=150)
        assert members(decide(group), "paid") == [200, 200]

    def test_a_second_share_out_and_anything_else_that_moves_money(self):
        group = saved(2, 2)
        decide(group)
        for event, fields in [
            ("share_out_decided", {"cycle": "2025", "approved_by": ["1"]}),
            ("shares_bought", {"member": "1", "shares": 1}),
            ("meeting_held", {"number": 1, "attendance": {}}),
            ("event_reversed", {"reverses": group.number - 1, "reason": "x"}),
        ]:
            assert group.refuses(event, END, **fields).params["cycle"] == "2025"


class TestDebts:
    def test_a_debtor_gets_what_her_debt_leaves_at_12(self):
        """savings-groups.md 2.3, AT-12, in its minor units: net 250,000 and 550,000."""
        funds = {**ONE_FUND, "welfare": {"share_out": "equal"}}
        group = saved(5000, 5000, funds=funds)
        group.say("contribution_paid", DAY, member="1", fund="welfare", amount=100_000)
        lend(group, "1", 300_000)
        found = decide(group)
        assert members(found, "gross") == [500_000, 500_000]
        assert members(found, "other_funds") == [50_000, 50_000]
        assert members(found, "net") == [250_000, 550_000]
        assert members(found, "owes") == [0, 0]
        assert group.facts.open_loans() == []
        assert sum(members(found, "paid")) == 800_000
        assert group.facts.cash("loan") == group.facts.cash("welfare") == 0

    def test_only_cash_is_shared_and_what_is_out_stays_owed_at_13(self):
        """AT-13: (200 k, 200 k), 100 k in the box, the rest lent to one who is not netted."""
        group = saved(2000, 2000, share_out={"deduct": []})
        lend(group, "1", 300_000)
        found = decide(group)
        assert members(found, "paid") == [50_000, 50_000]
        assert members(found, "owes") == [300_000, 0]
        assert group.facts.total("271") == 300_000

    @pytest.mark.parametrize(
        "shares, pool, paid",
        [
            ((1, 1, 1), 100, [34, 33, 33]),
            ((1, 1, 1), 2, [1, 1, 0]),
            ((1000, 3000), 500_000, [125_000, 375_000]),
        ],
    )
    def test_every_franc_is_given_by_largest_remainder_at_13(self, shares, pool, paid):
        group = saved(*shares)
        cash = group.facts.cash("loan")
        move = "income_received" if pool > cash else "expense_paid"
        group.say(move, DAY, amount=abs(pool - cash), text="x")
        assert members(decide(group), "paid") == paid

    def test_who_owes_more_than_her_part_gives_it_all_and_owes_the_rest(self):
        group = saved(1, 3)
        lend(group, "1", 300)
        found = decide(group)
        assert members(found, "paid")[0] == 0
        owes = members(found, "owes")[0]
        assert owes == 300 - found["members"][0]["loan_deducted"] > 0
        assert group.facts.total("271") == owes
        assert group.facts.cash("loan") == found["remainder"]

    def test_interest_on_the_netted_loan_is_income_and_shared(self):
        group = saved(5, 5, loans={"ordinary": LOAN | {"method": "once", "rate_percent": "10"}})
        lend(group, "1", 200)
        found = decide(group)
        assert found["profit"] == 20
        assert members(found, "loan_deducted") == [220, 0]
        assert group.facts.total("771") == -20

    def test_several_loans_are_netted_in_the_order_of_their_numbers(self):
        group = saved(1, 9)
        for number, loan in enumerate(("10", "9"), start=1):
            said = {"member": "1", "product": "ordinary", "principal": 80}
            group.say("loan_issued", DAY, loan=loan, **said)
            assert len(group.facts.open_loans()) == number
        decide(group)
        assert group.facts.open_loans() == ["10"]

    def test_fines_are_netted_too_unless_the_rules_say_not(self):
        for deduct, paid in ((["loans", "fines"], [120, 220]), ([], [150, 150])):
            group = saved(2, 2, share_out={"deduct": deduct})
            group.say("expense_paid", DAY, amount=100, text="x")
            group.say("fine_charged", DAY, member="1", kind="late", amount=40)
            found = decide(group, rounding={"exact": True})
            assert members(found, "paid") == ([130, 170] if deduct else [150, 150]), paid
            assert group.facts.total("411") == (0 if deduct else 40)

    def test_a_loan_of_another_fund_is_not_netted(self):
        funds = {**ONE_FUND, "health": {"share_out": "kept"}}
        group = saved(5, 5, funds=funds, loans={"ordinary": LOAN | {"fund": "health"}})
        group.say("contribution_paid", DAY, member="2", fund="health", amount=500)
        lend(group, "1", 200)
        found = decide(group)
        assert members(found, "paid") == [500, 500]
        assert group.facts.total("271") == 200


class TestMethods:
    @pytest.mark.parametrize(
        "method, paid",
        [
            ("share_value", [240, 360]),
            ("savings_and_profit", [240, 360]),
            ("equal_profit", [250, 350]),
            ("equal", [300, 300]),
        ],
    )
    def test_each_method_shares_in_its_own_way(self, method, paid):
        group = saved(2, 3)
        group.say("income_received", DAY, amount=100, text="don")
        assert members(decide(group, method=method), "paid") == paid

    def test_own_interest_goes_back_to_who_paid_it(self):
        group = saved(2, 3, loans={"ordinary": LOAN | {"method": "once", "rate_percent": "10"}})
        lend(group, "2", 100)
        group.say("loan_repaid", DAY, loan=f"L{group.number - 1}", amount=110)
        found = decide(group, method="own_interest")
        assert members(found, "paid") == [200, 310]

    def test_the_vote_may_choose_another_rounding_than_the_rules(self):
        group = saved(1, 2)
        group.say("income_received", DAY, amount=70, text="don")
        found = decide(group, rounding={"payout": 50})
        assert members(found, "paid") == [100, 200]
        assert found["remainder"] == 70

    def test_time_weighted_counts_the_meetings_that_the_money_worked(self):
        group = saved(0, 0, share_out={"method": "time_weighted"})
        for number, buys in enumerate(({"1": 1}, {}, {"2": 1}, {}), start=1):
            sheet = [
                {"event": "shares_bought", "member": member, "shares": shares}
                for member, shares in buys.items()
            ]
            group.say(
                "meeting_held", f"2025-02-0{number}", number=number, attendance={}, sheet=sheet
            )
        group.say("income_received", END, amount=60, text="don")
        assert members(decide(group), "paid") == [100 + 40, 100 + 20]

    def test_time_weighted_forgets_what_was_reversed(self):
        """A purchase that never was has no weight, whenever it was reversed."""
        group = saved(0, 0, share_out={"method": "time_weighted"})
        for number in range(1, 5):
            group.say("meeting_held", f"2025-02-0{number}", number=number, attendance={})
        for member in ("1", "2"):
            group.say("shares_bought", "2025-02-04", member=member, shares=2)
        group.say("shares_bought", "2025-02-01", member="1", shares=2)
        group.reverse(group.number, "2025-02-04")
        group.say("income_received", END, amount=60, text="don")
        assert members(decide(group), "paid") == [230, 230]

    def test_time_weighted_counts_seed_as_saved_from_the_first_meeting_on(self):
        group = saved(2, 2, share_out={"method": "time_weighted"})
        decide(group, method="share_value", seed={"1": 100})
        group.say("cycle_closed", END, cycle="2025")
        group.say("cycle_opened", END, cycle="2026", ends="2026-12-31")
        for number in (1, 2):
            sheet = [{"event": "shares_bought", "member": "2", "shares": 1}] if number == 2 else []
            day = f"2026-01-0{number}"
            group.say("meeting_held", day, number=number, attendance={}, sheet=sheet)
        group.say("income_received", "2026-12-01", amount=30, text="don")
        group.say("share_out_decided", "2026-12-24", cycle="2026", approved_by=["1"])
        assert members(result(group, "2026"), "paid") == [120, 110]


class TestFunds:
    def test_a_kept_fund_is_not_touched(self):
        funds = {**ONE_FUND, "social": {"share_out": "kept"}}
        group = saved(2, 2, funds=funds)
        group.say("contribution_paid", DAY, member="1", fund="social", amount=50)
        decide(group)
        assert group.facts.cash("social") == 50

    @pytest.mark.parametrize("treatment, parts", [("equal", [50, 50]), ("proportional", [25, 75])])
    def test_another_fund_is_given_back_equally_or_by_savings(self, treatment, parts):
        group = saved(1, 3, funds={**ONE_FUND, "social": {"share_out": treatment}})
        group.say("contribution_paid", DAY, member="1", fund="social", amount=100)
        found = decide(group)
        assert members(found, "other_funds") == parts
        assert group.facts.cash("social") == 0

    def test_savings_in_a_kept_fund_stay_to_her_name(self):
        """A contribution split at the source: the half for health is not shared out."""
        rules = {
            "saving": {"unit": "amount"},
            "split": {"loan": 50, "health": 50},
            "share_out": EXACT | {"method": "savings_and_profit"},
        }
        group = saved(0, 0, funds={**ONE_FUND, "health": {"share_out": "kept"}}, **rules)
        for member, amount in (("1", 100), ("2", 300)):
            group.say("savings_deposited", DAY, member=member, amount=amount)
        found = decide(group)
        assert members(found, "paid") == [50, 150]
        assert group.facts.cash("health") == 200
        assert [group.facts.savings(member).amount for member in ("1", "2")] == [50, 150]

    def test_savings_in_a_shared_fund_are_given_back_with_it(self):
        rules = {
            "saving": {"unit": "amount"},
            "split": {"loan": 50, "health": 50},
            "share_out": EXACT | {"method": "savings_and_profit"},
        }
        group = saved(0, 0, funds={**ONE_FUND, "health": {"share_out": "proportional"}}, **rules)
        for member, amount in (("1", 100), ("2", 300)):
            group.say("savings_deposited", DAY, member=member, amount=amount)
        assert members(decide(group), "paid") == [100, 300]
        assert group.facts.cash("health") == 0
        assert group.facts.total("1851") == 0
        assert group.facts.total("1681") == 0

    def test_a_part_of_another_fund_may_pay_a_debt_to_the_first(self):
        funds = {**ONE_FUND, "social": {"share_out": "equal"}}
        group = saved(1, 3, funds=funds)
        group.say("contribution_paid", DAY, member="2", fund="social", amount=1000)
        lend(group, "1", 400)
        found = decide(group)
        assert members(found, "paid") == [200, 800]
        assert group.facts.cash("loan") == group.facts.cash("social") == 0
        assert group.facts.total("271") == 0

    @pytest.mark.parametrize("target", ["social", "health"])
    def test_the_remainder_goes_where_the_vote_says(self, target):
        kept = {"share_out": "kept"}
        group = saved(2, 1, funds={**ONE_FUND, "social": kept, "health": kept})
        group.say("income_received", DAY, amount=10, text="don")
        found = decide(group, rounding={"value": 10}, remainder=target)
        assert (found["remainder"], found["remainder_to"]) == (10, target)
        assert (group.facts.cash("loan"), group.facts.cash(target)) == (0, 10)

    def test_the_remainder_in_the_first_fund_stays_for_the_next_cycle(self):
        group = saved(2, 1)
        group.say("income_received", DAY, amount=10, text="don")
        found = decide(group, rounding={"value": 10}, remainder="loan")
        assert found["remainder_to"] == "next_cycle"
        assert group.facts.cash("loan") == 10


class TestSeed:
    def test_it_stays_in_the_box_as_shares_of_the_next_cycle(self):
        group = saved(2, 3)
        found = decide(group, seed={"1": 200, "2": 100})
        assert members(found, "paid") == [0, 200]
        assert members(found, "net") == [200, 300]
        assert group.facts.savings("1") == (200, 2)
        assert group.facts.cash("loan") == 300

    def test_in_a_group_of_amounts_it_is_any_amount(self):
        group = saved(0, 0, saving={"unit": "amount"})
        group.say("savings_deposited", DAY, member="1", amount=205)
        decide(group, method="savings_and_profit", seed={"1": 33})
        assert group.facts.savings("1") == (33, 0)


class TestClosing:
    def test_income_and_expense_go_to_the_surplus_brought_forward(self):
        group = saved(2, 2)
        group.say("income_received", DAY, amount=90, text="don")
        group.say("expense_paid", DAY, amount=20, text="cahier")
        decide(group, rounding={"value": 10})
        group.say("cycle_closed", END, cycle="2025")
        left = {key.code: balance.amount for key, balance in group.facts.stands().items()}
        assert left == {"571": 30, "121": -30}

    def test_each_fund_is_closed_by_itself(self):
        group = saved(2, funds={**ONE_FUND, "social": {"share_out": "kept"}})
        group.say("income_received", DAY, amount=90, text="don", fund="social")
        decide(group)
        group.say("cycle_closed", END, cycle="2025")
        left = {(key.fund, key.code): b.amount for key, b in group.facts.stands().items()}
        assert left == {("social", "571"): 90, ("social", "121"): -90}

    def test_savings_that_were_not_shared_out_keep_it_open(self):
        group = saved(2)
        assert group.refuses("cycle_closed", END, cycle="2025").params["savings"] == 200

    def test_where_nothing_is_shared_savings_stay_and_the_next_cycle_begins(self):
        group = saved(2)
        kept = {name: {"share_out": "kept"} for name in ("loan", "deliveries", "donor")}
        group.say("rules_set", DAY, rules={"funds": kept, "deliveries": {"monthly": 500}})
        group.say("cycle_closed", END, cycle="2025")
        group.say("cycle_opened", END, cycle="2026", ends="2026-12-31")
        assert group.facts.savings("1").amount == 200

    def test_another_cycle_than_the_open_one_is_refused(self):
        assert saved(0).refuses("cycle_closed", END, cycle="2024").params["open"] == "2025"

    def test_it_is_not_closed_before_it_was_shared_out(self):
        group = saved(2)
        decide(group)
        assert group.refuses("cycle_closed", DAY, cycle="2025").params["shared"].isoformat() == END

    def test_the_remainder_is_profit_of_the_next_cycle(self):
        group = saved(2, 1)
        group.say("income_received", DAY, amount=10, text="don")
        decide(group, rounding={"value": 10})
        group.say("cycle_closed", END, cycle="2025")
        group.say("cycle_opened", END, cycle="2026", ends="2026-12-31")
        group.say("shares_bought", END, member="1", shares=1)
        group.say("share_out_decided", "2026-12-24", cycle="2026", approved_by=["1"])
        found = result(group, "2026")
        assert (found["profit"], found["sources"]["brought_forward"]) == (10, 10)
        assert members(found, "paid") == [110, 0]


class TestReversal:
    def full(self) -> Group:
        funds = {
            **ONE_FUND,
            "social": {"share_out": "kept"},
            "welfare": {"share_out": "equal"},
        }
        group = saved(5, 3, 1, funds=funds)
        group.say("contribution_paid", DAY, member="1", fund="welfare", amount=100)
        lend(group, "1", 200)
        lend(group, "3", 300)
        group.say("fine_charged", DAY, member="2", kind="late", amount=30)
        return group

    def test_of_a_share_out_restores_everything_to_the_last_franc_and_share(self):
        group = self.full()
        before = group.state()
        decide(group, rounding={"payout": 25}, remainder="social", seed={"2": 100})
        group.reverse(group.number)
        assert group.state() == before
        decide(group)

    def test_of_the_closing_restores_everything(self):
        group = self.full()
        decide(group)
        before = group.state()
        group.say("cycle_closed", END, cycle="2025")
        group.reverse(group.number)
        assert group.state() == before

    def test_of_a_share_out_waits_for_that_of_the_closing(self):
        group = self.full()
        decide(group)
        decided = group.number
        group.say("cycle_closed", END, cycle="2025")
        group.refuses("event_reversed", END, reverses=decided, reason="x")
        group.reverse(group.number)
        group.reverse(decided)

    def test_sources_add_up_to_what_the_fund_is_worth(self):
        group = self.full()
        group.say("money_moved", DAY, from_="welfare", to="loan", amount=40)
        facts = group.facts
        worth = facts.cash_of("loan") + facts.total("271") + facts.total("411")
        found = decide(group)
        assert sum(found["sources"].values()) == worth
        assert found["sources"]["transfers"] == 40
        assert found["loans_out"] == 500
        assert facts.by_member("1851", "loan").get("9", Balance()) == (0, 0)
