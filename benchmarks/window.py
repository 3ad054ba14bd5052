"""The window: its first paint, a usable book, and long tables."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import book_of
from benchmarks.measure import Result

ROUNDS = 5


def results(folder: Path, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Yield the rows of this subject."""
    book = str(book_of(max(sizes), folder))
    costs = _in_turn(("bare",), ("first",), ("usable", book))
    bare, first, usable = ([spent for spent, _ in runs] for runs in costs)
    yield Result("first window painted ÷ a bare QMainWindow", _median_ratio(first, bare), 1.5)
    yield Result(
        f"book of {max(sizes):,} postings usable ÷ a bare QMainWindow",
        _median_ratio(usable, bare),
        3,
    )
    yield Result(
        f"memory of the window with {max(sizes):,} postings",
        max(memory for _, memory in costs[2]),
        130,
        unit=" MiB",
    )
    rows = "100000"
    widgets, tables = _in_turn(("widget", rows), ("table", rows))
    yield Result(
        "QTableWidget ÷ our table, 100,000 rows to the first paint",
        _median_ratio([spent for spent, _ in widgets], [spent for spent, _ in tables]),
        50,
        at_most=False,
    )
    yield Result(
        "growth of our table of 100,000 rows",
        max(grown for _, grown in tables),
        24,
        unit=" MiB",
    )


def _median_ratio(program: list[float], limit: list[float]) -> float:
    return statistics.median(ours / theirs for ours, theirs in zip(program, limit, strict=True))


def _in_turn(*works: tuple[str, ...]) -> list[list[tuple[float, float]]]:
    """Return the CPU and memory of each work, run in turn."""
    found: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for place, work in enumerate(works):
            found[place].append(_run(work))
    return found


def _run(work: tuple[str, ...]) -> tuple[float, float]:
    said = subprocess.run(  # our own interpreter and arguments
        [sys.executable, "-m", "benchmarks.paint", *work],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    spent, memory = said.stdout.split()[-2:]
    return float(spent), float(memory)
