"""What published groups paid: savings-groups.md 2.3, those cases that `test_share_out` does not tell.

AT-01, 05, 06, 07, 10, 11, 12, 13 and 20 stand there; AT-12 once more in `events`, where its
postings are. What cannot be done again says so, and why.
"""

from fractions import Fraction

import pytest

from coop_ledger.domain.share_out import Rounding, Stake, share_out

EXACT = Rounding("exact")


def shareholders(price, *shares):
    return [
        Stake(member=str(number), shares=count, savings=count * price)
        for number, count in enumerate(shares, start=1)
    ]


def by_shares(stakes, cash, rounding):
    return share_out(stakes, cash=cash, method="share_value", rounding=rounding)


def test_mawuli_four_years_later_lies_in_the_published_range():
    """AT-03, from source [81]: 27 members, 18,222,300 F, shares of 2,000 F worth almost 2,600.

    One woman had 866,800 F. How many shares there were was not published, so that the payout
    cannot be done again: 334 of 7,021 shares is one reading, its envelope cut to 100 F.
    """
    others = 7021 - 334
    shares = [334, *[others // 26] * 25, others - others // 26 * 25]
    result = by_shares(shareholders(2000, *shares), 18_222_300, Rounding("payout", 100))
    assert 2500 < result.share_value < 2600
    assert result.payouts[0].paid == 866_800
    assert Fraction(result.fund, len(result.payouts)) == 674_900


def test_ebeneza_pays_603_shillings_a_share():
    """AT-04, from source [80]: shares of 500 paid 603; the number of shares is derived."""
    result = by_shares(shareholders(500, 2653, 2653), 3_200_000, Rounding("value", 1))
    assert (result.share_value_paid, result.paid_total, result.remainder) == (603, 3_199_518, 482)
    assert Fraction(result.share_value_paid - 500, 500) == Fraction("0.206")


def test_a_unit_value_cut_to_the_penny_leaves_some_in_the_box():
    """AT-08, from source [83]: ten founders of 110 units, Fred with 90, £1,410 in pence."""
    units = [110] * 10 + [90]
    cut = by_shares(shareholders(100, *units), 141_000, Rounding("value", 1))
    assert (cut.share_value_paid, cut.payouts[0].paid, cut.remainder) == (118, 12_980, 580)
    assert by_shares(shareholders(100, *units), 141_000, EXACT).payouts[0].paid in (13_033, 13_034)


def test_the_largest_saver_of_bushenyi_gets_her_savings_and_their_part_of_the_interest():
    """AT-17, from source [79]: 13 members, 11.5 m saved, 2.5 m of interest, the first 1.65 m.

    What the others saved was not published; the emergency fund was not shared.
    """
    savings = [1_650_000, *[820_000] * 11, 830_000]
    stakes = [Stake(member=str(n), shares=0, savings=amount) for n, amount in enumerate(savings)]
    result = share_out(stakes, cash=14_000_000, method="savings_and_profit", rounding=EXACT)
    assert result.payouts[0].paid in (2_008_695, 2_008_696)  # 2,008,695.65
    assert (result.paid_total, result.remainder) == (14_000_000, 0)


def test_takpamba_gains_16_000_on_450_shares():
    """AT-18, from source [87]: shares of 300 F, 135,000 F saved, 16,000 F gained (11.85 %)."""
    result = by_shares(shareholders(300, *[45] * 10), 151_000, Rounding("value", 1))
    assert (result.total_shares, result.savings, result.profit) == (450, 135_000, 16_000)
    assert (result.share_value_paid, result.remainder) == (335, 250)
    assert round(Fraction(100 * result.profit, result.savings), 2) == Fraction("11.85")


def test_kondoukro_pays_109_045_on_average():
    """AT-18, from source [85]: 30 members, 3,271,350 F, envelopes of 40,000 to 250,000 F.

    The savings of each were not published: shared alike, each has the mean.
    """
    stakes = [Stake(member=str(n), shares=0, savings=0) for n in range(30)]
    result = share_out(stakes, cash=3_271_350, method="equal", rounding=EXACT)
    assert {line.paid for line in result.payouts} == {109_045}


def test_plan_burkina_gained_a_quarter_of_what_was_saved():
    """AT-18, from source [86]: 3,577 groups together, 24.6 % (derived); not one share-out."""
    together = Stake(member="all", shares=0, savings=752_849_670)
    cash = 752_849_670 + 185_161_551
    result = share_out([together], cash=cash, method="savings_and_profit", rounding=EXACT)
    assert round(Fraction(100 * result.profit, result.savings), 1) == Fraction("24.6")


@pytest.mark.parametrize("step, remainder", [(50, 0), (100, 0)])
def test_payouts_cut_to_a_coin_leave_less_than_a_coin_each(step, remainder):
    """A1f, from source [25]: Mandouri paid in whole 50 and 100 F; its remainder is unknown."""
    result = by_shares(shareholders(100, 7, 13, 21), 12_345, Rounding("payout", step))
    assert all(line.paid % step == 0 for line in result.payouts)
    assert remainder <= result.remainder < step * len(result.payouts)
