"""hledger, another program by other people, reads our journal and comes to our balances."""

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from coop_ledger import i18n
from coop_ledger.book.book import Book
from coop_ledger.book.questions.accounts import trial_balance
from coop_ledger.exchange import EXPORTS, hledger, practice


def run_hledger(journal: Path, *words: str) -> str:
    if shutil.which("hledger") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have hledger: install the package of that name.")
        pytest.skip("hledger is not installed.")
    done = subprocess.run(
        ["hledger", *words, "-f", str(journal)],
        capture_output=True,
        check=False,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture
def book(practice_book: Path) -> Path:
    """A group's first cycle and a half: every kind of entry there is in a good year."""
    return practice_book


def test_hledger_finds_nothing_wrong(book: Path, tmp_path: Path):
    journal = tmp_path / "x.journal"
    with Book.open(book) as opened:
        journal.write_bytes(b"".join(hledger.journal(opened)))
    run_hledger(journal, "check", "--strict")
    run_hledger(journal, "check", "ordereddates")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_balances_of_hledger_are_ours_to_the_franc(book: Path, tmp_path: Path, language: str):
    journal = tmp_path / "x.journal"
    i18n.use_language(language)
    with Book.open(book) as opened:
        journal.write_bytes(b"".join(hledger.journal(opened, practice.GROUP)))
        ours = {line.account: line.balance for line in trial_balance(opened).accounts}
    shown = run_hledger(journal, "balance", "-N", "-E", "--depth", "1", "-O", "csv")
    rows = list(csv.DictReader(io.StringIO(shown)))
    theirs = {row["account"].split()[0]: row["balance"].removesuffix(" XOF") for row in rows}
    assert {account: int(amount) for account, amount in theirs.items()} == ours


def test_an_account_is_its_number_and_name_with_its_members_below(book: Path):
    with Book.open(book) as opened:
        lines = b"".join(EXPORTS["hledger"](opened, "")).decode().splitlines()
    assert "account 571 Caisse  ; type:C" in lines
    assert any(line.startswith("    571 Caisse:loan:box  ") for line in lines)
    (savings,) = {line for line in lines if line.endswith(":loan:12  ; type:L")}
    assert savings.startswith("account 1851 ")


def test_two_groups_stand_apart_in_one_journal(tmp_path: Path):
    path, journal = tmp_path / "two.coop", tmp_path / "x.journal"
    founded = {"event": "group_founded", "kind": "savings_group", "preset": "vsla"}
    with Book.create(path) as opened:
        for group, day in (("a", "2026-01-08"), ("b", "2026-01-07")):
            common = {"group": group, "date": day}
            opened.record_all(
                [
                    {**founded, **common, "name": f"Groupe {group} ; le : vrai"},
                    {**common, "event": "cycle_opened", "cycle": "1", "ends": "2026-12-24"},
                    {
                        **common,
                        "event": "income_received",
                        "amount": 500,
                        "text": "don ; cassé | double  espace",
                    },
                ]
            )
        journal.write_bytes(b"".join(hledger.journal(opened)))
    run_hledger(journal, "check", "--strict")
    run_hledger(journal, "check", "ordereddates")
    shown = run_hledger(journal, "balance", "571", "-N", "--flat", "-O", "csv")
    assert shown.count("500 XOF") == 2
    assert ":a:loan:box" in shown


def test_an_empty_book_is_an_empty_journal(tmp_path: Path):
    journal = tmp_path / "x.journal"
    with Book.create(tmp_path / "new.coop") as opened:
        journal.write_bytes(b"".join(hledger.journal(opened)))
    run_hledger(journal, "check", "--strict")
