"""A new thing is a new file and one line in a list: a file without its line is found here."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from types import ModuleType

from coop_ledger.domain import events, presets
from coop_ledger.domain.event import Event


def modules(package: ModuleType) -> list[ModuleType]:
    """The modules of a package, each imported."""
    names = [found.name for found in pkgutil.iter_modules(package.__path__)]
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]


def unlisted(package: ModuleType, listed: Iterable[object]) -> list[str]:
    """The modules of a package that give nothing to its list."""
    values = list(listed)
    return [
        module.__name__
        for module in modules(package)
        if not any(value is held for value in values for held in vars(module).values())
    ]


def test_every_event_type_is_listed():
    written = {
        value
        for module in modules(events)
        for value in vars(module).values()
        if inspect.isclass(value)
        and issubclass(value, Event)
        and value.__module__ == module.__name__
    }
    assert written == set(events.EVENT_TYPES.values())


def test_every_preset_is_listed():
    assert not unlisted(presets, presets.PRESETS.values())
