"""A piece of work in steps: where one is, one step in front, one button that goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coop_ledger.i18n import _
from ui import theme
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.button import Button, Look
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.widgets.steps import Step, Steps

# Below this width, in pixels at 100 %, the steps stand in one line above the work.
SIDE_BY_SIDE = 900
STEPS_WIDTH = 186


class Part(QWidget):
    """One step of an assistant; one that only shows does not take the keys."""

    takes_keys = True

    def __init__(self) -> None:
        super().__init__()
        self.body: QVBoxLayout = column(spacing=14, parent=self)

    def enter(self) -> None:
        """Show what is known now; called each time the step comes in front."""

    def may_go_on(self) -> bool:
        """Return whether the step is done; if not, it has said why."""
        return True

    def take_focus(self) -> None:
        """Put the keyboard where work begins in this step."""
        self.setFocus()
        self.focusNextChild()


class Assistant(Page):
    """A page of steps. Ctrl+Enter goes on, Esc goes back; the last step's verb does the work."""

    here = 0
    done = 0

    def make_parts(self) -> Sequence[Part]:
        """Return the steps, new."""
        raise NotImplementedError

    def steps(self) -> Sequence[Step]:
        """Return the steps as they are called, each with what was decided there."""
        raise NotImplementedError

    def verb(self) -> tuple[str, str]:
        """Return the words and the icon of the button that goes on."""
        return _("Go on"), "chevron-right"

    def hint(self) -> str:
        """Return the grey words beside the button."""
        return ""

    def finish(self) -> None:
        """Do what the last step is for."""

    def build(self) -> None:
        self.parts = tuple(self.make_parts())
        self.beside, self.above = Steps(down=True), Steps()
        for steps in (self.beside, self.above):
            steps.chosen.connect(self._on_chosen)
        self.front = _Front(self.parts)
        self.back = Button(_("Back"), icon="chevron-left", key="Esc", height=40)
        self.back.clicked.connect(self._on_back)
        right = Qt.AlignmentFlag.AlignRight
        self.reason = Label("", "secondary", wrap=True, align=right)
        self.on = Button("", Look.PRIMARY, key="Ctrl+Return", bind=True)
        self.on.clicked.connect(self.go_on)
        left = QWidget()
        row(self.back, self.reason, spacing=14, parent=left).setStretch(1, 1)
        foot = Beside(left, self.on, stretches=(1, 0), spacing=14)
        work = column(self.above, self.front, foot, spacing=12)
        work.setStretch(1, 1)
        self.body.addLayout(row(self.beside, work, spacing=20))
        self._lay_out()

    def show_step(self, place: int) -> None:
        """Put a step in front."""
        self.here = place
        self.done = max(self.done, place)
        self.front.show_part(place)
        self.parts[place].enter()
        self.retell()
        self.take_focus()

    def retell(self) -> None:
        """Say again where one is and what the button does."""
        steps = self.steps()
        for widget in (self.beside, self.above):
            widget.tell(steps, self.here, self.done)
        words, icon = self.verb()
        self.on.setText(words)
        self.on.set_icon(icon)
        self.on.updateGeometry()
        self.reason.setText(self.hint())

    def go_on(self) -> None:
        """Go to the next step, if this one is done."""
        if not self.parts[self.here].may_go_on():
            return
        if self.here + 1 < len(self.parts):
            self.show_step(self.here + 1)
        else:
            self.finish()

    def step_back(self) -> bool:
        if self.here == 0:
            return False
        self.show_step(self.here - 1)
        return True

    def _on_back(self) -> None:
        if not self.step_back():
            self.workspace.go_back()

    def _on_chosen(self, place: int) -> None:
        if place < self.here or (place <= self.done and self.parts[self.here].may_go_on()):
            self.show_step(place)

    def take_focus(self) -> None:
        """Put the keyboard in the step in front, on the button if it has nothing to type."""
        part = self.parts[self.here]
        if part.takes_keys:
            part.take_focus()
        else:
            self.on.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        wide = self.width() >= theme.px(SIDE_BY_SIDE)
        self.beside.setVisible(wide)
        self.beside.setMinimumWidth(theme.px(STEPS_WIDTH))
        self.above.setVisible(not wide)


class _Front(QWidget):
    """The parts, one in front. Unlike a QStackedWidget it is as high as that one, not the highest."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self._parts = parts
        stack = column(*parts, spacing=0, parent=self)
        for place in range(len(parts)):
            stack.setStretch(place, 1)
        self.show_part(0)

    def show_part(self, place: int) -> None:
        """Put a part in front and hide the others."""
        for other, part in enumerate(self._parts):
            part.setVisible(other == place)
