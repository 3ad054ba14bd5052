"""The way from the command line to the desktop."""

import os
import sys

from coop_ledger.domain.errors import Refusal
from coop_ledger.i18n import N_


def desktop(book: str = "") -> int:
    """Opens the desktop, on a book if one is named, and returns its exit code.

    Raises Refusal where there is no screen.
    """
    if not has_screen():
        raise Refusal(
            N_(
                "There is no screen here for the desktop: start it where there is one, or use the "
                "commands that `coop-ledger --help` lists."
            )
        )
    from ui.app import main  # Qt, and only for the desktop

    return main(book)


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere if there is a display."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
