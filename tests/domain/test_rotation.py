import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coop_ledger.domain.errors import Refusal
from coop_ledger.domain.rotation import Rotation, drawn, filled

SAME = Rotation(hands={str(n): 1 for n in range(1, 74)}, share=1000, levy=200, winners=2)


def circle(members: int, share: int, **fields: object) -> Rotation:
    hands = {str(n): 1 for n in range(1, members + 1)}
    return Rotation(hands=hands, share=share, **fields)  # type: ignore[arg-type]


def test_twelve_who_bring_100_each_give_1200_for_twelve_rounds():
    """AT-15, savings-groups.md 2.3."""
    rotation = circle(12, 100)
    assert (rotation.rounds, rotation.lot(1), rotation.lot(12)) == (12, 1200, 1200)


def test_twelve_who_bring_1000_give_11000_when_the_one_who_receives_does_not_pay():
    """AT-15, savings-groups.md 2.3."""
    rotation = circle(12, 1000, recipient_pays=False)
    assert {rotation.lot(n) for n in range(1, 13)} == {11_000}
    assert rotation.expected(1) == 11_000
    assert rotation.due("5", [3], 12) == 11_000


def test_sixty_who_bring_5000_give_300000():
    """AT-15, savings-groups.md 2.3."""
    assert circle(60, 5000).lot(1) == 300_000


def test_seventy_three_women_with_two_winners_take_37_rounds_and_the_last_has_one():
    assert SAME.rounds == 37
    assert [SAME.winners_of(n) for n in (1, 36, 37)] == [2, 2, 1]
    assert {SAME.lot(n) for n in range(1, 38)} == {36_500}


def test_the_odd_last_round_asks_for_what_its_lot_needs_and_leaves_nothing():
    assert SAME.share_of(37) == 500
    assert SAME.expected(37) == SAME.lot(37)
    assert SAME.due("1", [1], 37) == 36_500


def test_a_contribution_of_1200_is_200_of_levy_and_1000_for_the_pot():
    assert SAME.divided("1", (), 0, 1200) == (200, 1000)
    assert SAME.divided("1", (), 1000, 2400) == (400, 2000)


def test_the_contribution_of_the_odd_last_round_is_700():
    assert SAME.to_pay("1", (), 36_000, 37) == 700
    assert SAME.divided("1", (), 36_000, 700) == (200, 500)


def test_a_contribution_in_two_halves_pays_its_levy_once():
    assert SAME.divided("1", (), 0, 600) == (200, 400)
    assert SAME.to_pay("1", (), 400, 1) == 600
    assert SAME.divided("1", (), 400, 600) == (0, 600)


@pytest.mark.parametrize("amount", [100, 200, 1300, 1400])
def test_what_ends_within_a_levy_is_refused(amount):
    with pytest.raises(Refusal):
        SAME.divided("1", (), 0, amount)


def test_more_than_the_whole_tontine_is_refused():
    with pytest.raises(Refusal, match="44"):
        SAME.divided("1", (), 0, 37 * 1200 + 1)


def test_a_tontine_needs_a_hand_for_each_winner():
    with pytest.raises(Refusal):
        circle(2, 100, winners=3)


def test_money_fills_the_oldest_round_first():
    assert filled([1000, 1000, 500], 1400) == [1000, 400, 0]


rotations = st.builds(
    Rotation,
    hands=st.dictionaries(st.integers(1, 99).map(str), st.integers(1, 3), min_size=3, max_size=14),
    share=st.integers(1, 5000),
    levy=st.integers(0, 500),
    winners=st.integers(1, 3),
    recipient_pays=st.booleans(),
)


def rounds_of_hands(rotation: Rotation) -> dict[str, list[int]]:
    """Each hand takes in its place on the list."""
    won: dict[str, list[int]] = {member: [] for member in rotation.hands}
    every = [member for member, count in rotation.hands.items() for _ in range(count)]
    for place, member in enumerate(every):
        won[member].append(place // rotation.winners + 1)
    return won


@settings(max_examples=40)
@given(rotations)
def test_every_hand_brings_what_it_takes_and_the_pot_ends_empty(rotation):
    won = rounds_of_hands(rotation)
    pot = 0
    for number in range(1, rotation.rounds + 1):
        pot += rotation.expected(number) - rotation.winners_of(number) * rotation.lot(number)
        assert pot >= 0
    assert pot == 0
    for member, rounds in won.items():
        takes = sum(rotation.lot(number) for number in rounds)
        assert rotation.due(member, rounds, rotation.rounds) == takes


@settings(max_examples=40)
@given(rotations, st.data())
def test_paying_what_is_asked_round_by_round_pays_every_levy(rotation, data):
    member = data.draw(st.sampled_from(sorted(rotation.hands)))
    won = rounds_of_hands(rotation)[member]
    paid = levies = through = 0
    while through < rotation.rounds:
        through = data.draw(st.integers(through + 1, rotation.rounds))
        asked = rotation.to_pay(member, won, paid, through)
        if asked:
            levy, pot = rotation.divided(member, won, paid, asked)
            assert levy + pot == asked
            paid, levies = paid + pot, levies + levy
            assert rotation.to_pay(member, won, paid, through) == 0
    assert paid == rotation.due(member, won, rotation.rounds)
    assert levies == rotation.levied(member, won, paid)


def test_a_draw_is_the_order_of_the_hashes_that_anyone_can_compute():
    hands = ["1", "2", "2", "3"]
    marks = {
        (member, hand): hashlib.sha256(f"4711/{member}/{hand}".encode()).hexdigest()
        for member, hand in (("1", 1), ("2", 1), ("2", 2), ("3", 1))
    }
    assert list(drawn("4711", hands)) == [m for m, _hand in sorted(marks, key=marks.__getitem__)]


def test_a_draw_does_not_depend_on_the_order_of_the_list():
    hands = [str(n) for n in range(1, 74)]
    assert drawn("4711", hands) == drawn("4711", hands[::-1])
    assert sorted(drawn("4711", hands)) == sorted(hands)
    assert drawn("4711", hands) != drawn("4712", hands)
