"""A share-out is reopened: why, and the two members who answer for it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from coop_ledger.amounts import BadText
from coop_ledger.i18n import _
from ui.dialogs.aside import Aside
from ui.presenters.share_out import read_numbers
from ui.widgets.button import Button, Look
from ui.widgets.field import Field, Line
from ui.widgets.label import Label
from ui.widgets.layout import column, row

WIDTH = 480
NAMES = 2


class ReopenShareOut(Aside):
    """The vote is taken back in the journal by its mirror; nothing is erased."""

    def __init__(
        self,
        people: Mapping[str, str],
        deed: Callable[[str, Sequence[str]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Reopen the share-out?"), parent)
        self._people, self._deed = people, deed
        self.reason = Line(placeholder=_("counted again, the assembly voted anew…"))
        self.numbers = Line(placeholder=_("their numbers: 1 4"))
        self.fields = {
            "reason": Field(_("&Reason"), self.reason),
            "approved_by": Field(
                _("The &two members who answer for it"),
                self.numbers,
                help=_("both are in the room; their names stay in the journal"),
            ),
        }
        self.names = Label("", "label", "accent", wrap=True)
        self.numbers.textChanged.connect(self._tell_names)
        words = _(
            "The envelopes must be back in the box. The vote stays in the journal, taken back."
        )
        record = Button(_("Reopen the share-out"), Look.HARMFUL, key="Ctrl+Return", bind=True)
        record.clicked.connect(self.record)
        back = Button(_("Go back"), key="Esc")
        back.clicked.connect(self.reject)
        content = QWidget()
        column(
            Label(_("Reopen the share-out?"), "subtitle", wrap=True),
            Label(words, "label", "warning", wrap=True),
            *self.fields.values(),
            self.names,
            spacing=12,
            parent=content,
        )
        self.lay_out(content, row(1, back, record), WIDTH)
        self.reason.setFocus()

    def _tell_names(self) -> None:
        self.fields["approved_by"].clear_error()
        try:
            named = read_numbers(self.numbers.text(), self._people)
        except BadText as bad:
            self.fields["approved_by"].show_error(str(bad))
            return
        self.names.setText(", ".join(self._people[code] for code in named))

    def record(self) -> None:
        """Take the vote back, once the reason and two names are there."""
        reason = self.reason.text().strip()
        if not reason:
            self.fields["reason"].refuse(_("Say why, in a few words: it stays in the journal."))
            return
        try:
            named = read_numbers(self.numbers.text(), self._people)
        except BadText as bad:
            self.fields["approved_by"].refuse(str(bad))
            return
        if len(named) < min(NAMES, len(self._people)):
            self.fields["approved_by"].refuse(_("Type the numbers of two members, like 1 4."))
            return
        self.accept()
        self._deed(reason, named)
