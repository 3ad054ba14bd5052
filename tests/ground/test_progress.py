import pytest

from coop_ledger.progress import Cancelled, Progress, silent


def work(progress: Progress) -> int:
    for done in range(3):
        progress.step(done, 3)
    return 3


def test_nobody_needs_to_listen():
    assert work(silent) == 3


def test_a_listener_can_stop_the_work():
    class Impatient:
        def step(self, done: int, total: int) -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        work(Impatient())
