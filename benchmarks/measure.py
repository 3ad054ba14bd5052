"""Interleaved rounds, medians and ratios."""

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 7

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table. `ratio` is to be at most (or at least) the `goal`."""

    work: str
    ratio: float
    goal: float
    at_most: bool = True
    unit: str = "×"

    @property
    def reached(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal


def cpu(work: Work) -> float:
    """Return the CPU seconds of one run."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def wall(work: Work) -> float:
    """Return the seconds of one run, for work that waits for the disk."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def ratio(
    program: Work,
    limit: Work,
    *,
    rounds: int = ROUNDS,
    clock: Callable[[Work], float] = cpu,
    times: int = 1,
) -> float:
    """Return the median over rounds of program ÷ limit, each `times` in a row, in turn."""

    def repeated(work: Work) -> Work:
        return lambda: [work() for _ in range(times)]

    repeated(program)(), repeated(limit)()
    return statistics.median(
        clock(repeated(program)) / clock(repeated(limit)) for _ in range(rounds)
    )


def child_ratio(program: list[str], limit: list[str], rounds: int = 5) -> float:
    """Return the median CPU of one whole process ÷ another, in turn."""
    return statistics.median(_child(program)[0] / _child(limit)[0] for _ in range(rounds))


def child_memory(program: list[str]) -> float:
    """Return the peak memory of a whole process, in MiB."""
    return _child(program)[1]


def _child(arguments: list[str]) -> tuple[float, float]:
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    said = subprocess.run(  # our own interpreter and arguments
        [sys.executable, "-c", code, sys.executable, *arguments],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, kilobytes = said.stdout.split()[-2:]
    return float(seconds), int(kilobytes) / 1024
