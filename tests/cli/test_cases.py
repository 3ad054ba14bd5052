"""The published cases, through the four commands that a newcomer types."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import CASES, ROOT, Command

MAWULI = CASES / "mawuli.jsonl"
EXPECTED = json.loads((CASES / "mawuli.expected.json").read_text(encoding="utf-8"))["expect"]


@pytest.fixture(scope="module")
def mawuli(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of the published year, made by the program itself."""
    book = tmp_path_factory.mktemp("mawuli") / "mawuli.coop"
    for words in (["new", book], ["record", book, MAWULI]):
        command = [sys.executable, "-m", "coop_ledger", *map(str, words)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return book


def test_the_share_out_of_mawuli_is_the_published_one(mawuli: Path, program: Command):
    answer = program("query", mawuli, "share-out", "--group", "mawuli", "--format", "json").json
    members = {member["member"]: member for member in answer["members"]}
    found = {name: answer[name] for name in EXPECTED if name != "members"}
    assert found == {name: value for name, value in EXPECTED.items() if name != "members"}
    for code, figures in EXPECTED["members"].items():
        assert {name: members[code][name] for name in figures} == figures


def test_the_exact_share_value_of_mawuli_is_a_decimal_string(mawuli: Path, program: Command):
    answer = program("query", mawuli, "share-out", "--format", "json").json
    assert answer["share_value"] == "228.847435"  # 1,374,000 ÷ 6,004, cut


def test_the_statement_of_mawuli_is_printed(mawuli: Path, program: Command, tmp_path: Path):
    paper = tmp_path / "mawuli.pdf"
    done = program("print", mawuli, "share-out-statement", "--group", "mawuli", "-o", paper)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert paper.read_bytes().startswith(b"%PDF-")


def test_the_book_of_mawuli_is_sound(mawuli: Path, program: Command):
    done = program("check", mawuli)
    assert done.code == 0
    assert done.out.startswith("sound: 86 ")


def test_recording_mawuli_twice_adds_nothing_and_says_why(mawuli: Path, cli: Command):
    before = cli("query", mawuli, "fingerprint", "--format", "json").json
    done = cli("record", mawuli, MAWULI)
    assert done.code == 2
    assert "mawuli.jsonl, line 1" in done.err
    assert cli("query", mawuli, "fingerprint", "--format", "json").json == before


def test_json_is_alone_on_standard_output(mawuli: Path, program: Command):
    done = program("query", mawuli, "members", "--format", "json")
    assert len(json.loads(done.out)) == 30
    assert done.err == ""
