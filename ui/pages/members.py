"""Members: find one however her name is spelt, add one, change one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.members import members
from coop_ledger.i18n import _, fill, translate
from ui.pages.page import Page
from ui.papers import show_paper
from ui.presenters import members as presenter
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.table_view import TableCard


class MembersPage(Page):
    """The list. Typing finds; Enter opens; F2 changes; Ins adds."""

    name = "members"
    help = "members"
    topics = frozenset({Topic.MEMBERS, Topic.SAVINGS, Topic.LOANS, Topic.FINES})

    def title(self) -> str:
        return _("Members")

    def context(self) -> str:
        return _("by number, first name, nickname or telephone, whatever the spelling")

    def bar(self) -> tuple[Button, ...]:
        return (self.add_button,)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "find": self.query.setFocus,
            "edit": self.change,
            "print": lambda: show_paper(self.workspace, "member-statement", parent=self),
        }

    def build(self) -> None:
        self.add_button = Button(_("Add a member"), Look.PRIMARY, icon="add", key="Ins", bind=True)
        self.add_button.clicked.connect(self.add)
        self.query = Line(placeholder=_("Find a member"), width=320)
        self.query.setAccessibleName(_("Find a member"))
        self.query.textChanged.connect(self._show)
        self.query.installEventFilter(_Arrows(self))
        change = Button(_("Change"), icon="edit", key="F2")
        change.clicked.connect(self.change)
        self.open_button = Button(_("Open her page"), icon="passbook", key="Return")
        self.table = TableCard(_("Members"), row_height=28)
        self.open_button.clicked.connect(lambda: self._open(self.table.view.origin()))
        self.table.view.opened.connect(self._open)
        add = Button(_("Add a member"), Look.PRIMARY, icon="add")
        add.clicked.connect(self.add)
        self.empty = EmptyState(_("Nobody is in the group yet."), add, icon="members")
        self.none = Label(_("Nobody is called so. Esc shows everyone."), "body", "text2")
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        self.form = MemberForm(self)
        self.form.hide()
        top = row(self.query, 1, change, self.open_button)
        self.body.addLayout(top)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.none)
        both = Beside(self.list, self.form, stretches=(2, 1))
        self.both = both
        self.body.addWidget(both, 1)

    def take_focus(self) -> None:
        self.query.setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        self.lines = members(workspace.book, workspace.group, workspace.today)
        self._show()

    def _show(self) -> None:
        found = presenter.found_by(self.query.text(), self.lines)
        self.table.show_table(presenter.table_of(found))
        if self.query.text().strip() and found:
            self.table.view.choose(f"member:{found[0].member}")
        self.empty.setVisible(not self.lines and self.form.isHidden())
        self.none.setVisible(bool(self.lines) and not found)
        self.both.setVisible(bool(found) or not self.form.isHidden())

    def _open(self, origin: str) -> None:
        if origin:
            self.workspace.go("member", origin.partition(":")[2])

    def current(self) -> MemberLine | None:
        """Return the member of the current row."""
        code = self.table.view.origin().partition(":")[2]
        return next((line for line in self.lines if line.member == code), None)

    def add(self) -> None:
        """Ask for a new member beside the list."""
        self.form.ask(None, self.lines)
        self._show()

    def change(self) -> None:
        """Change the member of the current row, beside the list."""
        line = self.current()
        if line is not None:
            self.form.ask(line, self.lines)

    def close_form(self) -> None:
        """Leave the card and go back to the list."""
        self.form.hide()
        self._show()
        self.query.setFocus()

    def step_back(self) -> bool:
        if not self.form.isHidden():
            self.close_form()
        elif self.query.text():
            self.query.clear()
        else:
            return False
        return True


class _Arrows(QObject):
    """Up and Down in the search line move in the list; Enter opens the current member."""

    def __init__(self, page: MembersPage) -> None:
        super().__init__(page)
        self._page = page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        view = self._page.table.view
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self._page.open_button.click()
            return True
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            at = view.currentIndex().row() + by
            if 0 <= at < view.table_model.rowCount():
                view.setCurrentIndex(view.table_model.index(at, 0))
            return True
        return False


class MemberForm(Card):
    """A member's card to fill in: a new one, or one that is there."""

    def __init__(self, page: MembersPage) -> None:
        super().__init__(title=_("New member"), icon="members")
        self._page = page
        self._before: MemberLine | None = None
        self._lines: tuple[MemberLine, ...] = ()
        self.number = Line(width=70)
        self.called = Line(width=200)
        self.nickname = Line(width=200)
        self.phone = Line(width=130, placeholder="76 12 34 56")
        self.sex = Choice((code, translate(words)) for code, words in presenter.SEXES.items())
        offices = presenter.OFFICES.items()
        self.office = Choice((code, translate(words)) for code, words in offices)
        self.fields = {
            "member": Field(_("&Number"), self.number),
            "name": Field(_("&First name and family name"), self.called),
            "nickname": Field(
                _("N&ickname"), self.nickname, help=_("a word that tells namesakes apart")
            ),
            "phone": Field(_("&Telephone"), self.phone),
            "sex": Field(_("Woman or man"), self.sex),
            "office": Field(_("&Office"), self.office),
        }
        part = self.fields
        self.add(FieldGrid([part["member"], part["sex"]], columns=2))
        self.add(part["name"])
        self.add(part["nickname"])
        self.add(FieldGrid([part["phone"], part["office"]], columns=2))
        cancel = Button(_("Cancel"), key="Esc", height=40)
        cancel.clicked.connect(page.close_form)
        self.save = Button("", Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        self.phone.accepted.connect(self.record)
        self.add(1)
        self.add(row(cancel, 1, self.save))

    def ask(self, line: MemberLine | None, lines: tuple[MemberLine, ...]) -> None:
        """Show the card of a member, or an empty one with the next number."""
        self._before, self._lines = line, lines
        new = line is None
        self.heading.setText(_("New member") if line is None else line.name)
        self.number.setText(presenter.next_code(lines) if line is None else line.member)
        self.number.setReadOnly(not new)
        self.called.setText("" if line is None else line.name)
        self.nickname.setText("" if line is None else line.nickname)
        self.phone.setText("" if line is None else line.phone)
        self.sex.choose("female" if line is None else line.sex)
        self.office.choose("" if line is None else line.office)
        self.save.setText(_("Add her") if new else _("Record"))
        self.save.updateGeometry()
        for field in self.fields.values():
            field.clear_error()
        self.show()
        self.called.setFocus()

    def record(self) -> None:
        """Record what was typed; what is wrong is said under its field."""
        typed = presenter.Card(
            member=self.number.text(),
            name=self.called.text(),
            nickname=self.nickname.text(),
            phone=self.phone.text(),
            sex=self.sex.value(),
            office=self.office.value(),
        )
        workspace = self._page.workspace
        common = {"group": workspace.group, "date": workspace.today.isoformat()}
        for field in self.fields.values():
            field.clear_error()
        try:
            card = presenter.cleaned(typed, self._lines)
        except BadText as bad:
            self.fields[bad.field].refuse(str(bad))
            return
        if self._before is None:
            events = presenter.joined(card, common)
        else:
            events = presenter.changed(card, self._before, common)
        self._page.fields = self.fields
        if events and workspace.record_all(events) is None:
            return
        if self._before is None:
            self.ask(None, self._page.lines)
            self.heading.setText(fill(_("{name} is in. Another member?"), name=card.name))
        else:
            self._page.close_form()
        self._page.table.view.choose(f"member:{card.member}")
