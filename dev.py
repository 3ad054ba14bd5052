"""The two commands of a developer, and two smaller ones, on every platform.

    ./dev run       sets up everything, makes the practice book, prints its papers, opens the desktop
    ./dev test      sets up everything, runs every check and every test
    ./dev strings   brings the catalogues up to date with the texts in the code
    ./dev lock      chooses the newest allowed dependencies and locks them by hash

On Windows the same words follow `dev`, without the dot and the slash. Only the standard library
is used here: there is nothing else yet.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

Command = Sequence[str | Path]

ROOT = Path(__file__).resolve().parent
STATE = ROOT / ".dev"  # what was set up already, coverage, the log of the last test run
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PRACTICE = ROOT / "practice"

# Debian's names. Qt says only which one it misses first, and sometimes the wrong one.
SYSTEM_RUN = (
    "python3-venv",
    "libglib2.0-0 libgl1 libegl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6",
    "libxkbcommon0 libbrotli1 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0",
    "libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1",
    "libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 fonts-dejavu-core",
)
# A screen in memory, a reader of PDF, the judge of our exports, the other database, and what
# builds the disk that fails on purpose.
SYSTEM_TEST = ("xvfb poppler-utils hledger postgresql gcc libc6-dev",)

# Branches covered, in per cent, where tests without a window must reach everything.
COVERAGE_FLOORS = {
    "coop_ledger/domain/*": 97,
    "coop_ledger/book/*": 95,
    "coop_ledger/*": 95,
}

FOLLOWED = ("domain", "book", "cli", "exchange", "ground", "journeys")


def main() -> int:
    """Does one verb; the exit code is that of the worst thing that happened."""
    verbs = {"run": run, "test": test, "strings": strings, "lock": lock}
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:
        print(__doc__)
        return 2
    os.chdir(ROOT)
    STATE.mkdir(exist_ok=True)
    try:
        return verbs[sys.argv[1]]()
    except KeyboardInterrupt:
        return 130


def run() -> int:
    """The main job, seen: a practice book, its papers, and the desktop where there is a screen."""
    install_system_packages("run", SYSTEM_RUN)
    install_environment()
    seen = os.name == "nt" or sys.platform == "darwin"
    seen = seen or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    window = [] if seen else ["--no-window"]
    code = call([PYTHON, "-m", "coop_ledger", "demo", PRACTICE, *window], check=False)
    print(f"In this folder the command is {BIN.relative_to(ROOT) / 'coop-ledger'}.")
    return code


def test() -> int:
    """Every check and every test; a failed one does not hide those after it."""
    install_system_packages("test", (*SYSTEM_RUN, *SYSTEM_TEST))
    install_environment()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Where it is set, every program that a test starts would be compiled anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    checks: dict[str, Command] = {
        "ruff check": [BIN / "ruff", "check", "."],
        "ruff format": [BIN / "ruff", "format", "--check", "."],
        "mypy": [BIN / "mypy"],
    }
    failed = [name for name, command in checks.items() if call(command, name, check=False)]
    closing_lines = []
    for title, parts, options in test_runs():
        say(title)
        code, closing_line = run_pytest([*options, *parts])
        closing_lines.append(f"{title}: {closing_line}")
        if code:
            failed.append(title)
    failed += coverage_below_floor()
    say(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    print("\n".join(closing_lines))
    return 1 if failed else 0


def strings() -> int:
    """Extracts the texts, merges them into each catalogue and compiles it."""
    install_environment()
    return call([PYTHON, "translations/catalogues.py", "update"], check=False)


def lock() -> int:
    """Writes requirements.lock for all platforms: hashes only, no address of any registry."""
    tools = STATE / "lock"
    call([sys.executable, "-m", "venv", tools])
    tools_bin = tools / BIN.name
    call([tools_bin / "python", "-m", "pip", "install", "--quiet", "uv"])
    options = "--quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate"
    files = "--no-header --group=dev --output-file=requirements.lock pyproject.toml"
    compile_: Command = [tools_bin / "uv", "pip", "compile", *options.split(), *files.split()]
    return call(compile_, check=False)


def install_system_packages(verb: str, lines: Sequence[str]) -> None:
    """On Debian and its kin, installs what is missing and says so; elsewhere Qt finds its own."""
    stamp = STATE / f"system-{verb}"
    if not shutil.which("apt-get") or is_done(stamp, wanted := " ".join(lines)):
        return
    missing = [name for name in wanted.split() if not is_installed(name)]
    if missing:
        install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
        say(f"System packages to install: {' '.join(missing)}")
        try:
            as_root(["apt-get", "update", "--quiet"])
            as_root(install)
        except (OSError, subprocess.CalledProcessError):
            say(f"They could not be installed. Have someone run: {' '.join(install)}")
            return  # what is really needed will say so itself
    stamp.write_text(wanted, encoding="utf-8")


def is_installed(package: str) -> bool:
    """Whether dpkg knows this package as installed."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    shown = subprocess.run(query, capture_output=True, text=True, check=False)
    return shown.stdout == "installed"


def as_root(command: Sequence[str]) -> None:
    """Runs a command as root; sudo asks for a password only where someone can type it."""
    ask = [] if sys.stdin.isatty() else ["--non-interactive"]
    prefix = [] if os.geteuid() == 0 else ["sudo", *ask]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, *command], check=True, env=quiet, stdout=subprocess.DEVNULL)


def install_environment() -> None:
    """Makes .venv from the lock, with this checkout in it, unless that is what it holds."""
    inputs = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    wanted = hashlib.sha256(b"\0".join([*inputs, sys.version.encode(), bytes(ROOT)])).hexdigest()
    stamp = STATE / "environment"
    if not (PYTHON.exists() and is_done(stamp, wanted)):
        say("Python packages, locked by hash, into .venv (about 150 MB the first time)")
        pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
        if not sys.stdout.isatty():
            pip.append("--quiet")
        call([sys.executable, "-m", "venv", "--clear", VENV])
        call([*pip, "--require-hashes", "--requirement", "requirements.lock"])
        call([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
        stamp.write_text(wanted, encoding="utf-8")
    call([PYTHON, "translations/catalogues.py", "compile"])


def test_runs() -> list[tuple[str, list[str], list[str]]]:
    """The title, the folders and the options of each run of pytest.

    Following every line makes tests half as long again. It is done for what computes, keeps and
    refuses; papers and screens are held by goldens, pictures and keys.
    """
    followed = [f"tests/{part}" for part in FOLLOWED]
    folders = sorted(f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if path.is_dir())
    others = [
        path for path in folders if path not in followed and any((ROOT / path).glob("**/test_*.py"))
    ]
    return [
        ("pytest, every line followed", followed, ["--cov", "--cov-report="]),
        ("pytest, papers, screens and faults", others, []),
    ]


def run_pytest(arguments: Sequence[str]) -> tuple[int, str]:
    """Runs the tests, shows them as they go, and keeps the line that sums them up."""
    options = "--numprocesses=auto --maxprocesses=4 --dist=worksteal"
    command: list[str | Path] = [PYTHON, "-m", "pytest", *options.split(), *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    line = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as tests:
        assert tests.stdout is not None
        for line in tests.stdout:
            print(line, end="", flush=True)
    return tests.returncode, line.rstrip()


def coverage_below_floor() -> list[str]:
    """The parts that the tests reached less of than agreed, with the files that lack most."""
    below = []
    for part, floor in COVERAGE_FLOORS.items():
        options = [f"--include={part}", f"--fail-under={floor}"]
        report: Command = [PYTHON, "-m", "coverage", "report", *options]
        shown = subprocess.run(report, capture_output=True, text=True, check=False)
        if shown.returncode:
            print(shown.stdout + shown.stderr)
            below.append(f"coverage of {part} (at least {floor} %)")
    return below


def is_done(stamp: Path, wanted: str) -> bool:
    """Whether a stamp says that exactly this was set up."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def call(command: Command, title: str = "", *, check: bool = True) -> int:
    """Runs a command in sight and gives its exit code; a failed set-up ends here."""
    if title:
        say(title)
    code = subprocess.run(command, check=False).returncode
    if code and check:
        sys.exit(f"This did not work: {' '.join(map(str, command))}")
    return code


def say(sentence: str) -> None:
    """One line that stands out from what the tools print."""
    print(f"\n=== {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
