"""Members: find one however her name is spelt, add one, change one."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.life import joining
from coop_ledger.book.questions.members import members
from coop_ledger.book.questions.people import Person, people
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
from ui.widgets.member import MemberPicker
from ui.widgets.money import MoneyField
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
        self.which = Choice((code, translate(words)) for code, words in presenter.WHICH.items())
        self.which.choose("active")
        self.which.setAccessibleName(_("Which members"))
        self.which.currentIndexChanged.connect(self._show)
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
        self.gone = Label(_("Nobody has left the group."), "body", "text2")
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        self.form = MemberForm(self)
        self.form.hide()
        search, deeds = QWidget(), QWidget()
        row(self.query, self.which, 1, spacing=12, parent=search)
        row(1, change, self.open_button, spacing=12, parent=deeds)
        top = Beside(search, deeds, stretches=(1, 0), least=760)
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.body.addWidget(top)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.none)
        self.body.addWidget(self.gone)
        for words in (self.none, self.gone):
            words.setAlignment(Qt.AlignmentFlag.AlignTop)
            words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
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
        listed = presenter.listed(self.lines, self.which.value())
        found = presenter.found_by(self.query.text(), listed)
        if self.query.text().strip() and not found:  # she may have left
            found = presenter.found_by(self.query.text(), self.lines)
        self.table.show_table(presenter.table_of(found))
        if self.query.text().strip() and found:
            self.table.view.choose(f"member:{found[0].member}")
        self.empty.setVisible(not self.lines and self.form.isHidden())
        self.none.setVisible(bool(listed) and not found)
        self.gone.setVisible(bool(self.lines) and not listed)
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
        self._people: dict[str, Person] = {}
        self._make_fields()
        part = self.fields
        self.add(self.known)
        self.add(FieldGrid([part["member"], part["sex"]], columns=2))
        self.add(part["name"])
        self.add(part["nickname"])
        self.add(FieldGrid([part["phone"], part["office"]], columns=2))
        self.add(FieldGrid([part["next_of_kin"], part["next_of_kin_phone"]], columns=2))
        self.add(self.terms)
        self.add(part["catch_up"])
        cancel = Button(_("Cancel"), key="Esc", height=40)
        cancel.clicked.connect(page.close_form)
        self.save = Button("", Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.record)
        self.phone.accepted.connect(self.record)
        self.add(1)
        self.add(row(cancel, 1, self.save))

    def _make_fields(self) -> None:
        self.number = Line(width=70)
        self.called = Line(width=200)
        self.nickname = Line(width=200)
        self.phone = Line(width=130, placeholder="76 12 34 56")
        self.kin, self.kin_phone = Line(width=150), Line(width=130)
        self.sex = Choice((code, translate(words)) for code, words in presenter.SEXES.items())
        offices = presenter.OFFICES.items()
        self.office = Choice((code, translate(words)) for code, words in offices)
        self.elsewhere = MemberPicker(width=220)
        self.elsewhere.picked.connect(self._take)
        self.known = Field(_("From &another group, or back again"), self.elsewhere)
        self.terms = Label("", "secondary", wrap=True)
        self.fields = {
            "member": Field(_("&Number"), self.number),
            "name": Field(_("&First name and family name"), self.called),
            "nickname": Field(
                _("N&ickname"), self.nickname, help=_("a word that tells namesakes apart")
            ),
            "phone": Field(_("&Telephone"), self.phone),
            "sex": Field(_("Woman or man"), self.sex),
            "office": Field(_("&Office"), self.office),
            "next_of_kin": Field(_("Next of &kin"), self.kin),
            "next_of_kin_phone": Field(_("Their telephone"), self.kin_phone),
            "catch_up": MoneyField(_("Catch-u&p payment")),
        }

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
        self.kin.setText("" if line is None else line.next_of_kin)
        self.kin_phone.setText("" if line is None else line.next_of_kin_phone)
        self.sex.choose("female" if line is None else line.sex)
        self.office.choose("" if line is None else line.office)
        self.fields["office"].setVisible(line is None or line.status == "active")
        self.save.setText(_("Add her") if new else _("Record"))
        self.save.updateGeometry()
        for field in self.fields.values():
            field.clear_error()
        self._ask_how_she_joins(new=new)
        self.show()
        self.called.setFocus()

    def _ask_how_she_joins(self, *, new: bool) -> None:
        """Offer who is known already, and say what joining in mid-cycle costs."""
        workspace = self._page.workspace
        found = people(workspace.book, workspace.group) if new else ()
        self._people = {person.reference: person for person in found}
        self.elsewhere.offer(presenter.offered(found))
        self.elsewhere.choose("")
        self.known.setVisible(bool(found))
        terms = joining(workspace.book, workspace.group, workspace.today) if new else None
        words = presenter.joining_words(terms) if terms else ""
        self.terms.setText(words)
        self.terms.setVisible(bool(words))
        catch_up = self.fields["catch_up"]
        assert isinstance(catch_up, MoneyField)
        catch_up.set_amount((terms.least or None) if terms else None)
        catch_up.setVisible(terms is not None and terms.in_cycle and terms.rule != "refused")

    def _take(self, reference: str) -> None:
        """Fill the card with what is known of a woman elsewhere."""
        person = self._people[reference]
        self.called.setText(person.name)
        self.nickname.setText(person.nickname)
        self.phone.setText(person.phone)
        self.kin.setText(person.next_of_kin)
        self.kin_phone.setText(person.next_of_kin_phone)
        self.sex.choose(person.sex)

    def _typed(self) -> presenter.Card:
        catch_up = self.fields["catch_up"]
        assert isinstance(catch_up, MoneyField)
        known = self._people.get(self.elsewhere.code())
        return presenter.Card(
            member=self.number.text(),
            name=self.called.text(),
            nickname=self.nickname.text(),
            phone=self.phone.text(),
            sex=self.sex.value(),
            office=self.office.value(),
            next_of_kin=self.kin.text(),
            next_of_kin_phone=self.kin_phone.text(),
            birth_year=known.birth_year if known else None,
            same_as=known.reference if known else "",
            catch_up=catch_up.money.value() if catch_up.isVisibleTo(self) else None,
        )

    def record(self) -> None:
        """Record what was typed; what is wrong is said under its field."""
        workspace = self._page.workspace
        common = {"group": workspace.group, "date": workspace.today.isoformat()}
        for field in self.fields.values():
            field.clear_error()
        try:
            card = presenter.cleaned(self._typed(), self._lines)
        except BadText as bad:
            self.fields[bad.field if bad.field in self.fields else "catch_up"].refuse(str(bad))
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
