"""One question before what cannot be taken back; going back is the answer that lies at hand."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from coop_ledger.i18n import _
from ui import theme
from ui.widgets.button import Button, Look
from ui.widgets.label import Icon, Label
from ui.widgets.layout import column, row

WIDTH = 520


class Question(QDialog):
    """What will be done, what speaks against it in amber; Enter and Esc both go back."""

    def __init__(
        self,
        title: str,
        facts: Sequence[str],
        warnings: Sequence[str],
        verb: str,
        deed: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.words = " ".join((*facts, *warnings))
        self.setAccessibleDescription(self.words)
        self.back = Button(_("Go back"), key="Esc")
        self.back.clicked.connect(self.reject)
        self.back.setDefault(True)
        self.verb = Button(verb, Look.PRIMARY)
        self.verb.clicked.connect(self.accept)
        self._deed = deed
        lines: list[QWidget] = [Label(words, "label", wrap=True) for words in facts]
        lines += [_warning(words) for words in warnings]
        column(
            Label(title, "subtitle", wrap=True),
            *lines,
            row(1, self.back, self.verb),
            spacing=12,
            margins=(24, 20),
            parent=self,
        )
        theme.keep_size(self, width=WIDTH)
        self.back.setFocus()

    def done(self, result: int) -> None:
        """Give the keys back to the window, then do what was agreed to."""
        super().done(result)
        parent = self.parentWidget()
        if parent is not None:
            parent.window().activateWindow()
        if result == QDialog.DialogCode.Accepted:
            self._deed()


def _warning(words: str) -> QWidget:
    line = QWidget()
    said = Label(words, "label", "warning", wrap=True)
    row(Icon("warning", "warning", 18), said, spacing=10, parent=line).setStretch(1, 1)
    return line
