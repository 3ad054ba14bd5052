"""Whatever happens in a tontine, every franc that came in is somewhere."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain.accounts import CONTRIBUTIONS, DUES, LEFT_TO_PAY, POT
from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.tontine import running
from tests.domain.log import Group, benkadi

FIRST = datetime.date(2025, 1, 2)


def conserved(group: Group, brought: int, in_hand: int) -> None:
    """Σ paid in = Σ taken + levies + bids + what is in the pot."""
    facts = group.facts
    levies = -facts.total(CONTRIBUTIONS, fund="loan")
    assert facts.cash("loan") == levies
    assert brought == in_hand + levies + facts.cash("social") + facts.cash("tontine")
    pot = -facts.total(POT) - facts.total(LEFT_TO_PAY) - facts.total(DUES, fund="tontine")
    assert pot == facts.cash("tontine")


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_every_franc_is_somewhere_in_a_random_tontine(data):
    draw = data.draw
    members = [str(n) for n in range(1, draw(st.integers(3, 6)) + 1)]
    order = draw(st.sampled_from(["fixed", "lot", "auction", "need"]))
    rule = {
        "contribution": draw(st.integers(40, 900)),
        "levy": draw(st.integers(0, 30)),
        "winners": draw(st.integers(1, 2)),
        "recipient_pays": draw(st.booleans()),
        "bid_to": draw(st.sampled_from(["members", "social"])),
        "order": order,
    }
    group = benkadi(*members, rules={"tontine": rule})
    hands = {member: draw(st.integers(1, 2)) for member in members}
    group.say("tontine_started", FIRST.isoformat(), hands=hands)
    if order == "lot":
        group.say("turns_drawn", FIRST.isoformat(), seed=draw(st.integers(0, 999)))
    brought = in_hand = number = 0
    while not (now := _now(group)).served:
        day = (FIRST + datetime.timedelta(days=7 * number)).isoformat()
        number += 1
        for member in members:
            asked = now.to_pay(member)
            if asked and draw(st.integers(0, 4)):  # one in five is absent
                group.say("contribution_paid", day, member=member, fund="tontine", amount=asked)
                brought += asked
        if order == "lot" and draw(st.booleans()):
            first, second = draw(st.permutations(members))[:2]
            if {first, second} <= set(now.waiting()):
                both = {"member": first, "with": second, "consents": [first, second]}
                group.say("turns_swapped", day, **both)
        more, taken = _take(group, day, number, draw)
        brought, in_hand = brought + more, in_hand + taken
        conserved(group, brought, in_hand)
    brought += _all_pay(group, day)
    tontine = _now(group)
    for member in members:  # who brought all she owes has brought what she took
        assert tontine.due(member) == tontine.took(member)
    before = group.facts.cash("tontine")
    group.say("tontine_ended", day)
    in_hand += before - group.facts.cash("tontine")
    conserved(group, brought, in_hand)
    assert group.facts.total(POT) == 0


def _now(group):
    found = running(group.facts, FIRST)
    assert found is not None
    return found


def _take(group, day, number, draw):
    """Take the round; return what was brought, and what the winners got in hand."""
    tontine = _now(group)
    every = sorted(tontine.waiting().elements())
    count = tontine.rotation.winners_of(number)
    winners = list(tontine.winners_due()) or draw(st.permutations(every))[:count]
    said = {"round": number, "winners": winners}
    brought = 0
    for member in set(winners):
        asked = tontine.to_pay(member)
        if asked * 2 > tontine.rotation.lot(number):  # her lot could not pay all she is behind
            group.say("contribution_paid", day, member=member, fund="tontine", amount=asked)
            brought += asked
    if tontine.record.order == "auction" and set(tontine.members) - set(winners):
        said["bids"] = {winners[0]: draw(st.integers(1, 10))}
    before = _cash(group)
    try:
        group.say("turn_taken", day, **said)
    except Refusal:  # the winners leave all but a franc of their lots
        said["amounts"] = dict.fromkeys(winners, 1)
        try:
            group.say("turn_taken", day, **said)
        except Refusal:  # not even that is there: what a winner is behind is kept, not brought
            brought += _all_pay(group, day)
            before = _cash(group)
            group.say("turn_taken", day, **said)
    return brought, before - _cash(group)


def _cash(group):
    return sum(group.facts.cash(fund) for fund in ("tontine", "loan", "social"))


def _all_pay(group, day):
    behind = _now(group).behind()
    for member, asked in behind.items():
        group.say("contribution_paid", day, member=member, fund="tontine", amount=asked)
    return sum(behind.values())
