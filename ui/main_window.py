"""The frame: rail, top bar, the page in front, status bar. It knows no page by name but the first.

go(page)     shows a page, made when it is first asked for
do(action)   does an action of `ui.actions`: a page, an answer of the page in front, or the window's own
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from coop_ledger import i18n
from coop_ledger.i18n import _, translate
from ui import places, theme
from ui.actions import ACTIONS, BY_ID, Action, Need
from ui.menus import action_menu, group_menu
from ui.pages import PAGES, PageEntry
from ui.presenters import frame
from ui.widgets.bars import StatusBar, TopBar
from ui.widgets.job_strip import JobStrip
from ui.widgets.layout import column, row
from ui.widgets.message import MessageStrip
from ui.widgets.page_area import PageArea
from ui.widgets.rail import Rail
from ui.workspace import Notice, Workspace

if TYPE_CHECKING:
    from coop_ledger.book.changes import Changes
    from coop_ledger.domain.errors import Refusal
    from ui.pages.page import Page

# Above this zoom, or below this width, the rail folds to its icons (screens.md, section 2).
FOLD_ZOOM, FOLD_WIDTH = 150, 900
BAR_WIDTH = 1000
# "+" is Shift and "=" on many keyboards, "0" is Shift and "à" on a French one.
ALSO = {"Ctrl++": ("Ctrl+=",), "Ctrl+0": ("Ctrl+à",)}
FIRST = "welcome"
HOME = "home"
# Topics of what the frame itself says; by value, because the book is not loaded yet.
TOLD = {"group", "members", "meetings"}


class MainWindow(QWidget):
    """All that is in the window. Everything about whole books is done by `ui.books`."""

    def __init__(self, workspace: Workspace, pages: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self.workspace = workspace
        self._entries = {entry.name: entry for entry in pages}
        self._pages: dict[str, Page] = {}
        self._areas: dict[str, PageArea] = {}
        self._stale: set[str] = set()
        self._history: list[tuple[str, str]] = []
        self._here = ("", "")
        self._facts = frame.FrameFacts()
        self.own: dict[str, Callable[[], object]] = {}
        self.deeds: dict[str, QAction] = {}
        self._build()
        self._make_actions()
        self._connect()
        self.retell()

    # -- building ----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.rail = Rail()
        self.top = TopBar()
        self.strip = MessageStrip(closable=True)
        self.job = JobStrip()
        self.stack = QStackedWidget()
        self.status = StatusBar()
        strips = column(self.strip, self.job, spacing=8, margins=(20, 0))
        right = column(self.top, strips, self.stack, self.status, spacing=0)
        right.setStretchFactor(self.stack, 1)
        row(self.rail, right, spacing=0, parent=self)
        self.setMinimumSize(720, 520)
        self.resize(1366, 768)

    def _make_actions(self) -> None:
        for action in ACTIONS:
            deed = QAction(self)
            deed.triggered.connect(lambda _on=False, action=action: self.do(action.id))
            if action.key:
                keys = [action.key, *ALSO.get(action.key, ())]
                deed.setShortcuts([QKeySequence(key) for key in keys])
            self.addAction(deed)
            self.deeds[action.id] = deed
        self.own = {
            "menu": self.show_menu,
            "palette": self.show_palette,
            "next_panel": self.next_panel,
            "help": self.show_help,
            "keys": lambda: self.go("help", "keys"),
            "about": self.show_about,
            "save": self._say_saved,
            "zoom_in": lambda: self._zoom(1),
            "zoom_out": lambda: self._zoom(-1),
            "zoom_reset": lambda: self.workspace.change_settings(zoom=100),
            "theme": self._switch_theme,
            "language": self._switch_language,
            "quit": lambda: self.window().close(),
        }

    def _connect(self) -> None:
        self.rail.wanted.connect(self.do)
        self.rail.groups_wanted.connect(self.show_groups)
        self.top.menu_wanted.connect(self.show_menu)
        self.top.search_wanted.connect(self.show_palette)
        self.top.help_wanted.connect(self.show_help)
        self.top.page_wanted.connect(self.go)
        workspace = self.workspace
        workspace.page_wanted.connect(self.go)
        workspace.back_wanted.connect(self.go_back)
        workspace.action_wanted.connect(self.do)
        workspace.noticed.connect(self._on_noticed)
        workspace.refused.connect(self._on_refused)
        workspace.changed.connect(self._on_changed)
        workspace.book_changed.connect(self._on_book_changed)
        workspace.group_changed.connect(self._on_group_changed)
        workspace.settings_changed.connect(self.retell)
        workspace.language_changed.connect(self._on_language_changed)
        workspace.jobs.shown.connect(self.job.follow)
        workspace.jobs.ended.connect(self.job.leave)
        workspace.jobs.failed.connect(self._on_job_failed)
        theme.changed().connect(self._on_look_changed)

    # -- going -------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self._here[0])

    def go(self, name: str, argument: str = "") -> None:
        """Show a page; the one in front may keep one from leaving."""
        if self.page is not None and not self.page.may_leave():
            return
        if self._here[0] and self._here != (name, argument):
            self._history.append(self._here)
        self._show(name, argument)

    def go_back(self) -> None:
        """Show the page before this one."""
        if self._history and (self.page is None or self.page.may_leave()):
            self._show(*self._history.pop())

    def _show(self, name: str, argument: str) -> None:
        page = self._made(name)
        moved = self._here != (name, argument)
        self._here = (name, argument)
        if moved:
            self.strip.hide()
        self._stale.discard(name)
        page.open(argument)
        self.stack.setCurrentWidget(self._areas[name])
        self._tell_page()
        if moved:
            page.take_focus()
            self._areas[name].begin()

    def _focused(self) -> QWidget:
        focus: QWidget | None = self.focusWidget()
        return self if focus is None else focus

    def _made(self, name: str) -> Page:
        if name not in self._pages:
            page = self._entries[name].load()(self.workspace)
            area = PageArea(page)
            area.zoomed.connect(self._zoom)
            self.stack.addWidget(area)
            self._pages[name], self._areas[name] = page, area
        return self._pages[name]

    def _tell_page(self) -> None:
        page = self.page
        if page is None:
            return
        whole = page.name == FIRST
        for part in (self.rail, self.top, self.status):
            part.setHidden(whole)
        self.top.tell(page.title(), page.context(), page.crumbs())
        self.top.offer(page.bar())
        entry = self._entries[page.name]
        self.rail.show_place(entry.place)
        self.window().setWindowTitle(self._window_title(page))
        self._enable()

    def _window_title(self, page: Page) -> str:
        name = self._facts.name
        return f"{page.title()} · {name} · Coop Ledger" if name else f"{page.title()} · Coop Ledger"

    # -- doing -------------------------------------------------------------------------------------

    def do(self, action: str) -> None:
        """Do an action: the page in front answers first, then the window."""
        deed = self._deed_of(BY_ID[action])
        if deed is not None and self._is_allowed(BY_ID[action]):
            deed()

    def _deed_of(self, action: Action) -> Callable[[], object] | None:
        answers = self.page.answers() if self.page is not None else {}
        if action.id in answers:
            return answers[action.id]
        if action.page in self._entries:
            return lambda: self.go(action.page)
        return self.own.get(action.id)

    def _is_allowed(self, action: Action) -> bool:
        have = Need.NOTHING
        if self.workspace.has_book:
            have = Need.GROUP if self.workspace.group else Need.BOOK
        if action.part and not self.workspace.keeps(action.part):
            return False
        return action.needs <= have

    def _enable(self) -> None:
        for action in ACTIONS:
            allowed = self._is_allowed(action)
            enabled = allowed and self._deed_of(action) is not None
            self.deeds[action.id].setVisible(allowed or not action.part)
            self.deeds[action.id].setEnabled(enabled)
            self.rail.set_enabled(action.id, enabled=enabled)

    def can_do(self, action: Action) -> bool:
        """Return whether an action could be done now."""
        return self.deeds[action.id].isEnabled()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._step_back()
        else:
            super().keyPressEvent(event)

    def _step_back(self) -> None:
        if not self.strip.isHidden():
            self.strip.close_strip()
        elif self.page is None or not self.page.step_back():
            self.go_back()

    def next_panel(self) -> None:
        """Go round: page, rail, top bar."""
        focus = self._focused()
        if self.rail.isAncestorOf(focus):
            self.top.search.setFocus()
        elif self.top.isAncestorOf(focus) and self.page is not None:
            self.page.take_focus()
        else:
            self.rail.switch.setFocus()

    # -- menus and dialogs ---------------------------------------------------------------------------

    def show_menu(self) -> None:
        """Show everything that can be done, under the menu button."""
        menu = action_menu(self, self.deeds)
        menu.popup(self.top.menu.mapToGlobal(QPoint(0, self.top.menu.height())))

    def show_groups(self) -> None:
        """Offer the groups of the book."""
        if self.workspace.has_book:
            menu = group_menu(self, self.workspace, self.deeds["rules"], self.deeds["new_group"])
            menu.popup(self.rail.switch.mapToGlobal(QPoint(0, self.rail.switch.height())))

    def show_palette(self) -> None:
        """Find anything, do anything."""
        from ui.dialogs.palette import Palette  # only when it is asked for

        Palette(self).show()

    def show_help(self) -> None:
        """Show the manual's page for the page in front."""
        here = self.page
        topic = (here.help or here.name) if here is not None else ""
        if here is not None and here.name == "help":
            self.go_back()
        else:
            self.go("help", topic)

    def show_about(self) -> None:
        """Say what the program is."""
        from ui.dialogs.about import AboutDialog  # only when it is asked for

        AboutDialog(self).open()

    # -- what the workspace tells ------------------------------------------------------------------------

    def _on_noticed(self, notice: Notice) -> None:
        self.strip.tell(notice.sentence, notice.kind, *notice.buttons)

    def _on_refused(self, refusal: Refusal) -> None:
        if self.page is None or not self.page.show_refusal(refusal):
            self.strip.tell(str(refusal), "error")

    def _on_changed(self, changes: Changes) -> None:
        self.strip.hide()
        for name, page in self._pages.items():
            if page.topics & changes.topics:
                self._stale.add(name)
        if {topic.value for topic in changes.topics} & TOLD:
            self._ask()
        else:
            self.retell()
        here = self.page
        if here is not None and here.name in self._stale:
            self._stale.discard(here.name)
            here.refresh(changes)
        self._tell_page()

    def _on_book_changed(self) -> None:
        """Make every page anew for another book; the one in front may be making it."""
        kept = self._here[0] if self.workspace.has_book else ""
        for name in [name for name in self._pages if name != kept]:
            del self._pages[name]
            area = self._areas.pop(name)
            self.stack.removeWidget(area)
            area.deleteLater()
        self._stale = set(self._pages)
        self._history.clear()
        self._ask()
        if not self.workspace.has_book:
            self._here = ("", "")
            self.go(FIRST)

    def _on_group_changed(self) -> None:
        self._stale = set(self._pages)
        self._history.clear()
        self._ask()
        # What is in front is another group's: her figures must not stand under this one's name.
        here = self._entries.get(self._here[0])
        if here is not None and here.place and HOME in self._entries:
            self._show(HOME, "")

    def _on_language_changed(self) -> None:
        give_back = self._keeping_the_place()
        self.rail.retranslate()
        self.top.retranslate()
        for page in self._pages.values():
            page.retranslate()
        self._ask()
        self._tell_page()
        give_back()

    def _keeping_the_place(self) -> Callable[[], None]:
        """Return what gives the keyboard back to the field it was in, made anew or not."""
        page, focus = self.page, self._focused()
        if page is None or not page.isAncestorOf(focus) or page.keeps_the_keyboard:
            return lambda: None
        return partial(places.give_back, page, places.place_of(page, focus))

    def _on_look_changed(self) -> None:
        self._fold()
        self.retell()

    def _on_job_failed(self, error: Exception) -> None:
        # Both are only needed once something was refused or went wrong.
        from coop_ledger.domain.errors import Refusal
        from ui.notices import BugDialog

        if isinstance(error, Refusal):
            self._on_refused(error)
        else:
            BugDialog(error, self).open()

    # -- what the frame says ------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Ask the book again who is in front."""
        workspace = self.workspace
        self._facts = frame.FrameFacts()
        if workspace.has_book and workspace.group:
            self._facts = frame.facts_of(workspace.book, workspace.group)
        exercise = workspace.has_book and frame.is_practice(workspace.book)
        self.top.tell_exercise(exercise=exercise)
        self.retell()

    def retell(self) -> None:
        """Say again whose book this is, what was recorded and how old the copy is."""
        workspace = self.workspace
        facts = self._facts
        self.rail.switch.tell(facts.name, facts.cycle)
        self.status.tell(facts.where, facts.cycle, facts.typist)
        self.status.tell_saved(self._saved() if workspace.saved_at else "")
        copy = frame.last_copy(workspace.settings.backup_folder)
        age, late = frame.age_of_copy(copy, workspace.clock())
        self.status.tell_backup(age if workspace.has_book else "", late=late)
        self.status.zoom.setText(i18n.percent(theme.zoom()))
        for action in ACTIONS:
            self.deeds[action.id].setText(translate(action.text))
        self._enable()

    def _saved(self) -> str:
        at = self.workspace.saved_at
        return i18n.fill(_("Recorded {time}"), time=f"{at:%H:%M:%S}") if at else ""

    def _say_saved(self) -> None:
        at = self.workspace.saved_at
        sentence = _("Everything is recorded as you type it. There is nothing to save.")
        if at is not None:
            sentence = i18n.fill(_("Already recorded ({time})."), time=f"{at:%H:%M:%S}")
        self.strip.tell(sentence, "info")

    # -- this PC ------------------------------------------------------------------------------------------

    def _zoom(self, by: int) -> None:
        near = min(range(len(theme.ZOOMS)), key=lambda at: abs(theme.ZOOMS[at] - theme.zoom()))
        place = min(max(near + by, 0), len(theme.ZOOMS) - 1)
        self.workspace.change_settings(zoom=theme.ZOOMS[place])

    def _switch_theme(self) -> None:
        self.workspace.change_settings(theme="dark" if theme.mode() == "light" else "light")

    def _switch_language(self) -> None:
        other = {"fr": "en", "en": "fr"}
        self.workspace.change_settings(language=other[i18n.language()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        self.rail.fold(theme.zoom() > FOLD_ZOOM or self.width() < theme.px(FOLD_WIDTH))
        narrow = self.width() < theme.px(BAR_WIDTH)
        self.top.fold(narrow)
        self.status.fold(narrow)

    def may_close(self) -> bool:
        """Return whether the window may be closed; long work is stopped then."""
        if self.page is not None and not self.page.may_leave():
            return False
        self.workspace.jobs.stop()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())
