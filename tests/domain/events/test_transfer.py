"""Money moved between places and funds: where exactly, why, and who bears the fee."""

import pytest

from tests.domain.log import Group, benkadi

DAY = "2025-01-08"
RULES = {
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"share_out": "kept", "fees": "member"},
        "gift": {"share_out": "kept", "donor": "Mali Health"},
        "relief": {"share_out": "kept", "donor": "Mali Health"},
    },
    "share_out": {"method": "share_value", "remainder": "next_cycle", "seed": "asked"},
}


@pytest.fixture
def group() -> Group:
    """5,000 F in the box of each fund, and 5,000 F with Orange Money in the social fund."""
    group = benkadi(rules=RULES)
    for fund in ("loan", "social", "gift"):
        group.say("income_received", DAY, amount=5000, fund=fund, text="don")
    more = {"fund": "social", "place": "orange_money"}
    group.say("income_received", DAY, amount=5000, text="don", **more)
    return group


def test_a_fund_may_keep_what_it_gets_or_gives_in_another_place_than_its_box(group):
    done = group.say(
        *("money_moved", DAY),
        **{"from": "loan", "to": "social", "to_place": "orange_money", "amount": 300},
        reason="vote du 8 janvier",
    )
    assert group.postings(done)[:2] == [
        ("5521 social orange_money", "+300"),
        ("571 loan box", "-300"),
    ]
    assert done.entries[0].text == "vote du 8 janvier"
    fields = {"from": "social", "from_place": "orange_money", "to": "loan", "amount": 5300}
    group.say("money_moved", DAY, **fields)
    assert group.facts.cash("social", "orange_money") == 0


def test_a_place_named_twice_is_refused_where_it_says_two_things(group):
    fields = {"from": "box", "from_place": "bank", "to": "moov", "amount": 5}
    assert group.refuses("money_moved", DAY, **fields).field == "from_place"
    fields = {"from": "social", "to": "social", "to_place": "bank", "amount": 5}
    done = group.say("money_moved", DAY, **fields)
    assert group.postings(done)[0] == ("521 social bank", "+5")


class TestTheFeeOfAWithdrawal:
    def move(self, **more: object) -> dict[str, object]:
        fields = {"from": "orange_money", "to": "box", "amount": 1000, "fee": 20}
        return fields | {"fund": "social"} | more

    def test_where_the_rules_let_a_member_bear_it_she_is_named(self, group):
        assert group.refuses("money_moved", DAY, **self.move()).field == "fee_borne_by"
        done = group.say("money_moved", DAY, **self.move(fee_borne_by="2"))
        assert group.postings(done)[2:] == [
            ("411 social 2", "+20"),
            ("5521 social orange_money", "-20"),
        ]
        group.say("fine_paid", DAY, member="2", fund="social", amount=20)
        assert group.facts.total("411") == 0

    def test_the_group_may_bear_it_this_once(self, group):
        done = group.say("money_moved", DAY, **self.move(fee_borne_by="fund"))
        assert group.postings(done)[2] == ("631 social", "+20")

    def test_a_member_may_bear_it_where_the_rules_say_nothing(self, group):
        fields = {"from": "box", "to": "bank", "amount": 1000, "fee": 20, "fee_borne_by": "1"}
        done = group.say("money_moved", DAY, **fields)
        assert group.postings(done)[2] == ("411 loan 1", "+20")
        group.reverse(group.number)
        assert group.facts.total("411") == 0

    def test_a_stranger_bears_nothing(self, group):
        refused = group.refuses("money_moved", DAY, **self.move(fee_borne_by="99"))
        assert refused.field == "fee_borne_by"


class TestADonorsMoney:
    @pytest.mark.parametrize("to", ["loan", "social"])
    def test_it_never_goes_where_it_could_be_shared_or_lent(self, group, to):
        refused = group.refuses("money_moved", DAY, from_="gift", to=to, amount=5)
        assert (refused.field, refused.params["donor"]) == ("to", "Mali Health")
        assert "Mali Health" in str(refused)

    def test_no_vote_makes_it_the_groups_own_while_it_is_there(self, group):
        funds = {name: dict(rule) for name, rule in RULES["funds"].items()}
        del funds["gift"]["donor"]
        refused = group.refuses("rules_set", "2025-02-01", rules={"funds": funds})
        assert (refused.field, refused.params["held"]) == ("rules.funds.gift.donor", 5000)
        group.say("expense_paid", DAY, fund="gift", amount=5000, text="rendu au donateur")
        group.say("rules_set", "2025-02-01", rules={"funds": funds})

    def test_it_goes_to_another_place_or_another_fund_of_the_same_donor(self, group):
        group.say("money_moved", DAY, from_="box", to="bank", fund="gift", amount=5)
        group.say("money_moved", DAY, from_="gift", to="relief", amount=5)
        assert group.facts.cash("relief") == 5
