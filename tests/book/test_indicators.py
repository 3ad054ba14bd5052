"""The ratios of real groups: Mawuli before its share-out, and a small one with a late loan."""

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

from coop_ledger.book.book import Book
from coop_ledger.book.questions.group_card import group_card
from coop_ledger.book.questions.indicators import indicators, indicators_of_groups
from coop_ledger.book.questions.savix import savix
from coop_ledger.domain.errors import Refusal
from coop_ledger.exchange import EXPORTS

CASE = Path(__file__).parents[1] / "cases" / "mawuli.jsonl"
G = {"group": "benkadi"}


def small_year() -> Iterator[dict]:
    """Three women, five shares of 100 F each week; loan L1 is late, L2 was written off."""
    yield {
        "event": "group_founded",
        "date": "2026-01-01",
        "name": "Benkadi",
        "kind": "savings_group",
        "preset": "vsla",
    }
    for member, sex in (("1", "female"), ("2", "female"), ("3", "")):
        yield {
            "event": "member_joined",
            "date": "2026-01-01",
            "member": member,
            "name": f"Awa {member}",
        } | ({"sex": sex} if sex else {})
    yield {"event": "cycle_opened", "date": "2026-01-01", "cycle": "2026", "ends": "2026-12-31"}
    for number in range(1, 6):
        yield {
            "event": "meeting_held",
            "date": f"2026-01-{7 * number - 6:02}",
            "number": number,
            "attendance": {
                "1": "present",
                "2": "late",
                "3": "represented" if number > 3 else "absent",
            },
            "sheet": [
                *(
                    {"event": "shares_bought", "member": member, "shares": 5}
                    for member in ("1", "2", "3")
                ),
                *(
                    [
                        {"event": "loan_issued", "loan": "L1", "member": "1"}
                        | {"product": "ordinary", "principal": 1000, "term": 1}
                    ]
                    if number == 2
                    else []
                ),
            ],
        }


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with Book.create(tmp_path_factory.mktemp("indicators") / "two.coop") as made:
        lines = CASE.read_text(encoding="utf-8").splitlines()
        made.record_all([json.loads(line) for line in lines])
        made.record_all([event | G for event in small_year()])
        yield made


def values(book: Book, group: str = "benkadi", **asked: object) -> dict[str, Fraction | None]:
    return {ratio.name: ratio.value for ratio in indicators(book, group, **asked).ratios}


# savings-groups.md 2.3, AT-01: 173,200 F on 1,200,800 F are 14.42 %.
def test_mawuli_is_measured_just_before_its_share_out(book):
    found = indicators(book, "mawuli", cycle="")
    ratio = found.ratio("return_on_savings")
    assert (ratio.numerator, ratio.denominator) == (173_200, 1_200_800)
    assert round(ratio.value * 100, 2) == Fraction("14.42")
    assert found.measures.cash == 1_374_000


def test_a_meeting_has_the_ratios_of_its_day(book):
    after_first = values(book, meeting=1)
    assert after_first["attendance"] == Fraction(2, 3)
    assert after_first["average_savings"] == 500
    assert after_first["fund_utilisation"] == 0


def test_who_was_represented_was_not_present(book):
    found = values(book, on=date(2026, 2, 1))
    assert found["attendance"] == Fraction(2, 3)
    assert found["represented_now"] == Fraction(2, 12)


def test_a_late_loan_puts_its_whole_principal_at_risk(book):
    assert values(book, on=date(2026, 2, 7))["portfolio_at_risk"] == 0
    found = values(book, on=date(2026, 2, 20))
    assert found["portfolio_at_risk"] == 1
    assert found["portfolio_at_risk_30"] == 0
    assert values(book, on=date(2026, 3, 20))["portfolio_at_risk_30"] == 1
    assert found["paid_on_time"] == 0


def test_savings_of_other_groups_are_not_in_the_denominator(book):
    found = indicators(book, "benkadi", on=date(2026, 2, 1))
    assert found.measures.all_savings == 7_500


def test_a_meeting_that_was_not_held_is_refused(book):
    with pytest.raises(Refusal, match="9"):
        indicators(book, "benkadi", meeting=9)


def test_groups_stand_side_by_side(book):
    assert [found.group for found in indicators_of_groups(book)] == ["benkadi", "mawuli"]


def test_the_savix_form_has_24_items_and_marks_what_is_doubtful(book):
    form = savix(book, "benkadi", date(2026, 2, 20))
    assert len(form.items) == 24
    doubtful = {item.name for item in form.items if item.doubt}
    assert {"animateur", "women", "box", "members", "visit"} <= doubtful
    found = {item.name: item.value for item in form.items}
    assert (found["savings"], found["loans_out"], found["late"]) == (7_500, 1_000, 1_000)
    assert found["box"] + found["loans_out"] == 7_500


def test_what_is_sure_is_not_marked(book):
    form = savix(book, "benkadi", date(2026, 2, 20))
    assert not next(item for item in form.items if item.name == "savings").doubt


def test_the_card_of_a_group_tells_its_past_cycles(book):
    card = group_card(book, "mawuli", date(2020, 7, 29))
    assert [(past.savings, past.profit, past.paid) for past in card.past] == [
        (1_200_800, 173_200, 1_368_912)
    ]
    assert card.loans_late == 0


def test_the_card_counts_what_is_late(book):
    card = group_card(book, "benkadi", date(2026, 2, 20))
    assert (card.loans_late, card.amount_late, card.days_late) == (1, 1_050, 12)


@pytest.mark.parametrize("name", ["savix", "xlsx"])
def test_a_workbook_holds_figures_and_is_the_same_twice(book, name):
    first, second = (b"".join(EXPORTS[name](book, "")) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "1200800" in sheet or name == "xlsx"
