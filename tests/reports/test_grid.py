"""Tables over pages: every row once, sums carried, figures whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.i18n import money
from coop_ledger.reports import typography
from coop_ledger.reports.document import Carry, Column, Grid, GridRow, Kind, Weight
from coop_ledger.reports.grid import GridPlan, figure
from coop_ledger.reports.typography import BOLD, MM
from tests.reports.sheets import RememberingPen

AMOUNTS = st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=80)


def grid(amounts: list[int], **changes: object) -> Grid:
    return Grid(
        columns=(
            Column(title="N°", kind=Kind.CODE, strong=True),
            Column(title="Nom", grows=True),
            Column(title="Montant", kind=Kind.MONEY, strong=True, carry=Carry.SUM),
        ),
        rows=tuple(
            GridRow(cells=(str(number), f"Membre {number}", amount))
            for number, amount in enumerate(amounts, start=1)
        ),
        totals=(GridRow(cells=(None, "Total", sum(amounts)), weight=Weight.TOTAL),),
        **changes,  # type: ignore[arg-type]
    )


def parts(plan: GridPlan, room: float, tail: float = 0.0):
    found, first = [], 0
    while True:
        part = plan.part(first, room, tail, page=len(found) + 1)
        assert part is not None
        found.append(part)
        if part.ends:
            return found
        first = part.last


@given(AMOUNTS, st.floats(60, 250), st.floats(0, 25))
def test_every_row_stands_on_exactly_one_page(amounts, room, tail):
    plan = GridPlan(grid(amounts), 186 * MM)
    found = parts(plan, room * MM, tail * MM)
    rows = [row for part in found for row in range(part.first, part.last)]
    assert rows == list(range(len(amounts)))


@given(AMOUNTS, st.floats(60, 250), st.floats(0, 25))
def test_no_page_is_filled_beyond_its_room_and_the_tail_has_its_own(amounts, room, tail):
    plan = GridPlan(grid(amounts), 186 * MM)
    found = parts(plan, room * MM, tail * MM)
    assert all(part.height <= room * MM + 0.1 for part in found)
    assert found[-1].height + tail * MM <= room * MM + 0.1


@given(AMOUNTS)
def test_what_a_page_carries_is_the_sum_of_all_rows_before(amounts):
    plan = GridPlan(grid(amounts), 186 * MM)
    for part in parts(plan, 80 * MM):
        if not part.ends:
            pen = RememberingPen(300 * MM)
            plan.draw(pen, 0, 0, part)
            assert pen.written[-1].text == figure(sum(amounts[: part.last]))


@given(st.lists(st.text(max_size=60), min_size=1, max_size=5), st.integers(0, 10**15))
def test_columns_fill_the_width_and_no_figure_is_cut(names, amount):
    rows = tuple(GridRow(cells=(str(n), name, amount)) for n, name in enumerate(names))
    plan = GridPlan(Grid(columns=grid([1]).columns, rows=rows), 128 * MM)
    assert sum(plan.widths) == pytest.approx(128 * MM)
    assert plan.widths[2] >= typography.width(money(amount), plan.size, BOLD)


def test_rows_are_as_high_as_the_page_allows():
    plan = GridPlan(grid([1] * 10, row_least=5.0, row_most=8.0), 186 * MM)
    whole = plan.head_height + plan.totals_height
    assert plan.part(0, whole + 80 * MM, 0, page=1).row_height == pytest.approx(8 * MM)
    assert plan.part(0, whole + 60 * MM, 0, page=1).row_height == pytest.approx(6 * MM)


def test_a_total_never_stands_alone_on_the_last_page():
    plan = GridPlan(grid([1] * 40), 186 * MM)
    last = parts(plan, 200 * MM, 60 * MM)[-1]
    assert last.last - last.first >= 3


def test_nothing_is_a_dash():
    assert [figure(0), figure(59280), figure(-500)] == ["–", "59\u202f280", "−500"]
