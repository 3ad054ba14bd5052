"""How far long work is, on one line of a terminal."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from coop_ledger.i18n import _, fill

QUIET = 0.4  # seconds: shorter work is not worth a line (model-codebases.md 3.9)


class Bar:
    """A Progress that tells events; `percent` says how far it is when the work cannot."""

    def __init__(self, percent: Callable[[], int | None] | None = None):
        self._percent = percent
        self._began = time.monotonic()
        self.shown = False

    def step(self, done: int, total: int) -> None:
        """Tell how many events are done, on a terminal only."""
        if time.monotonic() - self._began < QUIET or not sys.stderr.isatty():
            return
        self.shown = True
        part = self._percent() if self._percent else 100 * done // total if total else None
        if part is None:
            line = fill(_("{done:number} events"), done=done)
        else:
            line = fill(_("{done:number} events, {part:percent}"), done=done, part=min(part, 100))
        print(f"\r{line}  ", end="", file=sys.stderr, flush=True)


@contextmanager
def bar(percent: Callable[[], int | None] | None = None) -> Iterator[Bar]:
    """Show long work while the block lasts, and leave its line as it stands."""
    shown = Bar(percent)
    try:
        yield shown
    finally:
        if shown.shown:
            print(file=sys.stderr)
