"""What is recorded about delivery plans: one deed at a time, and where its money goes."""

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit

from coop_ledger.amounts import BadText
from coop_ledger.book.questions.answers import MemberLine
from coop_ledger.book.questions.deliveries import DeliveryPlan
from coop_ledger.domain.events.delivery import LONGEST
from coop_ledger.i18n import _, fill, translate
from ui.presenters import deliveries as presenter
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.day import DayEdit
from ui.widgets.field import Choice, Field, Line
from ui.widgets.grid import FieldGrid
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.member import MemberPicker
from ui.widgets.money import MoneyField
from ui.widgets.summary import Line as SummaryLine
from ui.widgets.summary import Summary


class _Shown(FieldGrid):
    """Fields of which only those that matter stand in the grid."""

    def arrange(self, fields: list[Field]) -> None:
        """Show these fields, in this order."""
        if self._widgets == tuple(fields):
            return
        for field in self._widgets:
            self._grid.removeWidget(field)
            field.setVisible(field in fields)
        self._widgets, columns, self._columns = tuple(fields), self._columns, 0
        for field in fields:
            field.show()
        self._spread(columns or self._most)


class DeliveryForm(Card):
    """The form beside the list. `edited` tells that something was typed, `recorded` Ctrl+Enter."""

    edited = Signal()
    recorded = Signal()

    def __init__(self, today: Callable[[], datetime.date]) -> None:
        super().__init__(title=_("What happened"))
        self._today = today
        self._plan: DeliveryPlan | None = None
        self._shown_to: tuple[str, int] | None = None
        self._agreed: int | None = None
        self._elsewhere: frozenset[str] = frozenset()
        self.asks_card = True
        self.deed = Choice()
        self.deed.setAccessibleName(_("What happened"))
        self.day = DayEdit(today, latest=today, width=120)
        self.day.setAccessibleName(_("Day it happened"))
        self.member = MemberPicker(width=260)
        self.due = DayEdit(today, latest=lambda: today() + LONGEST)
        self.due.clear()  # no day is likelier than another
        self.outcome, self.milestone = Choice(presenter.outcomes()), Choice()
        self.place, self.subsidy_place = Choice(presenter.places()), Choice(presenter.places())
        self.lines = {
            name: Line(width=260)
            for name in ("proof", "card", "centre", "receipt", "refunded_to", "reference")
        }
        self.amounts = {
            "amount": MoneyField(_("&Amount")),
            "bill": MoneyField(_("&Bill of the health centre")),
            "paid_to_centre": MoneyField(_("&Paid to the health centre")),
            "goal": MoneyField(_("&Goal")),
        }
        self.fields: dict[str, Field] = {
            "member": Field(_("&Member"), self.member),
            "due": Field(_("&Expected on"), self.due),
            "card": Field(_("Number of her &card, if she is enrolled"), self.lines["card"]),
            "milestone": Field(_("&Milestone"), self.milestone),
            "proof": Field(_("P&roof: number of the stamp or receipt"), self.lines["proof"]),
            "outcome": Field(_("&How it ended"), self.outcome),
            "centre": Field(_("Health &centre"), self.lines["centre"]),
            "receipt": Field(_("&Receipt of the health centre"), self.lines["receipt"]),
            "refunded_to": Field(_("Next of &kin who receives"), self.lines["refunded_to"]),
            "reference": Field(_("&Reference of the payment"), self.lines["reference"]),
            "place": Field(_("Where the money &lies"), self.place),
            "subsidy_place": Field(_("Where the &donor's money lies"), self.subsidy_place),
            **self.amounts,
        }
        self.goes = Summary(_("Where the money goes"))
        self.why = Label(presenter.why_few(), "secondary", wrap=True)
        self.refused = Label("", "secondary", "error", wrap=True)
        self.done = Label("", "secondary", "success", wrap=True)
        self.save = Button(_("Record"), Look.PRIMARY, icon="check", key="Ctrl+Return", bind=True)
        self.save.clicked.connect(self.recorded.emit)
        self.header.addWidget(self.deed)
        self.header.addWidget(Label(_("Day"), "secondary"))
        self.header.addWidget(self.day)
        self.add(self.why)
        self.grid = _Shown([self.fields[name] for name in _ORDER], columns=2, spacing=12)
        self.add(self.grid)
        self.add(self.goes)
        self.add(self.refused)
        last = row(self.done, self.save)
        last.setStretch(0, 1)
        self.add(last)
        self._connect()

    def _connect(self) -> None:
        self.deed.currentIndexChanged.connect(self._on_deed)
        for choice in (self.outcome, self.milestone, self.place, self.subsidy_place):
            choice.currentIndexChanged.connect(self._on_edited)
        edits: list[QLineEdit] = [self.day, self.due, *self.lines.values()]
        for edit in edits:
            edit.textChanged.connect(self._on_edited)
        for field in self.amounts.values():
            field.amount_changed.connect(self._on_edited)
        self.member.picked.connect(self._on_edited)

    # -- what it offers ------------------------------------------------------------------------------

    def offer(
        self,
        people: list[MemberLine],
        *,
        plan: DeliveryPlan | None,
        acts: bool,
        elsewhere: frozenset[str],
    ) -> None:
        """Offer the deeds that can be done; `acts` says that a plan is known by its member.

        `elsewhere` are the funds that keep money outside their box: only then it is asked
        where a payment is taken from.
        """
        self._elsewhere = elsewhere
        self._plan = plan if acts and plan and plan.status == "open" else None
        before, self._shown_to = self._shown_to, presenter.whose(plan) if acts else None
        self.why.setVisible(plan is not None and not acts)
        self.member.offer(people)
        deeds = [
            (code, translate(words))
            for code, words in presenter.DEEDS.items()
            if self._plan is not None or code not in presenter.OF_A_PLAN
        ]
        with QSignalBlocker(self.deed), QSignalBlocker(self.milestone):
            self.deed.offer(deeds)
            if self._plan is not None:
                self.milestone.offer(presenter.missing(self._plan))
        if before != self._shown_to:
            self.clear_typed()  # what was typed for one woman is never recorded for another
        else:
            self._on_edited()

    def start(self, deed: str, milestone: str = "") -> None:
        """Begin a deed with what is usual, and put the keyboard into its first field."""
        self.deed.choose(deed)
        self._on_deed()
        self.milestone.choose(milestone)
        self.fields[self._shown()[0]].setFocus()

    def begin(self) -> None:
        """Propose what is usual for the deed in front, and let another one be chosen."""
        if self.amounts["amount"].money.value_or_none() is None:
            self._on_deed()
        self.deed.setFocus()

    def clear_typed(self) -> None:
        """Empty every field, as after something was recorded, and begin where most begin.

        Nothing is proposed here: Ctrl+Enter pressed twice must not record a second time.
        """
        for choice in (self.deed, self.outcome, self.milestone):
            with QSignalBlocker(choice):
                choice.setCurrentIndex(0)
        self._agreed = None
        self.day.set_value(self._today())
        self.due.clear()
        for edit in self.lines.values():
            edit.clear()
        for field in self.amounts.values():
            field.set_amount(None)
        self.member.choose("")
        self.place.choose("box")
        self.subsidy_place.choose("box")
        self._on_edited()

    def _shown(self) -> tuple[str, ...]:
        unasked = set() if self.outcome.value() == "deceased" else {"refunded_to"}
        if not self.asks_card:
            unasked.add("card")
        if self._plan is not None and self.deed.value() in ("milestone", "settle"):
            purses = {"place": self._plan.fund, "subsidy_place": self._plan.donor_fund}
            unasked |= {name for name, fund in purses.items() if fund not in self._elsewhere}
        names = presenter.FIELDS.get(self.deed.value(), ())
        return tuple(name for name in names if name not in unasked)

    def _on_deed(self) -> None:
        """Propose what is usual for the deed that was chosen."""
        deed = self.deed.value()
        if deed == "saving":
            self.amounts["amount"].set_amount(presenter.usual_saving(self._plan))
        elif deed in ("donor", "give_back"):
            self.amounts["amount"].set_amount(None)
        self._on_edited()

    def _on_edited(self) -> None:
        self.done.clear()
        for field in self.fields.values():
            field.clear_error()
        bill = presenter.subsidy_needs_bill(self._plan)
        self.fields["bill"].set_help(_("What it leaves is added.") if bill else "")
        self.grid.arrange([self.fields[name] for name in _ORDER if name in self._shown()])
        self.edited.emit()

    # -- what is typed ---------------------------------------------------------------------------------

    def typed(self) -> dict[str, Any]:
        """Return what is typed for the deed, by field. Raises BadText, told under its field."""
        readers: dict[str, Callable[[], Any]] = {
            "member": self.member.code,
            "due": lambda: self.due.value().isoformat() if self.due.text().strip() else "",
            "milestone": self.milestone.value,
            "outcome": self.outcome.value,
            "place": self.place.value,
            "subsidy_place": self.subsidy_place.value,
            **{name: edit.text().strip for name, edit in self.lines.items()},
            **{name: field.money.value for name, field in self.amounts.items()},
        }
        found = {}
        for name in self._shown():
            try:
                found[name] = readers[name]()
            except BadText as bad:
                self.fields[name].show_error(str(bad))
                raise
        return found

    def missing(self, typed: dict[str, Any]) -> str:
        """Return the first field that the deed cannot do without and that is empty, or ""."""
        needed = presenter.NEEDED[self.deed.value()]
        return next((name for name in needed if not typed.get(name)), "")

    def refuse(self, field: str, sentence: str) -> None:
        """Say under a field why nothing is recorded, and bring the keyboard there."""
        if field in self._shown():
            self.fields[field].refuse(sentence)
            return
        self.tell([], sentence)
        if field == "date":
            self.day.setFocus()

    def asks_again(self) -> bool:
        """Ask whether savings far from the month's, or beyond the goal, are meant; once."""
        if self.deed.value() != "saving":
            return False
        field = self.amounts["amount"]
        amount = field.money.value_or_none()
        doubt = presenter.doubtful(self._plan, amount)
        if amount is None or doubt is None or amount == self._agreed:
            return False
        sentence, meant = doubt
        put = (fill(_("Put {meant:money}"), meant=meant), lambda: self._put(meant))
        buttons = [put] if meant else []
        keep = fill(_("Keep {amount:money}"), amount=amount)
        field.setFocus()
        field.show_warning(sentence, *buttons, (keep, lambda: self._keep(amount)))
        return True

    def _put(self, amount: int) -> None:
        self.amounts["amount"].set_amount(amount)
        self.save.setFocus()

    def _keep(self, amount: int) -> None:
        self._agreed = amount
        self.amounts["amount"].clear_error()
        self.save.setFocus()

    def tell(self, goes: list[tuple[str, str]], refusal: str) -> None:
        """Show where the money goes, or why it cannot be recorded."""
        self.goes.tell([SummaryLine(words, (figure,)) for words, figure in goes])
        self.goes.setVisible(bool(goes))
        self.refused.setText(refusal)
        self.refused.setVisible(bool(refusal))


_ORDER = (
    *("member", "due", "goal", "card", "milestone", "proof", "bill", "outcome", "amount"),
    *("paid_to_centre", "centre", "receipt", "refunded_to", "reference", "place"),
    "subsidy_place",
)
