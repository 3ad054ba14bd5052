"""What must hold of the tree as a whole: nothing private in it, no room too large."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES_MAX = 450
# A longer file stands here with the reason why it is one story all the same.
LONG = {
    "coop_ledger/book/questions/answers.py": "the frozen rows of all answers, a list to look up",
    "coop_ledger/reports/document.py": "the frozen blocks of all papers, a list to look up",
    "ui/pages/meeting_view.py": "one screen: grid, cash and forms that move together",
    "ui/presenters/meeting_sheet.py": "one sheet: every part of it is kept key by key in one draft",
}

TEXT_SUFFIXES = {
    "", ".py", ".md", ".toml", ".lock", ".cmd", ".po", ".pot", ".qss", ".svg", ".json", ".jsonl",
    ".txt", ".spec", ".sql", ".html", ".ini", ".mako",
}  # fmt: skip
PRIVATE = re.compile(
    r"""(?x)
    (?<![\w.])/(?:home|root|work|Users)/(?!awa\b)\w  # somebody's folder; Awa is our example
    | [A-Z]:\\Users\\                            # the same on Windows
    | /tmp/\w                                    # a folder that was there once
    | https?://[^\s"')]*(?:pypi|pythonhosted|npmjs)  # a registry: pip knows its own
    | file:///\w
    """
)


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


TRACKED = tracked_files()
# Tests may be long: they are lists of facts.
ROOMS = ("coop_ledger", "ui", "migrations", "translations", "dev.py")


def test_no_file_is_a_room_too_large():
    long = {
        name: lines
        for path in TRACKED
        if path.suffix == ".py"
        and path.relative_to(ROOT).parts[0] in ROOMS
        and (lines := path.read_text(encoding="utf-8").count("\n")) > LINES_MAX
        and (name := path.relative_to(ROOT).as_posix()) not in LONG
    }
    assert not long, "Split it, or give its reason in LONG."


def test_a_file_that_may_be_long_is_long():
    lines = {name: (ROOT / name).read_text(encoding="utf-8").count("\n") for name in LONG}
    assert [name for name in LONG if lines[name] <= LINES_MAX] == []


def test_nothing_names_a_machine_or_a_registry():
    named = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in TRACKED
        if path.suffix in TEXT_SUFFIXES and path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if PRIVATE.search(line)
    ]
    assert not named


def test_the_lock_pins_every_package_by_hash():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = [line for line in lock.splitlines() if re.match(r"[\w-]+==", line)]
    assert packages
    assert all(line.endswith("\\") for line in packages)
    assert "--hash=sha256:" in lock


def test_the_repository_stays_small_enough_for_a_slow_line():
    assert sum(path.stat().st_size for path in TRACKED) < 12 * 2**20
