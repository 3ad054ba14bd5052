"""Where lines are hidden, this says so, and lets someone ask for them by name and with a reason."""

from contextlib import AbstractContextManager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from coop_ledger.book.book import Book
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill
from ui.presenters import lifts
from ui.widgets.button import Button, Look
from ui.widgets.field import Field, Line
from ui.widgets.label import Icon, Label
from ui.widgets.layout import column, row
from ui.workspace import Workspace


class AskPrivate(QDialog):
    """Who asks, and why: both are recorded in the group's chain before anything is shown."""

    def __init__(self, workspace: Workspace, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._what = workspace, what
        self.setWindowTitle(_("Show confidential lines"))
        self.by, self.reason = Line(width=320), Line(width=320)
        last = lifts.last_asking(workspace.book, workspace.group)
        words = _("Shown last on {day:day}: {by}, {reason}.")
        said = fill(words, day=last.date, by=last.by, reason=last.reason) if last else ""
        self.fields = {
            "by": Field(_("&Who asks"), self.by),
            "reason": Field(
                _("&For what reason"),
                self.reason,
                help=_("Both are kept in the group's journal of events and cannot be removed."),
            ),
        }
        show = Button(_("Show"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        show.clicked.connect(self.ask)
        back = Button(_("Back"), key="Esc")
        back.clicked.connect(self.reject)
        column(
            Label(_("Show confidential lines"), "subtitle"),
            *self.fields.values(),
            Label(said, "secondary", wrap=True) if said else None,
            row(1, back, show),
            spacing=14,
            margins=(24, 20),
            parent=self,
        )
        self.by.setFocus()  # nobody asks in the name of who asked before

    def ask(self) -> None:
        """Record it and close; what is missing is said under its field."""
        workspace = self._workspace
        for name, line in (("by", self.by), ("reason", self.reason)):
            self.fields[name].clear_error()
            if not line.text().strip():
                self.fields[name].refuse(_("Write it: it is recorded with what is shown."))
                return
        try:
            lifts.lift(
                *(workspace.book, workspace.group, self._what),
                *(self.by.text(), self.reason.text(), workspace.clock()),
            )
        except Refusal as refusal:
            self.fields.get(refusal.field, self.fields["reason"]).refuse(str(refusal))
            return
        workspace.saved_at = workspace.clock()
        self.accept()


class PrivateStrip(QWidget):
    """One line above what is partly hidden; unseen in a group that hides nothing.

    `what` names the page in the record of the asking; `asked` tells that it is shown now.
    """

    asked = Signal()

    def __init__(self, workspace: Workspace, what: str) -> None:
        super().__init__()
        self._workspace, self._what = workspace, what
        self.words = Label("", "secondary", wrap=True)
        self.button = Button(_("Show confidential lines…"), icon="view", height=34)
        self.button.clicked.connect(self.ask)
        line = row(Icon("lock", "text2", 18), self.words, self.button, spacing=10, parent=self)
        line.setStretch(1, 1)
        self.hide()

    def showing(self) -> AbstractContextManager[None]:
        """Ask the book inside this block, so that what was asked for is shown."""
        return lifts.showing(*self._where(), self._workspace.clock())

    def is_lifted(self) -> bool:
        """Return whether what is confidential is shown on this page now."""
        return lifts.lifted(*self._where(), self._workspace.clock()) is not None

    def refresh(self) -> None:
        """Say how things stand."""
        workspace = self._workspace
        private = lifts.has_private(workspace.book, workspace.group)
        found = lifts.lifted(*self._where(), workspace.clock())
        self.setVisible(private)
        self.button.setVisible(private and found is None)
        if found is None:
            self.words.setText(_("Confidential lines are hidden: their amounts alone are shown."))
            return
        words = _("Confidential lines are shown until {clock:clock}, asked for by {by} ({reason}).")
        self.words.setText(fill(words, clock=found.until, by=found.by, reason=found.reason))

    def ask(self) -> None:
        """Let someone ask, and tell the page."""
        dialog = AskPrivate(self._workspace, self._what, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.refresh()
            self.asked.emit()

    def _where(self) -> tuple[Book, str, str]:
        return self._workspace.book, self._workspace.group, self._what
