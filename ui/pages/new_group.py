"""A group is founded: name, rules, members, cycle, all read again, then recorded at once."""

from collections.abc import Sequence

from coop_ledger import i18n, paths
from coop_ledger.amounts import BadText
from coop_ledger.book.questions.groups import groups
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, ngettext
from ui.pages.assistant import Assistant, Part
from ui.pages.new_group_parts import CyclePart, GroupPart, RulesPart
from ui.pages.new_group_people import MembersPart, ReviewPart
from ui.papers import show_paper
from ui.presenters.new_group import DRAFT, PRESET_NAMES, NewGroup
from ui.widgets.steps import Step

STEP = "step"


class NewGroupPage(Assistant):
    """The assistant. What is typed is a draft of the book from the first name on."""

    name = "new_group"
    help = "new_group"

    def title(self) -> str:
        return _("New group")

    def context(self) -> str:
        there = groups(self.workspace.book) if self.workspace.has_book else ()
        if not there:
            return _(
                "Enter accepts and goes on. Nothing enters the journal before the end; "
                "what you type is kept as you go."
            )
        names = ", ".join(line.name for line in there[:2]) + (" …" if there[2:] else "")
        words = _("It stands in the same book as {names}. Nothing is recorded before the end.")
        return i18n.fill(words, names=names)

    def build(self) -> None:
        if not hasattr(self, "sheet"):
            self._begin()
        super().build()
        self.show_step(self.here)

    def _begin(self) -> None:
        """Take up the draft of the book, or begin a new sheet."""
        workspace = self.workspace
        taken = [line.group for line in groups(workspace.book)] if workspace.has_book else []
        self.book = workspace.book if workspace.has_book else None
        self.sheet = NewGroup(workspace.today, taken=taken, keep=self._keep)
        if workspace.has_book:
            self.sheet.restore(workspace.book.drafts.load(DRAFT))
        self.here = self.done = int(self.sheet.text(STEP) or 0)

    def open(self, argument: str) -> None:
        workspace = self.workspace
        book = workspace.book if workspace.has_book else None
        if self.book is not None and book is not self.book:
            self._begin()
            self.retranslate()
        self.book = book
        super().open(argument)

    def _keep(self, cell: str, text: str) -> None:
        if self.workspace.has_book:
            self.workspace.book.drafts.keep(DRAFT, cell, text)

    def make_parts(self) -> Sequence[Part]:
        kinds = (GroupPart, RulesPart, MembersPart, CyclePart, ReviewPart)
        return [kind(self.sheet, self.workspace, self.go_on) for kind in kinds]

    def steps(self) -> Sequence[Step]:
        return (
            Step(_("Group"), self.sheet.text("name") if self.done > 0 else ""),
            Step(_("Rules"), _(PRESET_NAMES[self.sheet.preset]) if self.done > 1 else ""),
            Step(_("Members"), self._members_note()),
            Step(_("Cycle"), self._cycle_note()),
            Step(_("Read again"), ""),
        )

    def _members_note(self) -> str:
        count = sum(bool(line.strip()) for line in self.sheet.text("members").splitlines())
        words = ngettext("{n:number} member", "{n:number} members", count)
        return i18n.fill(words, n=count) if count else ""

    def _cycle_note(self) -> str:
        if self.done <= 3:
            return ""
        return i18n.fill(_("until {day}"), day=self.sheet.text("ends"))

    def verb(self) -> tuple[str, str]:
        if self.here + 1 == len(self.parts):
            return _("Create the group"), "check"
        return super().verb()

    def show_step(self, place: int) -> None:
        super().show_step(place)
        if self.sheet.text("name"):
            self.sheet.type(STEP, str(place))

    def go_on(self) -> None:
        if self.here == 0 and not self.workspace.has_book:
            if self.parts[0].may_go_on():
                self._make_book()
            return
        super().go_on()

    def _make_book(self) -> None:
        """Make a book named after the group, so that what is typed is safe from here on."""
        stem = self.sheet.code()
        names = (stem, *(f"{stem}-{n}" for n in range(2, 1000)))
        target = next(p for n in names if not (p := paths.data() / f"{n}.coop").exists())
        workspace = self.workspace
        assert workspace.books is not None, "the window has its books"
        if workspace.books.create(str(target)):
            for cell, text in self.sheet.cells.items():
                self._keep(cell, text)
            super().go_on()

    def finish(self) -> None:
        """Record the founding whole, forget the draft and go home."""
        workspace = self.workspace
        try:
            events = self.sheet.events()
        except (BadText, Refusal) as wrong:
            workspace.notice(str(wrong), "error")
            return
        if workspace.record_all(events) is None:
            return
        workspace.book.drafts.drop(DRAFT)
        del self.sheet
        self.here = self.done = 0
        self.retranslate()
        workspace.show_group(events[0]["group"])
        workspace.go("home")
        workspace.notice(
            _("The group is founded. Its rules can be signed by all."),
            "success",
            (_("Print the rules"), lambda: show_paper(workspace, "rules", parent=self.window())),
        )
