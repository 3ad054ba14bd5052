"""What must hold of any year of any group, by any rules, whatever happens in it."""

from collections import defaultdict
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coop_ledger.domain.accounts import BORROWED, DONORS, PLACES, POT, SUBSIDIES
from tests.domain.wild_year import WildYear

STEPS = 14
RANDOM = st.builds(Random, st.integers(0, 10**9))
NOT_OURS = (POT, DONORS, SUBSIDIES, BORROWED)
PLACE_CODES = frozenset(PLACES.values())


def lived(random: Random) -> WildYear:
    told = WildYear(random, mistakes=False)
    told.found()
    told.live(STEPS)
    for fund in told.group.facts.rules(told.day).funds:
        for place in ("bank", "moov", "orange_money"):
            held = told.group.facts.cash(fund, place)
            if held:
                fields = {"from": place, "to": "box", "amount": held, "fund": fund}
                assert told.try_("money_moved", **fields), told.refused
    return told


def of_others(told: WildYear) -> dict[tuple[str, str], int]:
    """What lies in each fund and is not its members': no share-out may touch it."""
    facts = told.group.facts
    funds = facts.rules(told.day).funds
    return {(code, fund): facts.total(code, fund=fund) for code in NOT_OURS for fund in funds}


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(RANDOM)
def test_every_franc_is_somewhere_and_a_share_out_always_closes(random):
    told = lived(random)
    assert_balanced(told)
    facts = told.group.facts
    rules = facts.rules(told.day)
    cash = {fund: facts.cash_of(fund) for fund in rules.funds}
    before = of_others(told)
    if not told.close("2025"):
        # Nothing else may stand in its way.
        fund = rules.first_fund
        owed = -sum(facts.total(code, fund=fund) for code in (*NOT_OURS, "4713"))
        alone = rules.deliveries is not None and rules.deliveries.fund == fund
        assert alone or owed > cash[fund], told.refused
        return
    facts = told.group.facts
    result = facts.record("share_out", "2025").result
    members = result["members"]
    taken = sum(sum(line.get(name, 0) for line in members) for name in ("paid", "unpaid", "goods"))
    seed = sum(line["seed"] for line in members)
    dues = result.get("dues", {}).values()
    to_kept = sum(
        amount
        for paid in dues
        for fund, amount in paid.items()
        if fund not in (rules.first_fund, *result["other_funds"])
    )
    shared = result["cash"] + sum(result["other_funds"].values())
    assert taken + seed + to_kept + result["remainder"] == shared
    assert result["remainder"] >= 0
    assert all(line["paid"] >= 0 and line["owes"] >= 0 for line in members)
    left = {fund: facts.cash_of(fund) for fund in rules.funds}
    handed = result["paid_total"] - sum(result.get("kept", {}).values())
    assert sum(cash.values()) - sum(left.values()) == handed
    assert of_others(told) == before
    assert_balanced(told)


@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(RANDOM)
def test_reversing_everything_newest_first_leaves_an_empty_book(random):
    told = lived(random)
    told.close("2025")
    group = told.group
    for number in range(group.number, 0, -1):
        group.reverse(number, "2029-12-31")
    assert group.state() == ({}, {})


def assert_balanced(told: WildYear) -> None:
    """Every entry of every fund balances, no box is below nothing, no floor is broken."""
    standing: defaultdict[object, int] = defaultdict(int)
    for said in told.group.log.said:
        for entry in said.outcome.entries:
            by_fund: defaultdict[str, int] = defaultdict(int)
            for account, amount, _ in entry.postings:
                by_fund[account.fund] += amount
                standing[account] += amount
            assert not any(by_fund.values())
    assert sum(standing.values()) == 0
    chart = told.group.facts.chart.accounts
    for account, amount in standing.items():
        assert amount >= 0 or account.code not in PLACE_CODES
        if chart[account.code].floor:
            debit = account.code in PLACE_CODES or chart[account.code].type.value == "asset"
            assert amount >= 0 if debit else amount <= 0
