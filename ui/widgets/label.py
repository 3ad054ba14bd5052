"""Words on the screen, told by their use."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coop_ledger.i18n import N_, pgettext, translate
from ui import theme


class Label(QLabel):
    """A text: its use says size and weight ("title", "card", "secondary" …), its ink the colour."""

    def __init__(
        self,
        text: str = "",
        use: str = "body",
        ink: str = "",
        *,
        wrap: bool = False,
        align: Qt.AlignmentFlag | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("use", use)
        self.setProperty("ink", ink or ("text2" if use in {"secondary", "header"} else "text"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if align is not None:
            self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setText(text)

    def setWordWrap(self, on: bool) -> None:
        """Break the text where there is no room; then it may be as high as it needs."""
        super().setWordWrap(on)
        high = QSizePolicy.Policy.Preferred if on else QSizePolicy.Policy.Fixed
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), high)

    def setText(self, text: str) -> None:
        """Show a text; wrapped and rich ones break nowhere inside a number."""
        loose = self.wordWrap() or self.textFormat() == Qt.TextFormat.RichText
        super().setText(text.replace("\u202f", "\u00a0") if loose else text)

    def set_ink(self, token: str) -> None:
        """Change the colour to another token."""
        if self.property("ink") != token:
            self.setProperty("ink", token)
            self.style().unpolish(self)
            self.style().polish(self)


class Rich(Label):
    """A wrapped text in which <b> marks what matters."""

    def __init__(self, text: str = "", use: str = "body", ink: str = "") -> None:
        super().__init__("", use, ink, wrap=True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(text)


class Icon(QWidget):
    """A line icon in a token's colour; beside a word, so it has no name of its own."""

    def __init__(self, name: str, ink: str = "accent", size: int = 20) -> None:
        super().__init__()
        self._name, self._ink, self._size = name, ink, size
        theme.keep_size(self, width=size, height=size)

    def set_icon(self, name: str, ink: str = "") -> None:
        """Show another icon."""
        self._name, self._ink = name, ink or self._ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(0, 0, theme.pixmap(self._name, self._ink, self._size, ratio))


KEY_NAMES = {
    "Ctrl": N_("Ctrl"),
    "Shift": N_("Shift"),
    "Alt": N_("Alt"),
    "Return": N_("Enter"),
    "Enter": N_("Enter"),
    "Esc": N_("Esc"),
    "End": N_("End"),
    "PgUp": N_("PgUp"),
    "PgDown": N_("PgDn"),
    "Space": N_("Space"),
    "Tab": N_("Tab"),
    "Del": N_("Del"),
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}


def key_text(shortcut: str) -> str:
    """Return a shortcut as it is engraved on the reader's keyboard ("Ctrl+Entrée")."""
    if not shortcut:
        return ""
    parts = shortcut.replace("++", "+plus").split("+")
    return "+".join(_engraved(part) for part in parts)


def _engraved(part: str) -> str:
    if part == "plus":
        return "+"
    if part == "Home":  # the key, not the first page
        return pgettext("key", "Home")
    return translate(KEY_NAMES.get(part, part))
