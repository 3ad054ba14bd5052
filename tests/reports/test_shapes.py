"""Small drawings: the code to scan is the code that was asked for."""

import segno
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger.reports import shapes
from coop_ledger.reports.document import A4
from coop_ledger.reports.papers.common import control_code, own_code
from coop_ledger.reports.typography import MM
from tests.reports.sheets import RememberingPen


@given(st.text(min_size=1, max_size=60))
def test_the_runs_that_are_filled_are_the_dark_modules_of_the_code(text):
    size, runs = shapes._pattern(text)
    drawn = [[0] * size for _row in range(size)]
    for column, row, length in runs:
        drawn[row][column : column + length] = [1] * length
    wanted = segno.make_qr(text, error="m", mask=3, boost_error=False).matrix
    assert drawn == [list(row) for row in wanted]


def test_the_code_to_scan_is_one_path_as_wide_as_asked():
    pen = RememberingPen(A4.height * MM)
    shapes.scan_code(pen, 0, 0, 60, "benkadi|RC-2026-000123|20260305|7|13100|T1XP")
    (operators,) = pen.operators
    assert operators.count(" f ") == 1
    unit = float(operators.split()[1])
    assert unit * shapes._pattern("benkadi|RC-2026-000123|20260305|7|13100|T1XP")[0] > 59.9


@given(st.binary(min_size=32, max_size=32), st.sampled_from([4, 8, 16]))
def test_a_control_code_is_read_in_fours_and_has_no_letter_that_is_misheard(digest, length):
    code = control_code(digest.hex(), length)
    assert [len(group) for group in code.split()] == [4] * (length // 4)
    assert not set(code) & set("ILOU")


@given(st.binary(min_size=32, max_size=32))
def test_a_shorter_code_is_the_beginning_of_the_longer_one(digest):
    assert control_code(digest.hex(), 16).startswith(control_code(digest.hex(), 8))


def test_each_slip_has_its_own_code():
    codes = {own_code("ab" * 32, member, 59280) for member in range(1000)}
    assert len(codes) > 990
