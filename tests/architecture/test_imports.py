"""Imports go down the floors: the contracts stand in pyproject.toml."""

from importlinter.cli import lint_imports


def test_no_import_breaks_a_contract(capsys):
    broken = lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert not broken, capsys.readouterr().out
