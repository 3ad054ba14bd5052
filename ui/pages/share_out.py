"""The end of a cycle in seven steps; until the vote nothing is recorded."""

from collections.abc import Callable, Mapping, Sequence

from coop_ledger import i18n, terms
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.members import members
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill, ngettext
from ui.dialogs.question import Question
from ui.dialogs.share_out_reopen import ReopenShareOut
from ui.pages.assistant import Assistant, Part
from ui.pages.share_out_after import ClosePart, PayPart, PrintPart
from ui.pages.share_out_before import CheckPart, CountPart, VotePart
from ui.pages.share_out_choose import ChoosePart
from ui.papers import show_paper
from ui.presenters.correction import REOPEN
from ui.presenters.share_out import ShareOutWork
from ui.presenters.share_out_words import vote_facts, vote_warnings
from ui.widgets.button import Button
from ui.widgets.steps import Step

CHECK, COUNT, CHOOSE, VOTE, PRINT, PAY, CLOSE = range(7)
_SEEN = ("paid:", "part:")


class ShareOutPage(Assistant):
    """The assistant of one cycle; it stands again where it was left."""

    name = "share_out"
    help = "share_out"
    topics = frozenset({Topic.SHARE_OUT, Topic.GROUP, Topic.CASH})

    def title(self) -> str:
        return _("End of the cycle") if self.work.shares_nothing else _("End-of-cycle share-out")

    def context(self) -> str:
        return fill(_("cycle {cycle}"), cycle=self.work.cycle.code) if self.work.cycle else ""

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        return ((_("Reports"), "reports"),)

    def bar(self) -> tuple[Button, ...]:
        return ()

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {"print": self._print}

    def _print(self) -> None:
        if self.here == CHOOSE:
            self.print_ways()
        else:
            show_paper(self.workspace, "share-out-statement", parent=self)

    def print_ways(self) -> None:
        """Show the paper that is read aloud before the vote."""
        show_paper(self.workspace, "share-out-choices", parent=self)

    def build(self) -> None:
        self._take_up()
        super().build()

    def _take_up(self) -> None:
        workspace = self.workspace
        self.work = ShareOutWork(workspace.book, workspace.group, workspace.today)

    def make_parts(self) -> Sequence[Part]:
        kinds = (CheckPart, CountPart, ChoosePart, VotePart, PrintPart, PayPart, ClosePart)
        return [kind(self) for kind in kinds]

    def open(self, argument: str) -> None:
        self.argument = argument
        self._take_up()
        self._lay_out()
        again = argument == REOPEN and self.work.open and self.work.decided
        self.show_step(PRINT if again else self._step_left())

    def take_focus(self) -> None:
        part = self.parts[self.here]
        if self.argument == REOPEN and isinstance(part, PrintPart):
            part.again.setFocus()
        else:
            super().take_focus()

    def refresh(self, changes: object = None) -> None:
        """Take up what was recorded, and stay in the step unless the cycle is another one."""
        before = self.work.draft
        self._take_up()
        self._lay_out()
        same = self.work.draft == before
        self.show_step(max(self.here, self._least()) if same else self._step_left())

    def _least(self) -> int:
        """Return the first step one may still be in."""
        if not self.work.open or self.work.shares_nothing:
            return CLOSE
        return PRINT if self.work.decided else CHECK

    def _step_left(self) -> int:
        text = self.work.text("step")
        most = CLOSE if self.work.decided else VOTE
        self.done = 0
        return max(min(int(text) if text.isdigit() else 0, most), self._least())

    def _lay_out(self) -> None:
        super()._lay_out()
        if self.work.shares_nothing:  # there is one step: the next cycle
            self.beside.hide()
            self.above.hide()

    def show_step(self, place: int) -> None:
        if place != PRINT:
            self.argument = ""
        super().show_step(place)
        if self.work.open:
            self.work.keep("step", str(place))

    def step_back(self) -> bool:
        if self.here <= self._least():
            return False
        return super().step_back()

    def steps(self) -> Sequence[Step]:
        work = self.work
        counted = i18n.money(work.counted) + " F" if work.counted else ""
        method = str(terms.share_out_method(work.method)) if self.done > CHOOSE else ""
        voted = _("voted") if work.decided else ""
        return (
            Step(_("Check")),
            Step(_("Count"), counted),
            Step(_("Method and rounding"), method),
            Step(_("Vote"), voted),
            Step(_("Print")),
            Step(_("Hand over"), self._handed_note()),
            Step(_("Closing")),
        )

    def _handed_note(self) -> str:
        ticks = [cell for cell, text in self.work.cells.items() if cell[:5] in _SEEN and text]
        words = ngettext("{n:number} envelope", "{n:number} envelopes", len(ticks))
        return fill(words, n=len(ticks)) if ticks else ""

    def verb(self) -> tuple[str, str]:
        return {
            VOTE: (_("Record the vote"), "check"),
            CLOSE: (_("Close the cycle") if self.work.open else _("Open the cycle"), "flag"),
        }.get(self.here, super().verb())

    def hint(self) -> str:
        if self.here < VOTE:
            return _("nothing is recorded before the vote")
        return _("then nothing changes any more") if self.here == VOTE else ""

    def go_on(self) -> None:
        part = self.parts[self.here]
        if self.here == VOTE:
            assert isinstance(part, VotePart)
            self._vote(part)
        else:
            super().go_on()

    def _vote(self, part: VotePart) -> None:
        if not part.may_go_on():
            return
        work = self.work
        assert work.cycle is not None, "there is a cycle to share"
        result, today, planned = work.result(), self.workspace.today, work.cycle.ends
        Question(
            _("Record the vote of the share-out?"),
            vote_facts(result, today),
            vote_warnings(result, work.loans_out(), today, planned),
            _("Record the vote"),
            lambda: self._record_vote(part),
            self,
        ).open()

    def _record_vote(self, part: VotePart) -> None:
        event = self.work.vote_event(part.approved())
        self.here = PRINT
        self.work.keep("step", str(PRINT))
        if self.workspace.record(event) is None:
            self.here = VOTE
            self.show_step(VOTE)
            return
        # The window gave the keyboard back to the page, not to the papers.
        self.take_focus()

    def reopen(self) -> None:
        """Ask why the share-out is reopened and who answers for it, then take the vote back."""
        people = {m.member: m.name for m in members(self.workspace.book, self.workspace.group)}
        ReopenShareOut(people, self._reopened, self).open()

    def _reopened(self, reason: str, named: Sequence[str]) -> None:
        if self.workspace.record(self.work.reopening_event(reason, named)) is None:
            return
        self.work.forget_handing()
        self.done = 0
        self.show_step(CHECK)

    def show_refusal(self, refusal: Refusal) -> bool:
        part = self.parts[min(self.here, VOTE)]
        told: bool = getattr(part, "show_refusal", lambda _refusal: False)(refusal)
        return told

    def finish(self) -> None:
        """Close the cycle and open the next one."""
        part = self.parts[CLOSE]
        assert isinstance(part, ClosePart)
        draft = self.work.draft
        events = part.events()
        if not events or self.workspace.record_all(events) is None:
            return
        self.workspace.book.drafts.drop(draft)
        self.workspace.go("home")
