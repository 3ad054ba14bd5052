"""Books as files: made, proved, copied, brought back, and never written over."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command

OUTPUTS = {
    "print": ["meeting-sheet"],
    "export": ["csv"],
}


def test_new_refuses_to_overwrite(book: Path, cli: Command):
    before = book.read_bytes()
    done = cli("new", book)
    assert (done.code, "already something" in done.err) == (2, True)
    assert book.read_bytes() == before


def test_check_says_sound(book: Path, cli: Command):
    done = cli("check", book)
    assert (done.code, done.out.split(":")[0]) == (0, "sound")
    assert cli("check", book, language="fr").out.startswith("sound: ")


def test_check_says_that_an_empty_book_is_empty(tmp_path: Path, cli: Command):
    path = tmp_path / "empty.coop"
    cli("new", path)
    done = cli("check", path, language="en")
    assert (done.code, done.out) == (
        0,
        "sound: this book is empty: no group was founded in it. If it is a copy, take it again.\n",
    )


def test_f101_a_book_that_is_missing_is_not_made(tmp_path: Path, cli: Command):
    assert cli("query", tmp_path / "no.coop", "groups").code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="F102-empty"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"picture" * 200, id="F105-a-picture"),
        pytest.param(b"SQLite format 3\0" + b"\0" * 4000, id="F103-cut-short"),
    ],
)
def test_what_is_no_book_is_not_sound_and_is_left_alone(
    content: bytes, tmp_path: Path, cli: Command
):
    path = tmp_path / "x.coop"
    path.write_bytes(content)
    done = cli("check", path)
    assert done.code == 1
    assert str(path) in done.out
    assert cli("query", path, "groups").code == 2
    assert path.read_bytes() == content


def test_f104_a_page_that_was_changed_is_found(book: Path, cli: Command):
    content = bytearray(book.read_bytes())
    place = content.index(b"Awa Traor")
    content[place : place + 3] = b"Eve"
    book.write_bytes(content)
    done = cli("check", book)
    assert (done.code, "1" in done.out) == (1, True)


def test_a_backup_is_restored_under_another_name(book: Path, tmp_path: Path, cli: Command):
    made = cli("backup", book, tmp_path / "stick")
    assert made.code == 0
    (copy,) = (tmp_path / "stick").iterdir()
    assert str(copy) in made.out
    assert cli("restore", copy, tmp_path / "again.coop").code == 0
    for question in ("fingerprint", "journal"):
        asked = ["query", tmp_path / "again.coop", question, "--format", "json"]
        assert cli(*asked).out == cli("query", book, question, "--format", "json").out


def test_restore_refuses_to_overwrite(book: Path, tmp_path: Path, cli: Command):
    cli("backup", book, tmp_path / "stick")
    (copy,) = (tmp_path / "stick").iterdir()
    before = book.read_bytes()
    assert cli("restore", copy, book).code == 2
    assert book.read_bytes() == before


@pytest.mark.parametrize("command", OUTPUTS)
@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
def test_nothing_is_written_over_a_book(command: str, ending: str, book: Path, cli: Command):
    before = book.read_bytes()
    done = cli(command, book, *OUTPUTS[command], "-o", f"{book}{ending}")
    assert (done.code, "is a book" in done.err) == (2, True)
    assert book.read_bytes() == before


def test_nothing_is_written_over_another_book(book: Path, tmp_path: Path, cli: Command):
    other = tmp_path / "other.coop"
    cli("new", other)
    before = other.read_bytes()
    assert cli("export", book, "csv", "-o", other).code == 2
    assert other.read_bytes() == before


@pytest.mark.parametrize("command", OUTPUTS)
def test_a_place_that_cannot_be_written_is_refused(command: str, book: Path, cli: Command):
    done = cli(command, book, *OUTPUTS[command], "-o", book.parent / "no" / "x")
    assert (done.code, "cannot be written" in done.err) == (2, True)


def test_f118_a_book_may_have_any_name(tmp_path: Path, cli: Command):
    folder = tmp_path / "Dossier de Fatoumata ߒߞߏ" / ("séance " * 20)
    folder.mkdir(parents=True)
    book = folder / "caisse d'Awa.coop"
    assert cli("new", book).code == 0
    assert cli("check", book).code == 0
