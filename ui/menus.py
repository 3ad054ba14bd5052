"""The menus that open from the frame, drawn from the table of actions and from the book."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from coop_ledger.i18n import translate
from ui import theme
from ui.actions import ACTIONS, MENUS
from ui.workspace import Workspace


def action_menu(parent: QWidget, deeds: Mapping[str, QAction]) -> QMenu:
    """Return everything that can be done, by kind."""
    menu = _closing(parent)
    for code, words in MENUS.items():
        part = menu.addMenu(translate(words))
        for action in ACTIONS:
            if action.menu == code:
                deed = deeds[action.id]
                if action.icon:
                    deed.setIcon(theme.icon(action.icon))
                part.addAction(deed)
    return menu


def group_menu(parent: QWidget, workspace: Workspace, *deeds: QAction) -> QMenu:
    """Return the groups of the open book, and deeds below; choosing one puts it in front."""
    # A book is open: its SQL is loaded.
    from coop_ledger.book.questions.groups import groups

    menu = _closing(parent)
    for line in groups(workspace.book):
        choice = menu.addAction(line.name)
        choice.setCheckable(True)
        choice.setChecked(line.group == workspace.group)
        choice.triggered.connect(lambda _on=False, code=line.group: workspace.show_group(code))
    menu.addSeparator()
    menu.addActions(deeds)
    return menu


def _closing(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
