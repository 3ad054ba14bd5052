"""The command `coop-ledger`: the desktop when nothing is asked, otherwise one of COMMANDS.

Only what is asked for is imported: the window is painted before the command line, the book or
the papers are.
"""

import sys

COMMANDS = (
    "open",
    "demo",
    "new",
    "record",
    "query",
    "print",
    "export",
    "check",
    "backup",
    "restore",
    "events",
)
"""Each is the `command` of the module of its name, in the order that the help tells them."""


def main() -> None:
    """Does what the arguments ask and leaves with the exit code of the contract, section 1."""
    if len(sys.argv) == 1:
        from coop_ledger.cli.desktop import desktop, has_screen  # the window comes before click

        if has_screen():
            sys.exit(desktop())
    from coop_ledger.cli.program import run  # click is only for those who type commands

    sys.exit(run(sys.argv[1:]))
