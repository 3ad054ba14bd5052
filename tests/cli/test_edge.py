"""The edge: four exit codes, one sentence, two languages, and nothing loaded that is not needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from coop_ledger.book.book import Book
from coop_ledger.cli.main import COMMANDS
from tests.cli.conftest import ROOT, Command


def test_every_module_of_a_command_is_listed():
    folder = ROOT / "coop_ledger" / "cli"
    written = {
        path.stem
        for path in folder.glob("*.py")
        if "@command_named(" in path.read_text(encoding="utf-8")
    }
    assert written == set(COMMANDS)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(command: str, language: str, cli: Command):
    done = cli(*command.split(), "--help", language=language)
    assert done.code == 0
    assert f"coop-ledger {command}".strip() in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "There is no command nothing"),
        (["query", "--nothing"], "There is no option --nothing"),
        (["query"], "BOOK is missing"),
        (["record", "x.coop"], "FILE… is missing"),
        (["new", "a", "b"], "There is more here than this command takes"),
        (["print", "x.coop", "receipt", "-o"], "-o needs a value"),
        (["print", "x.coop", "receipt"], "-o is missing"),
        (["query", "x.coop", "nothing"], "QUESTION is nothing: choose one of groups"),
        (["query", "x.coop", "loan"], "loan needs --loan"),
        (["query", "x.coop", "loan", "--loan", "1", "--member", "2"], "--member does not go with"),
        (["query", "x.coop", "cash", "--on", "2026-02-30"], "--on: 2026-02-30 does not exist"),
        (["query", "x.coop", "cash", "--format", "xml"], "--format is xml: choose one of table"),
        (["query", "x.coop", "loan-terms", "--principal", "1,5"], "--principal: 1,5"),
        (["query", "x.coop", "share-out", "--round", "up"], "--round: up is no rounding"),
        (["query", "x.coop", "share-out", "--seed", "12"], "--seed: 12"),
        (["print", "x.coop", "nothing", "-o", "x.pdf"], "PAPER is nothing: choose one of receipt"),
        (["print", "x.coop", "receipt", "-o", "x.pdf"], "receipt needs --number"),
        (["print", "x.coop", "coin-plan", "--paper", "80mm", "-o", "x"], "coin-plan is printed on"),
        (["print", "x.coop", "coin-plan", "--member", "1", "-o", "x"], "--member does not go with"),
        (["export", "x.coop", "nothing", "-o", "x"], "FORMAT is nothing: choose one of hledger"),
        (["events", "nothing"], "There is no event nothing"),
        (["query", "absent.coop", "groups"], "There is no book at"),
        (["check", "absent.coop"], "There is no book at"),
        (["open", "absent.coop"], "There is no book at"),
        (["restore", "absent.coop-backup", "x.coop"], "There is no backup at"),
        (["query", "mysql://x/y", "groups"], "is not the address of a book"),
    ],
)
def test_wrong_use_is_told_in_one_sentence(words: list[str], said: str, cli: Command):
    done = cli(*words)
    assert done.code == 2
    assert said in done.err
    assert (done.out, done.err.count("\n")) == ("", 1)


def test_a_language_nobody_speaks_is_refused(cli: Command):
    done = cli("query", "x.coop", "groups", language="bm")
    assert (done.code, "fr, en" in done.err) == (2, True)


def test_a_second_program_is_told_that_the_book_is_in_use(book: Path, program: Command):
    with Book.open(book):
        for words in (["query", book, "groups"], ["check", book], ["backup", book, book.parent]):
            done = program(*words)
            assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)


def test_the_version_is_told(cli: Command):
    assert cli("--version").out.startswith("coop-ledger ")


def test_a_reader_that_has_seen_enough_is_no_failure(book: Path):
    words = ["query", str(book), "journal", "--format", "json"]
    with subprocess.Popen(
        [sys.executable, "-m", "coop_ledger", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as command:
        assert command.stdout is not None
        assert command.stderr is not None
        command.stdout.close()
        assert command.stderr.read() == b""
    assert command.returncode == 0


def loaded_after(statement: str) -> set[str]:
    """The packages that another Python has loaded after a statement."""
    code = f"import sys, contextlib, io\nwith contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):\n    {statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


SLOW = {"sqlalchemy", "sqlcipher3", "alembic", "reportlab", "babel", "PySide6"}


def test_the_desktop_begins_without_the_command_line_and_the_book():
    loaded = loaded_after("import coop_ledger.cli.main, coop_ledger.cli.desktop")
    assert not loaded & (SLOW | {"click"})


@pytest.mark.parametrize("words", [["--help"], ["query", "--help"], ["record", "x.coop", "--nix"]])
def test_help_needs_no_sql(words: list[str]):
    loaded = loaded_after(f"from coop_ledger.cli.program import run; run({words!r})")
    assert not loaded & (SLOW - {"babel"})  # an uncompiled catalogue is compiled by Babel


def test_without_a_screen_the_desktop_says_so(cli: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    done = cli()
    assert (done.code, "no screen" in done.err) == (2, True)


def test_the_desktop_opens_on_the_book_that_is_named(
    book: Path, cli: Command, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("ui.app.main", lambda name="": opened.append(name) or 0)
    assert (cli("open", book).code, cli("open").code, cli().code) == (0, 0, 0)
    assert opened == [str(book), "", ""]
