"""A book on the disk, and programs that are killed while they write it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coop_ledger.book import file
from tests.book.writing import found_group
from tests.faults.disk import build

ROOT = Path(__file__).parents[2]
WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A closed book with one group."""
    path = tmp_path / "benkadi.coop"
    with file.create(path) as store, store.write() as connection:
        found_group(connection)
    return path


@pytest.fixture
def start_writer(book: Path):
    """Starts the writer on the book; whatever is still running at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(kind: str, **environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(WRITER), kind, str(book)]
        where = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=where)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes the disk fail and remember."""
    library = build(tmp_path_factory.mktemp("disk"))
    if library is None:
        pytest.skip("The failing disk needs Linux and a C compiler.")
    return library
