"""A bar and a way out, where the result of long work will stand."""

from PySide6.QtWidgets import QFrame, QProgressBar

from coop_ledger import i18n
from coop_ledger.i18n import _
from ui.jobs import Job
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.layout import row


class JobStrip(QFrame):
    """Shows the job that runs now."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self._job: Job | None = None
        self.title = Label("", "label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.count = Label("", "secondary")
        self.cancel = Button(_("Cancel"), height=30)
        self.cancel.clicked.connect(self._on_cancel)
        line = row(self.title, spacing=12, margins=(12, 8), parent=self)
        line.addWidget(self.bar, 1)
        line.addWidget(self.count)
        line.addWidget(self.cancel)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._job = job
        self.title.setText(job.title)
        self.setAccessibleName(job.title)
        self.bar.setAccessibleName(job.title)
        self.bar.setRange(0, 0)
        self.count.setText("")
        self.cancel.setText(_("Cancel"))
        self.cancel.setEnabled(True)
        job.progressed.connect(self._on_progressed)
        self.show()

    def leave(self, job: Job) -> None:
        """Take the bar away when its job is over."""
        if job is self._job:
            self._job = None
            self.hide()

    def _on_progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        figures = i18n.fill("{done:number} / {total:number}", done=done, total=total)
        self.count.setText(figures if total else i18n.number(done))

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
