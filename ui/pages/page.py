"""A page: build, connect, refresh."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import layout
from ui.workspace import Workspace

if TYPE_CHECKING:
    from coop_ledger.book.changes import Changes, Topic
    from coop_ledger.domain.errors import Refusal
    from ui.widgets.button import Button
    from ui.widgets.field import Field


class Page(QWidget):
    """What stands between the top bar and the status bar.

    Fill `self.body` in `build()`. `topics` are those of `Changes` that make it old. Register
    the fields of an event in `self.fields` by their name, so that a refusal stands below them.
    """

    name: ClassVar[str] = ""
    help: ClassVar[str] = ""
    topics: ClassVar[frozenset[Topic]] = frozenset()
    # A page that puts the keyboard back itself when it is built anew.
    keeps_the_keyboard: ClassVar[bool] = False

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.argument = ""
        self.fields: dict[str, Field] = {}
        self.body: QVBoxLayout = layout.column(spacing=14, margins=(20, 2, 20, 16), parent=self)
        self.build()

    # -- what a page says of itself --------------------------------------------------------------

    def title(self) -> str:
        """Return the page's title for the top bar."""
        raise NotImplementedError

    def context(self) -> str:
        """Return one grey line beside the title."""
        return ""

    def crumbs(self) -> tuple[tuple[str, str], ...]:
        """Return the pages above this one, as (title, page name)."""
        return ()

    def bar(self) -> tuple[Button, ...]:
        """Return at most two buttons for the top bar, made in `build()`."""
        return ()

    def answers(self) -> Mapping[str, Callable[[], object]]:
        """Return the actions of `ui.actions` this page answers while it is in front."""
        return {}

    # -- its life ----------------------------------------------------------------------------------

    def build(self) -> None:
        """Make and connect the widgets. Called once, and again for another language."""
        raise NotImplementedError

    def open(self, argument: str) -> None:
        """Show something else of the same kind ("12": member 12), then refresh."""
        self.argument = argument
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard where work begins: the first thing that takes keys, unless said."""
        self.setFocus()
        self.focusNextChild()

    def refresh(self, changes: Changes | None = None) -> None:
        """Ask the book again and show what it says."""

    def retranslate(self) -> None:
        """Say everything in another language: build again, unless a page keeps what was typed."""
        layout.clear(self.body)
        self.fields.clear()
        self.build()
        self.refresh()

    def step_back(self) -> bool:
        """Take Esc; return False to let the window go back to the page before."""
        return False

    def may_leave(self) -> bool:
        """Return False to stay, having said why."""
        return True

    # -- refusals ------------------------------------------------------------------------------------

    def show_refusal(self, refusal: Refusal) -> bool:
        """Say a refusal under the field it names; return False if the page has none such."""
        for field in self.fields.values():
            field.clear_error()
        named = self.fields.get(refusal.field)
        if named is None:
            return False
        named.refuse(str(refusal))
        return True
