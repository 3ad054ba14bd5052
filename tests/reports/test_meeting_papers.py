"""What the rules of a group and the arrears of its members put on the papers of a meeting."""

import json
from dataclasses import replace

from coop_ledger import i18n
from coop_ledger.book.questions.answers import HeadingTotal
from coop_ledger.reports.document import Grid, as_json
from coop_ledger.reports.papers.meeting_behind import Behind
from coop_ledger.reports.papers.meeting_minutes import meeting_minutes
from coop_ledger.reports.papers.meeting_sheet import meeting_sheet
from tests.reports import samples
from tests.reports.arrears_samples import behind
from tests.reports.test_papers import blocks


def titles(grid: Grid) -> list[str]:
    return [column.title.replace("\n", " ") for column in grid.columns]


def front(**rules: object) -> Grid:
    with i18n.speaking("en"):
        sheet = meeting_sheet(
            samples.letterhead(),
            samples.member_lines(12),
            replace(samples.sheet_rules(), **rules),
        )
    return next(grid for grid in blocks(sheet, Grid) if len(grid.columns) > 4)


def test_a_group_of_amounts_that_lends_nothing_has_only_the_columns_it_needs():
    grid = front(price=0, amount_least=100, loans=False)
    assert titles(grid) == [
        "No.",
        "Name",
        "1 Attendance",
        "2 Social fund 100 F",
        "3 Savings 100 F at least",
        "5 Fine reason",
        "5 Fine paid",
    ]


def test_what_was_not_brought_before_stands_beside_the_name_and_is_summed():
    grid = front(behind={"1": 150, "3": 50})
    place = titles(grid).index("Owed of before")
    assert [row.cells[place] for row in grid.rows[:3]] == [150, None, 50]
    assert grid.totals[-1].cells[place] == 200


def test_the_fines_of_the_rules_stand_on_the_back():
    with i18n.speaking("en"):
        fines = (("late", 50), ("telephone", 100))
        rules = replace(samples.sheet_rules(), fines=fines)
        sheet = meeting_sheet(samples.letterhead(), samples.member_lines(12), rules)
    assert "telephone 100 F" in json.dumps(as_json(sheet), ensure_ascii=False)


def test_the_minutes_say_who_has_still_to_bring_what():
    with i18n.speaking("en"):
        minutes = meeting_minutes(samples.letterhead(), samples.meeting(), behind=behind())
    grid = next(grid for grid in blocks(minutes, Grid) if "Fines" in titles(grid))
    assert [row.cells for row in grid.rows] == [
        ("1", "Awa Traoré", 50, None, None),
        ("4", "Mariam Traoré · absence 12/02/2026", 150, 500, 100),
        ("6", "Rokia Traoré · absence 12/02/2026", None, None, 25),
    ]


def test_what_left_the_box_for_the_bank_stands_among_the_movements():
    meeting = samples.meeting()
    moved = HeadingTotal(heading="money_moved", fund="loan", in_=0, out=0, count=1, box=-5000)
    turn = HeadingTotal(heading="turn_taken", fund="loan", in_=0, out=900, count=1)
    with i18n.speaking("en"):
        told = replace(meeting, totals=(*meeting.totals, moved, turn))
        grid = blocks(meeting_minutes(samples.letterhead(), told), Grid)[0]
        words = {row.cells[0]: row.cells[2] for row in grid.rows}
    assert words["Money moved"] == -5000
    assert "turn_taken" not in words
    assert -900 in words.values()


def test_nobody_behind_leaves_no_table_on_the_minutes():
    plain = meeting_minutes(samples.letterhead(), samples.meeting())
    assert meeting_minutes(samples.letterhead(), samples.meeting(), behind=Behind()) == plain
