import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop_ledger import paths, settings
from coop_ledger.settings import Settings, load, save

CHOSEN = Settings(
    language="en",
    theme="dark",
    zoom=150,
    recent_books=("/livres/benkadi.coop", "/livres/ɲɛtaa.coop"),
    paper_formats={"receipt": "80mm"},
    printers={"receipt": "Caisse"},
    backup_folder="/media/clé",
    azerty_digits=True,
    dorome=False,
    window="AdnQywAD",
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "a" / "settings.json"


def written(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_the_first_time_everything_is_as_the_house_chose(file):
    assert load(file) == Settings()


def test_choices_are_found_again(file):
    save(CHOSEN, file)
    assert load(file) == CHOSEN


def test_choices_are_written_over_older_ones(file):
    save(CHOSEN, file)
    save(Settings(zoom=200), file)
    assert load(file) == Settings(zoom=200)


def test_nothing_is_left_beside_the_file(file):
    save(CHOSEN, file)
    assert list(file.parent.iterdir()) == [file]


def test_a_failed_write_leaves_the_older_choices(file, monkeypatch):
    save(CHOSEN, file)

    def full(_handle):
        raise OSError("No space left on device")

    monkeypatch.setattr(settings.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(Settings(), file)
    assert load(file) == CHOSEN
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 100_000, "\0\0\0"])
def test_a_file_that_cannot_be_read_is_put_aside_and_kept(file, text):
    written(file, text)
    assert load(file) == Settings()
    assert not file.exists()
    assert settings.aside(file).read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_put_aside(file):
    written(file, "")
    file.write_bytes(b"\xff\xfe\x00")
    assert load(file) == Settings()
    assert settings.aside(file).exists()


def test_a_file_that_another_program_holds_is_left_where_it_is(file, monkeypatch):
    save(CHOSEN, file)

    def held(*_args, **_options):
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(settings.Path, "read_text", held)
        assert load(file) == Settings()
    assert load(file) == CHOSEN


@pytest.mark.parametrize(
    "name, value",
    [
        ("language", "de"),
        ("theme", "pink"),
        ("zoom", 40),
        ("zoom", "100"),
        ("zoom", True),
        ("recent_books", "benkadi"),
        ("recent_books", [1]),
        ("paper_formats", ["A4"]),
        ("printers", {"receipt": 5}),
        ("azerty_digits", 1),
        ("window", None),
    ],
)
def test_a_choice_that_may_not_stand_is_made_anew_and_the_others_kept(file, name, value):
    written(file, json.dumps({"version": 1, "backup_folder": "/clé", name: value}))
    assert load(file) == Settings(backup_folder="/clé")


def test_choices_of_a_newer_program_are_left_out(file):
    written(file, json.dumps({"version": 9, "zoom": 120, "voice": "loud"}))
    assert load(file) == Settings(zoom=120)


def test_the_book_opened_last_comes_first():
    assert CHOSEN.opened("/livres/ɲɛtaa.coop").recent_books == (
        "/livres/ɲɛtaa.coop",
        "/livres/benkadi.coop",
    )


@given(st.lists(st.text()))
def test_recent_books_are_few_and_different(books):
    choices = Settings()
    for book in books:
        choices = choices.opened(book)
    assert len(set(choices.recent_books)) == len(choices.recent_books) <= settings.RECENT_MAX


def test_a_book_can_be_forgotten():
    assert CHOSEN.forgot("/livres/benkadi.coop").recent_books == ("/livres/ɲɛtaa.coop",)


def test_the_format_of_each_paper_is_remembered():
    choices = CHOSEN.printed("passbook-page", paper_format="A6", printer="Bureau")
    assert choices.paper_formats == {"receipt": "80mm", "passbook-page": "A6"}
    assert choices.printers == {"receipt": "Caisse", "passbook-page": "Bureau"}


def test_a_persons_own_file_is_used_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    save(CHOSEN)
    assert load() == CHOSEN
    assert (tmp_path / "settings" / "settings.json").exists()
