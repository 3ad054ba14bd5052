"""Help that a fund gives by its rule: what is refused, and what a group may decide otherwise."""

from typing import Any

import pytest

from coop_ledger.domain.aid import helping
from coop_ledger.domain.errors import Concern
from coop_ledger.domain.presets import PRESETS
from coop_ledger.domain.rules import merged, read_rules
from tests.domain.log import Group, benkadi

DAY = "2025-03-05"
AID = {
    "reasons": {"accouchement": 5000, "deuil": 0},
    "ceiling": 6000,
    "ceiling_per_cycle": 8000,
    "keep": 2000,
    "waiting_meetings": 2,
}


def social(**aid: Any) -> Group:
    """A group whose social fund holds 15,000 F; two meetings were held since they joined."""
    funds = {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 50, "share_out": "kept", "aid": AID | aid},
    }
    group = benkadi(rules={"funds": funds})
    group.say("income_received", "2025-01-02", fund="social", amount=15_000, text="don")
    for number, day in enumerate(("2025-01-08", "2025-01-15"), start=1):
        group.say("meeting_held", day, number=number, attendance={})
    return group


@pytest.fixture
def group() -> Group:
    return social()


def aid(amount: int = 5000, **more: Any) -> dict[str, Any]:
    return {"member": "1", "fund": "social", "amount": amount, "reason": "deuil"} | more


OVERRULED = {"approved_by": "2", "decision": "assemblée du 5 mars"}


def test_a_fund_that_has_a_rule_for_help_is_thought_of_first_and_a_donors_last():
    funds = {"loan": {}, "gift": {"donor": "Mali Health"}, "health": {}, "social": {"aid": AID}}
    rules = read_rules(merged([PRESETS["vsla"], {"funds": funds}]))
    assert helping(rules) == ["social", "health", "loan", "gift"]


def test_what_the_rule_allows_is_given_and_counted(group):
    group.say("aid_granted", DAY, **aid(5000, reason="Accouchement", centre="CSCOM de Banconi"))
    (record,) = group.facts.records("aid")
    assert (record.number, record.member, record.cycle, record.amount) == (1, "1", "2025", 5000)


@pytest.mark.parametrize(
    "fields, field",
    [
        pytest.param(aid(reason="mariage"), "reason", id="no reason of the rules"),
        pytest.param(aid(5001, reason="accouchement"), "amount", id="more than for that reason"),
        pytest.param(aid(6001), "amount", id="more than at one time"),
        pytest.param(aid(member="9"), "member", id="too early"),
    ],
)
def test_anything_else_is_a_concern_that_a_member_may_overrule(group, fields, field):
    group.say("member_joined", "2025-01-15", member="9", name="Nana")
    refused = group.refuses("aid_granted", DAY, **fields)
    assert isinstance(refused, Concern)
    assert refused.field == field
    group.refuses("aid_granted", DAY, **fields, approved_by="2")
    group.refuses("aid_granted", DAY, **fields, decision="parce que")
    assert group.refuses("aid_granted", DAY, **fields | OVERRULED | {"approved_by": "77"})
    group.say("aid_granted", DAY, **fields | OVERRULED)


def test_what_she_was_given_in_the_cycle_counts_until_it_is_reversed(group):
    group.say("aid_granted", DAY, **aid(5000))
    first = group.number
    refused = group.refuses("aid_granted", DAY, **aid(3001))
    assert (refused.params["before"], refused.params["left"]) == (5000, 3000)
    group.say("aid_granted", DAY, **aid(3000))
    group.say("aid_granted", DAY, **aid(3001, member="2"))
    group.reverse(first)
    group.say("aid_granted", DAY, **aid(2000))
    assert [record.number for record in group.facts.records("aid")] == [2, 3, 4]


def test_what_must_stay_in_the_fund_stays(group):
    group.say("aid_granted", DAY, **aid(6000, member="2"))
    group.say("aid_granted", DAY, **aid(6000, member="3"))
    refused = group.refuses("aid_granted", DAY, **aid(1001))
    assert (refused.params["held"], refused.params["left"]) == (3000, 1000)
    group.say("aid_granted", DAY, **aid(1000))


def test_who_is_behind_with_what_she_should_have_brought_pays_first():
    group = social(up_to_date=True)
    refused = group.refuses("aid_granted", DAY, **aid())
    assert (refused.field, refused.params["owed"]) == ("member", 2 * 50 + 2 * 100)
    group.say("contribution_paid", DAY, member="1", fund="social", amount=100)
    assert group.refuses("aid_granted", DAY, **aid()).params["owed"] == 2 * 100
    saving = {"unit": "share", "price": 100, "min": 0, "max": 5}
    group.say("rules_set", "2025-01-01", rules={"saving": saving})
    group.say("aid_granted", DAY, **aid())


def test_nobody_overrules_what_is_not_in_the_box(group):
    assert not isinstance(group.refuses("aid_granted", DAY, **aid(15_001) | OVERRULED), Concern)


def test_a_fund_without_a_rule_helps_as_the_assembly_says_and_keeps_no_count():
    group = social()
    group.say("rules_set", "2025-02-01", rules={"funds": {"loan": {}, "social": {}}})
    group.say("aid_granted", DAY, **aid(14_000, reason="mariage"))
    assert group.facts.records("aid") == []


def test_its_reversal_restores_everything(group):
    before = group.state()
    group.say("aid_granted", DAY, **aid())
    group.reverse(group.number)
    assert group.state() == before
