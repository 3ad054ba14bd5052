"""Delivery plans: who saves for which day, what is due next, and how each plan ends."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from coop_ledger.amounts import BadText
from coop_ledger.book.changes import Topic
from coop_ledger.book.questions.deliveries import DeliveryPlan, deliveries
from coop_ledger.book.questions.members import members
from coop_ledger.domain.accounts import DONORS
from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import _, fill, pgettext, translate
from ui.dialogs.question import Question
from ui.pages.deliveries_form import DeliveryForm
from ui.pages.page import Page
from ui.papers import show_paper
from ui.parts.private_strip import PrivateStrip
from ui.presenters import deliveries as presenter
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.card import Card, EmptyState
from ui.widgets.field import Choice
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.steps import Step, Steps
from ui.widgets.summary import Line as SummaryLine
from ui.widgets.summary import Summary
from ui.widgets.table_view import TableCard

EVERY = "all"
LEAST_HEIGHT = 170  # pixels: enough of the list to choose from above the form


class DeliveriesPage(Page):
    """The plans on the left, one of them and what happened on the right."""

    name = "deliveries"
    help = "deliveries"
    topics = frozenset({Topic.DELIVERIES, Topic.SAVINGS, Topic.CASH, Topic.MEMBERS, Topic.RULES})

    def title(self) -> str:
        return _("Delivery plans")

    def context(self) -> str:
        return presenter.context(self.found, self.left) if self.kept else ""

    def bar(self) -> tuple[Button, ...]:
        return (self.begin,)

    def answers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "find": self.table.view.setFocus,
            "print": self._print,
            "edit": self.form.begin,
        }

    # -- building ----------------------------------------------------------------------------------

    def build(self) -> None:
        self.found: tuple[DeliveryPlan, ...] = ()
        self.left, self.kept = 0, False
        self.settled: tuple[str, int] | None = None  # stays in sight among the open ones
        self.form = DeliveryForm(lambda: self.workspace.today)
        self.form.edited.connect(self._retell)
        self.form.recorded.connect(self._ask)
        self.fields = self.form.fields
        self.begin = Button(_("Open a plan"), Look.PRIMARY, icon="add", height=36)
        self.begin.clicked.connect(lambda: self.form.start("open"))
        self.strip = PrivateStrip(self.workspace, self.name)
        self.strip.asked.connect(self._on_asked)
        self.body.addWidget(self.strip)
        self.which = Choice([("open", _("Open plans")), (EVERY, _("All the plans"))])
        self.which.setAccessibleName(_("Which plans"))
        self.which.currentIndexChanged.connect(self.refresh)
        self.table = TableCard(_("Delivery plans"), row_height=30)
        self.table.view.current_changed.connect(self._show_plan)
        self.table.view.opened.connect(lambda _origin: self.form.start("saving"))
        self.list = Card(self.table, edge=True)
        self.list.body.setStretch(0, 1)
        self.report = Button(_("Donor's report"), icon="print", height=34)
        self.report.clicked.connect(self._print_report)
        self.table.setMinimumHeight(LEAST_HEIGHT)
        left = QWidget()
        self.year = Choice()
        self.year.setAccessibleName(_("Calendar year"))
        above = row(self.which, 1, self.year, self.report)
        column(above, self.list, self.form, spacing=12, parent=left).setStretch(1, 1)
        self.both = Beside(left, self._plan_card(), stretches=(2, 1), least=1000)
        self.body.addWidget(self.both, 1)
        vote = Button(_("Rules of the group"), height=36)
        vote.clicked.connect(lambda: self.workspace.go("rules"))
        words = _("This group keeps no delivery plans. They begin with a vote on its rules.")
        self.empty = EmptyState(words, vote, icon="heart")
        self.body.addWidget(self.empty, 1)

    def _plan_card(self) -> Card:
        self.plan_card = Card(title=_("Plan"))
        self.figures = Summary(_("Plan"))
        self.steps = Steps(down=True)
        self.steps.chosen.connect(self._reach)
        self.rule = Label("", "secondary", wrap=True)
        sheet = Button(_("Plan sheet"), icon="print", key="Ctrl+P", height=34)
        sheet.clicked.connect(self._print)
        self.sheet = sheet
        self.plan_card.header.addWidget(sheet)
        for part in (self.figures, self.rule, self.steps, 1):
            self.plan_card.add(part)
        return self.plan_card

    # -- showing -------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        (self.table.view if self.found else self.form.deed).setFocus()

    def refresh(self, changes: object = None) -> None:
        workspace = self.workspace
        where = (workspace.book, workspace.group)
        with workspace.book.reading() as connection:
            facts = workspace.book.facts(connection, workspace.group)
            rules = facts.rules(workspace.today)
            self.kept = rules.deliveries is not None or bool(facts.records("delivery_plan"))
            self.form.asks_card = presenter.asks_card(rules)
            self.left = -facts.total(DONORS)
            self.elsewhere = presenter.kept_elsewhere(facts)
            self.year.offer(presenter.years(facts, workspace.today))
        self.both.setVisible(self.kept)
        self.empty.setVisible(not self.kept)
        self.begin.setEnabled(self.kept)
        self.strip.refresh()
        if not self.kept:
            return
        wanted = self.which.value().removeprefix(EVERY)
        with self.strip.showing():
            every = deliveries(*where, on=workspace.today)
        self.found = tuple(
            plan
            for plan in every
            if wanted in ("", plan.status) or presenter.whose(plan) == self.settled
        )
        self.people = [person for person in members(*where) if person.status == "active"]
        self.table.show_table(presenter.list_table(self.found, workspace.today))
        if self.argument:
            self.table.view.choose(f"plan:{self.argument}")
            self.argument = ""
        self._show_plan()

    def _on_asked(self) -> None:
        self.refresh()
        self.take_focus()

    def plan(self) -> DeliveryPlan | None:
        """Return the plan of the current row."""
        origin = self.table.view.origin()
        keys = (presenter.key_of(plan, place) for place, plan in enumerate(self.found))
        return dict(zip(keys, self.found, strict=True)).get(origin)

    def _show_plan(self, _origin: str = "") -> None:
        plan = self.plan()
        self.plan_card.setVisible(plan is not None)
        if plan is not None:
            self.plan_card.heading.setText(plan.name)
            self.plan_card.note.setText(fill(_("expected on {day:day}"), day=plan.due))
            self.figures.tell([SummaryLine(w, (figure,)) for w, figure in presenter.summary(plan)])
            self.rule.setText(presenter.rule_in_words(plan))
            steps = [Step(title, note) for title, note in presenter.steps_of(plan)]
            done = sum(each.date is not None for each in plan.milestones)
            self.steps.tell(steps, min(done, len(steps) - 1), done)
            self.sheet.setEnabled(bool(plan.member))
            self.sheet.setText(
                _("Plan sheet") if plan.status == "open" else pgettext("of a plan", "Settlement")
            )
        acts = plan is not None and bool(plan.member)
        self.form.offer(self.people, plan=plan, acts=acts, elsewhere=self.elsewhere)

    def _reach(self, place: int) -> None:
        plan = self.plan()
        if plan is None:
            return
        each = presenter.in_order(plan)[place]
        if each.date is None and plan.status == "open" and plan.member:
            self.form.start("milestone", each.milestone)

    # -- recording -----------------------------------------------------------------------------------

    def _events(self) -> list[dict[str, object]]:
        """Return the events typed, none while something is missing. Raises BadText."""
        typed = self.form.typed()
        if not self.kept or self.form.missing(typed):
            return []
        plan = self.plan()
        member = plan.member if plan else ""
        workspace = self.workspace
        return list(
            presenter.events(
                self.form.deed.value(), workspace.group, self.form.day.value(), member, typed
            )
        )

    def _retell(self) -> None:
        """Show where the money would go, before it is recorded."""
        if not hasattr(self, "people"):
            return
        try:
            events = self._events()
        except BadText:
            events = []
        goes: list[tuple[str, str]] = []
        refusal = ""
        if events:
            try:
                goes = presenter.goes_where(self.workspace.book.preview(events[0]))
            except Refusal as refused:
                refusal = str(refused)
        self.form.tell(goes, refusal)
        self.form.save.setEnabled(self.kept)

    def _ask(self) -> None:
        """Record what is typed, or say under its field what is missing; a settlement is asked."""
        form = self.form
        try:
            missing = form.missing(form.typed())
            if missing:
                form.refuse(missing, translate(presenter.WANTED[missing]))
                return
            events = self._events()
        except BadText as bad:
            form.tell([], str(bad))
            return
        if not events or form.asks_again():
            return
        plan = self.plan()
        if events[0]["event"] != "delivery_plan_settled" or plan is None:
            self._record(events)
            return
        try:
            outcome = self.workspace.book.preview(events[0])
        except Refusal as refused:
            form.refuse(refused.field, str(refused))
            return
        title, facts = presenter.to_settle(plan.name, events[0], outcome)
        verb = _("Settle the plan")
        self.question = Question(title, facts, (), verb, lambda: self._record(events), self)
        self.question.open()

    def _record(self, events: list[dict[str, object]]) -> None:
        plan = self.plan()
        before, self.settled = self.settled, presenter.whose(plan)
        if self.workspace.record_all(events) is None:
            self.settled = before
            return
        self.form.clear_typed()
        if plan is not None and plan.member:
            self.table.view.choose(presenter.key_of(plan, 0))
        self.table.view.setFocus()
        self.form.done.setText(presenter.told(events[0], plan.name if plan else ""))

    # -- papers ----------------------------------------------------------------------------------------

    def _print(self) -> None:
        plan = self.plan()
        if plan is None or not plan.member:
            self.strip.ask()
            return
        values = {"member": plan.member, "number": plan.number}
        closed = plan.status != "open"
        self._show("delivery-settlement" if closed else "delivery-plan", values)

    def _print_report(self) -> None:
        values = {"year": int(self.year.value())}
        show_paper(self.workspace, "donor-report", values, parent=self)  # it names nobody

    def _show(self, paper: str, values: Mapping[str, object]) -> None:
        show_paper(self.workspace, paper, values, parent=self, private=self.strip.is_lifted())
