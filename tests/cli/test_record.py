"""Files of events: what is read, what is refused, and that a refusal leaves nothing behind.

Numbers in the names of cases are those of reference/reliability.md, section 6.
"""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coop_ledger.cli import bar
from tests.cli.conftest import ROOT, Command, lines

NOW = {"group": "benkadi", "date": "2026-01-29"}
GOOD = {"event": "shares_bought", "member": "1", "shares": 5, **NOW}


def line(event: str, **fields: Any) -> str:
    return json.dumps({"event": event, **NOW, **fields}, ensure_ascii=False)


def amount(written: str) -> str:
    """A contribution whose amount stands in the file as it is written here."""
    return line("contribution_paid", member="1", fund="social", amount=0).replace(
        '"amount": 0', f'"amount": {written}'
    )


def posted(*postings: dict[str, Any], **fields: Any) -> str:
    return line("entry_posted", **{"text": "Essai", "postings": list(postings), **fields})


def on(date: str) -> str:
    return line("shares_bought", member="1", shares=5, date=date)


def named(name: str) -> str:
    return line("member_joined", member="3", name=name)


def loan(**fields: Any) -> str:
    asked = {"loan": "P1", "member": "1", "product": "ordinary", "principal": 1000}
    return line("loan_issued", **(asked | fields))


CASH, BUYS = {"account": "571", "amount": 500}, {"account": "605", "amount": -500}
LENT = [loan()]
REPAID = [*LENT, line("loan_repaid", loan="P1", amount=1050)]
UNDONE = [line("event_reversed", reverses=5, reason="Essai")]

# id: (the lines before, the refused line, what its sentence names)
REFUSED: dict[str, tuple[list[str], str, str]] = {
    "A1-empty": ([], amount('""'), "amount"),
    "A2-only-spaces": ([], amount('"  "'), "amount"),
    "A3-zero": ([], amount("0"), "amount is 0"),
    "A4-negative": ([], amount("-5"), "amount is -5"),
    "A5-minus-zero": ([], amount("-0"), "amount is 0"),
    "A6-plus": ([], amount("+5"), "not JSON"),
    "A7-comma": ([], amount('"1,5"'), "amount is 1,5"),
    "A8-point": ([], amount("1.5"), "amount is 1.5"),
    "A9-thousands-by-a-point": ([], amount("1.000"), "amount is 1.000"),
    "A10-thousands-by-a-comma": ([], amount('"1,000"'), "amount is 1,000"),
    "A11-in-quotes": ([], amount('"1 000"'), "amount is 1 000"),
    "A14-leading-zeros": ([], amount("0001"), "not JSON"),
    "A15-underscore": ([], amount("1_000"), "not JSON"),
    "A16-exponent": ([], amount("1e3"), "amount is 1e3"),
    "A17-hexadecimal": ([], amount("0x10"), "not JSON"),
    "A18-arabic-digits": ([], amount('"٣٥٠٠"'), "amount is ٣٥٠٠"),
    "A18-arabic-digits-bare": ([], amount("٣٥٠٠"), "not JSON"),
    "A19-half": ([], amount('"½"'), "amount is ½"),
    "A20-nan": ([], amount("NaN"), "amount is NaN"),
    "A20-infinity": ([], amount("-Infinity"), "amount is -Infinity"),
    "A21-suffix": ([], amount('"5 F"'), "amount is 5 F"),
    "A22-above-the-limit": ([], amount("1000000000000001"), "amount is 1000000000000001"),
    "A23-two-to-the-63": ([], amount(str(2**63)), f"amount is {2**63}"),
    "A23-ten-to-the-30": ([], amount(str(10**30)), f"amount is {10**30}"),
    "A24-five-thousand-digits": ([], amount("9" * 5000), "amount is 999"),
    "A-true-is-no-amount": ([], amount("true"), "amount is True"),
    "A-a-list-is-no-amount": ([], amount("[500]"), "amount is [500]"),
    "B32-negative-rate": (
        [],
        line("rules_set", rules={"loans": {"x": {"method": "flat", "rate_percent": "-1"}}}),
        "rules.loans.x.rate_percent is -1",
    ),
    "B35-more-than-is-owed": (LENT, line("loan_repaid", loan="P1", amount=9999), "50\xa0F"),
    "B36-a-loan-repaid-already": (REPAID, line("loan_repaid", loan="P1", amount=50), "P1"),
    "B37-a-loan-of-no-month": ([], loan(term=0), "term is 0"),
    "C39-unbalanced": ([], posted(CASH, {"account": "605", "amount": -400}), "100\xa0F"),
    "C40-one-posting": ([], posted(CASH), "debits"),
    "C41-no-posting": ([], posted(), "two postings"),
    "C43-unknown-account": ([], posted(CASH, {"account": "999", "amount": -500}), "999"),
    "C44-too-many-postings": ([], posted(*[CASH, BUYS] * 251), "502"),
    "C46-a-reversal-reversed": (
        UNDONE,
        line("event_reversed", reverses=11, reason="Essai"),
        "reversal",
    ),
    "C47-reversed-twice": (UNDONE, UNDONE[0], "already reversed"),
    "C-reverses-nothing": ([], line("event_reversed", reverses=99, reason="Essai"), "99"),
    "D51-no-such-day": ([], on("2026-02-30"), "date is 2026-02-30"),
    "D52-no-leap-year": ([], on("2026-02-29"), "date is 2026-02-29"),
    "D55-day-first": ([], on("31/01/2026"), "date is 31/01/2026"),
    "D57-two-digits": ([], on("26-01-29"), "date is 26-01-29"),
    "D58-no-dashes": ([], on("20260129"), "date is 20260129"),
    "D58-a-week": ([], on("2026-W05-1"), "date is 2026-W05-1"),
    "D59-arabic-digits": ([], on("٢٠٢٦-٠١-٢٩"), "date is"),
    "D60-year-zero": ([], on("0000-01-29"), "date is 0000-01-29"),
    "D60-year-9999": ([], on("9999-01-29"), "date is 9999-01-29"),
    "D61-a-day-to-come": ([], on("2199-01-01"), "01/01/2199"),
    "D63-before-the-founding": ([], on("2025-12-31"), "31/12/2025"),
    "D-a-number-is-no-day": ([], line("shares_bought", date=20260129), "20260129"),
    "E82-nul": ([], named("Awa\0"), "name"),
    "E84-half-a-character": ([], named("Awa").replace("Awa", "Awa\\ud800"), "half written"),
    "E86-too-many-accents": ([], named("A" + "\u0301\u0302\u0303\u0304" * 3 + "wa"), "name"),
    "E87-201-characters": ([], named("a" * 201), "200"),
    "E93-only-punctuation": ([], named("…!"), "name"),
    "E97-seven-digits": (
        [],
        line("member_joined", member="3", name="Awa", phone="7612345"),
        "phone is 7612345",
    ),
    "G135-a-name-twice": ([], '{"event": "shares_bought", "shares": 5, "shares": 50}', "shares"),
    "G135-nan-deep-inside": (
        [],
        line("rules_set", rules={}).replace("{}", '{"fines": {"late": [NaN]}}'),
        "late is NaN",
    ),
    "G135-1e400": ([], amount("1e400"), "amount is 1e400"),
    "G-a-comment": ([], "# la séance du 29", "not JSON"),
    "G-two-events-on-a-line": ([], line("cycle_closed", cycle="1") * 2, "not JSON"),
    "G-half-a-line": ([], '{"event": "shares_bought", "member": "1"', "before its last brace"),
    "G-no-object": ([], '["shares_bought"]', "no event"),
    "G-brackets-without-end": ([], "[" * 100_000, "too deep"),
    "G-a-line-without-end": ([], " " * (8 * 2**20 + 1), "longer than any event"),
    "G-no-such-event": ([], line("shares_baught"), "shares_baught"),
    "G-no-such-field": ([], line("shares_bought", member="1", share=5), "share"),
    "G-a-field-is-missing": ([], line("shares_bought", member="1"), "shares is missing"),
    "G-no-such-group": ([], line("member_joined", member="1", name="Awa", group="x"), "group x"),
    "G-no-such-member": ([], line("shares_bought", member="9", shares=1), "member is 9"),
    "R-too-many-shares": ([], line("shares_bought", member="1", shares=6), "shares"),
    "R-above-the-ceiling": ([], loan(principal=90_000), "principal"),
    "R-after-the-share-out": ([], loan(term=12), "term"),
    "R-more-than-the-box-holds": (
        [],
        line("expense_paid", amount=90_000, text="Essai"),
        "amount: ",
    ),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in REFUSED.items()])
def test_a_refused_line_is_named_and_nothing_is_recorded(
    case: tuple[list[str], str, str], book: Path, tmp_path: Path, cli: Command
):
    before, bad, named_in_it = case
    file = tmp_path / "séance.jsonl"
    file.write_text("\n".join([*before, bad]), encoding="utf-8")
    stood = cli("query", book, "journal", "--format", "json").json
    done = cli("record", book, file)
    assert done.code == 2
    assert done.err.startswith(f"séance.jsonl, line {len(before) + 1}")
    assert named_in_it in done.err
    assert done.err.count("\n") == 1
    assert cli("query", book, "journal", "--format", "json").json == stood


def test_a_refusal_names_its_field_when_its_sentence_does_not(
    book: Path, tmp_path: Path, cli: Command
):
    file = tmp_path / "a.jsonl"
    file.write_text(line("shares_bought", member="1", shares=6), encoding="utf-8")
    assert cli("record", book, file).err.startswith("a.jsonl, line 1, shares: Awa Traoré may buy")


def test_a_refusal_in_a_meeting_names_the_line_of_the_sheet(
    book: Path, tmp_path: Path, cli: Command
):
    file = tmp_path / "a.jsonl"
    sheet = [
        {"event": "shares_bought", "member": "1", "shares": 5},
        {"event": "shares_bought", "member": "2", "shares": 9},
    ]
    file.write_text(
        line("meeting_held", number=1, attendance={"1": "present"}, sheet=sheet), encoding="utf-8"
    )
    assert "sheet[2].shares" in cli("record", book, file).err


def test_g123_a_file_of_windows_is_refused_at_its_line(book: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "a.jsonl"
    file.write_bytes((lines([GOOD]) + named("Mariam Keïta")).encode("cp1252"))
    done = cli("record", book, file)
    assert (done.code, "line 2" in done.err, "Mariam Ke" in done.err) == (2, True, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"], ids=["G124-mark", "G125-utf-16"])
def test_what_windows_programs_save_is_read(
    encoding: str, book: Path, tmp_path: Path, cli: Command
):
    file = tmp_path / "a.jsonl"
    file.write_text(f"\r\n{named('Nèné Sacko')}\r\n\r\n", encoding=encoding)
    assert cli("record", book, file).code == 0
    assert cli("query", book, "members", "--format", "json").json[2]["name"] == "Nèné Sacko"


def test_a_broken_utf_16_file_is_refused(book: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "a.jsonl"
    file.write_bytes(named("Awa").encode("utf-16") + b"x")
    done = cli("record", book, file)
    assert (done.code, "UTF-16" in done.err) == (2, True)


def test_events_come_from_standard_input(book: Path, cli: Command):
    assert cli("record", book, "-", stdin=lines([GOOD]).encode()).code == 0
    done = cli("record", book, "-", stdin=b"{")
    assert done.err.startswith("standard input, line 1: ")


def test_g130_what_is_known_is_skipped_and_counted(book: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "a.jsonl"
    file.write_text(lines([{**GOOD, "id": "a-1"}]), encoding="utf-8")
    assert "1 event recorded" in cli("record", book, file).out
    again = cli("record", book, file)
    assert again.code == 0
    assert again.out.splitlines() == [
        f"0 events recorded in {book}.",
        "1 event was in the book already and was skipped.",
    ]


def test_another_event_with_a_known_id_is_refused(book: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "a.jsonl"
    file.write_text(lines([{**GOOD, "id": "a-1"}, {**GOOD, "shares": 4, "id": "a-1"}]), "utf-8")
    done = cli("record", book, file)
    assert (done.code, "line 2, id" in done.err or "Id a-1" in done.err) == (2, True)


def test_g132_one_bad_line_in_the_second_file_undoes_the_first(
    book: Path, tmp_path: Path, cli: Command
):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(lines([GOOD]), encoding="utf-8")
    bad.write_text(lines([{**GOOD, "member": "2"}]) + amount("0"), encoding="utf-8")
    before = cli("query", book, "fingerprint", "--format", "json").json
    assert cli("record", book, good, bad).err.startswith("bad.jsonl, line 2")
    assert cli("query", book, "fingerprint", "--format", "json").json == before


def test_a_dry_run_checks_everything_and_writes_nothing(book: Path, tmp_path: Path, cli: Command):
    file = tmp_path / "a.jsonl"
    file.write_text(lines([GOOD]), encoding="utf-8")
    before = cli("query", book, "fingerprint", "--format", "json").json
    done = cli("record", book, file, "--dry-run")
    assert (done.code, "nothing was written" in done.out) == (0, True)
    assert cli("query", book, "fingerprint", "--format", "json").json == before
    assert cli("record", book, file, "--dry-run", language="fr").code == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [("absent.jsonl", "no such file"), (".", "folder"), ("benkadi.coop", "the book itself")],
)
def test_a_file_that_is_no_file_of_events_is_refused(
    name: str, said: str, book: Path, cli: Command
):
    done = cli("record", book, book.parent / name)
    assert (done.code, said in done.err) == (2, True)


def test_the_book_is_known_under_another_name(book: Path, cli: Command):
    (book.parent / "link.jsonl").symlink_to(book)
    assert "the book itself" in cli("record", book, book.parent / "link.jsonl").err


def test_g137_a_recording_that_is_killed_leaves_nothing(book: Path, cli: Command):
    command = [sys.executable, "-m", "coop_ledger", "record", str(book), "-"]
    writer = subprocess.Popen(command, stdin=subprocess.PIPE, cwd=ROOT)
    with writer:
        assert writer.stdin is not None
        writer.stdin.write(lines([GOOD]).encode())
        writer.stdin.flush()
        while not book.with_name("benkadi.coop-wal").exists():  # until it holds the book
            assert writer.poll() is None
        time.sleep(0.2)
        writer.kill()
    journal = cli("query", book, "journal", "--format", "json").json
    assert len(journal["entries"]) == 6
    assert cli("check", book).code == 0


@pytest.fixture
def heard() -> Iterator[None]:
    """What starts ignoring Ctrl+C, as in the background of a shell, makes children that do too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
def test_a_recording_that_is_stopped_says_so_and_leaves_nothing(
    book: Path, cli: Command, heard: None
):
    command = [sys.executable, "-m", "coop_ledger", "record", str(book), "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as writer:
        assert writer.stdin is not None
        assert writer.stderr is not None
        writer.stdin.write(lines([GOOD]).encode())
        writer.stdin.flush()
        while not book.with_name("benkadi.coop-wal").exists():  # until it holds the book
            assert writer.poll() is None
        time.sleep(0.2)
        writer.send_signal(signal.SIGINT)
        assert writer.stderr.read().count(b"\n") == 1
    # Python dies of the signal itself when it came amid an import that makes a dataclass; a shell
    # says 130 of both.
    assert writer.returncode in {130, -signal.SIGINT}
    assert len(cli("query", book, "journal", "--format", "json").json["entries"]) == 6


@pytest.mark.parametrize("size", ["known", "unknown"])
def test_a_long_recording_tells_how_far_it_is(
    size: str, book: Path, tmp_path: Path, cli: Command, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bar, "QUIET", 0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    paid = {"event": "contribution_paid", "member": "1", "fund": "social", "amount": 100}
    content = lines([{**paid, "date": "2026-01-29"}] * 250)
    file = tmp_path / "a.jsonl"
    file.write_text(content, encoding="utf-8")
    name = file if size == "known" else "-"
    done = cli("record", book, name, stdin=content.encode())
    assert done.code == 0
    assert "\r200 events" in done.err
    assert ("\r200 events, 80%" in done.err) == (size == "known")
