"""What every test stands on: no display, no home folder, one language, and a server on request."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from coop_ledger import i18n
from tests import postgres

# Before anything imports Qt: without a display the interpreter would be aborted.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Settings, logs and drafts of the person who runs the tests stay untouched.
_HOME = tempfile.TemporaryDirectory(prefix="coop-ledger-home-")
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = _HOME.name
for _name in ("APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = _HOME.name

# No deadline: two loaded cores say nothing about the code. CI tries the same examples every time,
# so that a red run is a change's fault; `HYPOTHESIS_PROFILE=deep` looks for new ones.
hypothesis.settings.register_profile("dev", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev")
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leaves properties out of the coverage: their many cases take twice as long, and add depth."""
    for item in items:
        if isinstance(item, pytest.Function) and hypothesis.is_hypothesis_test(item.obj):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    """Begins every test in French, the default, whatever the test before has chosen."""
    i18n.use_language("fr")
    yield
    i18n.use_language("fr")


@pytest.fixture(scope="session")
def practice_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice book, made once, closed: to be copied by who writes in it."""
    from coop_ledger.exchange import practice  # only for those who ask for it

    path = tmp_path_factory.mktemp("practice") / practice.FILE
    practice.make_practice_book(path)
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server of the tests' own, started when the first test asks for it."""
    binaries = postgres.find_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have initdb and pg_ctl: install the package postgresql.")
        pytest.skip("PostgreSQL is not installed.")
    with tempfile.TemporaryDirectory(prefix="coop-pg-", dir=postgres.socket_root()) as folder:
        server = postgres.Server(binaries, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The address of an empty database that lives as long as the test."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)
