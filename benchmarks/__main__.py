"""Runs the benchmarks and prints them as a table; always ends with 0, for it measures."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import memory, papers, questions, recording, window
from benchmarks.measure import Result

SUBJECTS: dict[str, Callable[[Path, tuple[int, ...]], Iterator[Result]]] = {
    "questions": questions.results,
    "recording": recording.results,
    "window": window.results,
    "memory": memory.results,
    "papers": papers.results,
}


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", choices=[[], *SUBJECTS], metavar="SUBJECT")
    parser.add_argument("--millions", action="store_true", help="also a book of 1M postings")
    parser.add_argument("--folder", type=Path, help="where books are kept from run to run")
    asked = parser.parse_args()
    sizes = (10_000, 100_000, *((1_000_000,) if asked.millions else ()))
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'work':<76} {'measured':>12} {'goal':>12}")
        for subject in asked.subjects or SUBJECTS:
            for result in SUBJECTS[subject](folder, sizes):
                print(_line(result), flush=True)


def _line(result: Result) -> str:
    mark = "✓" if result.reached else "✗"
    measured = f"{result.ratio:.2f}{result.unit}"
    goal = f"{'≤' if result.at_most else '≥'} {result.goal:g}{result.unit}"
    return f"{result.work:<76} {measured:>12} {goal:>12} {mark}"


if __name__ == "__main__":
    main()
