"""Long work beside the window."""

import threading

import pytest

from coop_ledger import i18n
from ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs()
    yield jobs
    jobs.stop()


def test_the_result_comes_back_to_the_window(jobs, qtbot):
    got = []
    jobs.start("Somme", lambda progress: sum(range(10)), got.append)
    qtbot.waitUntil(jobs.is_idle)
    assert got == [45]


def test_work_says_how_far_it_is(jobs, qtbot):
    seen = []
    listened_to = threading.Event()

    def work(progress):
        listened_to.wait()
        progress.step(3, 10)

    job = jobs.start("Compte", work)
    job.progressed.connect(lambda done, total: seen.append((done, total)))
    listened_to.set()
    qtbot.waitUntil(jobs.is_idle)
    qtbot.waitUntil(lambda: seen == [(3, 10)])


def test_a_job_can_be_stopped_at_its_next_step(jobs, qtbot):
    got = []

    def work(progress):
        while True:
            progress.step(1, 0)

    job = jobs.start("Sans fin", work, got.append)
    job.cancel()
    qtbot.waitUntil(jobs.is_idle)
    assert got == []


def test_what_fails_is_told(jobs, qtbot):
    def work(progress):
        raise ValueError("non")

    with qtbot.waitSignal(jobs.failed) as told:
        jobs.start("Erreur", work)
    assert str(told.args[0]) == "non"


def test_work_speaks_the_language_of_the_reader(jobs, qtbot):
    got = []
    i18n.use_language("en")
    jobs.start("Language", lambda progress: i18n.language(), got.append)
    qtbot.waitUntil(lambda: got == ["en"])
