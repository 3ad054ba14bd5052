"""Arrears and unpaid fines of a real book: by fund, by member, by age."""

from collections.abc import Iterator

import pytest

from coop_ledger.book.questions.arrears import arrears
from coop_ledger.book.questions.fines import fines
from coop_ledger.book.questions.meetings import meeting
from tests.journeys.telling import Telling

WEEKS = ("2026-01-07", "2026-01-14", "2026-01-21")
RULES = {
    "saving": {"unit": "amount", "min": 500, "equal": True},
    "funds": {
        "loan": {"share_out": "proportional"},
        "social": {"contribution": 50},
        "feast": {"contribution": 100, "arrears": False},
    },
    "fines": {"late": 25, "absent": 50, "téléphone": 100},
}


def saved(member: str, **more: object) -> dict[str, object]:
    return {"event": "savings_deposited", "member": member, "amount": 500, **more}


def social(member: str, amount: int) -> dict[str, object]:
    return {"event": "contribution_paid", "member": member, "fund": "social", "amount": amount}


def charged(member: str, kind: str, amount: int) -> dict[str, object]:
    return {"event": "fine_charged", "member": member, "kind": kind, "amount": amount}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telling]:
    """Three meetings: member 1 pays ahead, 2 misses one and pays it late, 3 misses all."""
    told = Telling(tmp_path_factory.mktemp("arrears") / "benkadi.coop", "benkadi")
    told.say("group_founded", WEEKS[0], name="Benkadi", kind="savings_group", preset="vsla")
    told.say("rules_set", WEEKS[0], rules=RULES)
    for member in "123":
        told.say("member_joined", WEEKS[0], member=member, name=f"Awa {member}")
    told.say("cycle_opened", WEEKS[0], cycle="1", ends="2026-12-31")
    sheets = (
        [saved("1"), social("1", 200), charged("3", "absent", 50), charged("2", "téléphone", 100)],
        [saved("1"), saved("2"), saved("2", for_meeting=1), social("2", 100)],
        [saved("1"), charged("3", "absent", 50), {"event": "fine_paid", "member": "3",
         "amount": 70}],
    )  # fmt: skip
    for number, (day, sheet) in enumerate(zip(WEEKS, sheets, strict=True), start=1):
        here = dict.fromkeys("123", "present")
        told.say("meeting_held", day, number=number, attendance=here, sheet=sheet)
    yield told
    told.book.close()


def test_each_fund_says_what_was_asked_paid_owed_and_brought_ahead(told):
    found = arrears(told.book, told.group)
    assert [(f.fund, f.expected, f.paid, f.owed, f.ahead, f.members) for f in found.funds] == [
        ("social", 450, 300, 200, 50, 2)
    ]


def test_each_member_stands_where_she_is(told):
    found = {each.member: each for each in arrears(told.book, told.group).members}
    assert [(found[m].owed, found[m].ahead, found[m].savings) for m in "123"] == [
        (0, 50, 0),
        (50, 0, 500),
        (150, 0, 1500),
    ]
    assert [each.meeting for each in found["2"].missed_savings] == [3]


def test_unpaid_fines_are_followed_with_what_was_paid_of_them_and_their_age(told):
    found = fines(told.book, told.group)
    shown = [(f.member, f.title, f.amount, f.paid, f.left, f.charged.isoformat()) for f in found]
    assert shown == [
        ("2", "téléphone", 100, 0, 100, WEEKS[0]),
        ("3", found[1].title, 50, 20, 30, WEEKS[2]),
    ]
    assert found[0].days == found[1].days + 14


def test_fines_of_one_member_may_be_asked_for(told):
    assert {fine.member for fine in fines(told.book, told.group, member="3")} == {"3"}


def test_the_headings_of_a_meeting_add_up_to_what_each_box_moved(told):
    for number in (1, 2, 3):
        held = meeting(told.book, told.group, number)
        boxes = {fund.fund: fund.in_ - fund.out for fund in held.funds}
        for fund, moved in boxes.items():
            assert sum(total.box or 0 for total in held.totals if total.fund == fund) == moved


def test_the_book_is_sound_with_late_savings(told):
    assert told.faults() == []
