"""The tontine as the rules say it: every key strictly, the pot kept apart."""

from typing import Any

import pytest

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.presets.vsla import VSLA
from coop_ledger.domain.rules import Rules, read_rules

SAID = {"contribution": 1200, "levy": 200, "levy_fund": "loan", "winners": 2, "order": "lot"}


def rules(funds: dict[str, Any] | None = None, **said: Any) -> Rules:
    return read_rules(VSLA | {"tontine": SAID | said} | ({"funds": funds} if funds else {}))


def refusal(funds: dict[str, Any] | None = None, **said: Any) -> str:
    with pytest.raises(Refusal) as caught:
        rules(funds, **said)
    return caught.value.field


def test_a_group_without_one_has_none():
    assert read_rules(VSLA).tontine is None
    assert read_rules(VSLA | {"tontine": {}}).tontine is None


def test_what_is_not_said_has_its_usual_value():
    found = rules().tontine
    assert found is not None
    assert (found.fund, found.recipient_pays, found.bid_to) == ("tontine", True, "members")
    assert (found.share, found.entry, found.covered_by, found.hands_max) == (1000, 0, "", None)


def test_the_pot_is_a_fund_that_is_kept_and_asks_for_the_contribution():
    pot = rules().funds["tontine"]
    assert (pot.share_out, pot.contribution, pot.arrears) == ("kept", 1200, False)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"levy": 1200}, "levy"),
        ({"order": "by age"}, "order"),
        ({"levy_fund": "tontine"}, "levy_fund"),
        ({"bid_to": "nobody"}, "bid_to"),
        ({"covered_by": "health"}, "covered_by"),
        ({"winners": 0}, "winners"),
        ({"days": 0}, "days"),
        ({"colour": 1}, "colour"),
        ({"fund": "loan", "levy_fund": "social"}, "fund"),
    ],
)
def test_a_wrong_value_is_refused_by_its_field(said, field):
    assert refusal(**said) == f"rules.tontine.{field}"


def test_a_pot_is_neither_shared_out_nor_lent():
    funds = {"loan": {}, "social": {}, "tontine": {"share_out": "equal"}}
    assert refusal(funds) == "rules.tontine.fund"
    lent = {"ordinary": VSLA["loans"]["ordinary"] | {"fund": "tontine"}}
    with pytest.raises(Refusal) as caught:
        read_rules(VSLA | {"tontine": SAID, "loans": lent})
    assert caught.value.field == "rules.loans.ordinary.fund"
