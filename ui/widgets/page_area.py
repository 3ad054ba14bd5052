"""Where a page stands: it scrolls when it must, and the wheel with Ctrl zooms."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class PageArea(QScrollArea):
    """A page that scrolls. `zoomed` tells one step larger (1) or smaller (−1)."""

    zoomed = Signal(int)

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        # A viewport made here: asking Qt for its own makes PySide look at every class of
        # QtWidgets to find what it is, 20 ms before the first paint.
        self.setViewport(QWidget())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.setAutoFillBackground(False)

    def begin(self) -> None:
        """Show the page from its top, as far as where the keyboard stands lets it."""
        self.verticalScrollBar().setValue(0)
        page = self.widget()
        focus = page.focusWidget() if page is not None else None
        if focus is not None and focus.height() < self.viewport().height():
            self.ensureWidgetVisible(focus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and turned:
            self.zoomed.emit(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
