"""The frame: going, doing, refusing, and changing its look and its language while one works."""

import datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coop_ledger import i18n
from coop_ledger.book.changes import Topic
from coop_ledger.domain.errors import Refusal
from coop_ledger.settings import Settings
from tests.ui import crawl
from ui import pages as all_pages
from ui import theme
from ui.main_window import MainWindow
from ui.menus import action_menu
from ui.pages import PageEntry
from ui.pages.page import Page
from ui.widgets.button import Button
from ui.widgets.field import Field, Line
from ui.widgets.label import Label
from ui.workspace import Workspace

NOW = datetime.datetime(2026, 3, 5, 10, 42, 15)  # noqa: DTZ001 - the clock on the wall


class First(Page):
    name = "welcome"
    stays = False

    def title(self):
        return i18n.translate("Home")

    def build(self):
        self.asked = 0
        self.button = Button("Aller")
        self.body.addWidget(self.button)

    def refresh(self, changes=None):
        self.asked += 1

    def may_leave(self):
        return not self.stays


class Second(First):
    name = "second"
    topics = frozenset({Topic.LOANS})

    def crumbs(self):
        return (("Accueil", "welcome"),)

    def build(self):
        super().build()
        self.fields["amount"] = Field("&Montant", Line())
        self.body.addWidget(self.fields["amount"])
        self.edited = 0

    def answers(self):
        return {"next_panel": self.edit}

    def edit(self):
        self.edited += 1


ENTRIES = (
    PageEntry("welcome", __name__, "First"),
    PageEntry("second", __name__, "Second", "loans"),
    PageEntry("settings", "ui.pages.settings", "SettingsPage"),
    PageEntry("help", "ui.pages.help", "HelpPage"),
)


@pytest.fixture
def window(qtbot, monkeypatch):
    monkeypatch.setattr(PageEntry, "load", load)
    workspace = Workspace(Settings(), clock=lambda: NOW)
    window = MainWindow(workspace, ENTRIES)
    qtbot.addWidget(window)
    workspace.theme_changed.connect(lambda: dress(workspace))
    window.show()
    qtbot.waitExposed(window)
    window.go("welcome")
    return window


def load(entry):
    found = {"First": First, "Second": Second}
    if entry.class_name in found:
        return found[entry.class_name]
    return getattr(__import__(entry.module, fromlist=[entry.class_name]), entry.class_name)


def dress(workspace):
    look = workspace.settings
    theme.apply(QApplication.instance(), mode=look.theme, zoom=look.zoom)


def test_a_page_is_made_when_it_is_first_asked_for(window):
    assert list(window._pages) == ["welcome"]
    window.go("second")
    assert list(window._pages) == ["welcome", "second"]


def test_the_welcome_fills_the_window_and_other_pages_stand_in_the_frame(window):
    assert window.rail.isHidden()
    window.go("second")
    assert not window.rail.isHidden()


def test_escape_goes_back_to_the_page_before(window):
    window.go("second")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.page.name == "welcome"


def test_a_page_may_keep_one_from_leaving(window):
    window.page.stays = True
    window.go("second")
    assert window.page.name == "welcome"


def test_the_crumbs_lead_up(window):
    window.go("second")
    links = [b for b in window.top.findChildren(Button) if b.text() == "Accueil"]
    links[0].click()
    assert window.page.name == "welcome"


def test_the_page_in_front_answers_an_action_before_the_window(window):
    window.go("second")
    window.do("next_panel")
    assert window.page.edited == 1


def test_an_action_that_needs_a_book_is_off_without_one(window):
    assert not window.deeds["members"].isEnabled()
    assert window.deeds["settings"].isEnabled()


def test_only_pages_with_a_touched_topic_are_asked_again(window):
    window.go("second")
    second, first = window.page, window._pages["welcome"]
    asked = (first.asked, second.asked)
    window.workspace.changed.emit(SimpleNamespace(topics=frozenset({Topic.LOANS})))
    assert (first.asked, second.asked) == (asked[0], asked[1] + 1)


def test_a_refusal_stands_under_the_field_it_names(window):
    window.go("second")
    field = window.page.fields["amount"]
    window.workspace.refused.emit(Refusal("Trop : {value}.", field="amount", value=7))
    assert field.error.sentence == "Trop : 7."
    assert window.strip.isHidden()
    assert field.editor.property("wrong") == "true"


def test_a_refusal_without_a_field_stands_above_the_page(window):
    window.workspace.refused.emit(Refusal("Le livre est tenu ailleurs."))
    assert window.strip.sentence == "Le livre est tenu ailleurs."
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.strip.isHidden()


def test_the_language_changes_everywhere_at_once(window):
    window.go("second")
    window.workspace.change_settings(language="en")
    assert window.top.title.text() == "Home"
    assert window.rail.entries[1].text() == "Meeting"
    window.workspace.change_settings(language="fr")
    assert window.rail.entries[1].text() == "Séance"


def test_control_plus_enlarges_and_the_rail_folds(window, qtbot):
    window.go("second")
    for _each in range(5):
        window.do("zoom_in")
    assert window.workspace.settings.zoom == 200
    assert window.rail.switch.folded
    assert window.top.search.folded


def test_the_wheel_with_control_zooms(window):
    window.go("settings")
    spot = QPointF(400, 300)
    wheel = QWheelEvent(
        *(spot, window.mapToGlobal(spot), QPoint(), QPoint(0, 120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier),
        *(Qt.ScrollPhase.NoScrollPhase, False),
    )
    window._areas["settings"].wheelEvent(wheel)
    assert window.workspace.settings.zoom == 110


def test_there_is_nothing_to_save_and_control_s_says_so(window):
    window.workspace.saved_at = NOW
    window._say_saved()
    assert "10:42:15" in window.strip.sentence


def test_f1_opens_the_manual_and_f1_again_goes_back(window):
    window.go("settings")
    window.do("help")
    assert window.page.name == "help"
    assert "Réglages" in window.page.text.toPlainText()
    window.do("help")
    assert window.page.name == "settings"


def test_the_menu_holds_every_action_of_its_table(window):
    menu = action_menu(window, window.deeds)
    texts = {act.text() for part in menu.actions() for act in part.menu().actions()}
    assert {"Imprimer…", "Ouvrir…", "Partage", "Aide"} <= texts
    menu.deleteLater()


def test_the_palette_finds_a_deed_by_its_first_letters_and_does_it(window, qtbot):
    window.show_palette()
    palette = window.findChildren(object, "")  # all children
    from ui.dialogs.palette import Palette

    found = next(each for each in palette if isinstance(each, Palette))
    found.line.setText("regl")
    assert found.model.finds[0].text == "Réglages"
    QTest.keyClick(found.line, Qt.Key.Key_Return)
    assert window.page.name == "settings"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("zoom", [100, 150, 200, 250])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
@pytest.mark.parametrize("page", ["settings", "help", "welcome"])
def test_nothing_is_unnamed_or_cut(qtbot, page, size, zoom, language):
    workspace = Workspace(Settings(zoom=zoom, language=language), clock=lambda: NOW)
    i18n.use_language(language)
    theme.apply(QApplication.instance(), zoom=zoom)
    mine = [e for e in all_pages.PAGES if e.name in {"settings", "help", "welcome"}]
    window = MainWindow(workspace, mine)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.go(page)
    qtbot.waitExposed(window)
    QApplication.processEvents()
    assert crawl.faults(window) == []


def test_tab_goes_down_the_page(window):
    window.go("settings")
    assert crawl.backwards(window.page) == []


def test_labels_keep_numbers_whole_when_they_wrap(qtbot):
    label = Label("dépasse 60\u202f000 F", wrap=True)
    qtbot.addWidget(label)
    assert "\u202f" not in label.text()


@pytest.mark.parametrize("field", ["language", "zoom", "dorome"])
def test_another_language_leaves_the_keyboard_in_the_same_field(window, field):
    window.show()
    window.go("settings")
    getattr(window.page, field).setFocus()
    window.do("language")
    QApplication.processEvents()
    assert window.focusWidget() is getattr(window.page, field)


def test_ctrl_0_goes_back_to_the_normal_size(window):
    window.show()
    window.workspace.change_settings(zoom=150)
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.settings.zoom == 100


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("recus", "Prêts"),
        ("amende", "La séance"),
        ("cotisation", "Règles du groupe"),
    ],
)
def test_the_palette_finds_plain_words_of_the_manual(window, typed, found):
    from ui.dialogs.palette import finds_of
    from ui.presenters.palette import rank

    assert any(each.text.startswith(found) for each in rank(typed, finds_of(window)))
