"""A new thing is a new file and one line in a list: a file without its line is found here."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

from coop_ledger import cli, paths
from coop_ledger.cli import main
from coop_ledger.domain import charts, events, presets
from coop_ledger.domain.event import Event
from coop_ledger.reports import catalogue, papers
from coop_ledger.reports.papers import makers
from ui import pages
from ui.pages.page import Page


def modules(package: ModuleType) -> list[ModuleType]:
    """The modules of a package, each imported."""
    names = [found.name for found in pkgutil.iter_modules(package.__path__)]
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def written(package: ModuleType, base: type) -> set[type]:
    """The classes of a kind that the modules of a package define."""
    return {
        value
        for module in modules(package)
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, base)
        and value.__module__ == module.__name__
        and not inspect.isabstract(value)
    }


def without_value(package: ModuleType, listed: list[object]) -> list[str]:
    """The modules of a package that hold no value of its list."""
    return [
        module.__name__
        for module in modules(package)
        if not any(value is held for value in listed for held in vars(module).values())
    ]


def test_every_event_type_is_listed():
    assert written(events, Event) == set(events.EVENT_TYPES.values())


def test_every_preset_is_listed():
    assert not without_value(presets, list(presets.PRESETS.values()))


def test_every_chart_of_accounts_is_listed():
    assert not without_value(charts, list(charts.CHARTS.values()))


def test_every_report_is_listed():
    assert not without_value(catalogue, [report.answer for report in catalogue.REPORTS])


def test_every_paper_has_its_maker():
    assert sorted(paper.name for paper in papers.PAPERS) == sorted(makers.MAKERS)


def test_every_command_is_listed():
    commands = {module.__name__ for module in modules(cli) if hasattr(module, "command")}
    assert commands == {f"{cli.__name__}.{name}" for name in main.COMMANDS}


def test_every_page_is_listed():
    listed = {entry.load() for entry in pages.PAGES}
    shown = {page for page in written(pages, Page) if not page.__subclasses__()}
    assert shown == listed


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_has_its_page_in_the_manual(language: str):
    manual = paths.manual() / language
    topics = [entry.load().help or entry.name for entry in pages.PAGES]
    missing = [topic for topic in topics if not (manual / f"{topic}.md").exists()]
    assert not missing
