import pytest

from coop_ledger import paths


@pytest.mark.parametrize(
    "folder", [paths.translations, paths.migrations, paths.fonts], ids=lambda f: f.__name__
)
def test_what_ships_with_the_program_is_there(folder):
    assert folder().is_dir()


def test_a_resource_is_named_from_the_root():
    assert paths.resource("coop_ledger", "paths.py").is_file()


OF_A_PERSON = [paths.data, paths.settings_file, paths.logs, paths.backups, paths.practice]


@pytest.mark.parametrize("place", OF_A_PERSON, ids=lambda f: f.__name__)
def test_everything_of_a_person_is_under_the_home_that_is_set(place, tmp_path, monkeypatch):
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    assert place().is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", OF_A_PERSON, ids=lambda f: f.__name__)
def test_without_it_the_system_says_where(place, monkeypatch):
    monkeypatch.delenv(paths.HOME_VARIABLE, raising=False)
    assert "coop-ledger" in place().parts
