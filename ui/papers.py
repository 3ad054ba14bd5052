"""Any paper of the book, in the preview: what is seen is what is printed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from coop_ledger.i18n import fill, pgettext, translate
from coop_ledger.progress import Progress
from ui.workspace import Workspace

if TYPE_CHECKING:
    from coop_ledger.reports.document import Document
    from ui.dialogs.preview import Preview


def show_paper(
    workspace: Workspace,
    name: str,
    values: Mapping[str, Any] | None = None,
    parent: QWidget | None = None,
    *,
    private: bool = False,
) -> Preview:
    """Show a paper by its name in the contract; it is drawn beside the window, from a snapshot.

    `private` shows what is confidential: whoever says so has recorded that it was asked for.
    """
    # Papers, their preview and ReportLab are loaded when one is asked for, not with the pages.
    from coop_ledger.book.questions.private import shown
    from coop_ledger.reports.papers import Printing, count_printing, paper_named
    from ui.dialogs.preview import preview

    paper = paper_named(name)
    assert paper is not None, f"no paper is called {name}"
    snapshot = workspace.book.snapshot()
    group, at, by = workspace.group, workspace.clock(), _typist(workspace)

    drawn: list[Document] = []

    def make(size: str, progress: Progress) -> bytes:
        from coop_ledger.reports.pdf import render

        printing = Printing(at=at, by=by, size=paper.size_named(size))
        with shown() if private else nullcontext():
            drawn.append(paper.make(snapshot, group, printing, values))
        return render(drawn[-1], progress)

    formats = [size.name.split("-")[0] for size in paper.sizes]
    title = translate(paper.title)
    called = file_name(workspace, name, values or {})
    dialog = preview(
        workspace, title, make, paper=name, formats=formats, file_name=called, parent=parent
    )
    dialog.delivered.connect(lambda: count_printing(workspace.book, group, drawn[-1]))
    # Closed by the thread that draws, after whatever it is still drawing.
    dialog.finished.connect(
        lambda _result: workspace.jobs.start(title, lambda _progress: snapshot.close())
    )
    return dialog


def file_name(workspace: Workspace, name: str, values: Mapping[str, Any]) -> str:
    """Return what the PDF of a paper is called: "Benkadi - PV séance 14 - 2026-11-20"."""
    # Only when a paper is asked for.
    from coop_ledger.book.questions.groups import group
    from coop_ledger.book.questions.meetings import meeting
    from coop_ledger.reports.papers import paper_named

    paper = paper_named(name)
    assert paper is not None, f"no paper is called {name}"
    what, day, number = translate(paper.title), workspace.today, values.get("number")
    if number is not None:
        if name in _OF_A_MEETING:
            day = meeting(workspace.book, workspace.group, int(number)).date
        named = _PDF_NAMES.get(name)
        what = fill(named(), number=number) if named else f"{what} {number}"
    elif "member" in values:
        what = f"{what} {values['member']}"
    return f"{group(workspace.book, workspace.group).name} - {what} - {day.isoformat()}"


_OF_A_MEETING = frozenset({"meeting-minutes", "receipts"})
_PDF_NAMES = {
    "meeting-minutes": lambda: pgettext("name of a file", "Minutes of meeting {number}"),
    "receipts": lambda: pgettext("name of a file", "Receipts of meeting {number}"),
    "receipt": lambda: pgettext("name of a file", "Receipt {number}"),
}


def _typist(workspace: Workspace) -> str:
    """Return who keeps the book: its treasurer."""
    from coop_ledger.book.questions.members import members

    lines = members(workspace.book, workspace.group)
    return next((line.name for line in lines if line.office == "treasurer"), "")
