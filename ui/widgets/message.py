"""Messages that stand where the eye is and push the page down; nothing floats."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from coop_ledger.i18n import _
from ui.widgets.button import Button, IconButton, Look
from ui.widgets.label import Icon, Rich
from ui.widgets.layout import clear, column, row

ICONS = {"info": "info", "success": "check", "warning": "warning", "error": "stop"}
Deed = Callable[[], object]


class MessageStrip(QFrame):
    """What, why and the way out, with buttons that do it.

    `kind` is "info", "success", "warning" or "error". <b> may mark the first words.
    """

    closed = Signal()

    def __init__(self, *, closable: bool = False) -> None:
        super().__init__()
        self._icon = Icon("info", "info", 20)
        self._text = Rich()
        self._close = IconButton("close", _("Close"), size=28)
        if not closable:
            self._close.hide()
        self._close.clicked.connect(self.close_strip)
        self._buttons = row(spacing=8)
        words = column(self._text, self._buttons, spacing=8)
        line = row(self._icon, words, self._close, spacing=12, margins=(12, 10), parent=self)
        line.setStretch(1, 1)
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self._close, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence shown, with its <b> marks; empty when hidden."""
        return self._text.text() if not self.isHidden() else ""

    def tell(self, sentence: str, kind: str = "info", *buttons: tuple[str, Deed]) -> None:
        """Show a sentence; each button is its verb and what it does. The first one stands out."""
        self.setProperty("role", kind)
        self._icon.set_icon(ICONS[kind], kind)
        self._text.set_ink(kind)
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        clear(self._buttons)
        for number, (verb, deed) in enumerate(buttons):
            look = Look.QUIET if number else Look.NORMAL
            button = Button(verb, look, height=32)
            button.clicked.connect(lambda _checked=False, deed=deed: deed())
            self._buttons.addWidget(button)
        # Always: an empty line of buttons would hold the words to their narrowest.
        self._buttons.addStretch(1)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def buttons(self) -> list[Button]:
        """Return the buttons of the way out, in their order."""
        items = (self._buttons.itemAt(place) for place in range(self._buttons.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, Button)]

    def close_strip(self) -> None:
        """Take the message away."""
        self.hide()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._close.set_name(_("Close"))
        super().changeEvent(event)
