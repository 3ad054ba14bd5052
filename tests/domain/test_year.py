"""What must hold of any year of any group, whatever its rules and whatever happens."""

import json
from collections import defaultdict
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.domain.accounts import PLACES
from coop_ledger.domain.event import as_json
from coop_ledger.domain.events import READER
from coop_ledger.domain.facts import Facts
from tests.domain.log import Group
from tests.domain.year import Year, year

STEPS = 12
RANDOM = st.builds(Random, st.integers(0, 10**9))


@given(RANDOM)
def test_books_balance_and_boxes_are_never_below_nothing(random):
    told = year(random, STEPS)
    standing: defaultdict[object, int] = defaultdict(int)
    for said in told.group.log.said:
        for entry in said.outcome.entries:
            by_fund: defaultdict[str, int] = defaultdict(int)
            for account, amount, _ in entry.postings:
                by_fund[account.fund] += amount
                standing[account] += amount
            assert not any(by_fund.values())
        for account, amount in standing.items():
            assert amount >= 0 or account.code not in PLACES.values()
            assert amount <= 0 or account.code != "1851"
    assert sum(standing.values()) == 0


@given(RANDOM)
def test_what_is_shared_out_is_what_was_there_to_the_franc(random):
    told = Year(random)
    told.found()
    told.live(STEPS)
    told.bring_to_the_box()
    facts = told.group.facts
    rules = facts.rules(told.day)
    shared = [
        fund for fund, rule in rules.funds.items() if fund == "loan" or rule.share_out != "kept"
    ]
    cash = {fund: facts.cash_of(fund) for fund in rules.funds}
    if not told.share_out("2025"):
        return
    facts = told.group.facts
    result = facts.record("share_out", "2025").result
    seeds = sum(member["seed"] for member in result["members"])
    assert result["paid_total"] == sum(member["paid"] for member in result["members"])
    assert result["paid_total"] + seeds + result["remainder"] == sum(cash[f] for f in shared)
    assert all(member["paid"] >= 0 and member["owes"] >= 0 for member in result["members"])
    assert result["remainder"] >= 0
    left = sum(facts.cash_of(fund) for fund in rules.funds)
    assert sum(cash.values()) - left == result["paid_total"]
    assert (
        sum(int(coin) * pieces for coin, pieces in result["notes"].items())
        == (result["paid_total"])
    )
    assert sum(result["sources"].values()) == (
        result["cash"] + result["loans_out"] + _fines_owed_before(told)
    )
    for fund in shared:
        kept = seeds if fund == "loan" else 0
        assert -facts.total("1851", fund=fund) == kept


def _fines_owed_before(told: Year) -> int:
    before = Group()
    for event in told.events[:-1]:
        before.happen(READER.read(event))
    return before.facts.total("411", fund="loan")


@given(RANDOM)
def test_the_log_said_again_makes_the_same_group(random):
    told = year(random, STEPS)
    again = Group()
    for said in told.group.log.said:
        body = json.loads(json.dumps(as_json(said.event), ensure_ascii=False))
        event = READER.read(body)
        assert event == said.event
        assert again.happen(event) == said.outcome
    assert again.state() == told.group.state()


@given(RANDOM)
def test_facts_kept_through_the_year_are_those_read_anew(random):
    """A book keeps facts in memory from one deed to the next: they must not drift."""
    told = year(random, STEPS)
    log = told.group.log
    kept, entries, said = Facts("benkadi", type(log)()), log.entries, log.said
    source = kept.source
    for one in said:
        fresh = Facts("benkadi", source)
        assert fresh.happen(one.event) == kept.happen(one.event) == one.outcome
        source.add(one.event, one.outcome)
    assert source.entries == entries
    assert Facts("benkadi", source).stands() == kept.stands()


@given(RANDOM)
def test_reversing_everything_backwards_leaves_an_empty_group(random):
    group = year(random, STEPS, mistakes=False).group
    for number in range(group.number, 0, -1):
        group.reverse(number, "2029-12-31")
    assert group.state() == ({}, {})


@given(RANDOM)
def test_a_refusal_leaves_nothing_behind(random):
    told = year(random, STEPS // 2)
    group = told.group
    before = group.state()
    lines = [
        ("shares_bought", {"member": "99", "shares": 1}),
        ("expense_paid", {"amount": 10**9, "text": "x"}),
        ("share_out_decided", {"cycle": "x", "approved_by": ["1"]}),
        ("event_reversed", {"reverses": 999, "reason": "x"}),
        ("rules_set", {"rules": {"funds": {}}}),
    ]
    event, fields = random.choice(lines)
    group.refuses(event, told.day.isoformat(), **fields)
    assert group.state() == before


@pytest.mark.parametrize("steps", [0])
@given(RANDOM)
def test_a_year_in_which_nothing_happens_can_be_closed(steps, random):
    told = year(random, steps)
    assert told.group.facts.stands() == {}
