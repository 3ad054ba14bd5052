"""The window before anything is in it: painted at once, furnished right after.

On an old PC the rest takes seconds to load; a window that answers the double click does not
let people click again. Only what paints is imported here, not even the namespace `Qt`, whose
hundred enumerations take a fifth of the time of an empty window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from ui.tokens import TOKENS

WIDTH, HEIGHT = 1366, 768


class Shell(QMainWindow):
    """The top-level window. `painted` and `furnished` are told once each."""

    painted = Signal()
    furnished = Signal()

    def __init__(self, theme: str = "light", zoom: int = 100, *, side: int = 0) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self._theme, self._side = theme, side * zoom // 100
        self._painted = False
        self.setWindowTitle("Coop Ledger")
        self.resize(WIDTH, HEIGHT)

    def place(self, geometry: str) -> None:
        """Stand where the window stood when it was closed last."""
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def geometry_text(self) -> str:
        """Return where the window stands, for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._painted:
            tokens = TOKENS[self._theme]
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(tokens.window))
            painter.fillRect(0, 0, self._side, self.height(), QColor(tokens.rail))
            painter.end()
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.may_close())
