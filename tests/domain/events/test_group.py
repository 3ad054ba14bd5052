"""The group itself: its founding, its rules, its members and officers, its cycles."""

import pytest

from tests.domain.log import Group, benkadi

DAY, NEXT = "2025-01-08", "2025-01-15"


@pytest.fixture
def group() -> Group:
    return benkadi()


def found(group: Group, date: str = DAY, **fields: object) -> None:
    said = {"name": "Benkadi", "kind": "savings_group", "preset": "vsla"}
    group.say("group_founded", date, **said | fields)


class TestGroupFounded:
    def test_it_posts_nothing_and_writes_the_group(self):
        group = Group()
        found(group, place="Kalabambougou")
        record = group.facts.founded
        assert (record.name, record.place, record.framework) == (
            "Benkadi",
            "Kalabambougou",
            "SYCEBNL",
        )
        assert not group.log.entries

    def test_a_code_that_is_taken_is_refused(self, group):
        refused = group.refuses("group_founded", DAY, name="X", kind="savings_group", preset="vsla")
        assert (refused.field, refused.value) == ("group", "benkadi")

    @pytest.mark.parametrize(
        "field, value", [("kind", "bank"), ("preset", "own"), ("framework", "IFRS")]
    )
    def test_an_unknown_kind_preset_or_framework_is_refused_with_the_choices(self, field, value):
        said = {"name": "Benkadi", "kind": "savings_group", "preset": "vsla", field: value}
        assert Group().refuses("group_founded", DAY, **said).field == field

    def test_nothing_is_recorded_before_the_founding(self):
        group = Group("mawuli")
        for event, fields in [
            ("rules_set", {"rules": {}}),
            ("member_joined", {"member": "1", "name": "Awa"}),
            ("cycle_opened", {"cycle": "1", "ends": "2026-01-01"}),
            ("member_changed", {"member": "1", "name": "Awa"}),
            ("shares_bought", {"member": "1", "shares": 1}),
        ]:
            assert group.refuses(event, DAY, **fields).field in ("group", "date")

    def test_its_reversal_leaves_an_empty_group_that_may_be_founded_again(self):
        group = Group()
        found(group)
        group.reverse(1)
        assert group.state() == ({}, {})
        found(group)

    @pytest.mark.parametrize(
        "event, fields",
        [
            ("member_joined", {"member": "1", "name": "Awa"}),
            ("cycle_opened", {"cycle": "1", "ends": "2026-01-01"}),
            ("rules_set", {"rules": {"fines": {}}}),
        ],
    )
    def test_it_stays_while_something_rests_on_it(self, event, fields):
        group = Group()
        found(group)
        group.say(event, DAY, **fields)
        assert group.refuses("event_reversed", NEXT, reverses=1, reason="x").field == "reverses"


class TestRulesSet:
    def test_it_replaces_each_part_it_names_whole_and_keeps_the_others(self, group):
        group.say("rules_set", DAY, rules={"fines": {"noise": 25}})
        rules = group.facts.rules(group.log.said[-1].event.date)
        assert rules.fines == {"noise": 25}
        assert rules.saving.price == 100

    def test_earlier_days_keep_the_rules_of_their_day(self, group):
        before = group.facts.rules(group.log.said[0].event.date)
        group.say("rules_set", DAY, rules={"saving": {"unit": "share", "price": 500}})
        assert group.facts.rules(group.log.said[0].event.date) == before

    def test_two_votes_of_one_day_count_in_their_order(self, group):
        group.say("rules_set", DAY, rules={"fines": {"late": 10}})
        group.say("rules_set", DAY, rules={"fines": {"late": 20}})
        assert group.facts.rules(group.log.said[-1].event.date).fines == {"late": 20}

    def test_a_vote_does_not_take_the_place_of_another_after_a_reversal(self, group):
        group.say("rules_set", DAY, rules={"fines": {"late": 10}})
        first = group.number
        group.say("rules_set", DAY, rules={"meeting": {"days": 14}})
        group.reverse(first, DAY)
        group.say("rules_set", DAY, rules={"fines": {"late": 30}})
        rules = group.facts.rules(group.log.said[-1].event.date)
        assert (rules.fines, rules.meeting_days) == ({"late": 30}, 14)

    def test_a_vote_that_spoils_the_rules_of_a_later_day_is_refused(self, group):
        health = {**group.facts.rules(group.log.said[0].event.date).raw["loans"]["ordinary"]}
        group.say("rules_set", DAY, rules={"funds": {"loan": {}, "health": {}}})
        group.say("rules_set", NEXT, rules={"loans": {"health": health | {"fund": "health"}}})
        refused = group.refuses("rules_set", DAY, rules={"funds": {"loan": {}}})
        assert refused.field == "rules.loans.health.fund"

    def test_wrong_rules_are_refused_by_the_name_of_the_part(self, group):
        refused = group.refuses("rules_set", DAY, rules={"saving": {"unit": "stamp"}})
        assert refused.field == "rules.saving.unit"

    def test_rules_before_the_founding_are_refused_d63(self, group):
        assert group.refuses("rules_set", "2024-12-31", rules={"fines": {}}).field == "date"

    def test_a_fund_that_holds_money_stays_in_the_rules(self, group):
        group.say("contribution_paid", DAY, member="1", fund="social", amount=50)
        refused = group.refuses("rules_set", NEXT, rules={"funds": {"loan": {}}})
        assert (refused.value, refused.params["held"]) == ("social", 50)
        group.say("money_moved", NEXT, from_="social", to="loan", amount=50)
        group.say("rules_set", NEXT, rules={"funds": {"loan": {}}})

    def test_it_is_not_taken_back_while_its_fund_holds_money(self, group):
        group.say("rules_set", DAY, rules={"funds": {"loan": {}, "health": {}}})
        voted = group.number
        group.say("contribution_paid", DAY, member="1", fund="health", amount=50)
        refused = group.refuses("event_reversed", NEXT, reverses=voted, reason="x")
        assert (refused.value, refused.params["held"]) == ("health", 50)

    def test_it_is_not_taken_back_while_a_later_vote_rests_on_it(self, group):
        group.say("rules_set", DAY, rules={"funds": {"loan": {}, "health": {}}})
        voted = group.number
        health = {"fund": "health", "method": "none"}
        group.say("rules_set", NEXT, rules={"loans": {"health": health}})
        refused = group.refuses("event_reversed", NEXT, reverses=voted, reason="x")
        assert refused.field == "rules.loans.health.fund"

    def test_its_reversal_restores_everything(self, group):
        before = group.state()
        group.say("rules_set", DAY, rules={"fines": {"late": 10}})
        group.reverse(group.number)
        assert group.state() == before


class TestMemberJoined:
    def test_it_writes_the_member(self, group):
        group.say(
            "member_joined",
            DAY,
            member="9",
            name="  Ai\u0308ssata   Diarra ",
            nickname="Aïche",
            sex="female",
            birth_year=1980,
            phone="76123456",
            carnets=2,
        )
        member = group.facts.member("9")
        assert (member.name, member.phone, member.carnets) == ("Aïssata Diarra", "+22376123456", 2)

    def test_a_number_is_given_once(self, group):
        refused = group.refuses("member_joined", DAY, member="1", name="Fanta")
        assert (refused.field, refused.params["name"]) == ("member", "Awa 1")

    def test_two_women_may_have_the_same_name_e94(self, group):
        group.say("member_joined", DAY, member="9", name="Awa 1")

    def test_she_joins_after_the_founding_d63(self, group):
        assert group.refuses("member_joined", "2024-12-31", member="9", name="A").field == "date"

    def test_a_catch_up_payment_becomes_her_first_shares(self, group):
        done = group.say("member_joined", DAY, member="9", name="Fanta", catch_up=300)
        assert group.postings(done) == [("571 loan box", "+300"), ("1851 loan 9", "-300", "+3")]
        assert done.receipts == ("9",)

    def test_a_catch_up_payment_is_whole_shares(self, group):
        refused = group.refuses("member_joined", DAY, member="9", name="Fanta", catch_up=250)
        assert (refused.params["lower"], refused.params["upper"]) == (200, 300)

    def test_a_catch_up_payment_in_a_group_of_amounts_is_an_amount(self):
        group = benkadi(preset="savings_for_change")
        group.say("member_joined", DAY, member="9", name="Fanta", catch_up=250)
        assert group.facts.savings("9") == (250, 0)

    def test_a_catch_up_payment_needs_an_open_cycle(self):
        group = Group()
        found(group)
        refused = group.refuses("member_joined", DAY, member="9", name="Fanta", catch_up=300)
        assert refused.field == "date"

    @pytest.mark.parametrize("catch_up", [{}, {"catch_up": 300}])
    def test_its_reversal_restores_everything(self, group, catch_up):
        before = group.state()
        group.say("member_joined", DAY, member="9", name="Fanta", **catch_up)
        group.reverse(group.number)
        assert group.state() == before

    @pytest.mark.parametrize(
        "event, fields",
        [
            ("shares_bought", {"member": "9", "shares": 1}),
            ("fine_charged", {"member": "9", "kind": "late", "amount": 50}),
            ("contribution_paid", {"member": "9", "fund": "social", "amount": 50}),
            ("meeting_held", {"number": 1, "attendance": {"9": "late"}}),
        ],
    )
    def test_she_stays_while_something_rests_on_her_c50(self, group, event, fields):
        group.say("member_joined", DAY, member="9", name="Fanta")
        joined = group.number
        group.say(event, DAY, **fields)
        assert group.refuses("event_reversed", NEXT, reverses=joined, reason="x").params["name"]
        group.reverse(group.number)
        group.reverse(joined)

    def test_she_stays_though_all_she_saved_was_given_back(self, group):
        group.say("member_joined", DAY, member="9", name="Fanta")
        joined = group.number
        group.say("shares_bought", DAY, member="9", shares=1)
        group.say("shares_sold_back", DAY, member="9", shares=1)
        group.refuses("event_reversed", NEXT, reverses=joined, reason="x")

    def test_she_stays_while_she_stands_for_a_loan(self, group):
        group.say("member_joined", DAY, member="9", name="Fanta")
        joined = group.number
        group.say("shares_bought", DAY, member="1", shares=5)
        group.say(
            "loan_issued", DAY, loan="1", member="1", product="ordinary", principal=100,
            guarantors=["9"],
        )  # fmt: skip
        group.refuses("event_reversed", NEXT, reverses=joined, reason="x")


class TestMemberChanged:
    def test_it_keeps_what_is_said_and_leaves_the_rest(self, group):
        group.say("member_changed", DAY, member="1", phone="76123456", birth_year=1970)
        member = group.facts.member("1")
        assert (member.name, member.phone, member.birth_year) == ("Awa 1", "+22376123456", 1970)

    def test_a_change_that_changes_nothing_is_refused(self, group):
        assert group.refuses("member_changed", DAY, member="1", name="Awa 1").field == "member"

    def test_a_stranger_is_refused(self, group):
        assert group.refuses("member_changed", DAY, member="99", name="X").value == "99"

    def test_its_reversal_restores_everything_unless_she_was_changed_since(self, group):
        before = group.state()
        group.say("member_changed", DAY, member="1", name="Awa Diarra")
        first = group.number
        group.say("member_changed", NEXT, member="1", name="Awa Traoré")
        assert (
            group.refuses("event_reversed", NEXT, reverses=first, reason="x").params["key"] == "1"
        )
        group.reverse(group.number)
        group.reverse(first)
        assert group.state() == before


class TestOfficerAppointed:
    def test_one_president_takes_over_from_the_other(self, group):
        group.say("officer_appointed", DAY, member="1", office="president")
        group.say("officer_appointed", NEXT, member="2", office="president")
        assert [member.office for member in group.facts.members()] == ["", "president", ""]

    def test_several_members_keep_the_keys(self, group):
        for number in ("1", "2", "3"):
            group.say("officer_appointed", DAY, member=number, office="key_holder")
        assert [member.office for member in group.facts.members()] == ["key_holder"] * 3

    def test_an_office_is_laid_down(self, group):
        group.say("officer_appointed", DAY, member="1", office="treasurer")
        group.say("officer_appointed", NEXT, member="1", office="none")
        assert group.facts.member("1").office == ""

    def test_an_unknown_office_or_member_is_refused(self, group):
        assert group.refuses("officer_appointed", DAY, member="1", office="queen").field == "office"
        assert group.refuses("officer_appointed", DAY, member="9", office="none").field == "member"

    def test_its_reversal_gives_the_office_back(self, group):
        group.say("officer_appointed", DAY, member="1", office="secretary")
        before = group.state()
        group.say("officer_appointed", NEXT, member="2", office="secretary")
        group.reverse(group.number)
        assert group.state() == before


class TestCycleOpened:
    def test_one_cycle_is_open_at_a_time(self, group):
        refused = group.refuses("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
        assert refused.params["open"] == "2025"

    def test_it_ends_after_it_begins(self):
        group = Group()
        found(group)
        assert group.refuses("cycle_opened", DAY, cycle="1", ends=DAY).field == "ends"

    def test_it_begins_after_the_founding_d63(self):
        group = Group()
        found(group)
        refused = group.refuses("cycle_opened", "2025-01-01", cycle="1", ends="2026-01-01")
        assert refused.field == "date"

    def test_it_brings_its_own_rules(self):
        group = Group()
        found(group)
        rules = {"saving": {"unit": "share", "price": 500}}
        group.say("cycle_opened", DAY, cycle="1", ends="2026-01-01", rules=rules)
        assert group.facts.rules(group.log.said[-1].event.date).saving.price == 500

    def test_a_closed_cycle_is_not_opened_again_and_the_next_begins_after_it(self, group):
        group.say("cycle_closed", NEXT, cycle="2025")
        refused = group.refuses("cycle_opened", NEXT, cycle="2025", ends="2026-12-31")
        assert refused.field == "cycle"
        refused = group.refuses("cycle_opened", DAY, cycle="2026", ends="2026-12-31")
        assert refused.field == "date"
        group.say("cycle_opened", NEXT, cycle="2026", ends="2026-12-31")

    def test_money_needs_an_open_cycle(self, group):
        group.say("cycle_closed", NEXT, cycle="2025")
        assert group.refuses("shares_bought", NEXT, member="1", shares=1).field == "date"

    def test_its_reversal_restores_everything(self):
        group = Group()
        found(group)
        before = group.state()
        group.say("cycle_opened", DAY, cycle="1", ends="2026-01-01", rules={"fines": {}})
        group.reverse(group.number)
        assert group.state() == before

    @pytest.mark.parametrize(
        "event, fields",
        [
            ("meeting_held", {"number": 1, "attendance": {}}),
            ("fine_charged", {"member": "1", "kind": "late", "amount": 50}),
        ],
    )
    def test_it_stays_while_something_rests_on_it(self, group, event, fields):
        opened = group.number
        group.say(event, DAY, **fields)
        group.refuses("event_reversed", NEXT, reverses=opened, reason="x")
        group.reverse(group.number)
        group.reverse(opened)
