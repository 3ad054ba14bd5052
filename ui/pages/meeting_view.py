"""One meeting sheet on the screen: steps above, the grid, the panel beside it, the way to the end."""

import functools
from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent, QUndoStack
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from coop_ledger import i18n
from coop_ledger.i18n import _
from ui import theme
from ui.models.meeting_model import MembersModel
from ui.pages.meeting_panel import (
    BoxesView,
    CountPart,
    LinesPart,
    OpeningPart,
    Part,
    Proof,
    ReasonPart,
    WomanView,
)
from ui.presenters import meeting_close
from ui.presenters.meeting_close import Problem
from ui.presenters.meeting_sheet import DATE, REASON, MeetingSheet
from ui.presenters.meeting_tally import Box
from ui.widgets.button import Button, Look
from ui.widgets.card import Card
from ui.widgets.hint_bar import HintBar
from ui.widgets.label import Icon, Label
from ui.widgets.layout import clear, column, row
from ui.widgets.message import MessageStrip
from ui.widgets.rolling import Rolling
from ui.widgets.sheet_grid import MeetingGrid
from ui.widgets.steps import Step, Steps

PANEL, FORM, GAP = 316, 400, 14  # the cash beside the grid; a form, where there is one
ALONE = 620  # the panel where it stands alone
FOLDED = 250  # the steps, where they share a line with the cash
LOW = 460  # below this height the rows are worth more than the hints
MAX_STRIPS = 3


class Band(QFrame):
    """One line in place of the panel: what is expected, or what is wrong, and the way there."""

    def __init__(self) -> None:
        super().__init__()
        self.icon, self.words = Icon("info", "info"), Label("", "label")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button = Button(_("Cash"), key="F6", height=32)
        line = row(self.icon, self.words, self.button, spacing=10, margins=(12, 4), parent=self)
        line.setStretchFactor(self.words, 1)

    def tell(self, sentence: str, kind: str) -> None:
        """Say a sentence; the cash is one key away."""
        self.setProperty("role", kind)
        self.icon.set_icon("warning" if kind == "warning" else "info", kind)
        self.words.set_ink(kind)
        self.words.setText(sentence)
        self.style().unpolish(self)
        self.style().polish(self)


class MeetingView(QWidget):
    """The sheet with everything around it.

    `checking` asks for the last look, `recording` for the record, `day_changed` for another day.
    """

    recording = Signal()
    checking = Signal()
    day_changed = Signal()

    def __init__(self, sheet: MeetingSheet) -> None:
        super().__init__()
        self.sheet = sheet
        self.undo = QUndoStack(self)
        self._undone = 0
        self._reached = 0
        self.steps_of = self._steps()
        self._here = 0
        self._build()
        self._connect()
        self.show_step(0)
        self._retell()

    # -- building ------------------------------------------------------------------------------------

    def _steps(self) -> list[tuple[str, str]]:
        """Return each part of the meeting: its key and its name."""
        loans = [("loan", _("Loans"))] if self.sheet.opening.rules.loans else []
        return [
            ("opening", _("Opening")),
            *((column.key, column.step) for column in self.sheet.columns),
            ("other", _("Other")),
            *loans,
            ("count", _("Count")),
            ("closing", _("Closing")),
        ]

    def _build(self) -> None:
        sheet = self.sheet
        self.steps = Steps()
        self.model = MembersModel(sheet, self)
        self.members = MeetingGrid(self.model, _("Meeting sheet"))
        self.grid, self.totals = self.members.grid, self.members.totals
        self.grid.share_undo(self.undo)
        self.hints = HintBar(
            (
                ("Return", _("accept and go on")),
                ("Ctrl+D", _("fill down")),
                ("Ctrl+Z", _("undo")),
                ("Ctrl+PgDown", _("next step")),
                ("Esc", _("give up the cell")),
            )
        )
        self.card = Card(self.members, edge=True, spacing=0)
        self.card.add(self.hints)
        self.parts: dict[str, Part] = {
            "opening": OpeningPart(sheet, self.undo),
            "other": LinesPart(sheet, "other", _("Other money"), self.undo),
            "loan": LinesPart(sheet, "loan", _("New loans"), self.undo),
            "count": CountPart(sheet, self.undo),
            "closing": ReasonPart(sheet, self.undo),
        }
        self.boxes, self.woman, self.proof = BoxesView(), WomanView(), Proof()
        self.found = column(spacing=8)
        self.strip = MessageStrip()
        self.close_button = Button(_("Check and close"), icon="lock", key="F12")
        self.record_button = Button(
            _("Record the meeting"), Look.PRIMARY, icon="lock", key="Ctrl+Return"
        )
        self.heading = Label("", "card")
        figures = column(self.boxes, self.woman, *self.parts.values(), self.proof, spacing=10)
        self.rolling = Rolling(column(figures, self.found, 1, spacing=10))
        self.panel = Card(self.heading, padding=(16, 12))
        self.panel.add(self.rolling, 1)
        for widget in (self.strip, self.close_button, self.record_button):
            self.panel.add(widget)
        self.panel.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.band = Band()
        self.band.button.clicked.connect(self.toggle_panel)
        both = row(self.card, self.panel, spacing=GAP)
        both.setStretchFactor(self.card, 1)
        head = row(self.steps, self.band, spacing=GAP)
        head.setStretchFactor(self.band, 1)
        column(head, both, spacing=8, parent=self)

    def _connect(self) -> None:
        # Once the words are laid out: only then is it known how high they stand.
        self._rolling_soon = QTimer(self, singleShot=True, interval=0)
        self._rolling_soon.timeout.connect(self._keep_in_sight)
        self.steps.chosen.connect(self.go_step)
        self.model.put.connect(self._on_put)
        self.grid.moved.connect(self._on_moved)
        self.grid.past_end.connect(self.totals.edit)
        self.grid.took_out.connect(self._tell_taken_out)
        self.grid.past_start.connect(self._on_past_start)
        self.totals.went_on.connect(lambda place: self.go_step(self._step_of(place) + 1))
        self.totals.went_back.connect(self._on_went_back)
        self.undo.indexChanged.connect(self._on_undo)
        for key, part in self.parts.items():
            part.model.put.connect(self._on_put)
            part.moved.connect(functools.partial(self.sheet.keep_typing, text=""))
            part.spoke.connect(self._rolling_soon.start)
            part.past_end.connect(functools.partial(self._on_past_part, key, 1))
            part.past_start.connect(functools.partial(self._on_past_part, key, -1))
        self.close_button.clicked.connect(self.checking)
        self.record_button.clicked.connect(self.recording)
        deeds = {
            "Ctrl+PgDown": functools.partial(self.next_step, 1),
            "Ctrl+PgUp": functools.partial(self.next_step, -1),
            "Ctrl+Return": self.recording.emit,
            "Ctrl+Enter": self.recording.emit,
        }
        for key, deed in deeds.items():
            QShortcut(QKeySequence(key), self).activated.connect(deed)

    # -- where one is ----------------------------------------------------------------------------------

    @property
    def step(self) -> str:
        """The key of the step one is at."""
        return self.steps_of[self._here][0]

    def _step_of(self, place: int) -> int:
        """Return the step of a column of the grid."""
        key = self.model.keys[place]
        return next((at for at, (step, _name) in enumerate(self.steps_of) if step == key), 0)

    def go_step(self, at: int, *, last: bool = False, by: int = 1) -> None:
        """Go to the first cell of a step, or the last; a column where nobody has a cell is passed."""
        while 0 <= at < len(self.steps_of):
            key = self.steps_of[at][0]
            if key in self.parts:
                self.show_step(at)
                if key == "closing":
                    self.checking.emit()
                self._begin_part(key, last=last)
                return
            if self.grid.enter_column(self.model.keys.index(key), last=last):
                self.grid.setFocus()
                self._arrive()
                return
            at += by

    def _begin_part(self, key: str, *, last: bool) -> None:
        if self.parts[key].model.rows():
            self.parts[key].begin(last=last)
        else:
            self.record_button.setFocus()

    def next_step(self, by: int = 1) -> None:
        """Go to the step after this one, or before it."""
        if self.commit():
            self.go_step(self._here + by, by=by)

    def go_cell(self, cell: str, half_typed: str = "") -> None:
        """Go to a cell wherever it is, with what was half typed there."""
        key, _slash, subject = cell.partition("/")
        if key == "paper" and subject in self.model.keys:
            place = self.model.keys.index(subject)
            self.show_step(self._step_of(place))
            self.totals.edit(place, half_typed or None)
            return
        if self.grid.go_to_cell(cell):
            self.grid.setFocus()
            self._arrive()
            if half_typed:
                self.grid.resume(half_typed)
            return
        for at, (step, _name) in enumerate(self.steps_of):
            part = self.parts.get(step)
            if part is not None and part.model.place_of(cell) is not None:
                self.show_step(at)
                part.grid.go_to_cell(cell)
                part.grid.setFocus()
                if half_typed:
                    part.grid.resume(half_typed)
                return

    def resume(self) -> None:
        """Go where the work was left, even in the middle of a figure."""
        if self.sheet.here:
            self.go_cell(self.sheet.here, self.sheet.half_typed)
        else:
            self.go_step(1)

    def _on_moved(self, at: int, place: int) -> None:
        cell = self.model.cell(at, place)
        if not cell or not self.grid.has_keys():
            return
        self.sheet.keep_typing(cell, "")
        self.totals.line.hide()
        if self.step != self.model.keys[place]:
            self.show_step(self._step_of(place))
        self._show_woman()
        self._explain(at, place)

    def _arrive(self) -> None:
        """Take note of the grid's cell, moved or not, now that it has the keyboard."""
        here = self.grid.currentIndex()
        self.show_step(self._step_of(here.column()))
        self._on_moved(here.row(), here.column())

    def _explain(self, at: int, place: int) -> None:
        """Say what is proposed before it is taken, where it is more than a rule of everybody."""
        key = self.model.keys[place]
        proposed = self.model.suggestion(at, place) if not self.model.shown(at, place) else ""
        noted = bool(self.model.note(at, place)) and not self.model.shown(at, place)
        if (key == "repaid" and proposed) or noted:
            box = self.grid.visualRect(self.model.index(at, place))
            self.grid.reading.tell(box, *self.model.reading(at, place, "" if noted else proposed))
        else:
            self.grid.reading.hide()

    def _on_past_start(self, place: int) -> None:
        self.go_step(self._step_of(place) - 1, last=True, by=-1)

    def _on_went_back(self, place: int) -> None:
        self.grid.enter_column(place, last=True)
        self.grid.setFocus()
        self._arrive()

    def _on_past_part(self, key: str, by: int) -> None:
        at = next(at for at, (step, _name) in enumerate(self.steps_of) if step == key)
        if key == "closing" and by > 0:
            self.record_button.setFocus()
        else:
            self.go_step(at + by, last=by < 0, by=by)

    def _keep_in_sight(self) -> None:
        part = self.parts.get(self.step)
        if part is not None:
            self.rolling.keep_in_sight(part, *part.at_work())

    # -- what is shown -----------------------------------------------------------------------------------

    def show_step(self, at: int) -> None:
        """Show a step above, and its part in the panel."""
        self._here = at
        self._reached = max(self._reached, at)
        names = [Step(name) for _key, name in self.steps_of]
        self.steps.tell(names, at, self._reached)
        key = self.step
        for name, part in self.parts.items():
            part.setVisible(name == key)
        if key in self.parts:
            self.parts[key].refresh()
        self.heading.setText(_("Cash") if key not in self.parts else self.steps_of[at][1])
        self.woman.setVisible(key not in self.parts)
        if key != "closing":
            clear(self.found)
        self._show_woman()
        self._arrange()
        self._retell()

    def _show_woman(self) -> None:
        at = self.grid.currentIndex().row()
        if 0 <= at < len(self.sheet.opening.attendees) and not self.woman.isHidden():
            self.woman.show_woman(self.sheet.opening.attendees[at], self.sheet)

    def _on_put(self, cell: str) -> None:
        self.hints.tell("")
        key = cell.partition("/")[0].partition(".")[0]
        if key in self.parts:
            self.parts[key].refresh()
        if cell == DATE:
            self.day_changed.emit()
        self.totals.retell()
        self._retell()

    def _retell(self) -> None:
        """Say the cash again, and what is wrong with it."""
        self.boxes.show_sheet(self.sheet, self.step)
        if self.step in {"count", "closing"}:
            self.proof.tell(self.sheet.boxes())
        else:
            self.proof.hide()
        part = self.parts["count"]
        if part.totals is not None:
            part.totals.retell()
        differing = [box for box in self.sheet.boxes() if box.difference]
        if differing and self.step != "closing" and not self.is_low:
            box = differing[0]
            self.strip.tell(meeting_close.difference_sentence(self.sheet, box), "warning")
        else:
            self.strip.hide()
        self.close_button.setVisible(self.step != "closing" and not self.is_low)
        self.record_button.setVisible(self.step == "closing")
        self._tell_band(differing)

    def show_closing(self, problems: Sequence[Problem]) -> None:
        """Show the last step with what stands in the way, and put the keyboard where it is mended."""
        if self.step != "closing":
            self.show_step(len(self.steps_of) - 1)
        self._tell_problems(problems)
        if any(problem.cell == REASON for problem in problems):
            self.parts["closing"].begin()
        else:
            self.record_button.setFocus()

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        """Say each problem with a button that leads there, or that all is well."""
        clear(self.found)
        for problem in problems[:MAX_STRIPS]:
            go = functools.partial(self.go_cell, problem.cell)
            deeds = ((_("Go there"), go),) if problem.cell else ()
            self._found_strip().tell(problem.sentence, problem.kind, *deeds)
        if not problems and self.proof.isHidden():
            words = _("The account is right: what was counted is what is expected.")
            self._found_strip().tell(words, "success")

    def _found_strip(self) -> MessageStrip:
        # It is laid out before it is shown: a widget shown alone would be a window.
        strip = MessageStrip()
        self.found.addWidget(strip)
        return strip

    def _tell_taken_out(self, sentence: str) -> None:
        words = _("{what} Ctrl+Z puts it back.")
        self.hints.tell(i18n.fill(words, what=sentence))

    def _on_undo(self, index: int) -> None:
        if index < self._undone:
            words = _("Undone: {what}")
            self.hints.tell(i18n.fill(words, what=self.undo.redoText()))
        self._undone = index

    # -- wide and narrow -----------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        # The grid scrolls: a sentence that wraps must not make the page longer than the window.
        return False

    @property
    def is_narrow(self) -> bool:
        """Whether grid and panel do not fit side by side."""
        needed = self.grid.least_width() + theme.px(PANEL + GAP) + theme.px(14)
        return self.width() < needed

    @property
    def is_low(self) -> bool:
        """Whether rows are worth more than what only repeats them."""
        return self.height() < theme.px(LOW)

    def _arrange(self) -> None:
        narrow, in_panel = self.is_narrow, self.step in self.parts
        self.panel.setVisible(not narrow or in_panel)
        self.card.setVisible(not narrow or not in_panel)
        beside = FORM if in_panel else PANEL
        self.panel.setMinimumWidth(theme.px(beside))
        self.panel.setMaximumWidth(theme.px(ALONE if narrow else beside))
        self.steps.setMaximumWidth(theme.px(FOLDED) if narrow and not in_panel else 16777215)
        self.hints.setVisible(not self.is_low)
        self.heading.setVisible(not self.is_low)
        self.totals.fold(self.is_low)
        self._keep_column()
        if in_panel:
            # Again when the layout has given the grid what the form leaves it.
            QTimer.singleShot(0, self, self._keep_column)

    def _keep_column(self) -> None:
        self.grid.keep_in_sight(max(self.grid.currentIndex().column(), 2))

    def toggle_panel(self) -> None:
        """Go from the grid to the count and back."""
        if not self.commit():
            return
        if self.step in self.parts:
            here = self.grid.currentIndex()
            self.go_cell(self.model.cell(max(here.row(), 0), max(here.column(), 2)))
        else:
            self.go_step(next(at for at, (key, _n) in enumerate(self.steps_of) if key == "count"))

    def _tell_band(self, differing: list[Box]) -> None:
        """Where the panel is behind the grid, one line says what it would."""
        self.band.setVisible(self.is_narrow and self.step not in self.parts)
        if differing:
            said = meeting_close.difference_words(differing[0], alone=True)
        else:
            expected = sum(box.expected for box in self.sheet.boxes())
            said = i18n.fill(_("Expected: {amount:francs}"), amount=expected)
        self.band.tell(said, "warning" if differing else "info")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._retell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    # -- deeds ---------------------------------------------------------------------------------------------

    def commit(self) -> bool:
        """Take what is being typed anywhere; False when it is refused, shown where it stands."""
        if not (self.grid.commit() and self.totals.commit()):
            return False
        for at, (key, _name) in enumerate(self.steps_of):
            if key in self.parts and not self.parts[key].grid.commit():
                if key != self.step:
                    self.show_step(at)
                return False
        return True
