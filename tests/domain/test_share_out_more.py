"""Leavers, contributions kept back, goods, and what waits: whatever the method."""

import dataclasses

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.share_out import METHODS, Dues, Rounding, Stake, share_out

EXACT = Rounding("exact")
ALL = frozenset({"loans", "fines", "dues"})


def stake(member, savings=100, **more):
    """A member who saved at 100 F a share, at the first of the meetings."""
    return Stake(
        member=member, shares=savings // 100, savings=savings, **{"weight": savings} | more
    )


def shared(stakes, cash, method="savings_and_profit", **more):
    return share_out(stakes, cash=cash, method=method, rounding=EXACT, deduct=ALL, **more)


def of(result, name):
    return [getattr(line, name) for line in result.payouts]


def two_and_a_leaver(leaves="savings_only", **more):
    return [stake("A"), stake("B"), dataclasses.replace(stake("L", **more), leaves=leaves)]


class TestLeavers:
    """savings-groups.md 2.1 A7, from source [15]: principal only, her profit to the others."""

    @pytest.mark.parametrize("method", [method for method in METHODS if method != "own_interest"])
    def test_she_has_her_savings_and_the_others_share_the_profit(self, method):
        result = shared(two_and_a_leaver(), 330, method)
        assert of(result, "paid") == [115, 115, 100]
        assert (result.profit, result.given_back, result.remainder) == (30, 100, 0)

    def test_her_own_interest_stays_in_the_box(self):
        stakes = [stake("A", interest_paid=20), *two_and_a_leaver(interest_paid=7)[1:]]
        result = shared(stakes, 330, "own_interest")
        assert (of(result, "paid"), result.remainder) == ([120, 100, 100], 10)

    @pytest.mark.parametrize("method", METHODS)
    def test_a_loss_she_bears_as_the_others_do(self, method):
        assert of(shared(two_and_a_leaver(), 270, method), "paid") == [90, 90, 90]

    def test_her_shares_are_not_among_those_that_are_worth_something(self):
        stakes = two_and_a_leaver()
        cut = share_out(stakes, cash=333, method="share_value", rounding=Rounding("value", 1))
        assert (cut.total_shares, cut.share_value_paid) == (2, 116)
        assert (of(cut, "paid"), cut.remainder) == ([116, 116, 100], 1)

    def test_who_forfeits_everything_leaves_it_to_the_others(self):
        result = shared(two_and_a_leaver("nothing"), 330)
        assert of(result, "paid") == [165, 165, 0]

    def test_she_has_no_part_of_a_fund_shared_beside_but_what_she_saved_in_it(self):
        stakes = [dataclasses.replace(one, other_savings=(10, 0)) for one in two_and_a_leaver()]
        assert of(shared(stakes, 300, equal_funds=60), "other_funds") == [25, 25, 10]
        assert of(shared(stakes, 300, equal_funds=15), "other_funds") == [5, 5, 5]

    def test_her_loan_is_taken_out_of_her_savings(self):
        result = shared(two_and_a_leaver(loan_owed=130), 230)
        assert (of(result, "paid"), of(result, "owes")) == ([115, 115, 0], [0, 0, 30])

    def test_nobody_left_to_share_the_profit_is_said(self):
        gone = [dataclasses.replace(stake("L"), leaves="savings_only")]
        with pytest.raises(Refusal) as refused:
            shared(gone, 150)
        assert refused.value.field == "method"
        assert (of(shared(gone, 150, "equal"), "paid")) == [100]


class TestDues:
    """Contributions that were not paid go to the fund they were due to."""

    def test_those_of_the_fund_itself_are_shared_with_it(self):
        stakes = [stake("A"), stake("B", dues=Dues(own=20))]
        result = shared(stakes, 180)
        assert (result.fund, of(result, "paid")) == (200, [100, 80])

    def test_those_of_a_kept_fund_leave_the_box_for_that_fund(self):
        stakes = [stake("A"), stake("B", dues=Dues(kept=20))]
        result = shared(stakes, 200)
        assert (result.fund, of(result, "paid"), result.remainder) == (200, [100, 80], 0)
        assert of(result, "dues_deducted") == [Dues(), Dues(kept=20)]

    def test_those_of_a_fund_shared_beside_are_shared_with_it(self):
        """By hand: A paid 100 into the social fund and B did not; each has 100 of the 200."""
        stakes = [stake("A"), stake("B", dues=Dues(equal=100))]
        result = shared(stakes, 200, equal_funds=100)
        assert (of(result, "other_funds"), of(result, "paid")) == ([100, 100], [200, 100])

    def test_who_cannot_pay_them_all_to_a_fund_shared_beside_gives_what_she_has(self):
        """By hand: x = 100 + (100 + x) / 2, so she gives 300 of 310 and owes the rest."""
        stakes = [stake("A"), stake("B", dues=Dues(equal=310))]
        result = shared(stakes, 200, equal_funds=100)
        assert (of(result, "paid"), of(result, "owes")) == ([300, 0], [0, 10])

    def test_what_is_owed_to_the_fund_itself_comes_first(self):
        """Fines, then contributions to it, then loans; contributions to others last."""
        owes = {"fines_owed": 10, "dues": Dues(own=20, kept=30), "loan_owed": 60}
        line = shared([stake("A"), stake("B", **owes)], 110).payouts[1]
        assert (line.fines_deducted, line.dues_deducted.own, line.loan_deducted) == (10, 20, 60)
        assert (line.dues_deducted.kept, line.paid) == (10, 0)
        assert (line.owes, line.owes_dues, line.owes_loan, line.owes_fines) == (20, 20, 0, 0)

    def test_they_are_left_alone_where_the_rules_do_not_say_so(self):
        stakes = [stake("A"), stake("B", dues=Dues(kept=20))]
        result = share_out(stakes, cash=200, method="equal", rounding=EXACT)
        assert of(result, "paid") == [100, 100]


class TestTaken:
    def test_goods_are_a_part_of_what_is_shared(self):
        stakes = [stake("A", goods=40), stake("B")]
        result = shared(stakes, 250)
        assert (of(result, "net"), of(result, "paid")) == ([125, 125], [85, 125])

    def test_what_waits_is_hers_and_not_paid_yet(self):
        result = shared([stake("A", unpaid=30), stake("B")], 200)
        assert (of(result, "unpaid"), of(result, "paid")) == ([30, 0], [70, 100])

    def test_the_envelope_is_cut_before_a_part_of_it_waits(self):
        stakes = [stake("A", goods=7, unpaid=30), stake("B")]
        result = share_out(stakes, cash=200, method="equal", rounding=Rounding("payout", 25))
        assert (of(result, "paid"), result.remainder) == ([45, 100], 18)

    @pytest.mark.parametrize("field", ["goods", "unpaid", "seed"])
    def test_nobody_takes_more_than_she_receives(self, field):
        with pytest.raises(Refusal) as refused:
            shared([stake("A", **{field: 101}), stake("B")], 200)
        assert (refused.value.field, refused.value.params["net"]) == (field, 100)


amounts = st.one_of(st.just(0), st.integers(0, 3000), st.integers(0, 200_000))
few = st.one_of(st.just(0), st.integers(0, 900))
stakes_of_any_kind = st.lists(
    st.builds(
        Stake,
        member=st.just(""),
        shares=st.integers(0, 50),
        savings=st.integers(0, 50_000),
        interest_paid=few,
        weight=st.integers(0, 10**6),
        loan_owed=amounts,
        fines_owed=few,
        dues=st.builds(Dues, few, few, few, few),
        leaves=st.sampled_from(["", "", "", "savings_only", "nothing"]),
        other_savings=st.tuples(few, few),
    ),
    min_size=1,
    max_size=9,
).map(lambda them: [dataclasses.replace(one, member=str(n)) for n, one in enumerate(them)])
ROUNDINGS = [EXACT, Rounding("value", 1), Rounding("value", 25), Rounding("payout", 50)]


@st.composite
def cases(draw):
    stakes = draw(stakes_of_any_kind)
    stakes[0] = dataclasses.replace(stakes[0], shares=1, savings=200, weight=1, leaves="")
    return stakes, {
        "cash": draw(st.integers(0, 500_000)),
        "method": draw(st.sampled_from(METHODS)),
        "rounding": draw(st.sampled_from(ROUNDINGS)),
        "deduct": draw(st.sampled_from([ALL, frozenset(), frozenset({"dues"})])),
        "equal_funds": draw(amounts),
        "proportional_funds": draw(amounts),
    }


def with_wishes(stakes, result, wishes):
    """The same members, each taking at most what she has in money put back, goods, and waiting."""
    asked = []
    for one, line, (seed, goods, _) in zip(stakes, result.payouts, wishes, strict=True):
        seed = min(seed, line.net)
        goods = min(goods, line.net - seed)
        asked.append(dataclasses.replace(one, seed=seed, goods=goods, unpaid=0))
    return asked, [unpaid for _, _, unpaid in wishes]


@settings(max_examples=60, phases=[Phase.generate])
@given(cases(), st.data())
def test_every_franc_is_paid_waits_or_remains(case, data):
    stakes, choices = case
    wishes = [(data.draw(few), data.draw(few), data.draw(few)) for _ in stakes]
    asked, waiting = with_wishes(stakes, share_out(stakes, **choices), wishes)
    envelopes = share_out(asked, **choices).payouts
    asked = [
        dataclasses.replace(one, unpaid=min(wait, line.paid))
        for one, wait, line in zip(asked, waiting, envelopes, strict=True)
    ]
    result = share_out(asked, **choices)
    out = sum(line.paid + line.unpaid + line.goods + line.seed for line in result.payouts)
    moved = sum(line.dues_deducted.kept for line in result.payouts)
    there_was = choices["cash"] + choices["equal_funds"] + choices["proportional_funds"]
    assert out + moved + result.remainder == there_was
    assert result.remainder >= 0
    for one, line in zip(asked, result.payouts, strict=True):
        assert min(line.gross, line.other_funds, line.net, line.paid, *line.dues_deducted) >= 0
        assert min(line.owes_loan, line.owes_fines, line.owes_dues) >= 0
        assert line.owes == line.owes_loan + line.owes_fines + line.owes_dues
        assert line.owes == one.loan_owed + one.fines_owed + one.dues.total - line.deducted
        assert line.net == line.gross + line.other_funds - line.deducted
        assert line.leaves != "nothing" or not line.gross
        assert line.leaves != "savings_only" or line.gross <= line.savings


@settings(max_examples=15, phases=[Phase.generate])
@given(cases())
def test_every_method_hands_out_the_same_total_but_for_the_debts_it_recovers(case):
    stakes, choices = case
    choices |= {"rounding": Rounding("payout", 25), "deduct": frozenset()}
    totals = set()
    for method in METHODS:
        found = share_out(stakes, **choices | {"method": method})
        totals.add(found.paid_total + found.remainder)
    assert len(totals) == 1
