"""The funds' own money: contributions, fines, aid, income, expenses, transfers, counts."""

import pytest

from tests.domain.log import Group, benkadi

DAY, NEXT = "2025-01-08", "2025-01-15"


@pytest.fixture
def group() -> Group:
    """Member 1 has 500 F of shares, the social fund holds 300 F."""
    group = benkadi()
    group.say("shares_bought", "2025-01-02", member="1", shares=5)
    group.say("contribution_paid", "2025-01-02", member="1", fund="social", amount=300)
    return group


class TestContributionPaid:
    def test_a_fund_that_is_kept_for_a_purpose_owes_it_to_that_purpose(self, group):
        done = group.say("contribution_paid", DAY, member="2", fund="social", amount=50)
        assert group.postings(done) == [("571 social box", "+50"), ("1681 social 2", "-50")]
        assert done.receipts == ("2",)

    def test_in_the_first_fund_it_is_income(self, group):
        done = group.say("contribution_paid", DAY, member="2", fund="loan", amount=50)
        assert group.postings(done)[1] == ("701 loan 2", "-50")

    def test_an_unknown_fund_is_refused_with_the_funds_there_are(self, group):
        refused = group.refuses("contribution_paid", DAY, member="2", fund="health", amount=50)
        assert (refused.field, refused.params["funds"]) == ("fund", "loan, social")


class TestFines:
    def test_a_fine_is_owed_until_it_is_paid(self, group):
        done = group.say("fine_charged", DAY, member="1", kind="late", amount=50)
        assert group.postings(done) == [("411 loan 1", "+50"), ("7581 loan 1", "-50")]
        assert done.receipts == ()
        done = group.say("fine_paid", NEXT, member="1", amount=50)
        assert group.postings(done) == [("571 loan box", "+50"), ("411 loan 1", "-50")]
        assert done.receipts == ("1",)

    def test_a_fine_is_paid_in_parts(self, group):
        group.say("fine_charged", DAY, member="1", kind="late", amount=50)
        group.say("fine_paid", DAY, member="1", amount=20)
        assert group.refuses("fine_paid", DAY, member="1", amount=40).params["owed"] == 30

    def test_a_fine_charged_and_paid_on_the_spot_is_income_at_once(self, group):
        done = group.say("fine_paid", DAY, member="1", kind="late", amount=50)
        assert group.postings(done) == [("571 loan box", "+50"), ("7581 loan 1", "-50")]
        assert done.entries[0].text == "late"

    def test_a_fine_is_waived_whole_or_in_part(self, group):
        group.say("fine_charged", DAY, member="1", kind="late", amount=50)
        done = group.say("fine_waived", NEXT, member="1", amount=20)
        assert group.postings(done) == [("7581 loan 1", "+20"), ("411 loan 1", "-20")]
        assert group.refuses("fine_waived", NEXT, member="1", amount=31).params["owed"] == 30

    def test_nothing_is_waived_where_nothing_is_owed(self, group):
        assert group.refuses("fine_waived", NEXT, member="2", amount=1).params["owed"] == 0

    def test_fines_of_another_fund_are_another_debt(self, group):
        group.say("fine_charged", DAY, member="1", kind="late", amount=50, fund="social")
        assert group.refuses("fine_waived", DAY, member="1", amount=50).params["owed"] == 0
        group.say("fine_paid", DAY, member="1", amount=50, fund="social")
        assert group.facts.cash("social") == 350


class TestAidGranted:
    def test_it_is_paid_out_of_its_fund_and_says_nothing_in_the_journal(self, group):
        done = group.say(
            "aid_granted", DAY, member="2", fund="social", amount=200, reason="accouchement"
        )
        assert group.postings(done) == [("1681 social 2", "+200"), ("571 social box", "-200")]
        assert done.entries[0].text == ""

    def test_out_of_the_first_fund_it_is_an_expense(self, group):
        done = group.say("aid_granted", DAY, member="2", fund="loan", amount=200, reason="deuil")
        assert group.postings(done)[0] == ("658 loan 2", "+200")

    def test_a_fund_gives_no_more_than_it_has(self, group):
        refused = group.refuses(
            "aid_granted", DAY, member="2", fund="social", amount=301, reason="deuil"
        )
        assert (refused.params["had"], refused.params["missing"]) == (300, 1)


class TestIncomeAndExpense:
    def test_other_income_goes_to_its_account(self, group):
        done = group.say("income_received", DAY, amount=1000, text="don", account="704")
        assert group.postings(done) == [("571 loan box", "+1000"), ("704 loan", "-1000")]

    def test_an_expense_leaves_the_place_it_is_paid_from(self, group):
        done = group.say("expense_paid", DAY, amount=100, text="cahier", account="605")
        assert group.postings(done) == [("605 loan", "+100"), ("571 loan box", "-100")]
        assert (
            group.refuses("expense_paid", DAY, amount=1, text="x", place="bank").params["had"] == 0
        )

    @pytest.mark.parametrize("event", ["income_received", "expense_paid"])
    @pytest.mark.parametrize(
        "account",
        [
            pytest.param("999", id="C43 unknown"),
            pytest.param("571", id="the box has its own events"),
            pytest.param("1851", id="savings have their own events"),
            pytest.param("585", id="transfers have their own event"),
        ],
    )
    def test_an_account_of_its_own_events_is_refused(self, group, event, account):
        refused = group.refuses(event, DAY, amount=5, text="x", account=account)
        assert (refused.field, refused.value) == ("account", account)


class TestMoneyMoved:
    def test_it_goes_from_the_box_to_the_bank_with_a_fee(self, group):
        done = group.say("money_moved", DAY, from_="box", to="bank", amount=300, fee=25)
        assert group.postings(done) == [
            ("521 loan bank", "+300"),
            ("571 loan box", "-300"),
            ("631 loan", "+25"),
            ("571 loan box", "-25"),
        ]

    def test_it_goes_from_a_fund_to_another_and_each_fund_balances(self, group):
        done = group.say("money_moved", DAY, from_="social", to="loan", amount=100)
        assert group.postings(done) == [
            ("571 loan box", "+100"),
            ("571 social box", "-100"),
            ("585 social", "+100"),
            ("585 loan", "-100"),
        ]

    def test_places_are_those_of_the_fund_that_is_named(self, group):
        done = group.say("money_moved", DAY, from_="box", to="moov", amount=100, fund="social")
        assert group.postings(done)[0] == ("5522 social moov", "+100")

    @pytest.mark.parametrize(
        "fields, field",
        [
            ({"from_": "box", "to": "loan"}, "to"),
            ({"from_": "box", "to": "box"}, "to"),
            ({"from_": "pocket", "to": "box"}, "from"),
            ({"from_": "box", "to": "health"}, "to"),
            ({"from_": "box", "to": "bank", "fund": "health"}, "fund"),
        ],
    )
    def test_it_goes_from_somewhere_to_somewhere_else(self, group, fields, field):
        assert group.refuses("money_moved", DAY, amount=5, **fields).field == field

    def test_what_is_not_there_is_not_moved_nor_its_fee(self, group):
        group.refuses("money_moved", DAY, from_="box", to="bank", amount=501)
        group.refuses("money_moved", DAY, from_="box", to="bank", amount=500, fee=1)
        group.say("money_moved", DAY, from_="box", to="bank", amount=499, fee=1)


class TestCashCounted:
    def test_a_count_that_agrees_posts_nothing_and_is_kept(self, group):
        done = group.say("cash_counted", DAY, counted={"500": 1})
        assert done.entries == ()
        (change,) = done.changes
        assert (change.after.expected, change.after.counted) == (500, 500)
        assert change.after.pieces == {"500": 1}

    @pytest.mark.parametrize(
        "counted, account, amount", [(480, "6581 loan", "+20"), (530, "7583 loan", "-30")]
    )
    def test_a_difference_is_written_with_its_reason(self, group, counted, account, amount):
        done = group.say("cash_counted", DAY, counted=counted, difference_reason="pièce perdue")
        assert group.postings(done)[1] == (account, amount)
        assert done.entries[0].text == "pièce perdue"
        assert group.facts.cash("loan") == counted

    @pytest.mark.parametrize("counted", [0, 499, 501, {}])
    def test_a_difference_without_a_reason_is_refused(self, group, counted):
        assert group.refuses("cash_counted", DAY, counted=counted).field == "difference_reason"

    def test_what_a_wallet_says_is_compared_as_a_box_is_counted(self, group):
        group.say("money_moved", DAY, from_="box", to="moov", amount=300)
        done = group.say(
            *("cash_counted", DAY), counted=280, place="moov", difference_reason="frais retenus"
        )
        assert group.postings(done) == [("5522 loan moov", "-20"), ("6581 loan", "+20")]
        assert (group.facts.cash("loan"), group.facts.cash("loan", "moov")) == (200, 280)

    def test_several_counts_of_a_day_are_all_kept(self, group):
        group.say("cash_counted", DAY, counted=500)
        group.say("cash_counted", DAY, counted=500)
        group.say("cash_counted", DAY, counted=300, fund="social")
        keys = [key for kind, key in group.log.registers() if kind == "count"]
        assert keys == ["loan/2025-01-08/1", "loan/2025-01-08/2", "social/2025-01-08/1"]


ALL = [
    ("contribution_paid", {"member": "1", "fund": "social", "amount": 50}),
    ("fine_charged", {"member": "1", "kind": "late", "amount": 50}),
    ("fine_paid", {"member": "1", "amount": 50}),
    ("aid_granted", {"member": "1", "fund": "social", "amount": 50, "reason": "deuil"}),
    ("income_received", {"amount": 50, "text": "don"}),
    ("expense_paid", {"amount": 50, "text": "cahier"}),
    ("money_moved", {"from_": "box", "to": "bank", "amount": 50, "fee": 5}),
    ("cash_counted", {"counted": 450, "difference_reason": "perdu"}),
]


@pytest.mark.parametrize("event, fields", ALL, ids=[event for event, _ in ALL])
class TestEveryMovement:
    def test_its_reversal_restores_everything(self, group, event, fields):
        before = group.state()
        group.say(event, DAY, **fields)
        group.reverse(group.number)
        assert group.state() == before

    def test_it_needs_an_open_cycle_d63(self, group, event, fields):
        assert group.refuses(event, "2024-12-31", **fields).field == "date"

    def test_a_stranger_or_an_unknown_fund_is_refused(self, group, event, fields):
        if "member" in fields:
            assert group.refuses(event, DAY, **fields | {"member": "99"}).value == "99"
        assert group.refuses(event, DAY, **fields | {"fund": "health"}).field == "fund"


def test_a_waiver_and_its_reversal_leave_the_fine_as_it_was(group):
    group.say("fine_charged", DAY, member="1", kind="late", amount=50)
    before = group.state()
    group.say("fine_waived", DAY, member="1", amount=50)
    group.reverse(group.number)
    assert group.state() == before


def test_a_payment_is_not_taken_back_from_an_empty_box(group):
    group.say("contribution_paid", DAY, member="2", fund="social", amount=50)
    paid = group.number
    group.say("aid_granted", DAY, member="3", fund="social", amount=350, reason="deuil")
    refused = group.refuses("event_reversed", NEXT, reverses=paid, reason="x")
    assert refused.params["missing"] == 50


def test_a_box_does_not_overflow_what_the_tables_can_hold_a26(group):
    group.say("income_received", DAY, amount=10**15 - 500, text="don")
    assert group.refuses("income_received", DAY, amount=1, text="don").field == "amount"
