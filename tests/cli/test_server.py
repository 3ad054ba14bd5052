"""The same commands on a PostgreSQL server."""

import json
from pathlib import Path

from coop_ledger.cli.books import shown
from tests.cli.conftest import CASES, Command

EXPECTED = json.loads((CASES / "mawuli.expected.json").read_text(encoding="utf-8"))["expect"]


def test_the_published_year_comes_out_of_a_server_too(
    postgres_url: str, tmp_path: Path, cli: Command
):
    assert cli("new", postgres_url).code == 0
    done = cli("record", postgres_url, CASES / "mawuli.jsonl")
    assert (done.code, done.err) == (0, "")
    answer = cli("query", postgres_url, "share-out", "--format", "json").json
    assert answer["share_value_paid"] == EXPECTED["share_value_paid"]
    assert answer["remainder"] == EXPECTED["remainder"]
    assert cli("check", postgres_url).out.startswith("sound: ")
    assert cli("backup", postgres_url, tmp_path).code == 0
    (copy,) = tmp_path.iterdir()
    assert cli("restore", copy, tmp_path / "here.coop").code == 0
    assert cli("query", tmp_path / "here.coop", "fingerprint", "--format", "json").json == (
        cli("query", postgres_url, "fingerprint", "--format", "json").json
    )


def test_a_password_is_never_told():
    assert shown("postgresql+psycopg://awa:secret@pc/benkadi") == (
        "postgresql+psycopg://awa:***@pc/benkadi"
    )
    assert shown("benkadi.coop") == "benkadi.coop"
