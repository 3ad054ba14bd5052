"""The correction of one entry: what is taken back, why, and then what is right."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from coop_ledger.amounts import BadText
from coop_ledger.book.questions.answers import EntryLine
from coop_ledger.book.questions.journal import entry_numbered
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill
from ui.presenters import correction as presenter
from ui.presenters.journal import reversal
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.field import Field, Line
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.message import MessageStrip
from ui.widgets.money import CountEdit, MoneyEdit, MoneyField
from ui.workspace import Workspace


class Correction(Card):
    """Asks why an entry is taken back, then leads to what is right. `closed` when it is done."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(role="inset", spacing=10, padding=(12, 10))
        self._workspace = workspace
        self._entry: EntryLine | None = None
        self._again: dict[str, Any] | None = None
        self.heading_line = Label("", "strong", wrap=True)
        self.what = Label("", "label", wrap=True)
        self.how = Label("", "secondary", wrap=True)
        self.blocked = MessageStrip()
        self.changes = Label("", "label", wrap=True)
        for part in (self.heading_line, self.what, self.how, self.blocked, self.changes):
            self.add(part)
        self._whole = False
        self._make_reason()
        self._make_right()
        self.add(1)
        self.hide()

    def _make_reason(self) -> None:
        self.reason = Line(placeholder=_("typed twice, wrong member, wrong amount…"))
        self.reason_field = Field(_("&Reason of the correction"), self.reason)
        self.go = Button(_("Record the mirror"), Look.HARMFUL, key="Ctrl+Return", bind=True)
        self.go.clicked.connect(self._record)
        self.whole = Button("", Look.QUIET, height=32)
        self.whole.clicked.connect(self._take_whole)
        self.reason.accepted.connect(self._record)
        self.add(self.reason_field)
        self.add(row(1, self.go))
        self.add(row(1, self.whole))

    def _make_right(self) -> None:
        self.done = MessageStrip()
        self.shares = Field(_("Right number of &shares"), CountEdit())
        self.amount = MoneyField(_("Right &amount"))
        self.right = Button(_("Record what is right"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.right.clicked.connect(self._record_right)
        for line in (self.shares.editor, self.amount.money):
            assert isinstance(line, Line)
            line.accepted.connect(self._record_right)
        self.nothing = Button(_("Nothing more"), Look.QUIET, height=34)
        self.nothing.clicked.connect(self.stop)
        for part in (self.done, self.shares, self.amount):
            self.add(part)
        self.add(row(self.nothing, 1, self.right))

    def is_asking(self) -> bool:
        """Return whether a correction is under way."""
        return not self.isHidden()

    # -- why ---------------------------------------------------------------------------------------

    def ask(self, entry: EntryLine, names: Mapping[str, str]) -> None:
        """Say what would be taken back, and ask why."""
        book, group = self._workspace.book, self._workspace.group
        self._entry, self._again, self._whole = entry, None, False
        self.heading_line.setText(_("This is taken back:"))
        self.what.setText("\n".join(presenter.what_is_taken_back(book, group, entry, names)))
        self.how.setText(_("It stays in the journal, and its mirror of today takes it back."))
        words = presenter.whole_meeting(book, group, entry)
        self.whole.setText(words)
        self._show_parts(asking=True, again="")
        self.whole.setVisible(bool(words))
        self._tell_changes()
        self.reason_field.clear_error()
        self.reason.clear()
        self.show()
        self._take_focus()

    def _take_whole(self) -> None:
        """Take back the whole meeting: what it changes is seen before it is recorded."""
        self._whole = True
        self.heading_line.setText(_("The whole meeting is taken back:"))
        self.what.setText(self.whole.text())
        self.whole.hide()
        self._tell_changes()
        self._take_focus()

    def _take_focus(self) -> None:
        """Stand on the way out where there is one, else on the reason."""
        ways = self.blocked.buttons()
        (ways[0] if ways and not self.blocked.isHidden() else self.reason).setFocus()

    def _tell_changes(self) -> None:
        """List what changes; where it cannot be, say why and what comes first."""
        entry = self._entry
        assert entry is not None
        workspace = self._workspace
        found = presenter.what_changes(workspace.book, workspace.group, entry, whole=self._whole)
        self.changes.setText("\n".join(found.lines))
        self.changes.setVisible(bool(found.lines))
        self.blocked.setVisible(bool(found.refused))
        if found.refused:
            way = found.way
            verbs = [] if way is None else [(way.verb, lambda: self._go_to(way))]
            self.blocked.tell(found.refused, "warning", *verbs)

    def _go_to(self, place: presenter.Place) -> None:
        self._workspace.go(place.page, place.argument)

    def stop(self) -> None:
        """Leave the correction."""
        self.hide()
        self.reason_field.clear_error()
        self.closed.emit()

    def _show_parts(self, *, asking: bool, again: str) -> None:
        for part in (self.how, self.reason_field, self.go, self.whole):
            part.setVisible(asking)
        self.blocked.hide()
        self.changes.hide()
        self.done.hide()
        self.nothing.setVisible(not asking)
        self.shares.setVisible(again == "shares")
        self.amount.setVisible(again == "amount")
        self.right.setVisible(bool(again))

    def _record(self) -> None:
        whole = self._whole
        entry, reason = self._entry, self.reason.text().strip()
        if entry is None or self.go.isHidden() or self.isHidden():
            return
        if not reason:
            self.reason_field.show_error(_("Say why, in a few words: it stays in the journal."))
            self.reason.setFocus()
            return
        workspace = self._workspace
        event = reversal(entry, workspace.group, workspace.today, reason, whole=whole)
        if workspace.record(event) is not None:
            self._lead_on(entry, whole=whole)

    # -- what is right -----------------------------------------------------------------------------

    def _lead_on(self, entry: EntryLine, *, whole: bool) -> None:
        """Offer the way to what is right: one figure here, or the page where it is typed."""
        workspace = self._workspace
        book, group = workspace.book, workspace.group
        self._again = None if whole else presenter.typed_again(book, group, entry)
        again = presenter.FIGURES[self._again["event"]] if self._again else ""
        self.heading_line.setText(_("This was taken back:"))
        if whole:
            self.what.setText(self.whole.text())
        self._show_parts(asking=False, again=again)
        mirror = entry_numbered(book, group, entry.number).reversed_by
        words = fill(_("Entry {mirror} takes it back."), mirror=mirror)
        if again:
            words = fill(
                _("Entry {mirror} takes it back. Type what is right: same member, same day."),
                mirror=mirror,
            )
            self.done.tell(words, "success")
            field = self.shares if again == "shares" else self.amount
            for each in (self.shares, self.amount):
                each.clear_error()
                each.editor.clear()  # type: ignore[attr-defined]
            field.editor.setFocus()
            return
        place = presenter.place_of(entry, whole=whole)
        verb = (place.verb, lambda: workspace.go(place.page, place.argument))
        self.done.tell(f"{words} {place.words}", "success", verb)
        self.nothing.setFocus()

    def _record_right(self) -> None:
        if self._again is None or self.isHidden():
            return
        name = presenter.FIGURES[self._again["event"]]
        field = self.shares if name == "shares" else self.amount
        editor = field.editor
        assert isinstance(editor, CountEdit | MoneyEdit)
        try:
            figure = editor.value()
        except BadText as bad:
            field.show_error(str(bad))
            return
        if not figure:
            field.show_error(_("Type what is right, or choose “Nothing more”."))
            return
        if self._workspace.record(self._again | {name: figure}) is not None:
            self.stop()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say under the field in front why it was refused; False when nothing is asked."""
        if self.isHidden():
            return False
        field = self.reason_field
        if self._again is not None:
            field = self.shares if self.amount.isHidden() else self.amount
        field.show_error(str(refusal))
        field.editor.setFocus()
        return True
