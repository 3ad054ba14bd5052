"""The look of the program for every test with widgets."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from ui import theme


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> QApplication:
    """Gives the application the program's style and fonts, once."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    return qapp


@pytest.fixture(autouse=True)
def by_day(look: QApplication) -> Iterator[None]:
    """Begins every test by day, at 100 %, without the windows of the test before."""
    # Without a running loop Qt keeps what was to be deleted, and dresses it again and again.
    look.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if (theme.mode(), theme.zoom()) != ("light", 100) or not look.styleSheet():
        theme.apply(look)
    yield
    look.setProperty("azerty_digits", False)
