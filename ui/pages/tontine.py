"""The tontine: its rounds with who took and who is next, and who has paid the round."""

import functools
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.tontine import TontineAnswer
from coop_ledger.i18n import _, fill, francs, translate
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import tontine as presenter
from ui.presenters import tontine_deeds as deeds
from ui.presenters.tontine_deeds import TontineDeeds
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.figure import Figure
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import clear, column, row
from ui.widgets.table_view import TableCard

MOST_RESTS = 3
ICONS: Mapping[str, str] = {
    deeds.START: "play",
    deeds.DRAW: "formula",
    deeds.TAKE: "wallet",
    deeds.PAY: "add",
    deeds.COVER: "cash-box",
    deeds.REPAY: "undo",
    deeds.SWAP: "switch",
    deeds.PASS: "members",
    deeds.STAKE: "cash-box",
    deeds.END: "flag",
}


class TontinePage(Page):
    """The tontine that runs. The argument is a round whose payers are shown."""

    name = "tontine"
    help = "tontine"
    topics = frozenset({Topic.TONTINE, Topic.MEMBERS, Topic.RULES, Topic.FINES, Topic.CASH})

    def title(self) -> str:
        return _("Tontine")

    def context(self) -> str:
        return presenter.context_of(self.found) if self.found else ""

    def answers(self) -> Mapping[str, Callable[[], object]]:
        done = {"find": self.rounds.view.setFocus, "print": self._print_list}
        return done | ({"edit": self._pass_on} if self.waiting else {})

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.found: TontineAnswer | None = None
        self.buttons: dict[str, Button] = {}
        self.waiting = ""
        self.figures = {
            "round": Figure(use="subtitle"),
            "next": Figure(use="subtitle"),
            "lot": Figure(use="subtitle"),
            "pot": Figure(use="subtitle"),
        }
        self.head = FieldGrid(
            [Card(figure) for figure in self.figures.values()], columns=4, fill=True
        )
        self.body.addWidget(self.head)
        self.left = column(spacing=8)
        self.body.addLayout(self.left)
        self.deeds = QWidget()
        self.bar_of_deeds = column(spacing=0, parent=self.deeds)
        self.body.addWidget(self.deeds)
        rules = Button(_("Rules of the group"), icon="passbook")
        rules.clicked.connect(lambda: self.workspace.go("rules"))
        self.empty = EmptyState(
            _("The rules of this group have no tontine. Vote one, and it stands here."), rules
        )
        self.body.addWidget(self.empty, 1)
        self.both = Beside(self._round_list(), self._payers(), stretches=(6, 5), least=940)
        self.body.addWidget(self.both, 1)

    def _round_list(self) -> Card:
        self.rounds = TableCard(_("Rounds"), row_height=30)
        self.rounds.view.current_changed.connect(lambda _origin: self._tell_payers())
        self.rounds.view.opened.connect(lambda _origin: self.payers.view.setFocus())
        self.drawn = Label("", "secondary", wrap=True)
        self.protocol = Button(_("Minutes of the draw"), icon="print", height=32)
        self.protocol.clicked.connect(
            lambda: show_paper(self.workspace, "tontine-draw", parent=self)
        )
        foot = QWidget()
        row(self.drawn, self.protocol, margins=(14, 8), parent=foot).setStretch(0, 1)
        self.foot = foot
        card = Card(title=_("Rounds"), edge=True, spacing=0)
        card.add(self.rounds, 1)
        card.add(foot)
        return card

    def _payers(self) -> Card:
        self.payers = TableCard(_("Who has paid"), row_height=36)
        self.payers.view.opened.connect(self._open_member)
        self.list = Button(_("List of turns"), icon="print", key="Ctrl+P", height=32)
        self.list.clicked.connect(self._print_list)
        self.paying = Card(title=_("Who has paid"), edge=True, spacing=0)
        self.blank = Button(_("Blank list"), icon="print", height=32)
        self.blank.clicked.connect(lambda: show_paper(self.workspace, "tontine-sheet", parent=self))
        self.paying.header.addWidget(self.blank)
        self.paying.header.addWidget(self.list)
        self.said = Label("", "label", wrap=True)
        head = QWidget()
        column(self.said, margins=(14, 0, 14, 8), parent=head)
        self.paying.add(head)
        self.paying.add(self.payers, 1)
        return self.paying

    def take_focus(self) -> None:
        if self.found is None:
            super().take_focus()
        elif self.buttons:
            next(iter(self.buttons.values())).setFocus()
        else:
            self.rounds.view.setFocus()

    # -- what it says ------------------------------------------------------------------------------

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self.found = answer = presenter.asked(workspace.book, workspace.group)
        for part in (self.head, self.deeds, self.both):
            part.setVisible(answer is not None)
        self.empty.setVisible(answer is None)
        if answer is None:
            return
        self._tell_figures(answer)
        self._tell_left(answer)
        self._tell_deeds()
        self.rounds.show_table(presenter.rounds_table(answer))
        wanted = self.argument or str(presenter.round_now(answer).round)
        self.argument = ""
        self.rounds.view.choose(f"round:{wanted}")
        self.drawn.setText(presenter.draw_words(answer))
        self.foot.setVisible(bool(answer.draws))
        self._tell_payers()

    def _tell_figures(self, answer: TontineAnswer) -> None:
        each = presenter.round_now(answer)
        self.figures["round"].tell(_("Where it stands"), presenter.progress_words(answer))
        self.figures["next"].tell(_("Whose turn"), presenter.next_words(answer))
        self.figures["lot"].tell(_("Each takes"), francs(each.lot))
        note = _("none of it is ever shared out")
        if answer.left_to_pay:
            note = fill(_("left to pay: {amount:francs}"), amount=answer.left_to_pay)
        self.figures["pot"].tell(_("In the pot"), francs(answer.pot), note=note)

    def _tell_left(self, answer: TontineAnswer) -> None:
        """Name who is owed a rest, or left her money in the pot; F2 passes the first hand on."""
        clear(self.left)
        passing = [left.member for left in answer.left if left.may_pass_on]
        self.waiting = passing[0] if passing else ""
        self._tell_rests()
        for left in answer.left:
            card = Card(role="warned", padding=(14, 9))
            words = Label(presenter.left_words(left), "strong", wrap=True)
            if left.may_pass_on:
                key = "F2" if left.member == self.waiting else ""
                button = Button(_("Pass her hand on"), icon="members", key=key)
                button.clicked.connect(lambda _checked=False, who=left.member: self._pass_on(who))
                card.add(Beside(words, button, stretches=(1, 0), least=700))
            else:
                card.add(words)
            self.left.addWidget(card)

    def _tell_rests(self) -> None:
        """Name who has not had all of her pot; a button leads to the page where she is paid."""
        asked = TontineDeeds(self.workspace.book, self.workspace.group, self.workspace.today)
        rests = {asked.names[member]: rest for member, rest in asked.rests().items()}
        if not rests:
            return
        card = Card(role="warned", padding=(14, 9))
        said = Label(presenter.rests_words(rests), "strong", wrap=True)
        buttons = []
        for member in [*asked.rests()][:MOST_RESTS]:
            words = _("Pay {name}") if len(rests) > 1 else _("Pay her the rest")
            button = Button(fill(words, name=asked.names[member]), icon="wallet")
            button.clicked.connect(functools.partial(self.workspace.go, "member", member))
            buttons.append(button)
        card.add(Beside(said, *buttons, stretches=(1, *[0] * len(buttons)), least=700))
        self.left.addWidget(card)

    def _tell_deeds(self) -> None:
        workspace = self.workspace
        offered = TontineDeeds(workspace.book, workspace.group, workspace.today).offered()
        if list(self.buttons) == offered:
            return
        held = any(button.hasFocus() for button in self.buttons.values())
        clear(self.bar_of_deeds)
        self.buttons = {deed: self._deed(deed, first=not at) for at, deed in enumerate(offered)}
        self.deeds.setVisible(bool(offered))
        if offered:
            grid = FieldGrid([*self.buttons.values()], columns=7, spacing=8, fill=True)
            self.bar_of_deeds.addWidget(grid)
        if held:
            self.take_focus()

    def _deed(self, deed: str, *, first: bool) -> Button:
        look = Look.PRIMARY if first else Look.NORMAL
        button = Button(translate(deeds.BUTTONS[deed]), look, icon=ICONS[deed], height=36)
        button.clicked.connect(functools.partial(self.workspace.go, "tontine_deed", deed))
        return button

    def _tell_payers(self) -> None:
        if self.found is None:
            return
        number = int(self.rounds.view.origin().partition(":")[2] or 1)
        table = presenter.payers_table(self.found, number)
        self.paying.heading.setText(table.title)
        self.said.setText(presenter.paid_words(self.found, number))
        self.payers.show_table(table)

    # -- deeds -------------------------------------------------------------------------------------

    def _pass_on(self, member: str = "") -> None:
        self.workspace.go("tontine_deed", f"{deeds.PASS}:{member or self.waiting}")

    def _open_member(self, origin: str) -> None:
        self.workspace.go("tontine_deed", f"{deeds.PAY}:{origin.partition(':')[2]}")

    def _print_list(self) -> None:
        show_paper(self.workspace, "tontine-list", parent=self)
