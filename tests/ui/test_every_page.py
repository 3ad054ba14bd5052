"""Every page, in both languages, by day and by night, small and large: seen, named and whole."""

import datetime

import pytest
from PySide6.QtWidgets import QApplication

from coop_ledger import i18n
from coop_ledger.settings import Settings
from tests.ui import benkadi, crawl
from ui import theme
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.workspace import Workspace

NOW = datetime.datetime(2026, 3, 5, 10, 42, 15)  # noqa: DTZ001 - the clock on the wall
ARGUMENTS = {"member": "7", "new_loan": "17", "reports": "cash-book"}
MODES = [("fr", "light", 100), ("en", "dark", 100), ("fr", "dark", 200), ("en", "light", 200)]


@pytest.fixture(scope="module")
def book(look, tmp_path_factory):
    book = benkadi.open_copy(tmp_path_factory.mktemp("pages"))
    yield book
    book.close()


@pytest.mark.parametrize(("language", "mode", "zoom"), MODES)
def test_every_page_has_a_name_for_everything_and_cuts_nothing(qtbot, book, language, mode, zoom):
    i18n.use_language(language)
    theme.apply(QApplication.instance(), mode=mode, zoom=zoom)
    workspace = Workspace(Settings(language=language, theme=mode, zoom=zoom), clock=lambda: NOW)
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    workspace.take_book(book)
    workspace.show_group(benkadi.GROUP)
    window.show()
    qtbot.waitExposed(window)
    found = {}
    for entry in PAGES:
        window.go(entry.name, ARGUMENTS.get(entry.name, ""))
        for _each in range(4):  # what wraps is laid out again once its width is known
            QApplication.processEvents()
        assert window.page.name == entry.name
        faults = [*crawl.faults(window), *crawl.backwards(window.page)]
        if faults:
            found[entry.name] = faults
    workspace._book = None  # the next window needs it open
    assert found == {}
