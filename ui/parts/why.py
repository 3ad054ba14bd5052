"""“Why this amount?” under any figure: its sum, its entries, its fingerprint."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from coop_ledger.book.questions.why import why
from coop_ledger.i18n import _, fill, ngettext
from ui.presenters.why import sum_of
from ui.widgets.popover import Popover
from ui.workspace import Workspace


def ask_why(
    workspace: Workspace,
    figure: QWidget,
    name: str,
    *,
    title: str,
    note: str = "",
    opening: Sequence[tuple[str, str]] = (),
    **scope: Any,
) -> Popover:
    """Show where a figure comes from, under it; its entries are one Enter away.

    `name` and `scope` are those of the question `why`; `opening` stands before the sum.
    """
    found = why(workspace.book, workspace.group, name, **scope)
    count = len(found.lines)
    words = ngettext("See the entry", "See the {n:number} entries", count)
    popover = Popover(
        _("Why this amount?"),
        [*opening, *sum_of(found, title)],
        subtitle=fill(_("{title}, on {day:day}"), title=title, day=workspace.today),
        note=note,
        fingerprint=fill(_("fingerprint {code}"), code=short(found.fingerprint)),
        follow=fill(words, n=count) if count else "",
        parent=figure,
    )
    numbers = " ".join(str(line.number) for line in found.lines)
    popover.followed.connect(lambda: workspace.go("journal", f"entries:{numbers}"))
    popover.show_under()
    return popover


def short(fingerprint: str) -> str:
    """Return the first letters of a fingerprint, as papers print them: "7F3A·91C2"."""
    return f"{fingerprint[:4]}·{fingerprint[4:8]}".upper()
