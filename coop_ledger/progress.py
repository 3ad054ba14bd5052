"""How long work says how far it is, and how it is stopped.

Work that takes longer than a blink is given a `Progress` and calls `step` between two wholes.
A front that wants it stopped raises `Cancelled` from `step`; the work lets it pass, so that its
transaction is undone, and catches nothing.
"""

from typing import Protocol


class Cancelled(Exception):
    """The person has asked the work to stop."""


class Progress(Protocol):
    """Whoever listens to long work."""

    def step(self, done: int, total: int) -> None:
        """`done` of `total` are done; a `total` of 0 means nobody knows. May raise Cancelled."""


class _Silent:
    def step(self, done: int, total: int) -> None:
        pass


silent: Progress = _Silent()
