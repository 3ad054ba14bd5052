"""Who: a line that finds a member by number, first name, nickname or how the name sounds."""

import difflib
from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from coop_ledger import names
from coop_ledger.i18n import _
from ui.widgets.field import Line

SHOWN = 8
NEAR_SHOWN, LIKE = 3, 0.6  # names offered for one nobody has, and how like it they must be


def words_of(person: names.Person) -> str:
    """Return how a member is shown: "17 · Sira Sissoko (vendeuse)"."""
    note = f" ({person.nickname})" if person.nickname else ""
    return f"{person.member} · {person.name}{note}"


class MemberPicker(Line):
    """Type a number or the beginning of a name; Enter or Tab takes the first of the list."""

    picked = Signal(str)

    def __init__(self, people: Iterable[names.Person] = (), *, width: int = 280) -> None:
        super().__init__(width=width)
        self._people: tuple[names.Person, ...] = tuple(people)
        self._found: list[names.Person] = []
        self._person: names.Person | None = None
        self._list = QStringListModel(self)
        self._completer = QCompleter(self._list, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(SHOWN)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        chosen = self._completer.activated[QModelIndex]  # type: ignore[index]  # of two overloads
        chosen.connect(lambda index: self._pick(index.row()))
        self.setPlaceholderText(_("number or first name"))
        self.textEdited.connect(self._on_edited)

    def offer(self, people: Iterable[names.Person]) -> None:
        """Offer other people, keeping the one picked if she is among them."""
        self._people = tuple(people)
        self.choose(self.code())

    def code(self) -> str:
        """Return the code of the member picked, "" when there is none."""
        return self._person.member if self._person else ""

    def settle(self) -> str:
        """Take the first of the list where something was typed and nobody picked; her code."""
        if self._person is None and self._found and self.text().strip():
            self._pick(0)
        return self.code()

    def settle_if_sure(self) -> str:
        """Take who is meant beyond doubt: by her number, or by a beginning only she has."""
        typed = self.text().strip()
        if self._person is None and typed:
            found = names.rank(typed, self._people)
            spelt = [
                person
                for person in found
                if person.member == typed
                or max(names.matches(typed, person.name), names.matches(typed, person.nickname)) > 1
            ]
            if len(spelt) == 1:
                self._found = spelt
                self._pick(0)
        return self.code()

    def choose(self, code: str) -> None:
        """Show a member as picked, without telling."""
        self._person = next((person for person in self._people if person.member == code), None)
        self._found = []  # who was found for the line before is not meant by this one
        self.setText(words_of(self._person) if self._person else "")

    def nearest(self) -> list[names.Person]:
        """Return the people whose names are spelt most like what was typed, three at most."""
        typed = names.search_key(self.text())
        by_word = {
            f"{word} {person.member}": person
            for person in self._people
            for word in (*names.search_key(person.name).split(), names.search_key(person.name))
        }
        scored = sorted(
            (
                (difflib.SequenceMatcher(None, typed, word.rpartition(" ")[0]).ratio(), word)
                for word in by_word
            ),
            key=lambda pair: -pair[0],
        )
        near = {by_word[word].member: by_word[word] for ratio, word in scored if ratio >= LIKE}
        return [*near.values()][:NEAR_SHOWN]

    def _on_edited(self, text: str) -> None:
        self._person = None
        self._found = names.rank(text, self._people) if text.strip() else []
        self._list.setStringList([words_of(person) for person in self._found])
        if not self._found:
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _pick(self, place: int) -> None:
        if not 0 <= place < len(self._found):
            return
        self._person = self._found[place]
        self._popup.hide()
        self.setText(words_of(self._person))
        self.picked.emit(self._person.member)

    def accept_line(self) -> None:
        """Take the first of the list and go on."""
        self.settle()
        super().accept_line()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F4:
            self._found = list(self._people)
            self._list.setStringList([words_of(person) for person in self._found])
            self._completer.complete()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # A page that is put away moves the focus as Tab does: nobody has chosen anything then.
        if event.reason() == Qt.FocusReason.TabFocusReason and self.isVisible():
            self.settle()
        super().focusOutEvent(event)
