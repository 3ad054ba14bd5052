"""One member's share: what each way would give her, what she puts back, takes in goods, waits for."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from coop_ledger import terms
from coop_ledger.amounts import BadText
from coop_ledger.book.questions.share_out_choices import MemberChoices
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _
from coop_ledger.table import Column, Kind, Row, Table
from ui.dialogs.aside import Aside
from ui.presenters.share_out_tables import TICK
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.figure import Avatar
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.money import MoneyEdit
from ui.widgets.table_view import TableCard

WIDTH = 480

Wishes = Mapping[str, int | None]


class PersonsShare(Aside):
    """Her payout by each method, and three amounts that are typed for her alone.

    `keep` notes them and raises a refusal where the share-out cannot be so.
    """

    def __init__(
        self,
        person: MemberChoices,
        method: str,
        wishes: Wishes,
        keep: Callable[[Wishes], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(person.name, parent)
        self._keep = keep
        self.methods = TableCard(_("Method"), row_height=26)
        self.methods.show_table(_payouts(person, method))
        self.methods.view.setFixedHeight(self.methods.view.full_height())
        self.edits = {name: MoneyEdit() for name in ("seed", "goods", "unpaid")}
        titles = (_("She &puts back"), _("She takes in &goods"), _("&Left to pay, for later"))
        self.fields = {
            name: Field(title, edit)
            for (name, edit), title in zip(self.edits.items(), titles, strict=True)
        }
        for name, edit in self.edits.items():
            edit.set_value(wishes.get(name))
            edit.setPlaceholderText(_("nothing"))
        done = Button(_("Keep"), Look.PRIMARY, key="Ctrl+Return", bind=True)
        done.clicked.connect(self.finish)
        back = Button(_("Go back"), key="Esc")
        back.clicked.connect(self.reject)
        avatar = Avatar("", 36)
        avatar.tell(person.member)
        who = row(avatar, Label(person.name, "subtitle", wrap=True), spacing=12)
        who.setStretch(1, 1)
        content = QWidget()
        column(
            who,
            Card(self.methods, edge=True),
            *self.fields.values(),
            spacing=12,
            parent=content,
        )
        self.lay_out(content, row(1, back, done), WIDTH)
        self.edits["seed"].setFocus()

    def finish(self) -> None:
        """Keep what was typed; what cannot be is said under its field."""
        typed: dict[str, int | None] = {}
        for name, edit in self.edits.items():
            self.fields[name].clear_error()
            try:
                typed[name] = edit.value()
            except BadText as bad:
                self.fields[name].refuse(str(bad))
                return
        try:
            self._keep(typed)
        except Refusal as refusal:
            self.fields.get(refusal.field, self.fields["seed"]).refuse(str(refusal))
            return
        self.accept()


def _payouts(person: MemberChoices, method: str) -> Table:
    columns = (
        Column("mark", "", Kind.CODE),
        Column("choice", _("Method")),
        Column("paid", _("She would receive"), Kind.MONEY),
    )
    rows = [
        Row(
            (
                TICK if name == method else "",
                str(terms.share_out_method(name)),
                paid,
            ),
            origin=name,
        )
        for name, paid in person.paid.items()
    ]
    return Table(title=_("Method"), columns=columns, rows=tuple(rows))
