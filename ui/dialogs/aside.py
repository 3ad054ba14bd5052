"""A dialog beside a page, which has the keys again when it is closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget


class Aside(QDialog):
    """Closed, it is gone, and the window is active again."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)

    def done(self, result: int) -> None:
        """Give the keys back to the window."""
        super().done(result)
        parent = self.parentWidget()
        if parent is not None:
            parent.window().activateWindow()
