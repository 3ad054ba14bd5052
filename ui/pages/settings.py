"""The settings of this PC: language, look, keyboard, printers. Everything applies at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from coop_ledger import i18n
from coop_ledger.i18n import _
from ui import theme
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field import Check, Choice, Field
from ui.widgets.label import Label
from ui.widgets.layout import column, row
from ui.workspace import Workspace


class SettingsPage(Page):
    """What belongs to this PC; what belongs to a group is in its rules."""

    name = "settings"
    help = "settings"

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        # The zoom may be changed by its keys while the page is in front.
        workspace.settings_changed.connect(self.refresh)

    def title(self) -> str:
        return _("Settings of this PC")

    def context(self) -> str:
        return _("applied and kept at once")

    def build(self) -> None:
        left, right = QWidget(), QWidget()
        column(self._reading(), self._typing(), 1, spacing=14, parent=left)
        column(self._paper(), self._copies(), 1, spacing=14, parent=right)
        self.body.addWidget(Beside(left, right, stretches=(1, 1), least=760))
        self.body.addStretch(1)

    def _reading(self) -> Card:
        settings = self.workspace.settings
        self.language = Choice((("fr", "Français"), ("en", "English")))
        self.language.choose(settings.language)
        self.language.activated.connect(
            lambda _at: self.workspace.change_settings(language=self.language.value())
        )
        self.theme = Choice((("light", _("Light, for the day")), ("dark", _("Dark"))))
        self.theme.choose(settings.theme)
        self.theme.activated.connect(
            lambda _at: self.workspace.change_settings(theme=self.theme.value())
        )
        self.zoom = Choice((str(zoom), i18n.percent(zoom)) for zoom in theme.ZOOMS)
        self.zoom.choose(str(settings.zoom))
        self.zoom.activated.connect(
            lambda _at: self.workspace.change_settings(zoom=int(self.zoom.value()))
        )
        return Card(
            Field(_("&Language"), self.language),
            Field(_("&Colours"), self.theme),
            Field(_("&Size of everything"), self.zoom, help=_("Also Ctrl and + or −, anywhere.")),
            title=_("Reading"),
            icon="view",
        )

    def _typing(self) -> Card:
        settings = self.workspace.settings
        self.azerty = Check(_("&Digits without Shift (AZERTY keyboard)"))
        self.azerty.setChecked(settings.azerty_digits)
        self.azerty.toggled.connect(lambda on: self.workspace.change_settings(azerty_digits=on))
        self.dorome = Check(_("Say amounts in &Bambara money beside the francs"))
        self.dorome.setChecked(settings.dorome)
        self.dorome.toggled.connect(lambda on: self.workspace.change_settings(dorome=on))
        return Card(
            self.azerty,
            Label(
                _("In amounts, the keys & é \" ' ( are 1 2 3 4 5. The keypad stays as it is."),
                "secondary",
                wrap=True,
            ),
            self.dorome,
            title=_("Typing"),
            icon="edit",
        )

    def _paper(self) -> Card:
        card = Card(title=_("Paper"), icon="print")
        remembered = self.workspace.settings.paper_formats
        if not remembered:
            card.add(
                Label(
                    _("The size and the printer of each paper are remembered when it is printed."),
                    "body",
                    "text2",
                    wrap=True,
                )
            )
        for paper, size in sorted(remembered.items()):
            printer = self.workspace.settings.printers.get(paper, "")
            card.add(row(Label(paper), 1, Label(size, "strong"), Label(printer, "secondary")))
        if remembered:
            forget = Button(_("Forget these choices"))
            forget.clicked.connect(self._forget)
            card.add(row(forget, 1))
        return card

    def _forget(self) -> None:
        self.workspace.change_settings(paper_formats={}, printers={})
        self.retranslate()

    def _copies(self) -> Card:
        folder = self.workspace.settings.backup_folder
        words = folder or _("No copy was written to a USB stick yet.")
        copy = Button(_("USB stick"), icon="usb", key="Ctrl+U")
        copy.clicked.connect(lambda: self.workspace.do("back_up"))
        return Card(
            Label(words, "body", "text2", wrap=True),
            row(copy, 1),
            title=_("Copies"),
            icon="usb",
        )

    def refresh(self, changes: object = None) -> None:
        """Show the choices as they are now."""
        settings = self.workspace.settings
        self.language.choose(settings.language)
        self.theme.choose(settings.theme)
        self.zoom.choose(str(settings.zoom))
        self.azerty.setChecked(settings.azerty_digits)
