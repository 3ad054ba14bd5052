"""What the program is, and under which licence."""

from PySide6.QtWidgets import QDialog, QWidget

from coop_ledger import __version__, i18n
from coop_ledger.i18n import _
from ui.widgets.bogolan import Bogolan
from ui.widgets.button import Button, Look
from ui.widgets.label import Label
from ui.widgets.layout import column, row


class AboutDialog(QDialog):
    """Name, version, licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Coop Ledger"))
        close = Button(_("Close"), Look.PRIMARY)
        close.clicked.connect(self.accept)
        words = column(
            Label("Coop Ledger", "title"),
            Label(i18n.fill(_("Version {version}"), version=__version__), "secondary"),
            Label(
                _(
                    "The books of savings groups and soap cooperatives: right to the franc, "
                    "kept on this PC, without the Internet."
                ),
                wrap=True,
            ),
            Label(
                _("Free software, MIT licence. Typefaces: Noto Sans and Andika, OFL."), "secondary"
            ),
            row(1, close),
            margins=(24, 20),
        )
        column(Bogolan(30), words, spacing=0, parent=self)
        self.setMinimumWidth(460)
        close.setFocus()
