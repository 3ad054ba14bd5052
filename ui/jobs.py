"""Long work beside the window: a plain function, told how far it is, that can be stopped.

Work gets a `Progress` and nothing of Qt. It reads a snapshot of the book, never the open one:
only frozen values cross threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from coop_ledger import i18n
from coop_ledger.progress import Cancelled, Progress

Work = Callable[[Progress], Any]
# Shorter work is over before a bar could be read.
PATIENCE_MS = 400


class Job(QObject):
    """One piece of long work."""

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, work: Work) -> None:
        super().__init__()
        self.title = title
        self._work = work
        self._stop = threading.Event()
        self._language = i18n.language()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Tell how far the work is; raises Cancelled when it was stopped."""
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total)

    def run(self) -> None:
        """Do the work, in the thread it is called from."""
        try:
            # A thread begins with an empty context: the reader's language is carried over.
            with i18n.speaking(self._language):
                result = self._work(self)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - the one edge where a job's errors are caught
            self.failed.emit(error)
        else:
            self.succeeded.emit(result)


class _Run(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Jobs(QObject):
    """One thread for long work; `shown` tells of a job worth a bar, `ended` that it is over."""

    shown = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._jobs: set[Job] = set()

    def start(self, title: str, work: Work, done: Callable[[Any], object] | None = None) -> Job:
        """Start work; `done` gets its result in the window's thread. What fails is told by `failed`."""
        job = Job(title, work)
        self._jobs.add(job)
        job.succeeded.connect(lambda result: self._on_succeeded(job, result, done))
        job.failed.connect(lambda error: self._on_failed(job, error))
        job.cancelled.connect(lambda: self._on_ended(job))
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._show(job))
        self._pool.start(_Run(job))
        return job

    def is_idle(self) -> bool:
        """Return whether no job is running."""
        return not self._jobs

    def stop(self) -> None:
        """Stop every job and wait for it, before the program ends."""
        for job in self._jobs:
            job.cancel()
        self._pool.waitForDone()

    def _show(self, job: Job) -> None:
        if job in self._jobs:
            self.shown.emit(job)

    def _on_succeeded(self, job: Job, result: Any, done: Callable[[Any], object] | None) -> None:
        self._on_ended(job)
        if done is not None:
            done(result)

    def _on_failed(self, job: Job, error: Exception) -> None:
        self._on_ended(job)
        self.failed.emit(error)

    def _on_ended(self, job: Job) -> None:
        self._jobs.discard(job)
        self.ended.emit(job)
