"""The command line as a person meets it: words in, an exit code, two streams out."""

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coop_ledger.book.book import Book
from coop_ledger.cli.program import run

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"


@dataclass(frozen=True, slots=True)
class Done:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Done]


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command in this process, in English so that its sentences can be read here."""

    def call(*words: object, stdin: bytes = b"", language: str = "en") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        code = run(["--language", language, *map(str, words)])
        return Done(code, *capfd.readouterr())

    return call


@pytest.fixture
def program() -> Command:
    """Runs the program as the system does: another process, `python -m coop_ledger`."""

    def call(*words: object, stdin: bytes = b"") -> Done:
        command = [sys.executable, "-m", "coop_ledger", *map(str, words)]
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False)
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


FOUNDING: tuple[dict[str, Any], ...] = (
    {"event": "group_founded", "name": "Benkadi", "kind": "savings_group", "preset": "vsla"},
    {"event": "member_joined", "member": "1", "name": "Awa Traoré"},
    {"event": "member_joined", "member": "2", "name": "Mariam Keïta"},
    {"event": "cycle_opened", "cycle": "1", "ends": "2026-12-24"},
)
SAVED: tuple[dict[str, Any], ...] = tuple(
    {"event": "shares_bought", "member": member, "shares": 5, "date": f"2026-01-{day:02}"}
    for day in (8, 15, 22)
    for member in ("1", "2")
)


def lines(events: Iterable[dict[str, Any]]) -> str:
    """The events as a file holds them, with group and day where they say none."""
    common = {"group": "benkadi", "date": "2026-01-08"}
    return "".join(json.dumps(common | event, ensure_ascii=False) + "\n" for event in events)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book with one group, two members and three days of savings, to be copied."""
    path = tmp_path_factory.mktemp("founded") / "benkadi.coop"
    with Book.create(path) as book:
        book.record_all(json.loads(line) for line in lines([*FOUNDING, *SAVED]).splitlines())
    return path


@pytest.fixture
def book(founded: Path, tmp_path: Path) -> Path:
    """A book of the test's own."""
    return shutil.copy(founded, tmp_path / founded.name)
